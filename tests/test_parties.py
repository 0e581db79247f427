"""Parties: names cleaned, short forms resolved where one reading is clear, and left where not."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.elements import ArgumentSpan, Article, Mention, MentionedArticle, Range, Sentence
from pipeline.link import link_article
from pipeline.link.parties import Parties, clean_party
from schemas.events import EVENT_TYPES
from schemas.values import Realis, Role

# ruff: noqa: E501 - a case is a line
CLEANED = [
    line.split(" | ")
    for line in """
en | Acme's | Acme
en | the workers' | the workers
en | “Acme” | Acme
en | St James's Park | St James's Park
en | Ford's Theatre | Ford's Theatre
en | the FBI | FBI
en | the European Commission | European Commission
en | The Home Office | Home Office
en | the Red Sox | Red Sox
en | The Hague | The Hague
en | the company | the company
en | The Bank | The Bank
en | the Russian government | the Russian government
en | the Detroit police | the Detroit police
en | the Ukrainians | the Ukrainians
en | A Russian court | A Russian court
en | a Tesla | a Tesla
en | the bank workers | the bank workers
en | the Los Angeles Angels of Anaheim | Los Angeles Angels of Anaheim
en | President Joe Biden | Joe Biden
en | US President Joe Biden | Joe Biden
en | former President Donald Trump | Donald Trump
en | Indonesian Foreign Minister Retno Marsudi | Retno Marsudi
en | Apple CEO Tim Cook | Tim Cook
en | Bank of America CEO Brian Moynihan | Brian Moynihan
en | Secretary of State Antony Blinken | Antony Blinken
en | Attorney General Merrick Garland | Merrick Garland
en | Sen. Mark Warner | Mark Warner
en | Mr. Cloutier | Cloutier
en | Gen. Stanley McChrystal | Stanley McChrystal
en | President Charles de Gaulle | Charles de Gaulle
en | EU Commission President Ursula von der Leyen | Ursula von der Leyen
en | General Motors | General Motors
en | General Electric | General Electric
en | Justice Department | Justice Department
en | Attorney General's Office | Attorney General's Office
en | President Hotel | President Hotel
en | Major League Baseball | Major League Baseball
en | Premier League | Premier League
en | Judge Judy | Judge Judy
en | Don Lemon | Don Lemon
en | Doctor Who | Doctor Who
en | President of France | President of France
en | a lawyer for President Donald Trump | a lawyer for President Donald Trump
en | supporters of President Jair Bolsonaro | supporters of President Jair Bolsonaro
en | Tim Cook, CEO of Apple | Tim Cook
en | Roland Cloutier, the company's head of security | Roland Cloutier
en | John Smith, 45 | John Smith
en | Acme, a software company | Acme
en | Meta Platforms, Inc. | Meta Platforms, Inc.
en | Ministry of Health, Labour and Welfare | Ministry of Health, Labour and Welfare
en | Culver City, California | Culver City, California
en | Volkswagen (VW) | Volkswagen
en | the carmaker Volkswagen | Volkswagen
en | Spanish bank Santander | Santander
en | the company Tuesday | Tuesday
es | la ONU | ONU
es | la Fiscalía General | Fiscalía General
es | El Gobierno ruso | Gobierno ruso
es | el Gobierno | el Gobierno
es | la empresa | la empresa
es | El Salvador | El Salvador
es | La Nación | La Nación
es | Los Angeles | Los Angeles
es | la empresa Acme | Acme
es | la cadena NBC | NBC
es | el banco Central | el banco Central
es | el presidente Pedro Sánchez | Pedro Sánchez
es | el expresidente Rafael Correa | Rafael Correa
es | El candidato afín al expresidente Rafael Correa | El candidato afín al expresidente Rafael Correa
es | Pedro Sánchez, presidente del Gobierno | Pedro Sánchez
es | el ministro de Salud | el ministro de Salud
es | don Felipe | Felipe
es | un famoso 'youtuber' | un famoso 'youtuber'
fr | l'ONU | ONU
fr | L'Oréal | L'Oréal
fr | le président Emmanuel Macron | Emmanuel Macron
fr | le constructeur Renault | Renault
fr | la Commission européenne | Commission européenne
fr | Le Monde | Le Monde
de | Bundeskanzler Olaf Scholz | Olaf Scholz
de | Außenministerin Annalena Baerbock | Annalena Baerbock
de | Ministerpräsident Markus Söder | Markus Söder
de | die Deutsche Bank | Deutsche Bank
de | der Konzern Siemens | Siemens
de | die EZB | EZB
de | der Konzern | der Konzern
de | Der Spiegel | Der Spiegel
pt | a Petrobras | Petrobras
pt | o presidente Lula da Silva | Lula da Silva
pt | o ministro Alexandre de Moraes | Alexandre de Moraes
it | la premier Giorgia Meloni | Giorgia Meloni
it | il gruppo Benetton | Benetton
it | l'azienda | l'azienda
""".strip().splitlines()
]
# Sentences end with "|"; brackets mark the spans of parties, of which the last is asked for.
RESOLVED = [
    line.split(" => ")
    for line in """
en: [Roland Cloutier] will leave TikTok. | Last week [Cloutier] told staff. => Roland Cloutier
en: On Friday Roland Cloutier spoke. | Later [Cloutier] was sued. => Roland Cloutier
en: Later [Cloutier] was sued. | On Friday Roland Cloutier spoke. | We saw [Cloutier] again. => Roland Cloutier
en: We met Roland A. Cloutier and Roland Cloutier. | Then [Cloutier] left. => Roland A. Cloutier
en: They quote President Joe Biden at length. | Then [President Biden] signed it. => Joe Biden
en: They quote Joe Biden and his son Hunter Biden. | Then [Biden] signed it. => Biden
en: They quote George W. Bush and George H. W. Bush. | Then [George Bush] signed it. => George Bush
en: They quote John Smith and John Smith Jr. at length. | Then [Smith] left. => Smith
en: They quote John Smith Jr. at length. | Then [John Smith] left. => John Smith
en: The actor Denzel Washington spoke. | Then [Washington] imposed tariffs. => Washington
en: They quote Jordan Peele at length. | Then [Jordan] closed its border. => Jordan
en: A book about Henry Ford sold well. | Shares of Ford Motor Company fell and [Ford] cut jobs. => Ford
en: He was shot at Ford's Theatre in a play. | Then [Ford] cut jobs. => Ford
en: It belongs to Ford Motor Company of course. | Then [Ford] cut jobs. => Ford Motor Company
en: We use Apple Music every day. | Then [Apple] raised prices. => Apple
en: We use Amazon Web Services every day. | Then [Amazon] raised prices. => Amazon
en: It belongs to Acme Corp of course. | Then [Acme] raised prices. => Acme Corp
en: It belongs to Acme Holdings and Acme Group plc too. | Then [Acme] raised prices. => Acme
en: We read Vincent van der Berg often. | Then [van der Berg] left. => Vincent van der Berg
en: We read Vincent van der Berg often. | Then [Berg] left. => Berg
en: We met Rosa de la Cruz and Ted Cruz. | Then [De la Cruz] left. => Rosa de la Cruz
en: We met Rosa de la Cruz and Ted Cruz. | Then [Cruz] left. => Ted Cruz
en: We heard J. K. Rowling at length. | Then [Rowling] left. => J. K. Rowling
en: We heard Jim O'Brien at length. | Then [O'Brien] left. => Jim O'Brien
en: They fired Coach Maurice Cheeks Saturday in Boston. | Then [Cheeks] left. => Maurice Cheeks
en: We heard about South Korea at length. | Then [Korea] paid. => Korea
en: The Washington Post wrote about it. | Then [Post] sued. => Post
en: We visited the Bank of America. | Then [America] paid. => America
en: Owner Arte Moreno met us. | We saw Arte Moreno there. | Then [Moreno] paid. => Arte Moreno
en: Cloutier spoke at length. | Then [Cloutier] left. => Cloutier
en: The Federal Trade Commission (FTC) sued. | Then the [FTC] won. => Federal Trade Commission
en: The Federal Trade Commission sued. | Then the [FTC] won. => FTC
en: The carmaker Volkswagen (VW) paid. | Then [VW] won. => Volkswagen
en: The carmaker Volkswagen paid. | Then [VW] won. => VW
en: The Financial Conduct Authority ("FCA") sued. | Then [the FCA] won. => Financial Conduct Authority
en: We heard Angela Merkel (CDU) in Berlin. | Then [the CDU] won. => CDU
en: They live in New York (AP) still. | Then [AP] won. => AP
en: The Agency for Clean Air (ACA) and the Affordable Care Act (ACA) differ. | Then [the ACA] won. => ACA
en: [Acme Corp] was fined. | Later [the company] paid. => Acme Corp
en: [The carmaker Volkswagen] was fined. | Later [the company] paid. => Volkswagen
en: [Borealis], a software company, was fined. | Later [the firm] paid. => Borealis
en: [Acme Corp] sued [Borealis]. | Later [the company] paid. => the company
en: [Acme Corp] sued [Borealis Inc]. | Later [the company] paid. => the company
en: [Acme Corp] met the minister. | Later [the company that makes chips] paid. => the company that makes chips
en: [Acme Corp] met them. | Later [the company] that makes chips paid. => the company
en: Later [the company] paid. | [Acme Corp] was fined. | It was [Acme Corp]. => Acme Corp
en: [Acme Corp] was fined. | Later [companies] paid. => companies
en: A court fined [Tim Cook], 63, of Acme. | Later [the company] paid. => the company
en: [Madonna] was fined. | Later [the company] paid. => the company
en: [France] fined [Acme Corp] for it. | Later [the company] paid. => Acme Corp
en: [Bank of America] was fined. | Later [the bank] paid. => Bank of America
en: [Bank of America] was fined by the World Bank. | Later [the bank] paid. => the bank
en: [Bank of America] and [UBS] were fined. | Later [the bank] paid. => the bank
en: [The Ministry of Finance] spoke. | Later [the ministry] paid. => Ministry of Finance
en: [The Ministry of Finance] met the Health Ministry. | Later [the ministry] paid. => the ministry
en: [A Russian court] ruled. | Later [the court] fined Twitch. => A Russian court
en: [A Russian court] ruled, then the Supreme Court. | Later [the court] fined Twitch. => the court
en: [A court] ruled. | Later [the court] fined Twitch. => the court
en: [Another Russian court] ruled. | Later [the court] fined Twitch. => the court
en: The European Commission wrote to [Apple]. | Later [the Commission] fined it. => European Commission
en: They quote President Joe Biden at length. | Later [the president] signed it. => Joe Biden
en: They quote President Joe Biden and President Emmanuel Macron. | Later [the president] left. => the president
en: They quote President Joe Biden and the president of Acme. | Later [the president] left. => the president
en: They quote Vice President Kamala Harris at length. | Later [the president] left. => the president
en: They quote Teten Masduki, minister for trade. | Later [Teten] left. => Teten Masduki
en: They quote Teten Masduki at length. | Later [Teten] left. => Teten
en: The Committee on Foreign Investment in the United States (CFIUS) met. | Later [CFIUS] left. => Committee on Foreign Investment in the United States
en: The Committee on Foreign Investment in the United States (CFIUS) met. | Later [the Committee on Foreign Investment] left. => Committee on Foreign Investment in the United States
en: It belongs to Acme Inc. of course. | Then [Acme Inc.] sued. => Acme Inc.
en: They quote Ana Ruiz at length. | [It] left. => It
en: They quote Ana Ruiz at length. | Later [she] left. => she
en: Acme Sues Borealis Over Patents | Then [Sues] left. => Sues
en: [VOLKSWAGEN] was fined. | Later Volkswagen paid and [Volkswagen] left. => Volkswagen
es: Habló [Andrés Manuel López Obrador] ayer. | Luego [López Obrador] salió. => Andrés Manuel López Obrador
es: Ayer estuvo Pedro Sánchez Pérez-Castejón. | Luego [Sánchez] salió. => Pedro Sánchez Pérez-Castejón
es: Habló Pedro Sánchez ayer. | Luego [Sánchez] salió. => Sánchez
es: Habló Pedro Sánchez con Ana Sánchez. | Luego [Sánchez] salió. => Sánchez
es: Fallece Marissa Garrido en México. | Lloran los amigos de Marissa Garrido. | Luego [Garrido] fue honrada. => Marissa Garrido
es: Lo dice el Banco Santander en su web. | Luego [el Santander] pagó. => Banco Santander
es: Lo dice el Banco Central Europeo (BCE) en su web. | Luego [el BCE] pagó. => Banco Central Europeo
es: Habla la Liga Nacional de Futbol Americano (NFL) hoy. | Luego [la NFL] pagó. => NFL
es: Multan a [la empresa Acme] en Lima. | Luego [la empresa] pagó. => Acme
es: Multan a [Acme] en Lima. | Luego [la empresa] pagó. => la empresa
es: Multan al [Banco Santander] en Lima. | Luego [el banco] pagó. => Banco Santander
es: Multan al [Banco Santander] y al Banco de Chile. | Luego [el banco] pagó. => el banco
es: Habló el [Ministerio de Salud] ayer. | Luego [el ministerio] pagó. => Ministerio de Salud
es: Habló el [Ministerio de Salud] con el Ministerio de Hacienda. | Luego [el ministerio] pagó. => el ministerio
es: Habló [la periodista Lydia Cacho] ayer. | Luego detienen a [la periodista]. => Lydia Cacho
es: Habló el presidente Gustavo Petro ayer. | Luego [el presidente] salió. => Gustavo Petro
es: Habló el presidente Gustavo Petro con el presidente de Ecuador. | Luego [el presidente] salió. => el presidente
es: Vimos a Marisol de la Vega en Lima. | Luego [De la Vega] salió. => Marisol de la Vega
es: Habló la Comisión de la Cámara. | Luego [la Cámara] votó. => la Cámara
es: Dijo: "El Servicio de Impuestos Internos (SII) cobra", y el Servicio de Impuestos Internos pagó. | Luego [el SII] votó. => Servicio de Impuestos Internos
en: We heard Labour MPs at length. | Then [MPs] left. => MPs
es: La tienda de [El Corte Inglés] cerró. | [El Corte Inglés] pagó. => El Corte Inglés
es: Una compañera del PP Isabel Ruiz habló. | Luego [Isabel Ruiz] salió. => Isabel Ruiz
fr: On a vu Emmanuel Macron hier. | Puis [M. Macron] est parti. => Emmanuel Macron
fr: On cite la Banque centrale européenne (BCE) ici. | Puis [la BCE] a payé. => Banque centrale européenne
fr: On cite [le constructeur Renault] ici. | Puis [l'entreprise] a payé. => Renault
de: Gestern sprach Bundeskanzler Olaf Scholz lange. | Dann ging [Scholz] weg. => Olaf Scholz
de: Gestern sprach Ursula von der Leyen lange. | Dann ging [von der Leyen] weg. => Ursula von der Leyen
de: Der Autobauer Volkswagen (VW) zahlt. | Dann ging [VW] weg. => Volkswagen
de: Das [Landgericht München] urteilte. | Dann ging [das Gericht] weg. => Landgericht München
pt: Ontem falou Luiz Inácio Lula da Silva em Brasília. | Depois [Lula da Silva] saiu. => Luiz Inácio Lula da Silva
pt: O Supremo Tribunal Federal (STF) decidiu. | Depois [o STF] multou. => Supremo Tribunal Federal
it: Ieri ha parlato Giorgia Meloni a Roma. | Poi [Meloni] partì. => Giorgia Meloni
it: L'Autorità garante della concorrenza e del mercato (AGCM) indaga. | Poi [AGCM] multa. => Autorità garante della concorrenza e del mercato
""".strip().splitlines()
]


def mention(
    sentence: Sentence, role: Role, start: int, words: str, event_type: str = "accusation"
) -> Mention:
    """A mention with one span that stands at ``start`` of the document."""
    return Mention(
        sentence=sentence,
        event_type=event_type,
        realis=Realis.ACTUAL,
        trigger=sentence.text[:1],
        start=sentence.start,
        end=sentence.start + 1,
        confidence=0.9,
        arguments=(ArgumentSpan(role, words, start, start + len(words), 0.9),),
    )


def read(text: str) -> tuple[list[Sentence], list[Mention]]:
    """The sentences of a text with bracketed parties, and a mention for each of these."""
    sentences, mentions, position = [], [], 0
    for index, marked in enumerate(text.split(" | ")):
        plain = marked.replace("[", "").replace("]", "")
        sentence = Sentence(index, plain, position, position + len(plain))
        sentences.append(sentence)
        for shift, found in enumerate(re.finditer(r"\[([^]]*)\]", marked)):
            start = position + found.start() - 2 * shift
            mentions.append(mention(sentence, Role.AGENT, start, found[1]))
        position += len(plain) + 1
    return sentences, mentions


@pytest.mark.parametrize(("language", "words", "name"), CLEANED)
def test_names_are_cleaned_and_common_nouns_keep_their_articles(
    language: str, words: str, name: str
) -> None:
    assert clean_party(words, language) == name


@pytest.mark.parametrize(("article", "name"), RESOLVED)
def test_short_forms_are_resolved_where_one_reading_is_clear(article: str, name: str) -> None:
    language, text = article.split(": ", 1)
    sentences, mentions = read(text)
    named = Parties(sentences, mentions, language).named(mentions[-1])
    assert [span.text for span in named.arguments] == [name]
    (before,), (after,) = mentions[-1].arguments, named.arguments
    assert (after.start, after.end) == (before.start, before.end)


def linked(text: str, event_type: str):
    """The events of a text whose bracketed parties are fined, one mention for each."""
    sentences, mentions = read(text)
    fined = [
        mention(one.sentence, Role.TARGET, span.start, span.text, event_type)
        for one in mentions
        for span in one.arguments
    ]
    article = Article(
        "a", "/in/a.txt", None, 0, 0, 1000, None, None, ("x",), (Range(0, 1),), language="en"
    )
    (result,) = link_article(MentionedArticle(article, tuple(sentences), tuple(fined), "model"))
    return fined, result.events


def test_an_event_has_the_full_name_and_its_mentions_the_words_of_the_source() -> None:
    fined, (event,) = linked("They fined [Acme Corp]. | They fined [the company].", "fine")
    assert event.fields["penalized"] == ("Acme Corp",)
    assert event.mentions == tuple(fined)
    assert [span.text for one in event.mentions for span in one.arguments] == [
        "Acme Corp",
        "the company",
    ]


def test_the_company_is_the_one_whose_losses_are_told() -> None:
    sentences, _ = read("Acme lost money. | The company lost more.")
    first = mention(sentences[0], Role.AGENT, 0, "Acme", "financial_results")
    start = sentences[1].start
    second = mention(sentences[1], Role.AGENT, start, "The company", "financial_results")
    named = Parties(sentences, [first, second], "en").named(second)
    assert [span.text for span in named.arguments] == ["Acme"]


def test_fines_of_two_companies_stay_two() -> None:
    _, events = linked("They fined [Acme Corp]. | They fined [Borealis Inc].", "fine")
    assert [event.fields["penalized"] for event in events] == [("Acme Corp",), ("Borealis Inc",)]


def test_fines_of_two_people_of_one_family_name_stay_two() -> None:
    _, events = linked("They fined [Joe Biden]. | They fined [Hunter Biden].", "fine")
    assert len(events) == 2


@given(st.lists(st.sampled_from("the la de of ( ) ' ” “ , Acme Inc. Dr. CEO ’s 45 x".split())))
def test_a_clean_name_is_a_stretch_of_the_words_and_lost_only_where_they_hold_no_word(
    words: list[str],
) -> None:
    text = " ".join(words)
    name = clean_party(text)
    assert name in text
    assert name or not {"the", "la", "of", "Acme", "CEO", "x"} & set(words)


WORDS = {
    Role.AGENT: "Acme",
    Role.TARGET: "Borealis",
    Role.OBJECT: "a leak",
    Role.PLACE: "Paris",
    Role.TIME: "in 2020",
    Role.MONEY: "$3 million",
    Role.QUANTITY: "12 people killed",
    Role.POSITION: "chairman",
}


@pytest.mark.parametrize(
    ("event_type", "role"),
    [(name, role) for name, event in EVENT_TYPES.items() for role in event.fields_by_role()],
)
def test_every_field_of_every_type_can_be_filled_from_its_role(event_type: str, role: Role) -> None:
    words = WORDS[role]
    sentence = Sentence(0, words, 0, len(words))
    article = Article("a", "/in/a.txt", None, 0, 0, 99, None, None, ("x",), (Range(0, 1),))
    one = mention(sentence, role, 0, words, event_type)
    (result,) = link_article(MentionedArticle(article, (sentence,), (one,), "model"))
    (event,) = result.events
    field = EVENT_TYPES[event_type].fields_by_role()[role]
    filled = event.place if field == "place" else event.fields[field]
    assert filled
    others = {name: value for name, value in event.fields.items() if name != field}
    assert not any(others.values())

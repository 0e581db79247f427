"""Made-up dumps in the styles that scraped news comes in, each with what must come out of it."""

from typing import Any

import pytest

from pipeline.elements import Article, Document
from pipeline.segment import segment_document


def articles(text: str, **known: Any) -> list[Article]:
    results = segment_document(Document(source_uri="file:///dump.txt", text=text, **known))
    found = [result for result in results if isinstance(result, Article)]
    assert len(found) == len(results)
    return found


def outline(text: str, **known: Any) -> list[tuple[str | None, list[str]]]:
    """Title and paragraphs of each article, wrapped lines made one for reading."""
    return [
        (article.title, [" ".join(paragraph.split()) for paragraph in article.paragraphs])
        for article in articles(text, **known)
    ]


FLOOD = [
    "Heavy rain flooded large parts of the northern province on Tuesday, killing 12 people.",
    "Rescue workers reached the town of Arvika by boat after the main bridge collapsed overnight.",
    "The provincial governor declared a state of emergency and asked the army for helicopters.",
]
BANK = [
    "Meridian Bank agreed to buy its smaller rival Castello for $4.2 billion in cash and shares.",
    "The takeover needs approval from the competition regulator, which blocked a similar deal.",
    "Shares in Castello jumped 18 percent in early trading while Meridian lost 3 percent.",
]
STRIKE = [
    "Train drivers walked out on Friday in a dispute over pay, stranding thousands of commuters.",
    "The union said 9,000 members had joined the strike and more stoppages would follow in June.",
    "Operators offered a rise of five percent, which negotiators for the drivers turned down.",
]
FLOOD_TITLE = "Floods Kill 12 in Northern Province After Bridge Collapses"
BANK_TITLE = "Meridian Bank to Buy Rival Castello for $4.2 Billion"
STRIKE_TITLE = "Train Drivers Strike Over Pay, Stranding Thousands of Commuters"


def paragraphs(lines: list[str], space: str = "\n\n") -> str:
    return space.join(lines)


def test_titles_in_capitals_part_articles() -> None:
    text = "\n\n".join(
        [FLOOD_TITLE.upper(), *FLOOD, BANK_TITLE.upper(), *BANK, STRIKE_TITLE.upper(), *STRIKE]
    )
    assert outline(text) == [
        (FLOOD_TITLE.upper(), FLOOD),
        (BANK_TITLE.upper(), BANK),
        (STRIKE_TITLE.upper(), STRIKE),
    ]


def test_an_article_without_title_is_one_article() -> None:
    assert outline(paragraphs(FLOOD)) == [(None, FLOOD)]


def test_sub_headings_stay_inside_as_paragraphs() -> None:
    body = [*BANK, "What happens next", *FLOOD[:1], "REGULATORY HURDLES", *BANK[1:2], *STRIKE[:1]]
    unique = list(dict.fromkeys(body))
    assert outline(BANK_TITLE + "\n\n" + paragraphs(unique)) == [(BANK_TITLE, unique)]


def test_bylines_dates_and_reading_times_are_not_body() -> None:
    text = f"""{FLOOD_TITLE}

By Jane Doe and Ana de la Cruz | June 3, 2022 10:45 GMT
3 min read

{paragraphs(FLOOD)}

By John Smith, City Correspondent
Published: 4 June 2022

{BANK_TITLE}

{paragraphs(BANK)}
"""
    first, second = articles(text)
    assert (first.title, list(first.paragraphs)) == (FLOOD_TITLE, FLOOD)
    assert first.byline == "Jane Doe and Ana de la Cruz"
    assert str(first.published_at) == "2022-06-03 10:45:00+00:00"
    assert (second.title, list(second.paragraphs)) == (BANK_TITLE, BANK)
    assert second.byline == "John Smith, City Correspondent"
    assert (str(second.published_at), second.published_at_precision) == (
        "2022-06-04 00:00:00+00:00",
        "day",
    )


def test_datelines_open_articles_that_have_no_title() -> None:
    flood = ["ARVIKA, June 3 (Reuters) - " + FLOOD[0], *FLOOD[1:]]
    bank = ["LONDON (AP) — " + BANK[0], *BANK[1:]]
    first, second = articles(paragraphs([*flood, *bank]))
    assert (first.title, list(first.paragraphs)) == (None, flood)
    assert (second.title, list(second.paragraphs)) == (None, bank)
    assert (first.dateline, first.publisher) == ("ARVIKA, June 3 (Reuters)", "Reuters")
    assert (second.dateline, second.publisher) == ("LONDON (AP)", "AP")


def test_a_copyright_line_parts_articles_without_titles() -> None:
    text = paragraphs([*FLOOD, "Copyright 2022 The Northern Press. All rights reserved.", *BANK])
    first, second = articles(text)
    assert (first.title, list(first.paragraphs)) == (None, FLOOD)
    assert (second.title, list(second.paragraphs)) == (None, BANK)
    assert (first.publisher, second.publisher) == ("The Northern Press", None)


def test_a_numbered_digest_is_one_article() -> None:
    items = [
        "Here is what you need to know before the markets open on Thursday morning.",
        "1. Meridian Bank to buy Castello",
        BANK[0],
        "2. Train drivers strike again",
        STRIKE[0],
        "3. Floods hit the northern province",
        FLOOD[0],
    ]
    title = "Five Things to Know Before the Bell"
    assert outline(paragraphs([title, *items])) == [(title, items)]


def test_markdown_headings_give_titles_and_sub_headings() -> None:
    text = f"""# {FLOOD_TITLE}

![A flooded street](https://example.com/street.jpg)

{FLOOD[0]}

## The rescue effort so far

{FLOOD[1]}

* **{FLOOD[2]}**

---

# {BANK_TITLE}

> {BANK[0]}

{BANK[1]} See [the filing](https://example.com/filing) for more.

[Subscribe](https://example.com/subscribe)
"""
    assert outline(text) == [
        (FLOOD_TITLE, [FLOOD[0], "The rescue effort so far", *FLOOD[1:]]),
        (
            BANK_TITLE,
            [BANK[0], BANK[1] + " See [the filing](https://example.com/filing) for more."],
        ),
    ]


def test_crlf_tabs_and_invisible_characters_at_the_edges_do_not_matter() -> None:
    lines = ["\ufeff" + FLOOD_TITLE, *FLOOD, "", "", "", "\t" + BANK_TITLE + " ", *BANK]
    text = "\u200b\r\n\r\n".join(lines)
    assert outline(text) == [(FLOOD_TITLE, FLOOD), (BANK_TITLE, BANK)]


WRAPPED = """\
Floods Kill 12 in Northern Province

By Jane Doe

Heavy rain flooded large parts of the northern province on Tuesday,
killing at least 12 people and cutting off several towns, officials
said.

Rescue workers reached the town of Arvika by boat after the main bridge
collapsed overnight. The army sent four helicopters from its base in the
capital and 200 soldiers.

"We have lost everything," said a farmer who had spent the night on the
roof of a barn.

(c) 2022 Northern News Agency. All rights reserved.

Meridian Bank to Buy Rival Castello for $4.2 Billion

Meridian Bank agreed to buy its smaller rival Castello for $4.2 billion
in cash and shares, the two companies said on Monday in a statement that
surprised investors.
"""


def test_hard_wrapped_lines_are_joined_to_paragraphs() -> None:
    first, second = articles(WRAPPED)
    assert (first.title, first.byline) == ("Floods Kill 12 in Northern Province", "Jane Doe")
    assert [" ".join(text.split()) for text in first.paragraphs] == [
        "Heavy rain flooded large parts of the northern province on Tuesday, killing at least 12"
        " people and cutting off several towns, officials said.",
        "Rescue workers reached the town of Arvika by boat after the main bridge collapsed"
        " overnight. The army sent four helicopters from its base in the capital and 200 soldiers.",
        '"We have lost everything," said a farmer who had spent the night on the roof of a barn.',
    ]
    assert (first.publisher, str(first.published_at)) == (
        "Northern News Agency",
        "2022-01-01 00:00:00+00:00",
    )
    assert second.title == BANK_TITLE
    assert len(second.paragraphs) == 1
    assert second.paragraphs[0] in WRAPPED


def test_lists_of_related_headlines_belong_to_no_article() -> None:
    text = f"""{FLOOD_TITLE}

{paragraphs(FLOOD)}

Related stories
Mayor Promises New Dams Within Three Years
Farmers Count the Cost of a Wet Spring
Why the Weather Service Got It Wrong

{BANK_TITLE}

{BANK[0]}

Read more: Castello Chief Defends Sale to Shareholders

{BANK[1]}

You may also like

Ten Savings Accounts Compared

{BANK[2]}
"""
    assert outline(text) == [(FLOOD_TITLE, FLOOD), (BANK_TITLE, BANK)]


def test_a_live_blog_is_one_article() -> None:
    posts = [
        STRIKE[0],
        "10:45 - Union leader arrives for talks",
        STRIKE[1],
        "11:20 GMT",
        STRIKE[2],
        "12.05",
        FLOOD[0],
    ]
    title = "Rail Strike Live: Drivers Walk Out in Dispute Over Pay"
    [(found, body)] = outline(paragraphs([title, *posts]))
    assert found == title
    assert [text for text in body if text in (*STRIKE, *FLOOD)] == [*STRIKE, FLOOD[0]]


def test_quotes_that_stand_alone_stay_in_their_place() -> None:
    body = [
        FLOOD[0],
        "“We will rebuild every single house in this valley”",
        FLOOD[1],
        '"Nobody warned us."',
        FLOOD[2],
    ]
    assert outline(paragraphs([FLOOD_TITLE, *body])) == [(FLOOD_TITLE, body)]


def test_spanish_dump() -> None:
    flood = [
        "Las fuertes lluvias inundaron el martes buena parte de la provincia y dejaron 12 muertos.",
        "Los equipos de rescate llegaron en lancha a la localidad tras el derrumbe del puente.",
        "El gobernador declaró el estado de emergencia y pidió helicópteros al ejército.",
    ]
    bank = [
        "El banco Meridian acordó la compra de su rival Castello por 4.200 millones de dólares.",
        "La operación necesita el visto bueno del regulador de competencia, informó la entidad.",
    ]
    text = f"""Inundaciones en el norte dejan 12 muertos y un puente derrumbado

Por Ana García
3 de junio de 2022

Foto: Vista aérea de la zona inundada. EFE

{paragraphs(flood)}

Lea también: El alcalde promete nuevas presas

Síguenos en Facebook y Twitter

Suscríbete a nuestro boletín

Fuente: Agencia EFE

El banco Meridian compra a su rival Castello

{paragraphs(bank)}

Etiquetas: bancos, fusiones
© 2022 Diario del Valle. Todos los derechos reservados.
"""
    first, second = articles(text)
    assert first.title == "Inundaciones en el norte dejan 12 muertos y un puente derrumbado"
    assert list(first.paragraphs) == flood
    assert (first.byline, first.publisher, first.language) == ("Ana García", "Agencia EFE", "es")
    assert str(first.published_at) == "2022-06-03 00:00:00+00:00"
    assert first.captions == ("Foto: Vista aérea de la zona inundada. EFE",)
    assert (second.title, list(second.paragraphs)) == (
        "El banco Meridian compra a su rival Castello",
        bank,
    )
    assert (second.publisher, second.published_at_precision) == ("Diario del Valle", "year")


def test_french_dump() -> None:
    body = [
        "De fortes pluies ont inondé mardi une grande partie de la province, faisant 12 morts.",
        "Les secours ont atteint la ville en bateau après l'effondrement du pont dans la nuit.",
    ]
    second = [
        "La banque Meridian a accepté de racheter sa rivale Castello pour 4,2 milliards d'euros.",
        "L'autorité de la concurrence doit encore approuver cette opération, a indiqué le groupe.",
    ]
    text = f"""Inondations dans le nord : douze morts après l'effondrement d'un pont

Par Jean Dupont, publié le 3 juin 2022

{paragraphs(body)}

À lire aussi : Le maire promet de nouveaux barrages

Partager sur Facebook

© Agence France-Presse. Tous droits réservés

La banque Meridian rachète sa rivale Castello

{paragraphs(second)}
"""
    one, two = articles(text)
    assert one.title == "Inondations dans le nord : douze morts après l'effondrement d'un pont"
    assert list(one.paragraphs) == body
    assert (one.byline, one.publisher, one.language) == (
        "Jean Dupont",
        "Agence France-Presse",
        "fr",
    )
    assert str(one.published_at) == "2022-06-03 00:00:00+00:00"
    assert (two.title, list(two.paragraphs)) == (
        "La banque Meridian rachète sa rivale Castello",
        second,
    )


def test_german_dump() -> None:
    body = [
        "Heftiger Regen hat am Dienstag große Teile der Provinz überflutet, zwölf Tote.",
        "Rettungskräfte erreichten die Stadt mit Booten, nachdem die Brücke einstürzte.",
    ]
    second = [
        "Die Meridian Bank übernimmt ihren kleineren Rivalen Castello für 4,2 Milliarden Dollar.",
        "Die Kartellbehörde muss dem Kauf noch zustimmen, wie das Unternehmen am Montag mitteilte.",
    ]
    text = f"""Zwölf Tote bei Hochwasser im Norden

Von Petra Müller

Stand: 3. Juni 2022, 10:45 Uhr

Berlin (dpa) - {body[0]}

{body[1]}

Lesen Sie auch

Bürgermeister verspricht neue Dämme

Anzeige

Quelle: dpa

Meridian Bank übernimmt Castello für Milliarden

{paragraphs(second)}
"""
    one, two = articles(text)
    assert one.title == "Zwölf Tote bei Hochwasser im Norden"
    assert list(one.paragraphs) == ["Berlin (dpa) - " + body[0], body[1]]
    assert (one.byline, one.dateline, one.publisher) == ("Petra Müller", "Berlin (dpa)", "dpa")
    assert (str(one.published_at), one.language) == ("2022-06-03 00:00:00+00:00", "de")
    assert (two.title, list(two.paragraphs)) == (
        "Meridian Bank übernimmt Castello für Milliarden",
        second,
    )


@pytest.mark.parametrize(
    "line",
    [
        "Facebook, Twitter and Instagram Comments Face New Limits Under Bill",
        "Polls show more voters back Labour before the vote",
        "Meridian's App Shares Data With Advertisers, Study Finds",
        "Newsletter Platform Substack Raises $65 Million",
    ],
)
def test_a_headline_about_platforms_is_no_furniture(line: str) -> None:
    [(title, _)] = outline(paragraphs([line, *BANK]))
    assert title == line


@pytest.mark.parametrize(
    "line",
    [
        "Meta, which was banned in March, said its Facebook and Instagram apps share no data.",
        "A spokesperson for the US Treasury declined to comment on the deal.",
        "The company asked readers to subscribe to a newsletter before the site shut down.",
        "The court ruled that copyright law does not protect works made by a machine.",
        "Two people familiar with the talks told Reuters.",
        "Written by a panel of three judges, the report found that both banks had broken the law.",
        "The report was first published in May and prompted an inquiry by the regulator.",
    ],
)
def test_a_sentence_that_uses_words_of_furniture_stays_in_the_body(line: str) -> None:
    assert outline(paragraphs([BANK_TITLE, BANK[0], line, BANK[1]])) == [
        (BANK_TITLE, [BANK[0], line, BANK[1]])
    ]


@pytest.mark.parametrize(
    "line",
    [
        "TT",
        "12 Comments",
        "Share on Facebook",
        "Facebook Twitter WhatsApp",
        "Home | World | Business | Sport | Weather",
        "Subscribe to our newsletter",
        "Sign up for our daily briefing and never miss a story.",
        "We use cookies to improve your experience. Read our cookie policy.",
        "Tags: floods, weather, rescue",
        "Advertisement",
        "Affiliate links may earn us a commission.",
        "Follow us on Twitter @example",
        "Read more: Mayor Promises New Dams",
        "Photo: Jane Doe/Getty Images",
        "FILE PHOTO: A boat passes a flooded house in Arvika, June 3, 2022. REUTERS/Jane Doe",
        "street.jpg A flooded street in Arvika",
        "This article was originally published by Example News.",
        "The post Floods Kill 12 appeared first on Example News.",
        "Síguenos en Facebook",
        "Deja un comentario",
        "Noticias relacionadas",
        "Partager sur Twitter",
        "Jetzt Newsletter abonnieren",
        "Compartilhar no WhatsApp",
        "Condividi su Facebook",
        "Baca juga: Wali Kota Janjikan Bendungan Baru",
    ],
)
def test_furniture_between_paragraphs_is_left_out(line: str) -> None:
    assert outline(paragraphs([FLOOD_TITLE, *FLOOD[:2], line, FLOOD[2]])) == [(FLOOD_TITLE, FLOOD)]


def test_credits_of_reporters_end_an_article() -> None:
    credit = "(Reporting by Jane Doe in Arvika; Editing by John Smith)"
    text = paragraphs([FLOOD_TITLE, *FLOOD, credit, BANK_TITLE, *BANK, credit])
    assert outline(text) == [(FLOOD_TITLE, FLOOD), (BANK_TITLE, BANK)]


def test_titles_repeated_around_captions_are_one_title() -> None:
    caption = "Residents wade through water in Arvika on 3 June 2022. (AFP)"
    text = "\n".join([FLOOD_TITLE, "", caption, caption, "", FLOOD_TITLE, "", *FLOOD])
    [article] = articles(text)
    assert (article.title, list(article.paragraphs)) == (FLOOD_TITLE, FLOOD)
    assert article.captions == (caption,)
    assert article.published_at is None


def test_a_standfirst_stays_in_the_body() -> None:
    standfirst = "Governor asks the army for helicopters as boats reach cut-off towns in the valley"
    assert outline(paragraphs([FLOOD_TITLE, standfirst, *FLOOD])) == [
        (FLOOD_TITLE, [standfirst, *FLOOD])
    ]


def test_dates_over_paragraphs_are_sub_headings_and_no_publication_dates() -> None:
    body = [FLOOD[0], "June 3, 2021", FLOOD[1], "June 9, 2021", FLOOD[2]]
    [article] = articles(paragraphs(["Timeline of the Floods in the Northern Province", *body]))
    assert list(article.paragraphs) == body
    assert article.published_at is None


def test_a_short_sentence_that_comes_in_every_article_stays() -> None:
    line = "The company did not respond to a request for comment."
    text = paragraphs(
        [
            *(FLOOD_TITLE, *FLOOD[:2], line, "(c) 2022 Example News"),
            *(BANK_TITLE, *BANK[:2], line, "(c) 2022 Example News"),
            *(STRIKE_TITLE, *STRIKE[:2], line, "(c) 2022 Example News"),
        ]
    )
    assert outline(text) == [
        (FLOOD_TITLE, [*FLOOD[:2], line]),
        (BANK_TITLE, [*BANK[:2], line]),
        (STRIKE_TITLE, [*STRIKE[:2], line]),
    ]


def test_the_containers_title_finds_its_line_in_the_text() -> None:
    text = paragraphs(["Weather", FLOOD_TITLE, *FLOOD])
    [article] = articles(text, title=FLOOD_TITLE)
    assert article.title_range is not None
    assert text[slice(*article.title_range)] == FLOOD_TITLE


def test_the_containers_title_names_an_article_that_has_none_in_its_text() -> None:
    [article] = articles(paragraphs(FLOOD), title=" Floods in\nthe north ")
    assert (article.title, article.title_range) == ("Floods in the north", None)


def test_an_emoji_before_a_title_is_not_part_of_it() -> None:
    text = "\n\n".join([f"🌊 {FLOOD_TITLE}", *FLOOD, f"🏛️ {BANK_TITLE}", *BANK])
    assert outline(text) == [(FLOOD_TITLE, FLOOD), (BANK_TITLE, BANK)]


def test_reports_shared_in_a_chat_are_parted_by_the_lines_over_messages() -> None:
    text = "\n\n".join(
        [
            f"[3/5/21, 9:14] Jane Doe:\n*{FLOOD_TITLE}*",
            *FLOOD,
            f"[3/5/21, 9:20] Tom Roe:\n*{BANK_TITLE}*",
            *BANK,
        ]
    )
    assert outline(text) == [(FLOOD_TITLE, FLOOD), (BANK_TITLE, BANK)]


def test_fields_of_a_data_base_in_another_language_are_not_text() -> None:
    fields = "Autor: Jane Doe\nFuente: The Chronicle\nSección: Mundo"
    record = "Título: {}\n" + fields + "\n\nTexto completo: {}\n\n"
    text = record.format(FLOOD_TITLE, "\n".join(FLOOD)) + record.format(BANK_TITLE, "\n".join(BANK))
    assert outline(text) == [(FLOOD_TITLE, FLOOD), (BANK_TITLE, BANK)]


def test_two_lines_with_a_colon_are_no_fields() -> None:
    counts = ["Dead: 12 people", "Missing: 30 people"]
    text = "\n\n".join([FLOOD_TITLE, FLOOD[0], "\n".join(counts), *FLOOD[1:]])
    assert outline(text) == [(FLOOD_TITLE, [FLOOD[0], *counts, *FLOOD[1:]])]


def test_a_dek_between_title_and_names_is_not_the_title() -> None:
    dek = "Residents of the province say they were promised a new bridge for more than ten years"
    text = "\n\n".join([f"{FLOOD_TITLE}\n{dek}\nJane Doe and Tom Roe", *FLOOD])
    assert outline(text) == [(FLOOD_TITLE, [dek, *FLOOD])]


def test_what_a_release_says_of_its_sender_is_no_article() -> None:
    about = "Meridian Bank is a leading provider of financial services in 12 countries."
    text = "\n\n".join([BANK_TITLE, *BANK, "About Meridian Bank", about, "Media Contacts:"])
    assert outline(text) == [(BANK_TITLE, BANK)]


def test_a_heading_that_begins_with_about_stays_where_nothing_is_released() -> None:
    lines = [BANK[0], "About Face of the Regulator", *BANK[1:]]
    assert outline("\n\n".join([BANK_TITLE, *lines])) == [(BANK_TITLE, lines)]


def test_the_line_under_the_count_of_a_picture_is_its_caption() -> None:
    caption = "A view of the town from the hill"
    text = "\n\n".join([FLOOD_TITLE, FLOOD[0], f"1/4\n{caption}", *FLOOD[1:]])
    [article] = articles(text)
    assert list(article.paragraphs) == FLOOD
    assert article.captions == (caption,)


@pytest.mark.parametrize(
    "note",
    [
        "Correction: An earlier version of this article misspelled the name of the town.",
        "Jane Doe contributed to this report.",
        "The Chronicle 2021, todos los derechos reservados.",
        "This article is for subscribers only.",
        "Home > News > World",
        "Updated at 18:40 h.",
    ],
)
def test_notes_around_an_article_are_not_in_its_body(note: str) -> None:
    text = "\n\n".join([FLOOD_TITLE, *FLOOD, note])
    assert outline(text) == [(FLOOD_TITLE, FLOOD)]


def test_narrow_columns_with_hyphens_are_read_as_paragraphs() -> None:
    lines = [
        "Heavy rain flooded large parts of the",
        "northern province on Tuesday, kil-",
        "ling 12 people and cutting off many",
        "Villages, the governor of the north",
        "said on Wednesday after a long night.",
    ]
    text = f"{FLOOD_TITLE}\n\n" + "\n".join(lines) + "\n\n" + "\n".join(lines[1:]) + "\n"
    assert outline(text)[0][1][0] == " ".join(lines)

"""Words for organs of a state that do not say of which: "the Supreme Court", "el Ministerio".

Armed forces are none: they are abroad too often.
"""

import re
from collections.abc import Mapping

from pipeline.link.words.tags import base_of


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


# One of these makes words an organ, where all the others are said of organs too.
CORE: Mapping[str, frozenset[str]] = {
    "en": _words(
        "government parliament congress senate court courts ministry minister ministers police "
        "prosecutor prosecutors lawmakers legislators mp mps "
        "senators authorities cabinet judge judges magistrate magistrates treasury customs "
        "jury parliamentarians legislature justices coastguard policemen"
    ),
    "es": _words(
        "gobierno parlamento congreso senado cámara diputados senadores tribunal tribunales corte "
        "juzgado juez jueza magistrado magistrada audiencia ministerio ministro ministra "
        "secretaría "
        "policía fiscalía fiscal fiscales autoridades legisladores congresistas asamblea "
        "ejecutivo ayuntamiento alcaldía hacienda aduanas supremo constitucional justicia "
        "contraloría procuraduría"
    ),
    "fr": _words(
        "gouvernement parlement sénat assemblée tribunal cour juge juges ministère ministre police "
        "gendarmerie gendarmes policiers parquet procureur autorités députés sénateurs "
        "préfecture mairie justice exécutif"
    ),
    "de": _words(
        "regierung parlament gericht landgericht amtsgericht oberlandesgericht verwaltungsgericht "
        "verfassungsgericht richter richterin ministerium innenministerium außenministerium "
        "verteidigungsministerium finanzministerium justizministerium gesundheitsministerium "
        "wirtschaftsministerium minister polizei staatsanwaltschaft behörden "
        "abgeordnete abgeordneten zoll justiz zentralbank ermittler"
    ),
    "pt": _words(
        "governo parlamento congresso senado câmara deputados senadores tribunal corte juiz juíza "
        "ministério ministro ministra polícia autoridades prefeitura procuradoria justiça "
        "promotoria supremo"
    ),
    "it": _words(
        "governo parlamento senato camera deputati senatori tribunale corte giudice giudici "
        "ministero ministro ministra polizia procura autorità magistratura comune "
        "questura "
        "prefettura cassazione tar pm"
    ),
    "nl": _words(
        "regering kabinet parlement rechtbank rechter rechters ministerie minister politie "
        "autoriteiten kamer kamerleden gemeente justitie douane gerechtshof"
    ),
    "ca": _words(
        "govern parlament congrés senat diputats tribunal jutjat jutge jutgessa ministeri ministre "
        "ministra policia fiscalia autoritats ajuntament executiu"
    ),
    "id": _words(
        "pemerintah parlemen pengadilan mahkamah hakim kementerian menteri polisi kepolisian "
        "kejaksaan jaksa otoritas"
    ),
    "ms": _words("kerajaan parlimen mahkamah hakim kementerian menteri polis pendakwa"),
}
# What else stands in the name of an organ, in any of the languages.
SAID_OF = _words(
    "the a an of for and on in its this our new local federal national state supreme high central "
    "constitutional appeals appeal district circuit criminal civil county city provincial regional "
    "defense defence foreign finance trade interior justice health education agriculture energy "
    "commerce labor labour home affairs security public general representatives commons lower "
    "upper committee judiciary department ruling anti-corruption corruption tax revenue border "
    "guard armed forces air force prime deputy senior interim acting riot special investigators "
    "officers officials economy environment transport transportation housing industry culture "
    "science internal intelligence opposition immigration "
    "el la los las un una de del y en su nacional estatal local suprema supremo superior "
    "constitucional penal interior exteriores salud sanidad educación economía finanzas trabajo "
    "público pública república regional municipal primer primera instancia electoral ciudad estado "
    "le l les des du et d une cassation appel conseil constitutionnel nationale intérieur défense "
    "étrangères affaires finances santé générale général administratif der die das den dem ein "
    "eine "
    "örtliche zuständige für und im oberste höchste o os as do da dos das e no na um uma federal "
    "defesa saúde fazenda relações il lo gli i dei degli della delle dell di appello conti "
    "comisión comité commission commissione comissão comissió ausschuss commissie constitucional "
    "some several many most few two three four five six seven eight nine ten dozens hundreds group "
    "number all both bipartisan republican republicans democratic democrats conservative liberal "
    "labour labor top leading key unos unas varios varias algunos algunas dos tres cuatro cinco "
    "seis "
    "grupo plusieurs certains deux trois quatre cinq groupe einige mehrere zwei drei vier fünf "
    "gruppe vários várias alguns algumas dois duas três quatro grupo alcuni alcune due tre quattro "
    "enkele twee drie vier vijf diversos diverses alguns beberapa dua tiga empat lima sejumlah "
    "costituzionale interno difesa esteri salute economia nazionale het van hoge raad openbaar "
    "lokale voor nationale els dels suprem agung negeri tinggi dalam luar kesihatan kesehatan "
    "keuangan kewangan pertahanan rakyat setempat tempatan dan"
)
_CENTRAL_BANK = re.compile(
    r"\b(?:central bank|banco central|banc central|banque centrale|banca centrale|"
    r"centrale bank|bank sentral|bank negara|lower house|upper house|"
    r"house of (?:commons|representatives|lords))\b"
)
_BANKS = frozenset(("zentralbank", "notenbank"))
_HEADED_BY = re.compile(
    r"(?:[Tt]he )?(?:[A-Z][\w-]+ ){1,2}administration|"
    r"(?:[Ee]l )?[Gg]obierno de [A-Z][\w-]+ [A-Z][\w-]+|"
    r"(?:[Ll]e )?[Gg]ouvernement [A-Z][\w-]+|(?:[Ii]l )?[Gg]overno [A-Z][\w-]+"
)
"""A government by its head: "the Biden administration", "il governo Meloni".

Not "the Hamas government": that is said of parties as much as of persons.
"""
_NATIONAL = re.compile(
    r"(?:[Tt]he )?National (?:[A-Z][\w-]+ |and |of |for |on ){0,5}(?:Authority|Commission|Agency|"
    r"Bureau|Board|Council|Service|Institute|Office|Police|Assembly|Directorate|Administration|"
    r"Department)(?: (?:of|for|on|against)(?: (?:[A-Z][\w-]+|and|of|the))+)?|"
    r"(?:[Ee]l |[Ll]a )?(?:Instituto|Comisión|Agencia|Consejo|Dirección|Centro|Servicio|Oficina|"
    r"Procuraduría|Superintendencia|Registro|Junta|Autoridad|Tribunal|Corte|Comissão|Agência|"
    r"Conselho|Centro|Serviço|Institut|Agence|Conseil|Commission|Autorité|Consell|Agència|Istituto|"
    r"Agenzia|Autorità) (?:[A-Z][\w-]+ )?(?:Nacional|General|Geral|Federal|Estatal|Superior|"
    r"Suprem[ao]|"
    r"National[e]?|national[e]?|Nazionale|nazionale|Electoral|Eleitoral)"
    r"(?: (?:[^\W\d_a-z][\w-]*|(?:d[eaio]l?|das|dos|des|du|della|para|per|pour|la|las|los|el|les|"
    r"y|e|et|"
    r"contra|i)\b))*"
)
"""A body of the whole state by its name: "the National Transport Authority".

Not associations, leagues, societies or parks.
"""
_IN_BRACKETS = re.compile(r"\s\([^()]*\)$")
_OF_OTHERS = re.compile(r"\bforeign (?!minist|affairs\b|trade\b|relations\b|and\b)")
"""Of some other state: "a foreign government", but "the foreign ministry"."""
_WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")


def is_organ(text: str, language: str | None) -> bool:
    """Whether words name an organ of a state and nothing else: "the defence ministry".

    A place, a name or any other word makes them something else: "the police chief", "NATO troops".
    """
    if _HEADED_BY.fullmatch(text.replace("’s ", " ").replace("'s ", " ")):
        return True
    text = _IN_BRACKETS.sub("", text)
    if _NATIONAL.fullmatch(text):
        return True
    said = text.casefold()
    if _OF_OTHERS.search(said):
        return False
    said = _CENTRAL_BANK.sub("parliament", said)  # as much of the state as that
    words = _WORD.findall(said)
    core = CORE["en"] | CORE.get(base_of(language or "en"), frozenset())
    core |= _BANKS
    return any(word in core for word in words) and all(
        word in core or word in SAID_OF for word in words
    )

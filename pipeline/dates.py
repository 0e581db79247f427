"""Full dates in texts, as papers and tables of many countries write them: what stages share."""

import functools
import re
from datetime import UTC, datetime, timedelta, timezone
from typing import NamedTuple

from babel import Locale

from schemas.values import Precision

LOCALES = "en es fr de pt it id nl ca ro sv da nb fi pl cs tr ru uk".split()
"""Languages whose months and days of the week are known."""

_LONGEST = 160  # characters of a line that can be a date
_FOUR_DIGITS = re.compile(r"\d\d\d\d")  # quicker to search for than \d{4}
_WORD = re.compile(r"[^\W\d_]+")
_ISO = re.compile(r"\b(?P<y>\d{4})[-/](?P<m>\d{1,2})[-/](?P<d>\d{1,2})(?!\d)")
_CHINESE = re.compile(r"(?P<y>\d{4})\s?年\s?(?P<m>\d{1,2})\s?月\s?(?P<d>\d{1,2})\s?日")
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
    r"(?:\s?(?:uhr|hrs?|h)\b)?"
    r"\s*\(?(?P<zone>UTC|GMT|Z\b|[+-]\d\d:?\d\d|EDT|PDT|CEST|CET|MSK|JST|WIB|WITA)?",
    re.IGNORECASE,
)
_ZONES = {  # those whose letters mean one thing only
    "EDT": "-0400",
    "PDT": "-0700",
    "CET": "+0100",
    "CEST": "+0200",
    "MSK": "+0300",
    "WIB": "+0700",
    "WITA": "+0800",
    "JST": "+0900",
}
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


def may_hold_date(text: str) -> bool:
    """Whether ``text`` is short enough for a date line and has the digits of a year."""
    return len(text) <= _LONGEST and _FOUR_DIGITS.search(text) is not None


def first_date(text: str, *, day_first: bool = False) -> tuple[Published, int, int] | None:
    """The first full date in a line, and from where to where it stands.

    Its time of day counts where the zone is given too. ``day_first``: 03/06/2022 is the third of
    June, as everywhere but in English; else it is skipped, since English is written on both sides
    of the Atlantic.
    """
    return _found_date(text, day_first) if may_hold_date(text) else None


def other_words(text: str) -> int:
    """How many words of a text belong neither to dates nor to what is written beside them."""
    words = _WORD.findall(text.casefold())
    return sum(word not in _DATE_WORDS and word not in weekdays() for word in words)


@functools.lru_cache(maxsize=64)  # a line is asked for its date in several ways
def _found_date(text: str, day_first: bool) -> tuple[Published, int, int] | None:
    for pattern in (_ISO, _CHINESE, _DAY_FIRST, _MONTH_FIRST, _NUMERIC):
        for found in pattern.finditer(text):
            day = _day(found, day_first=day_first)
            if day is None:
                continue
            clock = _CLOCK.search(text, found.end())
            if clock is None or clock.start() - found.end() > 12:
                return Published(day, Precision.DAY), found.start(), found.end()
            moment = _moment(day, clock)
            return moment or Published(day, Precision.DAY), found.start(), clock.end()
    return None


def _day(found: re.Match[str], *, day_first: bool) -> datetime | None:
    groups = found.groupdict()
    if "a" in groups:
        first, second = int(groups["a"]), int(groups["b"])
        # Dots are day first; other marks where only that can be read, or where it is the custom.
        if groups["mark"] != "." and second > 12:
            month, day = first, second
        elif groups["mark"] == "." or day_first or first > 12 or first == second:
            day, month = first, second
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
    zone = _ZONES.get(clock["zone"].upper(), clock["zone"]).replace(":", "")
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
    """The number of each month's name, whole and short, in the languages of ``LOCALES``."""
    names = {"sept": 9}
    for locale in map(Locale, LOCALES):
        for width in ("wide", "abbreviated"):
            for number, name in locale.months["format"][width].items():
                names.setdefault(name.casefold().rstrip("."), number)
    return names


@functools.cache
def weekdays() -> frozenset[str]:
    """The words in the names of the days of the week, whole and short, in lower case."""
    return frozenset(
        part
        for locale in map(Locale, LOCALES)
        for width in ("wide", "abbreviated")
        for name in locale.days["format"][width].values()
        for part in _WORD.findall(name.casefold())
    )

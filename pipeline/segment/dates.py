"""Dates in the lines around an article, as papers of many countries print them."""

import functools
import re

from babel import Locale

from pipeline.dates import LOCALES, Published, first_date, other_words, weekdays
from pipeline.segment.metadata import NAME_WORDS, PARTICLES

_DIVIDERS = re.compile(r"\s+[|·•–—-]\s+|\s*[|·•]\s*")
_MASTHEAD_WORDS = 16
_WORD = re.compile(r"[^\W\d_]+")
_OPENING = 160  # characters in which a dateline has ended
_AGENCY_FIRST = re.compile(r"\([A-Z]{2,12}\)\s?[-–—]\s?")
_DASH = re.compile(r"\s?\.?\s?[-–—]{1,2}\s+|\s?\.[-–—]")
_SIGNED = re.compile(r"[.,]?(?:\s?\([^()\n]{2,30}\)|\s?/[^/\n]{2,30}/)?")


def date_in(text: str, *, day_first: bool = False) -> Published | None:
    """The first full date in a line, with its time of day where the zone is given too.

    ``day_first``: 03/06/2022 is the third of June, as everywhere but in English; else it is
    skipped, since English is written on both sides of the Atlantic.
    """
    found = first_date(text, day_first=day_first)
    return found[0] if found else None


def is_date_line(text: str) -> bool:
    """Whether the line holds a date and next to nothing else."""
    found = first_date(text, day_first=True)
    if found is None:
        return False
    return other_words(text[: found[1]] + " " + text[found[2] :]) <= 1


def is_masthead(text: str) -> bool:
    """Whether the line is a date beside a few names: the paper's, the author's, a reading time."""
    found = first_date(text, day_first=True)
    if found is None or len(text.split()) > _MASTHEAD_WORDS:
        return False
    parts = [part for part in _DIVIDERS.split(text) if part]
    if len(parts) > 1 and any(is_date_line(part) for part in parts):
        return all(len(part.split()) <= NAME_WORDS for part in parts if not is_date_line(part))
    before = text[: found[1]].rstrip()
    for article in (", a", ", le", ", den", ", li"):  # between a place and a date
        before = before.removesuffix(article) + "," * before.endswith(article)
    words = [word for word in _WORD.findall(before) if word.casefold() not in weekdays()]
    named = all(word[0].isupper() or word in PARTICLES for word in words)
    return (
        before.endswith(",")
        and named
        and len(words) <= NAME_WORDS
        and text[found[2] :] in ("", ".")
    )


def dated_opening(text: str, *, day_first: bool = False) -> tuple[str, Published] | None:
    """The dateline of a place and a full date that opens a report, and its date.

    ``Bonn, 4. März 2024 (dpa) - ``: nothing else stands before the dash, and a sentence, not
    another date, after it. ``day_first`` as in ``date_in``.
    """
    head = text[:_OPENING]
    agency = _AGENCY_FIRST.match(head)
    begin = agency.end() if agency else 0
    dash = _DASH.search(head, begin)
    if dash is None or head[dash.end() : dash.end() + 1].islower():
        return None
    opening, following = head[begin : dash.start()], head[dash.end() :]
    found = first_date(opening, day_first=day_first)
    if found is None or not _SIGNED.fullmatch(opening, found[2]):
        return None
    until = first_date(following, day_first=True)
    signed = agency is not None or found[2] < len(opening.rstrip(" .,"))
    if (until and until[1] == 0) or not _is_place(opening[: found[1]], signed=signed):
        return None
    return head[: dash.start()].strip(), found[0]


def _is_place(before: str, *, signed: bool) -> bool:
    """Whether the words before a date are a place, set off by a comma, perhaps with a weekday.

    Several words are a person or a happening as well ("World War II, 8 May 1945"), unless they are
    in capitals, or an agency or the day of the week stands beside them.
    """
    *parts, beside = before.split(",")
    words = [word for word in _WORD.findall(beside) if word not in ("den", "li")]
    dayed = bool(words)
    if parts and other_words(parts[-1]) == 0:
        parts.pop()
        dayed = True
    names = [word for part in parts for word in part.split()]
    return (
        other_words(" ".join(words)) == 0
        and 0 < len(names) <= NAME_WORDS
        and other_words(" ".join(parts)) > 0
        and all(name[0].isupper() or name in PARTICLES for name in names)
        and (signed or dayed or len(names) == 1 or " ".join(names).isupper())
    )


def names_weekday(text: str) -> bool:
    """Whether running text names a day of the week in full."""
    return _full_weekday().search(text.casefold()) is not None


@functools.cache
def _full_weekday() -> re.Pattern[str]:
    names = {
        name.casefold()
        for locale in map(Locale, LOCALES)
        for name in locale.days["format"]["wide"].values()
    }
    return re.compile(rf"\b(?:{'|'.join(map(re.escape, sorted(names)))})\b")

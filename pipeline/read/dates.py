"""When a container says that something was published: its many ways to write it, as UTC."""

import re
from datetime import UTC, date, datetime, time
from email.utils import parsedate_to_datetime
from typing import NamedTuple

from pipeline.dates import first_date, other_words
from schemas.values import Precision

EPOCHS = ((1e8, 1e10, 1.0), (1e11, 1e13, 1e3), (1e14, 1e16, 1e6), (1e17, 1e19, 1e9))
"""Ranges of numbers of seconds, milli-, micro- and nanoseconds since 1970, and what they are of
a second: times from 1973 to 2286 are told apart by their size."""

LONGEST = 100
"""Characters of a text that can be a date."""

_NUMBER = re.compile(r"\d{9,19}(\.\d+)?")
_ZONE = re.compile(r"\s*(?:UTC|GMT|Z)$", re.IGNORECASE)
_SLASHES = re.compile(r"^(\d{4})/(\d{1,2})/(\d{1,2})(?!\d)")
_HALF_DAY = re.compile(r"\d\s?[ap]\.?m\b", re.IGNORECASE)  # which mails do not know
_DOTTED = re.compile(r"\b(0?[1-9]|1[0-2])\.(?!\1\.)(?:0?[1-9]|1[0-2])\.\d\d\d\d")
_FRACTION = re.compile(r"(:\d\d\.\d{6})\d+")


class Moment(NamedTuple):
    """A time in UTC and how exactly it is known."""

    at: datetime
    precision: Precision


def moment_of(value: object) -> Moment | None:
    """What a date, a time, a number or a text says; None where it says nothing certain.

    Texts are ISO 8601, RFC 2822 (as in mails and feeds), a date with its month as a word
    (``July 5, 2023``) or in digits that can be read in one way only (``28/07/2023``); numbers are
    an epoch in seconds, milliseconds, microseconds or nanoseconds. A time without a zone is taken
    as UTC; with AM or PM, or beside a month in another language, it is left out; a day without a
    time is its beginning, with the precision ``day``.
    """
    try:
        if isinstance(value, datetime):
            return Moment(_in_utc(value), Precision.INSTANT)
        if isinstance(value, date):
            return Moment(datetime.combine(value, time(), UTC), Precision.DAY)
        if isinstance(value, int | float) and not isinstance(value, bool):
            return _since_1970(float(value))
        return _written(value.strip()) if isinstance(value, str) and len(value) < LONGEST else None
    except (ValueError, OverflowError, TypeError, IndexError):
        return None


def _in_utc(moment: datetime) -> datetime:
    return moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment.astimezone(UTC)


def _since_1970(number: float) -> Moment | None:
    for least, most, unit in EPOCHS:
        if least <= number < most:
            return Moment(datetime.fromtimestamp(number / unit, UTC), Precision.INSTANT)
    return None


def _written(text: str) -> Moment | None:
    if _NUMBER.fullmatch(text):
        compact = re.fullmatch(r"((?:19|20)\d\d[01]\d[0-3]\d)([0-2]\d[0-5]\d[0-5]\d)", text)
        if compact is None:
            return _since_1970(float(text))
        text = f"{compact[1]}T{compact[2]}"
    iso = _SLASHES.sub(lambda m: f"{m[1]}-{int(m[2]):02}-{int(m[3]):02}", text)
    iso = _FRACTION.sub(r"\1", _ZONE.sub("+00:00", iso) if ":" in iso else iso)
    try:
        found = datetime.fromisoformat(iso.replace(" +", "+").replace(" -", "-"))
    except ValueError:
        return _mailed(text) or _in_words(text)
    day_only = len(text) <= 10 and ":" not in text
    return Moment(_in_utc(found), Precision.DAY if day_only else Precision.INSTANT)


def _mailed(text: str) -> Moment | None:
    if _HALF_DAY.search(text):
        return None
    try:
        return Moment(_in_utc(parsedate_to_datetime(text)), Precision.INSTANT)
    except (ValueError, TypeError, IndexError):
        return None


def _in_words(text: str) -> Moment | None:
    """The one date that a text holds and nothing beside it; its time counts where it has a zone."""
    found = None if _DOTTED.search(text) else first_date(text)
    if found is None:
        return None
    before, after = text[: found[1]], text[found[2] :]
    several = any(map(str.isdigit, before + after))
    return None if several or other_words(f"{before} {after}") else Moment(*found[0])

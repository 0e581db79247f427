"""Dates from time expressions: "June 2021", "last month", "el pasado martes".

A whole expression must be understood, or none of it is. ``words.calendar`` holds the vocabulary.
"""

import datetime
import itertools
import re
from collections.abc import Callable, Iterator

from pipeline.link.words.calendar import Calendar, calendar_of
from schemas.values import EventTime, Precision, Realis

Dated = tuple[datetime.date, Precision]
ONE_DAY = datetime.timedelta(days=1)
# "June 30" of something past, said in mid-June, hardly means the year before: it stays text.
NEAR = datetime.timedelta(days=60)
# How far off, in days, "Monday 13" and "Monday 13/5" are looked for.
ONE_MONTH, HALF_A_YEAR = 31, 183
# Beyond these, "ten years ago" and the like are round numbers.
EXACT = {"day": 31, "week": 9, "month": 11, "year": 9}


def resolve_time(
    text: str,
    published_at: datetime.datetime | None,
    published_precision: Precision | None,
    realis: Realis,
    language: str | None = None,
) -> EventTime:
    """Resolve a time expression to a date.

    Args:
        text: the expression, as it stands in the source.
        published_at: when the article appeared; None if that is not known.
        published_precision: how exactly that is known. Relative expressions need a day or better;
            months and years need as much of it as they say.
        realis: "Tuesday" is the last one for what happened or did not, the next one for what is
            planned; for what is only possible it stays text.
        language: of the source, as an ISO 639 code.

    Returns:
        The first day of the period and its precision; both null if the expression is vague, a
        duration, a range, or needs a publication date that is not known. Raises nothing.
    """
    base = Base(published_at, published_precision, realis)
    calendar = calendar_of(language)
    try:
        found = resolve(text, base, calendar)
    except (ValueError, OverflowError):  # no such day, or a year beyond the calendar
        found = None
    date, precision = found or (None, None)
    return EventTime(date=date, precision=precision, text=text)


JUST_PAST = 2
"""Months back in which a month without a year may be meant even of a plan."""


class Base:
    """What is known of the publication: the point that relative expressions count from."""

    def __init__(
        self,
        published_at: datetime.datetime | None,
        precision: Precision | None,
        realis: Realis,
    ) -> None:
        known = published_at.date() if published_at and precision else None
        by_day = precision in (Precision.INSTANT, Precision.DAY)
        self.day = known if by_day else None
        self.month = known if by_day or precision is Precision.MONTH else None
        self.year = known.year if known else None
        self.ahead = realis is Realis.PLANNED
        self.back = realis in (Realis.ACTUAL, Realis.NEGATED)
        self.settled = self.back or self.ahead


def resolve(text: str, base: Base, calendar: Calendar) -> Dated | None:
    """The date of an expression, or None; raises ValueError for a day that does not exist."""
    said = calendar.simplify(text)
    weekday, rest = calendar.split_weekday(said)
    if weekday is not None and rest:
        found = _first(_dates(rest, base, calendar)) or _day_of_month(rest, weekday, base, calendar)
        # "Friday, April 13" must be a Friday: otherwise one of the two is not what it seems.
        return found if found and found[0].weekday() == weekday else None
    if weekday is not None:
        return _weekday(weekday, base)
    return _first(
        itertools.chain(
            _dates(said, base, calendar), _months(said, base, calendar), _periods(said, base)
        )
    )


def _first(candidates: Iterator[Dated | None]) -> Dated | None:
    return next((found for found in candidates if found), None)


def _dates(said: str, base: Base, calendar: Calendar) -> Iterator[Dated | None]:
    """Days: "2020-06-01", "25 June 2024", "June 25", "el pasado 24 de febrero", "yesterday"."""
    if match := re.fullmatch(r"(\d{4})-(\d{1,2})-(\d{1,2})", said):
        yield _day(int(match[1]), int(match[2]), int(match[3]))
    if match := re.fullmatch(r"(\d{1,2})([./-])(\d{1,2})\2(\d{4})", said):
        yield _numeric(int(match[1]), int(match[3]), int(match[4]), calendar, match[2])
    month = calendar.month_pattern
    for pattern in (
        rf"(?P<day>\d{{1,2}}) (?P<month>{month})(?: (?P<year>\d{{4}}))?",
        rf"(?P<month>{month}) (?P<day>\d{{1,2}})(?: (?P<year>\d{{4}}))?",
    ):
        if match := re.fullmatch(pattern, said):
            number = calendar.months[match["month"]]
            if match["year"]:
                yield _day(int(match["year"]), number, int(match["day"]))
            else:
                yield _day_of_some_year(number, int(match["day"]), base)
    if match := re.fullmatch(rf"(past|coming) (\d{{1,2}}) ({month})", said):
        number, day = calendar.months[match[3]], int(match[2])
        yield _nearest_day(number, day, base.day, back=match[1] == "past")
    if said in ("yesterday", "today", "tomorrow") and base.day:
        steps = ("yesterday", "today", "tomorrow").index(said) - 1
        yield base.day + steps * ONE_DAY, Precision.DAY
    if (match := re.fullmatch(r"([12]) day ahead", said)) and base.day:
        yield base.day + int(match[1]) * ONE_DAY, Precision.DAY
    if (match := re.fullmatch(r"(last|next|past|coming|this) weekday(\d)", said)) and base.day:
        yield _named_weekday(match[1], int(match[2]), base.day, base)


def _day(year: int, month: int, day: int) -> Dated:
    return datetime.date(year, month, day), Precision.DAY


def _numeric(first: int, second: int, year: int, calendar: Calendar, sign: str) -> Dated | None:
    """A date in figures; "3/4/2024" is March or April in English, so it stays text."""
    if first > 12 or sign == "." or calendar.language not in (None, "en"):
        return _day(year, second, first)
    if second > 12:
        return _day(year, first, second)
    return _day(year, first, second) if first == second else None


def _day_of_some_year(month: int, day: int, base: Base) -> Dated | None:
    if base.day is None or not base.settled:
        return None
    found = _nearest_day(month, day, base.day, back=base.back)
    other = _nearest_day(month, day, base.day, back=not base.back)
    if found and other and found != other and abs(other[0] - base.day) <= NEAR:
        return other if abs(other[0] - base.day) <= ONE_DAY else None  # it is tomorrow elsewhere
    return found


def _nearest_day(month: int, day: int, around: datetime.date | None, back: bool) -> Dated | None:
    """The nearest such day at or before ``around``, or at or after it."""
    if around is None:
        return None
    years = range(around.year, around.year - 5, -1) if back else range(around.year, around.year + 5)
    for year in years:
        try:
            found = datetime.date(year, month, day)
        except ValueError:  # 29 February
            continue
        if (found <= around) if back else (found >= around):
            return found, Precision.DAY
    return None


def _day_of_month(rest: str, weekday: int, base: Base, calendar: Calendar) -> Dated | None:
    """The day beside a weekday: "lunes 13", "Senin (13/5)"; no further off than half a year.

    The weekday says which month is meant: a wrong one would rarely fall on it.
    """
    match = re.fullmatch(r"(\d{1,2})(?:/(\d{1,2}))?", rest) if base.settled else None
    if match is None or base.day is None or (match[2] and calendar.language in (None, "en")):
        return None
    far = HALF_A_YEAR if match[2] else ONE_MONTH
    days = (base.day + step * ONE_DAY for step in range(-far, far + 1))
    found = [
        day
        for day in days
        if day.day == int(match[1])
        and day.weekday() == weekday
        and (match[2] is None or day.month == int(match[2]))
        and (day == base.day or (day < base.day) != base.ahead)
    ]
    return (found[0], Precision.DAY) if len(found) == 1 else None


def _weekday(weekday: int, base: Base) -> Dated | None:
    if base.day is None or not base.settled:
        return None
    return _to_weekday(base.day, weekday, back=base.back)


def _to_weekday(day: datetime.date, weekday: int, back: bool) -> Dated:
    steps = (day.weekday() - weekday) % 7 if back else (weekday - day.weekday()) % 7
    return day + (-steps if back else steps) * ONE_DAY, Precision.DAY


def _named_weekday(which: str, weekday: int, day: datetime.date, base: Base) -> Dated | None:
    """Such as "last Tuesday"; in English unclear within the week of the publication."""
    if which == "this":
        return _to_weekday(day, weekday, back=False) if base.ahead else None
    back = which in ("last", "past")
    found = _to_weekday(day - ONE_DAY if back else day + ONE_DAY, weekday, back)
    same_week = found[0].isocalendar()[:2] == day.isocalendar()[:2]
    return None if same_week and which in ("last", "next") else found


def _months(said: str, base: Base, calendar: Calendar) -> Iterator[Dated | None]:
    """Months: "June 2021", "last November", "November last year", "this July", "March"."""
    match = re.fullmatch(
        rf"(?:(?P<which>last|next|past|coming|this) )?(?P<month>{calendar.month_pattern})"
        r"(?: (?P<year>\d{4}|last year|this year|next year))?",
        said,
    )
    if not match:
        return
    month = calendar.months[match["month"]]
    which = match["which"]
    if match["year"]:
        year = _year(match["year"], base)
        if year and not which:
            yield datetime.date(year, month, 1), Precision.MONTH
    elif base.month and which == "this":
        yield datetime.date(base.month.year, month, 1), Precision.MONTH
    elif base.day and (which or base.settled):
        back = which in ("last", "past") if which else base.back
        just_past = 0 < (base.day.month - month) % 12 <= JUST_PAST
        if which or back or not just_past:  # what is planned may have been agreed "in July"
            yield _nearest_month(month, base.day, back, which)


def _nearest_month(month: int, day: datetime.date, back: bool, which: str | None) -> Dated | None:
    distance = (day.month - month if back else month - day.month) % 12
    # Said in June: "last May" may be a year older, "last June" or "July" of the past unclear.
    unclear = {"last": (0, 1), "next": (0, 1), "past": (0,), "coming": (0,)}.get(which or "", (11,))
    if distance in unclear:
        return None
    months = day.year * 12 + day.month - 1 + (-distance if back else distance)
    return datetime.date(months // 12, months % 12 + 1, 1), Precision.MONTH


def _year(said: str, base: Base) -> int | None:
    if said.isdigit():
        year = int(said)
        return year if 1000 <= year < 2200 else None
    if base.year is None:
        return None
    return base.year + {"last year": -1, "this year": 0, "next year": 1}[said]


def _periods(said: str, base: Base) -> Iterator[Dated | None]:
    """Years, quarters and halves, weeks, and what is counted back: "two weeks ago"."""
    if re.fullmatch(r"\d{4}|(?:last|this|next) year", said):
        year = _year(said, base)
        yield (datetime.date(year, 1, 1), Precision.YEAR) if year else None
    if match := re.fullmatch(r"q([1-4]) (\d{4}|(?:last|this|next) year)", said):
        year = _year(match[2], base)
        yield (datetime.date(year, int(match[1]) * 3 - 2, 1), Precision.QUARTER) if year else None
    if match := re.fullmatch(r"half ([12]) (\d{4}|(?:last|this|next) year)", said):
        year = _year(match[2], base)
        yield (datetime.date(year, 1, 1), Precision.YEAR) if year else None
    if match := re.fullmatch(r"(last|this|next) (week|month)", said):
        step = {"last": -1, "this": 0, "next": 1}[match[1]]
        yield _MOVES[match[2]](step, base)
    match = re.fullmatch(r"(\d{1,2}) (day|week|month|year) ago", said)
    if match and int(match[1]) <= EXACT[match[2]]:
        yield _MOVES[match[2]](-int(match[1]), base)


def _by_days(steps: int, base: Base) -> Dated | None:
    return (base.day + steps * ONE_DAY, Precision.DAY) if base.day else None


def _by_weeks(steps: int, base: Base) -> Dated | None:
    if base.day is None:
        return None
    monday = base.day - base.day.weekday() * ONE_DAY
    return monday + 7 * steps * ONE_DAY, Precision.WEEK


def _by_months(steps: int, base: Base) -> Dated | None:
    if base.month is None:
        return None
    months = base.month.year * 12 + base.month.month - 1 + steps
    return datetime.date(months // 12, months % 12 + 1, 1), Precision.MONTH


def _by_years(steps: int, base: Base) -> Dated | None:
    if base.day is None:
        return None
    return datetime.date(base.day.year + steps, 1, 1), Precision.YEAR


_MOVES: dict[str, Callable[[int, Base], Dated | None]] = {
    "day": _by_days,
    "week": _by_weeks,
    "month": _by_months,
    "year": _by_years,
}

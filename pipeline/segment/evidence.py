"""What is known of lines beside what the network has learned: it shifts the scores of their tags.

The shifts are in nats and set by hand.
"""

import math
import re
from collections import Counter, deque
from collections.abc import Iterable, Sequence
from itertools import pairwise

from pipeline.segment.cohesion import apart
from pipeline.segment.kinds import HEADING_LENGTH, Kind, Unit
from pipeline.segment.sharing import Floats
from pipeline.segment.tags import Tag

_TEXT = [Tag.FIRST, Tag.UNTITLED, Tag.BODY]
_NO_TEXT = {
    **dict.fromkeys((Kind.CLOSING, Kind.RELATED, Kind.RULE, Kind.FURNITURE), 4.0),
    **dict.fromkeys((Kind.BYLINE, Kind.FIELD, Kind.LINK), 3.0),
    Kind.CAPTION: 3.5,
    Kind.DATE: 1.0,
}
"""How much lines of a kind are no text. Where a rule knows a phrase it is right in 95 to 100 of 100
lines of styles that it was not made for; the network has learned to do without."""

_MAY_BE_TITLES = frozenset({Kind.PROSE, Kind.HEADING, Kind.LINK, Kind.FIELD})
_KNOWN = 4.0  # what a title gains that the container gives
_ONE = 2.5  # what all other titles lose there: such a container holds one article as a rule
_INSIDE = 3.0  # what a quote between two paragraphs gains
_DIVIDES = 5.0  # what a date or a number between two paragraphs gains
_NUMBERED = re.compile(
    r"(?i)(?:#\d+|\(?(?:\d{1,2}[.)]|[a-z]\)|[ivx]{2,4}[.)]))\s|\d+ [–—-]\s(?!\d)"
)
"""The number of a list's item: no initial ("J. Doe"), no score ("5 - 0")."""

_CLOCK_TIME = re.compile(r"\d{1,2}[:.h]\d\d(?:\s?(?:[ap]\.?m\.?|h|Uhr|[A-Z]{3,4}))?")
_COUNT = re.compile(r"[^\W\d_][\w ]{0,30}: \d[\d ,.]{0,20}(?<! )(?: [^\W\d_]{1,20}\.?)?")
"""A count, of the dead, of votes: more words after the number tell news."""

_QUOTES = '"“”«»„'
_DOUBT = 0.6  # in which it decides whether running text names whom the text before named
_READ = 400  # characters of a paragraph in which names are looked for
_AT_START = 1.5  # the first heading of a document needs little to be a title
_ALONE = 2.1  # what a heading between two paragraphs gains that begins like no other line
_SURELY = 1.0  # by how much the network must take one for a title for that not to count
_NEAR = 3  # lines between which running text counts as near
_BROKEN = 4.0  # what a line in lower case gains right under one that may be broken
_FIELD_NAME = 24  # characters in which the name of a field has ended
_FEW_WORDS = 3  # of a heading that is seldom a title
_AROUND = 3  # lines before and after that a pull quote may repeat
_PULLED = 40  # characters by which it is known


def weighed(scores: Floats, units: Sequence[Unit], known_title: str) -> list[list[float]]:
    """``scores``, changed by what else is known. Shape: (lines, tags).

    ``known_title`` is the key of a title known from elsewhere.
    """
    rows: list[list[float]] = scores.tolist()
    beginnings = list(map(_beginning, units))
    count = Counter(beginnings)
    between = _between_paragraphs(units)
    divides = apart(units, _lone_headings(units, between))
    last: deque[Unit] = deque(maxlen=_NEAR)  # the running text before
    missed = -math.inf  # how much the network took a line right before for the first paragraph
    for index, (unit, row) in enumerate(zip(units, rows, strict=True)):
        kind, text = unit.kind, unit.text
        if against := _NO_TEXT.get(kind, 0.0):
            missed = max(missed, row[Tag.FIRST])
            for tag in _TEXT:
                row[tag] -= against
            if kind not in _MAY_BE_TITLES:
                row[Tag.TITLE] -= against
        elif kind is Kind.PROSE:
            row[Tag.FIRST] = max(row[Tag.FIRST], row[Tag.BODY] + missed)
            if 0 < row[Tag.OTHER] - row[Tag.BODY] < _DOUBT and _names_again(unit, last):
                row[Tag.BODY] += _DOUBT
            last.append(unit)
            missed = -math.inf
        if known_title:
            row[Tag.TITLE] += _KNOWN if unit.key == known_title else -_ONE
        if len(text) > HEADING_LENGTH:
            continue
        if _ends_title(units, index):
            row[Tag.TITLE] += _BROKEN
        else:
            row[Tag.TITLE] -= _unlike_title(unit)
        if not index and kind is Kind.HEADING:
            row[Tag.TITLE] += _AT_START
        if text[0] in _QUOTES and text[-1] in _QUOTES:
            row[Tag.BODY] += -_INSIDE if _is_pulled(units, index) else _INSIDE * between[index]
        elif between[index] and _divides(unit):
            row[Tag.BODY] += _DIVIDES
        elif between[index] and count[beginnings[index]] == 1 and _may_be_sub_heading(unit):
            if _COUNT.fullmatch(text):
                row[Tag.BODY] += _DIVIDES
            else:
                unsure = scores[index, Tag.TITLE] <= scores[index, Tag.BODY] + _SURELY
                alone = _ALONE * float(unsure)
                row[Tag.BODY] += alone
                shift = divides.get(index, -alone)
                if shift < 0 or scores[index, Tag.BODY] > scores[index, Tag.OTHER]:
                    row[Tag.TITLE] += alone + shift
    return rows


def broken_titles(units: Sequence[Unit]) -> list[bool]:
    """Whether each line may go on with a title that is broken over several."""
    return [False, *(_goes_on(*pair) for pair in pairwise(units))]


def _goes_on(unit: Unit, below: Unit) -> bool:
    """Whether a line may be broken before ``below``, whose first word did not fit there."""
    text = below.text
    if below.line.blanks or below.kind not in _MAY_BE_TITLES or ": " in text[:_FIELD_NAME]:
        return False
    if text.isupper() and not unit.text.isupper():
        return False  # a name in capitals
    return len(text.split(maxsplit=1)[0]) + 1 > len(text) - len(unit.text)


def _ends_title(units: Sequence[Unit], index: int) -> bool:
    """Whether a line in lower case ends a block of two lines, the first of which may be broken."""
    if not index or not units[index].text[0].islower():
        return False
    above, below = units[index - 1], units[index + 1 : index + 2]
    set_off = (above.line.blanks or index == 1) and not (below and not below[0].line.blanks)
    return bool(set_off) and _goes_on(above, units[index])


def _between_paragraphs(units: Sequence[Unit]) -> list[bool]:
    """Whether running text stands before and behind each line, headings and captions aside."""
    before, behind = _after_text(units), _after_text(units[::-1])[::-1]
    return [first and second for first, second in zip(before, behind, strict=True)]


def _after_text(units: Sequence[Unit]) -> list[bool]:
    found = []
    left = 0  # lines for which the last running text is still near
    for unit in units:
        found.append(left > 0)
        beside = unit.kind in (Kind.CAPTION, Kind.HEADING)
        left = _NEAR if unit.kind is Kind.PROSE else max(0, left - 1) if beside else 0
    return found


def _lone_headings(units: Sequence[Unit], between: Sequence[bool]) -> list[int]:
    """Headings between paragraphs, one of several that stand one under the other."""
    return [
        index
        for index, (unit, below) in enumerate(pairwise(units))
        if unit.kind is Kind.HEADING and between[index] and below.kind is not Kind.HEADING
    ]


def _may_be_sub_heading(unit: Unit) -> bool:
    return unit.kind is Kind.HEADING or (unit.kind is Kind.PROSE and unit.text[-1] == ":")


def _names_again(unit: Unit, last: Iterable[Unit]) -> bool:
    """Whether a line names somebody whom a paragraph before named."""
    return not _names(unit).isdisjoint(set().union(*map(_names, last)))


def _names(unit: Unit) -> set[str]:
    """The words with a capital that do not begin the line."""
    return {word for word in unit.text[:_READ].split()[1:] if word[0].isupper()}


def _beginning(unit: Unit) -> str:
    """How a line begins; furniture comes again at least in that."""
    return " ".join(unit.key[:_PULLED].split()[:2])


def _divides(unit: Unit) -> bool:
    """Whether a line between two paragraphs is a day of a chronicle, or the point of a list."""
    if unit.kind is Kind.DATE:
        return ":" not in unit.text  # a time of day is that of an update
    return _NUMBERED.match(unit.text) is not None


def _unlike_title(unit: Unit) -> float:
    """How much a line looks like a sub-heading, a list's item or a time rather than a title."""
    text, line = unit.text, unit.line
    unlike = 1.5 * (line.level > 1) + 1.5 * line.item + 2.0 * (text[-1] == ":")
    if line.level != 1:
        unlike += 1.5 * (len(text.split(maxsplit=_FEW_WORDS)) <= _FEW_WORDS)
        unlike += 3.0 * (_NUMBERED.match(text) is not None)
    return unlike + 2.0 * (text[0].isdigit() and _CLOCK_TIME.match(text) is not None)


def _is_pulled(units: Sequence[Unit], index: int) -> bool:
    """Whether a line in quotes repeats a part of a paragraph close by."""
    inner = units[index].text.strip(_QUOTES)[:_PULLED]
    near = (*units[max(0, index - _AROUND) : index], *units[index + 1 : index + 1 + _AROUND])
    return any(inner in unit.text for unit in near)

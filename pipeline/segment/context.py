"""What only its neighbours tell of a line: lists of links, menus, comments, numbered digests."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from itertools import pairwise

from pipeline.segment.closings import ABOUT, RELEASE
from pipeline.segment.cues import is_comment_count, is_time_ago
from pipeline.segment.fields import (
    bare_title,
    joined,
    key_of,
    runs,
    with_archive,
    with_named_fields,
)
from pipeline.segment.kinds import HEADING_LENGTH, Kind, Unit, kind_of
from pipeline.segment.lines import Line
from pipeline.segment.metadata import PARTICLES, ROLES
from pipeline.segment.phrases import PICTURE_COUNT

_NEAR = 4  # lines before and after in which a repetition makes a caption
_NOTICE_LENGTH = 200
_PROSE_WORDS = 15
_MENU_WORDS = 3
_MENU_WORD_LENGTH = 12  # characters, on average
_MENU_ENTRIES = 3
_NAME_WORDS = 4
_NOTE_WORDS = 12  # under the count of comments, to those who want to write one
_BETWEEN_NAMES = re.compile(r"\s*[|,/]\s*|\s+(?:and|y|e|et|und|&|in|en|em|aus)\s+")
_NUMBER = re.compile(r"[(\[]?(?P<number>\d{1,3})(?:/\d{1,3})?[.)\]]+\s+(?=\S)")


def classified(lines: Sequence[Line]) -> list[Unit]:
    """``lines`` with their kinds, in order."""
    keys = [key_of(line.text) for line in lines]
    spread = _spread(lines, keys)
    count = Counter(keys)
    units: list[Unit] = []
    seen_prose = listed = False
    for index, (line, key) in enumerate(zip(lines, keys, strict=True)):
        opening = not units or units[-1].kind is not Kind.PROSE
        again = count[key] > 1 and key in (
            *keys[max(0, index - _NEAR) : index],
            *keys[index + 1 : index + 1 + _NEAR],
        )
        kind = kind_of(line, spread[key], opening=opening, again=again)
        listed = kind is Kind.RELATED or (listed and _is_listed(line, kind, units[-1]))
        if listed and (kind is Kind.HEADING or line.item):
            kind = Kind.LINK
        if kind is Kind.HEADING and seen_prose and line.item:
            kind = Kind.PROSE
        seen_prose = seen_prose or kind is Kind.PROSE
        units.append(Unit(line, kind, key))
    for change in (
        _with_underlines,
        with_named_fields,
        with_archive,
        _with_names,
        _with_gallery,
        _with_about,
        _with_notices,
        _with_signed_titles,
        _with_contents,
        _with_menus,
        _with_comments,
        _with_digest,
    ):
        units = change(units)
    return units


def _is_listed(line: Line, kind: Kind, last: Unit) -> bool:
    """Whether a line goes on with the list of links that a "related" line opened.

    A wider space than that between the links ends the list.
    """
    least = 1 if last.kind is Kind.RELATED else 0
    linked = kind in (Kind.HEADING, Kind.LINK) or line.item
    return linked and line.blanks <= max(least, last.line.blanks)


def _spread(lines: Sequence[Line], keys: Sequence[str]) -> dict[str, int]:
    """In how many stretches between running text each line occurs."""
    stretches: defaultdict[str, set[int]] = defaultdict(set)
    stretch = 0
    for line, key in zip(lines, keys, strict=True):
        stretches[key].add(stretch)
        text = line.text
        stretch += (
            len(text) > HEADING_LENGTH or len(text.split(maxsplit=_PROSE_WORDS)) > _PROSE_WORDS
        )
    return {key: len(where) for key, where in stretches.items()}


def _with_underlines(units: list[Unit]) -> list[Unit]:
    """Headings that a line of ``=`` or ``-`` underlines are of level 1 or 2, as in markdown."""
    for index, (unit, below) in enumerate(pairwise(units)):
        if below.kind is not Kind.RULE or below.line.blanks:
            continue
        mark = set(below.text)
        if mark not in ({"="}, {"-"}):
            continue
        level = 1 if mark == {"="} else 2
        if unit.kind is Kind.HEADING or (level == 1 and len(unit.text) <= HEADING_LENGTH):
            line = unit.line._replace(level=level)
            units[index] = Unit(line, Kind.HEADING, unit.key)
            units[index + 1] = _furniture(below)
    return units


def _with_names(units: list[Unit]) -> list[Unit]:
    """Names with other names, a role or a place under a heading say who wrote the article."""
    for index, unit in enumerate(units):
        if unit.kind is not Kind.HEADING or unit.line.blanks > 1:
            continue
        above = [other.kind for other in units[max(0, index - 2) : index]]
        headed = above[-1:] == [Kind.HEADING] or above == [Kind.HEADING, Kind.DATE]
        if headed and _are_names(unit.text):
            units[index] = unit._replace(kind=Kind.BYLINE)
    return units


def _are_names(text: str) -> bool:
    if len(text) > HEADING_LENGTH:
        return False
    first, *others = _BETWEEN_NAMES.split(text)
    return _is_name(first) and bool(others) and all(ROLES.search(o) or _is_name(o) for o in others)


def _is_name(text: str) -> bool:
    words = text.split()
    capital = all(word[0].isupper() or word in PARTICLES for word in words)
    return 1 < len(words) <= _NAME_WORDS and capital


def _with_gallery(units: list[Unit]) -> list[Unit]:
    """The line right under the count of a picture describes it."""
    for index, (unit, below) in enumerate(pairwise(units)):
        text = below.kind in (Kind.HEADING, Kind.PROSE) and len(below.text) <= _NOTICE_LENGTH
        if text and joined(below) and PICTURE_COUNT.fullmatch(unit.text):
            units[index + 1] = below._replace(kind=Kind.CAPTION)
    return units


def _with_about(units: list[Unit]) -> list[Unit]:
    """What a release for the press says of its sender closes it."""
    if not any(unit.kind is Kind.HEADING and ABOUT.fullmatch(unit.text) for unit in units):
        return units
    short = (unit.text.lower() for unit in units if len(unit.text) <= _NOTICE_LENGTH)
    if not any(map(RELEASE.search, short)):
        return units
    about = False
    for index, unit in enumerate(units):
        if unit.kind is Kind.HEADING and ABOUT.fullmatch(unit.text):
            about = True
        elif unit.kind is not Kind.PROSE:
            about = False
        if about:
            units[index] = unit._replace(kind=Kind.CLOSING)
    return units


def _with_notices(units: list[Unit]) -> list[Unit]:
    """A sentence that comes again becomes furniture where it stands apart from running text."""
    count = Counter(unit.key for unit in units if unit.kind is Kind.PROSE)
    prose = [False, *(unit.kind is Kind.PROSE for unit in units), False]
    for index, unit in enumerate(units):
        alone = not prose[index] and not prose[index + 2]
        if alone and count[unit.key] > 1 and len(unit.text) <= _NOTICE_LENGTH:
            units[index] = _furniture(unit)
    return units


def _with_signed_titles(units: list[Unit]) -> list[Unit]:
    """A short sentence over a byline, with no running text before it, is a title."""
    for index, (unit, below) in enumerate(pairwise(units)):
        stands_off = not index or units[index - 1].kind is not Kind.PROSE or unit.line.blanks > 1
        signed = unit.kind is Kind.PROSE and below.kind is Kind.BYLINE and below.line.blanks <= 1
        if signed and stands_off and len(unit.text) <= HEADING_LENGTH:
            units[index] = unit._replace(kind=Kind.HEADING)
    return units


def _with_contents(units: list[Unit]) -> list[Unit]:
    """Headings become links where they stand one under the other and all come again further on."""
    last = {unit.key: index for index, unit in enumerate(units)}
    heads = [unit.kind is Kind.HEADING and last[unit.key] > at for at, unit in enumerate(units)]
    for start, end in runs(units, heads):
        if end - start > 1 and all(last[unit.key] >= end for unit in units[start:end]):
            links = (unit._replace(kind=Kind.LINK) for unit in units[start:end])
            units[start:end] = links
    return units


def _with_menus(units: list[Unit]) -> list[Unit]:
    """Headings that are entries of a menu or a bar of buttons become furniture.

    Such entries are a few short words each, one under the other.
    """
    for start, end in runs(units, list(map(_is_entry, units))):
        buttons = any(unit.kind is Kind.FURNITURE for unit in units[start:end])
        if end - start + buttons > _MENU_ENTRIES:
            units[start:end] = map(_furniture, units[start:end])
    return units


def _is_entry(unit: Unit) -> bool:
    if unit.kind not in (Kind.HEADING, Kind.FURNITURE) or unit.line.level:
        return False
    words = unit.text.split(maxsplit=_MENU_WORDS)
    return len(words) <= _MENU_WORDS and len(unit.text) <= _MENU_WORD_LENGTH * len(words)


def _with_comments(units: list[Unit]) -> list[Unit]:
    """What readers wrote becomes furniture: a name, how long ago, and the lines below, or the like.

    It counts only below the line that tells how many comments there are, up to running text that
    no such time stands above.
    """
    index = 0
    inside = False
    while index < len(units):
        unit = units[index]
        if unit.kind is Kind.FURNITURE and is_comment_count(unit.text):
            inside = True
        elif inside and (is_time_ago(unit.text) or _is_signed(units, index)):
            units[index] = _furniture(unit)
            if len(units[index - 1].text.split()) <= _NAME_WORDS:
                units[index - 1] = _furniture(units[index - 1])
            while index + 1 < len(units) and joined(units[index + 1]):
                index += 1
                units[index] = _furniture(units[index])
        elif inside and unit.kind is Kind.PROSE:
            inside = len(unit.text.split(maxsplit=_NOTE_WORDS)) <= _NOTE_WORDS
        index += 1
    return units


def _is_signed(units: Sequence[Unit], index: int) -> bool:
    """Whether the line is a date right under a name, with text right under it."""
    unit, above, below = units[index], units[index - 1], units[index + 1 : index + 2]
    named = joined(unit) and len(above.text.split()) <= _NAME_WORDS
    return unit.kind is Kind.DATE and named and bool(below) and joined(below[0])


def _with_digest(units: list[Unit]) -> list[Unit]:
    """The titles of a digest that counts its articles lose their numbers and rise to level 1.

    Numbered headings after an introduction are the points of a list, and stay as they are.
    """
    found = [
        (index, match)
        for index, unit in enumerate(units)
        if unit.kind in (Kind.HEADING, Kind.LINK) and (match := _NUMBER.match(unit.text))
    ]
    wanted = 1
    places: list[tuple[int, re.Match[str]]] = []
    for index, match in found:
        if int(match["number"]) == wanted:
            places.append((index, match))
            wanted += 1
    if len(places) < 2 or _holds_prose(units[: places[0][0]]):
        return units
    starts = [index for index, _ in places]
    ends = [*starts[1:], len(units)]
    if not all(_holds_prose(units[start:end]) for start, end in zip(starts, ends, strict=True)):
        return units
    for index, match in places:
        units[index] = bare_title(units[index], match.end())
    return units


def _holds_prose(units: Iterable[Unit]) -> bool:
    return any(unit.kind is Kind.PROSE for unit in units)


def _furniture(unit: Unit) -> Unit:
    return unit._replace(kind=Kind.FURNITURE)

"""What only its neighbours tell of a line: link lists, menus, readers' comments, numbered digests."""

import dataclasses
import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from itertools import pairwise

from pipeline.segment.cues import is_comment_count, is_time_ago
from pipeline.segment.kinds import HEADING_LENGTH, Kind, Unit, kind_of
from pipeline.segment.lines import Line

_NEAR = 4  # lines before and after in which a repetition makes a caption
_KEY_LENGTH = 600
_PROSE_WORDS = 15
_MENU_WORDS = 3
_MENU_WORD_LENGTH = 12  # characters, on average
_MENU_ENTRIES = 3
_NAME_WORDS = 4
_NUMBER = re.compile(r"(?P<number>\d{1,3})[.)]\s+(?=\S)")


def classified(lines: Sequence[Line]) -> list[Unit]:
    """``lines`` with their kinds, in order."""
    keys = [key_of(line.text) for line in lines]
    spread = _spread(lines, keys)
    units: list[Unit] = []
    seen_prose = False
    for index, (line, key) in enumerate(zip(lines, keys, strict=True)):
        opening = not units or units[-1].kind is not Kind.PROSE
        again = key in keys[max(0, index - _NEAR) : index] or key in keys[index + 1 : index + 5]
        kind = kind_of(line, spread[key], opening=opening, again=again)
        if kind is Kind.HEADING and _is_listed(line, units):
            kind = Kind.LINK
        if kind is Kind.HEADING and seen_prose and line.item:
            kind = Kind.PROSE
        seen_prose = seen_prose or kind is Kind.PROSE
        units.append(Unit(line, kind, key))
    return _with_digest(_with_comments(_with_menus(_with_contents(_with_signed_titles(units)))))


def key_of(text: str | None) -> str:
    """The same for lines that read the same: their words in lower case."""
    return " ".join(re.findall(r"\w+", (text or "")[:_KEY_LENGTH].casefold()))


def _is_listed(line: Line, before: Sequence[Unit]) -> bool:
    """Whether a heading is a link in the list that a "related" line opened.

    A wider space than that between the links ends the list.
    """
    last = before[-1] if before else None
    if last is None or last.kind not in (Kind.RELATED, Kind.LINK):
        return False
    least = 1 if last.kind is Kind.RELATED else 0
    return line.blanks <= max(least, last.line.blanks)


def _spread(lines: Sequence[Line], keys: Sequence[str]) -> dict[str, int]:
    """In how many stretches between running text each line occurs."""
    stretches: defaultdict[str, set[int]] = defaultdict(set)
    stretch = 0
    for line, key in zip(lines, keys, strict=True):
        stretches[key].add(stretch)
        stretch += len(line.text) > HEADING_LENGTH or len(line.text.split()) > _PROSE_WORDS
    return {key: len(where) for key, where in stretches.items()}


def _with_signed_titles(units: list[Unit]) -> list[Unit]:
    """A short sentence over a byline, with no running text before it, is a title."""
    for index, (unit, below) in enumerate(pairwise(units)):
        stands_off = not index or units[index - 1].kind is not Kind.PROSE or unit.line.blanks > 1
        signed = unit.kind is Kind.PROSE and below.kind is Kind.BYLINE and below.line.blanks <= 1
        if signed and stands_off and len(unit.text) <= HEADING_LENGTH:
            units[index] = dataclasses.replace(unit, kind=Kind.HEADING)
    return units


def _with_contents(units: list[Unit]) -> list[Unit]:
    """Headings become links where they stand one under the other and all come again further on."""
    last = {unit.key: index for index, unit in enumerate(units)}
    start = 0
    while start < len(units):
        end = start
        while (
            end < len(units)
            and units[end].kind is Kind.HEADING
            and (end == start or _joined(units[end]))
            and last[units[end].key] > end
        ):
            end += 1
        if end - start > 1 and all(last[unit.key] >= end for unit in units[start:end]):
            units[start:end] = [dataclasses.replace(u, kind=Kind.LINK) for u in units[start:end]]
        start = max(end, start + 1)
    return units


def _with_menus(units: list[Unit]) -> list[Unit]:
    """Headings that are entries of a menu or a bar of buttons become furniture.

    Such entries are a few short words each, one under the other.
    """
    start = 0
    while start < len(units):
        end = start
        while end < len(units) and _is_entry(units[end]) and (end == start or _joined(units[end])):
            end += 1
        entries = units[start:end]
        buttons = any(unit.kind is Kind.FURNITURE for unit in entries)
        if len(entries) + buttons > _MENU_ENTRIES:
            units[start:end] = map(_furniture, entries)
        start = max(end, start + 1)
    return units


def _is_entry(unit: Unit) -> bool:
    words = unit.text.split(maxsplit=_MENU_WORDS)
    return (
        unit.kind in (Kind.HEADING, Kind.FURNITURE)
        and len(words) <= _MENU_WORDS
        and len(unit.text) <= _MENU_WORD_LENGTH * len(words)
        and not unit.line.level
    )


def _joined(unit: Unit) -> bool:
    return unit.line.blanks == 0


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
        elif inside and is_time_ago(unit.text):
            units[index] = _furniture(unit)
            if len(units[index - 1].text.split()) <= _NAME_WORDS:
                units[index - 1] = _furniture(units[index - 1])
            while index + 1 < len(units) and _joined(units[index + 1]):
                index += 1
                units[index] = _furniture(units[index])
        elif unit.kind is Kind.PROSE:
            inside = False
        index += 1
    return units


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
        line = units[index].line
        text = line.text[match.end() :]
        bare = dataclasses.replace(line, text=text, start=line.start + match.end(), level=1)
        units[index] = Unit(bare, Kind.HEADING, key_of(text))
    return units


def _holds_prose(units: Iterable[Unit]) -> bool:
    return any(unit.kind is Kind.PROSE for unit in units)


def _furniture(unit: Unit) -> Unit:
    return dataclasses.replace(unit, kind=Kind.FURNITURE)

"""Where one article ends and the next begins, by the tags of the lines."""

import dataclasses
from collections.abc import Sequence
from itertools import pairwise

from pipeline.segment.fields import key_of
from pipeline.segment.kinds import Kind, Unit
from pipeline.segment.labels import bare_titles
from pipeline.segment.tags import Tag

_OPENINGS = frozenset({Tag.TITLE, Tag.UNTITLED})
_BODY = frozenset({Tag.FIRST, Tag.UNTITLED, Tag.BODY})
_HEADS = frozenset({Kind.BYLINE, Kind.DATE, Kind.FIELD, Kind.CAPTION})  # what stands over a title
_ENDINGS = frozenset({Kind.CLOSING, Kind.RULE, Kind.RELATED, Kind.LINK})


@dataclasses.dataclass(frozen=True, slots=True)
class Part:
    """The lines of one article: its title (None if it has none), its body, and all others."""

    title: Unit | None
    body: tuple[Unit, ...]
    others: tuple[Unit, ...]


def parts_of(units: Sequence[Unit], tags: Sequence[Tag]) -> list[Part]:
    """``units`` cut into articles by their ``tags``, all of them if there is any."""
    openings = [
        index
        for index, tag in enumerate(tags)
        if tag in _OPENINGS and not (index and tag is tags[index - 1] is Tag.TITLE)
    ]
    if not openings:
        return []
    cuts = [0, *(_cut(units, tags, index) for index in openings[1:]), len(units)]
    parts = [_part(units[start:end], tags[start:end]) for start, end in pairwise(cuts)]
    bare = iter(bare_titles([part.title for part in parts if part.title]))
    return [dataclasses.replace(part, title=next(bare)) if part.title else part for part in parts]


def _cut(units: Sequence[Unit], tags: Sequence[Tag], opening: int) -> int:
    """The first line that belongs to the article that begins at ``opening``."""
    cut = opening
    if tags[opening] is Tag.TITLE:
        while tags[cut - 1] is Tag.OTHER and units[cut - 1].kind in _HEADS:
            cut -= 1
    else:
        while tags[cut - 1] is Tag.OTHER and units[cut - 1].kind not in _ENDINGS:
            cut -= 1
    return cut


def _whole(lines: Sequence[Unit]) -> Unit | None:
    """The lines of a title as one."""
    if len(lines) < 2:
        return lines[0] if lines else None
    text = "\n".join(unit.text for unit in lines)
    first = lines[0]
    line = first.line._replace(text=text, end=lines[-1].line.end)
    return first._replace(line=line, key=key_of(text))


def _part(units: Sequence[Unit], tags: Sequence[Tag]) -> Part:
    """A part; what its title or a paragraph before says already is no paragraph of it."""
    title = _whole([unit for unit, tag in zip(units, tags, strict=True) if tag is Tag.TITLE])
    seen = {title.key} if title else set()
    body: list[Unit] = []
    others: list[Unit] = []
    for unit, tag in zip(units, tags, strict=True):
        if tag in _BODY and unit.key not in seen:
            body.append(unit)
            seen.add(unit.key)
        elif tag is Tag.OTHER:
            others.append(unit)
    return Part(title, tuple(body), tuple(others))

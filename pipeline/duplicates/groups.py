"""Groups of articles that repeat one another, and the original of each group."""

from collections import defaultdict
from collections.abc import Iterable, Iterator

from pipeline.duplicates.sketch import Copy, Sketch, overlaps

THRESHOLD = 0.4
"""The estimated overlap from which on a text repeats another: docs/duplicates.md says why."""
MOST_COMPARED = 100
"""In a band, each article is compared with no more than the first so many: a band that holds a
phrase of thousands of articles costs no more than its length, and copies of one text still meet, in
this band or in another."""


class Groups:
    """Disjoint groups of copies (union-find), each known by its first member."""

    def __init__(self) -> None:
        self._before: dict[Copy, Copy] = {}

    def first(self, copy: Copy) -> Copy:
        """The first member of the group of ``copy``."""
        first = copy
        while first in self._before:
            first = self._before[first]
        while copy != first:  # the next time, the way is one step
            self._before[copy], copy = first, self._before[copy]
        return first

    def join(self, one: Copy, other: Copy) -> None:
        """Make one group of the two that these belong to."""
        first, second = sorted((self.first(one), self.first(other)))
        if first != second:
            self._before[second] = first

    def pairs(self) -> Iterator[tuple[Copy, Copy]]:
        """Every member that is not the first of its group, with the first; in no order."""
        for copy in list(self._before):
            yield copy, self.first(copy)


def bands_of(sketches: Iterable[Sketch]) -> list[list[Sketch]]:
    """The sketches of each band that holds several."""
    bands: defaultdict[int, list[Sketch]] = defaultdict(list)
    for sketch in sketches:
        for key in sketch.bands:
            bands[key].append(sketch)
    return [band for band in bands.values() if len(band) > 1]


def compared(band: Iterable[Sketch]) -> Iterator[tuple[Copy, Copy, float]]:
    """The articles of a band with their estimated overlap, two and two, the later one first.

    The order of ``band`` makes no difference.
    """
    ranked = sorted(set(band))
    values = [sketch.values for sketch in ranked]
    for start in range(0, len(ranked), MOST_COMPARED):
        block = overlaps(values[start : start + MOST_COMPARED], values[:MOST_COMPARED])
        for row, estimates in enumerate(block.tolist(), start):
            for place, overlap in enumerate(estimates[:row]):
                yield ranked[row].copy, ranked[place].copy, overlap


def pairs_in_bands(sketches: Iterable[Sketch]) -> Iterator[tuple[Copy, Copy]]:
    """The articles that repeat others in a band, each with the first of its group there."""
    for band in bands_of(sketches):
        groups = Groups()
        for copy, other, overlap in compared(band):
            if overlap >= THRESHOLD:
                groups.join(copy, other)
        yield from groups.pairs()


def marks_of(groups: Groups) -> Iterator[tuple[str, str]]:
    """The id of each fresh article that repeats one, with the id of the original of its group."""
    for copy, first in groups.pairs():
        if copy.fresh:
            yield copy.article_id, first.original


def find_duplicates(sketches: Iterable[Sketch]) -> dict[str, str]:
    """``article_id`` to ``duplicate_of`` of all that repeat others, in memory."""
    groups = Groups()
    for copy, first in pairs_in_bands(sketches):
        groups.join(copy, first)
    return dict(marks_of(groups))

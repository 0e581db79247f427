"""Finds the articles that repeat others, whoever reads them: sketches are shuffled, text never is.

    Sketch --> (band, Sketch) --group--> pairs in a band --combine--> groups --> (copy, original)

It scales out up to the last step, which holds one small entry for each copy in one place.
"""

from collections.abc import Iterable, Iterator

import apache_beam as beam

from pipeline.duplicates.groups import Groups, marks_of, pairs_in_band
from pipeline.duplicates.sketch import Copy, Sketch

Bare = tuple[tuple[bool, float, str, str], bytes]
"""A sketch without its bands, in plain types: half the bytes of a pickled one in a shuffle."""


def by_band(sketch: Sketch) -> Iterator[tuple[int, Bare]]:
    """A sketch under each of its bands."""
    bare = (tuple(sketch.copy), sketch.values)
    for key in sketch.bands:
        yield key, bare


def pairs_of_group(group: tuple[int, Iterable[Bare]]) -> list[tuple[Copy, Copy]]:
    """The pairs in a grouped band; most bands hold one article alone."""
    bares = list(group[1])
    if len(bares) < 2:
        return []
    return pairs_in_band(Sketch(Copy(*copy), values, ()) for copy, values in bares)


class _JoinPairs(beam.CombineFn):
    """Pairs to groups."""

    def create_accumulator(self) -> Groups:
        return Groups()

    def add_input(self, groups: Groups, pair: tuple[Copy, Copy]) -> Groups:
        groups.join(*pair)
        return groups

    def merge_accumulators(self, accumulators: Iterable[Groups]) -> Groups:
        merged = Groups()
        for groups in accumulators:
            for pair in groups.pairs():
                merged.join(*pair)
        return merged

    def extract_output(self, groups: Groups) -> Groups:
        return groups


class FindDuplicates(beam.PTransform):
    """PCollection[Sketch] -> PCollection[tuple[str, str]]: ``article_id``, ``duplicate_of``.

    One pair for each fresh article that repeats another, none for all others; in no order, and the
    same in whatever order and bundles the sketches come. The original of a group is what the tables
    hold already, then what was published first, then the smallest id; pairs name it directly, never
    by way of another copy. Works in any window that has an end or in a bounded global one: each
    window is searched by itself, and copies in different windows do not find each other.
    """

    def expand(self, sketches: beam.PCollection[Sketch]) -> beam.PCollection[tuple[str, str]]:
        return (
            sketches
            | "KeyByBand" >> beam.FlatMap(by_band)
            | "GroupBands" >> beam.GroupByKey()
            | "CompareInBands" >> beam.FlatMap(pairs_of_group)
            | "JoinPairs" >> beam.CombineGlobally(_JoinPairs()).without_defaults()
            | "NameOriginals" >> beam.FlatMap(marks_of)
        )

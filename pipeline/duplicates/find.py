"""Finds the articles that repeat others, whoever reads them: sketches are shuffled, text never is.

    Sketch --> (band, handle) --group--> bands that several articles are in --+
       +-----> (handle, sketch) ------------------------------join by handle--+--> (band, sketch)
    (band, sketch) --group--> pairs in a band --combine--> groups --> (copy, original)

Most articles share no band with another, so a first round, on entries of 16 bytes, spares their
sketches the way through all bands: the local runner keeps in memory what it groups. It scales out
up to the last step, which holds one small item for each copy in one place.
"""

import struct
from collections import Counter
from collections.abc import Iterable, Iterator
from hashlib import blake2b
from typing import Any

import apache_beam as beam

from pipeline.duplicates.groups import Groups, marks_of, pairs_in_bands
from pipeline.duplicates.sketch import Copy, Sketch

SHARDS = 4096
"""Bands are grouped by so many: enough to spread over workers, and cheaper than each by itself."""

_BAND = struct.Struct("<qq")  # band, handle
_HEAD = struct.Struct("<dHH?")  # published, lengths of the two ids, fresh


def handle_of(sketch: Sketch) -> int:
    """A short name of an article; should two ever share one, they are only compared more often."""
    name = f"{sketch.copy.fresh}{sketch.copy.article_id}".encode("utf-8", "surrogatepass")
    return int.from_bytes(blake2b(name, digest_size=8).digest(), "little", signed=True)


def bands_by_shard(sketch: Sketch) -> Iterator[tuple[int, bytes]]:
    """The bands of an article, each with its handle."""
    handle = handle_of(sketch)
    for band in sketch.bands:
        yield band % SHARDS, _BAND.pack(band, handle)


def shared_bands(shard: tuple[int, Iterable[bytes]]) -> Iterator[tuple[int, int]]:
    """Handle and band of each article in the bands of a shard that hold several."""
    entries = set(map(_BAND.unpack, shard[1]))
    held = Counter(band for band, _ in entries)
    for band, handle in entries:
        if held[band] > 1:
            yield handle, band


def by_handle(sketch: Sketch) -> Iterator[tuple[int, bytes]]:
    """The sketch, packed and without its bands; none where it has none."""
    if sketch.bands:
        copy = sketch.copy
        ids = [each.encode("utf-8", "surrogatepass") for each in (copy.article_id, copy.original)]
        head = _HEAD.pack(copy.published, len(ids[0]), len(ids[1]), copy.fresh)
        yield handle_of(sketch), head + ids[0] + ids[1] + sketch.values


def in_shared_bands(
    joined: tuple[int, dict[str, Iterable[Any]]],
) -> Iterator[tuple[int, tuple[int, bytes]]]:
    """A packed sketch under each band that it shares."""
    found = joined[1]
    packed = list(found["sketches"])
    for band in found["bands"]:
        for each in packed:
            yield band % SHARDS, (band, each)


def pairs_in_shard(shard: tuple[int, Iterable[tuple[int, bytes]]]) -> Iterator[tuple[Copy, Copy]]:
    """The pairs in the bands of a shard."""
    return pairs_in_bands(unpacked(band, packed) for band, packed in shard[1])


def unpacked(band: int, packed: bytes) -> Sketch:
    """The sketch, with one of its bands."""
    published, first, second, fresh = _HEAD.unpack_from(packed)
    ids, values = packed[_HEAD.size :][: first + second], packed[_HEAD.size + first + second :]
    names = [each.decode("utf-8", "surrogatepass") for each in (ids[:first], ids[first:])]
    return Sketch(Copy(fresh, published, *names), values, (band,))


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
    by way of another copy. Works in any window that ends, and in the global one where the input is
    bounded: each window is searched by itself, and copies in different ones do not find each other.
    """

    def expand(self, sketches: beam.PCollection[Sketch]) -> beam.PCollection[tuple[str, str]]:
        shared = (
            sketches
            | "BandsByShard" >> beam.FlatMap(bands_by_shard)
            | "GroupBands" >> beam.GroupByKey()
            | "SharedBands" >> beam.FlatMap(shared_bands)
        )
        handled = sketches | "ByHandle" >> beam.FlatMap(by_handle)
        return (
            {"sketches": handled, "bands": shared}
            | "JoinByHandle" >> beam.CoGroupByKey()
            | "InSharedBands" >> beam.FlatMap(in_shared_bands)
            | "GroupSketches" >> beam.GroupByKey()
            | "CompareInBands" >> beam.FlatMap(pairs_in_shard)
            | "JoinPairs" >> beam.CombineGlobally(_JoinPairs()).without_defaults()
            | "NameOriginals" >> beam.FlatMap(marks_of)
        )

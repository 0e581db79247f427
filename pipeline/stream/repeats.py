"""Articles that repeat others, found as they come, within a state that is bounded.

Each article is compared, band by band, with those that came into the band before (the sketches
are those of ``pipeline.duplicates``). Of two that overlap, the one whose message is later repeats
the other: that order is known before they meet, so whichever is processed first, the marks never
form a circle.
"""

import dataclasses
from collections.abc import Iterator
from typing import Any, NamedTuple

import apache_beam as beam
from apache_beam.coders import BytesCoder, FloatCoder, StrUtf8Coder, TupleCoder, VarIntCoder
from apache_beam.transforms.userstate import BagStateSpec, TimeDomain, TimerSpec, on_timer
from apache_beam.transforms.window import GlobalWindows, TimestampedValue
from apache_beam.utils.timestamp import Timestamp

from pipeline.duplicates import MOST_COMPARED, THRESHOLD, overlaps, sketch_article
from pipeline.elements import LinkedArticle

MICROS = 1_000_000
NO_DATE = 1e18
"""For an article without a date: later than all, and a number that survives every coder."""


class Came(NamedTuple):
    """An article that came: when (in microseconds), published when, its id, its sketch's values.

    They are ordered as their fields are: of two that overlap, the lesser is the original.
    """

    at: int
    published: float
    article_id: str
    values: bytes


class Mark(NamedTuple):
    """``article_id`` repeats ``original``, which came ``at``, ``published`` then."""

    article_id: str
    at: int
    published: float
    original: str


def in_bands(
    linked: LinkedArticle, timestamp: Timestamp = beam.DoFn.TimestampParam
) -> Iterator[tuple[int, Came]]:
    """The article under the key of each of its bands; none where it is too short to compare."""
    copy, values, bands = sketch_article(linked.article)
    came = Came(timestamp.micros, min(copy.published, NO_DATE), copy.article_id, values)
    for band in bands:
        yield band, came


def marks_among(fresh: Came, held: list[Came]) -> Iterator[tuple[Mark, int]]:
    """A mark, and when the marked article came, for each of ``held`` that ``fresh`` overlaps."""
    if held:
        (estimates,) = overlaps([fresh.values], [other.values for other in held]).tolist()
        for other, overlap in zip(held, estimates, strict=True):
            if overlap >= THRESHOLD:
                original, repeat = sorted((fresh, other))
                mark = Mark(repeat.article_id, original.at, original.published, original.article_id)
                yield mark, repeat.at


class CompareInBand(beam.DoFn):
    """(band, Came) to the marks of those that repeat others in the band, in their time.

    A band holds the newest MOST_COMPARED that came within ``within`` seconds.
    """

    HELD = BagStateSpec(
        "held", TupleCoder((VarIntCoder(), FloatCoder(), StrUtf8Coder(), BytesCoder()))
    )
    FORGET = TimerSpec("forget", TimeDomain.WATERMARK)

    def __init__(self, within: float) -> None:
        self.within = within

    def process(
        self,
        element: tuple[int, Came],
        timestamp: Timestamp = beam.DoFn.TimestampParam,
        held: Any = beam.DoFn.StateParam(HELD),
        forget: Any = beam.DoFn.TimerParam(FORGET),
    ) -> Iterator[Any]:
        fresh = Came(*element[1])
        all_held = [Came(*entry) for entry in held.read()]
        since = max([fresh, *all_held]).at - int(self.within * MICROS)
        known = sorted(other for other in all_held if other.at >= since)
        for mark, at in marks_among(fresh, known):
            yield TimestampedValue(mark, Timestamp(micros=max(at, timestamp.micros)))
        kept = known[-MOST_COMPARED + 1 :]
        if len(kept) < len(all_held):
            held.clear()
            for other in kept:
                held.add(tuple(other))
        held.add(tuple(fresh))
        forget.set(Timestamp(micros=since) + 2 * self.within)

    @on_timer(FORGET)
    def forget(self, held: Any = beam.DoFn.StateParam(HELD)) -> None:
        """Clear the state of a band."""
        held.clear()


@dataclasses.dataclass
class FindRepeats(beam.PTransform):
    """PCollection[LinkedArticle] to PCollection[Mark], any number for an article that repeats some.

    Input: any windows. Output: the global one; a mark has the timestamp of the article that it is
    for, so that both are in one window later.

    Args:
        within: seconds of event time for which an article is compared with later ones.
    """

    within: float

    def __post_init__(self) -> None:
        super().__init__()

    def expand(self, articles: beam.PCollection[LinkedArticle]) -> beam.PCollection[Mark]:
        return (
            articles
            | "OutOfWindows" >> beam.WindowInto(GlobalWindows())
            | "InBands" >> beam.FlatMap(in_bands)
            | "CompareInBand" >> beam.ParDo(CompareInBand(self.within)).with_output_types(Mark)
        )

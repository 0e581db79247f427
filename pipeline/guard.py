"""How a stage meets bad input: rejects and dead letters go to outputs of their own.

Every stage is a plain function from one element to some results. ``Guarded`` runs it: results go
on as they come, a ``Rejected`` goes to the output ``rejected``, and an exception becomes a
``DeadLetter`` with stage, source, message and stack. One bad element never stops a run, and none is
lost.
"""

import time
import traceback
from collections.abc import Callable, Iterable, Iterator
from typing import Any

import apache_beam as beam
from apache_beam.metrics import Metrics

from pipeline.elements import (
    Article,
    ClassifiedArticle,
    DeadLetter,
    Document,
    LinkedArticle,
    MentionedArticle,
    RawFile,
    Rejected,
)

Outputs = Any
"""Several PCollections by name, as a stage returns them. Beam logs a warning for each ``expand``
that is annotated with anything but a PCollection or Any.
"""

REJECTED = "rejected"
DEAD_LETTERS = "dead_letters"
MICROSECONDS = "microseconds"
"""The counter of the time that a stage's function takes."""


def source_of(element: object) -> tuple[str, str | None, int | None]:
    """The source uri, record and offset of any element that flows between the stages."""
    match element:
        case RawFile():
            return element.uri, None, None
        case Document():
            return element.source_uri, element.source_record, None
        case Article():
            return element.source_uri, element.source_record, element.start
        case ClassifiedArticle() | MentionedArticle() | LinkedArticle():
            return source_of(element.article)
        case Rejected():
            return element.source_uri, element.source_record, element.start
        case _:
            return "", None, None


def dead_letter(stage: str, element: object, error: BaseException) -> DeadLetter:
    """What is kept of ``element`` when ``error`` is raised on it in ``stage``."""
    uri, record, offset = source_of(element)
    return DeadLetter(
        stage=stage,
        source_uri=uri,
        source_record=record,
        offset=offset,
        error=type(error).__name__,
        message=str(error),
        stack="".join(traceback.format_exception(error)),
    )


class Route(beam.DoFn):
    """Sends each outcome of a stage to its output, and counts it.

    Main output: results, in order. Output ``rejected``: what is ``Rejected``. Output
    ``dead_letters``: what is a ``DeadLetter``.
    """

    def __init__(self, stage: str) -> None:
        self.stage = stage
        self.failed = Metrics.counter(stage, DEAD_LETTERS)
        self.refused = Metrics.counter(stage, REJECTED)
        self.passed = Metrics.counter(stage, "results")

    def process(self, element: Any) -> Iterator[Any]:
        if isinstance(element, DeadLetter):
            self.failed.inc()
            yield beam.pvalue.TaggedOutput(DEAD_LETTERS, element)
        elif isinstance(element, Rejected):
            self.refused.inc()
            yield beam.pvalue.TaggedOutput(REJECTED, element)
        else:
            self.passed.inc()
            yield element


class Guarded(Route):
    """Runs a stage's function on each element and routes what comes of it.

    Results are passed on as they come, so that a function that yields them can make any number out
    of one element without holding them. Where it fails, one dead letter stands for what is left:
    the results before it are good and stay. A function that must give all or nothing returns a
    list.
    """

    def __init__(self, stage: str, function: Callable[[Any], Iterable[Any]]) -> None:
        super().__init__(stage)
        self.function = function
        self.taken = Metrics.counter(stage, MICROSECONDS)

    def process(self, element: Any) -> Iterator[Any]:
        try:
            for result in self.timed(element):
                yield from super().process(result)
        except Exception as error:
            yield from super().process(dead_letter(self.stage, element, error))

    def timed(self, element: Any) -> Iterator[Any]:
        """The results of the function, the time it takes counted, and not that of later steps."""
        begun = time.perf_counter()
        try:
            for result in self.function(element):
                self.taken.inc(round((time.perf_counter() - begun) * 1e6))
                yield result
                begun = time.perf_counter()
        finally:
            self.taken.inc(round((time.perf_counter() - begun) * 1e6))

"""One chunk in this process: read, found and staged, but for no reader to see yet.

While it goes on, ``HERE`` tells how far it has come.
"""

import dataclasses
from typing import NamedTuple

import apache_beam as beam
from apache_beam.metrics.metric import MetricResults, MetricsFilter
from apache_beam.runners.portability.fn_api_runner import FnApiRunner

from pipeline.elements import DeadLetter, Document, LinkedArticle, Rejected, RunStamp
from pipeline.graph import ExtractEvents, ReadEvents
from pipeline.guard import DEAD_LETTERS, MICROSECONDS, REJECTED, Outputs
from pipeline.runs.chunks import Chunk
from pipeline.write import StagedFile, StageTables

INFERENCE = "inference_batch_latency_micro_secs"
"""Beam's name of the time that the model takes of a stage."""


@dataclasses.dataclass
class Progress:
    """What a chunk has come to."""

    articles: int = 0
    events: int = 0
    dead_letters: int = 0
    characters: int = 0

    def clear(self) -> None:
        """Begin again."""
        self.articles = self.events = self.dead_letters = self.characters = 0


class Staged(NamedTuple):
    """A chunk whose files are in the staging folder, with the time that it took by stage."""

    files: tuple[StagedFile, ...]
    seconds: dict[str, float]


HERE = Progress()
"""Of the chunk in this process. Steps of a pipeline can reach no other object of it."""
_FILES: list[StagedFile] = []


def note(element: LinkedArticle | DeadLetter) -> None:
    """Count what the pipeline of this process has come to."""
    if isinstance(element, DeadLetter):
        HERE.dead_letters += 1
        return
    HERE.articles += 1
    HERE.events += len(element.events)
    HERE.characters += element.article.end - element.article.start


def keep(file: StagedFile) -> None:
    """Remember a file that the pipeline of this process has staged."""
    _FILES.append(file)


def stage_chunk(chunk: Chunk, run: RunStamp, output: str, read: ReadEvents) -> Staged:
    """Stage the rows of a chunk; one at a time in a process."""
    HERE.clear()
    _FILES.clear()
    pipeline = beam.Pipeline(runner=FnApiRunner())
    found = elements_of(pipeline, chunk, read)
    _ = found["articles"] | "NoteArticles" >> beam.Map(note)
    _ = found[DEAD_LETTERS] | "NoteDeadLetters" >> beam.Map(note)
    _ = found | "StageTables" >> StageTables(output, run) | "KeepNames" >> beam.Map(keep)
    result = pipeline.run()
    result.wait_until_finish()
    return Staged(tuple(sorted(set(_FILES))), seconds_by_stage(result.metrics()))


def elements_of(pipeline: beam.Pipeline, chunk: Chunk, read: ReadEvents) -> Outputs:
    """What is in the files and parts of a chunk, as ``StageTables`` takes it."""
    outcomes: dict[type, list[object]] = {Document: [], Rejected: [], DeadLetter: []}
    for outcome in chunk.outcomes:
        outcomes[type(outcome)].append(outcome)
    found = {
        "articles": [pipeline | "NoArticles" >> beam.Create([])],
        REJECTED: [pipeline | "Refused" >> beam.Create(outcomes[Rejected])],
        DEAD_LETTERS: [pipeline | "Failed" >> beam.Create(outcomes[DeadLetter])],
    }
    sources = []  # a graph costs time by its size, so there is none for nothing
    if chunk.files:
        files = pipeline | "Files" >> beam.Create(chunk.files)
        sources.append(files | "ReadEvents" >> read)
    if outcomes[Document]:
        documents = pipeline | "Documents" >> beam.Create(outcomes[Document])
        sources.append(documents | "ExtractEvents" >> ExtractEvents(read.model))
    return {
        name: [*fixed, *(source[name] for source in sources)] | f"Gather/{name}" >> beam.Flatten()
        for name, fixed in found.items()
    }


def seconds_by_stage(metrics: MetricResults) -> dict[str, float]:
    """The seconds that the functions of each stage, and the model in it, have taken."""
    found: dict[str, float] = {}
    counters = metrics.query(MetricsFilter().with_name(MICROSECONDS))["counters"]
    batches = metrics.query(MetricsFilter().with_name(INFERENCE))["distributions"]
    taken = [(each.key.metric.namespace, each.result) for each in counters]
    taken += [(each.key.metric.namespace, each.result.sum) for each in batches]
    for stage, microseconds in taken:
        found[stage] = found.get(stage, 0.0) + microseconds / 1e6
    return found

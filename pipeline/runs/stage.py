"""One chunk in this process: read, found and staged, but for no reader to see yet.

While it goes on, ``HERE`` tells how far it has come.
"""

import dataclasses
from typing import Any, NamedTuple

import apache_beam as beam
from apache_beam.metrics.metric import MetricResults, MetricsFilter
from apache_beam.runners.portability.fn_api_runner import FnApiRunner

from pipeline.elements import DeadLetter, Document, LinkedArticle, Rejected, RunStamp
from pipeline.graph import ExtractEvents, ReadEvents
from pipeline.guard import DEAD_LETTERS, MICROSECONDS, REJECTED, Outputs
from pipeline.inference import Tally
from pipeline.runs.chunks import Chunk
from pipeline.write import StagedFile, StageTables
from schemas import PassMetrics

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
    """A chunk whose files are in the staging folder, with what it took by stage."""

    files: tuple[StagedFile, ...]
    seconds: dict[str, float]
    passes: dict[str, PassMetrics]


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
    _ = found | "StageTables" >> StageTables(output, run) | "KeepNames" >> beam.Map(keep)
    result = pipeline.run()
    result.wait_until_finish()
    metrics = result.metrics()
    return Staged(tuple(sorted(set(_FILES))), seconds_by_stage(metrics), passes_by_stage(metrics))


def elements_of(pipeline: beam.Pipeline, chunk: Chunk, read: ReadEvents) -> Outputs:
    """What is in the files and parts of a chunk, as ``StageTables`` takes it."""
    outcomes: dict[type, list[Any]] = {Document: [], Rejected: [], DeadLetter: []}
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
    for letter in outcomes[DeadLetter]:
        note(letter)
    for number, source in enumerate(sources):  # before they are gathered: that waits for the last
        for name in ("articles", DEAD_LETTERS):
            _ = source[name] | f"Note/{number}/{name}" >> beam.Map(note)
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


def passes_by_stage(metrics: MetricResults) -> dict[str, PassMetrics]:
    """What the passes of the model have read; none where a stage has not called the network."""
    found: dict[str, dict[str, int]] = {}
    for name in Tally._fields:
        for each in metrics.query(MetricsFilter().with_name(name))["counters"]:
            stage = found.setdefault(each.key.metric.namespace, {})
            stage[name] = stage.get(name, 0) + each.result
    tallies = {stage: Tally(**counts) for stage, counts in found.items()}
    return {
        stage: PassMetrics(
            sentences=tally.sentences,
            windows=tally.windows,
            batches=tally.batches,
            batch_size=round(tally.windows / tally.batches, 2),
            padding=round(tally.padding / tally.ids, 4),
            seconds=tally.network_microseconds / 1e6,
        )
        for stage, tally in tallies.items()
        if tally.batches
    }

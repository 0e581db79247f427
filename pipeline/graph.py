"""The graph: the stages, joined. No pipeline is made here and nothing is run."""

import dataclasses
from collections.abc import Mapping

import apache_beam as beam

from models import SHIPPED_MODEL
from pipeline.classify import ClassifyEvents
from pipeline.elements import Document, RawFile
from pipeline.extract import ExtractArguments
from pipeline.guard import DEAD_LETTERS, REJECTED, Outputs
from pipeline.inference import ModelSettings
from pipeline.link import LinkEvents
from pipeline.read import DEFAULT_MAX_BYTES, ReadDocuments
from pipeline.segment import SegmentArticles


@dataclasses.dataclass
class ExtractEvents(beam.PTransform):
    """Documents to articles with their events: segment, classify, extract, link.

    Input: PCollection[Document]. Output: a dict of PCollections: ``articles`` (LinkedArticle),
    ``rejected`` (Rejected), ``dead_letters`` (DeadLetter). Works in any window, and
    leaves an element in its own; timestamps become the end of it. Every article of every document
    is in exactly one of the three.

    Args:
        model: the model's settings, or its folder.
    """

    model: str | ModelSettings = SHIPPED_MODEL

    def __post_init__(self) -> None:
        super().__init__()

    def expand(self, documents: beam.PCollection[Document]) -> Outputs:
        segmented = documents | "SegmentArticles" >> SegmentArticles()
        classified = segmented.articles | "ClassifyEvents" >> ClassifyEvents(self.model)
        extracted = classified.articles | "ExtractArguments" >> ExtractArguments(self.model)
        linked = extracted.articles | "LinkEvents" >> LinkEvents()
        return {
            "articles": linked.articles,
            REJECTED: [segmented[REJECTED], classified[REJECTED]]
            | "GatherRejected" >> beam.Flatten(),
            DEAD_LETTERS: [
                stage[DEAD_LETTERS] for stage in (segmented, classified, extracted, linked)
            ]
            | "GatherDeadLetters" >> beam.Flatten(),
        }


@dataclasses.dataclass
class ReadEvents(beam.PTransform):
    """Files to articles with their events: ``ReadDocuments``, then ``ExtractEvents``.

    Input: PCollection[RawFile]. Output: as ``ExtractEvents``, with ``files`` (RawFile) beside: all
    that ``WriteTables`` takes.

    Args:
        model: the model's settings, or its folder.
        fields: the names of fields in tables and JSON, as for ``ReadDocuments``.
        max_bytes: the most that one document may hold, as for ``ReadDocuments``.
    """

    model: str | ModelSettings = SHIPPED_MODEL
    fields: Mapping[str, str] = dataclasses.field(default_factory=dict)
    max_bytes: int = DEFAULT_MAX_BYTES

    def __post_init__(self) -> None:
        super().__init__()

    def expand(self, files: beam.PCollection[RawFile]) -> Outputs:
        read = files | "ReadDocuments" >> ReadDocuments(self.max_bytes, self.fields)
        found = read.documents | "ExtractEvents" >> ExtractEvents(self.model)
        return {
            "files": files,
            "articles": found["articles"],
            REJECTED: [read[REJECTED], found[REJECTED]] | "GatherRejected" >> beam.Flatten(),
            DEAD_LETTERS: [read[DEAD_LETTERS], found[DEAD_LETTERS]]
            | "GatherDeadLetters" >> beam.Flatten(),
        }

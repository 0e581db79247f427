"""The streaming graph: messages to windows of tables, by the same stages as everything else."""

import dataclasses
from collections.abc import Mapping

import apache_beam as beam
from apache_beam.io.gcp.pubsub import PubsubMessage

from models import SHIPPED_MODEL
from pipeline.graph import ExtractEvents
from pipeline.guard import DEAD_LETTERS, REJECTED
from pipeline.inference import ModelSettings
from pipeline.read import DEFAULT_MAX_BYTES, ReadDocuments
from pipeline.stream.messages import ReadMessages
from pipeline.stream.repeats import FindRepeats
from pipeline.stream.write import MARKS, WriteWindows
from schemas import Manifest


@dataclasses.dataclass
class StreamTables(beam.PTransform):
    """Pub/Sub messages to the tables: ``PCollection[PubsubMessage]`` to ``PCollection[Manifest]``.

    Input: notifications of Cloud Storage and messages that hold an article, in the global window,
    with the time of their publication for a timestamp. Output: a manifest for each pane, when its
    rows are visible.

    Args:
        write: where to, and in which windows.
        model: the model's settings, or its folder.
        fields: the names of fields in JSON and tables, as for ``ReadDocuments``.
        max_bytes: the most that one document may hold, as for ``ReadDocuments``.
        repeats_within: seconds for which later articles are compared with one; 0 compares none.
    """

    write: WriteWindows
    model: str | ModelSettings = SHIPPED_MODEL
    fields: Mapping[str, str] = dataclasses.field(default_factory=dict)
    max_bytes: int = DEFAULT_MAX_BYTES
    repeats_within: float = 0

    def __post_init__(self) -> None:
        super().__init__()
        if self.repeats_within < 0:
            raise ValueError(f"repeats_within must not be below 0, as {self.repeats_within} is")

    def expand(self, messages: beam.PCollection[PubsubMessage]) -> beam.PCollection[Manifest]:
        # As long as a window takes late elements, a message may come again.
        remember = self.write.allowed_lateness + self.write.window
        taken = messages | "ReadMessages" >> ReadMessages(
            self.write.output, remember, self.max_bytes, self.fields
        )
        read = taken["files"] | "ReadDocuments" >> ReadDocuments(self.max_bytes, self.fields)
        documents = [read.documents, taken["documents"]] | "GatherDocuments" >> beam.Flatten()
        # The model's batches take the time of their window: in the global one, the end of time.
        windowed = documents | "IntoWindows" >> self.write.into_windows()
        found = windowed | "ExtractEvents" >> ExtractEvents(self.model)
        outputs = {"files": taken["files"], "articles": found["articles"]}
        for name in (REJECTED, DEAD_LETTERS):
            before = [taken[name], read[name]] | f"Gather_{name}" >> beam.Flatten()
            windowed = before | f"IntoWindows_{name}" >> self.write.into_windows()
            outputs[name] = [windowed, found[name]] | f"GatherAll_{name}" >> beam.Flatten()
        if self.repeats_within:
            outputs[MARKS] = found["articles"] | "FindRepeats" >> FindRepeats(self.repeats_within)
        return outputs | "WriteWindows" >> self.write

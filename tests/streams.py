"""What the tests of streaming share: messages, a quick stand-in for the model, and the tables."""

import dataclasses
import json
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import apache_beam as beam
import pyarrow.parquet as pq
from apache_beam.io.gcp.pubsub import PubsubMessage
from apache_beam.options.pipeline_options import PipelineOptions
from apache_beam.runners.direct.direct_runner import BundleBasedDirectRunner
from apache_beam.testing.test_stream import TestStream
from apache_beam.transforms.window import TimestampedValue

from models import SHIPPED_MODEL
from pipeline.elements import RunStamp
from pipeline.inference import Asked, Extraction, FoundType
from pipeline.inference.decoding import TaggedSpan
from pipeline.inference.package import read_package
from pipeline.stream import StreamTables, WriteWindows
from pipeline.write import manifests
from schemas.values import Realis

START = datetime(2026, 1, 5, 12, tzinfo=UTC)
"""When the time of the tests begins; all times in them are seconds after it."""
WINDOW, LATENESS = 60, 3600

TEXT = (
    "A court in {0} fined the firm {0} Harbour Bank {1} million dollars on Monday over late "
    "filings in {1} cases.\n\nJudge Ann {0} of the {0} Commercial Court said that {0} Harbour Bank "
    "had kept {1} records from the {0} Office of Audits since 20{1}, and that its chairman Tom {0} "
    "knew of {1} warnings by Inspector Maria {0}.\n\nThe {0} Harbour Bank will pay in {1} parts "
    "to the {0} Treasury, its lawyer Peter {0} told the {0} Courier."
)


def text_of(name: str, number: int = 11) -> str:
    """An article; those of two names or numbers are no copies of each other."""
    return TEXT.format(name, number)


def carried(name: str, number: int = 11, **fields: str) -> PubsubMessage:
    """A message that holds an article."""
    record = {"title": f"{name} bank pays", "text": text_of(name, number), **fields}
    return PubsubMessage(json.dumps(record).encode(), {}, f"id-of-{name}")


def notification(name: str, generation: int = 1, event: str = "OBJECT_FINALIZE") -> PubsubMessage:
    """What Cloud Storage says of an object in the bucket ``news``."""
    attributes = {
        "bucketId": "news",
        "objectId": name,
        "objectGeneration": str(generation),
        "eventType": event,
        "payloadFormat": "NONE",
    }
    return PubsubMessage(b"", attributes, f"{name}-{generation}")


class QuickModel:
    """Takes every sentence with the word "fined" for a fine."""

    def __init__(self) -> None:
        self.package = read_package(Path(SHIPPED_MODEL))

    def find(self, sentences: Sequence[str], _threshold: float) -> list[FoundType]:
        return [FoundType(n, "fine", 0.99) for n, text in enumerate(sentences) if "fined" in text]

    def extract(self, asked: Sequence[Asked]) -> list[Extraction]:
        starts = [one.sentence.index("fined") for one in asked]
        return [
            Extraction(0.99, Realis.ACTUAL, TaggedSpan(start, start + 5, 0.99), ())
            for start in starts
        ]


def at(seconds: float, *messages: PubsubMessage) -> list[TimestampedValue]:
    """Messages that were published then."""
    return [TimestampedValue(message, START.timestamp() + seconds) for message in messages]


class Clock(TestStream):
    """A stream whose time begins at START."""

    def until(self, seconds: float) -> "Clock":
        self.advance_watermark_to(START.timestamp() + seconds)
        return self


JOB = RunStamp("stream-job-1", START, "1.2.3", "1.0.0", "small-1")


def tables(output: str, job: RunStamp = JOB, *, within: float = 0, **write: Any) -> StreamTables:
    """The job under test, with windows of a minute."""
    times = {"window": WINDOW, "allowed_lateness": LATENESS, **write}
    return StreamTables(WriteWindows(output=output, job=job, **times), repeats_within=within)


def run_stream(stream: TestStream, transform: StreamTables) -> None:
    """Run a job until the stream ends."""
    options = PipelineOptions(streaming=True)
    with beam.Pipeline(runner=BundleBasedDirectRunner(), options=options) as pipeline:
        _ = pipeline | stream | "StreamTables" >> transform


def rows_in(output: str, table: str) -> list[dict[str, Any]]:
    """All rows of a table on the local disk, as a reader's glob finds them."""
    files = sorted(Path(output, table).glob("*.parquet"))
    return [row for file in files for row in pq.ParquetFile(file).read().to_pylist()]


def titles_by_window(output: str) -> dict[tuple[float, str], list[str]]:
    """The titles written, by the second when the window begins, and whether they came in time."""
    found: dict[tuple[float, str], list[str]] = {}
    of_run = {each.run_id: each for each in manifests(output)}
    for row in rows_in(output, "articles"):
        settings = of_run[row["run_id"]].settings
        start = datetime.fromisoformat(str(settings["window_start"])) - START
        pane = "first" if settings["pane"] == 0 else "later"
        found.setdefault((start.total_seconds(), pane), []).append(row["title"])
    return {key: sorted(titles) for key, titles in found.items()}


def listed(output: str) -> list[str]:
    """The table files that the manifests tell of."""
    return sorted(file.path for each in manifests(output) for file in each.files)


def other_job(run_id: str) -> RunStamp:
    """The stamp of another job."""
    return dataclasses.replace(JOB, run_id=run_id)

"""Windows of elements to the tables: each pane of a window is a run, committed like any other.

    elements --by shard--> window --pane--> staged files --barrier--> renamed into place, manifest

All rows of an article are in one pane of one shard, so they become visible together. What is staged
is decided once: the barrier keeps the list of files, so a bundle that is tried again, before it or
after it, leads to the same files.
"""

import dataclasses
import itertools
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from datetime import UTC, datetime
from typing import Any

import apache_beam as beam
from apache_beam.transforms.trigger import (
    AccumulationMode,
    AfterCount,
    AfterProcessingTime,
    AfterWatermark,
)
from apache_beam.transforms.window import FixedWindows, GlobalWindows, IntervalWindow
from apache_beam.utils.windowed_value import PaneInfo, PaneInfoTiming
from pydantic import BaseModel

from pipeline.elements import DeadLetter, LinkedArticle, RawFile, Rejected, RunStamp
from pipeline.guard import DEAD_LETTERS, REJECTED, Outputs
from pipeline.identity import identity
from pipeline.stream.repeats import Mark
from pipeline.write import (
    ROWS_PER_FILE,
    STREAMED,
    StagedFile,
    check_output,
    commit,
    manifest_of,
    rows_or_dead_letter,
    stage_rows,
)
from schemas import Article, Manifest, table_of

Settings = Mapping[str, str | int | float | bool | None]
MARKS = "marks"


def shard_of(element: object, shards: int) -> int:
    """The shard of an element: that of its article or source, so what belongs together meets."""
    match element:
        case LinkedArticle():
            name = element.article.article_id
        case Mark():
            name = element.article_id
        case Rejected() | DeadLetter():
            name = element.source_uri
        case RawFile():
            name = element.uri
        case _:
            raise TypeError(f"no shard for a {type(element).__name__}")
    return int(identity(name)[:8], 16) % shards


def by_shard(element: Any, shards: int) -> tuple[int, Any]:
    """An element under its shard."""
    return shard_of(element, shards), element


def run_of_pane(job: RunStamp, start: datetime, shard: int, pane: int) -> RunStamp:
    """The stamp of the run that a pane is; its id is the same whenever the pane is written.

    It tells the job, too: after a drain, another job may well go on in the same window.
    """
    mark = identity(job.run_id)[:8]
    run_id = f"{STREAMED}{start:%Y%m%dT%H%M%SZ}-shard{shard}-pane{pane}-{mark}"
    return dataclasses.replace(job, run_id=run_id, started_at=datetime.now(UTC))


def originals_in(elements: Iterable[object]) -> dict[str, str]:
    """``article_id`` to ``duplicate_of`` of those that are here: of all they repeat, the first.

    An article that is there twice, as it may be in two generations of one object, is written once
    and does not repeat itself; where it was written in an earlier pane, it repeats that.
    """
    first: dict[str, Mark] = {}
    held: Counter[str] = Counter()
    for element in elements:
        if isinstance(element, LinkedArticle):
            held[element.article.article_id] += 1
        elif isinstance(element, Mark):
            first[element.article_id] = min(first.get(element.article_id, element), element)
    return {
        article_id: mark.original
        for article_id, mark in first.items()
        if held[article_id] == 1 or (held[article_id] and mark.original != article_id)
    }


def rows_in(
    elements: Iterable[object], run: RunStamp, originals: Mapping[str, str]
) -> Iterator[BaseModel]:
    """The rows of the elements of a pane."""
    written = set()
    for element in elements:
        if isinstance(element, Mark | RawFile):
            continue
        if isinstance(element, LinkedArticle):
            if element.article.article_id in written:
                continue
            written.add(element.article.article_id)
        for row in rows_or_dead_letter(element, run):
            if isinstance(row, Article) and row.article_id in originals:
                yield row.model_copy(update={"duplicate_of": originals[row.article_id]})
            else:
                yield row


def stage_pane(rows: Iterable[BaseModel], output: str, run: RunStamp) -> Iterator[StagedFile]:
    """Write the rows of a pane into the staging folder, so many at a time: it may be a backlog."""
    rows = iter(rows)
    while held := list(itertools.islice(rows, ROWS_PER_FILE)):
        by_table: defaultdict[str, list[BaseModel]] = defaultdict(list)
        for row in held:
            by_table[table_of(type(row))].append(row)
        for table in sorted(by_table):
            yield stage_rows(output, run.run_id, table, by_table[table])


class StagePane(beam.DoFn):
    """(shard, elements of a pane) to the manifest of what is staged of it."""

    def __init__(self, output: str, job: RunStamp, settings: Settings) -> None:
        self.output = output
        self.job = job
        self.settings = settings

    def process(
        self,
        element: tuple[int, Iterable[Any]],
        window: IntervalWindow = beam.DoFn.WindowParam,
        pane: PaneInfo = beam.DoFn.PaneInfoParam,
    ) -> Iterator[Manifest]:
        shard, elements = element
        start, end = window.start.to_utc_datetime(True), window.end.to_utc_datetime(True)
        run = run_of_pane(self.job, start, shard, pane.index)
        originals = originals_in(elements)
        staged = list(stage_pane(rows_in(elements, run, originals), self.output, run))
        files = {each for each in elements if isinstance(each, RawFile)}
        place = {
            "window_start": start.isoformat(),
            "window_end": end.isoformat(),
            "shard": shard,
            "pane": pane.index,
            "timing": PaneInfoTiming.to_string(pane.timing).lower(),
        }
        if staged or files:
            settings = {**self.settings, **place}
            yield manifest_of(run, staged, files, settings, len(originals))


def commit_pane(manifest: Manifest, output: str) -> Manifest:
    """Make what was staged visible; safe to do again."""
    commit(output, manifest)
    return manifest


@dataclasses.dataclass
class WriteWindows(beam.PTransform):
    """Elements of all kinds to the tables, a committed run for each pane of a window and shard.

    Input: a dict of PCollections in any windows: those of ``WriteTables``, and ``marks`` (Mark) if
    there are any; timestamps put them into the windows of this. Output: PCollection[Manifest], each
    when its files are visible.

    Args:
        output: folder of the tables, on any Beam file system.
        job: the stamp of the job; its ``run_id`` tells the jobs on one output apart.
        window: seconds of a window.
        allowed_lateness: seconds after its end until which a window takes elements.
        late_delay: seconds of processing time for which late elements are gathered; 0 writes them
            as they come, all that the local runner can do.
        shards: files of one table in a pane; more where a shard has over ROWS_PER_FILE rows.
        settings: what the manifests say of how the job was set.
    """

    output: str
    job: RunStamp
    window: float
    allowed_lateness: float
    late_delay: float = 0
    shards: int = 1
    settings: Settings = dataclasses.field(default_factory=dict)

    def __post_init__(self) -> None:
        super().__init__()
        check_output(self.output)
        if self.window <= 0 or self.allowed_lateness < 0 or self.late_delay < 0 or self.shards < 1:
            raise ValueError("window and shards must be above 0, lateness and delay not below")
        late = AfterProcessingTime(int(self.late_delay)) if self.late_delay else AfterCount(1)
        self.trigger = AfterWatermark(late=late)  # one for all: Beam takes two equal ones for two

    def into_windows(self) -> beam.WindowInto:
        """The step that puts elements into windows by their timestamps."""
        return beam.WindowInto(
            FixedWindows(self.window),
            trigger=self.trigger,
            accumulation_mode=AccumulationMode.DISCARDING,
            allowed_lateness=self.allowed_lateness,
        )

    def expand(self, inputs: Outputs) -> beam.PCollection[Manifest]:
        names = ("articles", REJECTED, DEAD_LETTERS, "files", MARKS)
        windowed = [  # one by one: what is gathered has to be in windows of one kind
            inputs[name] | f"IntoWindows_{name}" >> self.into_windows()
            for name in names
            if name in inputs
        ]
        return (
            windowed
            | "GatherElements" >> beam.Flatten()
            | "ByShard" >> beam.Map(by_shard, shards=self.shards)
            | "GatherPanes" >> beam.GroupByKey()
            | "StagePanes" >> beam.ParDo(StagePane(self.output, self.job, dict(self.settings)))
            # Nothing is late in the global window: the barrier drops what is.
            | "OutOfWindows" >> beam.WindowInto(GlobalWindows())
            | "Barrier" >> beam.Reshuffle()
            | "CommitPanes" >> beam.Map(commit_pane, output=self.output)
        )

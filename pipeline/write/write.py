"""Rows of all tables to Parquet files, committed together as one run.

Files are written by bundles into a staging folder; only their names are gathered, never rows. When
all are there, those of the articles are marked (``pipeline.write.repeats``), and one step renames
all into place and writes the manifest (``pipeline.write.store``).
"""

import dataclasses
import hashlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import UTC, datetime

import apache_beam as beam
from apache_beam.pvalue import AsIter, AsSingleton
from apache_beam.transforms.window import GlobalWindow
from apache_beam.utils.windowed_value import WindowedValue
from pydantic import BaseModel

from pipeline.elements import RawFile, RunStamp
from pipeline.guard import DEAD_LETTERS, REJECTED, Outputs
from pipeline.write import store
from pipeline.write.folder import check_output
from pipeline.write.repeats import TABLE, MarkRepeats
from pipeline.write.rows import rows_or_dead_letter
from pipeline.write.store import NOTHING, Revision, StagedFile
from schemas import SCHEMA_VERSION, InputFile, Manifest, PassMetrics, table_of

DUPLICATES = "duplicates"
"""What a manifest counts under this name: the articles of the run that repeat others."""
Settings = Mapping[str, str | int | float | bool | None]
ROWS_PER_FILE = 20_000
"""Rows a worker holds of one table before it writes a file."""


def sort_key(row: BaseModel) -> tuple[bool, datetime, str, int]:
    """By published_at (unknown last), then article, then place in the text."""
    published = getattr(row, "published_at", None)
    return (
        published is None,
        published or datetime.min.replace(tzinfo=UTC),
        str(getattr(row, "article_id", "")),
        int(getattr(row, "start", 0)),
    )


def file_name(run_id: str, rows: Sequence[BaseModel]) -> str:
    """A name made of the ids of the rows: a bundle that is tried again writes the same file."""
    ids = (str(next(iter(row))[1]) for row in rows)  # the id is every row's first column
    return f"part-{run_id}-{hashlib.sha256(' '.join(ids).encode()).hexdigest()[:12]}.parquet"


def stage_rows(output: str, run_id: str, table: str, rows: Sequence[BaseModel]) -> StagedFile:
    """Write rows of one table, in order, into a file in the staging folder of their run."""
    ordered = sorted(rows, key=sort_key)
    return store.stage(output, run_id, table, file_name(run_id, ordered), ordered)


class StageRows(beam.DoFn):
    """Elements to the staged files that hold their rows.

    An element whose rows are not valid is written as a dead letter.
    """

    def __init__(self, output: str, run: RunStamp) -> None:
        self.output = output
        self.run = run
        self.rows: dict[str, list[BaseModel]] = {}

    def start_bundle(self) -> None:
        self.rows = {}

    def process(self, element: object) -> Iterator[StagedFile]:
        for row in rows_or_dead_letter(element, self.run):
            table = table_of(type(row))
            held = self.rows.setdefault(table, [])
            held.append(row)
            if len(held) >= ROWS_PER_FILE:
                yield self.stage(table)

    def finish_bundle(self) -> Iterator[WindowedValue]:
        for table in sorted(self.rows):
            if self.rows[table]:
                staged = self.stage(table)
                window = GlobalWindow()
                yield WindowedValue(staged, window.max_timestamp(), [window])

    def stage(self, table: str) -> StagedFile:
        """Write what is held of a table, in order, and let go of it."""
        return stage_rows(self.output, self.run.run_id, table, self.rows.pop(table))


def commit_run(
    run: RunStamp,
    staged: Iterable[StagedFile],
    files: Iterable[RawFile | InputFile],
    output: str,
    settings: Settings,
    replaces: Sequence[str],
    duplicates: int = 0,
    seconds: Mapping[str, float] | None = None,
    revision: Revision = NOTHING,
    metrics: Mapping[str, PassMetrics] | None = None,
) -> Manifest:
    """Commit what a run has staged; safe to do again. Returns the manifest that was written."""
    written = sorted(set(staged))
    written += store.empty_files(output, run.run_id, written, replaces, revision.manifests)
    manifest = manifest_of(run, written, files, settings, duplicates, seconds, metrics)
    store.commit(output, manifest, replaces=replaces, revision=revision)
    return manifest


def manifest_of(
    run: RunStamp,
    written: Iterable[StagedFile],
    files: Iterable[RawFile | InputFile],
    settings: Settings,
    duplicates: int = 0,
    seconds: Mapping[str, float] | None = None,
    metrics: Mapping[str, PassMetrics] | None = None,
) -> Manifest:
    """The manifest of a run that ends now: ``files`` is what it read, ``written`` its tables."""
    finished_at = datetime.now(UTC)
    return Manifest(
        run_id=run.run_id,
        status="committed",
        started_at=run.started_at,
        finished_at=finished_at,
        pipeline_version=run.pipeline_version,
        ontology_version=run.ontology_version,
        schema_version=SCHEMA_VERSION,
        model_id=run.model_id,
        settings=dict(settings),
        inputs=tuple(map(input_file, sorted(files, key=lambda file: file.uri))),
        files=tuple(store.output_file(file) for file in written),
        counts=rows_by_table(written) | ({DUPLICATES: duplicates} if duplicates else {}),
        seconds={"total": (finished_at - run.started_at).total_seconds(), **(seconds or {})},
        metrics=dict(metrics or {}),
    )


def input_file(file: RawFile | InputFile) -> InputFile:
    """How a manifest lists a file that was read; one that tells more of it stays as it is."""
    if isinstance(file, InputFile):
        return file
    return InputFile(uri=file.uri, size=file.size, fingerprint=file.fingerprint)


def is_of_articles(staged: StagedFile, partitions: int) -> int:  # noqa: ARG001 - Beam's signature
    """The partition of a staged file: 1 for articles, 0 for all other tables."""
    return int(staged.table == TABLE)


def rows_by_table(files: Iterable[StagedFile]) -> dict[str, int]:
    """Rows written by table; tables without any are left out."""
    counts: dict[str, int] = {}
    for file in files:
        if file.rows:
            counts[file.table] = counts.get(file.table, 0) + file.rows
    return counts


@dataclasses.dataclass
class StageTables(beam.PTransform):
    """Elements of all kinds to the staged files of a run; no reader sees them yet.

    Input: a dict of PCollections: ``articles`` (LinkedArticle), ``rejected`` (Rejected),
    ``dead_letters`` (DeadLetter); any other is left alone. Output: PCollection[StagedFile], in the
    global window.

    Args:
        output: folder of the tables, on any Beam file system.
        run: the stamp of the run.
    """

    output: str
    run: RunStamp

    def __post_init__(self) -> None:
        super().__init__()
        check_output(self.output)

    def expand(self, inputs: Outputs) -> beam.PCollection[StagedFile]:
        return (
            [inputs[name] for name in ("articles", REJECTED, DEAD_LETTERS)]
            | "GatherElements" >> beam.Flatten()
            | "StageRows" >> beam.ParDo(StageRows(self.output, self.run))
        )


@dataclasses.dataclass
class WriteTables(beam.PTransform):
    """Elements of all kinds to the tables, as one committed run.

    Input: a dict of PCollections: ``articles`` (LinkedArticle), ``rejected`` (Rejected),
    ``dead_letters`` (DeadLetter), ``files`` (RawFile: what the run read, for its manifest).
    Articles that repeat others are marked on the way, nothing is dropped.
    Global window. Output: a PCollection of the one Manifest, when all is visible.

    Args:
        output: folder of the tables, on any Beam file system.
        run: the stamp of the run.
        settings: what the manifest says of how the run was set.
        replaces: ids of committed runs that this one replaces.
    """

    output: str
    run: RunStamp
    settings: Settings = dataclasses.field(default_factory=dict)
    replaces: Sequence[str] = ()

    def __post_init__(self) -> None:
        super().__init__()
        check_output(self.output)

    def expand(self, inputs: Outputs) -> beam.PCollection[Manifest]:
        staged = inputs | "StageTables" >> StageTables(self.output, self.run)
        others, articles = staged | "PartArticles" >> beam.Partition(is_of_articles, 2)
        marked = articles | "MarkRepeats" >> MarkRepeats(
            self.output, self.run.run_id, tuple(self.replaces)
        )
        written = [others, marked["files"]] | "GatherFiles" >> beam.Flatten()
        duplicates = marked["marks"] | "CountDuplicates" >> beam.combiners.Count.Globally()
        return (
            staged.pipeline
            | "StartCommit" >> beam.Create([self.run])
            | "CommitRun"
            >> beam.Map(
                commit_run,
                staged=AsIter(written),
                files=AsIter(inputs["files"]),
                duplicates=AsSingleton(duplicates),
                output=self.output,
                settings=dict(self.settings),
                replaces=tuple(self.replaces),
            )
        )

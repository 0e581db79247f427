"""Marks the articles of a run that repeat others, in the files that it has staged.

The texts stay in the files, of this run and of earlier ones: sketches of them are compared, and the
column ``duplicate_of`` is written into the files before they are committed.
"""

import dataclasses
from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from typing import Any

import apache_beam as beam
import pyarrow as pa
import pyarrow.parquet as parquet
from apache_beam.io.filesystems import FileSystems
from apache_beam.pvalue import AsDict, AsSingleton

from pipeline.duplicates import (
    Copy,
    FindDuplicates,
    Sketch,
    find_duplicates,
    publication_rank,
    sketch_text,
)
from pipeline.guard import Outputs
from pipeline.write import store
from pipeline.write.committed import each_manifest
from pipeline.write.store import NOTHING, Revision, StagedFile

TABLE = "articles"
MARK = "duplicate_of"
_COMPARED = ["article_id", "published_at", "published_at_precision", "text", MARK]
_BATCH = 1_000  # rows in memory at a time


def earlier_files(
    run_id: str, output: str, replaces: Sequence[str], revision: Revision = NOTHING
) -> Iterator[str]:
    """Paths of the files of articles that stay beside those of the run; none that is gone."""
    for staged in revision.rewritten:
        if staged.table == TABLE:
            yield store.staged_path(output, run_id, staged)
    passing = {run_id, *replaces}  # this very run is there too when its commit is tried again
    for manifest in each_manifest(output, without=passing):
        for file in manifest.files:
            path = FileSystems.join(output, file.path)
            stays = file.path not in revision.gone and FileSystems.exists(path)
            if file.table == TABLE and file.rows and stays:
                yield path


def sketches_in(path: str, *, fresh: bool) -> Iterator[Sketch]:
    """The sketches of the articles in a file; ``fresh`` are those of the run that goes on."""
    with FileSystems.open(path) as data, parquet.ParquetFile(data) as file:
        for batch in file.iter_batches(batch_size=_BATCH, columns=_COMPARED):
            for row in batch.to_pylist():
                copy = copy_of(row, fresh=fresh)
                yield Sketch(copy, *sketch_text(row["text"]))


def copy_of(row: Mapping[str, Any], *, fresh: bool) -> Copy:
    """What is compared of an article; a file of an older version may lack a column."""
    rank = publication_rank(row.get("published_at"), row.get("published_at_precision"))
    return Copy(fresh, rank, row["article_id"], row.get(MARK) or row["article_id"])


def fresh_sketches(staged: StagedFile, run_id: str, output: str) -> Iterator[Sketch]:
    """The sketches of the articles in a staged file, whatever a try before has marked in it."""
    for sketch in sketches_in(store.staged_path(output, run_id, staged), fresh=True):
        yield sketch._replace(copy=sketch.copy._replace(original=sketch.copy.article_id))


def earlier_sketches(path: str, wanted: Set[int]) -> Iterator[Sketch]:
    """The sketches of a committed file, with the bands that articles of this run are in.

    So what is kept in memory grows with the run, not with the tables.
    """
    for sketch in sketches_in(path, fresh=False) if wanted else ():
        bands = tuple(key for key in sketch.bands if key in wanted)
        if bands:
            yield sketch._replace(bands=bands)


def bands_of_sketch(sketch: Sketch) -> tuple[int, ...]:
    """The bands of a sketch."""
    return sketch.bands


def mark_file(staged: StagedFile, marks: Mapping[str, str], run_id: str, output: str) -> StagedFile:
    """Write the marks into a staged file; safe to do again. Returns the file as it is now."""
    path = store.staged_path(output, run_id, staged)
    with FileSystems.open(path) as data:
        table = parquet.read_table(data)
    marked = pa.array([marks.get(each) for each in table["article_id"].to_pylist()], pa.string())
    if marked.null_count == len(marked) == table[MARK].null_count:
        return staged
    columns = [marked if name == MARK else table[name] for name in table.column_names]
    marked_table = pa.Table.from_arrays(columns, schema=table.schema)
    return store.stage_table(output, run_id, TABLE, staged.name, marked_table)


def mark_repeats(
    staged: Iterable[StagedFile],
    run_id: str,
    output: str,
    replaces: Sequence[str] = (),
    revision: Revision = NOTHING,
) -> tuple[list[StagedFile], int]:
    """Write ``duplicate_of`` into the staged files of articles, as ``MarkRepeats`` does.

    What is kept in memory grows with the articles of this run, not with the tables.

    Returns:
        The staged files of all tables as they are now, and how many articles repeat others.
    """
    files = list(staged)
    articles = [file for file in files if file.table == TABLE]
    sketches = [sketch for file in articles for sketch in fresh_sketches(file, run_id, output)]
    wanted = {band for sketch in sketches for band in sketch.bands}
    for path in earlier_files(run_id, output, replaces, revision) if wanted else ():
        sketches += earlier_sketches(path, wanted)
    marks = find_duplicates(sketches)
    if revision != NOTHING:  # an article that comes again repeats its old row no more, which goes
        marks = {article: original for article, original in marks.items() if article != original}
    marked = [mark_file(file, marks, run_id, output) for file in articles]
    return [file for file in files if file.table != TABLE] + marked, len(marks)


@dataclasses.dataclass
class MarkRepeats(beam.PTransform):
    """Writes ``duplicate_of`` into the staged files of articles.

    Input: PCollection[StagedFile], files of articles alone. Output: a dict of PCollections:
    ``files`` (StagedFile: the same ones as they are now) and ``marks`` (article_id, duplicate_of).
    Global window.

    Args:
        output: folder of the tables.
        run_id: the run that has staged the files.
        replaces: ids of committed runs that this one replaces; their articles are not looked at.
    """

    output: str
    run_id: str
    replaces: Sequence[str] = ()

    def __post_init__(self) -> None:
        super().__init__()

    def expand(self, staged: beam.PCollection[StagedFile]) -> Outputs:
        place = {"run_id": self.run_id, "output": self.output}
        fresh = staged | "SketchStaged" >> beam.FlatMap(fresh_sketches, **place)
        bands = (
            fresh
            | "BandsOfStaged" >> beam.FlatMap(bands_of_sketch)
            | "GatherBands" >> beam.combiners.ToSet()
        )
        earlier = (
            staged.pipeline
            | "ThisRun" >> beam.Create([self.run_id])
            | "ListEarlierFiles"
            >> beam.FlatMap(earlier_files, output=self.output, replaces=tuple(self.replaces))
            | "SpreadFiles" >> beam.Reshuffle()
            | "SketchEarlier" >> beam.FlatMap(earlier_sketches, wanted=AsSingleton(bands))
        )
        sketches = [fresh, earlier] | "GatherSketches" >> beam.Flatten()
        marks = sketches | "FindRepeats" >> FindDuplicates()
        files = staged | "MarkFiles" >> beam.Map(mark_file, marks=AsDict(marks), **place)
        return {"files": files, "marks": marks}

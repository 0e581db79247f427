"""Marks the articles of a run that repeat others, in the files that it has staged.

The texts stay in the files: sketches of them, of earlier runs as they are kept beside the files
(``pipeline.write.sketches``), are compared, and the column ``duplicate_of`` is written into the
files before they are committed.
"""

import dataclasses
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from typing import Any, NamedTuple

import apache_beam as beam
import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as parquet
from apache_beam.io.filesystems import FileSystems
from apache_beam.pvalue import AsDict, AsSingleton
from numpy.typing import NDArray

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
from pipeline.write.committed import ARTICLES, each_manifest, sketches_path
from pipeline.write.sketches import keep, kept, sorted_bands
from pipeline.write.store import NOTHING, Revision, StagedFile

TABLE = ARTICLES
MARK = "duplicate_of"
_MARKED = ["article_id", "published_at", "published_at_precision", MARK]
_BATCH = 1_000  # rows in memory at a time


class ArticleFile(NamedTuple):
    """A file of articles: the folder that it lies under now, and its path in the output."""

    folder: str
    path: str

    @property
    def place(self) -> str:
        """Where it is."""
        return str(FileSystems.join(self.folder, self.path))


def earlier_files(
    run_id: str, output: str, replaces: Sequence[str], revision: Revision = NOTHING
) -> Iterator[ArticleFile]:
    """The files of articles that stay beside those of the run; none that is gone."""
    staging = str(FileSystems.join(output, store.STAGING, run_id))
    for staged in revision.rewritten:
        if staged.table == TABLE:
            yield ArticleFile(staging, f"{TABLE}/{staged.name}")
    passing = {run_id, *replaces}  # this very run is there too when its commit is tried again
    for manifest in each_manifest(output, without=passing):
        for file in manifest.files:
            found = ArticleFile(output, file.path)
            stays = file.path not in revision.gone and FileSystems.exists(found.place)
            if file.table == TABLE and file.rows and stays:
                yield found


def sketches_in(path: str, *, fresh: bool) -> Iterator[Sketch]:
    """Sketches made of the texts in a file; ``fresh`` are those of the run that goes on."""
    for row in rows_in(path, [*_MARKED, "text"]):
        yield Sketch(copy_of(row, fresh=fresh), *sketch_text(row["text"]))


def rows_in(
    path: str, columns: Sequence[str], ids: Collection[str] | None = None
) -> Iterator[dict[str, Any]]:
    """Rows of a file of articles, or those with certain ids, a batch held at a time."""
    chosen = None if ids is None else pa.array(ids, pa.string())
    with FileSystems.open(path) as data, parquet.ParquetFile(data) as file:
        for batch in file.iter_batches(batch_size=_BATCH, columns=columns):
            rows = batch if chosen is None else batch.filter(pc.is_in(batch["article_id"], chosen))
            yield from rows.to_pylist()


def copy_of(row: Mapping[str, Any], *, fresh: bool) -> Copy:
    """What is compared of an article; a file of an older version may lack a column."""
    rank = publication_rank(row.get("published_at"), row.get("published_at_precision"))
    return Copy(fresh, rank, row["article_id"], row.get(MARK) or row["article_id"])


def fresh_sketches(staged: StagedFile, run_id: str, output: str) -> Iterator[Sketch]:
    """The sketches of the articles in a staged file, whatever a try before has marked in it.

    They are staged beside it, for the runs to come.
    """
    found = list(sketches_in(store.staged_path(output, run_id, staged), fresh=True))
    keep(map(_to_keep, found), f"{TABLE}/{staged.name}", output, run_id)
    for sketch in found:
        yield sketch._replace(copy=sketch.copy._replace(original=sketch.copy.article_id))


def _to_keep(sketch: Sketch) -> tuple[str, bytes, tuple[int, ...]]:
    return sketch.copy.article_id, sketch.values, sketch.bands


def earlier_sketches(
    file: ArticleFile, wanted: NDArray[np.int64], run_id: str, output: str
) -> Iterator[Sketch]:
    """The sketches of a file that stays, with the bands that articles of this run are in.

    So what is kept in memory grows with the run, not with the tables. The texts are read only
    where no sketches are kept of them, which this run then stages. ``wanted`` is sorted.
    """
    if not len(wanted):
        return
    known = kept(str(FileSystems.join(file.folder, sketches_path(file.path))))
    if known is None:
        found = map(_to_keep, sketches_in(file.place, fresh=False))
        known = keep(found, file.path, output, run_id)
    shared = {name: (values, bands) for name, values, bands in known.among(wanted)}
    for row in rows_in(file.place, _MARKED, shared) if shared else ():
        yield Sketch(copy_of(row, fresh=False), *shared[row["article_id"]])


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
    wanted = sorted_bands(band for sketch in sketches for band in sketch.bands)
    for file in earlier_files(run_id, output, replaces, revision) if len(wanted) else ():
        sketches += earlier_sketches(file, wanted, run_id, output)
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
            | "SortBands" >> beam.Map(sorted_bands)
        )
        earlier = (
            staged.pipeline
            | "ThisRun" >> beam.Create([self.run_id])
            | "ListEarlierFiles"
            >> beam.FlatMap(earlier_files, output=self.output, replaces=tuple(self.replaces))
            | "SpreadFiles" >> beam.Reshuffle()
            | "SketchEarlier" >> beam.FlatMap(earlier_sketches, wanted=AsSingleton(bands), **place)
        )
        sketches = [fresh, earlier] | "GatherSketches" >> beam.Flatten()
        marks = sketches | "FindRepeats" >> FindDuplicates()
        files = staged | "MarkFiles" >> beam.Map(mark_file, marks=AsDict(marks), **place)
        return {"files": files, "marks": marks}

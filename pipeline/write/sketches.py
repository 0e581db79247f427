"""The sketches of the articles in a file of theirs, kept beside it: no later run makes them again.

    OUT/articles/part-*.parquet      texts, and marks that may change
    OUT/_runs/part-*.sketches        Parquet: article_id, values and bands, of all that have any

What is kept follows from the texts alone, and an id from its text, so a file that is made of rows
of others takes theirs over by the ids. Staged with a run, they are committed and removed with the
files that they belong to (``pipeline.write.store``); where they are missing, damaged, or of other
sketches than this program makes, the texts are read instead, and what comes of it is staged.
"""

import io
from collections.abc import Collection, Iterable, Iterator
from typing import NamedTuple

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as parquet
from apache_beam.io.filesystems import FileSystems
from numpy.typing import NDArray

from pipeline.duplicates import BANDS, HASHES, sketch_text, sketch_version
from pipeline.write import store
from pipeline.write.committed import sketches_path
from pipeline.write.folder import write
from pipeline.write.store import StagedFile

_KEY_BYTES = 8
_SCHEMA = pa.schema(
    [
        ("article_id", pa.string()),
        ("values", pa.binary(HASHES)),
        ("bands", pa.binary(BANDS * _KEY_BYTES)),
    ]
)
_VERSION = b"sketch_version"
_BATCH = 1_000  # texts in memory twice at a time

Sketches = Iterable[tuple[str, bytes, tuple[int, ...]]]
"""Id, values and bands of articles."""


class Kept(NamedTuple):
    """What is compared of some articles: ids, values, and bands of shape (articles, BANDS)."""

    ids: list[str]
    values: list[bytes]
    bands: NDArray[np.int64]

    def among(self, wanted: NDArray[np.int64]) -> Iterator[tuple[str, bytes, tuple[int, ...]]]:
        """Id, values and those bands that are wanted, of each article that has one.

        ``wanted`` is sorted (``sorted_bands``). Shape: (bands,).
        """
        if not len(wanted) or not self.ids:
            return
        place = np.searchsorted(wanted, self.bands).clip(max=len(wanted) - 1)
        shared = wanted[place] == self.bands
        for row in np.flatnonzero(shared.any(axis=1)).tolist():
            bands: list[int] = self.bands[row][shared[row]].tolist()
            yield self.ids[row], self.values[row], tuple(bands)


def sorted_bands(bands: Iterable[int]) -> NDArray[np.int64]:
    """Bands in order, each once: done once in a run, they are looked up in for each file."""
    return np.unique(np.fromiter(bands, np.int64))


def keep(sketches: Sketches, table_path: str, output: str, run_id: str) -> Kept:
    """Stage what was made of the texts of a file; without bands, a text is compared with none.

    Args:
        sketches: id, values and bands of each article in it.
        table_path: of the file of articles, relative to the output, as it will be.
        output: folder of the tables.
        run_id: the run that stages them.
    """
    table = _packed(sketches)
    _stage(table, table_path, output, run_id)
    return _kept(table)


def _packed(sketches: Sketches) -> pa.Table:
    held = [(name, values, np.array(bands, np.int64)) for name, values, bands in sketches if bands]
    columns = [
        pa.array([name for name, _, _ in held], _SCHEMA.field(0).type),
        pa.array([values for _, values, _ in held], _SCHEMA.field(1).type),
        pa.array([bands.tobytes() for _, _, bands in held], _SCHEMA.field(2).type),
    ]
    return pa.Table.from_arrays(columns, schema=_SCHEMA)


def kept(path: str) -> Kept | None:
    """The sketches at a path; None where there are none whole that this program would make."""
    table = _table(path)
    return None if table is None else _kept(table)


def _kept(table: pa.Table) -> Kept:
    packed = b"".join(table["bands"].to_pylist())
    bands = np.frombuffer(packed, np.int64).reshape(len(table), BANDS)
    return Kept(table["article_id"].to_pylist(), table["values"].to_pylist(), bands)


def take_over(
    old: Collection[str], rows: pa.Table, staged: StagedFile, output: str, run_id: str
) -> None:
    """Stage the sketches of a file that is made of rows of others.

    Those that are kept beside the others are taken over, the rest made of the texts.

    Args:
        old: paths of those files of articles, relative to the output.
        rows: what the new file holds.
        staged: the new file.
        output: folder of the tables.
        run_id: the run that stages it.
    """
    found = [_table(FileSystems.join(output, sketches_path(path))) for path in old]
    every = pa.concat_tables([_SCHEMA.empty_table(), *(each for each in found if each is not None)])
    stay = every.filter(pc.is_in(every["article_id"], rows["article_id"].combine_chunks()))
    if any(each is None for each in found):
        lacking = pc.invert(pc.is_in(rows["article_id"], every["article_id"].combine_chunks()))
        stay = pa.concat_tables([stay, _packed(_made(rows.filter(lacking)))])
    _stage(stay, f"{staged.table}/{staged.name}", output, run_id)


def _made(rows: pa.Table) -> Iterator[tuple[str, bytes, tuple[int, ...]]]:
    for batch in rows.select(["article_id", "text"]).to_batches(max_chunksize=_BATCH):
        for row in batch.to_pylist():
            yield row["article_id"], *sketch_text(row["text"])


def _table(path: str) -> pa.Table | None:
    if not FileSystems.exists(path):
        return None
    try:
        with (
            FileSystems.open(path) as data,
            parquet.ParquetFile(data, page_checksum_verification=True) as file,
        ):
            schema = file.schema_arrow
            ours = (schema.metadata or {}).get(_VERSION) == sketch_version()
            if not ours or not schema.equals(_SCHEMA):
                return None
            table = file.read(use_threads=False)
            table.validate(full=True)
            return table
    except (OSError, ValueError, pa.ArrowException):  # damaged: the texts are there
        return None


def _stage(rows: pa.Table, table_path: str, output: str, run_id: str) -> None:
    rows = rows.replace_schema_metadata({_VERSION: sketch_version()})
    buffer = io.BytesIO()
    parquet.write_table(  # hashes: nothing packs them
        rows,
        buffer,
        compression="none",
        use_dictionary=False,
        write_statistics=False,
        write_page_checksum=True,
    )
    path = FileSystems.join(output, store.STAGING, run_id, sketches_path(table_path))
    write(path, buffer.getvalue())

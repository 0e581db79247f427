"""What the tables hold of what was not used, read again: for a person, or for another try."""

from collections.abc import Iterator, Sequence
from typing import Any

import pyarrow.parquet as parquet
from apache_beam.io.filesystems import FileSystems

from pipeline.guard import DEAD_LETTERS, REJECTED
from pipeline.write.committed import each_manifest
from schemas import DeadLetter, Manifest


def letters_of(
    manifest: Manifest, output: str, columns: Sequence[str] | None = None
) -> Iterator[dict[str, Any]]:
    """The dead letters of a run, all columns or some of them.

    A column that a file of an older version does not have is null.
    """
    wanted = list(DeadLetter.model_fields if columns is None else columns)
    return _rows(manifest, output, DEAD_LETTERS, wanted)


def reasons_of(manifest: Manifest, output: str) -> Iterator[str]:
    """Why texts were rejected in a run, one reason a text."""
    return (row["reason"] for row in _rows(manifest, output, REJECTED, ["reason"]))


def _rows(
    manifest: Manifest, output: str, table: str, columns: Sequence[str]
) -> Iterator[dict[str, Any]]:
    for file in manifest.files:
        if file.table == table and file.rows:
            with FileSystems.open(FileSystems.join(output, file.path)) as data:
                rows = parquet.ParquetFile(data).read(columns=columns)  # those that it has
            for row in rows.to_pylist():
                yield {name: row.get(name) for name in columns}


def each_letter(output: str, columns: Sequence[str] | None = None) -> Iterator[dict[str, Any]]:
    """The dead letters that the tables hold, in the order of runs."""
    for manifest in each_manifest(output):
        yield from letters_of(manifest, output, columns)

"""The write stage: rows, staged Parquet files, the commit, and the manifests of runs."""

from pipeline.write.rows import rows_of
from pipeline.write.store import commit, held, manifests, open_output, recover
from pipeline.write.write import DUPLICATES, WriteTables

__all__ = [
    "DUPLICATES",
    "WriteTables",
    "commit",
    "held",
    "manifests",
    "open_output",
    "recover",
    "rows_of",
]

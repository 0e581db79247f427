"""The write stage: rows, staged Parquet files, the commit, and the manifests of runs."""

from pipeline.write.rows import rows_of, rows_or_dead_letter
from pipeline.write.store import (
    STREAMED,
    StagedFile,
    check_output,
    commit,
    held,
    manifests,
    open_output,
    recover,
)
from pipeline.write.write import (
    DUPLICATES,
    ROWS_PER_FILE,
    WriteTables,
    commit_run,
    manifest_of,
    stage_rows,
)

__all__ = [
    "DUPLICATES",
    "ROWS_PER_FILE",
    "STREAMED",
    "StagedFile",
    "WriteTables",
    "check_output",
    "commit",
    "commit_run",
    "held",
    "manifest_of",
    "manifests",
    "open_output",
    "recover",
    "rows_of",
    "rows_or_dead_letter",
    "stage_rows",
]

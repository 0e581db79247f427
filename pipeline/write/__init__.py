"""The write stage: rows, staged Parquet files, the commit, and the manifests of runs."""

from pipeline.write.repeats import mark_repeats
from pipeline.write.rows import rows_of, rows_or_dead_letter
from pipeline.write.store import (
    STREAMED,
    Revision,
    StagedFile,
    check_output,
    commit,
    each_manifest,
    held,
    manifests,
    open_output,
    read_manifest,
    recover,
)
from pipeline.write.supersede import UNCHANGED, Superseded, supersede
from pipeline.write.write import (
    DUPLICATES,
    ROWS_PER_FILE,
    StageTables,
    WriteTables,
    commit_run,
    manifest_of,
    stage_rows,
)

__all__ = [
    "DUPLICATES",
    "ROWS_PER_FILE",
    "STREAMED",
    "UNCHANGED",
    "Revision",
    "StageTables",
    "StagedFile",
    "Superseded",
    "WriteTables",
    "check_output",
    "commit",
    "commit_run",
    "each_manifest",
    "held",
    "manifest_of",
    "manifests",
    "mark_repeats",
    "open_output",
    "read_manifest",
    "recover",
    "rows_of",
    "rows_or_dead_letter",
    "stage_rows",
    "supersede",
]

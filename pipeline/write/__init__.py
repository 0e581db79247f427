"""The write stage: rows, staged Parquet files, the commit, and the manifests of runs."""

from pipeline.write.committed import (
    IncompatibleTables,
    each_manifest,
    manifests,
    read_manifest,
    run_ids,
)
from pipeline.write.repeats import mark_repeats
from pipeline.write.rows import rows_of
from pipeline.write.store import (
    Revision,
    StagedFile,
    commit,
    held,
    open_output,
    recover,
)
from pipeline.write.supersede import UNCHANGED, Superseded, supersede
from pipeline.write.write import DUPLICATES, StageTables, WriteTables, commit_run

__all__ = [
    "DUPLICATES",
    "UNCHANGED",
    "IncompatibleTables",
    "Revision",
    "StageTables",
    "StagedFile",
    "Superseded",
    "WriteTables",
    "commit",
    "commit_run",
    "each_manifest",
    "held",
    "manifests",
    "mark_repeats",
    "open_output",
    "read_manifest",
    "recover",
    "rows_of",
    "run_ids",
    "supersede",
]

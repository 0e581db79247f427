"""The write stage: rows, staged Parquet files, the commit, and the manifests of runs."""

from pipeline.write.rows import rows_of
from pipeline.write.store import (
    Revision,
    StagedFile,
    commit,
    each_manifest,
    held,
    manifest_of,
    manifests,
    open_output,
    recover,
)
from pipeline.write.supersede import UNCHANGED, Superseded, supersede
from pipeline.write.write import DUPLICATES, CommitTables, StageTables, WriteTables

__all__ = [
    "DUPLICATES",
    "UNCHANGED",
    "CommitTables",
    "Revision",
    "StageTables",
    "StagedFile",
    "Superseded",
    "WriteTables",
    "commit",
    "each_manifest",
    "held",
    "manifest_of",
    "manifests",
    "open_output",
    "recover",
    "rows_of",
    "supersede",
]

"""The write stage: rows, staged Parquet files, the commit, and the manifests of runs."""

from pipeline.write.committed import (
    IncompatibleTables,
    each_manifest,
    manifests,
    read_manifest,
    run_ids,
)
from pipeline.write.compact import Compacted, compact
from pipeline.write.folder import check_output
from pipeline.write.letters import each_letter, letters_of, reasons_of
from pipeline.write.lock import Busy, held
from pipeline.write.repeats import mark_repeats
from pipeline.write.rows import rows_of, rows_or_dead_letter
from pipeline.write.store import (
    STREAMED,
    Revision,
    StagedFile,
    commit,
    has_tables,
    open_output,
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
    "Busy",
    "Compacted",
    "IncompatibleTables",
    "Revision",
    "StageTables",
    "StagedFile",
    "Superseded",
    "WriteTables",
    "check_output",
    "commit",
    "commit_run",
    "compact",
    "each_letter",
    "each_manifest",
    "has_tables",
    "held",
    "letters_of",
    "manifest_of",
    "manifests",
    "mark_repeats",
    "open_output",
    "read_manifest",
    "reasons_of",
    "recover",
    "rows_of",
    "rows_or_dead_letter",
    "run_ids",
    "stage_rows",
    "supersede",
]

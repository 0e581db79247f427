"""Local runs: the input in chunks, each staged here or by a worker, and committed by itself."""

from pipeline.runs.causes import full_disk
from pipeline.runs.display import Display
from pipeline.runs.round import Job, Totals, Work, run_round, stamp_of, work_left
from pipeline.runs.stop import Stop
from pipeline.runs.workers import StagingFailed

__all__ = [
    "Display",
    "Job",
    "StagingFailed",
    "Stop",
    "Totals",
    "Work",
    "full_disk",
    "run_round",
    "stamp_of",
    "work_left",
]

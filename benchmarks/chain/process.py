"""What a run costs as a process of its own: from its launch to committed tables, and its memory."""

import os
import subprocess
import sys
import time
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).parents[2]


class Usage(NamedTuple):
    """Seconds by the clock and of the processor, and the most memory held, in MB (10^6 bytes)."""

    seconds: float
    processor: float
    memory: float


def run_command(arguments: Sequence[str]) -> Usage:
    """Run ``python -m pipeline`` with arguments to its end.

    Raises:
        RuntimeError: it failed.
    """
    start = time.perf_counter()
    process = subprocess.Popen(  # noqa: S603 - our own command
        [sys.executable, "-m", "pipeline", *arguments],
        cwd=ROOT,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    _, status, used = os.wait4(process.pid, 0)
    seconds = time.perf_counter() - start
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise RuntimeError(f"python -m pipeline {' '.join(arguments)}: {process.returncode}")
    scale = 1 if sys.platform == "darwin" else 1024  # bytes there, KiB here
    return Usage(seconds, used.ru_utime + used.ru_stime, used.ru_maxrss * scale / 1e6)

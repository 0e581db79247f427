"""What a run costs as a process of its own: from its launch to committed tables, and its memory."""

import json
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).parents[2]
KIB = 1024

LAUNCH = """
import json, resource, subprocess, sys, time
start = time.perf_counter()
run = subprocess.run(sys.argv[1:], stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True)
seconds = time.perf_counter() - start
used = resource.getrusage(resource.RUSAGE_CHILDREN)
processor = used.ru_utime + used.ru_stime
print(json.dumps([run.returncode, run.stderr[-500:], seconds, processor, used.ru_maxrss]))
"""
"""Runs a command from a small process: one that is forked counts the memory of its parent as its
own, and this one's is large."""


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
    command = [sys.executable, "-m", "pipeline", *arguments]
    launched = subprocess.run(  # noqa: S603 - our own command
        [sys.executable, "-c", LAUNCH, *command], cwd=ROOT, capture_output=True, check=True
    )
    status, said, seconds, processor, memory = json.loads(launched.stdout)
    if status:
        raise RuntimeError(f"the run ended with status {status}: {said}")
    unit = 1 if sys.platform == "darwin" else KIB
    return Usage(seconds, processor, memory * unit / 1e6)

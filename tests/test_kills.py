"""The short form of the kill benchmark: whatever is killed, the next run makes it good."""

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parent.parent


def test_runs_that_are_killed_leave_what_undisturbed_ones_do() -> None:
    command = [sys.executable, "-m", "benchmarks.kills", "--kills", "12"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    *kinds, total = (line.split() for line in done.stdout.splitlines())
    assert len(kinds) == 3
    assert int(total[total.index("kills") + 1]) >= 9  # a step may come after a run's last change
    assert total[-1] == "0"

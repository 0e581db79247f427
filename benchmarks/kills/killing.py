"""Runs in processes of their own, killed at a step or a moment, and what they leave behind."""

import os
import random
import signal
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path

import pyarrow.parquet as parquet

from benchmarks.kills.scene import make_small_chunks
from pipeline.__main__ import main
from pipeline.write import manifests
from pipeline.write.committed import ARTICLES, SKETCHES, sketches_path

TABLES = ("articles", "events/*", "rejected", "dead_letters")
OF_THE_RUN = ("run_id", "processed_at")
CHANGES = frozenset(("open", "os.rename", "os.remove", "os.mkdir", "os.rmdir", "os.link"))


def start(arguments: Sequence[str], begin: Callable[[], None] = lambda: None) -> int:
    """Run the command line in a copy of this process, which has it all loaded; returns its id."""
    pid = os.fork()
    if pid:
        return pid
    try:
        with open(os.devnull, "w") as nowhere:  # noqa: PTH123
            os.dup2(nowhere.fileno(), 1)
            os.dup2(nowhere.fileno(), 2)
        make_small_chunks()
        begin()
        status = main(arguments)
    except BaseException:
        status = 1
    os._exit(status)


def ending(pid: int) -> int:
    """Wait for a process; its exit status, or the signal that ended it, negative."""
    return os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1])


def at_each_change(output: Path, do: Callable[[], None]) -> None:
    """Have this process do something before each change that it makes below the folder."""
    folder = os.fsencode(str(output))

    def hook(event: str, details: tuple[object, ...]) -> None:
        if event not in CHANGES or not isinstance(details[0], str | bytes):
            return
        reads = event == "open" and not (isinstance(details[2], int) and details[2] & os.O_ACCMODE)
        if not reads and os.fsencode(details[0]).startswith(folder):
            do()

    sys.addaudithook(hook)


def killer(output: Path, step: int) -> Callable[[], None]:
    """What a process does first that is to be killed before the so manieth change of a file."""

    def begin() -> None:
        left = iter(range(step, -1, -1))

        def change() -> None:
            if next(left) == 0:
                os.kill(os.getpid(), signal.SIGKILL)

        at_each_change(output, change)

    return begin


def changes_of(arguments: Sequence[str], output: Path) -> int:
    """How many changes of files a run makes, undisturbed."""
    reading, writing = os.pipe()

    def count() -> None:
        os.write(writing, b".")

    ending(start(arguments, lambda: at_each_change(output, count)))
    os.close(writing)
    with open(reading, "rb") as tally:  # noqa: PTH123
        return len(tally.read())


def kill_after(pid: int, seconds: float, chance: random.Random, *, worker: bool) -> bool:
    """Kill a run, or one of its workers if it has any, after some time; whether it was one."""
    time.sleep(seconds)
    children = Path(f"/proc/{pid}/task/{pid}/children")
    try:
        victims = [int(each) for each in children.read_text().split()] if worker else []
        os.kill(chance.choice(victims or [pid]), signal.SIGKILL)
    except OSError:  # it has ended by itself
        return False
    return bool(victims)


def seen(output: Path) -> list[Path]:
    """The files that a reader's globs match."""
    return sorted(path for table in TABLES for path in output.glob(f"{table}/*.parquet"))


def rows_of(output: Path) -> list[str]:
    """All rows that a reader sees, without what tells of the run that wrote them, in order."""
    rows: list[str] = []
    for path in seen(output):
        with parquet.ParquetFile(path) as file:
            table = file.read(use_threads=False)
        for row in table.to_pylist():
            rows.append(repr({name: row[name] for name in row if name not in OF_THE_RUN}))
    return sorted(rows)


def orphans(output: Path) -> list[str]:
    """Files that a reader sees and no manifest lists, or the other way round; what is left over."""
    listed = {
        (str(output / file.path), file.rows)
        for manifest in manifests(str(output))
        for file in manifest.files
    }
    there = {(str(path), parquet.read_metadata(path).num_rows) for path in seen(output)}
    wanted = {
        str(output / sketches_path(file.path))
        for manifest in manifests(str(output))
        for file in manifest.files
        if file.table == ARTICLES and file.rows
    }
    kept = {str(path) for path in output.rglob(f"*{SKETCHES}*")}
    left = [str(path) for path in (output / "_staging").rglob("*")]
    return [str(each) for each in (listed ^ there) | (wanted ^ kept)] + left

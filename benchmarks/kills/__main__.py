"""Kill runs, run again, compare: ``python -m benchmarks.kills [--kills N]``.

Each trial starts from tables of a first run, kills the next one, runs the same command again and
compares all rows with those of runs that nobody disturbed. Exit status 1 if anything differs.
"""

import argparse
import contextlib
import io
import random
import shutil
import signal
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NamedTuple

from benchmarks.kills import killing
from benchmarks.kills.scene import lay_out
from pipeline.__main__ import main as main_command

WORKERS = ("--workers", "2")
MOST_TRIES = 5
LINE = "{:45} kills {:4}  trials {:4}  differences {:3}"


class Tally(NamedTuple):
    """What came of the trials of one kind."""

    kind: str
    kills: int
    runs: int
    differences: int


class Bench:
    """A folder with the input, the tables of a first run, and those that should come of it.

    Args:
        folder: where all of it lies.
        seed: of the random moments.
    """

    def __init__(self, folder: Path, seed: int) -> None:
        self.folder, self.chance = folder, random.Random(seed)
        self.input, self.before, self.output = (folder / name for name in ("in", "before", "out"))
        lay_out(self.input, first=True)
        with contextlib.redirect_stdout(io.StringIO()):  # loads what the forked processes need
            main_command(["inspect", str(self.input / "a.txt")])
        self.finish(self.before, ())
        lay_out(self.input, first=False)

    def command(self, output: Path, options: tuple[str, ...]) -> list[str]:
        """The command line of a run."""
        return ["run", "--input", str(self.input), "--output", str(output), *options]

    def finish(self, output: Path, options: tuple[str, ...]) -> float:
        """Run to the end; returns how long it took."""
        begun = time.monotonic()
        status = killing.ending(killing.start(self.command(output, options)))
        if status not in (0, 3):
            raise RuntimeError(f"an undisturbed run ended with {status}")
        return time.monotonic() - begun

    def restore(self) -> None:
        """The tables as they were after the first run."""
        shutil.rmtree(self.output, ignore_errors=True)
        shutil.copytree(self.before, self.output)

    def expected(self, options: tuple[str, ...]) -> tuple[list[str], float]:
        """The rows of an undisturbed run, and how long it took."""
        self.restore()
        seconds = self.finish(self.output, options)
        return killing.rows_of(self.output), seconds

    def differs(self, options: tuple[str, ...], expected: list[str]) -> bool:
        """Whether the tables are not as expected after the same command, run again."""
        killing.rows_of(self.output)  # every file that a reader sees is whole
        self.finish(self.output, options)
        return killing.rows_of(self.output) != expected or bool(killing.orphans(self.output))

    def at_steps(self, kills: int, kind: str, options: tuple[str, ...] = ()) -> Tally:
        """Kill before changes of files: before each, if there are no more than ``kills``."""
        expected, _ = self.expected(options)
        self.restore()
        steps = killing.changes_of(self.command(self.output, options), self.output)
        chosen = sorted({number * steps // kills for number in range(kills)})
        killed = differences = 0
        for step in chosen:
            self.restore()
            command = self.command(self.output, options)
            killed += killing.ending(killing.start(command, killing.killer(self.output, step))) < 0
            differences += self.differs(options, expected)
        return Tally(f"{kind}, {len(chosen)} of {steps} steps", killed, len(chosen), differences)

    def at_moments(
        self, kills: int, kind: str, options: tuple[str, ...] = (), *, worker: bool = False
    ) -> Tally:
        """Kill at random moments, again and again until a run comes to its end."""
        expected, seconds = self.expected(options)
        killed = trials = differences = 0
        while killed < kills:
            self.restore()
            trials += 1
            for _ in range(MOST_TRIES):
                pid = killing.start(self.command(self.output, options))
                moment = self.chance.uniform(0, seconds)
                hit = killing.kill_after(pid, moment, self.chance, worker=worker)
                died = killing.ending(pid) == -signal.SIGKILL
                killed += died or hit
                if not died or killed >= kills:
                    break
            differences += self.differs(options, expected)
        return Tally(kind, killed, trials, differences)


def trials(bench: Bench, kills: int) -> Iterator[Callable[[], Tally]]:
    """The kinds of trials, by their shares of all kills."""
    yield lambda: bench.at_steps(round(0.45 * kills), "adding, changing")
    yield lambda: bench.at_steps(round(0.15 * kills), "overwriting", ("--overwrite",))
    yield lambda: bench.at_moments(round(0.3 * kills), "random moments")
    if kills >= 20:
        few = round(0.05 * kills)
        yield lambda: bench.at_moments(few, "random moments, two workers", WORKERS)
        yield lambda: bench.at_moments(few, "one of two workers", WORKERS, worker=True)


def main(kills: int, seed: int) -> int:
    """Run all trials and print what came of them; returns the exit status."""
    with tempfile.TemporaryDirectory() as folder:
        bench, tallies = Bench(Path(folder), seed), []
        for trial in trials(bench, kills):
            tallies.append(trial())
            print(
                "{:45} kills {:4}  trials {:4}  differences {:3}".format(*tallies[-1]), flush=True
            )
    total = [sum(column) for column in list(zip(*tallies, strict=True))[1:]]
    print(LINE.format("all", *total))
    return int(total[-1] > 0)


if __name__ == "__main__":
    parser = argparse.ArgumentParser(prog="python -m benchmarks.kills", description=__doc__)
    parser.add_argument("--kills", type=int, default=200, metavar="N", help="default: 200")
    parser.add_argument("--seed", type=int, default=0, metavar="N", help="of the random moments")
    options = parser.parse_args()
    sys.exit(main(options.kills, options.seed))

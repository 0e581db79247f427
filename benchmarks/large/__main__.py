"""A run over many articles, stopped twice: ``python -m benchmarks.large OUT [--texts FILE...]``.

Makes the articles in OUT/in, runs the whole chain over them into OUT/out, sends it SIGTERM on the
way, then kills it, and each time runs the same command again. Then it compares what the tables hold
with what is in the input. The log of the runs is OUT/log. Exit status 1 if anything differs.
"""

import argparse
import os
import signal
import subprocess
import sys
import time
from collections import Counter, defaultdict
from pathlib import Path
from typing import NamedTuple

from benchmarks.chain.process import KIB, ROOT
from benchmarks.large.articles import mixed, sentences_of, write_input
from benchmarks.large.check import differences
from pipeline.write import each_manifest, manifests

ARTICLES = 20_000
STOPS = ((1, signal.SIGTERM), (3, signal.SIGKILL))
"""When so many chunks are committed, and how."""
INTO_THE_NEXT = 30.0
"""Seconds after the commit, so that the next chunk is at work."""
READ_AGAIN = 3
"""Files of the chunks that were broken off, to compare row for row."""


class Process(NamedTuple):
    """What became of a process."""

    status: int
    seconds: float
    peak: float
    """The most memory held by it or one of its workers, in MB (10^6 bytes)."""


def run_until(
    folder: Path, output: Path, inputs: list[str], workers: int, stop: int, by: int
) -> Process:
    """Run, and send the signal when so many chunks are committed; 0 for never."""
    command = [sys.executable, "-m", "pipeline", "run", "--input", *inputs]
    command += ["--output", str(output), "--workers", str(workers)]
    begun, due = time.monotonic(), float("inf")
    with (folder / "log").open("a") as log:
        process = subprocess.Popen(command, cwd=ROOT, stdout=log, stderr=log)  # noqa: S603
        while True:
            pid, status, usage = os.wait4(process.pid, os.WNOHANG)
            if pid:
                break
            if stop and due == float("inf") and chunks_in(output) >= stop:
                due = time.monotonic() + INTO_THE_NEXT
            if time.monotonic() >= due:
                process.send_signal(by)
                due = float("inf")
                stop = 0
            time.sleep(1)
    process.returncode = os.waitstatus_to_exitcode(status)
    unit = 1 if sys.platform == "darwin" else KIB
    return Process(process.returncode, time.monotonic() - begun, usage.ru_maxrss * unit / 1e6)


def chunks_in(output: Path) -> int:
    """How many chunks are committed."""
    return len(list((output / "_runs").glob("*.json")))


def broken_off(output: Path, committed: list[int]) -> list[str]:
    """Whole files of the chunks that were at work at the stops, some of each."""
    runs = manifests(str(output))
    files = [[file.uri for file in run.inputs if file.records is None] for run in runs]
    next_ones = [files[number] for number in committed if number < len(files)]
    return [uri for each in next_ones for uri in each[:READ_AGAIN]]


def say(*words: object) -> None:
    """Print at once, since it takes hours."""
    print(time.strftime("%H:%M:%S", time.gmtime()), *words, flush=True)


def main(options: argparse.Namespace) -> int:
    """Make, run, stop, run again, compare."""
    folder = options.folder.absolute()
    source, output, again = folder / "in", folder / "out", folder / "again"
    if not source.exists():
        source.mkdir(parents=True)
        pools = sentences_of(options.texts)
        write_input(source, mixed(pools, options.articles, options.seed), options.articles)
        say(*(f"{len(pool)} sentences in {language};" for language, pool in pools.items()))
    seconds, committed = 0.0, []
    for stop, by in (*STOPS, (0, 0)):
        done = run_until(folder, output, [str(source)], options.workers, stop, by)
        seconds += done.seconds
        committed.append(chunks_in(output))
        say(
            f"process ended with {done.status} after {done.seconds:.0f} s, "
            f"{committed[-1]} chunks committed, peak {done.peak:.0f} MB"
        )
    tell(output, seconds)
    if sample := broken_off(output, committed[:-1]):
        run_until(folder, again, sample, options.workers, 0, 0)
    found = differences(source, output, again)
    for kind, number in found.items():
        say(f"{kind}: {number}")
    return int(any(found.values()))


def tell(output: Path, seconds: float) -> None:
    """Print what the runs came to."""
    counts, stages = Counter[str](), Counter[str]()
    marks, passes = [], defaultdict[tuple[str, str], float](float)
    for manifest in each_manifest(str(output)):
        counts.update(manifest.counts)
        stages.update(manifest.seconds)
        marks.append(manifest.seconds["mark"])
        for stage, each in manifest.metrics.items():
            passes[stage, "windows"] += each.windows
            passes[stage, "batches"] += each.batches
            passes[stage, "padding"] += each.padding * each.windows
    articles = counts["articles"]
    events = sum(rows for table, rows in counts.items() if table.startswith("events/"))
    say(
        f"{articles} articles, {events} events, {counts['duplicates']} repeats, "
        f"{counts['rejected']} rejected, {counts['dead_letters']} failed"
    )
    del stages["total"]
    work = ", ".join(f"{stage} {taken:.0f}" for stage, taken in stages.most_common())
    say(f"{articles / seconds:.1f} articles a second by the clock; seconds by stage: {work}")
    for stage in ("classify", "extract"):
        windows, batches = passes[stage, "windows"], passes[stage, "batches"]
        if batches:
            padding = passes[stage, "padding"] / windows
            say(
                f"{stage}: {windows:.0f} in {batches:.0f} batches of {windows / batches:.1f}, "
                f"padding {padding:.1%}"
            )
    say(f"marking took {max(marks):.1f} s of a chunk at most")


if __name__ == "__main__":
    parser = argparse.ArgumentParser(prog="python -m benchmarks.large", description=__doc__)
    parser.add_argument("folder", type=Path, metavar="OUT", help="folder for all of it")
    parser.add_argument(
        "--texts", type=Path, nargs="+", default=[], help="JSON Lines (.gz) of text"
    )
    parser.add_argument("--articles", type=int, default=ARTICLES, help="how many (default: 20000)")
    parser.add_argument("--workers", type=int, default=1, help="processes of a run (default: 1)")
    parser.add_argument("--seed", type=int, default=0, help="of the mixture")
    sys.exit(main(parser.parse_args()))

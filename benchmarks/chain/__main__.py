"""Times the whole chain beside the bare model and a naive peer: ``python -m benchmarks.chain``.

Each round times every side once, one after the other, since other work comes and goes on a machine;
ratios are of one round, and what is printed is the median of the rounds.
"""

import argparse
import json
import platform
import statistics
import sys
import tempfile
import time
from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

import onnxruntime
import pyarrow.parquet as parquet

from benchmarks.chain.bare import padding, recorded, run_bare, sorted_together
from benchmarks.chain.process import run_command
from benchmarks.chain.stages import run_chain, run_stages
from benchmarks.chain.texts import write_files
from benchmarks.floors import below_floor

FLOORS = Path(__file__).parent / "floors.json"
"""How little each figure may be, of ratios to the bare model how much."""
AT_MOST = ("chain / bare model", "link / chain")
PEER = "naive peer / chain"
SAMPLE = 6
"""Files that the naive peer reads, and the chain to compare with: it is slow."""


class Cost(NamedTuple):
    """Seconds by the clock, and of the processor."""

    clock: float
    processor: float


def cost_of(work: Callable[[], object]) -> Cost:
    """What it costs to do ``work`` once."""
    clock, processor = time.perf_counter(), time.process_time()
    work()
    return Cost(time.perf_counter() - clock, time.process_time() - processor)


class Rounds:
    """What every side has cost, round by round."""

    def __init__(self) -> None:
        self.costs: dict[str, list[Cost]] = defaultdict(list)
        self.stages: dict[str, list[float]] = defaultdict(list)

    def median(self, side: str) -> Cost:
        """The median by the clock, and that of the processor."""
        clock, processor = zip(*self.costs[side], strict=True)
        return Cost(statistics.median(clock), statistics.median(processor))

    def ratio(self, side: str, other: str) -> float:
        """The median, over the rounds, of processor time for processor time."""
        pairs = zip(self.costs[side], self.costs[other], strict=True)
        return statistics.median(one.processor / two.processor for one, two in pairs)

    def shares(self) -> dict[str, float]:
        """The median share of the chain's processor time that each stage takes."""
        whole = [cost.processor for cost in self.costs["chain"]]
        shares = {
            name: [part / total for part, total in zip(parts, whole, strict=True)]
            for name, parts in self.stages.items()
        }
        shares["Beam, commit, the rest"] = [
            1 - sum(each) for each in zip(*shares.values(), strict=True)
        ]
        return {name: statistics.median(each) for name, each in shares.items()}


def measure(
    files: Sequence[Path], sample: Sequence[Path], folder: Path, rounds: int
) -> dict[str, Any]:
    """All figures.

    Args:
        files: what the chain reads.
        sample: what the naive peer reads, and the chain to compare with; none, no peer.
        folder: where to write tables.
        rounds: how often each side is timed.
    """
    with recorded() as engine:
        run_chain(files, folder / "out")  # the first one warms up
    calls = engine.calls
    together = sorted_together(calls)
    sides: dict[str, Callable[[], object]] = {
        "chain": lambda: run_chain(files, folder / "out"),
        "bare model": lambda: run_bare(calls),
        "bare model, all sorted together": lambda: run_bare(together),
    }
    if sample:
        from benchmarks.chain.peer import run_peer, tasks_of

        tasks = tasks_of(sample)
        run_peer(tasks[:3])
        sides["naive peer, sample"] = lambda: run_peer(tasks)
        sides["chain, sample"] = lambda: run_chain(sample, folder / "sample")
    found = Rounds()
    for number in range(rounds):
        for name, work in sides.items():
            found.costs[name].append(cost_of(work))
        for name, seconds in run_stages(files, folder / "stages").items():
            found.stages[name].append(seconds)
        print(f"round {number + 1} of {rounds}", file=sys.stderr)
    shares = found.shares()
    ratios = {
        "chain / bare model": found.ratio("chain", "bare model"),
        "chain / bare model, all sorted together": found.ratio(
            "chain", "bare model, all sorted together"
        ),
        "link / chain": shares["link"],
    }
    if sample:
        ratios[PEER] = found.ratio("naive peer, sample", "chain, sample")
    return {
        "ratios": ratios,
        "shares of the chain": shares,
        "seconds by the clock": {name: found.median(name).clock for name in sides},
        "seconds of the processor": {name: found.median(name).processor for name in sides},
        "rates": rates(files, folder / "out", found.median("chain"))
        | {"padding": padding(calls), "padding, all sorted together": padding(together)},
        "process": processes(files, folder, rounds),
    }


def rates(files: Sequence[Path], output: Path, cost: Cost) -> dict[str, float]:
    """What the chain reads in a second, by the clock and of the processor."""
    tables = [parquet.ParquetFile(path).read() for path in (output / "articles").glob("*.parquet")]
    articles = sum(len(table) for table in tables)
    sentences = sum(sum(table["n_sentences"].to_pylist()) for table in tables)
    size = sum(path.stat().st_size for path in files) / 1e6
    counts = {"articles": articles, "sentences": sentences, "MB": size}
    by_clock = {f"{name} a second": count / cost.clock for name, count in counts.items()}
    return (
        counts
        | by_clock
        | {f"{name} a processor second": count / cost.processor for name, count in counts.items()}
    )


def processes(files: Sequence[Path], folder: Path, rounds: int) -> dict[str, float]:
    """Start-up time, with one short text to read, and the memory of the whole run."""
    short = folder / "short.txt"
    short.write_text("A fine\n\nThe regulator fined Acme 5 million dollars on Monday, it said.\n")
    output = ["--overwrite", "--output", str(folder / "process")]
    starts = [run_command(["run", "--input", str(short), *output]) for _ in range(rounds)]
    whole = run_command(["run", "--input", *map(str, files), *output])
    return {
        "start to tables of one sentence, seconds": statistics.median(u.seconds for u in starts),
        "start, processor seconds": statistics.median(u.processor for u in starts),
        "start, peak MB": statistics.median(u.memory for u in starts),
        "whole run, peak MB": whole.memory,
    }


def report(figures: Mapping[str, Any]) -> None:
    """Print all figures."""
    for title, group in figures.items():
        print(f"\n{title}")
        for name, value in group.items():
            shown = f"{value:,.3f}" if isinstance(value, float) else str(value)
            print(f"  {name:44}{shown:>10}")


def main(arguments: Sequence[str] | None = None) -> int:
    """Runs the benchmark; the exit status is 1 where a ratio is worse than its floor."""
    parser = argparse.ArgumentParser("benchmarks.chain", description=__doc__)
    parser.add_argument("files", nargs="*", type=Path, help="other files than our own")
    parser.add_argument("--articles", type=int, default=40, help="articles to mix (default: 40)")
    parser.add_argument("--seed", type=int, default=1, help="of what is mixed")
    parser.add_argument("--rounds", type=int, default=5, help="how often each side is timed")
    parser.add_argument(
        "--no-peer", action="store_true", help="without the peer, which needs torch"
    )
    parser.add_argument("--json", type=Path, metavar="FILE", help="also write the figures there")
    options = parser.parse_args(arguments)
    missing = [path for path in options.files if not path.is_file()]
    if missing or options.rounds < 1 or options.articles < 0:
        parser.error(f"no file {missing[0]}" if missing else "too few rounds or articles")
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "texts").mkdir()
        files = options.files or write_files(folder / "texts", options.articles, options.seed)
        sample = [] if options.no_peer else files[:SAMPLE]
        figures = measure(files, sample, folder, options.rounds)
    figures["machine"] = {
        "processor": platform.processor() or platform.machine(),
        "python": platform.python_version(),
        "onnxruntime": onnxruntime.__version__,
    }
    report(figures)
    if options.json:
        options.json.write_text(json.dumps(figures, indent=2) + "\n", "utf-8")
    floors = json.loads(FLOORS.read_text())
    if options.no_peer:
        del floors[PEER]
    fallen = below_floor("chain", figures["ratios"], floors, AT_MOST)
    for line in fallen:
        print(line, file=sys.stderr)
    return 1 if fallen else 0


if __name__ == "__main__":
    sys.exit(main())

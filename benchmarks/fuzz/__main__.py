"""Fuzz a part of the pipeline for a time: ``python -m benchmarks.fuzz TARGET --seconds N``.

Needs the extra `fuzz`. Whatever a target takes that breaks a promise, takes long, or takes much
memory, is kept in a folder and told at the end; exit status 1 if there is any.
"""

import argparse
import importlib.util
import json
import re
import resource
import subprocess
import sys
import tempfile
from pathlib import Path

NAMES = "records markup messages archives segment money dates quantities names".split()
SLOWEST = 300
"""Seconds after which one input ends the process, as does an input that takes MEMORY."""
MEMORY = 3_000
"""Megabytes; the gazetteer and other tables take some hundreds of them."""
FIGURE = re.compile(r"stat::(\w+):\s+(\d+)")


def fuzz(name: str, seconds: int, folder: Path, seed: int) -> dict[str, int]:
    """Fuzz a target; returns what libFuzzer says of the run, and ``processor``, in seconds."""
    command = [sys.executable, "-m", "benchmarks.fuzz.child", name, str(folder)]
    options = [
        f"-max_total_time={seconds}",
        f"-timeout={SLOWEST}",
        f"-rss_limit_mb={MEMORY}",
        f"-seed={seed}",
        "-print_final_stats=1",
        f"-report_slow_units={SLOWEST}",  # by the clock: what is slow, the child tells
    ]
    log = folder / "log"
    with log.open("w", encoding="utf-8") as told:
        subprocess.run([*command, *options], stdout=told, stderr=told, check=False)  # noqa: S603
    figures = {key: int(value) for key, value in FIGURE.findall(log.read_text("utf-8", "replace"))}
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return {**figures, "processor": round(used.ru_utime + used.ru_stime)}


def findings_in(folder: Path) -> list[str]:
    """What was found, a line each."""
    found = folder / "found"
    lines = []
    for path in sorted(found.iterdir()) if found.exists() else ():
        if path.suffix == ".json":
            told = json.loads(path.read_text("utf-8"))
            stack = told.get("stack", "").strip().splitlines()
            lines.append(f"{path.with_suffix('.bin')}: {told['kind']} {' '.join(stack[-1:])[:200]}")
        elif path.suffix != ".bin":  # libFuzzer's own: timeout-, oom-, crash-
            lines.append(str(path))
    return lines


def main() -> int:
    """Fuzz and report."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.fuzz", description=__doc__)
    parser.add_argument("target", choices=NAMES)
    parser.add_argument("--seconds", type=int, default=360, help="how long (default: 360)")
    parser.add_argument("--seed", type=int, default=1, help="of the fuzzer (default: 1)")
    parser.add_argument("--folder", type=Path, help="of the corpus and what is found")
    options = parser.parse_args()
    if importlib.util.find_spec("atheris") is None:
        print("error: the fuzzer is not installed: pip install '.[fuzz]'", file=sys.stderr)
        return 2
    folder = options.folder or Path(tempfile.mkdtemp(prefix="fuzz-"))
    folder.mkdir(parents=True, exist_ok=True)
    figures = fuzz(options.target, options.seconds, folder, options.seed)
    tried, memory = (figures.get(name, 0) for name in ("number_of_executed_units", "peak_rss_mb"))
    lines = findings_in(folder)
    print(
        f"{options.target:10} {options.seconds} s, {figures['processor']} of a processor, "
        f"{tried:,} inputs, peak {memory} MB, {len(lines)} found, in {folder}"
    )
    for line in lines:
        print(f"  {line}")
    if not tried and not lines:
        print(f"error: the fuzzer did not run: see {folder / 'log'}", file=sys.stderr)
        return 2
    return 1 if lines else 0


if __name__ == "__main__":
    sys.exit(main())

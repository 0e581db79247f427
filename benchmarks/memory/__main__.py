"""Peak memory of a run and of one on ten times the input: ``python -m benchmarks.memory``.

The input is our own articles with their names changed, in JSON Lines, one file or many. With
``--no-model`` nothing is classified: what is measured is all around the model, at full chunk size.
"""

import argparse
import json
import os
import random
import re
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from benchmarks.labelled import OWN
from pipeline.__main__ import main as command
from pipeline.inference import EventModel
from pipeline.runs import chunks

NAME = re.compile(r"\b[A-Z][a-z]{3,}\b")
SYLLABLES = "ba de lo mi ru sa te vo zi qua ner tol".split()


def make_input(folder: Path, size: int, files: int) -> int:
    """Write about ``size`` bytes of articles in so many files; returns how many articles."""
    chance, articles = random.Random(0), 0
    sentences: dict[str, list[str]] = {}
    for line in OWN.read_text("utf-8").splitlines():
        row = json.loads(line)
        sentences.setdefault(row["doc"], []).append(row["text"])
    texts = ["\n\n".join(each) for each in sentences.values()]
    for number in range(files):
        with (folder / f"{number:05}.jsonl").open("w", encoding="utf-8") as file:
            while file.tell() < size / files:
                text = NAME.sub(lambda _: name(chance), texts[articles % len(texts)])
                file.write(json.dumps({"text": text}) + "\n")
                articles += 1
    return articles


def name(chance: random.Random) -> str:
    """A name that is nobody's."""
    return "".join(chance.choices(SYLLABLES, k=3)).title()


def run_here(options: argparse.Namespace) -> int:
    """What the process does whose memory is measured."""
    folder, output = options.here
    chunks.CHUNK_BYTES = options.chunk
    if options.no_model:
        EventModel.classify = nothing  # type: ignore[method-assign, assignment]
    return command(["run", "--input", folder, "--output", output])


def nothing(model: EventModel, sentences: list[str]) -> object:
    """Of every type the probability 0."""
    import numpy as np

    return np.zeros((len(sentences), len(model.package.types)), np.float32)


def measure(size: int, files: int, options: argparse.Namespace) -> int:
    """Run on an input of a size, print what it took; returns the peak in bytes."""
    with tempfile.TemporaryDirectory() as folder:
        source, output = Path(folder, "in"), Path(folder, "out")
        source.mkdir()
        articles = make_input(source, size, files)
        arguments = [sys.executable, "-m", "benchmarks.memory", "--here", str(source), str(output)]
        arguments += ["--chunk", str(options.chunk), *(["--no-model"] * options.no_model)]
        begun = time.monotonic()
        process = subprocess.Popen(arguments, stdout=subprocess.DEVNULL)  # noqa: S603 - ourselves
        _, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
        runs = len(list((output / "_runs").glob("*.json")))
        peak = usage.ru_maxrss * 1024
        print(
            f"{size / 1e6:6.2f} MB in {files:5} files, {articles:6} articles, {runs:3} chunks: "
            f"peak {peak / 1e6:5.0f} MB, {time.monotonic() - begun:5.0f} s, "
            f"status {process.returncode}",
            flush=True,
        )
        return peak


if __name__ == "__main__":
    parser = argparse.ArgumentParser(prog="python -m benchmarks.memory", description=__doc__)
    parser.add_argument("--size", type=float, default=4.0, help="megabytes (default: 4)")
    parser.add_argument("--chunk", type=int, default=chunks.CHUNK_BYTES, help="bytes of a chunk")
    parser.add_argument("--files", type=int, default=1, help="so many, and ten times as many")
    parser.add_argument("--no-model", action="store_true", help="find nothing in any sentence")
    parser.add_argument("--here", nargs=2, help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.here:
        sys.exit(run_here(options))
    sizes = (options.size, 10 * options.size)
    several = (options.files, 10 * options.files if options.files > 1 else 1)
    peaks = [
        measure(round(size * 1e6), files, options)
        for size, files in zip(sizes, several, strict=True)
    ]
    print(f"ten times the input: {peaks[1] / peaks[0]:.2f} times the memory")

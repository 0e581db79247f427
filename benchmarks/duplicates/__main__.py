"""Prints how well copies are found: ``python -m benchmarks.duplicates --data DIR``.

``DIR`` holds the corpora that ``benchmarks.segmentation`` names; copies are made of their articles.
"""

import argparse
import json
import sys
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

from benchmarks.duplicates.measure import Collection, Tally, all_runs, collections
from benchmarks.duplicates.speed import report_speed
from benchmarks.floors import below_floor as worse
from benchmarks.segmentation.corpus import corpus, own_articles
from pipeline.duplicates.groups import THRESHOLD
from pipeline.duplicates.sketch import sketch_text

THRESHOLDS = (0.3, 0.35, 0.4, 0.45, 0.5, 0.6, 0.7)
FLOORS = Path(__file__).parent / "floors.json"
"""The least that each figure may be, for all articles and for our own; they only rise."""


def below_floor(name: str, figures: Mapping[str, float]) -> list[str]:
    """The figures that are worse than their floor, in words."""
    floors: dict[str, float] = json.loads(FLOORS.read_text())[name]
    return worse(name, figures, floors)


def overall(found: Iterable[Collection], threshold: float) -> Tally:
    """The sum over all kinds of copies."""
    return sum((collection.tally(threshold) for collection in found), Tally())


def main(arguments: Sequence[str] | None = None) -> int:
    """Runs the benchmark; the exit status is 1 where a figure fell below its floor."""
    parser = argparse.ArgumentParser("benchmarks.duplicates", description=__doc__)
    parser.add_argument("--data", type=Path, required=True, help="folder of the corpora")
    parser.add_argument("--all-runs", action="store_true", help="the baseline: count every run")
    parser.add_argument("--speed", action="store_true", help="articles a second instead")
    options = parser.parse_args(arguments)
    try:
        articles = [*corpus(options.data), *own_articles()]
    except ValueError as error:
        parser.error(str(error))
    if options.speed:
        report_speed(articles)
        return 0
    found = list(collections(articles, all_runs if options.all_runs else sketch_text))
    _print_curve(found)
    if options.all_runs:
        return 0
    fallen = below_floor("all", overall(found, THRESHOLD).figures)
    for line in fallen:
        print(line, file=sys.stderr)
    return 1 if fallen else 0


def _print_curve(found: Iterable[Collection]) -> None:
    print(f"{'':12}{'copies':>7}  precision / recall / F1 at a threshold of")
    print(" " * 19 + "".join(f"{threshold:>18}" for threshold in THRESHOLDS))
    for collection in found:
        _print_row(collection.kind, [collection.tally(least) for least in THRESHOLDS])
    _print_row("all", [overall(found, least) for least in THRESHOLDS])


def _print_row(name: str, tallies: Sequence[Tally]) -> None:
    cells = (" ".join(f"{value:.3f}" for value in tally.figures.values()) for tally in tallies)
    print(f"{name:12}{tallies[0].copies:7}" + "".join(f" {cell}" for cell in cells))


if __name__ == "__main__":
    sys.exit(main())

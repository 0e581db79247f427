"""Prints how well dumps are split: ``python -m benchmarks.segmentation --data DIR``.

Development styles alone unless ``--part`` names others, so that nobody tunes on those unaware.
"""

import argparse
import json
import sys
from collections import defaultdict
from collections.abc import Iterable, Sequence
from pathlib import Path

from benchmarks.floors import below_floor as worse
from benchmarks.segmentation.corpus import corpus, own_articles
from benchmarks.segmentation.dumps import PARTS, dumps_of
from benchmarks.segmentation.html_pages import report_pages
from benchmarks.segmentation.measure import Tally, compared
from benchmarks.segmentation.page import Dump
from benchmarks.segmentation.speed import report_speed
from benchmarks.segmentation.systems import SYSTEMS, System

FLOORS = Path(__file__).parent / "floors.json"
"""The least that each figure may be, by part; they only rise."""

EACH = 12  # dumps of every style and language


def tallies(dumps: Iterable[Dump], system: System) -> dict[str, Tally]:
    """What ``system`` makes of ``dumps``, by group: ``all``, each style and each language."""
    found: dict[str, Tally] = defaultdict(Tally)
    for dump in dumps:
        tally = compared(dump, system(dump.text))
        for group in ("all", f"style {dump.style}", f"language {dump.language}"):
            found[group] += tally
    return found


def below_floor(part: str, tally: Tally) -> list[str]:
    """The figures of ``tally`` that are worse than their floor, in words; a part may have none."""
    floors: dict[str, float] = json.loads(FLOORS.read_text()).get(part, {})
    return worse(part, tally.figures, floors, at_most={"window_diff"})


def main(arguments: Sequence[str] | None = None) -> int:
    """Runs the benchmark; the exit status is 1 where a figure fell below its floor."""
    parser = argparse.ArgumentParser("benchmarks.segmentation", description=__doc__)
    parser.add_argument("--data", type=Path, required=True, help="folder of the corpora")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--each", type=int, default=EACH, help="dumps a style and language")
    parser.add_argument("--part", choices=PARTS, default="dev", help="which styles")
    parser.add_argument("--baselines", action="store_true", help="the baselines as well")
    instead = parser.add_mutually_exclusive_group()
    instead.add_argument("--speed", action="store_true", help="megabytes a second instead")
    instead.add_argument("--html", action="store_true", help="HTML pages against trafilatura")
    options = parser.parse_args(arguments)
    try:
        articles = [*corpus(options.data), *own_articles()]
    except ValueError as error:
        parser.error(str(error))
    if options.html:
        report_pages(articles, each=options.each, seed=options.seed)
        return 0
    part = options.part
    dumps = list(dumps_of(part, articles, each=options.each, seed=options.seed))
    if options.speed:
        report_speed([dump.text for dump in dumps])
        return 0
    fallen: list[str] = []
    for name in SYSTEMS if options.baselines else ["pipeline"]:
        found = tallies(dumps, SYSTEMS[name])
        groups = sorted(found) if name == "pipeline" else ["all"]
        _print_table(f"{name}, {part} styles, {len(dumps)} dumps", found, groups)
        if name == "pipeline" and options.seed == 1 and options.each == EACH:
            fallen = below_floor(part, found["all"])
    for line in fallen:
        print(line, file=sys.stderr)
    return 1 if fallen else 0


def _print_table(title: str, found: dict[str, Tally], groups: Iterable[str]) -> None:
    names = list(Tally().figures)
    print(f"\n{title}\n{'':28}{'articles':>9}" + "".join(f"{name:>16}" for name in names))
    for group in groups:
        figures = "".join(f"{found[group].figures[name]:16.4f}" for name in names)
        print(f"{group:28}{found[group].articles:9}{figures}")


if __name__ == "__main__":
    sys.exit(main())

"""Prints how many values are right: ``python -m benchmarks.values --labels DIR``.

Without ``--labels``, on our own sentences alone. Parts: ``mended`` and ``own`` may be looked at to
mend the rules (``--misses``); ``held back`` and ``seeds`` are for measuring only.
"""

import argparse
import json
import sys
from collections.abc import Sequence
from pathlib import Path

from benchmarks.floors import below_floor as worse
from benchmarks.grouping.measure import gold_groups
from benchmarks.labelled import OWN, label_files, read_articles, read_gold
from benchmarks.values.measure import Answer, Tally, answers, tallies

HERE = Path(__file__).parent
FLOORS = HERE / "floors.json"
"""The least that each share may be, by part and kind; they only rise."""


def own_answers() -> list[Answer]:
    """The answers on our own sentences."""
    return _answers([OWN])


def below_floor(found: dict[tuple[str, str], Tally]) -> list[str]:
    """The shares that are worse than their floor, in words."""
    floors: dict[str, dict[str, list[float]]] = json.loads(FLOORS.read_text())
    return [
        line
        for (part, kind), tally in found.items()
        if kind in floors.get(part, {})
        for line in worse(
            f"{part}, {kind}",
            {"share": tally.share, "true nulls": tally.true_nulls},
            dict(zip(("share", "true nulls"), floors[part][kind], strict=True)),
        )
    ]


def main(arguments: Sequence[str] | None = None) -> int:
    """Runs the benchmark; the exit status is 1 where a share fell below its floor."""
    parser = argparse.ArgumentParser("benchmarks.values", description=__doc__)
    parser.add_argument("--labels", type=Path, help="folder of dev.jsonl and seeds.jsonl")
    parser.add_argument("--misses", choices=("mended", "own"), help="print what is not right")
    options = parser.parse_args(arguments)
    try:
        found = _answers(label_files(options.labels))
    except ValueError as error:
        parser.error(str(error))
    for answer in found:
        if answer.part == options.misses and not answer.is_right:
            print(f"{answer.kind}: {answer.words}\n    {answer.gold}, given {answer.given}")
    counted = tallies(found)
    print(f"{'part':12}{'kind':20}{'values':>8}{'right':>8}{'share':>8}", end="")
    print(f"{'wrong':>8}{'nulls':>8}{'false values':>14}")
    for (part, kind), tally in sorted(counted.items()):
        print(f"{part:12}{kind:20}{tally.values:8}{tally.right:8}{tally.share:8.3f}", end="")
        print(f"{tally.wrong:8}{tally.nulls:8}{tally.false_values:14}")
    fallen = below_floor(counted)
    for line in fallen:
        print(line, file=sys.stderr)
    return 1 if fallen else 0


def _answers(paths: list[Path]) -> list[Answer]:
    articles = read_articles(paths)
    gold = [
        item
        for name in ("gold.jsonl", "own_gold.jsonl")
        for item in read_gold(HERE / name, articles)
    ]
    return list(answers(articles, gold, gold_groups(articles)))


if __name__ == "__main__":
    sys.exit(main())

"""Prints B-cubed of the grouping of mentions: ``python -m benchmarks.grouping --labels DIR``.

Without ``--labels``, on our own articles alone. Parts: ``mended`` and ``own`` may be looked at to
mend the rules (``--misses``); ``held back`` and ``seeds`` are for measuring only.
"""

import argparse
import json
import sys
from collections.abc import Sequence
from pathlib import Path

from benchmarks.floors import below_floor as worse
from benchmarks.grouping.measure import (
    FULL_NAMES,
    PIPELINE,
    SYSTEMS,
    Score,
    b_cubed,
    gold_groups,
    groups_of,
)
from benchmarks.labelled import LabelledArticle, Place, label_files, read_articles

FLOORS = Path(__file__).parent / "floors.json"
"""The least that B-cubed F1 may be, by part; it only rises."""


def scores(articles: list[LabelledArticle], gold: dict[Place, int]) -> dict[str, dict[str, Score]]:
    """The score of every system, by part and system."""
    parts = dict.fromkeys(article.part for article in articles)
    return {
        part: {
            name: b_cubed(
                [
                    group
                    for article in articles
                    if article.part == part
                    for group in groups_of(article, s, full_names=name == FULL_NAMES)
                ],
                gold,
            )
            for name, s in SYSTEMS.items()
        }
        for part in parts
    }


def below_floor(found: dict[str, dict[str, Score]]) -> list[str]:
    """The parts whose F1 is worse than its floor, in words."""
    floors: dict[str, dict[str, float]] = json.loads(FLOORS.read_text())
    return [
        line
        for system, least in floors.items()
        for part, score in found.items()
        if part in least
        for line in worse(f"{part}, {system}", {"F1": score[system].f1}, {"F1": least[part]})
    ]


def main(arguments: Sequence[str] | None = None) -> int:
    """Runs the benchmark; the exit status is 1 where an F1 fell below its floor."""
    parser = argparse.ArgumentParser("benchmarks.grouping", description=__doc__)
    parser.add_argument("--labels", type=Path, help="folder of dev.jsonl and seeds.jsonl")
    parser.add_argument("--misses", choices=("mended", "own"), help="print groups that differ")
    options = parser.parse_args(arguments)
    try:
        articles = read_articles(label_files(options.labels))
        gold = gold_groups(articles)
    except ValueError as error:
        parser.error(str(error))
    for article in articles:
        if article.part == options.misses:
            _print_misses(article, gold)
    found = scores(articles, gold)
    print(f"{'part':12}{'system':24}{'mentions':>9}{'precision':>11}{'recall':>8}{'F1':>8}")
    for part, systems in sorted(found.items()):
        for name, score in systems.items():
            print(f"{part:12}{name:24}{score.mentions:9}{score.precision:11.3f}", end="")
            print(f"{score.recall:8.3f}{score.f1:8.3f}")
    fallen = below_floor(found)
    for line in fallen:
        print(line, file=sys.stderr)
    return 1 if fallen else 0


def _print_misses(article: LabelledArticle, gold: dict[Place, int]) -> None:
    """The mentions of each type that is not grouped as in the gold: number there, number found."""
    found = groups_of(article, SYSTEMS[PIPELINE])
    number = {place: n for n, group in enumerate(found) for place in group}
    by_type: dict[str, list[Place]] = {}
    for place, mention in article.mentions.items():
        by_type.setdefault(mention.event_type, []).append(place)
    for event_type, places in by_type.items():
        pairs = {(gold[place], number[place]) for place in places}
        if len(pairs) == len({g for g, _ in pairs}) == len({n for _, n in pairs}):
            continue
        print(f"{article.article.article_id} {event_type}: gold, found")
        for place in places:
            mention = article.mentions[place]
            spans = "; ".join(f"{span.role}={span.text}" for span in mention.arguments)
            told = f"{mention.realis} «{mention.trigger}» {spans}"
            print(f"  {place.sentence}.{place.event:<3}{gold[place]:5}{number[place]:5}  {told}")


if __name__ == "__main__":
    sys.exit(main())

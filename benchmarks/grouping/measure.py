"""Mentions put together by the link stage, against groups made by hand, by B-cubed.

B-cubed (Bagga and Baldwin 1998): for each mention, the share of its group that belongs with it
(precision) and the share of what belongs with it that is in its group (recall), averaged.
"""

import statistics
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import NamedTuple

from benchmarks.labelled import LabelledArticle, Place, read_gold
from pipeline.elements import Article, Mention
from pipeline.link.mentions import group_mentions

HERE = Path(__file__).parent
System = Callable[[Sequence[Mention], Article], list[tuple[Mention, ...]]]


class Score(NamedTuple):
    """B-cubed of some mentions."""

    mentions: int
    precision: float
    recall: float

    @property
    def f1(self) -> float:
        """Harmonic mean of precision and recall."""
        both = self.precision + self.recall
        return 2 * self.precision * self.recall / both if both else 0.0


def gold_groups(articles: list[LabelledArticle]) -> dict[Place, int]:
    """The number of the group of each mention, within its article."""
    return {
        Place(item["doc"], item["i"], item["event"]): item["group"]
        for name in ("gold.jsonl", "own_gold.jsonl")
        for item in read_gold(HERE / name, articles)
    }


def alone(mentions: Sequence[Mention], _article: Article) -> list[tuple[Mention, ...]]:
    """Baseline: each mention its own happening."""
    return [(mention,) for mention in mentions]


def by_type(mentions: Sequence[Mention], _article: Article) -> list[tuple[Mention, ...]]:
    """Baseline: one happening a type."""
    types = dict.fromkeys(mention.event_type for mention in mentions)
    return [tuple(one for one in mentions if one.event_type == name) for name in types]


PIPELINE, FULL_NAMES = "pipeline", "with full names"
"""The rules on the words as they stand, and on full names of parties as the link stage has them."""
SYSTEMS: dict[str, System] = {
    PIPELINE: group_mentions,
    FULL_NAMES: group_mentions,
    "every mention alone": alone,
    "same type together": by_type,
}


def groups_of(
    article: LabelledArticle, system: System, *, full_names: bool = False
) -> list[frozenset[Place]]:
    """The groups that a system makes of an article, as places; with the full names of parties."""
    mentions = article.named if full_names else article.mentions
    place_of = {id(mention): place for place, mention in mentions.items()}
    groups = system(list(mentions.values()), article.article)
    return [frozenset(place_of[id(mention)] for mention in group) for group in groups]


def b_cubed(found: Iterable[frozenset[Place]], gold: dict[Place, int]) -> Score:
    """The score of groups; the groups of several articles may be given together."""
    members: dict[tuple[str, int], set[Place]] = {}
    for place, group in gold.items():
        members.setdefault((place.doc, group), set()).add(place)
    precisions, recalls = [], []
    for group_found in found:
        for place in group_found:
            right = members[place.doc, gold[place]]
            shared = len(right & group_found)
            precisions.append(shared / len(group_found))
            recalls.append(shared / len(right))
    if not precisions:
        return Score(0, 1.0, 1.0)
    return Score(len(precisions), statistics.fmean(precisions), statistics.fmean(recalls))

"""Compares the articles found in a dump with those that are there.

- *Boundaries* lie between neighbouring paragraphs of different articles. Each paragraph that is
  there belongs to the found article that overlaps it most. A found article without any of them
  counts as one boundary too many.
- *WindowDiff* (Pevzner and Hearst, 2002): the share of windows, half an average article long, in
  which the number of boundaries differs.
- *Titles* and *articles* are exact when they read the same, spaces aside.
- *Body tokens* are words by their place: those of an article that its counterpart holds too.
"""

import dataclasses
import re
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterable, Sequence
from itertools import pairwise

from benchmarks.segmentation.page import Dump, GoldArticle
from pipeline.elements import Range

_WORD = re.compile(r"\w+")
_BLANKS = re.compile(r"[\s\u200b\u200e\ufeff]+")


@dataclasses.dataclass(frozen=True, slots=True)
class Found:
    """An article that a system found: its title as it gives it, and its paragraphs' places."""

    title: str | None
    paragraphs: tuple[Range, ...]


@dataclasses.dataclass(slots=True)
class Tally:
    """Counts over dumps, and the figures that come of them."""

    articles: int = 0
    titles: int = 0
    exact: int = 0
    boundaries: int = 0
    found_boundaries: int = 0
    right_boundaries: int = 0
    windows: int = 0
    wrong_windows: int = 0
    tokens: int = 0
    found_tokens: int = 0
    right_tokens: int = 0

    def __add__(self, other: "Tally") -> "Tally":
        return Tally(*(mine + its for mine, its in zip(_values(self), _values(other), strict=True)))

    @property
    def figures(self) -> dict[str, float]:
        """Each figure by its name, 1 the best but for ``window_diff``."""
        return {
            "boundary_f1": f1(self.right_boundaries, self.found_boundaries, self.boundaries),
            "window_diff": self.wrong_windows / max(1, self.windows),
            "exact_titles": self.titles / max(1, self.articles),
            "body_f1": f1(self.right_tokens, self.found_tokens, self.tokens),
            "exact_articles": self.exact / max(1, self.articles),
        }


def compared(dump: Dump, found: Sequence[Found]) -> Tally:
    """How ``found`` compares with the articles of ``dump``."""
    owners = _owners(dump.articles, found)
    there = [number for number, gold in enumerate(dump.articles) for _ in gold.paragraphs]
    tally = Tally(articles=len(dump.articles))
    _count_boundaries(tally, there, owners, len(found))
    words = [match.start() for match in _WORD.finditer(dump.text)]
    tally.found_tokens = sum(len(_tokens(words, each.paragraphs)) for each in found)
    at = 0
    taken: set[int] = set()
    for gold in dump.articles:
        mine = Counter(owners[at : at + len(gold.paragraphs)])
        at += len(gold.paragraphs)
        gold_tokens = _tokens(words, gold.paragraphs)
        tally.tokens += len(gold_tokens)
        best = mine.most_common(1)[0][0]
        if best is None or best in taken:
            continue
        taken.add(best)
        each = found[best]
        tally.right_tokens += len(gold_tokens & _tokens(words, each.paragraphs))
        title = None if gold.title is None else dump.text[slice(*gold.title)]
        same_title = _plain(title) == _plain(each.title)
        tally.titles += same_title
        tally.exact += same_title and _body(dump, gold.paragraphs) == _body(dump, each.paragraphs)
    return tally


def _count_boundaries(
    tally: Tally, there: Sequence[int], owners: Sequence[int | None], found: int
) -> None:
    carried = list(owners)
    first = next((owner for owner in owners if owner is not None), None)
    for index, owner in enumerate(carried):
        if owner is None:  # what no article holds goes with what stands before it
            carried[index] = carried[index - 1] if index else first
    gold = [first != second for first, second in pairwise(there)]
    mine = [first != second for first, second in pairwise(carried)]
    extra = found - len({owner for owner in owners if owner is not None})
    tally.boundaries = sum(gold)
    tally.found_boundaries = sum(mine) + extra
    tally.right_boundaries = sum(a and b for a, b in zip(gold, mine, strict=True))
    size = min(max(2, round(len(there) / (sum(gold) + 1) / 2)), max(1, len(gold)))
    for start in range(len(gold) - size + 1):
        window = slice(start, start + size)
        tally.windows += 1
        tally.wrong_windows += sum(gold[window]) != sum(mine[window])


def _owners(articles: Iterable[GoldArticle], found: Sequence[Found]) -> list[int | None]:
    """For each paragraph that is there the number of the found article that holds it."""
    places = sorted(
        (place, number) for number, each in enumerate(found) for place in each.paragraphs
    )
    starts = [place.start for place, _ in places]
    owners: list[int | None] = []
    for gold in articles:
        for start, end in gold.paragraphs:
            shares: Counter[int] = Counter()
            for place, number in places[max(0, bisect_right(starts, start) - 1) :]:
                if place.start >= end:
                    break
                shares[number] += max(0, min(end, place.end) - max(start, place.start))
            best = shares.most_common(1)
            owners.append(best[0][0] if best and best[0][1] else None)
    return owners


def _tokens(words: Sequence[int], places: Iterable[Range]) -> set[int]:
    """The starts of the words in ``places``."""
    return {
        word
        for start, end in places
        for word in words[bisect_left(words, start) : bisect_left(words, end)]
    }


def _body(dump: Dump, places: Iterable[Range]) -> list[str]:
    return [_plain(dump.text[start:end]) for start, end in places]


def _plain(text: str | None) -> str:
    return _BLANKS.sub(" ", text or "").strip()


def f1(right: int, found: int, there: int) -> float:
    """The harmonic mean of precision and recall; 1 where there is nothing and nothing is found."""
    return 2 * right / (found + there) if found + there else 1.0


def _values(tally: Tally) -> tuple[int, ...]:
    return dataclasses.astuple(tally)

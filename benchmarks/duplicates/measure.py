"""Marks compared with what is known to be a copy: precision, recall and F1.

- *Recall*: the copies that share a group with what they were made from.
- *Precision*: the marks that name an article with the same origin, among all marks.
"""

import dataclasses
import functools
import math
import tomllib
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from pathlib import Path

import numpy as np

from benchmarks.duplicates.edits import EDITS, copies
from benchmarks.duplicates.reports import templated_reports
from benchmarks.segmentation.page import SourceArticle
from pipeline.duplicates.groups import Groups, bands_of, compared, marks_of
from pipeline.duplicates.sketch import (
    Copy,
    Sketch,
    band_keys,
    runs_of,
    sketch_text,
    smallest_hashes,
    words_of,
)

NATURAL = "natural"
"""The kind of the copies that the corpora hold by themselves."""

TextSketch = Callable[[str], tuple[bytes, tuple[int, ...]]]


@dataclasses.dataclass(slots=True)
class Tally:
    """Counts of copies, and the figures that come of them."""

    copies: int = 0
    found: int = 0
    marks: int = 0
    wrong: int = 0

    def __add__(self, other: "Tally") -> "Tally":
        return Tally(
            self.copies + other.copies,
            self.found + other.found,
            self.marks + other.marks,
            self.wrong + other.wrong,
        )

    @property
    def figures(self) -> dict[str, float]:
        """Precision, recall and F1; precision is 1 where nothing is marked."""
        precision = 1 - self.wrong / max(1, self.marks)
        recall = self.found / max(1, self.copies)
        f1 = 2 * precision * recall / max(1e-9, precision + recall)
        return {"precision": precision, "recall": recall, "f1": f1}


def all_runs(text: str) -> tuple[bytes, tuple[int, ...]]:
    """A sketch of all runs of words, as a baseline: those without a name or number count too."""
    words, telling = words_of(text)
    smallest = smallest_hashes(runs_of(words, telling | True))
    return smallest.astype(np.uint8).tobytes(), band_keys(smallest)


def sketches_of(articles: Iterable[SourceArticle], sketch: TextSketch) -> list[Sketch]:
    """The sketches of articles without a date, by name."""
    return [
        Sketch(
            Copy(True, math.inf, article.name, article.name), *sketch("\n".join(article.paragraphs))
        )
        for article in articles
    ]


def collections(
    articles: Sequence[SourceArticle], sketch: TextSketch = sketch_text
) -> Iterator["Collection"]:
    """A collection for each kind of copy: all articles, one copy of each, and the reports.

    Every fifth article gives what is new in copies, and is not in the collection itself: a copy
    that has grown by a whole article would rightly be a copy of that one, too.
    """
    donors = [article for article in articles if not article.name.startswith("ecbplus")][::5]
    kept = [article for article in articles if article not in donors]
    others = sketches_of([*kept, *templated_reports()], sketch)
    for kind in EDITS:
        made = sketches_of(copies(kept, kind, donors), sketch)
        yield Collection(kind, [*others, *made])
    yield Collection(NATURAL, others)


class Collection:
    """Articles that hold copies of one kind, compared once for all thresholds."""

    def __init__(self, kind: str, sketches: Sequence[Sketch]) -> None:
        names = [sketch.copy.article_id for sketch in sketches]
        made = {name: origin_of(name) for name in names if "/" in name}
        self.kind = kind
        self.made = natural_copies(names) if kind == NATURAL else made
        self.overlaps = {
            (copy, other): overlap
            for band in bands_of(sketches)
            for copy, other, overlap in compared(band)
        }

    def tally(self, threshold: float) -> Tally:
        """How the marks from ``threshold`` on compare with the origins that the names tell."""
        groups = Groups()
        for (copy, other), overlap in self.overlaps.items():
            if overlap >= threshold:
                groups.join(copy, other)
        marks = dict(marks_of(groups))
        return Tally(
            copies=len(self.made),
            found=sum(marks.get(a, a) == marks.get(b, b) for a, b in self.made.items()),
            marks=len(marks),
            wrong=sum(_lineage(copy) != _lineage(first) for copy, first in marks.items()),
        )


def origin_of(name: str) -> str:
    """The article that a copy was made from."""
    return name.partition("/")[0]


def natural_copies(names: Iterable[str]) -> dict[str, str]:
    """The copies that the corpora hold, each with the first of its group."""
    groups, there = _natural()["copies"], set(names)
    return {
        f"ecbplus:{copy}": f"ecbplus:{first}"
        for first, *others in groups
        for copy in others
        if {f"ecbplus:{copy}", f"ecbplus:{first}"} <= there
    }


def _lineage(name: str) -> str:
    """What an article was taken from, as far as it is known."""
    origin = origin_of(name)
    return _lineages().get(origin, origin)


@functools.cache
def _natural() -> Mapping[str, list[list[str]]]:
    return tomllib.loads(Path(__file__).with_name("natural.toml").read_text("utf-8"))


@functools.cache
def _lineages() -> dict[str, str]:
    """Each article of the groups in natural.toml to a name of what it was taken from."""
    found: dict[str, str] = {}
    for group in (*_natural()["copies"], *_natural()["partly"]):
        names = [f"ecbplus:{name}" for name in group]
        known = {found[name] for name in names if name in found}
        lineage = min(known, default=names[0])
        found.update(dict.fromkeys(names, lineage))
        found.update({name: lineage for name, old in found.items() if old in known})
    return found

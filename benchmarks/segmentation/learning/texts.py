"""The articles that the tagger is trained on: none of them is printed where it is measured."""

import json
import random
from collections import defaultdict
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from benchmarks.segmentation.corpus import corpus, own_articles
from benchmarks.segmentation.dumps import is_for_development
from benchmarks.segmentation.page import SourceArticle

_LABELS = Path(__file__).parents[3] / "training" / "labels"
_SCARCE = ("de", "fr", "it", "pt")
_MADE = 12  # articles of each such language that are put together
_TITLE_WORDS = 12


def articles_to_learn(folder: Path) -> list[SourceArticle]:
    """Those of the corpora in ``folder`` that are for development, and articles of our own."""
    known = [
        article for article in (*corpus(folder), *own_articles()) if is_for_development(article)
    ]
    return [*known, *_written(), *_made()]


def _rows(*names: str) -> Iterator[dict[str, Any]]:
    for name in names:
        with (_LABELS / name).open(encoding="utf-8") as file:
            yield from map(json.loads, file)


def _written() -> Iterator[SourceArticle]:
    """The articles written for the labels of events, in paragraphs of one to three sentences."""
    documents: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for row in _rows("own_articles.jsonl"):
        documents[row["doc"]].append(row)
    for name, rows in documents.items():
        title, *sentences = (row["text"] for row in sorted(rows, key=lambda row: row["i"]))
        if len(sentences) > 3 and not title.endswith("."):
            yield _article(name, rows[0]["lang"], title, sentences)


def _made() -> Iterator[SourceArticle]:
    """Sentences of languages with few articles, put together to what looks like some."""
    rows = [*_rows("own_1.jsonl", "own_2.jsonl")]
    for language in _SCARCE:
        sentences = [row["text"] for row in rows if row["lang"] == language]
        rng = random.Random(language)
        for number in range(_MADE):
            chosen = rng.sample(sentences, rng.randint(6, 14))
            title = " ".join(chosen[0].rstrip(".").split()[:_TITLE_WORDS]).rstrip(",;:")
            yield _article(f"{language}:{number}", language, title, chosen)


def _article(name: str, language: str, title: str, sentences: Sequence[str]) -> SourceArticle:
    rng = random.Random(name)
    paragraphs = []
    left = list(sentences)
    while left:
        count = rng.choice((1, 1, 2, 2, 3))
        paragraphs.append(" ".join(left[:count]))
        left = left[count:]
    if len(paragraphs) == 1:
        paragraphs = list(sentences)
    return SourceArticle(name, language, title, tuple(paragraphs))

"""Real articles of open text, cleaned into title and paragraphs; our own articles for a quick run.

The text is read from where it lies and never copied into the project. A sentence that does not end
like one is left out, since these corpora hold furniture of their own, which nobody marked.
"""

import gzip
import hashlib
import json
import random
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from benchmarks.segmentation.page import SourceArticle

HASHES = {
    "train_articles.jsonl": "aeb127d7ddf54058",
    "pool_articles_en.jsonl.gz": "36d3837505ae3f88",
    "pool_articles_es.jsonl.gz": "9a1d1514120e2094",
    "pool_articles_voa.jsonl.gz": "de493095a1e51071",
}
"""The files of a corpus, each with the start of its SHA-256: figures hold for these alone."""

OWN = Path(__file__).parent / "articles"

_SENTENCES = (8, 30)  # an article shorter is a notice, a longer one is cut
_PARAGRAPHS = 3  # the least an article has
_TITLE_WORDS = range(3, 23)
_ENDS = re.compile(r"[.!?…][\"'”’»)]*$")
_GLUED = re.compile(r"\s?-(?=[A-Z“\"'‘])")  # the corpus glues the title to the first sentence
_DATELINE = re.compile(r"(?P<place>[A-Z][A-Z .,'’/-]+?)\s+—\s+-?\s*")
_CAPTION = re.compile(r"(?:FILE|Image|Photo)\b ?[-:–]")
_LOWER = re.compile(r"\b[a-z]{4,}")
_DATE = re.compile(r"day, [A-Z]\w+ \d|^\d|^Posted|Updated:|\d{4},\s?\d\d:\d\d")


def own_articles() -> list[SourceArticle]:
    """The articles that were written for this benchmark, in six languages."""
    articles = []
    for path in sorted(OWN.glob("*.txt")):
        title, *paragraphs = filter(None, path.read_text("utf-8").split("\n"))
        articles.append(SourceArticle(path.stem, path.stem[:2], title, tuple(paragraphs)))
    return articles


def corpus(folder: Path) -> list[SourceArticle]:
    """The articles of the files in ``folder`` or in folders of it.

    Raises:
        ValueError: a file is missing, or is not the one that the figures hold for.
    """
    files = {name: _pinned(folder, name, start) for name, start in HASHES.items()}
    return [
        *_in_sentences(_rows(files["train_articles.jsonl"])),
        *_in_sentences(_rows(files["pool_articles_en.jsonl.gz"])),
        *_voice_of_america(_rows(files["pool_articles_voa.jsonl.gz"])),
        *_spanish(_rows(files["pool_articles_es.jsonl.gz"])),
    ]


def _pinned(folder: Path, name: str, start: str) -> Path:
    """The file ``name`` below ``folder``, whose hash must begin with ``start``."""
    path = next(iter(sorted(folder.rglob(name))), None)
    if path is None:
        raise ValueError(f"{folder} holds no {name}")
    found = hashlib.sha256(path.read_bytes()).hexdigest()
    if not found.startswith(start):
        raise ValueError(f"{path} has changed: its hash begins {found[:16]}, not {start}")
    return path


def _rows(path: Path) -> Iterator[dict[str, Any]]:
    with gzip.open(path, "rt") if path.suffix == ".gz" else path.open() as file:
        yield from map(json.loads, file)


def _in_sentences(rows: Iterable[dict[str, Any]]) -> Iterator[SourceArticle]:
    """Articles given as sentences, the first of which may be the title."""
    documents: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for row in rows:
        documents[row["doc"]].append(row)
    for name, found in documents.items():
        if found[0]["source"] == "es_fakenews":
            continue  # whole in a file of their own
        title, *sentences = (_rejoined(row["text"]) for row in found)
        if not _ENDS.search(title):
            yield from _article(f"{found[0]['source']}:{name}", "en", title, sentences)


def _voice_of_america(rows: Iterable[dict[str, Any]]) -> Iterator[SourceArticle]:
    documents: dict[str, list[str]] = defaultdict(list)
    for row in rows:
        documents[row["id"].rsplit("_", 1)[0]].append(row["text"])
    for name, (opening, *sentences) in documents.items():
        for place in _GLUED.finditer(opening):
            title, first = opening[: place.start()], opening[place.end() :]
            begins = " ".join(first.split()[:8])
            if len(title.split()) > 3 and (
                _DATELINE.match(first) or len(_LOWER.findall(begins)) > 2
            ):
                # The corpus has dropped the full stops.
                whole = [text if _ENDS.search(text) else f"{text}." for text in (first, *sentences)]
                whole[0] = _DATELINE.sub(r"\g<place> — ", whole[0], count=1)
                yield from _article(name, "en", title, whole)
                break


def _spanish(rows: Iterable[dict[str, Any]]) -> Iterator[SourceArticle]:
    for row in rows:
        title, _, rest = row["text"].partition("\n")
        if title.strip() != row["title"].strip():
            continue
        lines = [" ".join(line.split()) for line in _unmasked(rest).split("\n")]
        kept = [line for line in lines if len(line.split()) > 7 and _ENDS.search(line)]
        # An article that is mostly something else is not news as it was printed.
        if sum(map(len, kept)) >= 0.8 * sum(map(len, lines)) and len(kept) >= _PARAGRAPHS:
            title = _unmasked(title.strip())
            if len(title.split()) in _TITLE_WORDS:
                yield SourceArticle(row["id"], "es", title, tuple(kept[: _SENTENCES[1]]))


def _unmasked(text: str) -> str:
    """``text`` with a number in the place of each one that the corpus masks."""
    pieces = text.split("*NUMBER*")
    numbers = (str(2 + len(piece) * 7 % 397) for piece in pieces)
    return (
        "".join(piece + number for piece, number in zip(pieces[:-1], numbers, strict=False))
        + (pieces[-1])
    )


def _article(
    name: str, language: str, title: str, sentences: Iterable[str]
) -> Iterator[SourceArticle]:
    """The article in paragraphs of one to three sentences; none if it is too short."""
    title = " ".join(title.split())
    kept = [" ".join(text.split()) for text in sentences if len(text.split()) > 3]
    kept = [text for text in kept if _ENDS.search(text) and not _CAPTION.match(text)]
    kept = kept[: _SENTENCES[1]]
    titled = len(title.split()) in _TITLE_WORDS and not _DATE.search(title)
    if len(kept) < _SENTENCES[0] or not titled:
        return
    rng = random.Random(name)
    paragraphs: list[str] = []
    while kept:
        count = rng.choice((1, 1, 2, 2, 3))
        paragraphs.append(" ".join(kept[:count]))
        kept = kept[count:]
    if len(paragraphs) >= _PARAGRAPHS:
        yield SourceArticle(name, language, title, tuple(paragraphs))


def _rejoined(text: str) -> str:
    """``text`` without the spaces that a tokenizer left around punctuation."""
    for pattern, written in (
        (r"`` ?", "“"),
        (r" ?''", "”"),
        (r"(\w) ?([’']) ?(s|t|re|ve|ll|d|m)\b", r"\1\2\3"),
        (r"(\d) ?([:,]) (?=\d)", r"\1\2"),
        (r" - ", "-"),
        (r" ([,.;:!?)%])", r"\1"),
        (r"([($]) ", r"\1"),
    ):
        text = re.sub(pattern, written, text)
    return text

"""How many megabytes of text a second one core reads and splits into articles, and on what."""

import json
import tempfile
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from statistics import median
from typing import TypeVar

from benchmarks.segmentation.page import SourceArticle
from pipeline.elements import Article, Document, RawFile
from pipeline.read import read_file
from pipeline.segment import segment_document
from pipeline.segment.boundaries import parts_of
from pipeline.segment.context import classified
from pipeline.segment.lines import lines_of
from pipeline.segment.metadata import language_of
from pipeline.segment.tagger import tagged

ROUNDS = 3
MOST = 200
"""Articles by themselves that are read: enough for a rate."""

_Made = TypeVar("_Made")
_STAGES = ("read", "lines", "kinds", "boundaries", "languages", "the rest")


def report_speed(dumps: Sequence[str], articles: Sequence[SourceArticle]) -> None:
    """Prints MB (10^6 bytes of UTF-8) a second of processor time, medians of a few rounds.

    Three kinds of input: ``dumps``, a file each; ``articles`` alone as text, a file each, and as
    JSON Lines, all in one file. Then the share of each stage.
    """
    articles = articles[:: max(1, len(articles) // MOST)]
    plain = ["\n\n".join((article.title, *article.paragraphs)) for article in articles]
    records = "".join(
        json.dumps({"title": article.title, "text": "\n\n".join(article.paragraphs)}) + "\n"
        for article in articles
    )
    print(f"{'':12}{'MB':>8}{'MB/s':>8}" + "".join(f"{stage:>12}" for stage in _STAGES))
    with tempfile.TemporaryDirectory() as folder:
        for name, suffix, texts in (
            ("dumps", "txt", dumps),
            ("articles", "txt", plain),
            ("JSON Lines", "jsonl", [records]),
        ):
            files = list(_written(Path(folder), name, suffix, texts))
            rounds = [_timed(files) for _ in range(ROUNDS)]
            size = sum(len(document.text.encode()) for document in _read(files)) / 1e6
            spent = [median(times) for times in zip(*rounds, strict=True)]
            shares = "".join(f"{100 * each / sum(spent):11.1f}%" for each in spent)
            print(f"{name:12}{size:8.2f}{size / sum(spent):8.2f}{shares}")


def _written(folder: Path, name: str, suffix: str, texts: Iterable[str]) -> Iterator[RawFile]:
    for number, text in enumerate(texts):
        path = folder / f"{name}{number}.{suffix}"
        path.write_text(text, "utf-8", newline="")
        yield RawFile(str(path), path.stat().st_size, "")


def _read(files: Iterable[RawFile]) -> list[Document]:
    return [found for raw in files for found in read_file(raw) if isinstance(found, Document)]


def _timed(files: Sequence[RawFile]) -> list[float]:
    """The seconds of each of ``_STAGES``, in order: they add up to all of read and segment."""
    documents, read = _clocked(lambda: _read(files))
    found, segment = _clocked(lambda: [segment_document(document) for document in documents])
    lines, first = _clocked(lambda: [lines_of(document.text) for document in documents])
    units, second = _clocked(lambda: [classified(each) for each in lines])
    _, third = _clocked(lambda: [parts_of(each, tagged(each)) for each in units])
    bodies = [
        "\n".join((each.title or "", *each.paragraphs[:8]))
        for results in found
        for each in results
        if isinstance(each, Article)
    ]
    _, fourth = _clocked(lambda: [language_of(body) for body in bodies])
    known = first + second + third + fourth
    return [read, first, second, third, fourth, max(0.0, segment - known)]


def _clocked(work: Callable[[], _Made]) -> tuple[_Made, float]:
    start = time.process_time()
    made = work()
    return made, time.process_time() - start

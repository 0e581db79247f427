"""What is measured: the segmenter of the pipeline, and two simple ways to do without one."""

import re
from collections.abc import Callable
from itertools import pairwise

from benchmarks.segmentation.measure import Found
from pipeline.elements import Article, Document, Range
from pipeline.segment import segment_document

System = Callable[[str], list[Found]]

_LINE = re.compile(r"[^\s][^\r\n]*")
_GAP = re.compile(r"(?:[^\S\r\n]*(?:\r\n|\r|\n)){3,}")  # two blank lines or more


def pipeline(text: str) -> list[Found]:
    """The segment stage."""
    results = segment_document(Document(source_uri="dump", text=text))
    return [
        Found(result.title, result.paragraph_ranges)
        for result in results
        if isinstance(result, Article)
    ]


def blank_lines(text: str) -> list[Found]:
    """An article between any two wider gaps: its first line the title, the others the body."""
    cuts = [0, *(gap.end() for gap in _GAP.finditer(text)), len(text)]
    blocks = (_block(text, start, end) for start, end in pairwise(cuts))
    return [block for block in blocks if block.paragraphs]


def one_article(text: str) -> list[Found]:
    """One article a file: its first line the title, the others the body."""
    return [_block(text, 0, len(text))]


def _block(text: str, start: int, end: int) -> Found:
    lines = [Range(*line.span()) for line in _LINE.finditer(text, start, end)]
    title = text[slice(*lines[0])] if lines else None
    return Found(title, tuple(lines[1:]))


SYSTEMS: dict[str, System] = {
    "pipeline": pipeline,
    "blank lines": blank_lines,
    "one article": one_article,
}

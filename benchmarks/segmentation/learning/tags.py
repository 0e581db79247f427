"""From a dump to the tags that its lines should get."""

from collections.abc import Iterator, Sequence

from benchmarks.segmentation.page import Dump
from pipeline.segment.kinds import Unit
from pipeline.segment.tags import Tag


def tags_of(dump: Dump, units: Sequence[Unit]) -> list[Tag]:
    """The tag of each of ``units``, which are those of ``dump``, in order."""
    spans = list(_spans(dump))
    tags: list[Tag] = []
    at = 0
    opened: set[int] = set()  # articles whose first paragraph is behind
    for unit in units:
        start, end = unit.line.start, unit.line.end
        while at < len(spans) and spans[at][1] <= start:
            at += 1
        best, most = None, (end - start) / 2
        for span in spans[at:]:
            if span[0] >= end:
                break
            shared = min(end, span[1]) - max(start, span[0])
            if shared > most or (shared == most and best is None):
                best, most = span, shared
        tags.append(_tag(best, dump, opened))
    return tags


def _spans(dump: Dump) -> Iterator[tuple[int, int, int, bool]]:
    for number, article in enumerate(dump.articles):
        if article.title:
            yield (*article.title, number, True)
        for place in article.paragraphs:
            yield (*place, number, False)


def _tag(span: tuple[int, int, int, bool] | None, dump: Dump, opened: set[int]) -> Tag:
    if span is None:
        return Tag.OTHER
    _, _, number, is_title = span
    if is_title:
        return Tag.TITLE
    if number in opened:
        return Tag.BODY
    opened.add(number)
    return Tag.FIRST if dump.articles[number].title else Tag.UNTITLED

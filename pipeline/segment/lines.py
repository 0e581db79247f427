"""From raw text to the lines that mean something, each with its place in the text.

Blank lines become a count, markup at the edges is trimmed off, hard-wrapped lines are one again.
"""

import re
from itertools import pairwise
from statistics import median
from typing import NamedTuple

from pipeline.segment.dates import is_date_line
from pipeline.segment.metadata import byline_in

_INVISIBLE = "".join(map(chr, range(0x20))) + "\u00ad\u200b\u200c\u200d\u200e\u200f\u2060\ufeff"
_BLANK = _INVISIBLE + "".join(chr(code) for code in range(0x3001) if chr(code).isspace())
_PICTURES = "[☀-➿⬀-⯿\U0001f1e6-\U0001faff]"  # emoji, which open the lines of newsletters
_MARK = re.compile(
    r"(?P<heading>#{1,6})(?!\d)(?=[\s\w\"'“‘«¿¡])|(?P<item>[-*+•▪●◦‣·>])(?=\s)"
    rf"|{_PICTURES}[\ufe0f\U0001f1e6-\U0001f1ff\U0001f3fb-\U0001f3ff]?(?=\s)"
)
_WIKI = re.compile(r"(?P<level>={1,4})\s*(?P<text>[^=\s](?:[^=\n]*[^=\s])?)\s*(?P=level)")
_TERMINAL = re.compile(r"[.!?…。！？:;][\"'”’»)\]*]{0,3}$")
_RAGGED = 0.6  # of the column, at least, that a line fills in the midst of a paragraph
_HYPHEN = re.compile(r"[^\W\d_]-$")  # a word that goes on in the next line
_MAY_HOLD_MARKUP = frozenset("#-*+•▪●◦‣·>_=")  # what markup begins with
_MARKS = 3  # bullets and quote marks that a line may open with

WRAP_COLUMNS = range(28, 101)
"""The columns at which text is taken to have been wrapped by hand, a mail program or a printer."""


class Line(NamedTuple):
    """A line, or several that were wrapped: ``text`` is ``document.text[start:end]``.

    ``blanks`` counts the blank lines before it, ``level`` is that of a markdown heading (0: none),
    ``item`` is set where a bullet stood before it.
    """

    text: str
    start: int
    end: int
    blanks: int
    level: int = 0
    item: bool = False


def ends_sentence(text: str) -> bool:
    """Whether ``text`` ends as sentences and list items do, closing quotes allowed."""
    return _TERMINAL.search(text[-5:]) is not None


def lines_of(text: str) -> list[Line]:
    """The lines of ``text`` that are not blank, in order, wrapped ones joined."""
    lines: list[Line] = []
    blanks = position = 0
    for raw in text.splitlines(keepends=True):
        begun = raw.lstrip(_BLANK)
        start = position + len(raw) - len(begun)
        position += len(raw)
        if not begun:
            blanks += 1
            continue
        words = begun.rstrip(_BLANK)
        end = start + len(words)
        marked = words[0] in _MAY_HOLD_MARKUP or words[0] >= "☀"
        line = _unmarked(text, start, end, blanks) if marked else Line(words, start, end, blanks)
        if line is None:
            blanks += 1
        else:
            lines.append(line)
            blanks = 0
    return _unwrapped(text, lines)


def _unmarked(text: str, start: int, end: int, blanks: int) -> Line | None:
    """The line between ``start`` and ``end`` without its markup, None if nothing is left."""
    level, item = 0, False
    whole = start, end
    marked = False
    for _ in range(_MARKS):
        if not (mark := _MARK.match(text, start, end)):
            break
        marked = True
        level = max(level, len(mark["heading"] or ""))
        item = item or mark["item"] not in (None, ">")
        start, end = _strip(text, mark.end(), end)
    if level:
        end = start + len(text[start:end].rstrip("#" + _BLANK))
    for pair in ("**", "__", "*", "_"):
        enclosed = text.startswith(pair, start) and text.endswith(pair, start, end)
        if enclosed and text.count(pair, start, end) == 2:
            start, end = _strip(text, start + len(pair), end - len(pair))
    if wiki := _WIKI.fullmatch(text, start, end):
        level, (start, end) = len(wiki["level"]), wiki.span("text")
    if marked and not any(map(str.isalnum, text[start:end][:_MARKS])):
        start, end = whole  # marks alone are a rule, such as "* * *"
        return Line(text[start:end], start, end, blanks)
    if start >= end:
        return None
    return Line(text[start:end], start, end, blanks, level, item)


def _strip(text: str, start: int, end: int) -> tuple[int, int]:
    inner = text[start:end]
    left = inner.lstrip(_BLANK)
    start = end - len(left)
    return start, start + len(left.rstrip(_BLANK))


def _unwrapped(text: str, lines: list[Line]) -> list[Line]:
    """``lines`` with those joined that a fixed column broke."""
    blocks: list[list[Line]] = []
    for line in lines:
        if blocks and line.blanks == 0:
            blocks[-1].append(line)
        else:
            blocks.append([line])
    if len(blocks) == len(lines):
        return lines  # a blank line after each: nothing to join
    columns = [_wrap_column(block) for block in blocks]
    known = [column for column in columns if column]
    usual = int(median(known)) if known else 0
    joined: list[Line] = []
    for block, column in zip(blocks, columns, strict=True):
        first = last = block[0]  # of the lines that are one
        for previous, line in pairwise(block):
            wrapped = first is not previous
            if not _runs_on(previous, line, column or usual) and not (
                column and wrapped and _is_ragged(previous, line, column)
            ):
                joined.append(_whole(text, first, last))
                first = line
            last = line
        joined.append(_whole(text, first, last))
    return joined


def _whole(text: str, first: Line, last: Line) -> Line:
    """The lines from ``first`` to ``last`` as one."""
    if first is last:
        return first
    return first._replace(text=text[first.start : last.end], end=last.end)


def _wrap_column(block: list[Line]) -> int:
    """The column at which ``block`` is wrapped, 0 if it is not.

    Wrapped text fills each line until the next word no longer fits, and goes on in lower case.
    """
    if len(block) < 3:
        return 0
    column = max(len(line.text) for line in block)
    if column not in WRAP_COLUMNS:
        return 0
    pairs = list(pairwise(block))
    filled = sum(_runs_on(previous, line, column) for previous, line in pairs)
    in_lower = sum(line.text[0].islower() for _, line in pairs)
    return column if filled >= 0.7 * len(pairs) and in_lower >= len(pairs) / 3 else 0


def _is_ragged(previous: Line, line: Line, column: int) -> bool:
    """Whether a sentence of a wrapped paragraph goes on, though the line before had room."""
    if ends_sentence(previous.text) or line.item or line.level:
        return False
    if not _RAGGED * column <= len(previous.text) <= column:
        return False
    return byline_in(line.text) is None and not is_date_line(line.text)


def _runs_on(previous: Line, line: Line, column: int) -> bool:
    """Whether ``line`` continues ``previous``: its first word would not have fitted there."""
    if not column or len(previous.text) > column + 2 or line.item or line.level or previous.level:
        return False
    if _HYPHEN.search(previous.text[-2:]) and line.text[0].islower():
        return True
    if len(previous.text) + 1 + len(line.text.split(maxsplit=1)[0]) <= column:
        return False
    return byline_in(line.text) is None and not is_date_line(line.text)

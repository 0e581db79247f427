"""What a single line is: prose, heading, caption, byline, date, or furniture of some kind.

What only its neighbours tell of a line is added in ``context.py``.
"""

import enum
import functools
import re
from typing import NamedTuple

from pipeline.dates import may_hold_date
from pipeline.segment.cues import (
    HEADING_WORDS,
    OFTEN,
    is_caption,
    is_closing,
    is_field,
    is_furniture,
    is_link,
    is_message,
    is_numbering,
    is_time_ago,
    is_update,
    related,
)
from pipeline.segment.dates import is_date_line, is_masthead
from pipeline.segment.lines import Line, ends_sentence
from pipeline.segment.metadata import byline_in

HEADING_LENGTH = 160
"""The most characters that a heading has."""

_FURNITURE_LENGTH = 400  # no furniture is longer; keeps the cues off long lines
_REMEMBERED_LENGTH = 60  # menus, buttons and the like come again page after page
_START = 200
_LETTERS = re.compile(r"(?:[\W\d_]*[^\W\d_]){4}")  # fewer are no words


class Kind(enum.StrEnum):
    """The part that a line plays."""

    PROSE = "prose"
    HEADING = "heading"
    CAPTION = "caption"
    BYLINE = "byline"
    DATE = "date"
    FIELD = "field"
    """A named field of an archive: ``LENGTH: 512 words``."""
    CLOSING = "closing"
    """Ends an article: copyright, source, credits of reporters and editors."""
    RELATED = "related"
    """Announces links to other articles."""
    LINK = "link"
    RULE = "rule"
    """Divides: a line of dashes, ``3 of 12 documents``."""
    FURNITURE = "furniture"


class Unit(NamedTuple):
    """A line with its kind; ``key`` is the same for lines that read the same."""

    line: Line
    kind: Kind
    key: str

    @property
    def text(self) -> str:
        """The words of the line, as they stand in the document."""
        return self.line.text


def is_prose_shaped(line: Line) -> bool:
    """Whether the line reads like running text by its shape alone."""
    text = line.text
    first = text[:2]
    if first[:1].islower() and not (len(first) == 2 and first[1].isupper()):
        return True
    if len(text) > HEADING_LENGTH or len(text.split(maxsplit=HEADING_WORDS)) > HEADING_WORDS:
        return True
    return first[:1] in "-–—" or (ends_sentence(text) and not text.endswith(("?", "!", "?”", "!”")))


def kind_of(line: Line, spread: int, *, opening: bool, again: bool) -> Kind:
    """What ``line`` is by itself.

    ``spread`` counts the stretches between running text in which the same line occurs, ``opening``
    is set where no running text stands right before it, ``again`` where it is repeated close by.
    """
    text = line.text
    if text.isascii() and not _LETTERS.match(text[:_START]):
        if is_date_line(text):
            return Kind.DATE
        return Kind.RULE if len(text) > 2 and not any(map(str.isalnum, text)) else Kind.FURNITURE
    if len(text) <= _FURNITURE_LENGTH:
        kind_of_text = _remembered_kind if len(text) <= _REMEMBERED_LENGTH else _short_kind
        kind = kind_of_text(text, min(spread, OFTEN), opening)
        if kind is not None:
            return kind
    if is_caption(text[:2000], opening=opening, again=again):
        return Kind.CAPTION
    return Kind.PROSE if is_prose_shaped(line) else Kind.HEADING


def _short_kind(text: str, spread: int, opening: bool) -> Kind | None:
    """What a line is that may be furniture; None if nothing says so."""
    if byline_in(text, opening=opening):
        return Kind.BYLINE
    lower = text.lower()
    if is_closing(text, lower):
        return Kind.CLOSING
    if is_field(text):
        return Kind.FIELD
    if may_hold_date(text) and (is_date_line(text) or is_masthead(text)):
        return Kind.DATE
    if is_update(text) or is_time_ago(text):
        return Kind.FURNITURE
    if is_numbering(text) or is_message(text):
        return Kind.RULE
    if linked := related(text):
        return Kind.LINK if linked == "link" else Kind.RELATED
    if is_link(text):
        return Kind.LINK
    return Kind.FURNITURE if is_furniture(text, lower, spread) else None


_remembered_kind = functools.lru_cache(4096)(_short_kind)

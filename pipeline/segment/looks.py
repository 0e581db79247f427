"""What one look at a line gives, whatever stands around it: its words, and marks that it bears."""

import functools
import re
from typing import NamedTuple

HEAD = 80
"""Characters at the beginning of a line whose classes are counted."""

_REMEMBERED = 80  # characters of a line that may come again in another document
_READ = 400  # characters of a line whose words are read
_TELLING = 5  # letters of a word that tells a subject
_WORD = re.compile(r"([^\W_]{1,6})[^\W_]*")  # known by six letters: forms of it, cousins abroad
_CLOCK = re.compile(r"\d{1,2}[:.h]\d\d\b")
_YEAR = re.compile(r"\b(?:19|20)\d\d\b")
_NUMBERED = re.compile(r"(?i)(?:#\d+|\d+ [–—-]|\(?(?:\d{1,2}|[a-z]|[ivx]{1,4})[.)])\s")


class Look(NamedTuple):
    """The words of a line by their first letters, those that tell a subject, and marks."""

    words: tuple[str, ...]
    telling: frozenset[str]
    flags: tuple[bool, ...]


def look_at(text: str) -> Look:
    """A look at the line ``text``."""
    return _remembered(text) if len(text) <= _REMEMBERED else _looked_at(text)


def _looked_at(text: str) -> Look:
    words = tuple(_WORD.findall(text[:_READ].lower()))
    telling = frozenset([word for word in words if len(word) >= _TELLING])
    return Look(words, telling, _flags(text, text[:HEAD]))


_remembered = functools.lru_cache(8192)(_looked_at)  # menus and the like come page after page


def _flags(text: str, head: str) -> tuple[bool, ...]:
    return (
        text[-1] == ":",
        text[-1] == "?",
        ":" in head[:40],
        "@" in text or "http" in text or "www." in text,
        "|" in text or " · " in text or " • " in text,
        _CLOCK.search(head) is not None,
        _YEAR.search(head) is not None,
        _NUMBERED.match(text) is not None,
        text[0] in "\"“«„'‘",
        text[-1] in "\"”»“'’",
        text[-1] == ")",
        text[-1] == "…" or text.endswith("..."),
    )

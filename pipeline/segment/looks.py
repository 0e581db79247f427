"""What one look at a line gives, whatever stands around it: the marks that it bears."""

import functools
import re

HEAD = 80
"""Characters at the beginning of a line that are looked at closely."""

FLAGS = 12
"""How many marks are told apart, a bit each."""

_REMEMBERED = 80  # characters of a line that may come again in another document
_DIGIT = re.compile(r"\d")
_CLOCK = re.compile(r"\d{1,2}[:.h]\d\d\b")
_YEAR = re.compile(r"\b(?:19|20)\d\d\b")
_NUMBERED = re.compile(r"(?i)(?:#\d+|\d+ [–—-]|\(?(?:\d{1,2}|[a-z]|[ivx]{1,4})[.)])\s")
_ENDS = {
    ":": 1,
    "?": 1 << 1,
    **dict.fromkeys("\"”»“'’", 1 << 9),
    ")": 1 << 10,
    "…": 1 << 11,
}
_BEGINS = dict.fromkeys("\"“«„'‘", 1 << 8)


def flags_of(text: str) -> int:
    """The marks of the line ``text``, a bit each."""
    return _remembered(text) if len(text) <= _REMEMBERED else _looked_at(text)


def _looked_at(text: str) -> int:
    flags = _ENDS.get(text[-1], 0) | _BEGINS.get(text[0], 0)
    if ":" in text[:40]:
        flags |= 1 << 2
    if "@" in text or "http" in text or "www." in text:
        flags |= 1 << 3
    if "|" in text or " · " in text or " • " in text:
        flags |= 1 << 4
    head = text[:HEAD]
    if _DIGIT.search(head):
        flags |= (_CLOCK.search(head) is not None) << 5 | (_YEAR.search(head) is not None) << 6
    if _NUMBERED.match(text):
        flags |= 1 << 7
    return flags | text.endswith("...") << 11


_remembered = functools.lru_cache(8192)(_looked_at)  # menus and the like come page after page

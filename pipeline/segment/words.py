"""The words of lines, as numbers: one look over the letters of all of them, by arrays.

A word is known by its first six letters in lower case: forms of it, cousins abroad.
"""

import functools
import re
from collections.abc import Iterable, Sequence
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

Counts = NDArray[np.int64]
Keys = NDArray[np.uint64]

LETTERS = 6
"""The letters of a word by which it is known."""

_FIRST, _LAST = 18, 6
LOOKED_UP = _FIRST + _LAST
"""Words of a line that the tagger may know: the first ones and the last."""

_READ = 400  # characters of a line whose words are read
_TELLING = 5  # letters of a word that tells a subject
_WORD = re.compile(rf"([^\W_]{{1,{LETTERS}}})[^\W_]*")
_RUN = re.compile(r"[^\W_]+")
_CODES = 0x110000
_PLACES = np.arange(LETTERS)
_FACTORS = np.array(
    [0x9E3779B97F4A7C15**power % 2**64 for power in range(1, LETTERS + 1)], np.uint64
)
"""A key is the sum of the codes of the letters, each times a power of an odd number of 64 bits: two
of a document's words have the same once in billions of documents."""


class Words(NamedTuple):
    """The words of lines, one line after the other: their keys, and how many each line has."""

    keys: Keys
    long: NDArray[np.bool_]
    """Whether a word has the letters to tell a subject."""
    counts: Counts


def looked_up(text: str) -> tuple[str, ...]:
    """The words of the line ``text`` that are looked up, as the tagger knows them."""
    words = tuple(_WORD.findall(text[:_READ].lower()))
    return words if len(words) <= LOOKED_UP else words[:_FIRST] + words[-_LAST:]


def words_of(texts: Sequence[str]) -> Words:
    """The words of the lines ``texts``."""
    heads = [text[:_READ] for text in texts]
    joined = "\n".join(heads)
    lower = joined.lower()
    if len(lower) != len(joined):  # a letter that is two in lower case
        heads = [head.lower() for head in heads]
        lower = "\n".join(heads)
    codes = codes_of(f"\n{lower}\n" + "\0" * LETTERS)
    inside = _in_words().take(codes)
    edges = np.flatnonzero(inside[1:] != inside[:-1])
    starts, ends = edges[::2] + 1, edges[1::2] + 1
    lines = np.cumsum([len(head) + 1 for head in heads])
    sizes = ends - starts
    counts = np.diff(np.searchsorted(starts, lines), prepend=0)
    return Words(_keys(codes, starts, sizes), sizes >= _TELLING, counts)


def keys_of(words: Iterable[str]) -> Keys:
    """The keys of ``words`` that are cut to their first letters already."""
    padded = "".join(word.ljust(LETTERS, "\0") for word in words)
    codes = codes_of(padded)
    return _keys(codes, np.arange(0, len(codes), LETTERS), np.full(len(codes) // LETTERS, LETTERS))


def chosen(words: Words) -> NDArray[np.bool_]:
    """Which of the words are looked up: the first of each line and the last."""
    ends = np.cumsum(words.counts)
    place = np.arange(len(words.keys))
    after = np.repeat(ends, words.counts) - place
    before = place - np.repeat(ends - words.counts, words.counts)
    found: NDArray[np.bool_] = (before < _FIRST) | (after <= _LAST)
    return found


def codes_of(text: str) -> NDArray[np.uint32]:
    """The code of each character of ``text``."""
    return np.frombuffer(text.encode("utf-32-le", "surrogatepass"), np.uint32)


def _keys(codes: NDArray[np.uint32], starts: Counts, sizes: Counts) -> Keys:
    letters = codes.take(starts[:, None] + _PLACES) * (sizes[:, None] > _PLACES)
    return letters.astype(np.uint64) @ _FACTORS


@functools.cache
def _in_words() -> NDArray[Any]:
    """Whether each character belongs to words."""
    found = np.zeros(_CODES, np.bool_)
    every = np.arange(_CODES, dtype="<u4").tobytes().decode("utf-32-le", "surrogatepass")
    for run in _RUN.finditer(every):
        found[run.start() : run.end()] = True
    return found

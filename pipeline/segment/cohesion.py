"""Whether the text under a heading goes on with the text over it, by the words that both tell.

Lexical cohesion, as in TextTiling (Hearst, 1997), at the places where a heading stands: how many
words the two share is held against how many they would if they were one article, or two.
"""

import math
import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice

from pipeline.segment.dates import names_weekday
from pipeline.segment.kinds import Kind, Unit

_READ = 400  # characters of a paragraph whose words are read
_WORD = re.compile(r"[^\W\d_]{5,}")  # the letters of a word that tells a subject
_STEM = 6  # letters by which it is known: forms of it are one
_BEFORE, _BEHIND = 8, 4  # paragraphs over and under a heading that are compared
_LEAST = 4  # words that the text on both sides must have for it to tell anything
_LETTERS_A_WORD = 12  # a text that has more is in a script that does not part its words

_SAME = (-2.96, 0.85, 0.46)
_OTHER = (-5.90, 0.88, 0.81)
"""The logarithm of how many words are shared within an article, and by two: a constant, and how it
grows with the logarithms of the words under a heading and over it. Poisson regressions over 860
sub-headings (of Spanish articles, and words of paragraphs set into others) and 2,200 titles of
English and Spanish articles, whole and cut short."""

_DAY, _NO_DAY = 1.5, -0.3  # what a first paragraph tells that names a day of the week, as news does
_TOLD, _UNTOLD = 0.3, -1.0  # what it tells whether it holds a word of the heading
"""Logarithms of how much more often titles have such a paragraph under them than sub-headings."""

_WEIGHT = 1.5  # of a nat of theirs, in nats of the tagger
_AGAINST = 2.0  # what must be told by words before a heading gains anything as a title
_MOST, _LEAST_OTHERS = 5.0, -1.0  # what the other headings of a document can tell of one
_AT_LEAST = -4.0  # articles on one subject share words too
_BOUND = 8.0  # what its own text can tell


def apart(units: Sequence[Unit], headings: Sequence[int]) -> dict[int, float]:
    """How much speaks for each of ``headings`` to open another article, in nats.

    Those are missing that have too little text over or under them to tell. Where most are
    questions, which are those of an interview, nothing speaks for any.
    """
    read = _Read(units)
    told = {at: own for at in headings if (own := read.told_at(at)) is not None}
    asked = 2 * sum(units[at].text.rstrip('"”»').endswith("?") for at in told) > len(told)
    whole = sum(told.values())
    found: dict[int, float] = {}
    for at, own in told.items():
        others = min(max(whole - own, _LEAST_OTHERS), _MOST)
        shift = max(_WEIGHT * (own + others) - _AGAINST, _AT_LEAST)
        found[at] = min(shift, 0.0) if asked and len(told) > 1 else shift
    return found


class _Read:
    """The words of ``units``, each paragraph read once."""

    def __init__(self, units: Sequence[Unit]) -> None:
        self._units = units
        self._words: dict[int, frozenset[str]] = {}

    def told_at(self, index: int) -> float | None:
        """How much likelier two articles share as few words as the text around ``index``."""
        under = tuple(islice(self._section(index), _BEHIND))
        before = self._told(islice(self._before(index), _BEFORE))
        behind = self._told(under)
        if min(len(before), len(behind)) < _LEAST:
            return None
        sizes = (1.0, math.log(len(behind)), math.log(len(before)))
        same, other = (sum(map(float.__mul__, each, sizes)) for each in (_SAME, _OTHER))
        shared = len(before & behind)
        likelier = math.exp(same) - math.exp(other) - shared * (same - other)
        likelier += _DAY if names_weekday(self._units[under[0]].text[:_READ]) else _NO_DAY
        likelier += _UNTOLD if self._read(index).isdisjoint(self._read(under[0])) else _TOLD
        return min(max(likelier, -_BOUND), _BOUND)

    def _before(self, index: int) -> Iterator[int]:
        return (at for at in range(index - 1, -1, -1) if self._units[at].kind is Kind.PROSE)

    def _section(self, index: int) -> Iterator[int]:
        """The paragraphs under a heading, up to the next heading."""
        found = False
        for at in range(index + 1, len(self._units)):
            kind = self._units[at].kind
            if kind is Kind.PROSE:
                found = True
                yield at
            elif found and kind is Kind.HEADING:
                return

    def _told(self, paragraphs: Iterable[int]) -> frozenset[str]:
        return frozenset().union(*map(self._read, paragraphs))

    def _read(self, index: int) -> frozenset[str]:
        if (words := self._words.get(index)) is None:
            text = self._units[index].text[:_READ]
            parted = (text.count(" ") + 1) * _LETTERS_A_WORD >= len(text)
            found = _WORD.findall(text.lower()) if parted else ()
            words = self._words[index] = frozenset(word[:_STEM] for word in found)
        return words

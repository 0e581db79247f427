"""From the tag head's probabilities to spans of a sentence. Pure functions on arrays."""

import re
from collections.abc import Iterable, Sequence
from typing import NamedTuple

import numpy as np
from babel.core import get_global
from numpy.typing import NDArray

Probabilities = NDArray[np.float32]


WORD = re.compile(r"\d+(?:[.,]\d+)*|['’]s\b|\w+|[^\w\s]")
"""What the tagger decides on as a whole: a number, a possessive, a word, or a mark."""

CODES = "|".join(sorted(get_global("all_currencies")))
CURRENCY = re.compile(rf"(?<!\w)(?:{CODES}|[A-Z]{{0,3}}[$€£¥₹₽])\s?$")
"""An ISO 4217 code or a sign, with or without letters ("RUB ", "US$"), at the end."""

LEADING_ON = r"of|for|from|on|at|by|with|and|or|de|del|en|con|por|para|y"
LEADING_WORDS = frozenset(LEADING_ON.split("|"))
STRAY = re.compile(
    rf"^(?:\s|[,;:.)\]]|['’]s\b|(?:{LEADING_ON})\s)+"
    rf"|(?:\s(?:{LEADING_ON}|the|an?|el|las?|los)$|\s|[,;:(\[“«]|['’]s)+$"
)
"""What no span begins or ends with: blanks, marks, a possessive, a word that leads on."""

ARTICLES = frozenset(
    "the a an el la los las un una le les une der die das ein eine o os as um uma il lo gli".split()
)
"""Words that are no participant alone."""


class TaggedSpan(NamedTuple):
    """A half-open range of characters in the sentence, and how likely it is right."""

    start: int
    end: int
    confidence: float


class Words(NamedTuple):
    """The words of a sentence that have a piece, in order."""

    ranges: list[tuple[int, int]]
    """Half-open ranges of characters."""
    pieces: NDArray[np.int_]
    """The pieces of the sentence that stand for characters of a word, by number."""
    bounds: NDArray[np.int_]
    """Of each word the first among ``pieces``, and one past the last. Shape: (words, 2)."""


class Tagged(NamedTuple):
    """What the tagger says of a sentence for one event type."""

    tags: Probabilities
    """Outside, begin and inside of each word. Shape: (words, tags, 3)."""
    words: Words
    """Where the words stand."""


def softmax(logits: NDArray[np.float32]) -> Probabilities:
    """Probabilities along the last axis."""
    exponents = np.exp(logits - logits.max(axis=-1, keepdims=True))
    return np.asarray(exponents / exponents.sum(axis=-1, keepdims=True), dtype=np.float32)


def sigmoid(logits: NDArray[np.float32]) -> Probabilities:
    """Probabilities, element by element."""
    return np.asarray(np.exp(-np.logaddexp(0, -logits)), dtype=np.float32)  # never overflows


def words_of(offsets: Sequence[tuple[int, int]], text: str) -> Words:
    """The words of a sentence. A piece of two words belongs to the first.

    Args:
        offsets: the range of characters of each piece.
        text: the sentence.
    """
    pieces = [i for i, (start, end) in enumerate(offsets) if end > start]
    ranges, bounds, position = [], [], 0
    for match in WORD.finditer(text):
        first = position
        while position < len(pieces) and offsets[pieces[position]][0] < match.end():
            position += 1
        if position > first:
            ranges.append(match.span())
            bounds.append((first, position))
    return Words(ranges, np.array(pieces[:position], int), np.array(bounds, int).reshape(-1, 2))


def by_word(tags: Probabilities, words: Words) -> Probabilities:
    """One decision a word out of those on its pieces, which may be at odds with one another.

    A word is outside as much as its pieces are on average; what remains is split into begin and
    inside as its first piece has it.

    Args:
        tags: probabilities of outside, begin and inside. Shape: (pieces, roles, 3).
        words: of the sentence.

    Returns:
        The same of words. Shape: (words, roles, 3).
    """
    if not words.ranges:
        return np.zeros((0, *tags.shape[1:]), np.float32)
    first, end = words.bounds.T
    own = tags[words.pieces]
    outside = np.add.reduceat(own[:, :, 0], first) / (end - first)[:, None].astype(np.float32)
    begin = own[first, :, 1] / np.maximum(own[first, :, 1] + own[first, :, 2], np.float32(1e-9))
    inside = 1 - outside
    return np.stack([outside, inside * begin, inside * (1 - begin)], axis=2)


def names_something(words: str) -> bool:
    """Whether words can be a span at all: a letter or digit, and more than an article."""
    return any(map(str.isalnum, words)) and words.casefold() not in ARTICLES


def with_currency(money: TaggedSpan, text: str) -> TaggedSpan:
    """An amount with the currency code or sign that stands right before its number."""
    sign = CURRENCY.search(text, max(0, money.start - 6), money.start)
    if sign and text[money.start].isdigit():
        return money._replace(start=sign.start())
    return money


def cut_at(span: TaggedSpan, amounts: Iterable[TaggedSpan], text: str) -> TaggedSpan:
    """A span up to the amount of money that begins in its midst: "Twitch" of "Twitch RUB 2"."""
    for money in amounts:
        if span.start < money.start < span.end < money.end:
            end = whole_words(span.start, money.start, text)[1]
            span = span._replace(end=max(end, span.start + 1))
    return span


def likeliest(tags: Probabilities, offsets: list[tuple[int, int]], text: str) -> TaggedSpan:
    """The word likeliest to begin a span, where there is no candidate.

    The whole text, with no confidence, where there is no word in it.
    """
    for position in sorted(range(len(offsets)), key=lambda piece: -float(tags[piece, 1])):
        start, end = whole_words(*offsets[position], text)
        if end > start:
            return TaggedSpan(start, end, float(tags[position, 1]))
    return TaggedSpan(0, len(text), 0.0)


def whole_words(start: int, end: int, text: str) -> tuple[int, int]:
    """The range grown to whole words, without blanks and stray punctuation at its ends."""
    while 0 < start < len(text) and text[start].isalnum() and text[start - 1].isalnum():
        start -= 1
    while 0 < end < len(text) and text[end - 1].isalnum() and text[end].isalnum():
        end += 1
    inner = STRAY.sub("", text[start:end])
    start += text[start:end].find(inner) if inner else 0
    return start, start + len(inner)

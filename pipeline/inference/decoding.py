"""From the tag head's probabilities to spans of a sentence. Pure functions on arrays."""

import re
from collections.abc import Iterable
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


NAME_GOES_ON = 0.2
"""From what probability a capitalised word goes on with a name: half a name is hardly meant."""


class TaggedSpan(NamedTuple):
    """A half-open range of characters in the sentence, and how sure the model is of it."""

    start: int
    end: int
    confidence: float


def softmax(logits: NDArray[np.float32]) -> Probabilities:
    """Probabilities along the last axis."""
    exponents = np.exp(logits - logits.max(axis=-1, keepdims=True))
    return np.asarray(exponents / exponents.sum(axis=-1, keepdims=True), dtype=np.float32)


def sigmoid(logits: NDArray[np.float32]) -> Probabilities:
    """Probabilities, element by element."""
    return np.asarray(np.exp(-np.logaddexp(0, -logits)), dtype=np.float32)  # never overflows


def by_word(
    tags: Probabilities, offsets: list[tuple[int, int]], text: str
) -> tuple[Probabilities, list[tuple[int, int]]]:
    """One decision a word out of those on its pieces, which may be at odds with one another.

    A word is outside as much as its pieces are on average; what remains is split into begin and
    inside as its first piece has it.

    Args:
        tags: probabilities of outside, begin and inside. Shape: (pieces, roles, 3).
        offsets: the range of characters of each piece.
        text: the sentence.

    Returns:
        Probabilities of the words that have a piece, shape (words, roles, 3), and their ranges.
    """
    pieces = [i for i, (start, end) in enumerate(offsets) if end > start]
    result, ranges, position = [], [], 0
    for match in WORD.finditer(text):
        first = position
        while position < len(pieces) and offsets[pieces[position]][0] < match.end():
            position += 1
        if position == first:
            continue
        own = tags[pieces[first:position]]
        outside = own[:, :, 0].mean(axis=0)
        begin = own[0, :, 1] / np.maximum(own[0, :, 1] + own[0, :, 2], np.float32(1e-9))
        inside = 1 - outside
        result.append(np.stack([outside, inside * begin, inside * (1 - begin)], axis=1))
        ranges.append(match.span())
    empty = np.zeros((0, *tags.shape[1:]), np.float32)
    return (np.stack(result) if result else empty), ranges


def spans(tags: Probabilities, offsets: list[tuple[int, int]], text: str) -> list[TaggedSpan]:
    """The spans of one role, best-path decoded, in order; whole words, no overlap.

    Args:
        tags: outside, begin and inside of each word (or piece). Shape: (length, 3).
        offsets: the range of characters of each.
        text: the sentence.
    """
    found: list[TaggedSpan] = []
    path = tags.argmax(axis=1)
    position = 0
    while position < len(path):
        if path[position] == 0:
            position += 1
            continue
        end = position + 1
        while end < len(path) and (path[end] == 2 or goes_on(tags, offsets, end, text)):
            end += 1
        start_char, end_char = whole_words(offsets[position][0], offsets[end - 1][1], text)
        confidence = float(1 - tags[position:end, 0].mean())
        if end_char > start_char and text[start_char:end_char].casefold() not in LEADING_WORDS:
            if found and not text[found[-1].end : start_char].strip():
                before = found.pop()  # nothing but a blank between them: one span
                start_char, end_char = before.start, max(before.end, end_char)
                confidence = max(before.confidence, confidence)
            found.append(TaggedSpan(start_char, end_char, confidence))
        position = end
    return [span for span in found if names_something(text[span.start : span.end])]


def goes_on(tags: Probabilities, offsets: list[tuple[int, int]], word: int, text: str) -> bool:
    """Whether a word that is rather outside belongs to the name before it: "Joe >Biden<"."""
    start, (first, last) = offsets[word][0], offsets[word - 1]
    capitals = text[start : start + 1].isupper() and text[first : first + 1].isupper()
    near = start == last + 1 and text[last:start] == " "
    unsure = tags[word, 1] <= tags[word, 2] and 1 - tags[word, 0] >= NAME_GOES_ON
    return bool(capitals and near and unsure)


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
    """The word likeliest to begin a span, where best-path decoding finds none.

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

"""From the tag head's probabilities to spans of a sentence. Pure functions on arrays."""

import re
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

Probabilities = NDArray[np.float32]


WORD = re.compile(r"\d+(?:[.,]\d+)*|\w+|[^\w\s]")
"""What the tagger decides on as a whole: a number, a word, or a mark."""


class TaggedSpan(NamedTuple):
    """A half-open range of characters in the sentence, and how sure the model is of it."""

    start: int
    end: int
    confidence: float


def softmax(logits: NDArray[np.float32], temperature: float) -> Probabilities:
    """Probabilities along the last axis."""
    scaled = logits / np.float32(temperature)
    exponents = np.exp(scaled - scaled.max(axis=-1, keepdims=True))
    return np.asarray(exponents / exponents.sum(axis=-1, keepdims=True), dtype=np.float32)


def sigmoid(logits: NDArray[np.float32], temperature: float) -> Probabilities:
    """Probabilities, element by element."""
    scaled = logits / np.float32(temperature)
    return np.asarray(np.exp(-np.logaddexp(0, -scaled)), dtype=np.float32)  # never overflows


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
        while end < len(path) and path[end] == 2:
            end += 1
        start_char, end_char = whole_words(offsets[position][0], offsets[end - 1][1], text)
        confidence = float(1 - tags[position:end, 0].mean())
        if end_char > start_char:
            if found and start_char < found[-1].end:  # two pieces of one word: one span
                before = found.pop()
                start_char, end_char = before.start, max(before.end, end_char)
                confidence = max(before.confidence, confidence)
            found.append(TaggedSpan(start_char, end_char, confidence))
        position = end
    return found


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
    while start < end and (text[start].isspace() or text[start] in ",;:.)]"):
        start += 1
    while start < end and (text[end - 1].isspace() or text[end - 1] in ",;:([“«"):
        end -= 1
    return start, end

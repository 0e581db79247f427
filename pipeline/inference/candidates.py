"""All ranges of words that may fill a tag, and what is known of each.

The tagger decides word by word. Read off as they stand, its tags make half spans, and two where
there is one. So each range of words that it leaves open is a candidate, looked at as a whole: how
sure its ends are, how broken its middle, what stands beside it. A weighted sum for each tag tells
the right ones; weights are fitted on held-out sentences (``training.spans``).
"""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from pipeline.inference.decoding import (
    LEADING_WORDS,
    Tagged,
    Words,
    names_something,
    whole_words,
)
from pipeline.inference.package import Floats

Pieces = Sequence[tuple[float, float]]
"""What the first pass says of each piece of a sentence: the logit that it names an event of the
type, and that of the likeliest other type. Empty where it says nothing."""

LIKELY = 0.05
"""Every word of a candidate is inside the tag with at least this probability."""
ENDS = 0.03
"""A candidate begins, and ends, at its words with at least this probability."""
LONGEST = 24
"""Words of a candidate at most."""
FAR = 20
"""Words between a candidate and the trigger that are told apart."""

FEATURES = (
    "log_exact",  # that it begins, goes on and ends just so, each word decided for itself
    "odds_exact",
    "begins",  # log probability that the first word begins a span, that it goes on with one
    "inside",
    "leaves",  # that the next word does not go on with it
    "odds_after",  # log odds of the next word, and of the one before, that they are in a span
    "odds_before",
    "broken",  # log of begin over inside, at the word within that likeliest begins another span
    "mean_odds",  # of its words
    "least_odds",
    "most_odds",
    "below_best",  # by how much the surest word of the sentence is surer than those here
    "one_word",
    "two_words",
    "words",
    "log_words",
    "at_end",  # of the sentence
    "at_start",
    "distance",  # from the likeliest trigger
    "over_trigger",
    "before_trigger",
    "constant",
)
"""What is known of a candidate by the tags of the second pass."""
HINTS = ("hint", "mean_hint", "below_best_hint", "rival_hint")
"""What the first pass says of its words: ``Pieces``. Zeros where there are none."""
PLAIN = tuple(float(name == "odds_exact") for name in (*FEATURES, *HINTS))
"""Weights that leave each range with the probability that the tagger gives it."""


def pieces_of(words: NDArray[np.float32], column: int) -> Pieces:
    """What the first pass says of one type.

    Args:
        words: of each piece the logits of the types. Shape: (pieces, types).
        column: the type.
    """
    others = np.delete(words, column, axis=1).max(axis=1, initial=-10)
    return tuple(zip(words[:, column].tolist(), others.tolist(), strict=True))


class Candidates(NamedTuple):
    """Ranges of words, for one or several tags. Each array has one element a candidate."""

    tags: NDArray[np.int_]
    first: NDArray[np.int_]
    """The first word."""
    end: NDArray[np.int_]
    """One past the last word."""
    features: Floats
    """Shape: (candidates, ``FEATURES`` and ``HINTS``)."""


def candidates(
    tagged: Tagged, wanted: Sequence[int], trigger: int, pieces: Pieces = ()
) -> Candidates:
    """All ranges that the tagger leaves open.

    Args:
        tagged: what it says of the sentence.
        wanted: the tags to look for, by number.
        trigger: the tag of the trigger, by number.
        pieces: what the first pass says of the sentence.
    """
    tags = np.asarray(tagged.tags, np.float64)
    ranges = [(tag, first, end) for tag in wanted for first, end in _ranges(tags[:, tag])]
    tag, first, end = np.array(ranges, int).reshape(-1, 3).T
    if not ranges:
        return Candidates(tag, first, end, np.zeros((0, len(PLAIN))))
    own = _by_tags(tags, tag, first, end, trigger)
    hints = _by_pieces(tagged.words, pieces, first, end)
    return Candidates(tag, first, end, np.stack([*own, *hints], axis=1))


def _ranges(tags: Floats) -> list[tuple[int, int]]:
    """First and end word of each candidate of one tag."""
    inside = 1 - tags[:, 0]
    if inside.max(initial=0) < LIKELY:
        return []
    before = np.append(0, inside[:-1])
    ends = inside * (1 - np.append(tags[1:, 2], 0))
    unlikely = np.flatnonzero(np.append(inside < LIKELY, True))
    result = []
    for first in np.flatnonzero((inside >= LIKELY) & ((tags[:, 1] >= ENDS) | (before < 0.5))):
        last = min(unlikely[np.searchsorted(unlikely, first)], first + LONGEST)
        result += [
            (int(first), int(first + 1 + e)) for e in np.flatnonzero(ends[first:last] >= ENDS)
        ]
    return result


def _by_tags(
    tags: Floats,
    tag: NDArray[np.int_],
    first: NDArray[np.int_],
    end: NDArray[np.int_],
    trigger: int,
) -> list[Floats]:
    """The columns of ``FEATURES``."""
    length, number = tags.shape[:2]
    outside, begin, inside = (_log(tags[:, :, kind]) for kind in range(3))
    odds = (_log(1 - tags[:, :, 0]) - outside).clip(-8, 8)
    likely_odds = np.vstack([odds, np.full((1, number), -8.0)])
    leaves = _log(np.vstack([1 - tags[1:, :, 2], np.ones((1, number))]))
    broken = np.vstack([np.maximum(begin, -6) - np.maximum(inside, -6), np.full((1, number), -6.0)])

    def over(least_or_most: np.ufunc, values: Floats, start: NDArray[np.int_]) -> Floats:
        """Of the words from ``start`` to the end of each candidate, in the column of its tag."""
        places = np.stack([tag * (length + 1) + start, tag * (length + 1) + end], axis=1)
        flat = np.ascontiguousarray(values.T).ravel()
        return np.asarray(least_or_most.reduceat(flat, places.ravel())[::2])

    def total(values: Floats, start: NDArray[np.int_]) -> Floats:
        sums = np.vstack([np.zeros((1, number)), np.cumsum(values, axis=0)])
        return np.asarray(sums[end, tag] - sums[start, tag])

    size = end - first
    exact = begin[first, tag] + total(inside, first + 1) + leaves[end - 1, tag]
    exact = np.minimum(exact, -1e-3)
    most = over(np.maximum, likely_odds, first)
    named = int(tags[:, trigger, 0].argmin())
    columns = (
        exact,
        exact - np.log(-np.expm1(exact)),
        begin[first, tag].clip(-5),
        inside[first, tag].clip(-5),
        leaves[end - 1, tag],
        likely_odds[end, tag].clip(-5),
        np.where(first > 0, odds[first - 1, tag], -5).clip(-5),
        np.where(size == 1, -6, over(np.maximum, broken, np.minimum(first + 1, end))),
        total(odds, first) / size,
        over(np.minimum, likely_odds, first),
        most,
        odds.max(axis=0)[tag] - most,
        size == 1,
        size == 2,
        np.minimum(size, 10) / 3,
        np.log(size),
        end == length,
        first == 0,
        np.minimum(np.abs(first - named), FAR) / 10,
        (first <= named) & (named < end),
        end <= named,
        np.ones(len(tag)),
    )
    return [np.asarray(column, np.float64) for column in columns]


def _by_pieces(
    words: Words, pieces: Pieces, first: NDArray[np.int_], end: NDArray[np.int_]
) -> list[Floats]:
    """The columns of ``HINTS``."""
    if not pieces:
        return [np.zeros(len(first)) for _ in HINTS]
    told = np.asarray(pieces, np.float64)[words.pieces]
    own, rival = np.vstack([told, [[-10.0, -10.0]]]).T
    start, stop = words.bounds[first, 0], words.bounds[end - 1, 1]
    places = np.stack([start, stop], axis=1).ravel()
    sums = np.append(0, np.cumsum(own))
    most = np.maximum.reduceat(own, places)[::2]
    rivals = np.maximum.reduceat(rival, places)[::2]
    return [most, (sums[stop] - sums[start]) / (stop - start), own.max() - most, rivals]


def _log(probability: Floats) -> Floats:
    return np.asarray(np.log(np.maximum(probability, 1e-5)))


def scores(
    found: Candidates, tags: Sequence[str], weights: Mapping[str, Sequence[float]]
) -> Floats:
    """The weighted sum of each candidate: log odds for a role, a logit among others for a trigger.

    Args:
        found: the candidates.
        tags: the names of the tags, by number.
        weights: of the features, by tag; ``PLAIN`` where there are none.
    """
    table = np.array([weights.get(name, PLAIN) for name in tags])
    return np.asarray((found.features * table[found.tags]).sum(axis=1))


def range_of(found: Candidates, number: int, words: Words, text: str) -> tuple[int, int] | None:
    """The characters of a candidate, without stray marks; None where it can be no span."""
    start = words.ranges[found.first[number]][0]
    start, end = whole_words(start, words.ranges[found.end[number] - 1][1], text)
    inner = text[start:end]
    if start >= end or inner.casefold() in LEADING_WORDS or not names_something(inner):
        return None
    return start, end

"""What part each line plays: a small network reads the features of a line and of those around it.

The best sequence of parts that makes sense is taken (Viterbi): a title has a body, and an article
that goes on has begun. How the weights came about is told in ``docs/segmentation.md``.
"""

import functools
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from pipeline.segment.evidence import broken_titles, weighed
from pipeline.segment.features import features_of, wide_of
from pipeline.segment.kinds import Unit
from pipeline.segment.sharing import Floats
from pipeline.segment.tags import Tag
from pipeline.segment.words import LOOKED_UP, Counts, Keys, Words, chosen, keys_of

WEIGHTS = Path(__file__).with_name("tagger.npz")
"""What ``python -m benchmarks.segmentation.learning`` wrote."""

_BLOCK = 4096  # lines whose features and hidden layers are held at once
_MARGIN = 128  # lines before and after a block that are read with it; the network looks 15 far
_NEVER = -1e9


class Network(NamedTuple):
    """The weights. Shapes: (inputs, outputs) of each layer; a convolution reads three lines."""

    keys: Keys
    """Those of the words that are known, in order."""
    numbers: Counts
    """Where in ``embedding`` each of them stands."""
    embedding: Floats
    into: Floats
    into_bias: Floats
    layers: tuple[tuple[Floats, Floats], ...]
    out: Floats
    out_bias: Floats

    @classmethod
    def of(cls, arrays: Mapping[str, NDArray[Any]]) -> "Network":
        """The network of stored arrays; the words are one text in UTF-8, a word a line."""
        keys = keys_of(arrays["words"].tobytes().decode().split("\n"))
        order = np.argsort(keys)
        floats = {name: array.astype(np.float32) for name, array in arrays.items()}
        layers = sorted(name for name in floats if name.startswith("layer"))
        return cls(
            keys=keys[order],
            numbers=order + 1,
            embedding=floats["embedding"],
            into=floats["into"],
            into_bias=floats["into_bias"],
            layers=tuple((floats[name], floats[f"bias_{name}"]) for name in layers),
            out=floats["out"],
            out_bias=floats["out_bias"],
        )

    def known(self, words: Words) -> tuple[Counts, Counts]:
        """What of ``words`` is looked up: numbers, 0 where unknown, and how many each line has.

        A line without words has one, unknown.
        """
        keys = words.keys[chosen(words)]
        place = np.searchsorted(self.keys, keys)
        same = self.keys.take(place, mode="clip") == keys
        numbers = self.numbers.take(place, mode="clip") * same
        sizes = np.minimum(words.counts, LOOKED_UP)
        if not sizes.all():
            numbers = np.insert(numbers, np.cumsum(sizes)[sizes == 0], 0)
            sizes = np.maximum(sizes, 1)
        return numbers, sizes


def tagged(units: Sequence[Unit], known_title: str = "") -> list[Tag]:
    """The tag of each of ``units``. ``known_title`` is the key of a title known from elsewhere."""
    scores = weighed(_scores(units), units, known_title)
    return best_tags(scores, broken_titles(units))


def _scores(units: Sequence[Unit]) -> Floats:
    """The log-probability of each tag for each line, read block by block."""
    wide = wide_of(units)
    pieces = []
    for start in range(0, len(units), _BLOCK):
        first, last = max(0, start - _MARGIN), min(len(units), start + _BLOCK + _MARGIN)
        features, words = features_of(units, first, last, wide)
        found = read(network(), features, *network().known(words))
        pieces.append(found[start - first :][:_BLOCK])
    return np.concatenate(pieces)


def read(weights: Network, features: Floats, numbers: Counts, sizes: Counts) -> Floats:
    """The log-probability of each tag for each line. Shape: (lines, tags).

    ``numbers`` are those of the words of all lines, ``sizes`` how many each line has, at least one.
    """
    bags = np.add.reduceat(weights.embedding[numbers], np.cumsum(sizes) - sizes, axis=0)
    inputs = np.concatenate([features, bags / sizes[:, None]], axis=1, dtype=np.float32)
    hidden: Floats = np.maximum(inputs @ weights.into + weights.into_bias, 0)
    count, width = hidden.shape
    for number, (layer, bias) in enumerate(weights.layers):
        apart = 2**number
        padded = np.zeros((count + 2 * apart, width), np.float32)
        padded[apart : apart + count] = hidden
        around = [padded[:count], hidden, padded[2 * apart :]]
        hidden += np.maximum(np.concatenate(around, axis=1) @ layer + bias, 0)
    scores = hidden @ weights.out + weights.out_bias
    scores -= scores.max(axis=1, keepdims=True)
    found: Floats = scores - np.log(np.exp(scores).sum(axis=1, keepdims=True))
    return found


def best_tags(scores: Sequence[Sequence[float]], goes_on: Sequence[bool]) -> list[Tag]:
    """The most probable tags that make sense. Shape of ``scores``: (lines, tags).

    ``goes_on`` is set where a line may be the next one of a title that is broken over several.
    An article is outside until the first begins, at its title, under it, or inside; each way to get
    from one line to the next is a row of ``_WAYS``.
    """
    outside, at_title, under, inside = 0.0, _NEVER, _NEVER, _NEVER
    taken = bytearray()  # the way to each state, line by line
    for (other, title, first, untitled, body), broken in zip(scores, goes_on, strict=True):
        titled = (outside, inside, at_title if broken else _NEVER)
        told = (at_title, under)
        text = (
            inside + body,
            inside + other,
            at_title + first,
            under + first,
            outside + untitled,
            inside + untitled,
        )
        outside, at_title, under, inside = outside + other, max(titled), max(told), max(text)
        taken += bytes((titled.index(at_title), told.index(under), text.index(inside)))
        at_title, under = at_title + title, under + other
    state = _INSIDE if inside >= outside else _OUTSIDE
    tags = [Tag.OTHER] * len(goes_on)
    for index in range(len(tags) - 1, -1, -1):
        if state == _OUTSIDE:
            break
        tags[index], state = _WAYS[state][taken[3 * index + state]]
    return tags


_AT_TITLE, _UNDER, _INSIDE, _OUTSIDE = range(4)
_WAYS = (
    ((Tag.TITLE, _OUTSIDE), (Tag.TITLE, _INSIDE), (Tag.TITLE, _AT_TITLE)),
    ((Tag.OTHER, _AT_TITLE), (Tag.OTHER, _UNDER)),
    (
        (Tag.BODY, _INSIDE),
        (Tag.OTHER, _INSIDE),
        (Tag.FIRST, _AT_TITLE),
        (Tag.FIRST, _UNDER),
        (Tag.UNTITLED, _OUTSIDE),
        (Tag.UNTITLED, _INSIDE),
    ),
)
"""For each state the tag of a line that leads to it, and the state before it."""


@functools.cache
def network() -> Network:
    """The network that is shipped."""
    with np.load(WEIGHTS, allow_pickle=False) as stored:
        return Network.of({name: stored[name] for name in stored.files})

"""Which words the paragraphs before and behind a line hold too, and what else comes again."""

import re
from collections import Counter
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from pipeline.segment.looks import HEAD
from pipeline.segment.words import Counts, Words

Floats = NDArray[np.float32]

_CLOSE = 8  # lines within which the same line stands close by
_NEAR, _FAR = 4, 10  # paragraphs before and after in which words come again
_DIGITS = re.compile(r"\d+")
_OFTEN = 8  # times from which it makes no difference in how many more a line occurs
_TIMES = np.arange(_OFTEN + 1, dtype=np.float32)[:, None]
_TIMES = np.concatenate((np.minimum(np.log(np.maximum(_TIMES, 1)), 2), _TIMES > 1), axis=1)


def repetition(keys: Sequence[str]) -> Floats:
    """How often a line comes again: as it is, but for its numbers, by its beginning or its end.

    Shape: (lines, 9).
    """
    masked = [_DIGITS.sub("0", key) if len(key) <= HEAD else key for key in keys]
    split = [key.split() if len(key) <= HEAD else () for key in masked]
    beginning = [" ".join(each[:2]) for each in split]
    end = [" ".join(each[-2:]) for each in split]
    times: list[int] = []
    for each in (keys, masked, beginning, end):
        count = Counter(each)
        count[""] = 1
        times += map(count.__getitem__, each)
    number = np.minimum(np.array(times), _OFTEN).reshape(4, -1).T
    columns = np.zeros((len(keys), 9), np.float32)
    columns[:, :8] = _TIMES[number].reshape(-1, 8)
    last: dict[str, int] = {}
    count = Counter(keys)
    for index, key in enumerate(keys):
        if count[key] == 1:
            continue
        if index - last.get(key, -_CLOSE - 1) <= _CLOSE:
            columns[[index, last[key]], 8] = 1
        last[key] = index
    return columns


def shared(words: Words, long: NDArray[np.bool_]) -> Floats:
    """The share of telling words that paragraphs before and behind hold too. Shape: (lines, 7).

    ``long`` tells which lines count as paragraphs. A title is told again at once; a sub-heading
    sums up, and the headline of another article is told nowhere. Running text goes on in the same
    words until the next article begins.
    """
    size = len(long)
    numbers, lines = _placed(words)
    count = np.bincount(lines, minlength=size)
    told = np.cumsum(long)
    # The words in order, and once more from behind: what stands before a line, and what behind.
    place = np.stack((told - long, told[-1] - told)).take(lines, axis=1)
    place[1] = place[1, ::-1]
    begin = np.stack((numbers, numbers[-1:] - numbers[::-1])) * (size + _FAR + 2)
    ordered = np.stack((lines, lines[::-1]))
    last = np.full_like(begin, -_FAR)
    seen = np.where(long.take(ordered), place + 1, -_FAR)
    last[:, 1:] = np.maximum.accumulate(begin + seen, axis=1)[:, :-1]
    apart = place - (last - begin)
    ordered[1] += size
    near, far = (np.bincount(ordered[apart < most], minlength=2 * size) for most in (_NEAR, _FAR))
    columns = np.empty((size, 7), np.float32)
    some = np.maximum(count, 1)
    columns[:, 0] = near[size:] / some
    columns[:, 1] = far[size:] / some
    columns[:, 2] = near[:size] / some
    columns[:, 3] = far[:size] / some
    columns[:, 4] = columns[:, 0] - columns[:, 2]
    columns[:, 5] = np.minimum(count, 12) / 12
    columns[:, 6] = count == 0
    return columns


def _placed(words: Words) -> tuple[Counts, Counts]:
    """The telling words, each line's once: a number for each, and the line, in order of both."""
    size = len(words.counts)
    keys = words.keys[words.long]
    lines = np.repeat(np.arange(size), words.counts)[words.long]
    order = keys.argsort()
    keys = keys[order]
    numbers = np.zeros(len(keys), np.int64)
    np.cumsum(keys[1:] != keys[:-1], out=numbers[1:])
    pairs = numbers * size + lines[order]
    pairs.sort()
    once = np.ones(len(pairs), bool)
    once[1:] = pairs[1:] != pairs[:-1]
    numbers, lines = np.divmod(pairs[once], size)
    return numbers, lines

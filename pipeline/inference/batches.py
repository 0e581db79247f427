"""How the sentences of one article are put into batches.

Batches are formed inside one article, in an order that the article alone fixes. So even a model
whose results depend a little on their neighbours (dynamic int8 rounds activations by batch; the
shipped one does not) gives the same rows on every runner, and after every retry.
"""

from collections.abc import Iterator, Sequence
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

Item = TypeVar("Item")


def in_turn(items: Sequence[Item], most: int) -> Iterator[Sequence[Item]]:
    """The items, ``most`` at a time."""
    for start in range(0, len(items), most):
        yield items[start : start + most]


def near_equal_slices(lengths: Sequence[int], size: int) -> Iterator[list[int]]:
    """Indices of ``lengths``, sorted by length, in slices of at most ``size``, near equal."""
    order = sorted(range(len(lengths)), key=lengths.__getitem__)
    count = -(-len(order) // size)
    for number in range(count):
        yield order[number * len(order) // count : (number + 1) * len(order) // count]


def padded(rows: Sequence[Sequence[int]], fill: int) -> NDArray[np.int64]:
    """The rows, filled up to the longest. Shape: (rows, length)."""
    result = np.full((len(rows), max(map(len, rows))), fill, np.int64)
    for number, row in enumerate(rows):
        result[number, : len(row)] = row
    return result

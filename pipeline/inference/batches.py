"""How the sentences of one article are put into batches.

Batches are formed inside one article, in an order that the article alone fixes. So even where
results depend on their neighbours (sums over padding move the last bits of the shipped model's;
dynamic int8 rounds activations by batch), the same rows come of every runner and every retry.
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


def cheapest_slices(lengths: Sequence[int], size: int, call: int) -> list[list[int]]:
    """Indices of ``lengths``, sorted by length, in the slices that cost least in all.

    A slice costs its inputs, each as long as its longest, and what a call costs by itself; the best
    way to cut each beginning of the sorted lengths follows from those of the shorter ones.

    Args:
        lengths: ids of each input.
        size: inputs in a slice, at most.
        call: what a call costs, in ids.
    """
    order = sorted(range(len(lengths)), key=lengths.__getitem__)
    best = [(0, 0)]  # for each beginning: its cost, and where its last slice starts
    for end in range(1, len(order) + 1):
        longest = lengths[order[end - 1]]
        best.append(
            min(
                (best[start][0] + call + (end - start) * longest, start)
                for start in range(max(0, end - size), end)
            )
        )
    slices = []
    end = len(order)
    while end:
        start = best[end][1]
        slices.append(order[start:end])
        end = start
    return slices[::-1]


def padded(rows: Sequence[Sequence[int]], fill: int) -> NDArray[np.int64]:
    """The rows, filled up to the longest. Shape: (rows, length)."""
    result = np.full((len(rows), max(map(len, rows))), fill, np.int64)
    for number, row in enumerate(rows):
        result[number, : len(row)] = row
    return result

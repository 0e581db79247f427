"""How the sentences of one article are put into batches.

Dynamic int8 scales activations by batch, so a result depends a little on its neighbours. Batches
are therefore formed inside one article, in an order that the article alone fixes: the same rows
come out on every runner, and after every retry.
"""

from collections.abc import Iterator, Sequence

BATCH_SIZE = 8
"""Sentences a batch: measured fastest on one core for the shipped model (1, 8 and 32 tried)."""


def near_equal_slices(lengths: Sequence[int], size: int = BATCH_SIZE) -> Iterator[list[int]]:
    """Indices of ``lengths``, sorted by length, in slices of at most ``size``, near equal."""
    order = sorted(range(len(lengths)), key=lengths.__getitem__)
    count = -(-len(order) // size)
    for number in range(count):
        yield order[number * len(order) // count : (number + 1) * len(order) // count]

"""Sentences longer than the network reads at once: windows that overlap, and their joined output.

        sentence    a b c d e f g h i j k l
        windows     a b c d e f
                          d e f g h i
                                g h i j k l
        taken from  0 0 0 0 0 1 1 1 2 2 2 2     where a piece stands farthest from a cut

What stands around the sentence (a prompt, the marks of beginning and end) is in every window.
"""

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray
from tokenizers import Encoding

OVERLAP = 4
"""Windows share at least one part in so many: the longest spans are shorter than that."""


class Window(NamedTuple):
    """What the network reads at once: a sentence, or as much of it as fits.

    ``ids[lead]`` is the piece ``start`` of the sentence, and ``end`` is one past the last.
    """

    ids: list[int]
    type_ids: list[int]
    lead: int
    start: int
    end: int


def windows_of(encoding: Encoding, longest: int, part: int = 0) -> list[Window]:
    """One window where the encoding fits, else full ones, evenly spread over the sentence.

    Args:
        encoding: the sentence and what stands around it, not truncated.
        longest: ids that the network can read at once.
        part: which sequence of the encoding is the sentence.
    """
    ids, type_ids = encoding.ids, encoding.type_ids
    pieces = [position for position, own in enumerate(encoding.sequence_ids) if own == part]
    if len(ids) <= longest or not pieces:
        return [Window(ids, type_ids, pieces[0] if pieces else len(ids), 0, len(pieces))]
    lead, after = pieces[0], pieces[-1] + 1
    room = max(1, longest - (len(ids) - len(pieces)))
    shared = room // OVERLAP
    gaps = -(-(len(pieces) - shared) // (room - shared)) - 1
    windows = []
    for number in range(gaps + 1):
        start = number * (len(pieces) - room) // gaps
        own = slice(lead + start, lead + start + room)
        windows.append(
            Window(
                ids[:lead] + ids[own] + ids[after:],
                type_ids[:lead] + type_ids[own] + type_ids[after:],
                lead,
                start,
                start + room,
            )
        )
    return windows


def stitched(
    windows: Sequence[Window], values: Sequence[NDArray[np.float32]]
) -> NDArray[np.float32]:
    """What the network gives of each piece of a sentence, out of the windows.

    A piece takes the values of the window in which it stands farthest from a cut: the end of a
    window that is not an end of the sentence.

    Args:
        windows: those of the sentence, in order.
        values: the output of each. Shape: (ids or more, ...).

    Returns:
        Shape: (pieces, ...).
    """
    total = windows[-1].end
    result = np.zeros((total, *values[0].shape[1:]), np.float32)
    best = np.full(total, -1)
    for window, value in zip(windows, values, strict=True):
        own = value[window.lead : window.lead + window.end - window.start]
        place = np.arange(window.start, window.end)
        distance = np.full(len(place), total)
        if window.start > 0:
            distance = np.minimum(distance, place - window.start)
        if window.end < total:
            distance = np.minimum(distance, window.end - 1 - place)
        better = place[distance > best[place]]
        best[better] = distance[better - window.start]
        result[better] = own[better - window.start]
    return result

"""What the network has been given on this thread, for the metrics of a run: counted, not kept.

A model is shared by the threads of a process, so each counts its own.
"""

import threading
from typing import NamedTuple


class Tally(NamedTuple):
    """Counts of one thread."""

    sentences: int = 0
    """Of the first pass; of the second, pairs of a type and a sentence."""
    windows: int = 0
    """What the network reads at once; as a rule one a sentence."""
    batches: int = 0
    ids: int = 0
    """All that the network has read, padding included."""
    padding: int = 0
    """Ids that only filled batches up."""
    network_microseconds: int = 0
    """Within the calls of the network."""


_HERE = threading.local()


def add(tally: Tally) -> None:
    """Count more."""
    had: Tally = getattr(_HERE, "tally", Tally())
    _HERE.tally = Tally(*map(sum, zip(had, tally, strict=True)))


def take() -> Tally:
    """What this thread has counted since it was last asked."""
    taken: Tally = getattr(_HERE, "tally", Tally())
    _HERE.tally = Tally()
    return taken

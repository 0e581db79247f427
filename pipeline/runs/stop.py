"""Ctrl-C and SIGTERM while a run goes on."""

import contextlib
import signal
import threading
import time
from collections.abc import Iterator
from types import FrameType
from typing import Self

from pipeline.telling import tell

SIGNALS = (signal.SIGINT, signal.SIGTERM)
STEP_SECONDS = 0.1
"""How soon a pause notices a signal."""


class Stop:
    """Takes the signals for as long as it lasts.

    The first Ctrl-C lets the chunk end and be committed; SIGTERM, which a kill follows, and a
    second Ctrl-C abandon it: KeyboardInterrupt is raised, but never within a commit.
    """

    def __init__(self) -> None:
        self.signal: int | None = None
        """The signal that came first."""
        self._committing = False

    def __enter__(self) -> Self:
        if threading.current_thread() is threading.main_thread():  # no other may set handlers
            self._before = {number: signal.signal(number, self._take) for number in SIGNALS}
        else:
            self._before = {}
        return self

    def __exit__(self, *_: object) -> None:
        for number, handler in self._before.items():
            signal.signal(number, handler)

    @contextlib.contextmanager
    def held_back(self) -> Iterator[None]:
        """What is done within is done to its end."""
        self._committing = True
        try:
            yield
        finally:
            self._committing = False

    def pause(self, seconds: float) -> None:
        """Wait for so long, or until a signal comes."""
        until = time.monotonic() + seconds
        while self.signal is None and (left := until - time.monotonic()) > 0:
            time.sleep(min(left, STEP_SECONDS))

    def _take(self, number: int, _: FrameType | None) -> None:
        again = self.signal is not None
        self.signal = self.signal or number
        if self._committing:
            return
        if again or number == signal.SIGTERM:
            raise KeyboardInterrupt
        tell("stopping", "\nFinishing what is begun; Ctrl-C again abandons it")  # below the ^C

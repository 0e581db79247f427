"""What has come already: objects and messages are remembered for a while, and let through once.

State is kept for each by itself and cleared by a timer. It is a timer of event time: one of
processing time holds back the watermark, and with it all windows, until it fires.
"""

from collections.abc import Iterator
from typing import Any, NamedTuple

import apache_beam as beam
from apache_beam.coders import BooleanCoder, StrUtf8Coder, TupleCoder, VarIntCoder
from apache_beam.io.filesystems import FileSystems
from apache_beam.metrics import Metrics
from apache_beam.transforms.userstate import (
    ReadModifyWriteStateSpec,
    TimeDomain,
    TimerSpec,
    on_timer,
)
from apache_beam.utils.timestamp import Timestamp

from pipeline.elements import RawFile
from pipeline.guard import DEAD_LETTERS, dead_letter
from pipeline.read import describe_remote

STAGE = "read"
REPEATED = "repeated"
"""The counter of notifications and messages that came again."""


class NewObject(NamedTuple):
    """A notification: the object, and the generation of it that is new."""

    uri: str
    generation: int


class OnceAnObject(beam.DoFn):
    """(uri, NewObject) to the RawFile of each content of an object, once.

    A generation that is not newer than the newest seen is dropped, and so is one whose content was
    taken already: by the time a notification is read, the object may be a generation ahead. An
    object that cannot be looked at is a dead letter, and not remembered.
    """

    NEWEST = ReadModifyWriteStateSpec("newest", TupleCoder((VarIntCoder(), StrUtf8Coder())))
    FORGET = TimerSpec("forget", TimeDomain.WATERMARK)

    def __init__(self, remember: float) -> None:
        self.remember = remember
        self.repeated = Metrics.counter(STAGE, REPEATED)

    def process(
        self,
        element: tuple[str, NewObject],
        timestamp: Timestamp = beam.DoFn.TimestampParam,
        newest: Any = beam.DoFn.StateParam(NEWEST),
        forget: Any = beam.DoFn.TimerParam(FORGET),
    ) -> Iterator[Any]:
        uri, found = element
        generation, fingerprint = newest.read() or (-1, "")
        if found.generation <= generation:
            self.repeated.inc()
            return
        try:
            raw = describe_remote(FileSystems.get_filesystem(uri).metadata(uri))
        except Exception as error:  # whatever the store's client raises
            letter = dead_letter(STAGE, RawFile(uri, 0, ""), error)
            yield beam.pvalue.TaggedOutput(DEAD_LETTERS, letter)
            return
        newest.write((found.generation, raw.fingerprint))
        forget.set(timestamp + self.remember)
        if raw.fingerprint == fingerprint:
            self.repeated.inc()
        else:
            yield raw

    @on_timer(FORGET)
    def forget(self, newest: Any = beam.DoFn.StateParam(NEWEST)) -> None:
        """Clear the state of an object."""
        newest.clear()


class OnceAMessage(beam.DoFn):
    """(key, value) to the value, for each key once."""

    SEEN = ReadModifyWriteStateSpec("seen", BooleanCoder())
    FORGET = TimerSpec("forget", TimeDomain.WATERMARK)

    def __init__(self, remember: float) -> None:
        self.remember = remember
        self.repeated = Metrics.counter(STAGE, REPEATED)

    def process(
        self,
        element: tuple[str, Any],
        timestamp: Timestamp = beam.DoFn.TimestampParam,
        seen: Any = beam.DoFn.StateParam(SEEN),
        forget: Any = beam.DoFn.TimerParam(FORGET),
    ) -> Iterator[Any]:
        if seen.read():
            self.repeated.inc()
            return
        seen.write(True)
        forget.set(timestamp + self.remember)
        yield element[1]

    @on_timer(FORGET)
    def forget(self, seen: Any = beam.DoFn.StateParam(SEEN)) -> None:
        """Clear the state of a message."""
        seen.clear()

"""Pub/Sub messages to what they stand for: a new object in a bucket, or an article of their own.

A notification of Cloud Storage is known by its attributes; the data of any other message is read
as if it were a file. What comes again is dropped (``pipeline.stream.seen``).
"""

import dataclasses
import functools
import io
from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

import apache_beam as beam
from apache_beam.io.gcp.pubsub import PubsubMessage
from apache_beam.metrics import Metrics

from pipeline.elements import DeadLetter, Document, RawFile, Rejected
from pipeline.guard import DEAD_LETTERS, REJECTED, Guarded, Outputs, dead_letter
from pipeline.identity import identity
from pipeline.read import (
    DEFAULT_MAX_BYTES,
    SUFFIXES,
    UnreadableFile,
    check_fields,
    read_stream,
    suffix_of,
)
from pipeline.stream.seen import NewObject, OnceAMessage, OnceAnObject

STAGE = "read"
CREATED = "OBJECT_FINALIZE"
"""The event of a new object, and of a new generation of one: all others change no content."""
KEPT_CHARACTERS = 10_000
"""How much of a message its dead letter keeps."""
OBJECTS = "objects"


class Carried(NamedTuple):
    """A message that is a document itself; ``uri`` is made of its data, so it is known again."""

    uri: str
    message_id: str
    data: bytes


def parse_message(message: PubsubMessage, output: str) -> NewObject | Carried | None:
    """What a message stands for; None for what is left out.

    Left out are notifications of other events than new content, of files in ``output``, which are
    our own, and of what is not read in folders either: hidden files, and kinds that are unknown.

    Raises:
        ValueError: it looks like a notification and is none.
    """
    attributes = message.attributes or {}
    if "bucketId" not in attributes or "objectId" not in attributes:
        name = identity(message.data.hex())
        return Carried(f"message:{name}", message.message_id or "", message.data)
    if attributes.get("eventType") != CREATED:
        return None
    uri = f"gs://{attributes['bucketId']}/{attributes['objectId']}"
    if is_left_out(attributes["objectId"]) or uri.startswith(output.rstrip("/") + "/"):
        return None
    generation = attributes.get("objectGeneration", "")
    if not generation.isdecimal():
        raise ValueError(f"objectGeneration is {generation!r}, not a number")
    return NewObject(uri, int(generation))


def is_left_out(name: str) -> bool:
    """Whether the name of an object says that it is hidden, a folder, or of an unknown kind."""
    hidden = any(part.startswith((".", "_")) for part in name.split("/"))
    return hidden or name.endswith("/") or suffix_of(name) not in SUFFIXES


def read_message(
    carried: Carried, max_bytes: int, fields: Mapping[str, str]
) -> Iterator[Document | Rejected | DeadLetter]:
    """The documents in a message, as ``read_file`` gives those of a file with the same bytes."""
    raw = RawFile(carried.uri, len(carried.data), "")
    try:
        for found in read_stream(io.BytesIO(carried.data), raw, max_bytes, fields):
            yield keep_message(found, carried) if isinstance(found, DeadLetter) else found
    except (OSError, UnreadableFile) as error:
        yield keep_message(dead_letter(STAGE, raw, error), carried)


def keep_message(letter: DeadLetter, carried: Carried) -> DeadLetter:
    """The dead letter with the message after its reason: nothing else has it once it is taken."""
    text = carried.data.decode("utf-8", "backslashreplace")
    cut = f" (the first {KEPT_CHARACTERS:,} characters)" if len(text) > KEPT_CHARACTERS else ""
    told = f"message {carried.message_id}, {len(carried.data):,} bytes{cut}"
    return dataclasses.replace(
        letter, message=f"{letter.message}\n{told}: {text[:KEPT_CHARACTERS]}"
    )


class ParseMessages(beam.DoFn):
    """Messages to ``Carried`` (main output), ``NewObject`` (``objects``), ``dead_letters``."""

    def __init__(self, output: str) -> None:
        self.output = output
        self.left_out = Metrics.counter(STAGE, "left_out")

    def process(self, element: PubsubMessage) -> Iterator[Any]:
        try:
            found = parse_message(element, self.output)
        except ValueError as error:
            uri = f"message:{identity(str(element.attributes))}"
            letter = dead_letter(STAGE, RawFile(uri, 0, ""), error)
            carried = Carried(uri, element.message_id or "", str(element.attributes).encode())
            yield beam.pvalue.TaggedOutput(DEAD_LETTERS, keep_message(letter, carried))
            return
        if found is None:
            self.left_out.inc()
        elif isinstance(found, NewObject):
            yield beam.pvalue.TaggedOutput(OBJECTS, found)
        else:
            yield found


def by_uri(found: NewObject) -> tuple[str, NewObject]:
    """A new object under its uri."""
    return found.uri, found


def by_content(carried: Carried) -> tuple[str, Carried]:
    """A message under its uri, which is made of its data."""
    return carried.uri, carried


@dataclasses.dataclass
class ReadMessages(beam.PTransform):
    """Messages to what there is to read: ``PCollection[PubsubMessage]`` to four outputs.

    ``files`` (RawFile) and ``documents`` (Document), each once however often its message comes
    within ``remember`` seconds of event time, ``rejected`` and ``dead_letters``. Global window;
    timestamps, those of the messages, are kept.

    Args:
        output: folder of the tables; notifications of what lies in it are left out.
        remember: seconds for which what has come is known again.
        max_bytes: the most that one document may hold, as for ``ReadDocuments``.
        fields: the names of fields in JSON and tables, as for ``ReadDocuments``.
    """

    output: str
    remember: float
    max_bytes: int = DEFAULT_MAX_BYTES
    fields: Mapping[str, str] = dataclasses.field(default_factory=dict)

    def __post_init__(self) -> None:
        super().__init__()
        check_fields(self.fields)

    def expand(self, messages: beam.PCollection[PubsubMessage]) -> Outputs:
        parsed = messages | "ParseMessages" >> beam.ParDo(ParseMessages(self.output)).with_outputs(
            OBJECTS, DEAD_LETTERS, main="carried"
        )
        read_one = functools.partial(read_message, max_bytes=self.max_bytes, fields=self.fields)
        files = (
            parsed[OBJECTS]
            | "ByUri" >> beam.Map(by_uri)
            | "OnceAnObject"
            >> beam.ParDo(OnceAnObject(self.remember)).with_outputs(DEAD_LETTERS, main="files")
        )
        read = (
            parsed.carried
            | "ByContent" >> beam.Map(by_content)
            | "OnceAMessage" >> beam.ParDo(OnceAMessage(self.remember))
            | "ReadCarried"
            >> beam.ParDo(Guarded(STAGE, read_one)).with_outputs(
                REJECTED, DEAD_LETTERS, main="documents"
            )
        )
        letters = [parsed[DEAD_LETTERS], files[DEAD_LETTERS], read[DEAD_LETTERS]]
        return {
            "files": files.files,
            "documents": read.documents,
            REJECTED: read[REJECTED],
            DEAD_LETTERS: letters | "GatherDeadLetters" >> beam.Flatten(),
        }

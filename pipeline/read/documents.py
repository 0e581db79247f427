"""The stage: opens files and turns each into documents, whatever kind of file it is."""

import dataclasses
import functools
import io
from collections.abc import Iterator, Mapping

import apache_beam as beam
from apache_beam.io.filesystem import CompressionTypes
from apache_beam.io.filesystems import FileSystems

from pipeline.elements import DeadLetter, Document, RawFile, Rejected
from pipeline.guard import DEAD_LETTERS, REJECTED, Guarded, Outputs
from pipeline.read.compression import (
    DEFAULT_MAX_BYTES,
    MAX_EXPANSION,
    READ_AHEAD,
    Budget,
    decompressed,
)
from pipeline.read.errors import UnreadableFile
from pipeline.read.fields import check_fields
from pipeline.read.formats import read_source
from pipeline.read.source import Source

NO_FIELDS: Mapping[str, str] = {}


def read_file(
    raw: RawFile, max_bytes: int = DEFAULT_MAX_BYTES, fields: Mapping[str, str] = NO_FIELDS
) -> Iterator[Document | Rejected | DeadLetter]:
    """The documents in a file as it is when it is opened, one after the other, in its order.

    What a file holds is told by its content, then by its name. A text file is one document: the
    decoded text, unchanged but for the byte order mark, so that
    ``open(path, encoding=document.encoding, errors="replace", newline="")`` reads the same. In
    other kinds each record is one, named by ``source_record``; docs/formats.md has the list. A
    record without text is a reject, ``empty``; one that cannot be read is a dead letter.

    ``max_bytes`` is the most that one record may hold; all of a file may unpack to that and
    MAX_EXPANSION times its size. ``fields`` names the columns or keys that
    hold a field of the documents: ``{"text": "body"}``.

    Raises OSError if the file cannot be opened, UnreadableFile where it cannot be read on: if it
    is corrupt, cut off, not text, or too large, or shorter than ``raw`` says. What came before that
    is good.
    """
    with FileSystems.open(raw.uri, compression_type=CompressionTypes.UNCOMPRESSED) as handle:
        yield from read_stream(handle, raw, max_bytes, fields)


def read_stream(
    handle: io.BufferedIOBase, raw: RawFile, max_bytes: int, fields: Mapping[str, str]
) -> Iterator[Document | Rejected | DeadLetter]:
    """As ``read_file``, from an open file that can be rewound, whatever it lies in."""
    size = handle.seek(0, 2)
    handle.seek(0)
    if size < raw.size:
        raise UnreadableFile(f"has shrunk from {raw.size:,} to {size:,} bytes since it was found")
    budget = Budget(max_bytes + READ_AHEAD + MAX_EXPANSION * size)
    stream, compressed = decompressed(handle, budget, size)
    yield from read_source(
        Source(
            uri=raw.uri,
            name=raw.uri,
            stream=stream,
            max_bytes=max_bytes,
            budget=budget,
            stored=None if compressed else handle,
            fields=fields,
        )
    )


def read_record(
    uri: str,
    record: str | None = None,
    fields: Mapping[str, str] = NO_FIELDS,
    max_bytes: int = DEFAULT_MAX_BYTES,
) -> Document:
    """The document that a row of the tables comes from: its text is what all offsets point into.

    ``read_record(row.source_uri, row.source_record).text[row.start:row.end]`` are the words of a
    row. ``fields`` and ``max_bytes`` must be those of the run. The file is read up to the record.
    Raises OSError or UnreadableFile as ``read_file`` does, LookupError if there is no such record
    with text.
    """
    for found in read_file(RawFile(uri, 0, ""), max_bytes, fields):
        if isinstance(found, Document) and found.source_record == record:
            return found
    raise LookupError(f"no record {record!r} with text in {uri}")


@dataclasses.dataclass
class ReadDocuments(beam.PTransform):
    """Reads files: ``PCollection[RawFile]`` to documents, rejects and dead letters.

    Outputs ``documents`` (Document, any number for a file, those of a file in its order, one held
    at a time), ``rejected`` and ``dead_letters``. Windows and timestamps stay as they are.

    Args:
        max_bytes: the most that one record of a file may hold, decompressed.
        fields: the names that the text, title, url, published_at, publisher or language have in
            tables and JSON, where they are not usual ones: ``{"text": "body"}``.
    """

    max_bytes: int = DEFAULT_MAX_BYTES
    fields: Mapping[str, str] = dataclasses.field(default_factory=dict)

    def __post_init__(self) -> None:
        super().__init__()
        if self.max_bytes < 1:
            raise ValueError(f"max_bytes must be at least 1, not {self.max_bytes}")
        check_fields(self.fields)

    def expand(self, files: beam.PCollection[RawFile]) -> Outputs:
        """Spreads the files over the workers, then reads them."""
        read = functools.partial(read_file, max_bytes=self.max_bytes, fields=self.fields)
        return (
            files
            | "SpreadFiles" >> beam.Reshuffle()
            | "ReadFiles"
            >> beam.ParDo(Guarded("read", read)).with_outputs(
                REJECTED, DEAD_LETTERS, main="documents"
            )
        )

"""What a reader is given: one open file, or one member of an archive, with the limits on it."""

import dataclasses
import io
from codecs import BOM_UTF8
from collections.abc import Iterator, Mapping

from apache_beam.metrics import Metrics

from pipeline.elements import DeadLetter, Document, RawFile, Rejected
from pipeline.guard import dead_letter
from pipeline.read.compression import BLOCK_BYTES, Budget, read_at_most
from pipeline.read.encoding import Recoded, is_wide
from pipeline.read.errors import UnreadableFile, too_large

Outcome = Document | Rejected | DeadLetter
STAGE = "read"
LONGEST_NAME = 500
"""Characters of the name of a record: ids and addresses are shorter, and each is kept in memory."""
SKIPPED = "skipped"
"""The counter of what is left out by its kind: members of archives, records of web archives."""


def count_skipped() -> None:
    """Count a part of a file that is no text, and is neither rejected nor a failure."""
    Metrics.counter(STAGE, SKIPPED).inc()


@dataclasses.dataclass(slots=True)
class Source:
    """Bytes to read documents from.

    ``member`` is the place in the archives around it (None for a file itself), ``name`` what it is
    called, ``stream`` its decompressed bytes, ``stored`` the seekable file itself where there is
    one that is not compressed, ``fields`` the user's names for the fields of records.
    """

    uri: str
    name: str
    stream: io.BufferedReader
    max_bytes: int
    budget: Budget
    member: str | None = None
    stored: io.BufferedIOBase | None = None
    fields: Mapping[str, str] = dataclasses.field(default_factory=dict)
    depth: int = 0
    names: dict[str, int] = dataclasses.field(default_factory=dict)

    def record(self, name: object) -> str:
        """The ``source_record`` of a record that is called ``name`` here; the same but once.

        A name longer than LONGEST_NAME is cut.
        """
        wanted = unique = str(name)[:LONGEST_NAME]
        again = self.names.get(wanted, 1)  # what was tried is not tried again
        while unique in self.names:
            again += 1
            unique = f"{wanted}~{again}"
        self.names[wanted] = again
        self.names.setdefault(unique, 1)
        return self.numbered(unique)

    def numbered(self, name: object) -> str:
        """As ``record``, for names that are known to be unique, which it does not keep."""
        return str(name) if self.member is None else f"{self.member}#{name}"

    def content(self) -> bytes:
        """All its bytes; UnreadableFile if they are more than one document may hold."""
        return read_at_most(self.stream, self.max_bytes)

    def seekable(self) -> io.BufferedIOBase:
        """The bytes for random access: the file itself, else a copy in memory of limited size."""
        return self.stored or io.BytesIO(self.content())

    def in_utf8(self) -> io.BufferedReader:
        """The stream; if it begins with the byte order mark of a wide codec, turned into UTF-8."""
        codec = is_wide(self.stream.peek(4))
        if codec:
            self.stream = io.BufferedReader(Recoded(self.stream, codec), BLOCK_BYTES)
        return self.stream

    def lines(self) -> Iterator[tuple[int, bytes | None]]:
        """Its lines with their ends, each with the place of its first byte.

        None stands for a line of more than ``max_bytes`` bytes, which is passed over. A text in
        UTF-16 or UTF-32 comes in UTF-8, and so do the places.
        """
        offset = len(BOM_UTF8) if self.in_utf8().peek(4).startswith(BOM_UTF8) else 0
        self.stream.read(offset)
        while line := self.stream.readline(self.max_bytes + 1):
            start, offset = offset, offset + len(line)
            if len(line) <= self.max_bytes:
                yield start, line
                continue
            while line and not line.endswith(b"\n"):
                line = self.stream.readline(BLOCK_BYTES)
                offset += len(line)
            yield start, None

    def too_large(self) -> UnreadableFile:
        """The error of a record of more than ``max_bytes`` bytes."""
        return too_large(self.max_bytes)

    def failed(self, record: str | None, offset: int | None, error: Exception) -> DeadLetter:
        """The dead letter of a record; ``offset`` is its first byte in the file or member."""
        letter = dead_letter(STAGE, RawFile(self.uri, 0, ""), error)
        return dataclasses.replace(letter, source_record=record, offset=offset)

    def empty(self, record: str | None, detail: str) -> Rejected:
        """The reject of a record without text."""
        return Rejected(self.uri, record, 0, 0, "empty", detail, "")

"""The stage: opens files and turns each into documents, whatever it is compressed or encoded in."""

import dataclasses
import functools

import apache_beam as beam
from apache_beam.io.filesystem import CompressionTypes
from apache_beam.io.filesystems import FileSystems

from pipeline.elements import Document, RawFile, Rejected
from pipeline.guard import DEAD_LETTERS, REJECTED, Guarded, Outputs
from pipeline.read.compression import DEFAULT_MAX_BYTES, read_decompressed
from pipeline.read.formats import READERS, read_text, suffix_of


def read_file(raw: RawFile, max_bytes: int = DEFAULT_MAX_BYTES) -> list[Document | Rejected]:
    """The documents in a file as it is now; a file without text is a reject, ``empty``.

    A text file is one document: the decoded text, unchanged but for the byte order mark, so that
    ``open(path, encoding=document.encoding, errors="replace", newline="")`` reads the same.
    Raises OSError if the file cannot be opened, UnreadableFile if it is corrupt, not text, or
    holds more than ``max_bytes`` bytes once decompressed.
    """
    with FileSystems.open(raw.uri, compression_type=CompressionTypes.UNCOMPRESSED) as handle:
        data = read_decompressed(handle, max_bytes)
    reader = READERS.get(suffix_of(raw.uri), read_text)
    return list(reader(raw.uri, data))


@dataclasses.dataclass
class ReadDocuments(beam.PTransform):
    """Reads files: ``PCollection[RawFile]`` to documents, rejects and dead letters.

    Outputs ``documents`` (Document, one or more for a file, those of a file in its order),
    ``rejected`` and ``dead_letters``. Windows and timestamps stay as they are. ``max_bytes`` is
    the most that one file may hold once decompressed.
    """

    max_bytes: int = DEFAULT_MAX_BYTES

    def __post_init__(self) -> None:
        if self.max_bytes < 1:
            raise ValueError(f"max_bytes must be at least 1, not {self.max_bytes}")

    def expand(self, files: beam.PCollection[RawFile]) -> Outputs:
        """Spreads the files over the workers, then reads them."""
        read = functools.partial(read_file, max_bytes=self.max_bytes)
        return (
            files
            | "SpreadFiles" >> beam.Reshuffle()
            | "ReadFiles"
            >> beam.ParDo(Guarded("read", read)).with_outputs(
                REJECTED, DEAD_LETTERS, main="documents"
            )
        )

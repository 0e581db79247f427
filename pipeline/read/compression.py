"""Open files as streams of decompressed bytes: compression is told by content, never by name.

Bytes are counted as they come, so a decompression bomb is noticed before it is held.
"""

import bz2
import gzip
import io
import lzma
import re
import zlib
from collections.abc import Callable
from typing import Any, BinaryIO, NamedTuple

import pyarrow as pa

from pipeline.read.errors import TooMuchData, UnreadableFile, too_large

DEFAULT_MAX_BYTES = 1 << 25
"""What one document may hold. Its text is in memory, ten times over while it is cut."""
MAX_EXPANSION = 250
"""How many times its size a file may unpack to, beyond what one record may hold: news shrinks to a
third or a tenth, JSON with long keys to a fiftieth, a bomb to a thousandth or less.
"""
BLOCK_BYTES = 1 << 16
READ_AHEAD = 1 << 20  # what buffers may take before a record is found to be too large
HEAD_BYTES = 10
UNLIMITED = 1 << 62
XZ_MEMORY = 1 << 27
"""Bytes that xz may take: the largest of its presets takes half of that."""


def open_zstd(handle: BinaryIO) -> Any:
    """The decompressed stream of Zstandard data, all its frames one after the other."""
    # Arrow's stream reports a truncated frame as an error; that of zstandard ends silently.
    return pa.CompressedInputStream(pa.PythonFile(handle, mode="r"), "zstd")


class Xz:
    """The decompressed stream of xz data, all its streams one after the other.

    That of ``lzma.open`` grants a window of 4 GB to whoever asks for it; here LZMAError is raised.
    """

    def __init__(self, handle: BinaryIO) -> None:
        self.handle = handle
        self.stream = lzma.LZMADecompressor(memlimit=XZ_MEMORY)

    def read(self, count: int) -> bytes:
        """At most ``count`` bytes, none at the end; raises EOFError where the data is cut off."""
        while True:
            data = b""
            if self.stream.eof:
                data = self.stream.unused_data or self.handle.read(BLOCK_BYTES)
                while data and not data.strip(b"\x00"):  # streams may be padded
                    data = self.handle.read(BLOCK_BYTES)
                if not data:
                    return b""
                data = data.lstrip(b"\x00")
                self.stream = lzma.LZMADecompressor(memlimit=XZ_MEMORY)
            elif self.stream.needs_input:
                data = self.handle.read(BLOCK_BYTES)
                if not data:
                    raise EOFError("it ends before the end-of-stream marker")
            found = self.stream.decompress(data, count)
            if found:
                return found


class Compression(NamedTuple):
    """A compressed form: its name, the suffix usual for it, how its data begins, how to open it."""

    name: str
    suffix: str
    beginning: re.Pattern[bytes]
    open: Callable[[BinaryIO], Any]


GZIP = re.compile(rb"\x1f\x8b\x08")
BZIP2 = re.compile(rb"BZh[1-9](1AY&SY|\x17rE8P\x90)")  # a block, or the end of an empty file
XZ = re.compile(rb"\xfd7zXZ\x00")
ZSTD = re.compile(rb"\x28\xb5\x2f\xfd|[\x50-\x5f]\x2a\x4d\x18")  # a frame, or one to skip

COMPRESSIONS = (
    Compression("gzip", ".gz", GZIP, gzip.open),
    Compression("bzip2", ".bz2", BZIP2, bz2.open),
    Compression("xz", ".xz", XZ, Xz),
    Compression("zstd", ".zst", ZSTD, open_zstd),
)


class Budget:
    """How many bytes a file may still unpack to, over all its layers and members."""

    def __init__(self, allowed: int) -> None:
        self.allowed = allowed
        self.spent = 0

    def spend(self, count: int) -> None:
        """Count unpacked bytes; raises TooMuchData once there are more than allowed."""
        self.spent += count
        if self.spent > self.allowed:
            raise TooMuchData(f"unpacks to more than the {self.allowed:,} bytes allowed")


class Unpacked(io.RawIOBase):
    """A stream of bytes out of a decompressor or an archive, charged to a budget.

    What comes before an error is given first. Errors are raised as UnreadableFile that says which
    compressed ``form`` is broken, or as they are where there is none. It ends after ``length``
    bytes, should there be more.
    """

    def __init__(
        self, stream: Any, form: str | None, budget: Budget, length: int = UNLIMITED
    ) -> None:
        self.read_some = getattr(stream, "read1", stream.read)
        self.form = form
        self.budget = budget
        self.left = length
        self.failure: Exception | None = None

    def readable(self) -> bool:
        """It is."""
        return True

    def readinto(self, buffer: Any, /) -> int:
        """Fill ``buffer`` as far as the stream reaches; the number of bytes, 0 at its end."""
        filled = 0
        while filled < len(buffer) and not self.failure:
            try:
                data = self.read_some(min(len(buffer) - filled, self.left))
                self.left -= len(data)
                self.budget.spend(len(data))
            except UnreadableFile as error:
                self.failure = error
            except (EOFError, OSError, RuntimeError, zlib.error, lzma.LZMAError) as error:
                self.failure = error
                if self.form:
                    self.failure = UnreadableFile(f"cannot decompress {self.form} data: {error}")
                    self.failure.__cause__ = error
            else:
                if not data:
                    break
                buffer[filled : filled + len(data)] = data
                filled += len(data)
        if self.failure and not filled:
            raise self.failure
        return filled


def buffered(
    stream: Any, form: str | None, budget: Budget, length: int = UNLIMITED
) -> io.BufferedReader:
    """``stream`` as ``Unpacked`` counts it, with a buffer to look ahead in."""
    return io.BufferedReader(Unpacked(stream, form, budget, length), BLOCK_BYTES)


def read_at_most(stream: Any, max_bytes: int) -> bytes:
    """All that is left in ``stream``; UnreadableFile if it is more than ``max_bytes``."""
    data = io.BytesIO()
    while block := stream.read(min(1 << 20, max_bytes + 1 - data.tell())):
        data.write(block)
        if data.tell() > max_bytes:
            raise too_large(max_bytes)
    return data.getvalue()


def decompressed(
    handle: Any, budget: Budget, length: int = UNLIMITED
) -> tuple[io.BufferedReader, bool]:
    """A stream of a binary file's content, decompressed if it is gzip, bzip2, xz or Zstandard.

    With it, whether it was compressed. No more than ``length`` bytes are read. Reading the stream
    raises UnreadableFile where the data is corrupt or cut off, and TooMuchData beyond the budget.
    """
    plain = buffered(handle, None, Budget(UNLIMITED), length)
    head = plain.peek(HEAD_BYTES)
    for form in COMPRESSIONS:
        if form.beginning.match(head):
            return buffered(form.open(plain), form.name, budget), True
    return plain, False

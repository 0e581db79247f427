"""The decompressed bytes of an open file: compression is told by content, never by name.

Data is read in blocks and counted, so a decompression bomb is noticed before it is held.
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

from pipeline.read.errors import UnreadableFile

DEFAULT_MAX_BYTES = 1 << 30
BLOCK_BYTES = 1 << 20
HEAD_BYTES = 10


def open_zstd(handle: BinaryIO) -> Any:
    """The decompressed stream of Zstandard data, all its frames one after the other."""
    # Arrow's stream reports a truncated frame as an error; that of zstandard ends silently.
    return pa.CompressedInputStream(pa.PythonFile(handle, mode="r"), "zstd")


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
    Compression("xz", ".xz", XZ, lzma.open),
    Compression("zstd", ".zst", ZSTD, open_zstd),
)


def read_at_most(stream: Any, max_bytes: int) -> bytes:
    """All that is left in ``stream``; UnreadableFile if it is more than ``max_bytes``."""
    data = io.BytesIO()
    while block := stream.read(min(BLOCK_BYTES, max_bytes + 1 - data.tell())):
        data.write(block)
        if data.tell() > max_bytes:
            raise UnreadableFile(f"holds more than the {max_bytes:,} bytes allowed for one file")
    return data.getvalue()


def read_decompressed(handle: BinaryIO, max_bytes: int = DEFAULT_MAX_BYTES) -> bytes:
    """The content of a seekable binary file, decompressed if it is gzip, bzip2, xz or Zstandard.

    Raises UnreadableFile where the compressed data is corrupt or cut off, or where there are
    more than ``max_bytes`` bytes; it stops before it holds more than one byte beyond those.
    """
    head = handle.read(HEAD_BYTES)
    handle.seek(0)
    for form in COMPRESSIONS:
        if form.beginning.match(head):
            try:
                with form.open(handle) as stream:
                    return read_at_most(stream, max_bytes)
            except (EOFError, OSError, zlib.error, lzma.LZMAError) as error:
                raise UnreadableFile(f"cannot decompress {form.name} data: {error}") from error
    return read_at_most(handle, max_bytes)

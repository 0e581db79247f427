"""Archives: the members of a zip or tar file, each read as the kind of file that it is.

Nothing is ever written to disk: the names of members only name records.
"""

import io
import tarfile
import zipfile
from collections.abc import Iterator
from typing import Any

from pipeline.read.compression import buffered, decompressed
from pipeline.read.errors import TooMuchData, UnreadableFile
from pipeline.read.formats import read_source
from pipeline.read.kinds import SUFFIXES, suffix_of
from pipeline.read.matching import is_hidden
from pipeline.read.source import Outcome, Source, count_skipped

MAX_DEPTH = 3
"""How many archives may be in one another."""
MAX_DIRECTORY = 1 << 26
"""Bytes of the directory of a zip file, which is held in memory: that of 500,000 members, or so."""
MAX_HEADER = 1 << 20
"""Bytes that a long name and other facts may take before a member of a tar file."""


def read_zip(source: Source) -> Iterator[Outcome]:
    """The documents in the members of a zip file, in the order of its directory.

    A member that cannot be read is a dead letter, and so is one with a password. Folders, links,
    hidden files and those of other kinds are skipped, as they are in a folder.
    """
    check_depth(source)
    try:
        archive = zipfile.ZipFile(_Directory(source.seekable()))
    except UnreadableFile:
        raise
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError) as error:
        raise UnreadableFile(f"broken zip file: {error}") from error
    with archive:
        for member in archive.infolist():
            is_link = (member.external_attr >> 16) & 0o170000 == 0o120000
            if not is_wanted(member.filename) or member.is_dir() or is_link:  # it may have no name
                count_skipped()
                continue
            name = member_name(source, member.filename)
            try:
                if member.compress_type == zipfile.ZIP_LZMA:  # may ask for a window of 4 GB
                    raise UnreadableFile("compressed with LZMA, which is not read in zip files")
                with archive.open(member) as stream:
                    stored = buffered(stream, "zip", source.budget)
                    yield from read_member(source, name, stored)
            except TooMuchData:
                raise
            except NotImplementedError as error:  # so zipfile calls what it cannot unpack
                yield source.failed(name, None, UnreadableFile(f"cannot be unpacked: {error}"))
            except Exception as error:  # zipfile raises many kinds on what is broken
                yield source.failed(name, None, error)


class _Directory(io.RawIOBase):
    """A file for zipfile, which reads the directory of an archive at once, however large."""

    def __init__(self, file: io.BufferedIOBase) -> None:
        self.file = file
        self.seek, self.tell = file.seek, file.tell  # type: ignore[method-assign]

    def seekable(self) -> bool:
        """It is."""
        return True

    def read(self, count: int = -1, /) -> bytes:
        """``count`` bytes, fewer only at the end; UnreadableFile if they are too many."""
        if count > MAX_DIRECTORY:
            raise UnreadableFile(f"its directory has more than {MAX_DIRECTORY:,} bytes")
        return self.file.read(count)


def read_tar(source: Source) -> Iterator[Outcome]:
    """The documents in the members of a tar file, in its order; skipped as for a zip file.

    Raises UnreadableFile where the archive is broken or cut off.
    """
    check_depth(source)
    name: str | None = None
    blocks = _Blocks(source.stream)
    try:
        with tarfile.open(fileobj=blocks, mode="r|") as archive:
            for member in archive:
                vars(archive)["members"].clear()  # it keeps them all, and we need none again
                if member.issparse():  # its gaps may be larger than any disk
                    raise tarfile.ReadError(f"a sparse file: {member.name}")
                blocks.allow(member.size)
                if not member.isreg() or not is_wanted(member.name):
                    count_skipped()
                    continue
                name = member_name(source, member.name)
                stream = archive.extractfile(member)
                if stream is None:
                    continue
                try:
                    yield from read_member(source, name, stream)
                except (TooMuchData, tarfile.TarError):
                    raise
                except Exception as error:
                    yield source.failed(name, None, error)
        if blocks.is_cut:
            raise tarfile.ReadError("cut off")
    except UnreadableFile:
        raise
    except (tarfile.TarError, EOFError, ValueError, OverflowError) as error:
        where = f" at {name}" if name else ""
        raise UnreadableFile(f"broken tar file{where}: {error}") from error


class _Blocks(io.RawIOBase):
    """The bytes for tarfile, which takes a cut within a header for the end of the archive.

    It also holds in memory whatever stands before a member, so that is limited here.
    """

    def __init__(self, stream: Any) -> None:
        self.stream = stream
        self.last = b""
        self.is_cut = False
        self.left = MAX_HEADER

    def allow(self, size: int) -> None:
        """Let the next member of so many bytes be read, and what stands before the one after it."""
        self.left = size + MAX_HEADER

    def read(self, count: int = -1, /) -> bytes:
        """``count`` bytes, fewer only at the end; UnreadableFile if no member comes."""
        data: bytes = self.stream.read(count)
        self.left -= len(data)
        if self.left < 0:
            raise UnreadableFile(f"broken tar file: a header of more than {MAX_HEADER:,} bytes")
        if len(data) < count:
            # An archive ends with two blocks of zeros, or else in the middle.
            self.is_cut = any((self.last + data)[-tarfile.BLOCKSIZE :])
        self.last = data[-tarfile.BLOCKSIZE :]
        return data


def check_depth(source: Source) -> None:
    """Raise UnreadableFile for an archive that is in too many others."""
    if source.depth >= MAX_DEPTH:
        raise UnreadableFile(f"an archive inside of {MAX_DEPTH} others")


def is_wanted(path: str) -> bool:
    """Whether a member is one that would be read in a folder."""
    parts = [part for part in path.replace("\\", "/").split("/") if part not in ("", ".", "..")]
    hidden = any(map(is_hidden, parts))
    return bool(parts) and not hidden and suffix_of(parts[-1]) in SUFFIXES


def member_name(source: Source, path: str) -> str:
    """The record that a member is: its path, with ``#`` and ``%`` escaped, after its archive's.

    So the first ``#`` ends the name of the member, and what follows is a record in it.
    """
    path = path.encode("utf-8", "backslashreplace").decode()
    return source.record(path.replace("%", "%25").replace("#", "%23"))


def read_member(source: Source, name: str, stream: Any) -> Iterator[Outcome]:
    """The documents in a member. Raises what reading it raises."""
    plain, _ = decompressed(stream, source.budget)
    yield from read_source(
        Source(
            uri=source.uri,
            name=name.rpartition("#")[2],
            stream=plain,
            max_bytes=source.max_bytes,
            budget=source.budget,
            member=name,
            fields=source.fields,
            depth=source.depth + 1,
        )
    )

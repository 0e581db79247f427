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
MAX_MEMBERS = 1_000_000
"""Entries of a zip file, whose whole directory is held in memory."""


def read_zip(source: Source) -> Iterator[Outcome]:
    """The documents in the members of a zip file, in the order of its directory.

    A member that cannot be read is a dead letter, and so is one with a password. Folders, links,
    hidden files and those of other kinds are skipped, as they are in a folder.
    """
    check_depth(source)
    try:
        archive = zipfile.ZipFile(source.seekable())
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError) as error:
        raise UnreadableFile(f"broken zip file: {error}") from error
    with archive:
        if len(archive.infolist()) > MAX_MEMBERS:
            raise UnreadableFile(f"a zip file of more than {MAX_MEMBERS:,} members")
        for member in archive.infolist():
            is_link = (member.external_attr >> 16) & 0o170000 == 0o120000
            if member.is_dir() or is_link or not is_wanted(member.filename):
                count_skipped()
                continue
            name = member_name(source, member.filename)
            try:
                with archive.open(member) as stream:
                    stored = buffered(stream, "zip", source.budget)
                    yield from read_member(source, name, stored)
            except TooMuchData:
                raise
            except Exception as error:  # zipfile raises many kinds on what is broken
                yield source.failed(name, None, error)


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
    except (tarfile.TarError, EOFError) as error:
        where = f" at {name}" if name else ""
        raise UnreadableFile(f"broken tar file{where}: {error}") from error


class _Blocks(io.RawIOBase):
    """The bytes for tarfile, which takes a cut within a header for the end of the archive."""

    def __init__(self, stream: Any) -> None:
        self.stream = stream
        self.last = b""
        self.is_cut = False

    def read(self, count: int = -1, /) -> bytes:
        """``count`` bytes, fewer only at the end."""
        data: bytes = self.stream.read(count)
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

"""What one input leads to: a file, the files of a folder, or those that a glob matches.

An input is looked for on the local disk first, as it is written, whatever characters it has.
"""
# ruff: noqa: PTH100, PTH112, PTH114, PTH116, PTH118, PTH123, PTH207
# Paths are strings here: a uri is kept exactly as it was given.

import functools
import glob
import hashlib
import os
import re
import stat
from collections.abc import Callable, Iterator
from typing import NamedTuple, NoReturn
from urllib.parse import unquote

from apache_beam.io.filesystem import BeamIOError, FileMetadata
from apache_beam.io.filesystems import FileSystems

from pipeline.elements import RawFile
from pipeline.read.errors import UnreadableFile

FILE_SCHEME = re.compile(r"file://(?:localhost)?(?=/)")
OTHER_SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*://")
DIGEST_BYTES = 16


State = tuple[float, ...]
"""Size and times of a file."""


class Match(NamedTuple):
    """A file that an input leads to, by name or glob (``named``) or in a folder.

    ``describe`` returns its RawFile; it raises OSError or UnreadableFile if it cannot be read.
    ``state`` tells, without reading the file, what changes while it is written; OSError likewise.
    """

    uri: str
    named: bool
    describe: Callable[[], RawFile]
    state: Callable[[], State]


def is_hidden(name: str) -> bool:
    """Whether an entry of a folder is left out, as ``.git``, ``_staging`` and ``_SUCCESS`` are."""
    return name.startswith((".", "_"))


def describe_local(path: str) -> RawFile:
    """The RawFile of a local file, with a hash of its content for fingerprint."""
    try:
        path.encode()
    except UnicodeEncodeError:
        raise UnreadableFile("the name is not valid UTF-8: rename the file") from None
    if not stat.S_ISREG(os.stat(path).st_mode):  # to open a pipe would be to wait forever
        raise UnreadableFile("not a regular file")
    with open(path, "rb") as handle:
        blake2b = functools.partial(hashlib.blake2b, digest_size=DIGEST_BYTES)
        digest = hashlib.file_digest(handle, blake2b)
        return RawFile(path, handle.tell(), f"blake2b:{digest.hexdigest()}")


def state_of_local(path: str) -> State:
    """Size and times of a local file; the last one changes with its rights, too."""
    found = os.stat(path)
    return found.st_size, found.st_mtime_ns, found.st_ctime_ns


def state_of_remote(metadata: FileMetadata) -> State:
    """Size and time of a file in a store, as the listing tells them."""
    return metadata.size_in_bytes, metadata.last_updated_in_seconds


def describe_remote(metadata: FileMetadata) -> RawFile:
    """The RawFile of a file in a store, with what the store says of it for fingerprint."""
    path, size, updated = metadata.path, metadata.size_in_bytes, metadata.last_updated_in_seconds
    if updated:  # comes with the listing, where a checksum costs a request for each file
        return RawFile(path, size, f"mtime:{updated}-{size}")
    return RawFile(path, size, f"etag:{FileSystems.checksum(path)}")


def refuse(error: Exception) -> NoReturn:
    """Stands in for describing what cannot even be listed."""
    raise error


def walk(
    top: str, on_error: Callable[[OSError], None], entered: set[str]
) -> Iterator[tuple[str, list[str]]]:
    """Each folder from ``top`` down, with the names of its files, without what is hidden.

    Links to folders are followed after the folders themselves; no folder is entered twice.
    """
    links: list[str] = []
    for folder, folders, files in os.walk(top, onerror=on_error):
        real = os.path.realpath(folder)
        if real in entered:
            folders.clear()
            continue
        entered.add(real)
        folders[:] = sorted(name for name in folders if not is_hidden(name))
        paths = [os.path.join(folder, name) for name in folders]
        links += [path for path in paths if os.path.islink(path)]
        yield folder, [name for name in files if not is_hidden(name)]
    for link in links:
        yield from walk(link, on_error, entered)


def expand(pattern: str, on_error: Callable[[OSError], None]) -> Iterator[str]:
    """The local paths that a glob matches; ``**`` is any number of folders, links included."""
    if pattern.endswith("/**"):
        pattern += "/*"
    head, stars, tail = pattern.partition("/**/")
    if not stars:
        yield from glob.iglob(pattern)
        return
    for base in filter(os.path.isdir, glob.iglob(head or "/")):
        for folder, _ in walk(base, on_error, set()):
            yield from expand(os.path.join(glob.escape(folder), tail), on_error)


def local_match(path: str, *, named: bool) -> Match:
    """A local file that was found."""
    describe = functools.partial(describe_local, path)
    return Match(path, named, describe, functools.partial(state_of_local, path))


def local_matches(text: str) -> Iterator[Match]:
    """The local files that a path or glob leads to; none if there is no such thing."""
    failures: list[OSError] = []
    if os.path.lexists(text):
        paths = [os.path.abspath(text)]
    elif glob.has_magic(text):
        paths = list(expand(os.path.abspath(text), failures.append))
    else:
        paths = []
    for path in paths:
        if not os.path.isdir(path):
            yield local_match(path, named=True)
            continue
        for folder, names in walk(path, failures.append, set()):
            for name in names:
                yield local_match(os.path.join(folder, name), named=False)
    for error in failures:
        refused = functools.partial(refuse, error)
        yield Match(str(error.filename), True, refused, refused)


def remote_files(uri: str) -> tuple[bool, list[FileMetadata]]:
    """Whether ``uri`` names files itself, or else is a folder, and what is there."""
    folder = uri.rstrip("/") + "/"
    is_glob = glob.has_magic(uri)
    if is_glob and FileSystems.exists(uri):
        return True, [FileSystems.get_filesystem(uri).metadata(uri)]
    if not uri.endswith("/"):
        # Beam's ``/**/`` is at least one folder; elsewhere it is any number of them.
        patterns = [uri, uri.replace("/**/", "/")]
        found = [file for match in FileSystems.match(patterns) for file in match.metadata_list]
        if found or is_glob:
            return True, found
    return False, FileSystems.match([folder + "**"])[0].metadata_list


def remote_matches(uri: str) -> Iterator[Match]:
    """The files of a store that a uri or glob leads to; ValueError if it cannot be listed."""
    try:
        named, files = remote_files(uri)
    except BeamIOError as error:
        raise ValueError(f"cannot list {uri!r}: {error}") from error
    folder = uri.rstrip("/") + "/"
    for file in files:
        if file.path.endswith("/"):  # no file: consoles make these to show an empty folder
            continue
        if named or not any(map(is_hidden, file.path.removeprefix(folder).split("/"))):
            describe = functools.partial(describe_remote, file)
            yield Match(file.path, named, describe, functools.partial(state_of_remote, file))


def matches(text: str) -> Iterator[Match]:
    """All that one input leads to, in no order, some perhaps twice.

    ``text`` is a path, a glob, a ``file://`` uri, or a uri or glob of any Beam file system.
    Raises ValueError if that file system cannot be reached.
    """
    if FILE_SCHEME.match(text):
        return local_matches(unquote(FILE_SCHEME.sub("", text)))
    if OTHER_SCHEME.match(text) and not os.path.lexists(text):
        return remote_matches(text)
    return local_matches(text)

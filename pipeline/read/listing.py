"""Which files a run reads: from inputs as a user gives them to a sorted list of RawFile."""

import json
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from apache_beam.io.filesystems import FileSystems

from pipeline.elements import DeadLetter, RawFile
from pipeline.guard import dead_letter
from pipeline.read.errors import UnreadableFile
from pipeline.read.kinds import SUFFIXES, suffix_of
from pipeline.read.matching import matches


class Listing(NamedTuple):
    """Files to read and files that cannot be, both sorted by uri and each there once.

    ``skipped`` counts the files in folders that are of other kinds than SUFFIXES says.
    """

    files: list[RawFile]
    dead_letters: list[DeadLetter]
    skipped: int


def printable(uri: str) -> str:
    """``uri`` with bytes that are not UTF-8 escaped, so that a table can hold it."""
    return uri.encode(errors="backslashreplace").decode()


def list_files(inputs: Iterable[str]) -> Listing:
    """The files that ``inputs`` lead to: paths, folders, globs, uris of Beam file systems.

    A folder stands for all its files, at any depth, whose suffix is in SUFFIXES; hidden ones
    and those whose name begins with ``_`` are left out, and so is what such folders hold. A
    file named itself or matched by a glob is taken whatever its name. Local files are read
    once, to fingerprint their content; those that cannot be read are dead letters of the stage
    ``list``. Raises ValueError for an input that leads to no file.
    """
    files: dict[str, RawFile] = {}
    dead_letters: dict[str, DeadLetter] = {}
    skipped: set[str] = set()
    for text in inputs:
        tried = False
        for uri, named, describe in matches(text):
            if not named and suffix_of(uri) not in SUFFIXES:
                skipped.add(uri)
                continue
            tried = True
            if uri in files or uri in dead_letters:
                continue
            try:
                files[uri] = describe()
            except (OSError, UnreadableFile) as error:
                dead_letters[uri] = dead_letter("list", RawFile(printable(uri), 0, ""), error)
        if not tried:
            raise ValueError(f"no file to read at {text!r}")
    return Listing(
        files=[files[uri] for uri in sorted(files)],
        dead_letters=[dead_letters[uri] for uri in sorted(dead_letters)],
        skipped=len(skipped - files.keys() - dead_letters.keys()),
    )


def write_list(files: Iterable[RawFile], path: str) -> None:
    """Write a list of files, for workers to read: a job's description has no room for many.

    Raises OSError if it cannot be written.
    """
    lines = (json.dumps([file.uri, file.size, file.fingerprint]) for file in files)
    with FileSystems.create(path, mime_type="application/json") as target:
        target.write("".join(f"{line}\n" for line in lines).encode())


def read_list(path: str) -> Iterator[RawFile]:
    """The files of a list."""
    with FileSystems.open(path) as lines:
        for line in lines:
            uri, size, fingerprint = json.loads(line)
            yield RawFile(uri, size, fingerprint)

"""Which kinds of files are read, and how each becomes documents: a table from suffix to reader."""

from collections.abc import Callable, Iterable, Mapping
from pathlib import PurePosixPath

from pipeline.elements import Document, Rejected
from pipeline.read.compression import COMPRESSIONS
from pipeline.read.encoding import decode

Reader = Callable[[str, bytes], Iterable[Document | Rejected]]


def read_text(uri: str, data: bytes) -> list[Document | Rejected]:
    """The one document that a text file is, or a reject with the reason ``empty``."""
    text, encoding = decode(data)
    if not text.strip():
        return [Rejected(uri, None, 0, 0, "empty", f"{len(data)} bytes, but no text", "")]
    return [Document(source_uri=uri, text=text, encoding=encoding)]


# Files without a suffix are how many corpora and Spark jobs name their texts.
READERS: Mapping[str, Reader] = {
    ".txt": read_text,
    ".text": read_text,
    ".md": read_text,
    "": read_text,
}
SUFFIXES = frozenset(READERS)
"""The suffixes that are tried in a folder, each also with that of a compressed form after it."""

COMPRESSED = frozenset(form.suffix for form in COMPRESSIONS)


def suffix_of(name: str) -> str:
    """The suffix of a file name in lower case, without that of compression: ``A.TXT.gz``, .txt."""
    path = PurePosixPath(name.lower())
    if path.suffix in COMPRESSED:
        path = path.with_suffix("")
    return path.suffix

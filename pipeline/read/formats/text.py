"""Plain text: the whole file is one document, unchanged but for its byte order mark."""

from collections.abc import Iterator

from pipeline.elements import Document
from pipeline.read.encoding import decode
from pipeline.read.source import Outcome, Source


def read_text(source: Source) -> Iterator[Outcome]:
    """The one document that a text file is, or a reject with the reason ``empty``."""
    data = source.content()
    text, encoding = decode(data)
    if text.strip():
        yield Document(source.uri, text, source.member, encoding=encoding)
    else:
        yield source.empty(source.member, f"{len(data)} bytes, but no text")

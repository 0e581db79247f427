"""A reader for each kind of file, from open bytes to documents, imported when it is needed."""

import importlib
from collections.abc import Callable, Iterator

from pipeline.read.kinds import HEAD_BYTES, Kind, kind_of
from pipeline.read.source import Outcome, Source

Reader = Callable[[Source], Iterator[Outcome]]

_HOMES = {
    Kind.TEXT: "text:read_text",
    Kind.HTML: "pages:read_page",
    Kind.JSON: "json_records:read_json",
    Kind.JSON_LINES: "json_records:read_json_lines",
    Kind.TABLE: "tables:read_table",
    Kind.PARQUET: "tables:read_parquet",
    Kind.WARC: "warc:read_warc",
    Kind.XML: "feeds:read_xml",
    Kind.MAILBOX: "mail:read_mailbox",
    Kind.MAIL: "mail:read_mail",
    Kind.ZIP: "archives:read_zip",
    Kind.TAR: "archives:read_tar",
}


def reader_of(kind: Kind) -> Reader:
    """The function that reads files of a kind."""
    module, _, function = _HOMES[kind].partition(":")
    reader: Reader = getattr(importlib.import_module(f"{__name__}.{module}"), function)
    return reader


def read_source(source: Source) -> Iterator[Outcome]:
    """The documents in a source, one after the other, whatever kind it is.

    Raises OSError or UnreadableFile where it cannot be read on; what came before is good.
    """
    head = source.stream.peek(HEAD_BYTES)
    return reader_of(kind_of(head, source.name, source.fields.values()))(source)

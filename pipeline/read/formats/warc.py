"""Web archives: the pages and texts in the records of a WARC or WET file."""

import re
from collections.abc import Iterator
from typing import Any

from pipeline.read.compression import read_at_most
from pipeline.read.encoding import decode_declared
from pipeline.read.errors import UnreadableFile
from pipeline.read.fields import document_of
from pipeline.read.formats.pages import page_documents
from pipeline.read.source import Outcome, Source, count_skipped

PAGES = frozenset(("text/html", "application/xhtml+xml"))
TEXTS = frozenset(("text/plain",))
WITH_CONTENT = frozenset(("response", "resource", "conversion"))
LONGEST_HEADERS = 1 << 20
"""Bytes that the headers of a record and the lines before them may take."""

_CHARSET = re.compile(r"charset\s*=\s*[\"']?([\w.:-]+)", re.IGNORECASE)


def read_warc(source: Source) -> Iterator[Outcome]:
    """A document for each page or text that was fetched with success; other records are skipped.

    A record is called by its WARC-Record-ID, else by its address. The date of the crawl is not
    that of publication and is left out. Skipped records are counted. Raises UnreadableFile where
    the file is broken or cut off.
    """
    from warcio.archiveiterator import ArchiveIterator
    from warcio.exceptions import ArchiveLoadFailed

    stream = _Counted(source.stream)
    archive = ArchiveIterator(stream, block_size=1 << 14)
    try:
        for record in archive:
            length = record.rec_headers.get_header("Content-Length")
            if length is None or int(length) < 0:
                raise UnreadableFile(f"broken WARC: a record of length {length}")
            stream.allowed = stream.taken + int(length) + LONGEST_HEADERS
            media, charset = media_of(record)
            if record.rec_type in WITH_CONTENT and media in PAGES | TEXTS:
                yield from _documents(source, stream, record, media, charset)
            else:
                count_skipped()
            while record.raw_stream.read(1 << 14):
                pass
            if record.raw_stream.limit > 0:
                raise UnreadableFile(f"cut off: {record.raw_stream.limit} bytes are missing")
    except UnreadableFile:
        raise
    except (
        ArchiveLoadFailed,
        ValueError,
        AttributeError,
    ) as error:  # the last: headers are missing
        reason = str(error).strip().partition("\n")[0]
        raise UnreadableFile(f"broken WARC: {reason}") from error


class _Counted:
    """The bytes for warcio, which puts no limit to the length of a header."""

    def __init__(self, stream: Any) -> None:
        self.stream = stream
        self.taken = 0
        self.allowed = LONGEST_HEADERS
        self.failed = False

    def read(self, count: int) -> bytes:
        """At most ``count`` bytes; raises UnreadableFile where the record does not end."""
        try:
            data: bytes = self.stream.read1(count)
        except Exception:
            self.failed = True
            raise
        self.taken += len(data)
        if self.taken > self.allowed:
            self.failed = True
            raise UnreadableFile(f"broken WARC: no record begins before byte {self.taken}")
        return data


def media_of(record: Any) -> tuple[str, str | None]:
    """The media type of what a record holds and the charset it is said to be in; none if failed."""
    headers = record.http_headers
    if headers is not None and not headers.get_statuscode().startswith("2"):
        return "", None
    holder = headers if headers is not None else record.rec_headers
    kind = holder.get_header("Content-Type") or ""
    charset = _CHARSET.search(kind)
    return kind.partition(";")[0].strip().lower(), charset[1] if charset else None


def refuse_brotli(record: Any) -> None:
    """Raise UnreadableFile for what unpacks to a million times its size, all at once."""
    headers = record.http_headers
    if headers is not None and "br" in (headers.get_header("Content-Encoding") or "").lower():
        raise UnreadableFile("compressed with brotli, which is not read")


def _documents(
    source: Source, stream: _Counted, record: Any, media: str, charset: str | None
) -> Iterator[Outcome]:
    headers = record.rec_headers
    url = headers.get_header("WARC-Target-URI")
    name = source.record(headers.get_header("WARC-Record-ID") or url or "record")
    try:
        refuse_brotli(record)
        data = read_at_most(record.content_stream(), source.max_bytes)
        cut_off = record.raw_stream.limit > 0 and not record.raw_stream.read(1)
        if not data or cut_off:  # what is missing is told by the caller
            if not cut_off:
                yield source.empty(name, "no content")
        elif media in PAGES:
            yield from page_documents(source, data, record=name, charset=charset, url=url)
        else:
            text, encoding = decode_declared(data, charset)
            languages = headers.get_header("WARC-Identified-Content-Language") or ""
            language = languages.partition(",")[0]
            yield document_of(source, name, text, url=url, language=language, encoding=encoding)
    except Exception as error:
        if stream.failed:
            raise
        yield source.failed(name, None, error)

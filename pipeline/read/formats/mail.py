"""Mails: newsletters as ``.eml`` files, or many in a mailbox; each is one document."""

import codecs
import email
import email.policy
import functools
import re
from collections.abc import Iterator
from email.headerregistry import HeaderRegistry
from email.message import EmailMessage
from email.utils import parseaddr
from typing import Any

from pipeline.elements import Document, Rejected
from pipeline.read.encoding import NOT_OF_TEXTS
from pipeline.read.fields import document_of
from pipeline.read.markup import markup_text
from pipeline.read.source import Outcome, Source

_QUOTED_FROM = re.compile(rb"^>(?=>*From )", re.MULTILINE)
LONGEST_HEADER = 4000
"""Characters of a header that are read; the parser takes a time that is their square."""
_REGISTRY = HeaderRegistry()


@functools.lru_cache(64)  # the same ones are asked for again and again, and in mail after mail
def _parsed(name: str, value: str) -> Any:
    return _REGISTRY(name, value)


def _shortened(name: str, value: str) -> Any:
    return _parsed(name, value[:LONGEST_HEADER])


_POLICY = email.policy.default.clone(header_factory=_shortened)
_FROM = re.compile(rb"From \S.*\b\d{4}\s*$")  # `\S+.*` tries all ways to part a long line


def read_mail(source: Source) -> Iterator[Outcome]:
    """The document that a mail is; its record is the Message-ID."""
    yield mail_document(source, source.content(), None)


def read_mailbox(source: Source) -> Iterator[Outcome]:
    """A document for each mail of a mailbox (mboxrd), called by its Message-ID, else its number.

    A mail of more than ``max_bytes`` bytes, or one that cannot be read, is a dead letter.
    """
    for number, (offset, mail) in enumerate(mails_in(source), start=1):
        try:
            if mail is None:
                raise source.too_large()
            yield mail_document(source, mail, str(number))
        except Exception as error:
            yield source.failed(source.record(number), offset, error)


def mails_in(source: Source) -> Iterator[tuple[int, bytes | None]]:
    """The mails of a mailbox, each with the place of its first byte; None for one too large."""
    lines: list[bytes] = []
    start = size = 0
    blank = True
    for offset, line in source.lines():
        if line is None:
            size = source.max_bytes + 1
        elif blank and _FROM.match(line):
            if size:
                yield start, _joined(lines, size, source.max_bytes)
            lines, start, size = [], offset, 0
        else:
            size += len(line)
            if size <= source.max_bytes:
                lines.append(line)
        blank = line is not None and not line.strip()
    if size:
        yield start, _joined(lines, size, source.max_bytes)


def _joined(lines: list[bytes], size: int, max_bytes: int) -> bytes | None:
    return _QUOTED_FROM.sub(b"", b"".join(lines)) if size <= max_bytes else None


def mail_document(source: Source, data: bytes, number: str | None) -> Document | Rejected:
    """The document of a mail: its plain text, else the text of its HTML, under its subject.

    Attachments are left out. The publisher is the name of the sender.
    """
    message = email.message_from_bytes(data, policy=_POLICY)
    assert isinstance(message, EmailMessage)  # the policy makes it one
    body, is_html = body_of(message)
    sender, address = parseaddr(_header(message, "From"))
    called = _header(message, "Message-ID").strip() or number
    return document_of(
        source,
        source.member if called is None else source.record(called),
        body,
        title=_header(message, "Subject"),
        url=_header(message, "Archived-At").strip("<> ") or None,
        published_at=_header(message, "Date"),
        publisher=sender or address,
        language=_header(message, "Content-Language"),
        media_type="text/html" if is_html else "text/plain",
    )


def body_of(message: EmailMessage) -> tuple[str, bool]:
    """The words of a mail, and whether they were in HTML."""
    for preferred in ("plain", "html"):
        part = _part_of(message, preferred)
        if part is None:
            continue
        text = _words_of(part)
        text = markup_text(text) if preferred == "html" else text
        if text.strip():
            return text, preferred == "html"
    return "", False


def _part_of(message: EmailMessage, preferred: str) -> Any:
    """The part that is the body, in plain text or HTML; None where there is none."""
    try:
        return message.get_body(preferencelist=(preferred,))
    except Exception:  # what it finds its way by fails in many ways on hostile parts
        parts = (part for part in message.walk() if _is_text(part, preferred))
        return next(parts, None)


def _is_text(part: Any, kind: str) -> bool:
    try:
        return bool(part.get_content_type() == f"text/{kind}")
    except Exception:  # as above
        return False


def _words_of(part: Any) -> str:
    """The text of a part, in UTF-8 where its charset is not one that texts are in."""
    try:
        if codecs.lookup(str(part.get_param("charset", "ascii"))).name not in NOT_OF_TEXTS:
            return str(part.get_content())
    except (LookupError, ValueError):  # a charset that nobody knows, or that is no name
        pass
    payload = part.get_payload(decode=True)
    return payload.decode("utf-8", "replace") if isinstance(payload, bytes) else ""


def _header(message: EmailMessage, name: str) -> str:
    """A header decoded; nothing where there is none or it is broken."""
    try:
        return str(message.get(name) or "")
    except Exception:  # the parser of headers fails in many ways on hostile ones
        return ""

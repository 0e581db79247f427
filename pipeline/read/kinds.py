"""What kind a file is: told by how its content begins, and by its name where that leaves it open.

So a file with the wrong name still reads, and a page saved as ``news.txt`` is read as a page.
"""

import codecs
import csv
import enum
import json
import re
from collections.abc import Iterable
from pathlib import PurePosixPath

from pipeline.read.compression import COMPRESSIONS
from pipeline.read.encoding import BYTE_ORDER_MARKS
from pipeline.read.errors import UnreadableFile
from pipeline.read.fields import DEFAULT_FIELDS, key_of

HEAD_BYTES = 1 << 16
"""How much of a file is looked at."""


class Kind(enum.StrEnum):
    """The kinds of files that are read."""

    TEXT = "text"
    HTML = "html"
    JSON = "json"
    JSON_LINES = "json_lines"
    TABLE = "table"
    PARQUET = "parquet"
    WARC = "warc"
    XML = "xml"
    MAILBOX = "mailbox"
    MAIL = "mail"
    ZIP = "zip"
    TAR = "tar"


KIND_OF_SUFFIX = {
    # Files without a suffix are how many corpora and Spark jobs name their texts.
    **dict.fromkeys(("", ".txt", ".text", ".md"), Kind.TEXT),
    **dict.fromkeys((".html", ".htm", ".xhtml"), Kind.HTML),
    **dict.fromkeys((".jsonl", ".ndjson", ".jl"), Kind.JSON_LINES),
    ".json": Kind.JSON,
    **dict.fromkeys((".csv", ".tsv"), Kind.TABLE),
    **dict.fromkeys((".parquet", ".pq"), Kind.PARQUET),
    **dict.fromkeys((".warc", ".wet"), Kind.WARC),
    **dict.fromkeys((".xml", ".rss", ".atom", ".rdf", ".nitf", ".newsml"), Kind.XML),
    **dict.fromkeys((".mbox", ".mbx"), Kind.MAILBOX),
    ".eml": Kind.MAIL,
    ".zip": Kind.ZIP,
    **dict.fromkeys((".tar", ".tgz", ".txz", ".tbz2"), Kind.TAR),
}
SUFFIXES = frozenset(KIND_OF_SUFFIX)
"""The suffixes that are tried in a folder, each also with that of a compressed form after it."""

COMPRESSED = frozenset(form.suffix for form in COMPRESSIONS)

_OFFICE = re.compile(rb"PK\x03\x04.{26}(?:\[Content_Types\]\.xml|mimetype)", re.DOTALL)
_WARC = re.compile(r"WARC/[01]\.\d+\r?\n")
_MARKUP = re.compile(r"<[a-zA-Z!?/]")
# What may stand before the first element of a page or of an XML document.
_PROLOGUE = re.compile(r"(?:\s|<\?.*?\?>|<!--.*?-->|<!DOCTYPE(?:[^\[>]|\[.*?\]\s*(?=>))*>)*", re.S)
_DOCTYPE_HTML = re.compile(r"<!doctype\s+html", re.IGNORECASE)
_ELEMENT = re.compile(r"<(?:[\w.-]+:)?([a-zA-Z][\w.-]*)")
_OBJECT = re.compile(r"\{\s*(?:\"|\}\s*$|\}\s*\n)")
_ARRAY = re.compile(r"\[\s*[{\]\"]")
_FROM_LINE = re.compile(r"From \S.*\b(?:19|20)\d\d\s*\r?\n[A-Za-z][A-Za-z0-9-]*:")
_HEADER = re.compile(r"([A-Za-z][A-Za-z0-9-]*):(?:\s|$)|[ \t]+\S")
_MAIL_SIGNS = frozenset(
    "message-id mime-version received return-path content-type delivered-to dkim-signature".split()
)
DELIMITERS = ",\t;|"
_CELL = re.compile(r"[^\W\d][\w .:/()-]{0,40}")
_TEXT_COLUMNS = frozenset(map(key_of, DEFAULT_FIELDS["text"]))


def suffix_of(name: str) -> str:
    """The suffix of a file name in lower case, without that of compression: ``A.TXT.gz``, .txt."""
    path = PurePosixPath(name.lower())
    if path.suffix in COMPRESSED:
        path = path.with_suffix("")
    return path.suffix


def kind_of(head: bytes, name: str, columns: Iterable[str] = ()) -> Kind:
    """The kind of a file that begins with ``head`` and is called ``name``.

    ``columns`` are names that the user gave for fields: a table with one of them is a table,
    whatever its name. Raises UnreadableFile for documents of office programs.
    """
    if _OFFICE.match(head):
        raise UnreadableFile("not text: an Office document or e-book")
    if head.startswith(b"PAR1"):
        return Kind.PARQUET
    if head.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return Kind.ZIP
    if head[257:262] == b"ustar":
        return Kind.TAR
    by_name = KIND_OF_SUFFIX.get(suffix_of(name), Kind.TEXT)
    return kind_of_text(readable(head), by_name, columns)


def readable(head: bytes) -> str:
    """The beginning of a file as text that is good enough to tell its kind."""
    for mark, codec in BYTE_ORDER_MARKS:
        if head.startswith(mark):
            return codecs.getincrementaldecoder(codec)(errors="replace").decode(head)
    return head.decode("utf-8", errors="replace")


def kind_of_text(text: str, by_name: Kind, columns: Iterable[str] = ()) -> Kind:
    """The kind of a file that begins with ``text``, where its name says that it is ``by_name``."""
    opening = text.lstrip()
    if _WARC.match(opening):
        return Kind.WARC
    if opening.startswith("<"):
        return kind_of_markup(opening, by_name)
    if _ARRAY.match(opening) and (by_name is not Kind.TEXT or "{" in opening[:100]):
        return Kind.JSON
    if _OBJECT.match(opening):
        return kind_of_objects(opening, by_name)
    if _FROM_LINE.match(opening):
        return Kind.MAILBOX
    if is_mail(opening, sure=by_name is not Kind.MAIL):
        return Kind.MAIL
    if header_of(opening, columns, sure=by_name is not Kind.TABLE):
        return Kind.TABLE
    if by_name is Kind.HTML and _MARKUP.search(text):
        return Kind.HTML
    return Kind.TEXT


def kind_of_markup(opening: str, by_name: Kind) -> Kind:
    """HTML, XML or text, for what begins with an angle bracket."""
    prologue = _PROLOGUE.match(opening)
    body = opening[prologue.end() :] if prologue else opening
    element = _ELEMENT.match(body)
    root = element[1].lower() if element else ""
    if _DOCTYPE_HTML.search(opening, 0, 2000) or root in ("html", "head", "body"):
        return Kind.HTML
    if opening.startswith("<?xml") or root in XML_ROOTS or by_name is Kind.XML:
        return Kind.XML
    return Kind.TEXT if by_name is Kind.TEXT and not root else Kind.HTML


XML_ROOTS = frozenset("rss feed rdf nitf newsitem newsmessage newsml packageitem".split())


def kind_of_objects(opening: str, by_name: Kind) -> Kind:
    """One JSON object to a line, or objects that span lines."""
    first, newline, rest = opening.partition("\n")
    if newline:
        try:
            json.loads(first)
        except (ValueError, RecursionError):
            # A first line that is broken does not make the lines after it one object.
            following = rest.lstrip()[:1] == "{" and first.rstrip().endswith("}")
            return Kind.JSON_LINES if following else Kind.JSON
        return Kind.JSON_LINES if rest.strip() else Kind.JSON
    return Kind.JSON if by_name is Kind.JSON else Kind.JSON_LINES


def is_mail(opening: str, *, sure: bool) -> bool:
    """Whether a text begins with the header of a mail; for sure, it has what only mails have."""
    lines = re.split(r"\r?\n", opening.replace("\r\n", "\n").partition("\n\n")[0])
    headers = [_HEADER.match(line) for line in lines]
    if not all(headers):
        return False
    names = {found[1].lower() for found in headers if found and found[1]}
    return "from" in names and (not sure or ("subject" in names and bool(names & _MAIL_SIGNS)))


def header_of(opening: str, columns: Iterable[str] = (), *, sure: bool = True) -> list[str] | None:
    """The header row of a table that ``opening`` begins with; None if it begins with none.

    For sure, its cells are names, each once, and one of them is a usual name of a text.
    """
    line = opening.partition("\n")[0].rstrip("\r")
    if not line.strip() or len(line) > 20_000:
        return None
    try:
        cells = next(csv.reader([line], delimiter=delimiter_of(line)), [])
    except csv.Error:
        return None
    names = [cell.strip() for cell in cells]
    if not sure:
        return names
    shaped = len(names) > 1 and len(set(names)) == len(names) and all(map(_CELL.fullmatch, names))
    known = not set(columns).isdisjoint(names) or any(key_of(n) in _TEXT_COLUMNS for n in names)
    return names if shaped and known and "\n" in opening else None


def delimiter_of(line: str) -> str:
    """What parts the cells of a table, by its header row."""
    return max(DELIMITERS, key=line.count)

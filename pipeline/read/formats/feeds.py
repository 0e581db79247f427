"""XML that news comes in: RSS and Atom feeds, NITF and NewsML-G2; each item is a document.

Entities are not expanded, nothing is fetched, and items are read and let go one by one.
"""

import codecs
import functools
import html
import re
from collections.abc import Iterable, Iterator
from typing import Any

from pipeline.elements import Document, Rejected
from pipeline.read.encoding import known_codec
from pipeline.read.errors import UnreadableFile
from pipeline.read.fields import document_of, one_line
from pipeline.read.markup import element_text, looks_like_markup, markup_text, name_of
from pipeline.read.source import Outcome, Source

BLOCK_BYTES = 1 << 16
ITEMS = frozenset(("item", "entry", "nitf", "newsitem"))
CHANNELS = frozenset(("channel", "feed", "rdf"))
LONGEST_REFERENCE = 40  # characters: the longest names of HTML's entities have 33

_ENCODING = re.compile(
    rb"(?:\xef\xbb\xbf)?\s*<\?xml[^>]{0,100}?encoding\s*=\s*[\"']([\w.:-]{2,40})"
)
_REFERENCE = re.compile(r"&(?:#(?P<number>\d{1,8}|[xX][0-9a-fA-F]{1,6});|(?P<name>\w{2,32});)?")
_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_LANG = "{http://www.w3.org/XML/1998/namespace}lang"


def read_xml(source: Source) -> Iterator[Outcome]:
    """A document for each item of a feed, each NITF document and each NewsML item with text.

    A record is called by the item's guid or id, else its link, else its number. Broken XML is
    read as far as it makes sense. Raises UnreadableFile at the end if it was cut off, where there
    is no item at all, and at an item of more than ``max_bytes`` bytes.
    """
    from lxml import etree

    parser = etree.XMLPullParser(
        events=("start", "end"),
        encoding="utf-8",
        recover=True,
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
    )
    reader = _Items(source)
    for block in blocks_of(source):
        parser.feed(block)
        yield from reader.outcomes(parser.read_events())
        reader.held += len(block)
        if reader.held > source.max_bytes:
            raise source.too_large()
    try:
        parser.close()
    except etree.XMLSyntaxError as error:
        raise UnreadableFile(f"broken XML: {error.msg}") from error
    whole = list(parser.read_events())
    if reader.depth or whole:
        raise UnreadableFile(f"broken XML after item {reader.number}: it is cut off")
    if not reader.number:
        raise UnreadableFile(f"XML without items of news; its root is {reader.root!r}")


def blocks_of(source: Source) -> Iterator[bytes]:
    """The XML in blocks of UTF-8, with nothing left in it that a parser must know by name.

    libxml2 drops every ``&lt;`` once it has met an entity that it does not know, so all of them
    become numbers here. That also takes the fuse out of bombs.
    """
    plain = source.stream
    stream = source.in_utf8()
    declared = _ENCODING.match(stream.peek(BLOCK_BYTES)) if stream is plain else None
    label = declared[1].decode("ascii") if declared else "utf-8"
    decoder = codecs.getincrementaldecoder(known_codec(label) or "utf-8")(errors="replace")
    left = ""
    while data := stream.read1(BLOCK_BYTES):
        text = left + decoder.decode(data)
        start = text.rfind("&", -LONGEST_REFERENCE)
        text, left = (text, "") if start < 0 else (text[:start], text[start:])
        yield settled(text)
    yield settled(left + decoder.decode(b"", final=True))


def settled(text: str) -> bytes:
    """``text`` without the characters that XML forbids, and with a number for each entity."""
    return _REFERENCE.sub(_by_number, _FORBIDDEN.sub("", text)).encode("utf-8", "replace")


def _by_number(reference: re.Match[str]) -> str:
    return _numbered(reference["number"], reference["name"])


@functools.lru_cache(1024)  # a feed of escaped HTML is full of the same few
def _numbered(number: str | None, name: str | None) -> str:
    # As in HTML, where the number 150 is a dash, and a name that is not known stays as it is.
    meant = html.unescape(f"&#{number};" if number else f"&{name};" if name else "&")
    return "".join(f"&#{ord(character)};" for character in _FORBIDDEN.sub("", meant))


class _Items:
    """Collects the items of a document as its elements come to an end."""

    def __init__(self, source: Source) -> None:
        self.source = source
        self.number = 0
        self.depth = 0
        self.held = 0
        self.root = ""
        self.channel: dict[str, str] = {}
        self.within: list[Any] = []

    def outcomes(self, events: Iterable[tuple[str, Any]]) -> Iterator[Outcome]:
        """What the items among the elements that have come to an end hold."""
        for event, element in events:
            name = name_of(element)
            if event == "start":
                self.depth += 1
                self.root = self.root or name
                if name in ITEMS:
                    self.within.append(element)
                elif name in CHANNELS and (language := element.get(_LANG)):
                    self.channel["language"] = language
                continue
            self.depth -= 1
            if self.within and element is self.within[-1]:
                self.within.pop()
                if not self.within:  # an item in an item is a part of it
                    yield self.outcome(element, name)
                    self.let_go(element)
            elif not self.within and name in ("title", "language") and self.depth <= 2:
                self.channel.setdefault(name, bare("".join(element.itertext())) or "")

    def outcome(self, element: Any, name: str) -> Outcome:
        """The document of an item, or the dead letter of one that cannot be read."""
        self.number += 1
        self.held = 0
        record = None
        try:
            facts = feed_item(element) if name in ("item", "entry") else news_item(element)
            called = one_line(facts.pop("id", None)) or one_line(facts.get("url")) or self.number
            record = self.source.record(called)
            return self.document(record, facts)
        except Exception as error:
            return self.source.failed(record or self.source.record(self.number), None, error)

    def document(self, record: str, facts: dict[str, Any]) -> Document | Rejected:
        """The document of what is known of an item and its channel."""
        facts["publisher"] = facts.get("publisher") or self.channel.get("title")
        facts["language"] = facts.get("language") or self.channel.get("language")
        return document_of(self.source, record, facts.pop("body", ""), **facts)

    def let_go(self, element: Any) -> None:
        """Free the memory of an item and of what came before it."""
        element.clear(keep_tail=False)
        parent = element.getparent()
        while parent is not None:
            while element.getprevious() is not None:
                del parent[0]
            element, parent = parent, parent.getparent()


def feed_item(item: Any) -> dict[str, Any]:
    """What an item of RSS or an entry of Atom says; the longest form of its text is taken."""
    found: dict[str, Any] = {}
    bodies: dict[str, str] = {}
    for part in item:
        name = name_of(part)
        if name in ("encoded", "content", "description", "summary"):
            bodies.setdefault(name, markup_of(part))
        elif name == "title":
            found.setdefault("title", one_line(markup_text(markup_of(part))))
        elif name in ("guid", "id", "identifier"):
            found.setdefault("id", bare(part.text))
        elif name == "link" and part.get("rel", "alternate") == "alternate":
            found.setdefault("url", bare(part.get("href") or part.text))
        elif name in ("pubdate", "published", "date", "issued"):
            found.setdefault("published_at", part.text)
        elif name == "language":
            found["language"] = part.text
        elif name == "source":
            named = [part, *(inner for inner in part if name_of(inner) == "title")]
            found["publisher"] = bare(one_line(" ".join(each.text or "" for each in named)))
    written = filter(None, map(bodies.get, ("encoded", "content", "description", "summary")))
    found["body"] = next((text for each in written if (text := text_of(each))), "")
    found["media_type"] = "text/html"
    found["language"] = found.get("language") or item.get(_LANG)
    return found


def bare(text: str | None) -> str | None:
    """``text`` that is no markup with its ampersands: those in CDATA are numbers by now."""
    return text.replace("&#38;", "&") if text else text


def markup_of(part: Any) -> str:
    """The HTML in an element: written as text, as it mostly is, or as elements (XHTML in Atom)."""
    if len(part) == 0:
        return part.text or ""
    from lxml import etree

    inner = "".join(etree.tostring(child, encoding="unicode") for child in part)
    return f"{part.text or ''}{inner}"


def text_of(markup: str) -> str:
    """The text of a body of a feed, which may be HTML or not."""
    return markup_text(markup) if looks_like_markup(markup) or "&" in markup else markup.strip()


def news_item(item: Any) -> dict[str, Any]:
    """What a NITF document or a NewsML-G2 item says. A body that is not text is none."""
    body = first(item, "body.content", "inlinexml", "inlinedata")
    return {
        "id": item.get("guid") or attribute(item, "doc-id", "id-string"),
        "title": words(item, "hl1", "headline") or words(item, "title"),
        "url": attribute(item, "altid", "url"),
        "published_at": attribute(item, "date.issue", "norm")
        or words(item, "contentcreated", "versioncreated"),
        "publisher": attribute(item, "provider", "literal")
        or words(item, "doc.rights", "distributor"),
        "language": attribute(item, "language", "tag") or item.get(_LANG),
        "body": "" if body is None else element_text(body),
        "media_type": "text/html",
    }


def first(item: Any, *names: str) -> Any:
    """The first element within ``item`` of the first of these names that there is; else None."""
    for name in names:
        for element in item.iter("{*}*", "*"):
            if name_of(element) == name:
                return element
    return None


def words(item: Any, *names: str) -> str | None:
    """The words of the first element of these names."""
    element = first(item, *names)
    return None if element is None else one_line("".join(element.itertext()))


def attribute(item: Any, element_name: str, name: str) -> str | None:
    """An attribute of the first element of a name."""
    element = first(item, element_name)
    return None if element is None else element.get(name)

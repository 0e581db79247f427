"""From HTML to plain text, element by element: blocks apart by a blank line, nothing guessed.

The same markup always gives the same text. lxml is imported only when there is markup to read.
"""

import functools
import html
import re
from typing import Any

SKIPPED = frozenset(
    "script style noscript template head title nav aside footer form button select option svg math"
    " iframe object embed video audio canvas img map dialog menu".split()
)
"""Elements of HTML whose words are not those of a text."""
BLOCKS = frozenset(
    "p div section article main header blockquote quote ul ol list dl dd dt table thead tbody"
    " tfoot caption figure figcaption h1 h2 h3 h4 h5 h6 ab hr address pre body html details"
    " summary hl1 hl2 hedline byline dateline block media fieldset center head".split()
)
"""Elements that stand alone. Names of HTML, of NITF, and of what trafilatura makes of a page."""
LINES = frozenset("br lb li item tr row".split())
CELLS = frozenset("td th cell".split())

_TAG = re.compile(
    r"</(?:p|div|li|ul|ol|h[1-6]|span|article|section|table|html|body|blockquote)\s*>"
    r"|<(?:br|p)\b[^<>]*>",
    re.IGNORECASE,
)
_BLANKS = re.compile(r"[ \t\r\n\f]+")
_SPACES = re.compile(r" {2,}")
_BREAKS = re.compile(r"(?<![ \t])[ \t]*\n[ \t]*")  # looking back keeps it from trying every blank
_BLANK_LINES = re.compile(r"\n{3,}")


MOST_ATTRIBUTES = 500
"""Attributes of an element; where there are more, libxml2 takes a time that is their square."""
_TAG_OF_MANY = re.compile(
    r"(?P<name><[a-zA-Z][^\t\n\f\r />]*+)"
    r"(?:[\t\n\f\r /]*+[^\t\n\f\r />][^\t\n\f\r />=]*+"
    r"(?:[\t\n\f\r ]*+=[\t\n\f\r ]*+(?:\"[^\"]*+\"|'[^']*+'|[^\t\n\f\r \"'>][^\t\n\f\r >]*+)?+)?+)"
    rf"{{{MOST_ATTRIBUTES + 1},}}+"
)  # attributes as HTML5 tells them apart


def looks_like_markup(text: str) -> bool:
    """Whether a text has the tags of HTML in it."""
    return "<" in text and _TAG.search(text) is not None


def markup_text(fragment: str) -> str:
    """The text of a piece of HTML; of a text without tags, its entities resolved."""
    if "<" not in fragment:
        return html.unescape(fragment).strip()
    tree = parse(fragment)
    return "" if tree is None else element_text(tree)


def without_floods(page: str) -> str:
    """The page without the attributes of elements that have more than MOST_ATTRIBUTES."""
    return _TAG_OF_MANY.sub(r"\g<name>", page) if "<" in page else page


def parse(page: str) -> Any:
    """The element tree of HTML, however broken; None where it has no element."""
    from lxml import etree

    # Neither net nor entities; the tree is of limited depth, so that a bomb cannot exhaust us.
    parser = etree.HTMLParser(encoding="utf-8", no_network=True, remove_comments=True)
    data = without_floods(page).encode("utf-8", "replace")
    try:
        return etree.fromstring(data, parser) if data.strip() else None
    except etree.XMLSyntaxError:
        return None


def name_of(element: Any) -> str:
    """The name of an element in lower case, without its namespace; none for what is no element."""
    tag = element.tag
    return _local_name(tag) if isinstance(tag, str) else ""


@functools.lru_cache(1024)
def _local_name(tag: str) -> str:
    return tag.rpartition("}")[2].lower()


def element_text(top: Any, skipped: frozenset[str] = SKIPPED) -> str:
    """The text in an element, with a blank line between blocks and a line for each item."""
    from lxml import etree

    pieces: list[str] = []
    kept = 0  # depth in preformatted text, whose line breaks are meant
    walk = etree.iterwalk(top, events=("start", "end", "comment", "pi"))
    for event, element in walk:
        name = name_of(element)
        if event == "start":
            pieces.append(_break_before(name))
            if name in skipped and element is not top:
                walk.skip_subtree()
            else:
                kept += name == "pre"
                pieces.append(_flowing(element.text, kept))
        elif event == "end":
            kept -= name == "pre" and (name not in skipped or element is top)
            pieces.append(_break_after(name))
        if event != "start" and element is not top:
            pieces.append(_flowing(element.tail, kept))
    return tidy("".join(pieces))


def tidy(text: str) -> str:
    """``text`` without blanks around its lines, and with at most one blank line at a place."""
    text = _SPACES.sub(" ", text)
    return _BLANK_LINES.sub("\n\n", _BREAKS.sub("\n", text)).strip()


def _break_before(name: str) -> str:
    if name in BLOCKS:
        return "\n\n"
    return "\n" if name in LINES else " " if name in CELLS else ""


def _break_after(name: str) -> str:
    if name in BLOCKS:
        return "\n\n"
    return "\n" if name in LINES and name not in ("br", "lb") else ""


def _flowing(text: str | None, kept: int) -> str:
    """Text as a browser flows it: white space is one blank, but for preformatted text."""
    if not text:
        return ""
    return text if kept else _BLANKS.sub(" ", text)

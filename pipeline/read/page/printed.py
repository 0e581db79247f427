"""What is printed on a page that may be its title, and where it stands beside the main text.

A few walks over the elements; their time and memory are bounded, whatever the page.
"""

import re
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from itertools import islice
from typing import Any, Literal, NamedTuple
from urllib.parse import urlsplit

from pipeline.read.markup import SKIPPED, name_of

LONGEST_TITLE = 300
"""Characters of the longest title that is looked for."""

LONG_BLOCK = 80
"""Letters from which a block of text is a paragraph of the main text and not a teaser."""

_APART = frozenset(("br", "div", "p"))
_MOST = 500  # candidates on a page
_MOST_ELEMENTS, _MOST_CHILDREN, _MOST_LINKS = 100_000, 2000, 5000  # that are looked at
_PIECES = 8  # of a heading
_PASSED_OVER = SKIPPED - {"form"}  # some systems enclose all of a page in a form
_ROLES = frozenset("navigation complementary contentinfo search dialog menu".split())
_HEADINGS = {"h1": 1, "h2": 2, "h3": 3, "h4": 4}
_MARKED = re.compile(
    r"\bheadline(?!s)|\b(?:entry|post|article|story|news|page|main|nota|noticia|artikel|articolo)"
    r"[-_]*(?:title|titel|titre|titulo|titolo)(?!s)|\btitular(?!es)",
    re.IGNORECASE,
)
_INVISIBLE = re.compile("[\u00ad\u200b-\u200f\u2060\ufeff]")
_HOME = frozenset(("/", "/index.html", "/index.htm", "/index.php"))
_LINK_SHARE = 0.7  # of a heading's letters that its link must hold to be a link as a whole

Leads = Literal["", "home", "away"]


class Printed(NamedTuple):
    """A text on the page: ``level`` is that of its heading (0: none), ``place`` its order."""

    text: str
    key: str
    level: int
    place: int
    mark: str = ""
    """The class by which the page says that it is a title, or nothing."""
    leads: Leads = ""
    """Where it links to as a whole: the first page of the site, or another page."""
    is_piece: bool = False
    """Whether it is a part of a heading."""


class Page(NamedTuple):
    """What may be a title, in the order of the page; what names the site; where the text begins."""

    candidates: list[Printed]
    home_names: list[str]
    main: int | None


def printed_on(
    tree: Any, key_of: Callable[[str], str], declared: frozenset[str], url: str | None
) -> Page:
    """What of a page may be its title: headings, what is marked as one, what reads as declared.

    ``declared`` are the keys, by ``key_of``, of declared titles and their parts; ``url`` is the
    address of the page, where it is known; what cannot be an address is as if unknown.
    """
    url = url if url and _is_address(url) else None
    shown = [(each, _own_texts(each)) for each in islice(_shown(tree), _MOST_ELEMENTS)]
    found: list[Printed] = []
    longest = max(map(len, declared), default=0) + LONGEST_TITLE // 4
    for place, (element, texts) in enumerate(shown):
        if len(found) >= _MOST:
            break
        level, mark = _HEADINGS.get(name_of(element), 0), _mark_of(element)
        if level or mark:
            leads = _leads(element, url)
            text = text_of(element)
            for number, piece in enumerate((text, *_pieces(element, text))):
                if key := key_of(piece):
                    found.append(Printed(piece, key, level, place, mark, leads, number > 0))
            continue
        same = [
            (text, key)
            for text in texts
            if len(text) <= longest and (key := key_of(text)) in declared
        ]
        leads = _leads(element, url) if same else ""
        found += [Printed(_one_line(text), key, 0, place, "", leads) for text, key in same]
    return Page(found[:_MOST], _home_names(tree, url), _main_of(shown))


def text_of(element: Any) -> str:
    """The words in an element, on one line; none where they are too many for a title."""
    from lxml import etree

    pieces: list[str] = []
    letters = 0
    ended = ""  # the element that has just ended, with nothing after it
    for event, node in etree.iterwalk(element, events=("start", "end")):
        name = name_of(node)
        starts = event == "start"
        # Spans side by side are drawn as two lines, or else they would be one.
        apart = name in _APART or (starts and name == ended == "span")
        text = (node.text if starts else node.tail if node is not element else "") or ""
        pieces += [text, " "] if apart and not starts else [" ", text] if apart else [text]
        letters += len(text)
        if letters > 2 * LONGEST_TITLE:
            return ""
        ended = "" if starts or text else name
    words = _one_line("".join(pieces))
    return words if len(words) <= LONGEST_TITLE else ""


def _one_line(text: str) -> str:
    return " ".join(_INVISIBLE.sub("", text).split())


def _shown(tree: Any) -> Iterator[Any]:
    """The elements of a page in order, without navigation, margins and what is not drawn."""
    from lxml import etree

    walk = etree.iterwalk(tree, events=("start",))
    for _, element in walk:
        if name_of(element) in _PASSED_OVER or element.get("role") in _ROLES:
            walk.skip_subtree()
        else:
            yield element


def _own_texts(element: Any) -> list[str]:
    """The pieces of text right in an element that are not blank."""
    texts = [element.text, *[child.tail for child in islice(element, _MOST_CHILDREN)]]
    return [stripped for text in texts if text and (stripped := text.strip())]


def _pieces(heading: Any, whole: str) -> Sequence[str]:
    """The parts of a heading, where it has several: what stands over a title, and the title."""
    pieces = [_one_line(heading.text or "")]
    for child in heading[:_PIECES]:
        pieces += [text_of(child), _one_line(child.tail or "")]
    return [piece for piece in pieces if piece and piece != whole]


def _mark_of(element: Any) -> str:
    """How an element says that it holds a title: its class, its id, or a property of schema.org."""
    if element.get("itemprop") == "headline":
        return "headline"
    names = " ".join(filter(None, (element.get("class"), element.get("id"))))
    found = _MARKED.search(names) if names else None
    return found[0].lower() if found else ""


def _leads(element: Any, url: str | None) -> Leads:
    """Where all of an element links to, if it does."""
    link = next(element.iter("a"), None)
    if link is not None and link is not element:
        share = len(text_of(link)) / max(1, len(text_of(element)))
        link = link if share >= _LINK_SHARE else None
    if link is None:
        link = next(element.iterancestors("a"), None)
    target = (link.get("href") or "").strip() if link is not None else ""
    if not target or target.startswith("#") or target == url:
        return ""
    if _leads_home(target, url):
        return "home"
    there = urlsplit(target).path if _is_address(target) else ""
    return "" if url and there and there == urlsplit(url).path else "away"


def _leads_home(target: str, url: str | None) -> bool:
    """Whether a link leads to the first page of the site; of other sites it does not."""
    if not _is_address(target):
        return False
    address = urlsplit(target)
    here = not address.netloc or (url is not None and address.netloc == urlsplit(url).netloc)
    path = address.path.lower() or ("/" if address.netloc else "")
    return here and path in _HOME and not address.query


def _is_address(target: str) -> bool:
    try:
        return bool(urlsplit(target))
    except ValueError:
        return False


def _home_names(tree: Any, url: str | None) -> list[str]:
    """What the links to the first page of the site say: its name, or the words on its logo."""
    names: list[str] = []
    for link in islice(tree.iter("a"), _MOST_LINKS):
        if _leads_home((link.get("href") or "").strip(), url):
            names += [text_of(link), *(image.get("alt") or "" for image in link.iter("img"))]
    return [name for name in names if name]


def _main_of(shown: Sequence[tuple[Any, Sequence[str]]]) -> int | None:
    """The place of the first paragraph of the main text; None where there are no paragraphs.

    The main text is what holds most letters in long blocks, its own or those of what it encloses.
    """
    letters: defaultdict[Any, float] = defaultdict(float)
    blocks: list[tuple[int, Any, Any]] = []
    for place, (element, texts) in enumerate(shown):
        length = sum(map(len, texts))
        if length >= LONG_BLOCK and name_of(element) != "a":
            above = element.getparent()
            over = above.getparent() if above is not None else None
            blocks.append((place, above, over))
            letters[above] += length
            letters[over] += length / 2
    if not blocks:
        return None
    letters[None] = 0.0
    main = max(letters, key=letters.__getitem__)
    return next(place for place, above, over in blocks if main in (above, over))

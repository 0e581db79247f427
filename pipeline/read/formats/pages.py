"""HTML pages: the article of a page, or each of several where the page marks them as articles.

The text of a document is what is extracted from the page; the same page always gives the same.
"""

import logging
import re
from collections.abc import Iterator
from typing import Any
from urllib.parse import urljoin, urlsplit

from pipeline.elements import Document, Rejected
from pipeline.read.encoding import decode_declared
from pipeline.read.fields import document_of, one_line
from pipeline.read.markup import element_text, parse, without_floods
from pipeline.read.page.titles import title_of, without_title
from pipeline.read.page.told import Told, told_by
from pipeline.read.source import Outcome, Source

LARGEST_PAGE, MOST_TAGS = 2_000_000, 100_000
"""Characters, and tags; of a larger page all the text is taken, as looking for the article takes
too long: 0.1 ms for each element."""
LONG_PARAGRAPH = 80
"""Letters from which a paragraph is one of an article and not of a teaser's few words."""
FEWEST_PARAGRAPHS = 2
"""Long paragraphs that an element needs to be taken for an article of its own."""

MEDIA_TYPE = "text/html"
_META_CHARSET = re.compile(rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([\w.:-]{2,40})", re.I)
_XML_CHARSET = re.compile(rb"<\?xml[^>]{0,100}?encoding\s*=\s*[\"']([\w.:-]{2,40})[\"']")
_XPATH_HEADING = " or ".join(f"self::{name}" for name in ("h1", "h2", "h3", "h4"))


def read_page(source: Source) -> Iterator[Outcome]:
    """The documents of an HTML file: one, or those of ``page_documents``."""
    yield from page_documents(source, source.content())


def page_documents(
    source: Source,
    data: bytes,
    *,
    record: str | None = None,
    charset: str | None = None,
    url: str | None = None,
) -> Iterator[Document | Rejected]:
    """The articles of a page: the main text, or each ``<article>`` where there are several.

    ``charset`` and ``url`` are what the container of the page says, ``record`` what it calls it.
    With several articles the records are numbered from 1.
    """
    text, encoding = decode_declared(data, charset, *declared_charsets(data))
    own = source.member if record is None else record
    tree = parse(text)
    if tree is None:
        yield source.empty(own, "no text")
        return
    known = told_by(tree)
    articles = articles_in(tree)
    if len(articles) > 1:
        for number, article in enumerate(articles, start=1):
            place = source.numbered(number) if record is None else f"{record}#{number}"
            yield article_document(source, place, article, known.facts, url, encoding)
    else:
        yield main_document(source, own, text, tree, known, url, encoding)


def declared_charsets(data: bytes) -> list[str]:
    """The names of codecs that a page gives itself, in its first 4096 bytes."""
    found = (_XML_CHARSET.search(data, 0, 200), _META_CHARSET.search(data, 0, 4096))
    return [match[1].decode("ascii") for match in found if match]


def main_document(
    source: Source,
    record: str | None,
    text: str,
    tree: Any,
    known: Told,
    url: str | None,
    encoding: str,
) -> Document | Rejected:
    """The main text of a page with what the page says of it; all its text if there is no main."""
    body, facts = "", known.facts
    if len(text) <= LARGEST_PAGE and text.count("<") <= MOST_TAGS:
        import trafilatura

        # It warns of each page without a main text; what becomes of that page is ours to tell.
        logging.getLogger("trafilatura").setLevel(logging.ERROR)
        found = trafilatura.bare_extraction(
            without_floods(text),
            url=url,
            include_comments=False,
            with_metadata=True,
            # A date is believed where the page declares it, not where some text looks like one.
            date_extraction_params={"extensive_search": False, "original_date": True},
        )
        if isinstance(found, trafilatura.settings.Document):
            body = element_text(found.body, skipped=frozenset())
            said = {
                "url": found.url,
                "published_at": found.date,
                "publisher": found.sitename,
            }
            facts = {name: value for name, value in said.items() if value} | facts
    address = facts.get("url") or url
    title = title_of(tree, known.titles, known.site_names, address)
    return document_of(
        source,
        record,
        without_title(body or element_text(tree), title),
        title=title,
        url=address,
        published_at=facts.get("published_at"),
        publisher=facts.get("publisher"),
        language=facts.get("language"),
        media_type=MEDIA_TYPE,
        encoding=encoding,
    )


def article_document(
    source: Source,
    record: str,
    article: Any,
    page: dict[str, str],
    url: str | None,
    encoding: str,
) -> Document | Rejected:
    """The document of one of several articles on a page."""
    heading = heading_of(article)
    base = page.get("url") or url or ""
    links = heading.xpath("(.//a | ancestor::a)/@href")
    times = article.xpath(".//time/@datetime")
    return document_of(
        source,
        record,
        element_text(article),
        title=one_line("".join(heading.itertext())),
        url=absolute(base, links[0]) if links else base or None,
        published_at=times[0] if times else None,
        publisher=page.get("publisher"),
        language=(article.xpath("@lang") or [page.get("language")])[0],
        media_type=MEDIA_TYPE,
        encoding=encoding,
    )


def absolute(base: str, link: str) -> str | None:
    """The address that a link on the page at ``base`` leads to; None where that is not known."""
    try:
        address = urljoin(base, link)
        return address if urlsplit(address).scheme in ("http", "https") else None
    except ValueError:
        return None


def articles_in(tree: Any) -> list[Any]:
    """The elements of a page that are whole articles: each with a heading and long paragraphs.

    Teasers and comments, which some pages mark as articles too, have too few of them.
    """
    outer = tree.xpath("//article[not(ancestor::article)]")
    if len(outer) == 1:  # some pages wrap all their articles in one
        outer = outer[0].xpath(".//article[not(ancestor::article[2])]") or outer
    return [element for element in outer if heading_of(element) is not None and is_long(element)]


def heading_of(article: Any) -> Any:
    """The first heading in an element; None if it has none."""
    return next(iter(article.xpath(f"(.//*[{_XPATH_HEADING}])[1]")), None)


def is_long(article: Any) -> bool:
    """Whether an element has as many long paragraphs as an article."""
    lengths = (len(" ".join("".join(p.itertext()).split())) for p in article.iter("p"))
    return sum(length >= LONG_PARAGRAPH for length in lengths) >= FEWEST_PARAGRAPHS

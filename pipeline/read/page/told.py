"""What a page says of itself in forms made for machines: metadata of its head, and JSON-LD."""

import json
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, NamedTuple

from pipeline.read.markup import name_of

_MOST_SCRIPTS = 20
_MOST_TOLD = 20  # titles, and names of the site: each title is compared with all others
_TITLES = ("og:title", "twitter:title", "parsely-title", "sailthru.title", "dc.title")
_FACTS = {
    "published_at": ("article:published_time", "og:article:published_time", "parsely-pub-date"),
    "publisher": ("og:site_name",),
    "url": ("og:url",),
    "language": ("og:locale",),
}
_SITE_NAMES = ("og:site_name", "application-name", "apple-mobile-web-app-title")
_SITES = frozenset(("WebSite", "Organization", "NewsMediaOrganization"))


class Told(NamedTuple):
    """What a page tells machines."""

    facts: dict[str, str]
    """Its language, time, address and publisher, as far as it tells them."""
    titles: list[str]
    """What it says that its title is, at most 20; the site's name may be part of it."""
    site_names: list[str]
    """What it calls the site and its publisher, at most 20."""


def told_by(tree: Any) -> Told:
    """What a page says of itself in its head and in JSON-LD; JSON-LD is believed first.

    Where JSON-LD lists many articles, the first of them tell titles; the head's are all kept.
    """
    facts: dict[str, str] = {}
    root = tree if name_of(tree) == "html" else next(iter(tree.xpath("//html")), tree)
    if language := root.get("lang") or root.get("{http://www.w3.org/XML/1998/namespace}lang"):
        facts["language"] = language
    metas = {
        (meta.get("property") or meta.get("name") or "").lower(): meta.get("content")
        for meta in reversed(tree.xpath("//meta[@content][@property or @name]"))
    }
    linked = Told(facts, [], [])
    for item in _items(tree):
        _take(item, linked)
    for name, keys in _FACTS.items():
        if value := next(filter(None, map(metas.get, keys)), None):
            facts.setdefault(name, value)
    titles = ["".join(title.itertext()) for title in tree.xpath("(//title[not(ancestor::svg)])[1]")]
    in_head = _distinct((*map(metas.get, _TITLES), *titles))
    titles = [*_distinct(linked.titles)[: _MOST_TOLD - len(in_head)], *in_head]
    names = _distinct((*map(metas.get, _SITE_NAMES), *linked.site_names))
    return Told(facts, _distinct(titles), names[:_MOST_TOLD])


def _distinct(texts: Iterable[str | None]) -> list[str]:
    return list(dict.fromkeys(filter(None, texts)))


def _items(tree: Any) -> Iterator[Mapping[str, Any]]:
    """What the page describes in JSON-LD, each with its properties (schema.org)."""
    for text in tree.xpath("//script[@type='application/ld+json']/text()")[:_MOST_SCRIPTS]:
        try:
            data = json.loads(text)
        except (ValueError, RecursionError):
            continue
        graph = data.get("@graph", [data]) if isinstance(data, dict) else data
        yield from (
            (item for item in graph if isinstance(item, dict)) if isinstance(graph, list) else ()
        )


def _take(item: Mapping[str, Any], told: Told) -> None:
    """Add what an item tells: of an article its title, time and publisher; of a site its name."""
    kind = str(item.get("@type"))
    if "Article" in kind or "BlogPosting" in kind:
        publisher = item.get("publisher")
        name = publisher.get("name") if isinstance(publisher, dict) else publisher
        for key, value in {"published_at": item.get("datePublished"), "publisher": name}.items():
            if isinstance(value, str) and value:
                told.facts.setdefault(key, value)
        told.titles.extend(_words(item.get("headline")))
        told.site_names.extend(_words(name))
    elif kind in _SITES:
        told.site_names.extend(_words(item.get("name")))


def _words(value: object) -> list[str]:
    return [value] if isinstance(value, str) and value.strip() else []

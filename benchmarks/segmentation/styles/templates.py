"""Templates of HTML pages with one article each, as sites of several kinds write them.

A template is given a scene for the phrases and the blocks of the article, and returns the page.
"""

import json
from collections.abc import Callable, Sequence
from html import escape
from typing import NamedTuple

from benchmarks.segmentation.scene import Scene, phrases


class Block(NamedTuple):
    """A paragraph of an article, or a sub-heading."""

    text: str
    is_heading: bool = False


Template = Callable[[Scene, Sequence[Block]], str]


def semantic(scene: Scene, blocks: Sequence[Block]) -> str:
    """A site of today: article, header, figure, time and aside, and metadata for machines."""
    title = _title(scene)
    head = (
        f'<meta property="og:title" content="{escape(scene.articles[0].title)}">'
        f'<meta property="article:published_time" content="{scene.day}T08:00:00Z">'
    )
    return _page(
        scene,
        head,
        f"<header><nav>{_list(scene.all('nav'))}</nav></header><main><article><header>"
        f"<p>{_say(scene, 'section')}</p><h1>{title}</h1><p>{_say(scene, 'by')}</p>"
        f'<time datetime="{scene.day}">{escape(scene.date())}</time></header>'
        f'<figure><img src="a.jpg"><figcaption>{_say(scene, "caption")}</figcaption></figure>'
        f"{_body(blocks, 'p', 'h2')}<footer>{_say(scene, 'tags')}</footer></article>"
        f"<aside><h2>{_say(scene, 'related')}</h2>{_headlines(scene, 4)}</aside></main>"
        f"<footer><p>{_say(scene, 'copyright')}</p></footer>",
    )


def divisions(scene: Scene, blocks: Sequence[Block]) -> str:
    """An old system: divisions with classes for all, the site's name in h1, the title in h2."""
    return _page(
        scene,
        "",
        f'<div id="top"><h1>{_say(scene, "site")}</h1>{_links(scene.all("nav"))}</div>'
        f'<div id="content"><div class="kicker">{_say(scene, "section")}</div>'
        f"<h2>{_title(scene)}</h2>"
        f'<div class="author">{_say(scene, "by")}</div><div class="date">{escape(scene.date())}'
        f'</div><div class="share">{_links(scene.all("share"))}</div>'
        f'<div class="story">{_body(blocks, "p", "h3")}</div>'
        f'<div class="tags">{_say(scene, "tags")}</div>'
        f'<div class="related"><h3>{_say(scene, "related")}</h3>{_headlines(scene, 5)}</div></div>'
        f'<div id="bottom">{_say(scene, "copyright")}</div>',
    )


def interrupted(scene: Scene, blocks: Sequence[Block]) -> str:
    """Advertisements, a newsletter box and links to other articles between the paragraphs."""
    inside = [
        f'<div class="ad-slot">{_say(scene, "ad")}</div>',
        f"<p><strong>{_say(scene, 'more')}:</strong> <a href='/x'>{_headline(scene)}</a></p>",
        f'<div class="signup"><p>{_say(scene, "newsletter")}</p><button>OK</button></div>',
    ]
    pieces: list[str] = []
    for number, block in enumerate(blocks):
        pieces.append(_body([block], "p", "h2"))
        if number % 2 and inside:
            pieces.append(inside.pop(0))
    return _page(
        scene,
        "",
        f'<div class="cookie-bar">{_say(scene, "cookie")}</div>'
        f"<nav>{_links(scene.all('nav'))}</nav>"
        f'<div class="article"><h1>{_title(scene)}</h1><p class="byline">{_say(scene, "by")}</p>'
        f"<ul class='social'>{_items(scene.all('share'))}</ul>{''.join(pieces)}"
        f"<p>{_say(scene, 'follow')}</p></div>{_headlines(scene, 6)}",
    )


def blog(scene: Scene, blocks: Sequence[Block]) -> str:
    """A blog: entry, share bar below, what to read next, and comments of readers in paragraphs."""
    comments = "".join(
        f'<li class="comment"><cite>{_say(scene, "name")}</cite><p>{escape(text)}</p></li>'
        for text in phrases("dev")[scene.language]["comment"]
    )
    return _page(
        scene,
        "",
        f'<div class="site-title"><a href="/">{_say(scene, "site")}</a></div>'
        f'<div class="post"><h1 class="entry-title">{_title(scene)}</h1>'
        f'<div class="entry-meta">{escape(scene.date())} | {_say(scene, "by")}</div>'
        f'<div class="entry-content">{_body(blocks, "p", "h3")}</div>'
        f'<div class="sharedaddy">{_links(scene.all("share"))}</div>'
        f'<div class="nav-links">{_say(scene, "page")}</div></div>'
        f'<div id="comments"><h3>{_say(scene, "comments")}</h3><ol>{comments}</ol></div>'
        f'<div id="sidebar"><h4>{_say(scene, "related")}</h4>{_headlines(scene, 6)}</div>',
    )


def tables(scene: Scene, blocks: Sequence[Block]) -> str:
    """A page laid out with tables, its paragraphs parted by line breaks."""
    text = "<br><br>\n".join(
        f"<b>{escape(block.text)}</b>" if block.is_heading else escape(block.text)
        for block in blocks
    )
    return _page(
        scene,
        "",
        f'<table width="100%"><tr><td colspan="2">{_links(scene.all("nav"))}</td></tr>'
        f'<tr><td width="150">{_headlines(scene, 6)}</td><td><font size="5"><b>{_title(scene)}</b>'
        f'</font><br><font size="1">{_say(scene, "by")}, {escape(scene.date())}</font><br><br>\n'
        f'{text}</td></tr><tr><td colspan="2">{_say(scene, "copyright")}</td></tr></table>',
    )


def bare(scene: Scene, blocks: Sequence[Block]) -> str:
    """Nothing but paragraphs: title, author and furniture are some of them."""
    before = [_say(scene, "section"), _title(scene), _say(scene, "by"), escape(scene.date())]
    before.append(_say(scene, "share"))
    after = [_say(scene, kind) for kind in ("tags", "newsletter", "related")]
    after += [_headline(scene) for _ in range(3)] + [_say(scene, "copyright")]
    return _page(scene, "", _paragraphs(before) + _body(blocks, "p", "p") + _paragraphs(after))


def site_first(scene: Scene, blocks: Sequence[Block]) -> str:
    """A portal: its name in an h1 that leads home, a ticker over it all, a box beside the text."""
    title, site, section = _title(scene), _say(scene, "site"), _say(scene, "section")
    head = (
        f'<meta property="og:site_name" content="{site}">'
        f'<meta property="og:title" content="{title} | {site}">'
    )
    return _page(
        scene,
        head,
        f'<div class="ticker"><h4><a href="/live">{_headline(scene)}</a></h4></div>'
        f'<div class="masthead"><h1><a href="/">{site}</a></h1></div>'
        f'<div class="menu">{_list(scene.all("nav"))}</div>'
        f'<div class="box"><h2>{_say(scene, "related")}</h2>{_headlines(scene, 4)}</div>'
        f'<div class="main"><div class="headline">{title}</div><div>{escape(scene.date())}</div>'
        f"{_body(blocks, 'p', 'h2')}<p>{_say(scene, 'copyright')}</p></div>",
        title=f"{site} » {section} » {title}",
    )


def graph(scene: Scene, blocks: Sequence[Block]) -> str:
    """Told to machines in JSON-LD; the section in h1, a list before the text, the dek in h3."""
    site, article = scene.say("site"), scene.articles[0]
    told = {
        "@context": "https://schema.org",
        "@graph": [
            {"@type": "WebSite", "name": site, "url": "https://news.example/"},
            {
                "@type": "NewsArticle",
                "headline": article.title,
                "datePublished": f"{scene.day}T06:00:00Z",
                "publisher": {"@type": "Organization", "name": site},
            },
        ],
    }
    dek = escape(article.paragraphs[0].split(".")[0])
    return _page(
        scene,
        f'<script type="application/ld+json">{json.dumps(told)}</script>',
        f"<header><h1>{_say(scene, 'section')}</h1></header>"
        f'<div class="left"><h2>{_say(scene, "more")}</h2>'
        + "".join(f'<h2><a href="/x">{_headline(scene)}</a></h2>' for _ in range(3))
        + f'</div><div class="right"><h2>{_title(scene)}</h2><h3>{dek}</h3>'
        f'<span class="by">{_say(scene, "by")}</span>{_body(blocks, "p", "h4")}</div>'
        f"<footer>{_say(scene, 'copyright')}</footer>",
        title=escape(site),
    )


def shortened(scene: Scene, blocks: Sequence[Block]) -> str:
    """Search engines get half the title, machines the site's name; divisions for paragraphs."""
    words = scene.articles[0].title.split()
    site, section = _say(scene, "site"), _say(scene, "section")
    half = escape(" ".join(words[: len(words) // 2 + 1]))
    text = "".join(
        f"<h2>{escape(block.text)}</h2>" if block.is_heading else f"<div>{escape(block.text)}</div>"
        for block in blocks
    )
    return _page(
        scene,
        f'<meta property="og:title" content="{site}">'
        f'<meta property="og:site_name" content="{site}">',
        f'<div class="logo">{site}</div>{_links(scene.all("nav"))}'
        f'<form><h2>{_say(scene, "newsletter")}</h2><input type="email"></form>'
        f'<div class="top"><h1><span class="rubric">{section}</span> '
        f"<span>{_title(scene)}</span></h1>"
        f"<h2>{_say(scene, 'update')}</h2>"
        f'<p class="author">{_say(scene, "by")}</p></div><div class="text">{text}</div>'
        f'<div class="more"><h2>{_say(scene, "related")}</h2>{_headlines(scene, 5)}</div>',
        title=f"{half}... - {site}",
    )


TEMPLATES: tuple[Template, ...] = (
    *(semantic, divisions, interrupted, blog, tables, bare),
    *(site_first, graph, shortened),
)


def _page(scene: Scene, head: str, body: str, title: str = "") -> str:
    title = title or f"{_title(scene)} - {_say(scene, 'site')}"
    return (
        f'<!DOCTYPE html>\n<html lang="{scene.language}"><head><meta charset="utf-8">'
        f"<title>{title}</title>{head}</head>\n<body>{body}</body></html>\n"
    )


def _title(scene: Scene) -> str:
    return escape(scene.articles[0].title)


def _say(scene: Scene, kind: str) -> str:
    return escape(scene.say(kind))


def _headline(scene: Scene) -> str:
    return escape(scene.headline())


def _body(blocks: Sequence[Block], paragraph: str, heading: str) -> str:
    names = (heading if block.is_heading else paragraph for block in blocks)
    return "\n".join(
        f"<{name}>{escape(block.text)}</{name}>" for name, block in zip(names, blocks, strict=True)
    )


def _paragraphs(lines: Sequence[str]) -> str:
    return "".join(f"<p>{line}</p>\n" for line in lines)


def _items(texts: Sequence[str]) -> str:
    return "".join(f'<li><a href="/x">{escape(text)}</a></li>' for text in texts)


def _list(texts: Sequence[str]) -> str:
    return f"<ul>{_items(texts)}</ul>"


def _links(texts: Sequence[str]) -> str:
    return " | ".join(f'<a href="/x">{escape(text)}</a>' for text in texts)


def _headlines(scene: Scene, count: int) -> str:
    return _list([scene.headline() for _ in range(count)])

"""The fourth part: what tools leave of web pages; ``fourth_texts.py`` has what people make of them.

Each function prints the articles of a scene on its page.
"""

import string
import uuid
from collections.abc import Callable, Sequence

from babel.dates import format_date

from benchmarks.segmentation.page import unchanged
from benchmarks.segmentation.scene import Scene
from benchmarks.segmentation.styles.fourth_site import Outlet, linked, slug, wrapped


def markdown_pages(scene: Scene) -> None:
    """Pages through html2text: lists of links, hashes before titles, addresses in sentences."""
    page, rng, outlet = scene.page, scene.rng, Outlet(scene)
    width, bullet = rng.choice((0, 0, 78)), rng.choice(("  * ", "* ", "- "))
    hashes, links = rng.choice(("# ", "# ", "## ")), rng.choice((0.0, 0.15, 0.35))
    menu, every = outlet.some("section", 3, 8), rng.choice((3, 5, 99))

    def link(text: str) -> str:
        return f"[{text}]({outlet.address(text)})"

    for article in scene.articles:
        outlet.turn()
        if scene.chance(0.7):
            page.lines(f"[{outlet.say('skip')}](#main-content)", "")
        page.lines(*(f"{bullet}[{word}](/{slug(word)}/)" for word in menu), "")
        if scene.chance(0.5):
            page.lines(f'[ ![{outlet.site}](/static/logo.svg) ](/ "{outlet.site}")', "")
        page.title(article.title, before=hashes)
        page.blank()
        if scene.chance(0.6):
            page.lines(rng.choice(("{}", "_{}_", "**{}**")).format(outlet.say("posted")), "")
        if scene.chance(0.7):
            page.lines(link(outlet.say("by")), "")
        if scene.chance(0.6):
            page.lines(
                f"![{outlet.say('caption')}](https://{outlet.host}/i/{rng.randrange(10**6)}.jpg)"
            )
            page.blank()
        for number, text in enumerate(article.paragraphs):
            if number and number % every == 0:
                page.body(scene.fresh("subhead"), before="#" + hashes)
                page.blank()
            page.body(wrapped(linked(scene, text, link) if scene.chance(links) else text, width))
            page.blank()
            if scene.chance(0.12) and number + 1 < len(article.paragraphs):
                page.lines(f"**{outlet.say('more')}** {link(scene.headline())}", "")
        page.lines(*(f"{bullet}[{word}](#)" for word in outlet.some("subject", 1, 4)), "")
        page.lines("#" + hashes + outlet.say("related"), "")
        page.lines(*(bullet + link(text) for text in outlet.headlines(2, 4)), "")
        if scene.chance(0.5):
            page.lines(outlet.say("letter"), "")
        page.lines(" | ".join(f"[{word}](/{slug(word)})" for word in outlet.some("footer", 2, 5)))
        page.lines("", outlet.say("rights"), "", *(["* * *", ""] if scene.chance(0.5) else []))


def numbered_links(scene: Scene) -> None:
    """Pages of a text browser: all indented, links numbered, the addresses listed at the end."""
    page, rng, outlet = scene.page, scene.rng, Outlet(scene)
    width, listed = rng.choice((72, 76, 79)), scene.chance(0.75)
    centred, links = scene.chance(0.4), rng.choice((0.0, 0.15, 0.3))
    menu, indent = outlet.some("section", 4, 9), "   "
    for article in scene.articles:
        outlet.turn()
        found: list[str] = []

        def mark(text: str, found: list[str] = found) -> str:
            found.append(outlet.address(text))
            return f"[{len(found)}]{text}" if listed else text

        page.lines(f"{indent}#{mark(outlet.site)} RSS {mark('alternate')}", "")
        page.lines(indent + mark(outlet.say("skip")), "", indent + mark(outlet.site), "")
        if scene.chance(0.6):
            page.lines(f"{indent}{'_' * 20} (BUTTON) {outlet.say('search')}", "")
        page.lines(*(f"     * {mark(word)}" for word in menu), "")
        title = wrapped(article.title, 60, " " * 10 if centred else "")
        page.title(title, before=" " * 10 if centred else "")
        page.lines("", indent + outlet.say("posted"), "")
        if scene.chance(0.7):
            page.lines(f"{indent}{mark(outlet.say('by'))}", "")
        if scene.chance(0.5):
            page.lines(f"{indent}[{slug(article.title)[:12]}.jpg]", "")
            page.lines(indent + wrapped(outlet.say("caption"), width, indent), "")
        for text in article.paragraphs:
            text = linked(scene, text, mark) if scene.chance(links) else text
            page.body(wrapped(text, width, indent), before=indent)
            page.blank()
        page.lines(" ".join([f"{indent}{outlet.say('tags')}", *outlet.some("subject", 2, 3)]), "")
        page.lines(outlet.say("related"), "")
        for text in outlet.headlines(2, 4):
            page.line(f"     * {wrapped(mark(text), width, '       ')}")
        page.lines("", *(f"     * {mark(word)}" for word in outlet.some("footer", 2, 6)), "")
        page.lines(indent + outlet.say("rights"), "")
        if listed:
            page.lines("References", "", *([f"{indent}Visible links"] * scene.chance(0.5)))
            page.lines(*(f"{number:4}. {url}" for number, url in enumerate(found, 1)), "")
        else:
            page.lines(f"{indent}{'_' * (width - 6)}", "")


def leftover_blocks(scene: Scene) -> None:
    """Blocks that an extractor of long texts keeps: no menus, but every long sentence of others."""
    page, rng, outlet = scene.page, scene.rng, Outlet(scene)
    gap, signed = rng.choice((0, 1, 1, 2, 3)), scene.chance(0.6)
    between = rng.choice(("", "", "-----", "#", "%%%%"))
    for number, article in enumerate(scene.articles):
        outlet.turn()
        if number:
            page.lines(*([between, ""] if between else []))
        if scene.chance(0.35):
            page.line(outlet.say("cookie"))
        page.title(article.title)
        if signed:
            page.lines(*rng.sample([outlet.say("by"), outlet.say("posted")], rng.randint(1, 2)))
        if scene.chance(0.4):
            page.line(outlet.say("caption"))
        for text in article.paragraphs:
            page.body(text)
        page.lines(*outlet.some("remain", 1, 3))
        if scene.chance(0.4):
            page.line(outlet.say("bio"))
        page.blank(gap)


def whole_window(scene: Scene) -> None:
    """All of a front page, then all of each article's page, selected and copied from a browser."""
    page, rng, outlet = scene.page, scene.rng, Outlet(scene)
    menu, joint = outlet.some("section", 5, 10), rng.choice(("\n", "\n", " ", "\t"))
    head = [outlet.say("skip"), outlet.say("menu"), joint.join(menu), *outlet.some("account", 1, 3)]
    foot = [joint.join(outlet.some("footer", 3, 8)), outlet.say("rights")]
    numbered = scene.chance(0.5)
    page.lines(*head, outlet.site, scene.date("full"), "")
    shown = [(article.title, article.paragraphs[0]) for article in scene.articles]
    shown += [(headline, "") for headline in outlet.headlines(3, 7)]
    rng.shuffle(shown)
    for headline, opening in shown:
        page.lines(*([rng.choice(menu)] if scene.chance(0.6) else []), headline)
        if opening and scene.chance(0.7):
            page.line(" ".join(opening.split()[: rng.randint(9, 16)]).rstrip(".,;:") + "…")
        page.lines(outlet.say("ago"), *([outlet.say("whole")] if scene.chance(0.4) else []), "")
    page.lines(*foot, "")
    for article in scene.articles:
        outlet.turn()
        page.lines(*head, outlet.site, f"{outlet.site} {rng.choice('>/»')} {rng.choice(menu)}", "")
        page.title(article.title)
        around = [outlet.say("by"), outlet.say("posted"), outlet.say("listen")]
        page.lines(*rng.sample(around, 3), *outlet.some("share", 2, 5), "")
        page.lines(*([outlet.say("caption"), ""] if scene.chance(0.6) else []))
        for number, text in enumerate(article.paragraphs):
            page.body(text)
            page.blank(rng.choice((1, 1, 1, 0)))
            if scene.chance(0.15) and number + 1 < len(article.paragraphs):
                page.lines(outlet.inset(), "")
        page.lines("", outlet.say("tags"), *outlet.some("subject", 1, 3), "")
        page.lines(outlet.say("comments"), outlet.say("letter"), "")
        page.lines(outlet.say("popular"))
        for number, text in enumerate(outlet.headlines(3, 5), 1):
            page.lines(*([f"{number}"] if numbered else []), text)
        page.lines("", *foot, "")


def wet_records(scene: Scene) -> None:
    """Text of a crawl: a header of each record, then every line of the page without blank lines."""
    page, rng, outlet = scene.page, scene.rng, Outlet(scene)
    warc, bar = scene.chance(0.6), rng.choice((" | ", " - ", " – ", " :: "))
    menu = outlet.some("section", 3, 9)
    for article in scene.articles:
        outlet.turn()
        stamp = f"{scene.day:%Y-%m-%d}T{outlet.time()}:{rng.randrange(60):02}Z"
        size = sum(len(text.encode()) for text in article.paragraphs) + rng.randrange(900, 4000)
        url = outlet.address(article.title)
        if warc:
            unique = uuid.UUID(int=rng.getrandbits(128), version=4)
            digest = "".join(rng.choices(string.ascii_uppercase + "234567", k=32))
            page.lines("WARC/1.0", "WARC-Type: conversion", f"WARC-Target-URI: {url}")
            page.lines(f"WARC-Date: {stamp}", f"WARC-Record-ID: <urn:uuid:{unique}>")
            page.lines(f"WARC-Block-Digest: sha1:{digest}", "Content-Type: text/plain")
            page.lines(f"Content-Length: {size}", "")
        else:
            page.lines(f"URL: {url}", f"Fetched: {stamp}", "Status: 200 OK", f"Length: {size}", "")
        page.lines(article.title + bar + outlet.site, outlet.say("skip"), *menu)
        page.lines(*outlet.some("account", 0, 3))
        page.title(article.title)
        page.lines(outlet.say("by"), outlet.say("posted"), *outlet.some("share", 0, 4))
        for number, text in enumerate(article.paragraphs):
            page.body(text)
            if scene.chance(0.08) and number + 1 < len(article.paragraphs):
                page.line(outlet.inset())
        page.lines(outlet.say("tags"), *outlet.some("subject", 1, 4), outlet.say("related"))
        page.lines(*outlet.headlines(2, 5))
        page.lines(*outlet.some("footer", 2, 6), outlet.say("rights"), "", "")


def foreign_template(scene: Scene) -> None:
    """Articles on a site of another country, whose every word around them is in its language."""
    page, rng, outlet = scene.page, scene.rng, Outlet(scene)
    code = rng.choice(("id", "nl", "ca", "ms"))
    outlet.site = outlet.say("site", code)
    shout = str.upper if scene.chance(0.25) else unchanged
    gap, topped = rng.choice((0, 1, 1, 2)), scene.chance(0.5)

    def around() -> list[str]:
        day = format_date(scene.day, rng.choice(("full", "long", "medium")), locale=code)
        lines = [outlet.say("by", code), f"{day}, {outlet.say('clock', code)}"]
        return rng.sample([*lines, outlet.say("editor", code)], rng.randint(2, 3))

    for article in scene.articles:
        outlet.turn()
        page.lines(outlet.say("crumbs", code), *(around() if topped else []), "")
        page.title(shout(article.title))
        page.lines(*([] if topped else around()), *outlet.some("share", 1, 3, code), "")
        if scene.chance(0.6):
            page.lines(outlet.say("caption", code), "")
        for number, text in enumerate(article.paragraphs):
            page.body(text)
            page.blank(gap)
            if scene.chance(0.25) and number + 1 < len(article.paragraphs):
                also = f"{outlet.say('also', code)} {scene.headline()}"
                page.lines(rng.choice((also, also, outlet.say("inset", code))), *[""] * gap)
        page.lines(*outlet.some("end", 1, 2, code), "")
        page.lines(outlet.say("tags", code), *outlet.some("tag", 1, 3, code), "")
        page.lines(outlet.say("list", code), *outlet.headlines(2, 5))
        page.lines("", rng.choice((" | ", "\n")).join(outlet.some("foot", 3, 5, code)))
        page.lines(f"© {scene.day.year} {outlet.site}", "")


def parsed_records(scene: Scene) -> None:
    """What a script printed of each parsed page: address, lists, times, the text with remains."""
    page, rng, outlet = scene.page, scene.rng, Outlet(scene)
    rule = rng.choice(("-" * 40, "=" * 80, ">>> {}", "{}/{total}", "", "*" * 20))
    late, ends = scene.chance(0.3), scene.chance(0.4)
    for number, article in enumerate(scene.articles, 1):
        outlet.turn()
        shown = rule.format(number, total=len(scene.articles))
        if shown and not ends:
            page.line(shown)
        clock = "00:00:00" if scene.chance(0.6) else f"{outlet.time()}:00+00:00"
        junk = ["View All Posts", outlet.site, "Updated"][: rng.randrange(3)]
        facts = [repr([scene.say("name"), *junk]), f"{scene.day:%Y-%m-%d} {clock}"]
        if scene.chance(0.3):
            facts[rng.randrange(2)] = rng.choice(("None", "[]"))
        if scene.chance(0.4):
            facts.append(f"https://{outlet.host}/wp-content/uploads/{rng.randrange(10**6)}.jpg")
        if scene.chance(0.4):
            facts.append(repr([word.split()[0] for word in outlet.some("subject", 2, 5)]))
        page.lines(outlet.address(article.title), *(facts if late else []))
        page.title(article.title)
        page.lines(*([] if late else facts), "")
        if scene.chance(0.4):
            page.lines(outlet.say("caption"), "")
        for place, text in enumerate(article.paragraphs):
            page.body(text)
            page.blank()
            if scene.chance(0.15) and place + 1 < len(article.paragraphs):
                page.lines(outlet.inset(), "")
        if scene.chance(0.5):
            page.lines(outlet.say(rng.choice(("bio", "letter", "remain", "whole"))), "")
        if shown and ends:
            page.line(shown)
        page.blank(2 if not shown else rng.choice((0, 1, 2)))


FOURTH_PAGES: Sequence[tuple[Callable[[Scene], None], int, int]] = (
    (markdown_pages, 2, 5),
    (numbered_links, 2, 4),
    (leftover_blocks, 3, 6),
    (parsed_records, 2, 6),
    (whole_window, 2, 5),
    (wet_records, 2, 6),
    (foreign_template, 2, 5),
)
"""Each style with the least and the most articles of a dump."""

"""Second styles: pages and apps of national papers and broadcasters, copied or crawled as text.

Each function draws a site first, whose parts then stay, and prints the articles of a scene on it.
``second_texts.py`` holds what is no page.
"""

import dataclasses
import re
import unicodedata
from collections.abc import Callable, Sequence

from benchmarks.segmentation.page import SourceArticle
from benchmarks.segmentation.scene import Scene

_ABROAD = {
    "en": ("id", "ms", "nl"),
    "es": ("ca",),
    "fr": ("nl", "ca"),
    "de": ("nl",),
    "pt": ("id",),
    "it": ("ca",),
}
_RULES = (" | ", " · ", "  ", " / ", " • ", "\t")

Inset = Callable[[], list[str]]
"""Gives the lines of a box that stands amid the paragraphs."""


def some(scene: Scene, kind: str, least: int, most: int) -> list[str]:
    """Between ``least`` and ``most`` of the phrases of ``kind``, in their order."""
    known = scene.block(kind)
    count = min(len(known), scene.rng.randint(least, most))
    return [known[place] for place in sorted(scene.rng.sample(range(len(known)), count))]


def menu(scene: Scene, kind: str, least: int, most: int) -> list[str]:
    """Phrases of ``kind`` as the links of a menu: one a line, or all in one."""
    links = some(scene, kind, least, most)
    if scene.chance(0.6) or not links:
        return links
    return [scene.rng.choice(_RULES).join(links)]


def address(scene: Scene, text: str = "") -> str:
    """A web address for ``text``."""
    plain = unicodedata.normalize("NFKD", text.lower()).encode("ascii", "ignore").decode()
    slug = "-".join(re.findall(r"[a-z0-9]+", plain)[:8]) or "index"
    form = scene.rng.choice(("{0}-{1}.html", "{1}/{0}", "article/{0}"))
    return "https://www.sentinel.example/" + form.format(slug, scene.rng.randrange(10**6))


def body_of(
    scene: Scene,
    article: SourceArticle,
    gap: int = 1,
    insets: Sequence[Inset] = (),
    inset: float = 0.2,
    subhead: float = 0.0,
    before: str = "",
) -> None:
    """The paragraphs, each followed by ``gap`` blank lines and maybe by one of ``insets``.

    ``inset`` and ``subhead`` are the chances of a box after, and of a sub-heading over, each.
    ``before`` marks the sub-headings.
    """
    page = scene.page
    for number, text in enumerate(article.paragraphs):
        if number > 1 and scene.chance(subhead):
            page.body(scene.fresh("subhead"), before=before)
            page.blank(gap)
        page.body(text)
        page.blank(gap)
        if insets and number < len(article.paragraphs) - 1 and scene.chance(inset):
            page.lines(*scene.rng.choice(insets)())
            page.blank(gap)


def national_daily(scene: Scene) -> None:
    """The page of a national paper, all of it copied: menus, tools, boxes, what is most read."""
    page, rng = scene.page, scene.rng
    top = [*some(scene, "skip", 0, 3), *menu(scene, "account", 2, 6), scene.say("paper")]
    top += menu(scene, "section", 5, 15)
    topped, kicker, captioned = scene.chance(0.6), scene.chance(0.6), scene.chance(0.7)
    tools, last, gap = (
        menu(scene, "tools", 2, 7),
        scene.say("topics_head"),
        rng.choice((0, 1, 1, 2)),
    )
    label, ad, most = scene.say("readmore"), scene.say("ad"), scene.say("most")
    bottom = [*menu(scene, "footer", 4, 12), scene.say("rights")]
    subhead = rng.choice((0, 0, 0.15, 0.3))
    insets: list[Inset] = [lambda: [ad], lambda: [label, scene.headline()]]
    if scene.chance(0.4):
        insets.append(lambda: [f"{label} {scene.headline()}"])
    if not topped:
        page.lines(*top, "")
    for article in scene.articles:
        if topped:
            page.lines(*top, "")
        if kicker:
            page.line(scene.say("desk"))
        page.title(article.title)
        page.blank(gap)
        head = [[scene.say("byline")], [scene.say("stamp")], tools]
        rng.shuffle(head)
        page.lines(*(line for lines in head for line in lines))
        if captioned:
            page.lines("", scene.say("caption"))
        page.blank(max(gap, 1))
        body_of(scene, article, gap, insets, rng.choice((0, 0.15, 0.3)), subhead)
        page.lines(last, *menu(scene, "topic", 1, 5), *some(scene, "signup", 0, 2), "")
        if scene.chance(0.6):
            page.line(most)
            for number in range(1, rng.randint(3, 6)):
                page.lines(*((f"{number}", scene.headline()) if gap else (scene.headline(),)))
            page.blank()
        if topped:
            page.lines(*bottom, "")
    if not topped:
        page.lines(*bottom)


def broadcaster_app(scene: Scene) -> None:
    """The app of a public broadcaster: times ago, players, credits, ways to complain."""
    page, rng = scene.page, scene.rng
    listen, watched = some(scene, "listen", 0, 3), scene.chance(0.5)
    stamped = scene.chance(0.5)  # the time over the title
    credit = rng.choice(("", scene.say("credit")))
    standards, app = some(scene, "standards", 1, 4), some(scene, "app", 2, 6)
    more, subhead = scene.say("most"), rng.choice((0, 0.2, 0.35))
    page.lines(scene.say("channel"), *app, "")
    for article in scene.articles:
        if stamped:
            page.lines(scene.say("desk"), scene.say("posted"), "")
        page.title(article.title)
        page.blank()
        if not stamped:
            page.lines(scene.say("byline"), scene.say("posted"), "")
        page.lines(*listen)
        if watched:
            page.lines(*some(scene, "watch", 1, 2))
        if scene.chance(0.6):
            page.lines("", scene.say("caption"))
        page.blank()
        insets: list[Inset] = [lambda: some(scene, "watch", 1, 2), lambda: [scene.say("caption")]]
        if scene.chance(0.5):
            insets = [lambda: ["- " + scene.headline() for _ in range(2)]]
        body_of(scene, article, 1, insets, rng.choice((0, 0.2)), subhead)
        if credit:
            page.lines(credit, "")
        page.lines(*standards, "")
        if scene.chance(0.5):
            page.lines(more, *(scene.headline() for _ in range(rng.randint(2, 5))), "")
        page.blank(rng.randint(0, 2))
    page.lines(*some(scene, "footer", 3, 8), scene.say("rights"))


def amp_scroll(scene: Scene) -> None:
    """A phone's page without an end: advertisements amid the text, the next story after it."""
    page, rng = scene.page, scene.rng
    slot, following = scene.say("slot"), scene.say("next")
    share = rng.choice((0.15, 0.3, 0.5))
    timed, named, gap = scene.chance(0.6), scene.chance(0.7), rng.choice((1, 1, 2))
    page.lines(*some(scene, "cookies", 0, 4), *menu(scene, "amp_top", 2, 6), scene.say("paper"), "")
    for number, article in enumerate(scene.articles):
        if number:
            page.lines(following, "")
        page.lines(*menu(scene, "section", 0, 2))
        page.title(article.title)
        page.blank()
        if named:
            page.line(scene.say("byline"))
        page.lines(scene.say("stamp"), *([scene.say("read_time")] if timed else []))
        page.lines(*some(scene, "tools", 0, 4), "")
        body_of(scene, article, gap, [lambda: [slot]], share)
        if scene.chance(0.5):
            page.lines(scene.say("topics_head"), *some(scene, "topic", 1, 4), "")
        if scene.chance(0.4):
            page.lines(slot, "")
    page.lines(*menu(scene, "footer", 2, 6), scene.say("rights"))


def metered_daily(scene: Scene) -> None:
    """A paper that counts what one reads: offers amid the text, about the author, the print."""
    page, rng = scene.page, scene.rng
    gift, meter, printed = some(scene, "gift", 1, 5), scene.say("meter"), scene.chance(0.6)
    shouted, subhead = scene.chance(0.3), rng.choice((0, 0, 0.15))
    page.lines(scene.say("paper"), *menu(scene, "account", 1, 4), *some(scene, "meter", 0, 2), "")
    for article in scene.articles:
        page.line(scene.say("desk").upper() if shouted else scene.say("desk"))
        page.blank(rng.randint(0, 1))
        page.title(article.title)
        page.blank()
        page.lines(*gift)
        if scene.chance(0.6):
            page.lines("", scene.say("caption"))
        page.lines("", scene.say("byline"), scene.say("stamp"), "")
        insets: list[Inset] = [lambda: [scene.say("ad")], lambda: [meter]]
        insets.append(lambda: [scene.say("readmore"), scene.headline()])
        body_of(scene, article, 1, insets, rng.choice((0.1, 0.25)), subhead)
        page.lines(*some(scene, "bio", 0, 2))
        if printed:
            page.lines(scene.say("print_note"), "")
        if scene.chance(0.5):
            page.lines(scene.say("topics_head"), *menu(scene, "topic", 1, 4), "")
        page.lines(*some(scene, "signup", 0, 2), "")
    page.lines(*some(scene, "meter", 1, 3), *menu(scene, "footer", 2, 8), scene.say("rights"))


def edition_abroad(scene: Scene) -> None:
    """A site of another language that carries these articles: all around them is in its own."""
    page, rng = scene.page, scene.rng
    site = dataclasses.replace(scene, language=rng.choice(_ABROAD[scene.language]))
    site.day = scene.day
    top = [*menu(site, "top", 2, 6), site.say("paper"), *menu(site, "section", 4, 10), ""]
    also, share, gap = site.say("also"), menu(site, "share", 1, 5), rng.choice((1, 1, 2))
    repeated, pathed, captioned = scene.chance(0.4), scene.chance(0.4), scene.chance(0.7)
    sign = some(site, "sign", 1, 4)
    for number, article in enumerate(scene.articles):
        if repeated or not number:
            page.lines(*top)
        if pathed:
            page.line(" > ".join(some(site, "section", 2, 2)))
        page.title(article.title)
        page.blank(gap - 1)
        page.lines(site.say("byline"), site.say("stamp"), *share)
        if captioned:
            page.line(site.say("caption"))
        page.blank()
        insets: list[Inset] = [lambda: [f"{also} {scene.headline()}"]]
        body_of(scene, article, gap, insets, rng.choice((0, 0.2, 0.3)))
        page.lines(*sign, *some(site, "tags", 0, 1), "")
        if scene.chance(0.5):
            page.lines(also, *(scene.headline() for _ in range(rng.randint(2, 4))), "")
    page.lines(*menu(site, "foot", 3, 6))


def markdown_crawl(scene: Scene) -> None:
    """Pages that a crawler turned into Markdown: links, images, hashes before headings."""
    page, rng = scene.page, scene.rng
    bullet, marked = rng.choice(("* ", "- ", "  * ")), rng.choice(("# ", "# ", "## "))
    sourced, ruled = scene.chance(0.4), scene.chance(0.5)
    sections, tools = some(scene, "section", 4, 10), some(scene, "tools", 2, 5)
    subhead, label = rng.choice((0, 0.15, 0.3)), scene.say("readmore")

    def link(text: str) -> str:
        return f"[{text}]({address(scene, text)})"

    for article in scene.articles:
        if sourced:
            page.lines(f"URL: {address(scene, article.title)}", "", "Markdown Content:")
        page.lines(*(link(text) for text in some(scene, "skip", 0, 2)))
        page.lines(*(bullet + link(text) for text in sections), "")
        page.title(article.title, before=marked)
        page.lines("", link(scene.say("person")), "", scene.say("stamp"), "")
        page.lines(*(bullet + link(text) for text in tools), "")
        if scene.chance(0.7):
            page.lines(f"![{scene.say('caption')}]({address(scene, 'image')}.jpg)", "")
        insets: list[Inset] = [lambda: [f"**{label}** {link(scene.headline())}"]]
        insets.append(lambda: [scene.say("ad")])
        body_of(scene, article, 1, insets, rng.choice((0, 0.2)), subhead, marked.strip() + "# ")
        if ruled:
            page.lines("* * *", "")
        page.lines(f"#{marked}{scene.say('most')}", "")
        page.lines(*(bullet + link(scene.headline()) for _ in range(rng.randint(2, 5))), "")
        page.lines(*(link(text) for text in some(scene, "footer", 2, 6)), scene.say("rights"), "")


SECOND_PAGES: Sequence[tuple[Callable[[Scene], None], int, int]] = (
    (national_daily, 2, 5),
    (broadcaster_app, 2, 5),
    (amp_scroll, 2, 5),
    (metered_daily, 2, 4),
    (edition_abroad, 2, 5),
    (markdown_crawl, 2, 4),
)
"""Each second style of a page with the least and the most articles of a dump."""

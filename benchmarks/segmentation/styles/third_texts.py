"""The third styles: portals of other countries, feed readers, aggregators, releases and briefs.

See ``third_pages.py``.
"""

import textwrap
from collections.abc import Callable, Sequence

from benchmarks.segmentation.page import SourceArticle
from benchmarks.segmentation.scene import Scene
from benchmarks.segmentation.styles.third_pages import Site


def _hosted(scene: Scene, hosts: Sequence[str], extra: Sequence[str], end: Sequence[str]) -> None:
    """A site of another country with articles in the language of the dump."""
    site = Site(scene, hosts)
    head = site.some("by", "stamp", "reading", *extra)
    between, below = site.some("also", "advert", "photo"), site.some(*end, least=2)
    for number, article in enumerate(scene.articles):
        if number == 0 and site.shows("menu"):
            site.menu()
        if site.shows("crumbs", 0.5):
            site.say("crumbs")
        site.title(article)
        site.row(head)
        if scene.chance(0.4):
            site.say("photo")
        site.body(article, between)
        site.say(*below)
        if site.shows("lists", 0.5):
            site.links()
        if site.shows("foot", 0.5):
            site.say("foot")
        site.page.blank(site.rest)


def archipelago_portal(scene: Scene) -> None:
    """An Indonesian portal: "read also" amid the text, editor, pages and tags below it."""
    _hosted(scene, ("id",), ("share",), ("editor", "pages", "tags", "comments", "signup", "share"))


def subscriber_daily(scene: Scene) -> None:
    """A French or German daily: for subscribers, to be listened to, updated since."""
    end = ("tags", "comments", "signup", "share", "paywall")
    _hosted(scene, ("fr", "de"), ("paywall", "audio"), end)


def southern_portal(scene: Scene) -> None:
    """An Italian or Brazilian portal of local news."""
    _hosted(scene, ("it", "pt"), ("share",), ("tags", "comments", "signup", "share", "also"))


def _wrapped(site: Site, article: SourceArticle, width: int) -> None:
    """Writes the paragraphs broken into lines of ``width``, a blank line below each."""
    for text in article.paragraphs:
        site.page.wrapped_body(textwrap.wrap(text, width, break_on_hyphens=False))
        site.page.blank()


def feed_reader(scene: Scene) -> None:
    """Items copied out of a feed reader: source and age by the title, buttons below the text."""
    site = Site(scene, named=False)
    if scene.chance(0.2):
        scene.page.newline = "\r\n"
    mark = scene.rng.choice(("", "", "## ", "● ", "★ "))
    rule = scene.rng.choice(("", "", "---", "_" * 30, "* * *"))
    width = scene.rng.choice((0, 0, 0, 66, 76))
    buttons = site.some("visit", "feed_tools")
    if site.shows("unread"):
        site.say("unread")
    for number, article in enumerate(scene.articles):
        site.voice.known = {"site": scene.rng.choice(site.voice.all("site"))}
        if number and rule:
            site.page.lines(rule, "")
        if site.shows("source first", 0.4):
            site.say("origin")
        site.title(article, before=mark)
        if not site.shows("source first"):
            site.say("origin")
        if width:
            _wrapped(site, article, width)
        else:
            site.body(article)
        site.say(*buttons)
        if site.shows("headlines", 0.3) and scene.chance(0.6):
            for headline in scene.headlines[number * 3 :][: scene.rng.randint(1, 3)]:
                site.voice.known = {}
                site.page.line(f"{mark}{headline}  {site.phrase('origin')}")
        site.page.blank(site.rest)


def aggregator(scene: Scene) -> None:
    """A page of links with the whole texts: rank, votes and sources, what else covers it."""
    site = Site(scene, named=False)
    below = site.some("covered", "visit", "comments", "feed_tools", least=2)
    for number, article in enumerate(scene.articles, 1):
        before = f"{number}. " if site.shows("rank") else ""
        source = {"site": site.phrase("site")}
        site.voice.known = source
        if site.shows("votes above", 0.3):
            site.say("votes")
        site.title(article, before=before)
        if not site.shows("votes above"):
            site.say("votes")
        site.body(article)
        for kind in below:
            site.voice.known = source if kind == "visit" else {}
            site.say(kind)
        if site.shows("also there", 0.5):
            for headline in scene.headlines[number * 3 :][: scene.rng.randint(1, 3)]:
                site.page.line(f"{headline}{site.joint or ' – '}{site.phrase('site')}")
        site.page.blank(site.rest)


def release_portal(scene: Scene) -> None:
    """Releases of companies: the room they come from, the place in the first line, whom to ask."""
    site = Site(scene)
    if scene.chance(0.2):
        scene.page.newline = "\r\n"
    tools = site.some("stamp", "share")
    end = site.some("origin_end", "tags", "signup")
    for article in scene.articles:
        site.voice.known = {}
        site.voice.known = {kind: site.phrase(kind) for kind in ("company", "place")}
        site.say("newsroom")
        if site.shows("company above", 0.5):
            site.say("company")
        site.title(article)
        site.say(*tools)
        place = site.phrase("place")
        place = place.upper() if site.shows("loud", 0.4) else place
        wire = f" {site.phrase('wire')}" if site.shows("wire") else ""
        day = f", {site.voice.date()}" if site.shows("day in the text", 0.5) else ""
        site.body(article, lead=f"{place}{day}{wire} - " if wire or day else "")
        if site.shows("about"):
            about = site.voice.block("about")
            site.put(site.phrase("about_head"), *site.rng.sample(about, site.rng.randint(1, 2)))
        site.put(site.phrase("contact_head"), *site.voice.block("contact"))
        site.say(*end)
        site.page.blank(site.rest)


def signed_briefs(scene: Scene) -> None:
    """The column of a local paper: the place in the first line, initials below the text."""
    site = Site(scene)
    loud = scene.chance(0.3)
    signed = scene.rng.choice(("{}", "({})", "/{}", "— {}"))
    joint = scene.rng.choice((". ", " - ", ": ", ".- "))
    rule = scene.rng.choice(("", "", "+++", "* * *", "•"))
    site.say("brief_head")
    for number, article in enumerate(scene.articles):
        if number and site.shows("head each time", 0.4):
            site.say("brief_head")
        elif number and rule:
            site.put(rule)
        if loud:
            site.page.title(article.title.upper())
            site.page.blank(site.gap)
        else:
            site.title(article)
        place = site.phrase("place").upper() + joint if site.shows("place", 0.5) else ""
        site.body(article, lead=place)
        initials = "".join(word[0] for word in site.phrase("name").split())
        initials = initials.lower() if site.shows("small") else initials
        site.put(signed.format(initials if scene.chance(0.7) else site.phrase("agency")))
        if site.shows("photo", 0.4):
            site.say("photo")
        site.page.blank(site.rest)


THIRD_TEXTS: Sequence[tuple[Callable[[Scene], None], int, int]] = (
    (archipelago_portal, 2, 5),
    (subscriber_daily, 2, 4),
    (southern_portal, 2, 5),
    (feed_reader, 2, 6),
    (aggregator, 3, 6),
    (release_portal, 2, 5),
    (signed_briefs, 3, 7),
)
"""Each style with the least and the most articles of a dump."""

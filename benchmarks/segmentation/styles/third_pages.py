"""The third styles, pages of sites: local papers, trade press, portals of finance and sports.

Each dump draws the template of its site first (what is shown, in which order, how it is spaced) and
prints every article by it, so that two dumps of a style differ as two sites do. Portals of other
countries and what is no page are in ``third_texts.py``.
"""

import dataclasses
import re
from collections.abc import Callable, Sequence
from datetime import timedelta

from benchmarks.segmentation.page import SourceArticle
from benchmarks.segmentation.scene import Scene

_STEADY = ("by", "stamp", "reading", "share", "also", "advert", "comments", "signup", "foot")
"""What a template prints in the same words on each page."""

_DATELINE = re.compile(r".{2,50}?(?: —|\.-) ")


@dataclasses.dataclass
class Voice(Scene):
    """Says the furniture of a site: in the same words what is ``known`` or ``steady``."""

    steady: Sequence[str] = ()
    known: dict[str, str] = dataclasses.field(default_factory=dict)
    _chosen: dict[str, str] = dataclasses.field(default_factory=dict)

    def say(self, kind: str) -> str:
        """A phrase of ``kind``, its places filled."""
        if kind in self.known:
            return self.known[kind]
        if kind not in self.steady:
            return super().say(kind)
        if kind not in self._chosen:
            self._chosen[kind] = self.rng.choice(self.all(kind))
        return self._filled(self._chosen[kind])


class Site:
    """The template of one site. ``voice`` says the furniture, ``scene`` gives the articles."""

    def __init__(self, scene: Scene, hosts: Sequence[str] = (), *, named: bool = True) -> None:
        """Draws a template; the furniture is in the language of one of ``hosts``, if any.

        Without ``named``, texts of many sites are collected there.
        """
        self.scene, self.page, self.rng = scene, scene.page, scene.rng
        host = self.rng.choice(hosts) if hosts else scene.language
        given = {field.name: getattr(scene, field.name) for field in dataclasses.fields(scene)}
        steady = _STEADY if scene.chance(0.7) else ()
        self.voice = Voice(**{**given, "language": host}, steady=steady)
        self.voice.day = scene.day
        if named:
            self.voice.known["site"] = self.voice.say("site")
        self.gap = self.rng.choice((1, 1, 1, 1, 0, 2))  # blank lines below a paragraph
        self.loose = self.rng.choice((self.gap, 0))  # the same below furniture
        self.rest = self.rng.choice((1, 2, 2, 3))  # the same below an article
        self.indent = self.rng.choice(("", "", "", "", "", "    ", "\t"))
        self.joint = self.rng.choice(("", "", " | ", " · ", " - ", "   "))
        self.subheads = scene.chance(0.3)
        self._shown: dict[str, bool] = {}

    def shows(self, what: str, odds: float = 0.6) -> bool:
        """Whether this site has ``what`` at all: drawn once, then kept."""
        if what not in self._shown:
            self._shown[what] = self.scene.chance(odds)
        return self._shown[what]

    def some(self, *kinds: str, least: int = 1) -> list[str]:
        """At least ``least`` of ``kinds``, in any order."""
        return self.rng.sample(kinds, self.rng.randint(least, len(kinds)))

    def put(self, *lines: str) -> None:
        """Writes furniture and leaves what this site leaves below it."""
        for line in lines:
            self.page.line(line)
        self.page.blank(self.loose)

    def say(self, *kinds: str) -> None:
        """Writes a phrase of each kind on a line of its own."""
        for kind in kinds:
            self.put(self.phrase(kind))

    def row(self, kinds: Sequence[str]) -> None:
        """Writes a phrase of each kind, all on one line where this site joins them."""
        if self.joint:
            self.put(self.joint.join(self.phrase(kind) for kind in kinds))
        else:
            self.say(*kinds)

    def phrase(self, kind: str) -> str:
        """A phrase of ``kind``; one that announces another article is followed by its title."""
        text = self.voice.say(kind)
        return f"{text} {self.scene.headline()}" if kind == "also" else text

    def menu(self) -> None:
        """Writes the navigation, one entry a line or all on one."""
        entries = self.voice.block("menu")
        entries = entries[: self.rng.randint(5, len(entries))]
        if self.shows("menu in a line"):
            self.put(self.rng.choice((" | ", "  ", " · ", "\t")).join(entries))
        else:
            mark = self.rng.choice(("", "", "* ", "  - "))
            self.put(*(mark + entry for entry in entries))

    def links(self, kind: str = "most") -> None:
        """Writes a heading and titles of articles elsewhere, plain, numbered or with bullets."""
        marks = self.rng.choice(("", "* ", "- ", "{}. ", "{} "))
        count = min(self.rng.randint(2, 5), len(self.scene.headlines))
        lines = self.rng.sample(self.scene.headlines, count)
        self.put(
            self.voice.say(kind),
            *(marks.format(number) + line for number, line in enumerate(lines, 1)),
        )

    def title(self, article: SourceArticle, before: str = "", after: str = "") -> None:
        """Begins ``article``, on the day of the one before or a few days earlier."""
        self.scene.day -= timedelta(days=self.rng.choice((0, 0, 1, 2)))
        self.voice.day = self.scene.day
        self.page.title(article.title, before, after)
        self.page.blank(self.gap)

    def body(self, article: SourceArticle, between: Sequence[str] = (), lead: str = "") -> None:
        """Writes the paragraphs, now and then a phrase of a kind of ``between`` amid them."""
        first, *others = article.paragraphs
        lead = "" if _DATELINE.match(first) else lead
        for number, text in enumerate((lead + first, *others)):
            if number and between and self.scene.chance(0.25):
                self.say(self.rng.choice(between))
            if number and number % 4 == 0 and self.subheads:
                self.page.body(self.scene.fresh("subhead"))
                self.page.blank(self.gap)
            self.page.body(text, before=self.indent)
            self.page.blank(self.gap)


def regional_daily(scene: Scene) -> None:
    """A provincial daily: kicker, tools and share lines over the text, tags and lists below it."""
    site = Site(scene)
    head = site.some("by", "stamp", "reading", "share")
    end = site.some("tags", "share", "comments", "signup")
    between = site.some("also", "advert", "photo")
    for number, article in enumerate(scene.articles):
        if number == 0 or site.shows("menu each time", 0.3):
            site.menu()
        if site.shows("crumbs", 0.5):
            site.say("crumbs")
        if site.shows("kicker"):
            site.put(site.phrase("kicker").upper())
        site.title(article)
        site.row(head)
        if scene.chance(0.5):
            site.say("photo")
        site.body(article, between)
        site.say(*end)
        if site.shows("lists"):
            site.links()
        if site.shows("foot"):
            site.say("foot")
        site.page.blank(site.rest)


def local_services(scene: Scene) -> None:
    """A town's portal: weather, duty pharmacies, draws and death notices between the reports."""
    site = Site(scene)
    site.voice.known["place"] = site.phrase("place")
    head = site.some("stamp", "by", "kicker")
    widgets = site.some("weather", "duty", "draw", "dead", "diary", "poll", least=3)
    if site.shows("menu"):
        site.menu()
    for number, article in enumerate(scene.articles):
        site.title(article, before=site.rng.choice(("", "", "» ")) if site.shows("mark") else "")
        site.row(head)
        site.body(article, ["advert"] if site.shows("adverts") else [])
        if scene.chance(0.5):
            site.say("comments")
        for widget in widgets[number % 2 :: 2]:
            name, *lines = site.voice.block(f"widget_{widget}")
            site.put("", name, *lines[: site.rng.randint(1, len(lines))])
        site.page.blank(site.rest)
    site.say("foot")


def trade_magazine(scene: Scene) -> None:
    """Trade press: the sector and the day over the title, promotions amid, companies below."""
    site = Site(scene)
    between = site.some("promo", "advert", "also")
    end = site.some("companies", "register", "tags", "promo", least=2)
    for article in scene.articles:
        over = f"{site.phrase('section')}{site.joint or ' / '}{site.voice.date('medium')}"
        under = f"{site.phrase('name')}, {site.phrase('role')}"
        if site.shows("over"):
            site.put(over.upper() if site.shows("loud", 0.4) else over)
        site.title(article)
        site.put(under if site.shows("over") else f"{under}{site.joint or ' - '}{over}")
        if site.shows("photo", 0.5):
            site.say("photo")
        site.body(article, between)
        site.say(*end)
        site.page.blank(site.rest)
    site.say("foot")


def _quotes(site: Site) -> list[str]:
    """Indices with a price and a change, in the way of ``site``."""
    names = site.rng.sample(site.voice.all("index"), site.rng.randint(3, 5))
    lines = []
    for name in names:
        price, change = (
            site.rng.randrange(100, 2_000_000) / 100,
            site.rng.randrange(-300, 300) / 100,
        )
        lines.append(f"{name}  {price:,.2f}  {change:+.2f}%")
    return ["   ".join(lines)] if site.shows("tape") else lines


def market_portal(scene: Scene) -> None:
    """A finance portal: quotes over and amid the text, a disclaimer below it."""
    site = Site(scene)
    head = site.some("market_tools", "by", "stamp", "reading")
    end = site.some("disclaimer", "companies", "comments", "signup", least=2)
    if not site.shows("quotes below", 0.5):
        site.put(*_quotes(site))
    for article in scene.articles:
        if site.shows("section", 0.5):
            site.say("desk")
        site.title(article)
        site.row(head)
        site.body(article, ["market_tools", "also"] if site.shows("amid", 0.5) else ["advert"])
        site.say(*end)
        if site.shows("quotes below", 0.5):
            site.put(*_quotes(site))
        if site.shows("lists", 0.4):
            site.links()
        site.page.blank(site.rest)
    site.say("foot")


def _results(site: Site) -> list[str]:
    clubs = site.rng.sample(site.voice.all("club"), 4)
    goals = [site.rng.randrange(5) for _ in clubs]
    state = site.phrase("score_state")
    return [
        f"{clubs[0]} {goals[0]} - {goals[1]} {clubs[1]}  {state}",
        f"{clubs[2]} {goals[2]} - {goals[3]} {clubs[3]}  {state}",
    ]


def _table(site: Site) -> list[str]:
    lines = [site.phrase("table_head")]
    for place, club in enumerate(site.rng.sample(site.voice.all("club"), 4), 1):
        lines.append(f"{place}  {club}  {site.rng.randrange(9, 14)}  {40 - place * 5}")
    return lines


def match_centre(scene: Scene) -> None:
    """A sports portal: results over the report, a table or the next match below it."""
    site = Site(scene)
    head, between = site.some("by", "stamp", "share"), site.some("also", "photo", "sport_tools")
    if site.shows("menu", 0.4):
        site.menu()
    for article in scene.articles:
        if site.shows("results"):
            site.put(*_results(site))
        site.title(article)
        site.row(head)
        site.body(article, between)
        if site.shows("table", 0.5):
            site.put(*_table(site))
        site.say("sport_tools", *(["comments"] if scene.chance(0.4) else []))
        if site.shows("lists", 0.4):
            site.links()
        site.page.blank(site.rest)


THIRD_PAGES: Sequence[tuple[Callable[[Scene], None], int, int]] = (
    (regional_daily, 2, 5),
    (local_services, 2, 6),
    (trade_magazine, 2, 5),
    (market_portal, 2, 5),
    (match_centre, 2, 5),
)
"""Each style with the least and the most articles of a dump."""

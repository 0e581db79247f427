"""Second styles: wires, exports of archives, press summaries, letters; see ``second_pages.py``."""

import re
import textwrap
from collections.abc import Callable, Sequence

from benchmarks.segmentation.page import SourceArticle
from benchmarks.segmentation.scene import Scene
from benchmarks.segmentation.styles.second_pages import SECOND_PAGES, address, body_of, some

_DATELINED = re.compile(r"[^a-z]{4,60}[—–-]|.{0,60}\(\w[\w ]+\)\s?[.:—–-]")


def wire_tape(scene: Scene) -> None:
    """The tape of an agency: slugs, advisories, the place in the first line, signs of the end."""
    page, rng = scene.page, scene.rng
    agency, end, more = scene.say("agency"), scene.say("wire_end"), scene.say("more")
    noted, named, signed = scene.chance(0.5), scene.chance(0.5), scene.chance(0.7)
    coded, broken = scene.chance(0.5), scene.chance(0.4)  # the head as a code; parts
    dated = rng.choice(
        ("{0}, {1} ({2}) - ", "{0} ({2}) — ", "{0}, {1} ({2}).- ", "{0}, {1} /{2}/ ")
    )
    for number, article in enumerate(scene.articles):
        name = "-".join(re.findall(r"\w{5,}", article.title)[:2]) or agency
        slug = f"BC-{name}"
        if coded:
            slug = f"{agency}{rng.randrange(100, 999)} {rng.randint(1, 5)} {name.upper()}"
        count = sum(len(text.split()) for text in article.paragraphs)
        page.line(f"{slug}, {scene.say('wire_flag')}, {count} {scene.say('words')}")
        if noted:
            page.line(scene.say("wire_note"))
        page.blank(rng.randint(0, 1))
        page.title(article.title)
        page.blank(rng.randint(0, 1))
        if named:
            page.lines(scene.say("byline"), "")
        place = dated.format(scene.say("city").upper(), scene.date("d MMM"), agency)
        for part, text in enumerate(article.paragraphs):
            page.body(text if part or _DATELINED.match(text) else place + text)
            page.blank()
            if broken and part == 4 and len(article.paragraphs) > 6:
                page.lines(more, "", f"{slug}, 2", "")
        if signed:
            page.lines(scene.say("wire_sign"), "")
        page.lines(end, f"{agency} {scene.date('short')} {scene.say('clock')} #{number + 1}")
        page.blank(rng.choice((1, 2, 3)))


def archive_export(scene: Scene) -> None:
    """Results saved from an archive of the press, in one of three layouts."""
    scene.page.newline = scene.rng.choice(("\n", "\n", "\r\n"))
    pick = scene.rng.choice(scene.all("doc_of"))
    count = len(scene.articles) + scene.rng.choice((0, 0, scene.rng.randrange(90)))
    layout = scene.rng.choice((_documents, _records, _fields))
    for number, article in enumerate(scene.articles, 1):
        layout(scene, article, pick.format(number, count))


def _documents(scene: Scene, article: SourceArticle, place: str) -> None:
    """Labelled lines over the text, subjects under it, a line that ends the document."""
    page = scene.page
    page.lines(place, "")
    page.title(article.title)
    page.blank()
    page.lines(*some(scene, "lexis_head", 4, 8), "", "", scene.say("lexis_body"), "")
    body_of(scene, article)
    page.lines(*some(scene, "lexis_tail", 3, 8), "", "", scene.say("lexis_end"), "", "")


def _records(scene: Scene, article: SourceArticle, place: str) -> None:
    """A rule and a number, what is known of the article, its full text, what is known again."""
    page = scene.page
    page.lines("_" * 60, "", place, "")
    page.title(article.title)
    page.blank()
    for line in some(scene, "proquest_head", 2, 4):
        page.lines(line, "")
    page.lines(scene.say("proquest_body"), "")
    body_of(scene, article, scene.rng.randint(0, 1))
    page.blank()
    for line in some(scene, "proquest_tail", 3, 9):
        page.lines(line, "")


def _fields(scene: Scene, article: SourceArticle, place: str) -> None:
    """Codes of two letters before each field; the lead and the text are fields as well."""
    page, rng = scene.page, scene.rng
    page.lines(place, "", f"SE {scene.say('desk')}")
    page.title(article.title, before="HD ")
    page.lines(f"BY {scene.say('byline')}", f"WC {rng.randint(180, 1400)} {scene.say('words')}")
    page.lines(f"PD {scene.date()}", f"SN {scene.say('paper')}", f"PG {rng.randint(1, 60)}")
    page.lines(f"LA {scene.language.upper()}", f"CY {scene.say('rights')}", "", "LP ", "")
    lead = rng.randint(1, 2)
    for number, text in enumerate(article.paragraphs):
        if number == lead:
            page.lines("TD ", "")
        page.body(text)
        page.blank()
    page.line(f"RE {scene.say('city')}")
    page.lines(f"AN Document SNTL{rng.randrange(10**6):06}{scene.day:%Y%m%d}eb1", "", "")


def press_clippings(scene: Scene) -> None:
    """A ministry's press summary, from a PDF: contents, a table over each clipping, short lines."""
    page, rng = scene.page, scene.rng
    width, indented = rng.choice((58, 66, 74, 88)), scene.chance(0.4)
    fields, joined = rng.sample(range(len(scene.all("clip_fields"))), 5), scene.chance(0.4)
    cover = some(scene, "clip_cover", 3, 5)
    page.lines(*cover, "")
    if scene.chance(0.7):
        page.lines(scene.say("clip_index"), "")
        for number, article in enumerate(scene.articles, 2):
            page.line(f"{article.title[: width - 8]} {'.' * 6} {number}")
    page.line("\f")
    for number, article in enumerate(scene.articles, 2):
        known = scene.block("clip_fields")
        table = [known[place] for place in sorted(fields)]
        page.lines(*(["   ".join(table)] if joined else table), "")
        page.wrapped_title(textwrap.wrap(article.title, width - 10, break_on_hyphens=False))
        page.blank()
        for text in article.paragraphs:
            first = "    " if indented else ""
            page.wrapped_body(
                textwrap.wrap(text, width, initial_indent=first, break_on_hyphens=False)
            )
            page.blank(0 if indented else 1)
        page.lines("", f"{cover[0]}  {number}", "\f")


def epaper_text(scene: Scene) -> None:
    """The text view of a digital newspaper: a line of where and when, the tools of the reader."""
    page, rng = scene.page, scene.rng
    gap, tools, under = rng.randint(0, 1), some(scene, "ep_tools", 2, 6), scene.chance(0.5)
    page.lines(*some(scene, "ep_top", 2, 6), "")
    for article in scene.articles:
        meta = scene.say("ep_meta")
        if not under:
            page.line(meta)
        page.title(article.title)
        if under:
            page.line(meta)
        page.lines(*tools)
        page.blank(gap)
        body_of(scene, article, gap, [lambda: [scene.say("caption")]], rng.choice((0, 0, 0.1)))
        page.blank()
    page.line(scene.say("rights"))


def morning_newsletter(scene: Scene) -> None:
    """A letter by mail with whole stories: a greeting, labels, a sponsor, how to be rid of it."""
    page, rng = scene.page, scene.rng
    page.newline = rng.choice(("\n", "\n", "\r\n"))
    shouted, numbered, labelled = scene.chance(0.3), scene.chance(0.3), scene.chance(0.7)
    rule, gap = rng.choice(("", "---", "=" * 40, "* * *", "~~~~~~~~")), rng.choice((1, 1, 2))
    page.lines(*some(scene, "nl_top", 2, 5), "", *some(scene, "nl_hello", 1, 3), "")
    if scene.chance(0.4):
        page.lines(*(f"• {article.title}" for article in scene.articles), "")
    for number, article in enumerate(scene.articles, 1):
        if rule:
            page.lines(rule, "")
        if labelled:
            page.lines(scene.fresh("nl_label"), "")
        title = article.title.upper() if shouted else article.title
        page.title(title, before=f"{number}. " if numbered else "")
        page.blank()
        if scene.chance(0.5):
            page.lines(scene.say("byline"), "")
        body_of(scene, article, gap)
        if scene.chance(0.7):
            page.lines(f"{scene.say('nl_link')} ( {address(scene, article.title)} )", "")
        if number == 1 and scene.chance(0.6):
            page.lines(rule, *scene.block("nl_sponsor"), "")
    page.lines(rule, *some(scene, "nl_foot", 2, 5))


def lynx_dump(scene: Scene) -> None:
    """Pages as a browser for terminals dumps them: numbered links, short lines, references."""
    page, rng = scene.page, scene.rng
    width, buttons = rng.choice((69, 75)), scene.chance(0.5)
    sections, footer = some(scene, "section", 4, 12), some(scene, "footer", 3, 9)
    for article in scene.articles:
        links: list[str] = []

        def link(text: str, links: list[str] = links) -> str:
            links.append(address(scene, text))
            return f"[{len(links)}]{text}"

        page.lines("", *("   " + link(text) for text in some(scene, "skip", 0, 2)), "")
        if buttons:
            page.lines(
                "   (BUTTON) " + scene.say("amp_top"), "   ____________________ (BUTTON)", ""
            )
        page.lines(*(f"     * {link(text)}" for text in sections), "")
        heading = textwrap.wrap(article.title, width - 4, break_on_hyphens=False)
        page.wrapped_title(["   " + line for line in heading])
        page.lines("", f"   {link(scene.say('person'))}", f"   {scene.say('stamp')}", "")
        if scene.chance(0.6):
            page.lines(
                "   " + rng.choice(("[IMAGE]", "[INLINE]", f"[{rng.randrange(9999)}.jpg]")), ""
            )
        for text in article.paragraphs:
            lines = textwrap.wrap(text, width, break_on_hyphens=False, break_long_words=False)
            page.wrapped_body(["   " + line for line in lines])
            page.blank()
        page.line(f"   {scene.say('most')}")
        page.lines(*(f"    {n}. {link(scene.headline())}" for n in range(1, rng.randint(3, 6))), "")
        page.lines(*("   " + link(text) for text in footer), "", f"   {scene.say('rights')}", "")
        page.lines("References", "", *(f"   {n}. {to}" for n, to in enumerate(links, 1)), "")


SECOND: Sequence[tuple[Callable[[Scene], None], int, int]] = (
    *SECOND_PAGES,
    (wire_tape, 2, 6),
    (archive_export, 2, 6),
    (press_clippings, 2, 5),
    (epaper_text, 2, 6),
    (morning_newsletter, 2, 5),
    (lynx_dump, 2, 3),
)
"""Each second style with the least and the most articles of a dump."""

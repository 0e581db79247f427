"""The exam: styles of sites, kept from those who mend the segmenter; see ``exam_texts.py``.

Each function prints the articles of a scene on its page. Parts of a page come and go by chance.
"""

from collections.abc import Callable, Sequence

from babel.dates import format_date

from benchmarks.segmentation.page import SourceArticle
from benchmarks.segmentation.scene import Scene
from benchmarks.segmentation.styles.exam_lines import (
    abroad,
    hour,
    later,
    links,
    quotes,
    say,
    scores,
    some,
    table,
    told,
    wrapped,
)

WIDTH = 78


def local_daily(scene: Scene) -> None:
    """A local paper, copied whole: bars of links, caption with credit, notes amid the text."""
    page, rng = scene.page, scene.rng
    between = rng.choice(("\n", " | ", "  "))
    page.lines(between.join(some(scene, "town_bar", 5, 9)), "")
    for article in scene.articles:
        later(scene)
        if scene.chance(0.5):
            page.lines(f"{scene.all('bar')[0]} > {say(scene, 'town_section')}", "")
        page.title(article.title)
        marks = [say(scene, "town_by"), say(scene, "town_stamp")]
        page.lines(*(marks if scene.chance(0.6) else reversed(marks)), "")
        if scene.chance(0.7):
            page.lines(say(scene, "town_caption"), "")
        notes = [say(scene, "town_amid") for _ in range(rng.randrange(3))]
        if scene.chance(0.5):
            notes.append(f"{say(scene, 'related').upper()}: {scene.headline()}")
        told(scene, article, amid=notes)
        if scene.chance(0.5):
            page.lines(say(scene, "town_bio"), "")
        page.lines(*some(scene, "town_tail", 1, 2), "", say(scene, "town_related"))
        numbered = scene.chance(0.5)
        for number, headline in enumerate(links(scene, rng.randrange(2, 5), ""), 1):
            page.line(headline, before=f"{number}. " if numbered else "")
        page.blank(2)
    page.lines(between.join(some(scene, "town_foot", 3, 6)))


def broadsheet(scene: Scene) -> None:
    """A national daily: kicker, names, places and hours, sub-headings, what is read most."""
    page, rng = scene.page, scene.rng
    gap = rng.choice((1, 1, 2))
    if scene.chance(0.7):
        page.lines(*some(scene, "daily_bar", 5, 10), "")
    for article in scene.articles:
        later(scene)
        page.line(say(scene, "daily_section"))
        page.blank(gap)
        page.title(article.title)
        page.blank(gap)
        opening = [[say(scene, "daily_by")], [say(scene, "daily_stamp")]]
        opening.append(some(scene, "daily_share", 2, 4))
        opening.append([say(scene, "daily_caption")])
        for lines in opening if scene.chance(0.5) else (opening[3], *opening[:3]):
            page.lines(*lines)
            page.blank(gap)
        more = page.newline.join((say(scene, "daily_related"), *links(scene, 2, "- ")))
        told(scene, article, gap=gap, amid=(say(scene, "daily_amid"), more), heads="daily_subhead")
        page.lines(*some(scene, "daily_tail", 1, 3), *some(scene, "daily_share", 1, 2))
        page.blank(gap + 1)
    page.lines(say(scene, "daily_related"), *links(scene, 5, ""), "")
    page.lines(*some(scene, "daily_foot", 2, 4))


def agency_service(scene: Scene) -> None:
    """Reports of a news agency: the place and the agency open, initials and rights close."""
    page, rng = scene.page, scene.rng
    agency, numbered = scene.say("agency"), scene.chance(0.5)
    dash = ".-" if scene.language == "es" else rng.choice((" -", " —"))
    for article in scene.articles:
        later(scene)
        section = say(scene, "wire_section")
        clock = f"{format_date(scene.day, 'short', locale=scene.language)} {hour(scene)}"
        if numbered:
            page.lines(f"{agency}{rng.randrange(1000, 9999)} | {section} | {clock}", "")
        else:
            page.lines(section, clock, "")
        page.title(article.title)
        page.blank()
        day = format_date(scene.day, "d MMM", locale=scene.language)
        before = f"{scene.say('place')}, {day} ({agency}){dash} "
        if article.paragraphs[0].partition(" — ")[0].isupper() or scene.chance(0.2):
            before = ""
        texts = (before + article.paragraphs[0], *article.paragraphs[1:])
        notes = [say(scene, "wire_amid")] if scene.chance(0.4) else []
        told(scene, SourceArticle(article.name, article.language, article.title, texts), amid=notes)
        page.line(say(scene, "wire_signoff"))
        if scene.chance(0.8):
            page.lines("", say(scene, "wire_foot"))
        page.blank(rng.choice((1, 2, 3)))


def public_radio(scene: Scene) -> None:
    """A broadcaster that is listened to: the player's words, credits, appeals to give."""
    page, rng = scene.page, scene.rng
    for article in scene.articles:
        later(scene)
        page.lines(*some(scene, "radio_bar", 3, 8), "")
        page.lines(say(scene, "radio_section"), "")
        page.title(article.title)
        page.blank()
        page.lines(say(scene, "radio_by"), say(scene, "radio_stamp"), "")
        if scene.chance(0.7):
            page.lines(*some(scene, "radio_player", 2, 5), "")
        if scene.chance(0.8):
            page.lines(say(scene, "radio_hide"), say(scene, "radio_credit"), "")
            page.lines(say(scene, "radio_caption"), say(scene, "radio_credit"), "")
        notes = [say(scene, "radio_amid") for _ in range(rng.randrange(3))]
        told(scene, article, amid=notes, heads="subhead" if scene.chance(0.3) else "")
        page.lines(f"Copyright {scene.day.year} {scene.say('site')}")
        page.lines(*some(scene, "radio_tail", 2, 4), "")
        if scene.chance(0.6):
            page.lines(scene.say("name"), say(scene, "radio_bio"), "")
        page.lines(say(scene, "radio_related"), *links(scene, rng.randrange(2, 5), ""), "")
        page.lines(*some(scene, "radio_foot", 2, 4), "", "")


def bourse_portal(scene: Scene) -> None:
    """A portal of business: quotes over and amid the text, warnings below it."""
    page, rng = scene.page, scene.rng
    page.lines(*quotes(scene, 5), "")
    for article in scene.articles:
        later(scene)
        if scene.chance(0.6):
            page.line(say(scene, "market_section"))
        page.title(article.title)
        if scene.chance(0.5):
            page.line(f"{say(scene, 'market_by')} · {say(scene, 'market_stamp')}")
        else:
            page.lines(say(scene, "market_by"), say(scene, "market_stamp"))
        page.blank()
        quoted = page.newline.join((say(scene, "market_heads"), *quotes(scene, 2)))
        told(
            scene, article, amid=rng.sample((quoted, say(scene, "market_amid")), rng.choice((1, 2)))
        )
        page.lines(*some(scene, "market_tail", 1, 2), "", say(scene, "market_related"), "")
        for headline in links(scene, 3, ""):
            page.lines(headline, f"{scene.say('agency')} • {rng.randrange(2, 23)}h", "")
        if scene.chance(0.5):
            page.lines(*quotes(scene, 3), "")
    page.lines(*some(scene, "market_foot", 3, 5))


def match_report(scene: Scene) -> None:
    """A portal of sport: scores, tables and fixtures between the reports, bets and quizzes."""
    page, rng = scene.page, scene.rng
    gap = rng.choice((0, 1, 1))
    page.lines(" ".join(some(scene, "match_bar", 4, 8)), "", *scores(scene, 3), "")
    for article in scene.articles:
        later(scene)
        page.title(article.title)
        page.lines(say(scene, "match_by"), say(scene, "match_stamp"))
        page.lines(" ".join(some(scene, "match_share", 2, 4)), "")
        notes = [say(scene, "match_amid") for _ in range(rng.randrange(1, 3))]
        told(scene, article, gap=gap, amid=notes)
        page.blank()
        page.line(say(scene, "match_table"))
        page.lines(*(scores(scene, 4) if scene.chance(0.5) else table(scene, rng.randrange(4, 8))))
        page.lines("", say(scene, "match_related"), *links(scene, rng.randrange(2, 6), ""), "", "")
    page.lines(*some(scene, "match_foot", 1, 3))


def markdown_page(scene: Scene) -> None:
    """Pages through a converter to Markdown: links and pictures written out, lines broken."""
    page, rng = scene.page, scene.rng
    width, bullet, sub = (
        rng.choice((WIDTH, 10**6)),
        rng.choice(("  * ", "* ")),
        rng.choice(("##", "###")),
    )
    for article in scene.articles:
        later(scene)
        for number, name in enumerate(some(scene, "bar", 3, 5)):
            page.line(f"{bullet}[{name}](/s/{number})")
        page.lines("", f"[ ![{scene.say('site')}](/static/logo.svg) ](/)", "")
        page.title(article.title, before="# ")
        page.lines("", f"[{say(scene, 'town_by')}](/author/{rng.randrange(999)})", "")
        page.lines(say(scene, "stamp"), "")
        if scene.chance(0.7):
            page.lines(
                f"![{say(scene, 'daily_caption')}](https://img.example/{rng.randrange(9**6)}.jpg)",
                "",
            )
        every = rng.choice((3, 4, 9))
        for number, text in enumerate(article.paragraphs):
            if number and number % every == 0:
                if scene.chance(0.6):
                    page.body(scene.fresh("subhead"), before=f"{sub} ")
                else:
                    link = f"[{scene.headline()}](/a/{rng.randrange(9**5)})"
                    page.line(f"**{say(scene, 'related')}:** {link}")
                page.blank()
            page.wrapped_body(wrapped(text, width))
            page.blank()
        page.lines(f"#### {say(scene, 'daily_related')}", "")
        for headline in links(scene, rng.randrange(2, 5), ""):
            page.line(f"{bullet}[{headline}](https://news.example/{rng.randrange(9**6)})")
        page.lines("", *rng.choice((("* * *", ""), ())), *some(scene, "foot", 1, 2), "", "")


def asian_portal(scene: Scene) -> None:
    """Portals whose furniture is Indonesian or Malay around reports of another language."""
    page, rng = scene.page, scene.rng
    tongue = rng.choice(("id", "ms"))
    page.lines(*(abroad(scene, tongue, "bar") for _ in range(rng.randrange(3, 6))), "")
    for article in scene.articles:
        later(scene)
        page.lines(abroad(scene, tongue, "section"), "")
        page.title(article.title)
        page.blank(rng.choice((0, 1)))
        page.line(abroad(scene, tongue, "by"))
        day = format_date(scene.day, rng.choice(("EEEE, d MMM y", "d MMMM y")), locale=tongue)
        page.lines(f"{day} {hour(scene)}{' WIB' if tongue == 'id' else ''}", "")
        page.lines(abroad(scene, tongue, "share"), "", abroad(scene, tongue, "caption"), "")
        notes = [abroad(scene, tongue, "amid") for _ in range(rng.randrange(3))]
        for headline in links(scene, rng.randrange(1, 3), ""):
            notes.append(
                f"{abroad(scene, tongue, 'also')}{rng.choice((' ', page.newline))}{headline}"
            )
        told(scene, article, amid=notes)
        if scene.chance(0.8):
            page.lines(abroad(scene, tongue, "signoff"), "")
        page.lines(abroad(scene, tongue, "tail"), "", abroad(scene, tongue, "related"))
        page.lines(*links(scene, rng.randrange(2, 5), ""), "", "")
    page.line(abroad(scene, tongue, "foot"))


EXAM_PAGES: Sequence[tuple[Callable[[Scene], None], int, int]] = (
    (local_daily, 2, 5),
    (broadsheet, 2, 5),
    (agency_service, 2, 7),
    (public_radio, 2, 4),
    (bourse_portal, 2, 5),
    (match_report, 2, 5),
    (markdown_page, 2, 5),
    (asian_portal, 2, 5),
)
"""Each style with the least and the most articles of a dump."""

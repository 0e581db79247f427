"""The exam: styles of letters, exports and tools; see ``exam_pages.py``."""

import re
from collections.abc import Callable, Sequence

from benchmarks.segmentation.page import SourceArticle
from benchmarks.segmentation.scene import Scene
from benchmarks.segmentation.styles.exam_lines import (
    abroad,
    hour,
    later,
    links,
    say,
    some,
    told,
    wrapped,
)

_TONGUES = {"en": "English", "es": "Spanish", "fr": "French", "de": "German", "pt": "Portuguese"}
_MARKS = ("1. ", "■ ", "📌 ", "** ", "🗞 ")
_WORD = re.compile(r"\w+")
_RULES = ("=" * 60, "-" * 40, "#" * 50, "<<<>>>", "~" * 20)


def regional_abroad(scene: Scene) -> None:
    """A regional site whose furniture is Catalan or Dutch around reports of another language."""
    page, rng = scene.page, scene.rng
    tongue, gap = rng.choice(("ca", "nl")), rng.choice((1, 1, 2))
    page.lines(*dict.fromkeys(abroad(scene, tongue, "bar") for _ in range(6)), "")
    for article in scene.articles:
        later(scene)
        if scene.chance(0.6):
            page.line(abroad(scene, tongue, "section"))
            page.blank(gap)
        page.title(article.title)
        page.blank(gap)
        marks = [abroad(scene, tongue, "by"), abroad(scene, tongue, "stamp")]
        rng.shuffle(marks)
        page.lines(*marks, *(abroad(scene, tongue, "share") for _ in range(rng.randrange(3))))
        page.blank(gap)
        if scene.chance(0.7):
            page.line(abroad(scene, tongue, "caption"))
            page.blank(gap)
        notes = [abroad(scene, tongue, "amid") for _ in range(rng.randrange(1, 3))]
        told(scene, article, gap=gap, amid=notes)
        page.lines(abroad(scene, tongue, "tail"), "", abroad(scene, tongue, "related"))
        page.lines(*links(scene, rng.randrange(2, 5), rng.choice(("", "· "))), "", "")
    page.lines(*dict.fromkeys(abroad(scene, tongue, "foot") for _ in range(3)))


def linked_dump(scene: Scene) -> None:
    """Pages as a browser of the terminal writes them: an indent, numbered links, references."""
    page, rng = scene.page, scene.rng
    shown = scene.chance(0.7)
    for article in scene.articles:
        later(scene)
        count = 0
        for name in some(scene, "bar", 3, 6):
            count += 1
            page.line(f"     * {f'[{count}]' if shown else ''}{name}")
        page.blank()
        if scene.chance(0.4):
            page.lines("   (BUTTON) Menu", "   ____________________ (Submit) Go", "")
        page.wrapped_title(wrapped(article.title, 72, rng.choice(("   ", "                "))))
        page.lines("", f"   {say(scene, 'by')}", f"   {say(scene, 'stamp')}", "")
        if scene.chance(0.6):
            image = rng.choice(("[INLINE]", f"[{rng.randrange(9**5)}.jpg]", "IFRAME: player"))
            page.lines(f"   {image}", f"   {say(scene, 'caption')}", "")
        for number, text in enumerate(article.paragraphs):
            if number and scene.chance(0.12):
                page.lines(f"   {say(scene, 'amid')}", "")
            page.wrapped_body(wrapped(text, 72, "   "))
            page.blank()
        page.lines(f"   {say(scene, 'related')}", "")
        for headline in links(scene, rng.randrange(2, 5), ""):
            count += 1
            item = f"* {f'[{count}]' if shown else ''}{headline}"
            first, *rest = wrapped(item, 70, "     ")
            page.lines(first, *(f"  {line}" for line in rest))
        page.lines("", f"   {say(scene, 'foot')}", "")
        if shown:
            page.lines("References", "", "   Visible links:")
            for number in range(1, count + 1):
                page.line(f"{number:4}. https://news.example/{rng.randrange(9**6)}")
        page.blank(2)


def factiva_export(scene: Scene) -> None:
    """An export of a press archive: lines of fields over and under the text, coded or not."""
    page, rng = scene.page, scene.rng
    coded, space = scene.chance(0.6), rng.choice(("  ", "\t", "      "))
    tongue = _TONGUES.get(scene.language, "Italian")
    for article in scene.articles:
        later(scene)
        words = sum(len(text.split()) for text in article.paragraphs)
        site, day = scene.say("site"), scene.date()
        by = say(scene, "press_by")
        code = "".join(rng.choices("ABCDEFGHKLMNPRSTUVWXYZ", k=6))
        number = f"{code}00{scene.day:%Y%m%d}e{rng.randrange(100):02}{rng.choice('abcdefg')}"
        if coded:
            if scene.chance(0.5):
                page.line(f"SE{space}{say(scene, 'section')}")
            page.title(article.title, before=f"HD{space}")
            fields = [f"BY{space}{by}", f"WC{space}{words:,} words", f"PD{space}{day}"]
            fields += [f"ET{space}{hour(scene)}"] if scene.chance(0.5) else []
            fields += [f"SN{space}{site}", f"SC{space}{code}"]
            fields += [f"PG{space}{rng.randrange(1, 60)}"] if scene.chance(0.5) else []
            fields += [f"LA{space}{tongue}", f"CY{space}(c) {scene.day.year} {site}"]
            page.lines(*fields, "", "LP")
        else:
            page.title(article.title)
            page.blank()
            paged = [str(rng.randrange(1, 60))] if scene.chance(0.5) else []
            page.lines(
                by,
                f"{words:,} words",
                day,
                site,
                code,
                *paged,
                tongue,
                f"(c) {scene.day.year} {site}. All Rights Reserved.",
                "",
            )
        for place, text in enumerate(article.paragraphs):
            if coded and place == 1:
                page.line("TD")
            page.body(text)
            page.blank()
        if coded:
            page.lines(f"NS{space}{code.lower()} : {say(scene, 'section')} | gcat : General News")
            page.lines(f"RE{space}{scene.say('place')}", f"PUB{space}{site}")
            page.lines(f"AN{space}Document {number}", "")
        else:
            page.lines(f"Document {number}", "")
        page.blank(rng.choice((0, 1)))


def morning_briefing(scene: Scene) -> None:
    """A letter of the morning: a greeting, a menu, stories in full, a sponsor, how to leave."""
    page, rng = scene.page, scene.rng
    mark = rng.choice((*_MARKS, "", ""))
    loud = not mark and scene.chance(0.6)
    if scene.chance(0.8):
        page.lines(say(scene, "brief_top"), "")
    page.lines(scene.say("site").upper(), scene.date("full"), "", say(scene, "brief_hello"), "")
    if scene.chance(0.6):
        page.line(say(scene, "brief_inside"))
        page.lines(*(f"• {article.title}" for article in scene.articles), "")
    sponsored = rng.randrange(len(scene.articles))
    for number, article in enumerate(scene.articles):
        before = f"{number + 1}. " if mark == "1. " else mark
        title = article.title.upper() if loud else article.title
        page.title(title, before=before, after=" **" if mark == "** " else "")
        page.blank()
        if scene.chance(0.5):
            page.lines(say(scene, "brief_by"), "")
        told(scene, article)
        if scene.chance(0.8):
            page.lines(say(scene, "brief_more"), "")
        if number == sponsored:
            page.lines(say(scene, "brief_sponsor"), "", say(scene, "brief_pitch"), "")
        page.lines(*rng.choice(((), ("* * *", ""), ("",))))
    page.lines(say(scene, "brief_bye"), "", *some(scene, "brief_foot", 2, 4))


def news_hub(scene: Scene) -> None:
    """An aggregator that shows the stories of others: source, age, its own frames and offers."""
    page, rng = scene.page, scene.rng
    for article in scene.articles:
        later(scene)
        above = scene.chance(0.4)
        marks = [say(scene, "hub_source"), say(scene, "hub_stamp")]
        if scene.chance(0.4):
            marks.insert(1, say(scene, "by"))
        if above:
            page.lines(*marks, "")
        page.title(article.title)
        page.blank()
        if not above:
            page.lines(rng.choice((" • ", page.newline)).join(marks), "")
        if scene.chance(0.7):
            page.lines(say(scene, "hub_caption"), "")
        told(scene, article, amid=[say(scene, "hub_amid") for _ in range(rng.randrange(3))])
        page.lines(*some(scene, "hub_tail", 2, 5), "", say(scene, "hub_related"), "")
        for headline in links(scene, rng.randrange(2, 5), ""):
            page.lines(scene.say("site"), headline, "")
        page.blank()
    page.lines(*some(scene, "hub_foot", 2, 4))


def crawl_records(scene: Scene) -> None:
    """Records of a crawl that someone has run together: fields by name, a rule between them."""
    page, rng = scene.page, scene.rng
    rule, form = rng.choice(_RULES), rng.randrange(3)
    names = rng.choice((("url", "title", "date", "text"), ("URL", "TITLE", "DATE", "BODY")))
    gap = rng.choice((0, 1))
    for number, article in enumerate(scene.articles):
        later(scene)
        address = (
            f"https://www.{scene.say('site').lower().replace(' ', '')}.example/{scene.day:%Y/%m/%d}"
        )
        address += f"/{'-'.join(_WORD.findall(article.title.lower())[:6])}/"
        day = rng.choice((f"{scene.day:%Y-%m-%d} {hour(scene)}:00", f"{scene.day:%Y-%m-%d}"))
        if form == 0:
            page.line(f"{names[0]}: {address}")
            page.title(article.title, before=f"{names[1]}: ")
            page.lines(f"{names[2]}: {day}", f"authors: ['{scene.say('name')}']", f"{names[3]}:")
        elif form == 1:
            page.line(f'<doc id="{number}" url="{address}" date="{day}">')
            page.title(article.title)
            page.blank()
        else:
            page.lines(rule, f"[{number + 1:04}] {address} ({day})", rule, "")
            page.title(article.title)
            page.blank()
        _record(scene, article, gap)
        if form == 1:
            page.line("</doc>")
        elif form == 0:
            page.lines(rule)
        page.blank(rng.choice((0, 1)) if form < 2 else 1)


def _record(scene: Scene, article: SourceArticle, gap: int) -> None:
    """The text of a record, with what an extractor leaves of the page."""
    page = scene.page
    if scene.chance(0.4):
        page.line(say(scene, scene.rng.choice(("by", "stamp", "caption"))))
        page.blank(gap)
    told(scene, article, gap=gap, amid=[say(scene, "amid")] if scene.chance(0.4) else [])
    if scene.chance(0.4):
        page.line(say(scene, "tail"))
        page.blank(gap)


EXAM_TEXTS: Sequence[tuple[Callable[[Scene], None], int, int]] = (
    (regional_abroad, 2, 5),
    (linked_dump, 2, 5),
    (factiva_export, 2, 6),
    (morning_briefing, 2, 5),
    (news_hub, 2, 5),
    (crawl_records, 2, 7),
)
"""Each style with the least and the most articles of a dump."""

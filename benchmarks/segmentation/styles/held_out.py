"""The held-out styles. They are measured; the segmenter is never developed on them.

Each function prints the articles of a scene on its page. Those for development are in ``sites.py``
and ``texts.py``.
"""

from collections.abc import Callable, Sequence

from benchmarks.segmentation.scene import Scene


def wire(scene: Scene) -> None:
    """An agency feed: a slug above each report, a dateline, initials of the desk below."""
    page = scene.page
    for number, article in enumerate(scene.articles):
        slug = article.title.split()[-1].strip(".,'\"’").upper()
        page.line(f"{slug}-{scene.say('place').upper()}/ (UPDATE {number + 1})")
        page.line(scene.date("short"))
        page.title(article.title)
        page.blank()
        place, agency = scene.say("place").upper(), scene.say("agency")
        day = scene.date("medium").split(",")[0]
        first, *rest = article.paragraphs
        page.body(f"{place}, {day} ({agency}) - {first}")
        for text in rest:
            page.body(text, before="   ")
        page.line("jfb/tok/rdp")
        page.blank()
        page.line(f"({agency})")
        page.blank(2)


def archive_codes(scene: Scene) -> None:
    """A press archive that marks its fields with two letters, as export files do."""
    page = scene.page
    for article in scene.articles:
        page.title(article.title, before="HD ")
        page.line(f"BY {scene.say('name')}")
        page.line(f"WC {sum(len(text.split()) for text in article.paragraphs)} words")
        page.line(f"PD {scene.date()}")
        page.line(f"SN {scene.say('site')}")
        page.line("LA English" if scene.language == "en" else f"LA {scene.language.upper()}")
        page.line(f"CY Copyright {scene.day.year} {scene.say('site')}")
        page.blank()
        for text in article.paragraphs:
            page.body(text)
            page.blank()
        page.line(f"AN Document HRBP{scene.rng.randrange(10**9):09d}")
        page.blank(2)


def bracket_digest(scene: Scene) -> None:
    """A digest whose items are numbered in brackets, one after the other."""
    page, total = scene.page, len(scene.articles)
    page.line(f"{scene.say('site')} - {scene.date()}")
    page.blank()
    for number, article in enumerate(scene.articles, 1):
        page.title(article.title, before=f"({number}) " if total % 2 else f"[{number}/{total}] ")
        for text in article.paragraphs:
            page.body(text)
        page.line(scene.say("more"))
        page.blank()


def live_blog_titled(scene: Scene) -> None:
    """One live blog: each update under the time of day and a heading of its own."""
    page, article = scene.page, scene.articles[0]
    page.title(article.title)
    page.blank()
    page.line(scene.say("by"))
    page.line(scene.date("full"))
    page.blank()
    updates = list(scene.all("update"))
    for number, text in enumerate(article.paragraphs):
        if number % 3 == 0:
            page.line(f"{10 + number // 3}.{scene.rng.randrange(10, 60)}")
            if updates:
                page.body(updates.pop(0))
            page.blank()
        page.body(text)
        page.blank()
    page.line(scene.say("share"))


def interview(scene: Scene) -> None:
    """One interview, its questions in bold."""
    page, article = scene.page, scene.articles[0]
    page.line(scene.say("section"))
    page.title(article.title)
    page.line(scene.say("by"))
    page.blank()
    questions = list(scene.all("question"))
    for number, text in enumerate(article.paragraphs):
        if number % 2 == 1 and questions:
            page.body(questions.pop(0), before="**", after="**")
            page.blank()
        page.body(text)
        page.blank()
    page.line(scene.say("copyright"))


def underlined(scene: Scene) -> None:
    """Markdown of the older kind: titles underlined, sub-headings too, links below."""
    page = scene.page
    for article in scene.articles:
        page.title(article.title)
        page.line("=" * len(article.title))
        page.blank()
        page.line(f"*{scene.say('by')}, {scene.date()}*")
        page.blank()
        for number, text in enumerate(article.paragraphs):
            if number == 2 and len(article.paragraphs) > 4:
                heading = scene.fresh("subhead")
                page.body(heading)
                page.line("-" * len(heading))
                page.blank()
            page.body(text)
            page.blank()
        page.line(f"[{scene.say('related')}](https://news.example/{scene.rng.randrange(999)})")
        page.blank()


def ruled_untitled(scene: Scene) -> None:
    """Reports without titles, a ruled line between them."""
    page = scene.page
    for number, article in enumerate(scene.articles):
        if number:
            page.line("-" * 40)
            page.blank()
        page.article()
        for text in article.paragraphs:
            page.body(text)
            page.blank()
        if scene.chance(0.5):
            page.line(scene.say("source"))
            page.blank()


def mobile(scene: Scene) -> None:
    """Screens of a telephone: one short line of everything, advertisements amid the text."""
    page = scene.page
    for article in scene.articles:
        page.line(scene.say("section"))
        page.title(article.title)
        page.line(f"{scene.say('name')} | {scene.date()} | {scene.say('minutes')}")
        page.line(scene.say("share"))
        page.line(scene.say("caption"))
        page.blank()
        for number, text in enumerate(article.paragraphs):
            page.body(text)
            page.blank()
            if number in (1, 4):
                page.line(scene.say("ad"))
                page.blank()
        page.line(scene.say("page"))
        page.line(scene.say("comments"))
        page.line(scene.say("copyright"))
        page.blank(2)


def tabloid(scene: Scene) -> None:
    """A kicker over a title in capitals, a photo credit, paragraphs close together."""
    page = scene.page
    for article in scene.articles:
        page.line(scene.say("section").upper())
        page.title(article.title.upper())
        page.line(scene.say("by"))
        page.line(scene.say("credit"))
        for text in article.paragraphs:
            page.body(text)
        page.line(scene.say("tags"))
        page.line(scene.say("follow"))
        page.blank()


def email_letter(scene: Scene) -> None:
    """A newsletter: short items, a link after each, the way to unsubscribe at the end."""
    page = scene.page
    page.lines(scene.all("unsubscribe")[1], "", f"{scene.say('site')}, {scene.date('full')}", "")
    for article in scene.articles:
        page.title(article.title)
        page.blank()
        for text in article.paragraphs[:3]:
            page.body(text)
            page.blank()
        page.line(f"{scene.say('more')} https://news.example/a/{scene.rng.randrange(10**6)}")
        page.blank(2)
    page.lines(scene.all("unsubscribe")[0], scene.say("copyright"))


def old_mac(scene: Scene) -> None:
    """Lines that end in a carriage return, indented by tabs, with blanks that no eye sees."""
    page = scene.page
    page.newline = "\r"
    for article in scene.articles:
        page.title(article.title, before="\u200b\t", after="\u00a0")
        page.line(f"\t{scene.say('by')}\u00a0")
        page.line("\u200b")
        for text in article.paragraphs:
            page.body(text.replace(" a ", " a\u00a0"), before="\t", after=" \u200e")
            page.line("\u00a0")
        page.line(scene.say("copyright"), before="\t")
        page.lines("\u00a0", "\u00a0")


def press_review(scene: Scene) -> None:
    """A review of other papers: name of the paper and date over the title, address below."""
    page = scene.page
    for article in scene.articles:
        page.line(f"{scene.say('site')} – {scene.date()}")
        page.title(article.title)
        page.blank()
        for text in article.paragraphs:
            page.body(text)
            page.blank()
        page.line(f"Link: https://news.example/{scene.rng.randrange(10**6)}")
        page.blank()


def buried(scene: Scene) -> None:
    """One article with sub-headings in the midst of everything a page can hold."""
    page, article = scene.page, scene.articles[0]
    page.lines(scene.say("cookie"), "", *scene.all("nav"), "", scene.say("newsletter"), "")
    page.title(article.title)
    page.lines(scene.say("by"), scene.date(), scene.say("minutes"), *scene.all("share"), "")
    page.lines(scene.say("caption"), "")
    for number, text in enumerate(article.paragraphs):
        if number and number % 3 == 0 and number < len(article.paragraphs) - 1:
            page.body(scene.fresh("subhead"))
            page.blank()
        page.body(text)
        page.blank()
        if number == 1:
            page.lines(scene.say("newsletter"), "", scene.say("ad"), "")
    page.lines(scene.say("tags"), scene.say("comments"), "", scene.say("related"))
    page.lines(*(scene.headline() for _ in range(4)), "", scene.say("follow"))
    page.lines(scene.say("cookie"), scene.say("copyright"))


HELD_OUT: Sequence[tuple[Callable[[Scene], None], int, int]] = (
    (wire, 2, 6),
    (archive_codes, 2, 6),
    (bracket_digest, 3, 6),
    (live_blog_titled, 1, 1),
    (interview, 1, 1),
    (underlined, 2, 5),
    (ruled_untitled, 2, 6),
    (mobile, 2, 6),
    (tabloid, 2, 6),
    (email_letter, 3, 6),
    (old_mac, 2, 5),
    (press_review, 2, 6),
    (buried, 1, 1),
)
"""Each held-out style with the least and the most articles of a dump."""

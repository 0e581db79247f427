"""Blind styles of web sites, written by someone who had not seen the rules of the segmenter.

Each function prints the articles of a scene on its page. Deks are body; pull quotes repeat it and
are not. Those of texts, feeds and archives are in ``blind_texts.py``.
"""

import re
from collections.abc import Callable, Sequence

from benchmarks.segmentation.scene import Scene


def reader_mode(scene: Scene) -> None:
    """One article as a reader's view copies it: host, author, minutes, a player, a note below."""
    page, article = scene.page, scene.articles[0]
    page.line("harbour.example")
    page.title(article.title)
    page.lines(scene.say("name"), scene.say("length"), "", *scene.block("listen"), "")
    for number, text in enumerate(article.paragraphs):
        page.body(text)
        page.blank()
        if number == 2:
            page.lines(scene.say("caption"), "")
    page.lines(scene.say("edit"), "", scene.say("promo"))


def amp(scene: Scene) -> None:
    """The light page of a telephone: one article, advertisements amid it, more stories below."""
    page, article = scene.page, scene.articles[0]
    page.lines(*scene.block("amp"), scene.say("site"), scene.say("section"), "")
    page.title(article.title)
    page.lines(scene.say("by"), scene.say("role"), scene.say("stamp"), "", scene.say("caption"), "")
    for number, text in enumerate(article.paragraphs):
        page.body(text)
        page.blank()
        if number % 3 == 1:
            page.lines(scene.say("ad"), "")
    page.lines(scene.say("also"))
    for _ in range(3):
        page.lines(scene.headline(), scene.say("stamp"))
    page.lines("", scene.say("amp"), scene.say("copyright"))


def local_portal(scene: Scene) -> None:
    """A regional paper: kicker, title, dek, links to other stories between the paragraphs."""
    page = scene.page
    page.lines(scene.say("site"), scene.say("tagline"), "", *scene.all("nav"), "")
    for article in scene.articles:
        page.line(scene.say("kicker"))
        page.title(article.title)
        page.body(scene.say("deck"))
        page.lines(scene.say("by"), scene.say("stamp"), "", scene.say("caption"), "")
        for number, text in enumerate(article.paragraphs):
            page.body(text)
            page.blank()
            if number == 1:
                page.lines(scene.say("also"), scene.headline(), "")
            if number == 3:
                page.lines(scene.say("ad"), "")
        page.lines(scene.say("promo"), scene.say("category"), "", scene.say("also"))
        page.lines(scene.headline(), scene.headline(), scene.headline(), "", "")
    page.lines(*scene.all("nav"), scene.say("copyright"))


def inline_links(scene: Scene) -> None:
    """A site that puts "read also" and the other title on one line, marked off by a sign."""
    page = scene.page
    for article in scene.articles:
        page.line(f"{scene.say('section_path')} > {scene.say('place')}")
        page.blank()
        page.title(article.title)
        page.blank()
        page.lines(f"{scene.say('by')} — {scene.say('stamp')}", scene.say("length"), "")
        for number, text in enumerate(article.paragraphs):
            page.body(text)
            page.blank()
            if number in (1, 3):
                sign = scene.rng.choice(("+ ", "→ ", "> ", "• "))
                page.lines(f"{sign}{scene.say('also').rstrip(':')}: {scene.headline()}", "")
        page.lines(scene.say("edit"), "", scene.say("category"), "", "")


def magazine(scene: Scene) -> None:
    """A long read: a dek, a drop cap on a line of its own or with a space, pull quotes."""
    page, article = scene.page, scene.articles[0]
    apart = scene.chance(0.5)
    page.lines(scene.say("site").upper(), "")
    page.title(article.title)
    page.blank()
    page.body(scene.say("deck"))
    page.lines("", scene.say("by"), scene.say("credit_line"), "")
    for number, text in enumerate(article.paragraphs):
        if number == 0 and text[0].isalpha():
            if apart:
                page.wrapped_body([text[0], text[1:]])
            else:
                page.body(f"{text[0]} {text[1:]}")
        else:
            page.body(text)
        page.blank()
        if number in (1, 4):
            pulled = re.split(r"(?<=[.!?])\s", text)[0].strip('“”"')
            page.lines(f"“{pulled}”", "")
    page.lines(scene.say("edit"), "", scene.say("promo"))


def live_page(scene: Scene) -> None:
    """One live blog: key moments above, each update with its time, zone, author and buttons."""
    page, article = scene.page, scene.articles[0]
    headings = scene.block("live_head")
    top, *buttons = scene.block("live_top")
    page.line(top)
    page.title(article.title)
    page.lines(scene.say("by"), scene.say("stamp"), "", *buttons)
    for number, heading in enumerate(headings):
        page.line(f"{16 - number}.{scene.rng.randrange(10, 60)}  {heading}")
    page.blank()
    for number, text in enumerate(article.paragraphs):
        if number % 2 == 0:
            hour = 18 - number // 2
            page.lines(f"{hour}:{scene.rng.randrange(10, 60)} CET", scene.say("name"))
            if headings:
                page.body(headings.pop(0))
            page.blank()
        page.body(text)
        page.blank()
        if number % 2 == 1:
            page.lines(*scene.block("live_share"), "")


def gallery(scene: Scene) -> None:
    """Articles with photographs between the paragraphs: a counter, a caption, its buttons."""
    page = scene.page
    for article in scene.articles:
        page.title(article.title)
        page.lines(scene.say("stamp"), scene.say("by"), "")
        total = max(2, len(article.paragraphs) // 2)
        for number, text in enumerate(article.paragraphs):
            if number % 2 == 0 and number // 2 < total:
                page.lines(f"{number // 2 + 1}/{total}", scene.say("caption"), scene.say("photo"))
                page.blank()
            page.body(text)
            page.blank()
        page.lines(*scene.block("photo"), "", scene.say("category"), "")


def paywalled(scene: Scene) -> None:
    """Stubs: two or three paragraphs, then the wall."""
    page = scene.page
    for article in scene.articles:
        page.line(scene.say("section"))
        page.title(article.title)
        page.body(scene.say("deck"))
        page.lines(scene.say("by"), scene.say("stamp"), scene.say("length"), "")
        for text in article.paragraphs[: scene.rng.randint(2, 3)]:
            page.body(text)
            page.blank()
        page.lines(*scene.block("paywall"), "", "")


def discussed(scene: Scene) -> None:
    """One article and a thread of comments, with answers, votes and buttons."""
    page, article = scene.page, scene.articles[0]
    page.title(article.title)
    page.lines("", f"{scene.say('by')}, {scene.date()}", "")
    for text in article.paragraphs:
        page.body(text)
        page.blank()
    page.lines(scene.say("category"), "", *scene.block("comments_head"), "")
    for number in range(scene.rng.randint(3, 6)):
        indent = "    " if number % 3 == 2 else ""
        page.line(f"{indent}{scene.say('reader')}")
        page.line(f"{indent}{scene.say('stamp')}")
        page.line(f"{indent}{scene.say('comment')}")
        page.line(f"{indent}{'  '.join(scene.block('reply')[:3])}")
        page.blank()
    page.line(scene.block("reply")[-1])


def listicle(scene: Scene) -> None:
    """One article of numbered things: an introduction, then a heading and text for each."""
    page, article = scene.page, scene.articles[0]
    page.title(article.title)
    page.lines("", scene.say("by"), scene.say("stamp"), "")
    numbers = scene.rng.choice(("{}. ", "{}) ", "#{} ", "{} – "))
    steps = scene.block("step")
    for number, text in enumerate(article.paragraphs):
        if number and number <= len(steps):
            page.body(numbers.format(number) + steps[number - 1])
            page.blank()
        page.body(text)
        page.blank()
        if number == 2:
            page.lines(scene.say("ad"), "")
    page.lines(scene.say("also"), scene.headline(), scene.headline())


BLIND_SITES: Sequence[tuple[Callable[[Scene], None], int, int]] = (
    (reader_mode, 1, 1),
    (amp, 1, 1),
    (local_portal, 2, 5),
    (inline_links, 2, 6),
    (magazine, 1, 1),
    (live_page, 1, 1),
    (gallery, 2, 5),
    (paywalled, 3, 7),
    (discussed, 1, 1),
    (listicle, 1, 1),
)
"""Each blind style of a site with the least and the most articles of a dump."""

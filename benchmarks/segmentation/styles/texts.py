"""Development styles of plain text, feeds and archives.

Each function prints the articles of a scene on its page.
"""

import re
import textwrap
from collections.abc import Callable, Sequence

from benchmarks.segmentation.scene import Scene


def plain(scene: Scene) -> None:
    """Titles and paragraphs, a wider space between articles, nothing else."""
    page = scene.page
    for article in scene.articles:
        page.title(article.title)
        page.blank()
        for text in article.paragraphs:
            page.body(text)
            page.blank()
        page.blank(2)


def even(scene: Scene) -> None:
    """Titles and paragraphs with the same space everywhere."""
    page = scene.page
    for article in scene.articles:
        page.title(article.title)
        page.blank()
        for text in article.paragraphs:
            page.body(text)
            page.blank()


def tight(scene: Scene) -> None:
    """One line a paragraph without blank lines, one between articles."""
    page = scene.page
    for article in scene.articles:
        page.title(article.title)
        for text in article.paragraphs:
            page.body(text)
        page.blank()


def archive(scene: Scene) -> None:
    """The export of a press archive, its fields named in full."""
    page, total = scene.page, len(scene.articles)
    for number, article in enumerate(scene.articles, 1):
        page.lines(f"{number} of {total} DOCUMENTS", "", scene.say("site"), "", scene.date("full"))
        page.blank()
        page.title(article.title)
        page.blank()
        words = sum(len(text.split()) for text in article.paragraphs)
        page.lines(f"BYLINE: {scene.say('name')}", "", "SECTION: NEWS; Pg. 4", "")
        page.lines(f"LENGTH: {words} words", "", f"DATELINE: {scene.say('place').upper()}", "")
        for text in article.paragraphs:
            page.body(text)
            page.blank()
        page.lines(f"LOAD-DATE: {scene.date()}", "", "LANGUAGE: ENGLISH", "")
        page.lines("PUBLICATION-TYPE: Newspaper", "", scene.say("copyright"), "", "")


def numbered(scene: Scene) -> None:
    """A digest of numbered reports."""
    page = scene.page
    for number, article in enumerate(scene.articles, 1):
        page.title(article.title, before=f"{number}. ")
        page.blank()
        for text in article.paragraphs:
            page.body(text)
            page.blank()


def sub_headed(scene: Scene) -> None:
    """One long article with sub-headings."""
    page, article = scene.page, scene.articles[0]
    page.title(article.title)
    page.lines("", scene.say("by"), "")
    for number, text in enumerate(article.paragraphs):
        if number and number % 2 == 0 and number < len(article.paragraphs) - 1:
            page.body(scene.fresh("subhead"))
            page.blank()
        page.body(text)
        page.blank()


def sub_headed_several(scene: Scene) -> None:
    """Several articles with sub-headings, each closed by its source."""
    page = scene.page
    for article in scene.articles:
        page.title(article.title)
        page.blank()
        for number, text in enumerate(article.paragraphs):
            if number == 2 and len(article.paragraphs) > 3:
                page.body(scene.fresh("subhead"))
                page.blank()
            page.body(text)
            page.blank()
        page.lines(scene.say("source"), "")


def datelined(scene: Scene) -> None:
    """Agency reports without titles, each opened by its dateline."""
    page = scene.page
    for article in scene.articles:
        page.article()
        place, agency = scene.say("place").upper(), scene.say("agency")
        first, *rest = article.paragraphs
        page.body(f"{place} ({agency}) — {first}")
        page.blank()
        for text in rest:
            page.body(text)
            page.blank()


def untitled(scene: Scene) -> None:
    """Reports without titles, a notice and a wide space after each."""
    page = scene.page
    for article in scene.articles:
        page.article()
        for text in article.paragraphs:
            page.body(text)
            page.blank()
        page.lines(scene.say("copyright"), "", "")


def lists(scene: Scene) -> None:
    """Articles that hold a list."""
    page = scene.page
    for article in scene.articles:
        page.title(article.title)
        page.lines("", scene.say("by"), "")
        for number, text in enumerate(article.paragraphs):
            page.body(text)
            page.blank()
            if number == 1:
                for _ in range(3):
                    page.body(scene.fresh("subhead"), before="• ")
                page.blank()
        page.lines(scene.say("share"), "", "")


def quotes(scene: Scene) -> None:
    """Every sentence a paragraph, so that quotes stand alone."""
    page = scene.page
    for article in scene.articles:
        page.title(article.title)
        page.lines(scene.date(), "")
        for text in article.paragraphs:
            for sentence in re.split(r"(?<=[.!?][\"”»])\s+|(?<=[.!?])\s+(?=[\"“«])", text):
                page.body(sentence)
                page.blank()
        page.lines(scene.say("follow"), "", "")


def wrapped(scene: Scene) -> None:
    """Text that was wrapped at 72 columns, a line of stars between articles."""
    page = scene.page
    for article in scene.articles:
        title = textwrap.shorten(article.title, 72, placeholder="")
        page.title(title)
        page.lines("", scene.date(), "")
        for text in article.paragraphs:
            page.wrapped_body(textwrap.wrap(text, 72, break_on_hyphens=False))
            page.blank()
        page.lines("*" * 20, "")


TEXTS: Sequence[tuple[Callable[[Scene], None], int, int]] = (
    (plain, 2, 6),
    (even, 2, 6),
    (tight, 2, 6),
    (archive, 2, 6),
    (numbered, 3, 6),
    (sub_headed, 1, 1),
    (sub_headed_several, 2, 5),
    (datelined, 2, 6),
    (untitled, 2, 6),
    (lists, 2, 5),
    (quotes, 2, 5),
    (wrapped, 2, 5),
)
"""Each style with the least and the most articles of a dump."""

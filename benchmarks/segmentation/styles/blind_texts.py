"""Blind styles of texts, feeds, mails and archives; see ``blind_sites.py``."""

import dataclasses
import textwrap
from collections.abc import Callable, Sequence

from benchmarks.segmentation.corpus import own_articles
from benchmarks.segmentation.scene import Scene


def newspaper_pdf(scene: Scene) -> None:
    """Text of a printed page: narrow columns, hyphens, headers amid articles, jump lines."""
    page = scene.page
    width = scene.rng.choice((34, 40, 46))
    page.lines(scene.say("folio"), "")
    for article in scene.articles:
        page.wrapped_title(textwrap.wrap(article.title, width))
        page.lines(scene.say("by").upper(), "")
        for number, text in enumerate(article.paragraphs):
            page.wrapped_body(_column(scene, text, width))
            if number % 3 == 2:
                page.lines("", scene.say("jump"), "", "\f" + scene.say("folio"), "")
        page.blank()


def wire_release(scene: Scene) -> None:
    """Releases of a distributor: contacts, the city in the first line, "About", legal words."""
    page = scene.page
    page.lines(scene.block("release")[0], "")
    for article in scene.articles:
        page.title(article.title)
        page.lines("", scene.say("site"), scene.date(), "")
        first, *rest = article.paragraphs
        page.body(f"{scene.say('place').upper()}, {scene.date()} /WireLine/ -- {first}")
        page.blank()
        for text in rest:
            page.body(text)
            page.blank()
        page.lines(*scene.block("about_head")[:1], *scene.block("about"), "")
        page.lines(scene.say("legal"), "", *scene.block("contact"), "")
        page.lines(scene.block("release")[-1], "")


def forum(scene: Scene) -> None:
    """A thread in which members paste reports: card of the member, a remark, the report."""
    page = scene.page
    for number, article in enumerate(scene.articles, 1):
        page.line(f"{scene.date('short')}, 09:{scene.rng.randrange(10, 60)} AM  #{number}")
        page.lines(scene.say("reader"), *scene.block("forum")[:3], "", scene.say("forum_words"), "")
        page.title(article.title)
        page.blank()
        for text in article.paragraphs:
            page.body(text)
            page.blank()
        page.lines(f"https://news.example/{scene.rng.randrange(10**6)}", "__________________")
        page.lines(scene.say("signature"), "  ".join(scene.block("forum")[3:]), "")


def messenger(scene: Scene) -> None:
    """Reports that were shared in a chat: time and sender, the title in stars, the app's words."""
    page = scene.page
    for article in scene.articles:
        clock = f"{scene.rng.randrange(7, 23)}:{scene.rng.randrange(10, 60)}"
        page.line(f"[{scene.date('short')}, {clock}] {scene.say('name')}:")
        page.title(article.title, before="*", after="*")
        page.blank()
        for text in article.paragraphs[:5]:
            page.body(text)
            page.blank()
        page.lines(f"https://news.example/{scene.rng.randrange(10**6)}", scene.say("shared"), "")


def feed_text(scene: Scene) -> None:
    """A feed turned into text: title, address, date of the machine, text, where to read more."""
    page = scene.page
    page.lines(f"{scene.say('site')} RSS", "https://news.example/feed", "")
    for article in scene.articles:
        page.title(article.title)
        page.line(f"https://news.example/?p={scene.rng.randrange(10**5)}")
        page.line(f"{scene.day:%a, %d %b %Y} 07:{scene.rng.randrange(10, 60)}:00 +0000")
        page.line(scene.say("name"))
        page.blank()
        for text in article.paragraphs:
            page.body(text)
        page.lines(scene.say("more"), scene.say("category"), "")


def emoji_digest(scene: Scene) -> None:
    """A morning letter: greeting, items opened by a small picture, a sponsor amid them."""
    page = scene.page
    page.lines(scene.say("site"), scene.date("full"), "", *scene.block("digest_open"), "")
    middle = len(scene.articles) // 2
    for number, article in enumerate(scene.articles):
        if number == middle:
            page.lines(*scene.block("sponsor"), "")
        page.title(article.title, before=f"{scene.fresh('emoji')} ")
        page.blank()
        for text in article.paragraphs[:4]:
            page.body(text)
            page.blank()
        page.lines(f"{scene.say('more')} →", "", "* * *" if number % 2 else "—", "")
    page.lines(*scene.block("digest_close"))


def gazette(scene: Scene) -> None:
    """A government's bulletin: each notice under its number, dated and signed below."""
    page = scene.page
    page.lines(*scene.block("gazette")[:2], scene.date("full"), "", scene.block("gazette")[2], "")
    for article in scene.articles:
        page.line(f"{scene.say('notice')}")
        page.title(article.title)
        page.blank()
        for number, text in enumerate(article.paragraphs, 1):
            page.body(f"{number}. {text}")
            page.blank()
        page.lines(*scene.block("signed"), "")
    page.line(scene.block("gazette")[3])


def named_speakers(scene: Scene) -> None:
    """One interview: a dek, then the paper and its guest by name, in capitals."""
    page, article = scene.page, scene.articles[0]
    paper, guest = scene.say("speaker").upper(), scene.say("name").split()[-1].upper()
    page.title(article.title)
    page.blank()
    page.body(scene.say("deck"))
    page.lines("", scene.say("by"), scene.date(), "", scene.say("caption"), "")
    questions = scene.block("question")
    for number, text in enumerate(article.paragraphs):
        if number % 2 == 1 and questions:
            page.body(f"{paper}: {questions.pop(0)}")
            page.blank()
            page.body(f"{guest}: {text}")
        else:
            page.body(text)
        page.blank()
    page.line(scene.say("interview"))


def field_export(scene: Scene) -> None:
    """The export of a library's data base: fields by name, before and after the full text."""
    page = scene.page
    title, author, day, source, section, full, subject, tongue, words, kind = scene.all("fields")
    for article in scene.articles:
        page.line("_" * 60)
        page.blank()
        page.title(article.title, before=f"{title}: ")
        page.line(f"{author}: {scene.say('name')}")
        page.line(f"{source}: {scene.say('site')} ; {scene.say('place')}")
        page.line(f"{day}: {scene.date('medium')}")
        page.line(f"{section}: {scene.say('section')}")
        page.blank()
        first, *rest = article.paragraphs
        page.body(first, before=f"{full}: ")
        for text in rest:
            page.body(text)
        page.blank()
        page.line(f"{subject}: {scene.say('topic')}")
        page.line(f"{kind}: {scene.say('genre')}")
        page.line(f"{tongue}: {scene.say('language')}")
        page.line(f"{words}: {sum(len(text.split()) for text in article.paragraphs)}")
        page.blank()


def several_tongues(scene: Scene) -> None:
    """A file of several languages, each report with the furniture of its own."""
    others = [article for article in own_articles() if article.language != scene.language]
    for article in [*scene.articles, *scene.rng.sample(others, 3)]:
        local = dataclasses.replace(scene, language=article.language)
        page = local.page
        page.title(article.title)
        page.lines(local.say("by"), local.say("stamp"), "")
        for text in article.paragraphs:
            page.body(text)
            page.blank()
        page.lines(local.say("copyright"), "")


def shouting(scene: Scene) -> None:
    """Titles in capitals under a kicker and over a dek, no space between the paragraphs."""
    page = scene.page
    for article in scene.articles:
        page.line(scene.say("kicker").upper())
        page.blank()
        page.title(article.title.upper())
        page.blank()
        page.body(scene.say("deck"))
        page.blank()
        page.line(f"{scene.say('by').upper()} - {scene.date()}")
        for text in article.paragraphs:
            page.body(text)
        page.lines(scene.say("edit"), "", "")


def forwarded(scene: Scene) -> None:
    """Reports forwarded by mail, every line of them quoted."""
    page = scene.page
    for article in scene.articles:
        sender, receiver, day, rule = scene.block("forwarded")
        page.lines(rule, sender, day, receiver, "")
        page.title(article.title, before="> ")
        page.line(">")
        for text in article.paragraphs:
            page.body(text, before="> ")
            page.line(">")
        page.lines(f"> {scene.say('copyright')}", "", "")


def _column(scene: Scene, text: str, width: int) -> list[str]:
    """``text`` in lines of at most ``width``, some of whose last words are hyphenated."""
    lines: list[str] = []
    for line in textwrap.wrap(text, width, break_long_words=False, break_on_hyphens=False):
        carried = lines[-1] if lines else ""
        word, _, rest = line.partition(" ")
        room = width - len(carried) - 2
        if carried and word.isalpha() and 2 <= room <= len(word) - 3 and scene.chance(0.7):
            lines[-1] = f"{carried} {word[:room]}-"
            line = f"{word[room:]} {rest}".rstrip()
        lines.append(line)
    return lines


BLIND_TEXTS: Sequence[tuple[Callable[[Scene], None], int, int]] = (
    (newspaper_pdf, 2, 5),
    (wire_release, 2, 4),
    (forum, 2, 5),
    (messenger, 2, 6),
    (feed_text, 3, 7),
    (emoji_digest, 4, 7),
    (gazette, 3, 6),
    (named_speakers, 1, 1),
    (field_export, 2, 6),
    (several_tongues, 1, 3),
    (shouting, 2, 5),
    (forwarded, 2, 4),
)
"""Each blind style of a text with the least and the most articles of a dump."""

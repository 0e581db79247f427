"""The fresh styles: written when the segmenter had been mended on all others, and measured once.

Each function prints the articles of a scene on its page.
"""

from collections.abc import Callable, Sequence

from benchmarks.segmentation.scene import Scene


def broadcaster(scene: Scene) -> None:
    """The site of a broadcaster: labelled captions, the date under the title, sub-headings."""
    page = scene.page
    for article in scene.articles:
        page.title(article.title)
        page.lines("", scene.date(), "", scene.say("caption"), "", scene.say("by"), "")
        for number, text in enumerate(article.paragraphs):
            if number and number % 4 == 0:
                page.body(scene.fresh("subhead"))
                page.blank()
            page.body(text)
            page.blank()
        page.lines(scene.say("related"), *(scene.headline() for _ in range(2)), "")
        page.lines(scene.say("copyright"), "", "")


def sourced(scene: Scene) -> None:
    """Citizens' news: the date over the text, the sources with links below it."""
    page = scene.page
    for article in scene.articles:
        page.title(article.title, before="= ", after=" =")
        page.lines("", scene.date("full"), "")
        for text in article.paragraphs:
            page.body(text)
            page.blank()
        page.line(scene.say("sources"))
        for _ in range(2):
            page.line(f'* "{scene.headline()}". {scene.say("site")}, {scene.date()}')
        page.blank(2)


def release(scene: Scene) -> None:
    """Press releases, ended by three hashes and a contact."""
    page = scene.page
    for article in scene.articles:
        page.lines(scene.say("release"), "")
        page.title(article.title)
        page.blank()
        first, *rest = article.paragraphs
        page.body(f"{scene.say('place').upper()}, {scene.date()} – {first}")
        page.blank()
        for text in rest:
            page.body(text)
            page.blank()
        page.lines("###", "", scene.say("contact"), "", "")


def unspaced(scene: Scene) -> None:
    """No blank line anywhere, not even between articles."""
    page = scene.page
    for article in scene.articles:
        page.title(article.title)
        page.lines(scene.say("by"), scene.date())
        for text in article.paragraphs:
            page.body(text)
        page.lines(scene.say("share"), scene.say("newsletter"))


def double_spaced(scene: Scene) -> None:
    """Two blank lines everywhere, four between articles."""
    page = scene.page
    for article in scene.articles:
        page.title(article.title)
        page.blank(2)
        for text in article.paragraphs:
            page.body(text)
            page.blank(2)
        page.blank(2)


def dialogue(scene: Scene) -> None:
    """One conversation, who speaks marked by a letter."""
    page, article = scene.page, scene.articles[0]
    page.title(article.title)
    page.lines("", scene.say("by"), "")
    asked = list(scene.all("question"))
    for number, text in enumerate(article.paragraphs):
        if number % 2 == 1 and asked:
            page.body(f"Q: {asked.pop(0)}")
            page.body(f"A: {text}")
        else:
            page.body(text)
        page.blank()
    page.lines(scene.say("newsletter"), scene.say("copyright"))


def starred(scene: Scene) -> None:
    """Reports without titles, three stars between them."""
    page = scene.page
    for number, article in enumerate(scene.articles):
        if number:
            page.lines("* * *", "")
        page.article()
        for text in article.paragraphs:
            page.body(text)
            page.blank()


def printed(scene: Scene) -> None:
    """Pages sent to a printer: the address over and under each article."""
    page = scene.page
    for article in scene.articles:
        page.lines(scene.say("printed"), scene.date("short"), "")
        page.title(article.title)
        page.lines(scene.say("by"), "")
        for text in article.paragraphs:
            page.body(text)
            page.blank()
        page.lines(f"https://news.example/{scene.rng.randrange(10**6)}", "1/1", "\f")


FRESH: Sequence[tuple[Callable[[Scene], None], int, int]] = (
    (broadcaster, 2, 5),
    (sourced, 2, 5),
    (release, 2, 5),
    (unspaced, 2, 5),
    (double_spaced, 2, 6),
    (dialogue, 1, 1),
    (starred, 2, 5),
    (printed, 2, 5),
)
"""Each fresh style with the least and the most articles of a dump."""

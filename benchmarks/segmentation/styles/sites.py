"""Development styles of sites. Each function prints the articles of a scene on its page."""

from collections.abc import Callable, Sequence

from benchmarks.segmentation.scene import Scene

_CODEPAGE = "".join(
    bytes([code]).decode("cp1252", "replace").replace("\ufffd", chr(code)) for code in range(256)
)


def portal(scene: Scene) -> None:
    """A news portal: menu, share bar, photo, links amid the text, tags, comments, related list."""
    page = scene.page
    for article in scene.articles:
        page.lines(" | ".join(scene.all("nav")), "", scene.say("section"), "")
        page.title(article.title)
        page.lines("", scene.say("by"), scene.say("updated"), "", scene.say("share"), "")
        page.lines(scene.say("caption"), "")
        for number, text in enumerate(article.paragraphs):
            page.body(text)
            page.blank()
            if number == 2:
                page.lines(f"{scene.all('related')[1]}: {scene.headline()}", "")
        page.lines(scene.say("tags"), "", scene.say("comments"), "", scene.say("newsletter"), "")
        page.line(scene.say("related"))
        page.lines(*(scene.headline() for _ in range(3)), "", scene.say("copyright"), "")


def twice(scene: Scene) -> None:
    """Title and caption printed twice around a button, as readers' views are scraped."""
    page = scene.page
    for article in scene.articles:
        caption = scene.say("caption")
        page.lines(article.title, "", caption, caption, "TT", "")
        page.title(article.title)
        page.lines("", caption, caption, "")
        for text in article.paragraphs:
            page.body(text)
            page.blank()
        page.blank(2)


def capitals(scene: Scene) -> None:
    """Titles in capitals, a byline under each, a copyright line at the end."""
    page = scene.page
    for article in scene.articles:
        page.title(article.title.upper())
        page.lines(scene.say("by"), scene.date(), "")
        for text in article.paragraphs:
            page.body(text)
            page.blank()
        page.lines(scene.say("copyright"), "")


def markdown(scene: Scene) -> None:
    """Markdown with sub-headings, pictures and links."""
    page = scene.page
    for article in scene.articles:
        page.title(article.title, before="# ")
        page.lines("", f"*{scene.date()}*", "")
        page.lines(f"![{scene.say('caption')}](https://img.example/{scene.rng.randrange(99)}.jpg)")
        page.blank()
        for number, text in enumerate(article.paragraphs):
            if number and number % 3 == 0:
                page.body(scene.fresh("subhead"), before="## ")
                page.blank()
            page.body(text)
            page.blank()
        page.lines(f"[{scene.say('more')}](https://news.example/more)", "", "---", "")


def live_blog(scene: Scene) -> None:
    """One live blog, the time of day over each update."""
    page, article = scene.page, scene.articles[0]
    page.title(article.title)
    page.lines("", scene.say("by"), scene.say("updated"), "")
    hour = 18
    for text in article.paragraphs:
        page.lines(f"{hour}:{scene.rng.randrange(60):02d}" + (" GMT" if scene.chance(0.3) else ""))
        page.body(text)
        page.blank()
        hour = max(0, hour - 1)
    page.lines(scene.say("related"), scene.headline(), scene.headline())


def questions(scene: Scene) -> None:
    """One explainer in questions and answers."""
    page, article = scene.page, scene.articles[0]
    page.title(article.title)
    page.lines("", scene.say("updated"), "")
    asked = list(scene.all("question"))
    for number, text in enumerate(article.paragraphs):
        if number % 2 == 1 and asked:
            page.body(asked.pop(0))
            page.blank()
        page.body(text)
        page.blank()


def messy(scene: Scene) -> None:
    """A page whose blanks are of every kind, lines ended as on Windows."""
    page = scene.page
    page.newline = "\r\n"
    for article in scene.articles:
        page.title(article.title, before="\ufeff  ", after="\t")
        page.lines("\t", scene.say("by") + "\u00a0", "\u00a0", scene.say("share"), "")
        for text in article.paragraphs:
            page.body(text.replace(", ", ",\u00a0"), before="\u00a0\u200b ", after="  ")
            page.lines("\t \t")
        page.lines(scene.say("source"), "\u200b", "")


def mojibake(scene: Scene) -> None:
    """UTF-8 read as Windows-1252."""
    page = scene.page
    page.mangle = _misread
    for article in scene.articles:
        page.title(article.title)
        page.lines("", scene.say("by"), scene.say("share"), "")
        for text in article.paragraphs:
            page.body(text)
            page.blank()
        page.lines(scene.say("copyright"), "")


def single(scene: Scene) -> None:
    """One article on a page that is full of furniture."""
    page, article = scene.page, scene.articles[0]
    page.lines(*scene.all("nav"), "", scene.say("cookie"), "")
    page.title(article.title)
    page.lines(scene.say("by"), scene.say("updated"), *scene.all("share"), scene.say("credit"), "")
    for number, text in enumerate(article.paragraphs):
        page.body(text)
        page.blank()
        if number % 3 == 1:
            page.lines(scene.say("ad"), "")
    page.lines(*scene.all("follow"), "", scene.all("related")[0])
    page.lines(*(scene.headline() for _ in range(5)), "", scene.say("newsletter"))
    page.lines(scene.say("cookie"), scene.say("copyright"))


def contents(scene: Scene) -> None:
    """A digest that lists its titles first."""
    page = scene.page
    page.lines(f"{scene.say('site')}, {scene.date()}", "")
    for article in scene.articles:
        page.line(f"- {article.title}")
    page.blank(2)
    for article in scene.articles:
        page.title(article.title)
        page.blank()
        for text in article.paragraphs:
            page.body(text)
            page.blank()
        page.lines(scene.say("more"), "", "")


def commented(scene: Scene) -> None:
    """Articles with what readers wrote under them."""
    page = scene.page
    for article in scene.articles:
        page.title(article.title)
        page.lines(scene.say("by"), scene.say("updated"), "")
        for text in article.paragraphs:
            page.body(text)
            page.blank()
        remarks = scene.all("comment")
        page.lines(f"{len(remarks)} {scene.all('comments')[0].split(maxsplit=1)[1]}", "")
        for remark in remarks:
            page.lines(scene.say("name"), scene.say("ago"), remark, "")
        page.blank(2)


def _misread(text: str) -> str:
    return "".join(_CODEPAGE[byte] for byte in text.encode())


SITES: Sequence[tuple[Callable[[Scene], None], int, int]] = (
    (portal, 2, 5),
    (twice, 2, 5),
    (capitals, 2, 5),
    (markdown, 2, 5),
    (live_blog, 1, 1),
    (questions, 1, 1),
    (messy, 2, 5),
    (mojibake, 2, 5),
    (single, 1, 1),
    (contents, 2, 5),
    (commented, 2, 4),
)
"""Each style with the least and the most articles of a dump."""

"""The fourth part: what researchers, chats, press offices and lists make of articles.

``fourth_pages.py`` has what tools leave of web pages.
"""

from collections.abc import Callable, Iterator, Sequence
from datetime import UTC, datetime, timedelta

from benchmarks.segmentation.page import Page, SourceArticle
from benchmarks.segmentation.scene import Scene
from benchmarks.segmentation.styles.fourth_site import Outlet, linked, slug, wrapped

_HEADS = (
    "==> {} <==",
    "##### {} #####",
    "--- {} ({size} bytes) ---",
    "[{n}/{total}] {}",
    f"{'=' * 60}\nFILE: {{}}\n{'=' * 60}",
    "// {n:04}: {}",
    "<<< {} >>>",
)


def file_heads(scene: Scene) -> None:
    """Files run together, the name of each above it; some collections have no titles."""
    page, rng, outlet = scene.page, scene.rng, Outlet(scene)
    form = rng.choice(_HEADS)
    titled, dated, apart = scene.chance(0.8), scene.chance(0.5), rng.choice((0, 1, 1))
    width, folder = rng.choice((0, 0, 0, 80)), rng.choice(("", "corpus/", "./out/txt/"))
    if scene.chance(0.5):
        page.lines(f"# {outlet.say('gathered')}", f"# n = {len(scene.articles)}", "")
    for number, article in enumerate(scene.articles, 1):
        outlet.turn()
        size = sum(len(text.encode()) for text in article.paragraphs) + 120
        ending = slug(article.title)[:24] if scene.chance(0.5) else str(rng.randrange(10**6))
        name = f"{folder}{scene.language}_{scene.day:%Y%m%d}_{ending}.txt"
        head = form.format(name, size=size, n=number, total=len(scene.articles))
        page.lines(*head.split("\n"), *[""] * apart)
        if titled:
            page.title(article.title)
            page.lines(
                *([f"{outlet.site}, {scene.date('medium')}"] if dated else []), *[""] * apart
            )
        else:
            page.article()
        for text in article.paragraphs:
            page.body(wrapped(text, width))
            page.blank(apart or bool(width))
        page.blank(0 if apart else 1)


def tagged_records(scene: Scene) -> None:
    """Records of a collection: tags in angles, keys with colons, or the front matter of a blog."""
    outlet, draw = Outlet(scene), scene.rng.choice((_in_tags, _in_keys, _in_keys, _in_front))
    shape, gap = scene.rng.randrange(4), scene.rng.choice((0, 1, 1))
    for number, article in enumerate(scene.articles, scene.rng.randrange(1, 4000)):
        outlet.turn()
        draw(scene, outlet, article, number, shape, gap)


def _in_tags(
    scene: Scene, outlet: Outlet, article: SourceArticle, number: int, shape: int, gap: int
) -> None:
    page, name = scene.page, "".join(word[0] for word in outlet.site.split()).upper()
    page.lines("<DOC>", f"<DOCNO> {name}{scene.day:%y%m%d}-{number:04} </DOCNO>")
    page.line(f"<DATE> {scene.date('medium')} </DATE>")
    if shape % 2:
        page.line("<HEADLINE>")
        page.title(article.title)
        page.line("</HEADLINE>")
    else:
        page.title(article.title, before="<TITLE>", after="</TITLE>")
    page.lines(*([f"<BYLINE> {outlet.say('by')} </BYLINE>"] if shape > 1 else []), "<TEXT>")
    for text in article.paragraphs:
        page.lines(*(["<P>"] if shape else []))
        page.body(wrapped(text, 80 if shape == 3 else 0))
        page.lines(*(["</P>"] if shape else [""] * gap))
    page.lines("</TEXT>", "</DOC>", *[""] * gap)


_KEYS = ("ID", "SOURCE", "DATE", "SECTION", "AUTHOR", "TITLE", "TEXT")


def _in_keys(
    scene: Scene, outlet: Outlet, article: SourceArticle, number: int, shape: int, gap: int
) -> None:
    page = scene.page
    keys = list(scene.all("record") if shape else _KEYS)
    said = [str(number), outlet.site, scene.date("short"), outlet.say("section"), scene.say("name")]
    keys = keys if shape % 2 else [key.capitalize() if key != "ID" else key for key in keys]
    known = list(zip(keys[:5], said, strict=True))
    before, after = known[: 2 + shape], known[2 + shape :] if gap else []
    page.lines(*(f"{key}: {value}" for key, value in before))
    page.title(article.title, before=f"{keys[5]}: ")
    page.lines(*(f"{key}: {value}" for key, value in after))
    first, *rest = article.paragraphs
    if shape < 2:
        page.body(first, before=f"{keys[6]}: ")
    else:
        page.line(f"{keys[6]}:")
        page.body(first)
    page.blank(gap)
    for text in rest:
        page.body(text)
        page.blank(gap)
    page.lines(*(["", "-" * 30][shape % 2 :]), *[""] * (1 - gap))


def _in_front(
    scene: Scene, outlet: Outlet, article: SourceArticle, number: int, shape: int, gap: int
) -> None:
    page, quote = scene.page, "'" if '"' in article.title else '"'
    page.line("---")
    if shape % 2:
        page.lines("layout: post", f"slug: {number}-{slug(article.title)}")
    page.title(article.title, before=f"title: {quote}", after=quote)
    page.lines(f"date: {scene.day:%Y-%m-%d} {outlet.time()}", f"author: {scene.say('name')}")
    if shape > 1:
        page.lines(f"categories: [{outlet.say('section').lower()}]", "tags:")
        page.lines(*(f"  - {word}" for word in outlet.some("subject", 1, 3)))
    page.lines("---", "")
    for place, text in enumerate(article.paragraphs):
        if shape == 3 and place and place % 4 == 0:
            page.body(scene.fresh("subhead"), before="## ")
            page.blank()
        page.body(linked(scene, text, lambda words: f"**{words}**") if scene.chance(0.1) else text)
        page.blank()
    page.blank(gap)


def _moments(scene: Scene) -> Iterator[datetime]:
    day, minute = scene.day, scene.rng.randrange(60)
    moment = datetime(day.year, day.month, day.day, 7, minute, tzinfo=UTC)
    while True:
        moment += timedelta(minutes=scene.rng.choice((1, 4, 19, 47, 230, 1290)))
        yield moment


def channel_copy(scene: Scene) -> None:
    """Posts copied out of a channel or a group: head of each message, signs, links, remarks."""
    page, rng, outlet = scene.page, scene.rng, Outlet(scene)
    group, signs = scene.chance(0.45), rng.choice(("", "📌 ", "⚡️ ", "🔴 ", "❗️"))
    shape = rng.choice(("[{:%d/%m/%y, %H:%M:%S}] {}: ", "{:%d/%m/%Y %H:%M} - {}: "))
    shape, gap = shape if group else "{1}, [{0:%d.%m.%Y %H:%M}]", rng.choice((0, 1, 1))
    star = "*" if group else rng.choice(("*", "**", ""))
    joins, moments = outlet.some("join", 1, 2), _moments(scene)

    def head(who: str) -> str:
        return shape.format(next(moments), who)

    if group:
        page.line(head(outlet.say("encrypted")).removesuffix(": "))
    for article in scene.articles:
        who = scene.say("name") if group else outlet.site
        if group:
            page.title(article.title, before=head(who) + signs + star, after=star)
        else:
            page.line(head(who))
            page.title(article.title, before=signs + star, after=star)
        page.blank()
        for text in article.paragraphs:
            page.body(text)
            page.blank(gap)
        page.lines(*([outlet.address(article.title)] if scene.chance(0.7) else []))
        page.lines(*(joins if scene.chance(0.8) else []), *_hashes(outlet, scene.chance(0.4)))
        page.lines(*([] if group else [""]))
        for _ in range(rng.choice((0, 0, 1, 2))):
            if group:
                page.line(
                    head(scene.say("name")) + outlet.say(rng.choice(("media", "chat", "chat")))
                )
            else:
                page.lines(head(outlet.site), outlet.say("service"), "")


def _hashes(outlet: Outlet, wanted: bool) -> list[str]:
    words = outlet.some("subject", 1, 3) if wanted else []
    return [" ".join("#" + word.title().replace(" ", "") for word in words)] if words else []


def clipping_report(scene: Scene) -> None:
    """The clippings of a press office: contents, then each with a card of facts over it."""
    page, rng, outlet = scene.page, scene.rng, Outlet(scene)
    total, fields = len(scene.articles), rng.sample(range(2, 9), rng.randint(2, 6))
    dotted, counter = scene.chance(0.7), rng.choice(("{}/{}", "{}.", "#{}", "[{}]"))
    bar, under = rng.choice((": ", ": ", "\t", " | ")), rng.choice(("", "-", "=", "_"))
    page.lines(outlet.say("report"), scene.date("full"), outlet.say("client"), "")
    page.lines(outlet.say("contents"), "")
    for number, article in enumerate(scene.articles, 1):
        dots = "." * max(3, 70 - len(article.title)) if dotted else "\t"
        page.line(f"{number}. {article.title} {dots} {number + 2}")
    page.lines("", *([under * 60, ""] if under else []))
    labels, back = scene.all("field"), outlet.say("back")
    for number, article in enumerate(scene.articles, 1):
        outlet = Outlet(scene)  # each from another paper
        outlet.turn()
        said = [
            outlet.site,
            scene.date("medium"),
            outlet.say("medium"),
            f"{rng.randrange(9, 900)}.000",
        ]
        said += [f"{rng.randrange(200, 9000)} €", outlet.say("tone"), str(rng.randrange(1, 60))]
        said += [scene.say("name"), outlet.address(article.title)]
        page.line(counter.format(number, total))
        page.lines(*(f"{labels[at]}{bar}{said[at]}" for at in (0, 1, *sorted(fields))), "")
        page.title(article.title)
        page.blank()
        if 7 not in fields and scene.chance(0.5):
            page.lines(outlet.say("by"), "")
        for text in article.paragraphs:
            page.body(text)
            page.blank()
        if scene.chance(0.5):
            page.lines(f"{outlet.say('tags')} {', '.join(outlet.some('subject', 1, 4))}", "")
        page.lines(*([back, ""] if scene.chance(0.8) else []), *([under * 60, ""] * bool(under)))
    page.lines(*scene.all("method")[: rng.randint(1, 3)])


def list_digest(scene: Scene) -> None:
    """A digest of a mailing list to which members send articles: subjects, heads, signatures."""
    page, rng, outlet = scene.page, scene.rng, Outlet(scene)
    circle, width = rng.choice(scene.all("circle")), rng.choice((68, 72, 76))
    prefix = rng.choice(("", f"[{circle}] ", f"[{circle}] ", "Fwd: "))
    host, rule = f"{slug(circle)}@lists.example", "-" * 30
    posts = [(article, scene.say("name")) for article in scene.articles]
    places = [f"\t{host}", f"\thttps://lists.example/{slug(circle)}", ""]
    for text, place in list(zip(scene.all("digest"), places, strict=True))[: rng.randint(1, 3)]:
        page.lines(wrapped(text.format(circle=circle), width), place, "")
    page.lines(outlet.say("topics"), "")
    for number, (article, who) in enumerate(posts, 1):
        page.line(f"{number:4}. {wrapped(f'{prefix}{article.title} ({who})', 66, '      ')}")
    page.lines("", "", "-" * 70, "")
    for number, (article, who) in enumerate(posts, 1):
        outlet.turn()
        page.lines(
            f"{outlet.say('message')} {number}",
            f"Date: {scene.day:%a, %d %b %Y} {outlet.time()}:31 +0000",
        )
        page.lines(f"From: {who} <{slug(who)}@mail.example>", f"To: {host}")
        page.title(article.title, before=f"Subject: {prefix}")
        if scene.chance(0.8):
            identity = f"<{rng.getrandbits(60):X}@mail.example>"
            page.lines(f"Message-ID: {identity}", "Content-Type: text/plain; charset=utf-8")
        page.blank()
        if scene.chance(0.5):
            page.lines(outlet.say("forwarded"), "")
        if scene.chance(0.6):
            page.lines(outlet.address(article.title), "")
        for text in article.paragraphs:
            page.body(wrapped(text, width))
            page.blank()
        _sign(page, outlet, who)
        page.lines("", rule, "")
    end = rng.choice(scene.all("ending")).format(
        circle=circle, volume=rng.randrange(2, 90), number=rng.randrange(1, 40)
    )
    page.lines(end, "*" * len(end))


def _sign(page: Page, outlet: Outlet, who: str) -> None:
    shape = outlet.scene.rng.randrange(4)
    if shape:
        page.lines("-- ", who, *([outlet.say("role")] if shape > 1 else []))
    if shape == 3:
        page.line(f"https://{slug(who)}.example")


FOURTH_TEXTS: Sequence[tuple[Callable[[Scene], None], int, int]] = (
    (file_heads, 3, 7),
    (tagged_records, 3, 7),
    (channel_copy, 2, 6),
    (clipping_report, 3, 6),
    (list_digest, 2, 5),
)
"""Each style with the least and the most articles of a dump."""

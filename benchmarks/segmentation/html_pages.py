"""Single HTML pages: reader and segmenter against trafilatura alone, title and words of the body.

The text that each takes from a page differs, so words are compared as bags, not by their place.
"""

import dataclasses
import re
import tempfile
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path

from benchmarks.segmentation.dumps import scenes_of
from benchmarks.segmentation.measure import f1
from benchmarks.segmentation.page import SourceArticle
from benchmarks.segmentation.scene import Scene
from benchmarks.segmentation.styles.templates import TEMPLATES, Block
from pipeline.elements import Article, Document, RawFile
from pipeline.read import read_file
from pipeline.segment import segment_document

_WORD = re.compile(r"\w+")
_HEADING_EVERY = 4  # paragraphs to a sub-heading, on every other page


@dataclasses.dataclass(frozen=True, slots=True)
class HtmlPage:
    """A page as a site sends it, and what there is to find on it."""

    template: str
    language: str
    html: str
    title: str
    body: str


@dataclasses.dataclass(frozen=True, slots=True)
class Extract:
    """What a system takes from a page; several where it sees several articles there."""

    title: str | None
    body: str


System = Callable[[str], list[Extract]]


@dataclasses.dataclass(slots=True)
class PageTally:
    """Counts over pages, and the figures that come of them."""

    pages: int = 0
    single: int = 0
    titles: int = 0
    words: int = 0
    found_words: int = 0
    right_words: int = 0

    def count(self, page: HtmlPage, found: Sequence[Extract]) -> None:
        """Adds a page. The title is that of the extract that holds most of the body."""
        there = Counter(_WORD.findall(page.body))
        bags = [Counter(_WORD.findall(each.body)) for each in found]
        right = [(there & bag).total() for bag in bags]
        best = max(range(len(found)), key=right.__getitem__, default=None)
        self.pages += 1
        self.single += len(found) == 1
        self.titles += best is not None and _plain(found[best].title) == _plain(page.title)
        self.words += there.total()
        self.found_words += sum(bag.total() for bag in bags)
        self.right_words += max(right, default=0)

    @property
    def figures(self) -> dict[str, float]:
        """Each figure by its name, 1 the best."""
        return {
            "exact_titles": self.titles / max(1, self.pages),
            "body_f1": f1(self.right_words, self.found_words, self.words),
            "one_article": self.single / max(1, self.pages),
        }


def pages_of(articles: Sequence[SourceArticle], *, each: int, seed: int = 1) -> Iterator[HtmlPage]:
    """``each`` pages of every template and language, fewer where articles are few."""
    templates = {template.__name__: template for template in TEMPLATES}
    plan = [(name, 1, 1) for name in templates]
    for name, scene in scenes_of("held_out", articles, plan, each=each, seed=seed):
        blocks = _blocks(scene)
        html = templates[name](scene, blocks)
        body = "\n".join(block.text for block in blocks)
        yield HtmlPage(name, scene.language, html, scene.articles[0].title, body)


def _blocks(scene: Scene) -> list[Block]:
    blocks: list[Block] = []
    divided = scene.chance(0.5)
    for number, text in enumerate(scene.articles[0].paragraphs):
        if divided and number and number % _HEADING_EVERY == 0:
            blocks.append(Block(scene.fresh("subhead"), is_heading=True))
        blocks.append(Block(text))
    return blocks


def pipeline(html: str) -> list[Extract]:
    """The read stage and the segment stage."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "page.html"
        path.write_text(html, "utf-8")
        documents = list(read_file(RawFile(str(path), path.stat().st_size, "")))
    results = (segment_document(each) for each in documents if isinstance(each, Document))
    return [
        Extract(article.title, "\n".join(article.paragraphs))
        for found in results
        for article in found
        if isinstance(article, Article)
    ]


def trafilatura_alone(html: str) -> list[Extract]:
    """The title and the text that trafilatura finds as it comes, but for the comments."""
    import trafilatura

    found = trafilatura.bare_extraction(html, include_comments=False, with_metadata=True)
    if not isinstance(found, trafilatura.settings.Document):
        return []
    return [Extract(found.title, found.text or "")]


SYSTEMS: dict[str, System] = {"pipeline": pipeline, "trafilatura": trafilatura_alone}


def page_tallies(pages: Iterable[HtmlPage], system: System) -> dict[str, PageTally]:
    """What ``system`` makes of ``pages``: of all, and by template."""
    tallies: dict[str, PageTally] = defaultdict(PageTally)
    for page in pages:
        found = system(page.html)
        for group in ("all", page.template):
            tallies[group].count(page, found)
    return tallies


def report_pages(articles: Sequence[SourceArticle], *, each: int, seed: int) -> None:
    """Prints a table: each template and system with its figures."""
    pages = list(pages_of(articles, each=each, seed=seed))
    found = {name: page_tallies(pages, system) for name, system in SYSTEMS.items()}
    names = list(PageTally().figures)
    print(f"{'':14}{'':12}{'pages':>7}" + "".join(f"{name:>15}" for name in names))
    for group in ("all", *(template.__name__ for template in TEMPLATES)):
        for name, tallies in found.items():
            tally = tallies[group]
            figures = "".join(f"{tally.figures[figure]:15.4f}" for figure in names)
            print(f"{group:14}{name:12}{tally.pages:7}{figures}")


def _plain(title: str | None) -> str:
    return " ".join((title or "").split())

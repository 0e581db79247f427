"""A page that is written line by line while the place of every title and paragraph is noted."""

import dataclasses
from collections.abc import Callable, Sequence

from pipeline.elements import Range


@dataclasses.dataclass(frozen=True, slots=True)
class SourceArticle:
    """A real article before it is put on a page: its title and its paragraphs, each one line."""

    name: str
    language: str
    title: str
    paragraphs: tuple[str, ...]


@dataclasses.dataclass(frozen=True, slots=True)
class GoldArticle:
    """Where an article stands in a dump; ``title`` is None where the page prints none."""

    title: Range | None
    paragraphs: tuple[Range, ...]


@dataclasses.dataclass(frozen=True, slots=True)
class Dump:
    """A text with several articles, and where they are."""

    style: str
    language: str
    text: str
    articles: tuple[GoldArticle, ...]


def unchanged(text: str) -> str:
    """``text`` itself."""
    return text


class Page:
    """Collects lines. ``newline`` ends each; ``mangle`` is applied to whatever is written."""

    def __init__(self, newline: str = "\n", mangle: Callable[[str], str] = unchanged) -> None:
        self.newline = newline
        self.mangle = mangle
        self._pieces: list[str] = []
        self._length = 0
        self._articles: list[tuple[Range | None, list[Range]]] = []

    def line(self, text: str = "", before: str = "", after: str = "") -> Range:
        """Writes a line that belongs to no article; ``before`` and ``after`` enclose it.

        Returns the place of ``text`` itself.
        """
        before, text, after = self.mangle(before), self.mangle(text), self.mangle(after)
        start = self._length + len(before)
        self._write(before + text + after + self.newline)
        return Range(start, start + len(text))

    def lines(self, *texts: str) -> None:
        """Writes lines that belong to no article."""
        for text in texts:
            self.line(text)

    def blank(self, count: int = 1) -> None:
        """Leaves ``count`` lines blank."""
        self._write(self.newline * count)

    def article(self) -> None:
        """Begins an article without a title."""
        self._articles.append((None, []))

    def title(self, text: str, before: str = "", after: str = "") -> None:
        """Begins an article with its title."""
        self._articles.append((self.line(text, before, after), []))

    def wrapped_title(self, lines: Sequence[str]) -> None:
        """Begins an article with a title that is broken over several lines."""
        places = [self.line(line) for line in lines]
        self._articles.append((Range(places[0].start, places[-1].end), []))

    def body(self, text: str, before: str = "", after: str = "") -> None:
        """Writes a paragraph, a sub-heading or a list item of the current article."""
        self._articles[-1][1].append(self.line(text, before, after))

    def wrapped_body(self, lines: Sequence[str]) -> None:
        """Writes a paragraph of the current article that is broken over several lines."""
        places = [self.line(line) for line in lines]
        self._articles[-1][1].append(Range(places[0].start, places[-1].end))

    def dump(self, style: str, language: str) -> Dump:
        """The finished page."""
        articles = tuple(GoldArticle(title, tuple(body)) for title, body in self._articles)
        return Dump(style, language, "".join(self._pieces), articles)

    def _write(self, text: str) -> None:
        self._pieces.append(text)
        self._length += len(text)

"""What a style works with: a page, articles to print on it, and phrases to print around them."""

import dataclasses
import random
import tomllib
from datetime import date, timedelta
from functools import cache
from pathlib import Path

from babel.dates import format_date

from benchmarks.segmentation.page import Page, SourceArticle

_FURNITURE = Path(__file__).parent / "furniture"
_FIRST_DAY = date(2015, 1, 5)
_DAYS = 3000


@cache
def phrases(part: str) -> dict[str, dict[str, list[str]]]:
    """The phrases of ``furniture/<part>.toml`` by language and kind."""
    with (_FURNITURE / f"{part}.toml").open("rb") as file:
        return tomllib.load(file)


@dataclasses.dataclass
class Scene:
    """The material for one dump. ``headlines`` are titles of articles that are not on the page."""

    rng: random.Random
    part: str
    language: str
    page: Page
    articles: list[SourceArticle]
    headlines: list[str]
    day: date = _FIRST_DAY
    used: list[str] = dataclasses.field(default_factory=list)

    def __post_init__(self) -> None:
        self.day = _FIRST_DAY + timedelta(days=self.rng.randrange(_DAYS))

    def say(self, kind: str) -> str:
        """A phrase of ``kind``, its places filled."""
        known = phrases(self.part)[self.language]
        if kind not in known:
            known = phrases("names")[self.language]
        return self._filled(self.rng.choice(known[kind]))

    def fresh(self, kind: str) -> str:
        """A phrase of ``kind`` that this page does not hold yet, while there are any."""
        left = [text for text in self.all(kind) if text not in self.used] or self.all(kind)
        self.used.append(self.rng.choice(left))
        return self.used[-1]

    def all(self, kind: str) -> list[str]:
        """Every phrase of ``kind``, in order, its places still open."""
        return phrases(self.part)[self.language][kind]

    def block(self, kind: str) -> list[str]:
        """Every phrase of ``kind``, in order, its places filled."""
        return [self._filled(text) for text in self.all(kind)]

    def several(self, kind: str, count: int) -> list[str]:
        """``count`` phrases of ``kind`` if there are so many, each another, their places filled."""
        known = self.all(kind)
        return [self._filled(text) for text in self.rng.sample(known, min(count, len(known)))]

    def headline(self) -> str:
        """A title of an article elsewhere."""
        return self.rng.choice(self.headlines)

    def chance(self, probability: float) -> bool:
        """True with ``probability``."""
        return self.rng.random() < probability

    def date(self, form: str = "long") -> str:
        """The day of the page as ``format_date`` of babel writes it."""
        return format_date(self.day, form, locale=self.language)

    def _filled(self, text: str) -> str:
        while "{" in text:
            name = text[text.index("{") + 1 : text.index("}")]
            text = text.replace(f"{{{name}}}", self._value(name), 1)
        return text

    def _value(self, name: str) -> str:
        if name == "n":
            return str(self.rng.randrange(2, 90))
        if name == "year":
            return str(self.day.year)
        return self.date() if name == "date" else self.say(name)

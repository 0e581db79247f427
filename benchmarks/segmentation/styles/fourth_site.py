"""What the styles of the fourth part share: the site of a dump, and ways to write a paragraph."""

import dataclasses
import re
import textwrap
import unicodedata
from collections.abc import Callable
from datetime import timedelta

from benchmarks.segmentation.scene import Scene, phrases

_PLACE = re.compile(r"\{(\w+)\}")
_SIGNS = re.compile(r"[^a-z0-9]+")


def slug(text: str) -> str:
    """``text`` as it stands in an address."""
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().lower()
    return "-".join(_SIGNS.sub(" ", plain).split()[:9])


def wrapped(text: str, width: int, indent: str = "") -> str:
    """``text`` in lines of ``width``, all but the first indented; in one line if it is 0."""
    if not width:
        return text
    size = max(20, width - len(indent))
    lines = textwrap.wrap(text, size, break_long_words=False, break_on_hyphens=False)
    return f"\n{indent}".join(lines)


@dataclasses.dataclass
class Outlet:
    """One site, which has the same name and addresses all over a dump."""

    scene: Scene

    def __post_init__(self) -> None:
        self.site = self.scene.say("site")
        self.host = f"www.{slug(self.site).replace('-', '')}.example"
        self.form = self.scene.rng.choice(("{day:%Y/%m/%d}/{slug}", "{word}/{slug}.html", "n/{id}"))

    def say(self, kind: str, language: str = "") -> str:
        """A phrase of ``kind``, of this site; in the ``language`` of the articles or another."""
        known = phrases("fourth")[language or self.scene.language][kind]
        return _PLACE.sub(lambda place: self._value(place[1]), self.scene.rng.choice(known))

    def some(self, kind: str, least: int, most: int, language: str = "") -> list[str]:
        """Different phrases of ``kind``, as many as there are at the most."""
        known = phrases("fourth")[language or self.scene.language][kind]
        count = min(len(known), self.scene.rng.randint(least, most))
        return [
            _PLACE.sub(lambda place: self._value(place[1]), text)
            for text in self.scene.rng.sample(known, count)
        ]

    def address(self, title: str) -> str:
        """Where this site would have an article or a section of this title."""
        rng, day = self.scene.rng, self.scene.day
        if len(title.split()) < 4:  # a section, a person or a few words that lead somewhere
            return f"https://{self.host}/{slug(title)}/"
        word = rng.choice(("news", "local", "story", "a"))
        number = rng.randrange(10**5, 10**7)
        return f"https://{self.host}/" + self.form.format(
            day=day, slug=slug(title), word=word, id=number
        )

    def turn(self) -> None:
        """Goes some days back."""
        self.scene.day -= timedelta(days=self.scene.rng.choice((0, 0, 1, 1, 2, 5, 11)))

    def time(self) -> str:
        """A time of the day."""
        return f"{self.scene.rng.randrange(6, 23):02}:{self.scene.rng.randrange(60):02}"

    def headlines(self, least: int, most: int) -> list[str]:
        """Titles of different articles that are not on the page."""
        known = list(dict.fromkeys(self.scene.headlines))
        count = min(len(known), self.scene.rng.randint(least, most))
        return self.scene.rng.sample(known, count)

    def inset(self) -> str:
        """A line that stands amid the paragraphs of an article and is none of them."""
        kind = self.scene.rng.choice(("inset", "inset", "more", "caption"))
        said = self.say(kind)
        return f"{said} {self.scene.headline()}" if kind == "more" else said

    def _value(self, name: str) -> str:
        scene = self.scene
        known = {"site": self.site, "year": str(scene.day.year)}
        if name == "n":
            return str(scene.rng.randrange(10, 60))
        return scene.date() if name == "date" else known.get(name) or scene.say(name)


def linked(scene: Scene, text: str, mark: Callable[[str], str]) -> str:
    """``text`` with a few words in its midst made a link by ``mark``."""
    words = text.split(" ")
    whole = [word.isalpha() and len(word) > 3 for word in words]
    places = [at for at in range(2, len(words) - 4) if whole[at] and whole[at + 1]]
    if not places:
        return text
    at = scene.rng.choice(places)
    return " ".join([*words[:at], mark(" ".join(words[at : at + 2])), *words[at + 2 :]])

"""The habits of a site, drawn at random."""

import dataclasses
import random
from collections.abc import Sequence

_RULES = ("---", "***", "* * *", "=" * 30, "-" * 60, "_" * 20, "###", "~~~", "• • •", "#", "———")
_FRONT = ("contents", "figures", "masthead", "nav", "notice", "digest", "tool", "box", "ad", "also")
_BACK = ("foot", "nav", "page", "box", "digest", "notice", "tool")
_OVER = (
    "fields",
    "sender",
    "kicker",
    "stamp",
    "page",
    "tool",
    "caption",
    "by",
    "ad",
    "nav",
    "masthead",
)
_UNDER = ("fields", "dek", "by", "role", "stamp", "tool", "caption", "kicker", "ad", "tags", "box")
_AMID = ("ad", "also", "box", "caption", "pull", "tool", "link", "teaser")
_BELOW = (
    "fields",
    "figures",
    "address",
    "tags",
    "bio",
    "credit",
    "tool",
    "box",
    "also",
    "talk",
    "page",
    "foot",
    "ad",
    "stamp",
)
_TITLES = ("# ", "## ", "### ", "**", "= ", "", "", "", "", "", "", "", "", "", "", "upper")
_LABELS = (
    "Title: ",
    "TITLE: ",
    "headline: ",
    "Titulo: ",
    "<title> ",
    "## [1] ",
    "» ",
    "★ ",
    "[4/9] ",
)
_DECORS = (
    "{}",
    "{}",
    "{}",
    "{}",
    "{}",
    "* {}",
    "[{}](https://paper.example/a)",
    "  - {}",
    "[12]{}",
)
_FIELDS = ("Author", "Date", "Source", "Section", "URL", "Words", "Autor", "Fecha", "Fuente", "ID")
_MARKS = ("• ", "- ", "> ", "→ ", "* ", "» ", "+ ", "▸ ", "")


def _some(rng: random.Random, kinds: Sequence[str], most: int) -> list[str]:
    return rng.sample(kinds, rng.randint(0, min(most, len(kinds))))


@dataclasses.dataclass
class Site:
    """The habits of a site, all drawn from ``rng``."""

    rng: random.Random
    tongue: str

    def __post_init__(self) -> None:
        draw = self.rng
        self.front = _some(draw, _FRONT, 5)
        self.back = _some(draw, _BACK, 4)
        self.over = _some(draw, _OVER, 2) if draw.random() < 0.6 else []
        self.under = _some(draw, _UNDER, 5) if draw.random() < 0.85 else []
        self.amid = _some(draw, _AMID, 3) if draw.random() < 0.6 else []
        self.below = _some(draw, _BELOW, 4) if draw.random() < 0.8 else []
        self.amid_often = draw.choice((0.1, 0.25, 0.4))
        self.present = draw.choice((0.6, 0.9, 1.0, 1.0))
        self.space = draw.choice((0, 0, 1, 1, 1, 1, 1, 2))
        self.block_space = draw.choice((0, self.space, self.space, 1))
        self.title_space = draw.choice((0, self.space, 1))
        self.apart = draw.choice((0, self.space, 1, 1, 2, 2, 3, 4))
        self.rule = draw.choice(_RULES) if draw.random() < 0.15 else ""
        self.titled = draw.random() > 0.07
        if not self.titled and not self.rule and draw.random() < 0.7:
            self.apart = draw.choice((3, 4))
        self.title_mark = draw.choice(_TITLES)
        self.numbered = draw.random() < 0.05
        self.subheads = draw.random() < 0.3
        self.subhead_mark = draw.choice(
            ("## ", "### ", "**", "", "", "", "", "upper", "date", "count")
        )
        self.asked = draw.choice(("", "Q: ", "— ", "**")) if draw.random() < 0.08 else None
        self.live = draw.random() < 0.05
        self.dateline = draw.random() < 0.2
        self.short = draw.random() < 0.3
        self.sentences = draw.random() < 0.3
        self.list_mark = draw.choice(_MARKS)
        self.in_row = draw.choice((" | ", " · ", "  ", " / ", "")) if draw.random() < 0.4 else ""
        self.indent = draw.choice(("    ", "\t", "> ")) if draw.random() < 0.06 else ""
        self.width = draw.choice((60, 68, 72, 76, 80)) if draw.random() < 0.06 else 0
        self.many = {
            kind: draw.randint(1, 5) for kind in sorted({*_FRONT, *_BACK, *_UNDER, *_BELOW})
        }
        self.decor = draw.choice(_DECORS)
        self.fields = draw.sample(_FIELDS, draw.randint(2, 6))
        self.label = draw.choice(_LABELS) if draw.random() < 0.08 else ""
        self.broken = draw.choice((34, 44, 56)) if draw.random() < 0.07 else 0
        self.digest = ""
        self.lists = draw.random() < 0.06
        self.bullet = draw.choice(("• ", "- ", "* ", ""))
        self.twice = draw.random() < 0.12  # the title or the caption is printed again

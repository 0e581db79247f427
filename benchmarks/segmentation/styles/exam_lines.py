"""What the styles of the exam have in common: phrases, notes amid the text, links, numbers."""

import textwrap
from collections.abc import Sequence
from datetime import timedelta

from babel.dates import format_date

from benchmarks.segmentation.page import SourceArticle
from benchmarks.segmentation.scene import Scene, phrases

_TEAMS = (
    "Kingsmere Rovers",
    "Saltburgh City",
    "Atlético del Sur",
    "Racing Almazán",
    "Unión Norte",
    "Port Ellery",
    "CD Valle",
    "SV Seehausen",
    "Montclair",
    "Real Villarrobre",
)
_QUOTES = (
    "FTSE 100",
    "S&P 500",
    "IBEX 35",
    "Nasdaq",
    "Brent",
    "Nikkei 225",
    "DAX",
    "Bovespa",
    "Gold",
)


def told(
    scene: Scene, article: SourceArticle, *, gap: int = 1, amid: Sequence[str] = (), heads: str = ""
) -> None:
    """The paragraphs, each line of ``amid`` between two of them, a sub-heading now and then."""
    page, rng, count = scene.page, scene.rng, len(article.paragraphs)
    places = rng.sample(range(1, count), min(len(amid), count - 1))
    notes = dict(zip(places, amid, strict=False))
    every = rng.choice((3, 4, 5))
    head = heads if heads in phrases(scene.part)[scene.language] else heads.partition("_")[2]
    for number, text in enumerate(article.paragraphs):
        if number in notes:
            page.line(notes[number])
            page.blank(gap)
        elif head and number and number % every == 0:
            page.body(scene.fresh(head))
            page.blank(gap)
        page.body(text)
        page.blank(gap)


def say(scene: Scene, kind: str) -> str:
    """A phrase of the style's ``kind``; of the general one where the language has no other."""
    return scene.say(
        kind if kind in phrases(scene.part)[scene.language] else kind.partition("_")[2]
    )


def some(scene: Scene, kind: str, least: int, most: int) -> list[str]:
    """From ``least`` to ``most`` phrases of a kind as in ``say``, in their order."""
    known = phrases(scene.part)[scene.language]
    lines = scene.block(kind if kind in known else kind.partition("_")[2])
    count = min(len(lines), scene.rng.randint(least, most))
    return [lines[place] for place in sorted(scene.rng.sample(range(len(lines)), count))]


def abroad(scene: Scene, tongue: str, kind: str) -> str:
    """A phrase in a language that is not the page's, with names of the page's language."""
    text = scene.rng.choice(phrases(scene.part)[tongue][kind])
    for name in ("name", "place", "site", "agency", "topic"):
        text = text.replace(f"{{{name}}}", scene.say(name))
    day = format_date(scene.day, "long", locale=tongue)
    number = str(scene.rng.randrange(2, 90))
    return text.replace("{date}", day).replace("{n}", number).replace("{year}", str(scene.day.year))


def later(scene: Scene) -> None:
    """Lets days pass, since articles are seldom of one day."""
    scene.day += timedelta(days=scene.rng.randrange(4))


def hour(scene: Scene) -> str:
    """A time of the day."""
    return f"{scene.rng.randrange(6, 24):02}:{scene.rng.randrange(60):02}"


def links(scene: Scene, count: int, before: str) -> list[str]:
    """Titles of articles elsewhere, none twice."""
    return [
        before + title
        for title in scene.rng.sample(scene.headlines, min(count, len(scene.headlines)))
    ]


def quotes(scene: Scene, count: int) -> list[str]:
    """Names of indices, their values and how they moved."""
    rng = scene.rng
    return [
        f"{name} {rng.uniform(20, 9000):,.2f} {rng.uniform(-3, 3):+.2f}%"
        for name in rng.sample(_QUOTES, count)
    ]


def scores(scene: Scene, count: int) -> list[str]:
    """Games between teams, with their end."""
    rng = scene.rng
    games = [rng.sample(_TEAMS, 2) for _ in range(count)]
    return [f"FT {home} {rng.randrange(5)} - {rng.randrange(4)} {guest}" for home, guest in games]


def table(scene: Scene, count: int) -> list[str]:
    """Teams in their order, with games, wins, draws and points."""
    rng, rows = scene.rng, []
    for place, team in enumerate(rng.sample(_TEAMS, count), 1):
        games = (rng.randrange(20, 30), rng.randrange(5, 20), rng.randrange(9), 70 - 4 * place)
        rows.append(f"{place} {team} {' '.join(map(str, games))}")
    return rows


def wrapped(text: str, width: int, indent: str = "") -> list[str]:
    """``text`` in lines of ``width``, no word broken."""
    return textwrap.wrap(
        text,
        width,
        initial_indent=indent,
        subsequent_indent=indent,
        break_long_words=False,
        break_on_hyphens=False,
    )

"""Builds the dumps of every style, the same from the same seed."""

import random
from collections.abc import Callable, Iterator, Sequence
from hashlib import sha256

from benchmarks.segmentation.page import Dump, Page, SourceArticle
from benchmarks.segmentation.scene import Scene
from benchmarks.segmentation.styles.blind_sites import BLIND_SITES
from benchmarks.segmentation.styles.blind_texts import BLIND_TEXTS
from benchmarks.segmentation.styles.fresh import FRESH
from benchmarks.segmentation.styles.held_out import HELD_OUT
from benchmarks.segmentation.styles.sites import SITES
from benchmarks.segmentation.styles.texts import TEXTS

Style = tuple[Callable[[Scene], None], int, int]
PARTS: dict[str, Sequence[Style]] = {
    "dev": (*SITES, *TEXTS),
    "held_out": HELD_OUT,
    "fresh": FRESH,
    "blind": (*BLIND_SITES, *BLIND_TEXTS),
}

_HEADLINES = 40  # titles of other articles to list as links


def dumps_of(
    part: str, articles: Sequence[SourceArticle], *, each: int, seed: int = 1
) -> Iterator[Dump]:
    """``each`` dumps of every style of ``part`` and every language, fewer where articles are few.

    Development and the other parts have different articles where a language has enough of them.
    """
    for language in sorted({article.language for article in articles}):
        spoken = [article for article in articles if article.language == language]
        mine = [article for article in spoken if _is_for_development(article) == (part == "dev")]
        scarce = len(mine) < _HEADLINES
        pool = spoken if scarce else mine
        for style in PARTS[part]:
            name = style[0].__name__
            for number in range(min(each, 2) if scarce else each):
                rng = random.Random(f"{seed}:{name}:{language}:{number}")
                yield _dump(part, style, language, pool, rng)


def _dump(
    part: str, style: Style, language: str, pool: Sequence[SourceArticle], rng: random.Random
) -> Dump:
    draw, least, most = style
    count = min(rng.randint(least, most), max(1, len(pool) - 1))
    order = rng.sample(pool, min(len(pool), count + _HEADLINES))
    headlines = [article.title for article in order[count:]]
    scene = Scene(rng, part, language, Page(), order[:count], headlines)
    draw(scene)
    return scene.page.dump(draw.__name__, language)


def _is_for_development(article: SourceArticle) -> bool:
    return sha256(article.name.encode()).digest()[0] % 5 >= 2

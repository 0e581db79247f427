"""Builds the dumps of every style, the same from the same seed."""

import random
from collections.abc import Callable, Iterable, Iterator, Sequence
from hashlib import sha256

from benchmarks.segmentation.page import Dump, Page, SourceArticle
from benchmarks.segmentation.scene import Scene
from benchmarks.segmentation.styles.blind_sites import BLIND_SITES
from benchmarks.segmentation.styles.blind_texts import BLIND_TEXTS
from benchmarks.segmentation.styles.exam_pages import EXAM_PAGES
from benchmarks.segmentation.styles.exam_texts import EXAM_TEXTS
from benchmarks.segmentation.styles.fourth_pages import FOURTH_PAGES
from benchmarks.segmentation.styles.fourth_texts import FOURTH_TEXTS
from benchmarks.segmentation.styles.fresh import FRESH
from benchmarks.segmentation.styles.held_out import HELD_OUT
from benchmarks.segmentation.styles.second_texts import SECOND
from benchmarks.segmentation.styles.sites import SITES
from benchmarks.segmentation.styles.texts import TEXTS
from benchmarks.segmentation.styles.third_pages import THIRD_PAGES
from benchmarks.segmentation.styles.third_texts import THIRD_TEXTS

Style = tuple[Callable[[Scene], None], int, int]
PARTS: dict[str, Sequence[Style]] = {
    "dev": (*SITES, *TEXTS),
    "held_out": HELD_OUT,
    "fresh": FRESH,
    "blind": (*BLIND_SITES, *BLIND_TEXTS),
    "second": SECOND,
    "third": (*THIRD_PAGES, *THIRD_TEXTS),
    "fourth": (*FOURTH_PAGES, *FOURTH_TEXTS),
    "exam": (*EXAM_PAGES, *EXAM_TEXTS),
}

_HEADLINES = 40  # titles of other articles to list as links


def dumps_of(
    part: str, articles: Sequence[SourceArticle], *, each: int, seed: int = 1
) -> Iterator[Dump]:
    """``each`` dumps of every style of ``part`` and language, fewer where articles are few."""
    styles = {draw.__name__: (draw, least, most) for draw, least, most in PARTS[part]}
    plan = [(name, least, most) for name, (_, least, most) in styles.items()]
    for name, scene in scenes_of(part, articles, plan, each=each, seed=seed):
        draw, _, _ = styles[name]
        draw(scene)
        yield scene.page.dump(name, scene.language)


def scenes_of(
    part: str,
    articles: Sequence[SourceArticle],
    plan: Iterable[tuple[str, int, int]],
    *,
    each: int,
    seed: int,
) -> Iterator[tuple[str, Scene]]:
    """Scenes for each style of ``plan``: its name, the least and the most articles it prints.

    Development and the other parts have different articles where a language has enough of them.
    """
    plan = list(plan)
    for language in sorted({article.language for article in articles}):
        spoken = [article for article in articles if article.language == language]
        mine = [article for article in spoken if is_for_development(article) == (part == "dev")]
        scarce = len(mine) < _HEADLINES
        pool = spoken if scarce else mine
        for name, least, most in plan:
            for number in range(min(each, 2) if scarce else each):
                rng = random.Random(f"{seed}:{name}:{language}:{number}")
                count = min(rng.randint(least, most), max(1, len(pool) - 1))
                yield name, _scene(part, language, pool, count, rng)


def _scene(
    part: str, language: str, pool: Sequence[SourceArticle], count: int, rng: random.Random
) -> Scene:
    order = rng.sample(pool, min(len(pool), count + _HEADLINES))
    headlines = [article.title for article in order[count:]]
    return Scene(rng, part, language, Page(), order[:count], headlines)


def is_for_development(article: SourceArticle) -> bool:
    """Whether the article is printed in development styles, and never in the others."""
    return sha256(article.name.encode()).digest()[0] % 5 >= 2

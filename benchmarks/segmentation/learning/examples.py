"""Dumps to learn from: those of styles, varied, and those of sites drawn at random."""

import random
from collections.abc import Iterable, Iterator, Mapping, Sequence

from benchmarks.segmentation.dumps import PARTS
from benchmarks.segmentation.learning.drawn import drawn
from benchmarks.segmentation.learning.vary import furniture_of, varied
from benchmarks.segmentation.page import Dump, Page, SourceArticle
from benchmarks.segmentation.scene import Scene

_HEADLINES = 40
_SHARES = {"en": 1.0, "es": 1.0}  # of the dumps of a style, by language; less of the others
_RARE = 0.35
_AS_THEY_ARE = 0.3
_MOST = 7  # articles of a drawn site


def dumps_to_learn(
    parts: Iterable[str], articles: Sequence[SourceArticle], *, each: int, sites: int, seed: int
) -> Iterator[Dump]:
    """``each`` dumps of every style of ``parts`` and language, and ``sites`` that are drawn."""
    rng = random.Random(seed)
    by_language: dict[str, list[SourceArticle]] = {}
    for article in articles:
        by_language.setdefault(article.language, []).append(article)
    printed = [dump for part in parts for dump in _of_part(part, by_language, each, rng)]
    printed += [_of_site(by_language, number, rng) for number in range(sites)]
    furniture = furniture_of(printed)
    for dump in printed:
        if rng.random() < _AS_THEY_ARE:
            yield dump
        else:
            yield varied(dump, rng, furniture[dump.language])


def _of_part(
    part: str, articles: Mapping[str, Sequence[SourceArticle]], each: int, rng: random.Random
) -> Iterator[Dump]:
    for draw, least, most in PARTS[part]:
        for language, pool in articles.items():
            for _ in range(max(1, round(each * _SHARES.get(language, _RARE)))):
                scene = _scene(part, language, pool, rng.randint(least, most), rng)
                draw(scene)
                yield scene.page.dump(draw.__name__, language)


def _of_site(
    articles: Mapping[str, Sequence[SourceArticle]], number: int, rng: random.Random
) -> Dump:
    language = rng.choice(("en", "en", "es", "es", *articles))
    count = 1 if rng.random() < 0.25 else rng.randint(2, _MOST)
    scene = _scene("drawn", language, articles[language], count, rng)
    drawn(scene)
    return scene.page.dump(f"site {number}", language)


def _scene(
    part: str, language: str, pool: Sequence[SourceArticle], count: int, rng: random.Random
) -> Scene:
    count = min(count, len(pool) - 1)
    order = rng.sample(pool, min(len(pool), count + _HEADLINES))
    own = random.Random(rng.random())
    headlines = [article.title for article in order[count:]]
    return Scene(own, part, language, Page(), list(order[:count]), headlines)

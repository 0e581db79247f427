"""Articles of real size, mixed from the sentences of open text: none is like another."""

import gzip
import json
import random
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, timedelta
from pathlib import Path

from benchmarks.chain.texts import texts_by_language
from pipeline.classify.sentences import split

SENTENCES = (10, 25)
"""The least and the most of an article, as short and long news items have."""
PARAGRAPH = (1, 4)
HEADLINE = (30, 110)
"""Characters of a sentence that will do as a headline."""
ARTICLES_A_FILE = 100
LARGE_SHARE = 8
"""One part in so many goes into a single packed file, which is cut by records."""


def sentences_of(paths: Iterable[Path]) -> dict[str, list[str]]:
    """The sentences of texts by language; those of the project's own texts without any path.

    Args:
        paths: JSON Lines, packed with gzip or not; rows have a ``text`` and a ``lang``.
    """
    pools: dict[str, dict[str, None]] = defaultdict(dict)  # each sentence once, in order
    for language, text in texts_in(paths):
        for line in text.splitlines():
            pools[language].update(
                {line[left:right]: None for left, right in split(line, language)}
            )
    return {language: list(pool) for language, pool in pools.items()}


def texts_in(paths: Iterable[Path]) -> Iterator[tuple[str, str]]:
    """Languages with texts."""
    paths = list(paths)
    for path in paths:
        with (gzip.open if path.suffix == ".gz" else open)(path, "rt", encoding="utf-8") as file:
            for row in map(json.loads, file):
                yield row["lang"], row["text"]
    if not paths:
        for language, (_, paragraphs) in texts_by_language().items():
            yield language, "\n".join(paragraphs)


def mixed(pools: Mapping[str, Sequence[str]], number: int, seed: int) -> Iterator[dict[str, str]]:
    """So many articles, each of one language, as rows of JSON Lines; a seed gives the same ones."""
    chance = random.Random(seed)
    languages, weights = list(pools), [len(pool) for pool in pools.values()]
    headlines = {
        language: [each for each in pool if HEADLINE[0] <= len(each) <= HEADLINE[1]] or pool
        for language, pool in pools.items()
    }
    for _ in range(number):
        language = chance.choices(languages, weights)[0]
        pool = pools[language]
        drawn = chance.sample(pool, min(len(pool), chance.randint(*SENTENCES)))
        paragraphs = []
        while drawn:
            size = chance.randint(*PARAGRAPH)
            paragraphs.append(" ".join(drawn[:size]))
            del drawn[:size]
        day = date(2015, 1, 1) + timedelta(days=chance.randrange(3_650))
        yield {
            "title": chance.choice(headlines[language]).rstrip("."),
            "text": "\n\n".join(paragraphs),
            "published_at": day.isoformat(),
        }


def write_input(folder: Path, rows: Iterable[Mapping[str, str]], number: int) -> None:
    """Write rows, so many, into files: one that is large and packed, and many small ones."""
    lines = (json.dumps(row, ensure_ascii=False) + "\n" for row in rows)
    with gzip.open(folder / "00000.jsonl.gz", "wt", encoding="utf-8") as large:
        large.writelines(line for _, line in zip(range(number // LARGE_SHARE), lines, strict=False))
    for ordinal, line in enumerate(lines):
        name = f"{1 + ordinal // ARTICLES_A_FILE:05}.jsonl"
        with (folder / name).open("a", encoding="utf-8") as small:
            small.write(line)

"""The files that the chain is timed on: the sample files, and articles mixed from texts of ours."""

import json
import random
from collections import defaultdict
from pathlib import Path

from benchmarks.labelled import OWN
from benchmarks.segmentation.corpus import own_articles
from pipeline.elements import Article, Document
from pipeline.segment import segment_document

SEEDS = Path(__file__).parents[2] / "seeds"
ARTICLES_A_FILE = 4
PARAGRAPHS = (5, 18)
"""The least and the most of a mixed article, as short and long news items have."""


def write_files(folder: Path, articles: int, seed: int) -> list[Path]:
    """Write text files of mixed articles, and copies of the sample files; no two are the same.

    Args:
        folder: where to.
        articles: how many to mix.
        seed: of what is mixed; the same seed gives the same files.
    """
    paths = []
    for source in sorted(SEEDS.glob("*.txt")):
        paths.append(folder / source.name)
        paths[-1].write_bytes(source.read_bytes())
    texts = mixed_articles(articles, seed)
    for start in range(0, len(texts), ARTICLES_A_FILE):
        paths.append(folder / f"mixed_{start:05}.txt")
        paths[-1].write_text("\n\n\n".join(texts[start : start + ARTICLES_A_FILE]), "utf-8")
    return paths


def mixed_articles(number: int, seed: int) -> list[str]:
    """Articles of a title, paragraphs drawn from those of one language, and a line of copyright."""
    pools = texts_by_language()
    languages = sorted(pools)
    weights = [len(pools[language][1]) for language in languages]
    rng = random.Random(seed)
    texts = []
    for ordinal in range(number):
        titles, paragraphs = pools[rng.choices(languages, weights)[0]]
        drawn = rng.sample(paragraphs, min(len(paragraphs), rng.randint(*PARAGRAPHS)))
        closing = f"© {2015 + ordinal % 10} Own Press {ordinal}"
        texts.append("\n\n".join([rng.choice(titles), *drawn, closing]))
    return texts


def texts_by_language() -> dict[str, tuple[list[str], list[str]]]:
    """All titles and paragraphs of the project's own texts and of the sample files, by language."""
    pools: dict[str, tuple[list[str], list[str]]] = defaultdict(lambda: ([], []))
    for article in own_articles():
        titles, paragraphs = pools[article.language]
        titles.append(article.title)
        paragraphs.extend(article.paragraphs)
    for path in sorted(SEEDS.glob("*.txt")):
        for found in segment_document(Document(path.name, path.read_text("utf-8"))):
            if isinstance(found, Article) and found.language:
                titles, paragraphs = pools[found.language]
                titles.extend(filter(None, [found.title]))
                paragraphs.extend(found.paragraphs)
    labelled = defaultdict(list)
    for line in OWN.read_text("utf-8").splitlines():
        row = json.loads(line)
        labelled[row["doc"], row["lang"]].append(row["text"])
    for (_, language), sentences in labelled.items():
        if len(sentences) > 1:  # else it is a sentence alone
            pools[language][0].append(sentences[0])
            pools[language][1].append(" ".join(sentences[1:]))
    return {language: pool for language, pool in pools.items() if pool[0] and len(pool[1]) > 1}

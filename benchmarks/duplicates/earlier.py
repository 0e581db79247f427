"""What a chunk costs beside earlier articles: ``python -m benchmarks.duplicates.earlier``.

Made-up articles are committed chunk by chunk, without the model; then one more is marked, with the
sketches that the runs have kept and, the same chunk again, without them, from the texts.
"""

import argparse
import dataclasses
import random
import re
import sys
import tempfile
import time
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as parquet

from benchmarks.segmentation.corpus import own_articles
from pipeline.elements import Article, LinkedArticle, Range, RunStamp
from pipeline.write import commit_run, mark_repeats, open_output, rows_of, store
from schemas import TABLES, InputFile, to_table

CHUNK = 400
"""Articles, as a local run has them."""
CHARACTERS = 2_800
COPIES = 20
"""Of a chunk, those that repeat an article of an earlier one."""
NAME = re.compile(r"\b[A-Z][a-z]{3,}\b|\d+")
SYLLABLES = "ba de lo mi ru sa te vo zi qua ner tol".split()
STAMP = RunStamp("", datetime(2024, 5, 3, tzinfo=UTC), "0", "0", "none")


def text_of(number: int, stories: Sequence[str]) -> str:
    """The running text of an article: one of ours with other names, as long as news is."""
    chance = random.Random(number)
    text = "\n\n".join(chance.sample(stories, 4))
    return NAME.sub(lambda _: "".join(chance.choices(SYLLABLES, k=3)).title(), text)[:CHARACTERS]


def rows_with(texts: Sequence[tuple[str, str]]) -> pa.Table:
    """Rows of articles with these ids and texts, and all else alike."""
    at = Range(0, 1)
    article = Article("", "a.jsonl", "1", 0, 0, 1, "T", at, ("x",), (at,), language="en")
    (row,) = rows_of(LinkedArticle(article, 1, (), "none"), STAMP)
    rows = to_table([row], TABLES["articles"]).take([0] * len(texts))
    for name, values in zip(("article_id", "text"), zip(*texts, strict=True), strict=True):
        place = rows.schema.get_field_index(name)
        rows = rows.set_column(place, rows.schema.field(name), pa.array(values, pa.string()))
    return rows


def stage(number: int, texts: Sequence[tuple[str, str]], output: str) -> list[store.StagedFile]:
    """Stage a chunk."""
    name = f"part-run-{number:06}.parquet"
    return [store.stage_table(output, f"run-{number:06}", "articles", name, rows_with(texts))]


def marks(number: int, output: str) -> list[str | None]:
    """What the articles of a staged chunk repeat."""
    path = Path(output, store.STAGING, f"run-{number:06}", "articles")
    (file,) = path.glob("*.parquet")
    originals: list[str | None] = parquet.ParquetFile(file).read()["duplicate_of"].to_pylist()
    return originals


def main() -> int:
    """Runs the benchmark; the exit status is 1 where copies are missed or the ways differ."""
    parser = argparse.ArgumentParser("benchmarks.duplicates.earlier", description=__doc__)
    parser.add_argument("--articles", type=int, default=20_000, help="in the tables already")
    options = parser.parse_args()
    if options.articles < CHUNK:
        print(f"error: --articles is at least {CHUNK}, a chunk", file=sys.stderr)
        return 2
    stories = ["\n\n".join(article.paragraphs) for article in own_articles()]
    chunks = options.articles // CHUNK
    with tempfile.TemporaryDirectory() as output:
        open_output(output)
        for number in range(chunks):
            first = number * CHUNK
            texts = [(f"{n:032x}", text_of(n, stories)) for n in range(first, first + CHUNK)]
            files, _ = mark_repeats(stage(number, texts, output), f"run-{number:06}", output)
            run = dataclasses.replace(STAMP, run_id=f"run-{number:06}")
            inputs = [InputFile(uri=f"{number}", size=1, fingerprint="x")]
            commit_run(run, files, inputs, output, {}, ())
        chance = random.Random(0)
        last = range(options.articles, options.articles + CHUNK)
        told = [*chance.sample(range(chunks * CHUNK), COPIES), *last][:CHUNK]
        texts = [(f"{n:032x}", text_of(old, stories)) for n, old in zip(last, told, strict=True)]
        seconds, found = [], []
        for number, way in ((chunks, "kept"), (chunks + 1, "from the texts")):
            staged = stage(number, texts, output)
            if way != "kept":
                for path in Path(output, "_runs").glob("*.sketches"):
                    path.unlink()
            begun = time.process_time()
            run_id = f"run-{number:06}"
            _, count = mark_repeats(staged, run_id, output)
            seconds.append(time.process_time() - begun)
            found.append(marks(number, output))
            print(
                f"{chunks * CHUNK:,} articles in {chunks} files, a chunk of {CHUNK}, sketches "
                f"{way:14} {seconds[-1]:7.2f} s of a processor, {count} marks"
            )
    print(f"from the texts / kept: {seconds[1] / seconds[0]:.1f}")
    missed = COPIES - sum(original is not None for original in found[0])
    if missed > 0:
        print(f"error: {missed} of {COPIES} copies are not marked", file=sys.stderr)
    return int(missed > 0 or found[0] != found[1])


if __name__ == "__main__":
    sys.exit(main())

"""The chain as the command runs it, and its stages one after the other, without Beam."""

import contextlib
import io
import time
from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from pathlib import Path

from pydantic import BaseModel

from benchmarks.chain.bare import recorded
from models import SHIPPED_MODEL
from pipeline.__main__ import main
from pipeline.classify import classify_article, sentences_of
from pipeline.duplicates import Copy, Sketch, sketch_text
from pipeline.duplicates.groups import find_duplicates
from pipeline.elements import Article, ClassifiedArticle, Document, LinkedArticle, RunStamp
from pipeline.extract import extract_article
from pipeline.inference import EventModel, load_model
from pipeline.link import link_article
from pipeline.read import list_files, read_file
from pipeline.segment import segment_document
from pipeline.write.rows import rows_of
from pipeline.write.store import stage
from schemas import table_of


def run_chain(files: Sequence[Path], output: Path) -> None:
    """Files to committed tables, by the command, in this process.

    Raises:
        RuntimeError: some input failed.
    """
    arguments = ["run", "--input", *map(str, files), "--output", str(output), "--overwrite"]
    said = io.StringIO()
    with contextlib.redirect_stdout(said), contextlib.redirect_stderr(said):
        status = main(arguments)
    if status:
        raise RuntimeError(f"the run ended with status {status}: {said.getvalue()}")


class Clock:
    """Processor seconds by stage."""

    def __init__(self) -> None:
        self.seconds: dict[str, float] = defaultdict(float)

    @contextlib.contextmanager
    def __call__(self, stage_name: str) -> Iterator[None]:
        start = time.process_time()
        yield
        self.seconds[stage_name] += time.process_time() - start


def run_stages(files: Sequence[Path], output: Path) -> dict[str, float]:
    """Processor seconds that each stage takes by itself; writes to ``output``, commits nothing."""
    clock, model = Clock(), load_model(SHIPPED_MODEL)
    linked: list[LinkedArticle] = []
    with recorded() as engine:
        with clock("list and hash"):
            raw = list_files([str(file) for file in files]).files
        for file in raw:
            with clock("read"):
                documents = [item for item in read_file(file) if isinstance(item, Document)]
            with clock("segment"):
                found = [item for document in documents for item in segment_document(document)]
            for article in found:
                if isinstance(article, Article):
                    linked += _understood(article, model, clock)
    with clock("mark duplicates"):
        _compare(linked)
    with clock("rows, Parquet"):
        _write(linked, output)
    seconds = dict(clock.seconds)
    # Sentences were split once alone, once within the first pass.
    seconds["tokenise, decode"] -= engine.seconds + seconds["split sentences"]
    return {"model": engine.seconds, **seconds}


def _understood(article: Article, model: EventModel, clock: Clock) -> Iterator[LinkedArticle]:
    with clock("split sentences"):
        sentences_of(article)
    with clock("tokenise, decode"):
        found = classify_article(article, model)
        if not isinstance(found, ClassifiedArticle):
            return
        told = extract_article(found, model)
    with clock("link"):
        linked = list(link_article(told))
    yield from linked


def _compare(linked: Sequence[LinkedArticle]) -> None:
    """Sketch the articles and group their copies."""
    find_duplicates(
        Sketch(
            Copy(True, 0.0, one.article.article_id, one.article.article_id),
            *sketch_text("\n".join(one.article.paragraphs)),
        )
        for one in linked
    )


def _write(linked: Sequence[LinkedArticle], output: Path) -> None:
    """The tables' files, staged as one bundle would."""
    stamp = RunStamp("timed", datetime.now(UTC), "0", "0", "timed")
    rows: dict[str, list[BaseModel]] = defaultdict(list)
    for article in linked:
        for row in rows_of(article, stamp):
            rows[table_of(type(row))].append(row)
    for table, held in rows.items():
        stage(str(output), stamp.run_id, table, "part.parquet", held)

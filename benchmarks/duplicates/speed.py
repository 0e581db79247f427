"""What finding duplicates costs beside the chain that the articles come through."""

import time
from collections.abc import Callable, Sequence

import apache_beam as beam
from apache_beam.runners.portability.fn_api_runner import FnApiRunner

from benchmarks.duplicates.edits import copies
from benchmarks.duplicates.measure import sketches_of
from benchmarks.segmentation.page import SourceArticle
from models import SHIPPED_MODEL
from pipeline.classify.classify import classify_article
from pipeline.duplicates import FindDuplicates
from pipeline.duplicates.groups import find_duplicates
from pipeline.duplicates.sketch import sketch_text
from pipeline.elements import Article, ClassifiedArticle, Document
from pipeline.extract.extract import extract_article
from pipeline.inference import load_model
from pipeline.link.link import link_article
from pipeline.segment import segment_document

CHAIN = 40  # articles that the whole chain is timed on


def report_speed(articles: Sequence[SourceArticle]) -> None:
    """Prints processor time an article: sketches, groups, the Beam stage, and the whole chain."""
    every = [*articles, *copies(articles, "cut", articles)]
    sketches = sketches_of(every, sketch_text)
    sketching = _timed(lambda: sketches_of(every, sketch_text)) / len(every)
    grouping = _timed(lambda: find_duplicates(sketches)) / len(every)

    def stage() -> None:
        with beam.Pipeline(runner=FnApiRunner()) as pipeline:
            pipeline | "Sketches" >> beam.Create(sketches) | "Find" >> FindDuplicates()

    staged = _timed(stage) / len(every)
    sample = articles[:: max(1, len(articles) // CHAIN)]
    load_model(SHIPPED_MODEL)
    chain = _timed(lambda: _run_chain(sample)) / len(sample)
    for name, seconds in (
        ("sketch", sketching),
        ("group, in memory", grouping),
        ("group, in Beam on the local runner", staged),
        ("segment, classify, extract, link", chain),
    ):
        print(f"{name:36}{seconds * 1e3:9.3f} ms an article {1 / seconds:9.0f} articles/s")
    print(f"finding duplicates takes {(sketching + staged) / (sketching + staged + chain):.2%}")


def _timed(work: Callable[[], object]) -> float:
    start = time.process_time()
    work()
    return time.process_time() - start


def _run_chain(articles: Sequence[SourceArticle]) -> None:
    model = load_model(SHIPPED_MODEL)
    for article in articles:
        text = "\n\n".join((article.title, *article.paragraphs))
        for part in segment_document(Document(source_uri=article.name, text=text)):
            found = classify_article(part, model) if isinstance(part, Article) else part
            if isinstance(found, ClassifiedArticle):
                list(link_article(extract_article(found, model)))

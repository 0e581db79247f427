"""First pass: which event types the sentences of an article hold.

Elements are whole articles, so that the sentences of one article make up the batches (see
``pipeline.inference.batches``) and no text is shuffled.
"""

import apache_beam as beam
from apache_beam.ml.inference.base import RunInference

from models import SHIPPED_MODEL
from pipeline.classify.sentences import sentences_of
from pipeline.elements import Article, ClassifiedArticle, Rejected, TypedSentence
from pipeline.guard import DEAD_LETTERS, REJECTED, Outputs, Route
from pipeline.inference import ArticleHandler, EventModel, ModelSettings

STAGE = "classify"


def classify_article(article: Article, model: EventModel) -> ClassifiedArticle | Rejected:
    """The article with its sentences and the event types that may be in them.

    A type is a candidate from ``candidate_threshold`` on: the second pass has the last word. An
    article in a language that the model does not read is rejected, never guessed at.
    """
    if article.language is not None and article.language not in model.package.languages:
        return Rejected(
            source_uri=article.source_uri,
            source_record=article.source_record,
            start=article.start,
            end=article.end,
            reason="unsupported_language",
            detail=f"the model {model.package.model_id} does not read {article.language!r}",
            text=" ".join([article.title or "", *article.paragraphs]).strip()[:500],
            language=article.language,
        )
    sentences = sentences_of(article)
    threshold = model.package.calibration.candidate_threshold
    found = model.find([sentence.text for sentence in sentences], threshold)
    return ClassifiedArticle(
        article=article,
        sentences=sentences,
        found=tuple(
            TypedSentence(sentences[one.sentence], one.event_type, one.probability, one.pieces)
            for one in found
        ),
        model_id=model.package.model_id,
    )


class ClassifyEvents(beam.PTransform):
    """PCollection[Article] to ``articles`` (ClassifiedArticle, main), rejected, dead_letters.

    One element out for one in. Works in any window, and leaves an element in its own; timestamps
    become the end of it, as ``RunInference`` makes batches.

    Args:
        model: the model's settings, or its folder; the shipped one by default.
    """

    def __init__(self, model: str | ModelSettings | None = None) -> None:
        super().__init__()
        self.model = model or SHIPPED_MODEL

    def expand(self, articles: beam.PCollection[Article]) -> Outputs:
        handler = ArticleHandler(STAGE, classify_article, self.model)
        return (
            articles
            | "ClassifySentences" >> RunInference(handler)
            | "RouteOutcomes"
            >> beam.ParDo(Route(STAGE)).with_outputs(REJECTED, DEAD_LETTERS, main="articles")
        )

"""Second pass: trigger, realis and arguments of each event type that the first pass found.

The type stands before the sentence as a prompt, which keeps the arguments of two events in one
sentence apart. Elements are whole articles, as in the first pass.
"""

import itertools
from collections.abc import Iterable, Iterator

import apache_beam as beam
from apache_beam.ml.inference.base import RunInference

from models import SHIPPED_MODEL
from pipeline.elements import (
    ArgumentSpan,
    ClassifiedArticle,
    Mention,
    MentionedArticle,
    TypedSentence,
)
from pipeline.guard import DEAD_LETTERS, Outputs, Route
from pipeline.inference import ArticleHandler, Asked, EventModel, Extraction, ModelSettings
from pipeline.inference.rivals import Rival, unrivalled

STAGE = "extract"


def extract_article(classified: ClassifiedArticle, model: EventModel) -> MentionedArticle:
    """The article with its event mentions, in the order of sentences, then types.

    A mention's confidence weighs the probability of its type and that of the second pass that the
    sentence asserts such an event; below ``event_threshold`` it is dropped, as it is
    where one of another type is much surer of the same trigger.
    """
    calibration = model.package.calibration
    found = classified.found
    extractions = model.extract(
        [Asked(item.event_type, item.sentence.text, item.pieces) for item in found]
    )
    mentions = [
        mention_of(item, extraction, calibration.confidence(item.confidence, extraction.present))
        for item, extraction in zip(found, extractions, strict=True)
    ]
    return MentionedArticle(
        article=classified.article,
        sentences=classified.sentences,
        mentions=tuple(kept_of(mentions, calibration.event_threshold)),
        model_id=classified.model_id,
    )


def kept_of(mentions: Iterable[Mention], threshold: float) -> Iterator[Mention]:
    """The mentions that are sure enough, one for each trigger of a sentence."""
    sure = (one for one in mentions if one.confidence >= threshold)
    for _, group in itertools.groupby(sure, key=lambda one: one.sentence.start):
        rivals = list(group)
        kept = unrivalled([Rival(one.confidence, one.start, one.end) for one in rivals])
        yield from itertools.compress(rivals, kept)


def mention_of(item: TypedSentence, extraction: Extraction, confidence: float) -> Mention:
    """The mention, its spans moved from the sentence to the document."""
    sentence, trigger = item.sentence, extraction.trigger
    return Mention(
        sentence=sentence,
        event_type=item.event_type,
        realis=extraction.realis,
        trigger=sentence.text[trigger.start : trigger.end],
        start=sentence.start + trigger.start,
        end=sentence.start + trigger.end,
        confidence=confidence,
        arguments=tuple(
            ArgumentSpan(
                role=role,
                text=sentence.text[span.start : span.end],
                start=sentence.start + span.start,
                end=sentence.start + span.end,
                confidence=span.confidence,
            )
            for role, span in extraction.arguments
        ),
    )


class ExtractArguments(beam.PTransform):
    """PCollection[ClassifiedArticle] to ``articles`` (MentionedArticle, main) and dead_letters.

    One element out for one in. Works in any window, and leaves an element in its own; timestamps
    become the end of it, as ``RunInference`` makes batches.

    Args:
        model: the model's settings, or its folder; the shipped one by default.
    """

    def __init__(self, model: str | ModelSettings | None = None) -> None:
        super().__init__()
        self.model = model or SHIPPED_MODEL

    def expand(self, articles: beam.PCollection[ClassifiedArticle]) -> Outputs:
        handler = ArticleHandler(STAGE, extract_article, self.model)
        return (
            articles
            | "TagArguments" >> RunInference(handler)
            | "RouteOutcomes"
            >> beam.ParDo(Route(STAGE)).with_outputs(DEAD_LETTERS, main="articles")
        )

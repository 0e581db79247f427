"""The model's findings on labelled sentences, as the pipeline would have them."""

import dataclasses
import itertools
from collections.abc import Iterator, Sequence

from pipeline.inference import Asked, EventModel, Extraction
from pipeline.inference.rivals import Rival, unrivalled
from training.labels import LabelledSentence, by_article


@dataclasses.dataclass(frozen=True)
class Finding:
    """A candidate event in a sentence: probabilities of the two passes, and what was extracted."""

    event_type: str
    type_probability: float
    confidence: float
    extraction: Extraction


def predict(
    model: EventModel, rows: Sequence[LabelledSentence], candidate_threshold: float
) -> Iterator[tuple[LabelledSentence, dict[str, Finding]]]:
    """Each row with its candidates by type; the sentences of an article are read together."""
    for sentences in by_article(rows):
        types = model.find([row.text for row in sentences], candidate_threshold)
        extractions = model.extract(
            [Asked(one.event_type, sentences[one.sentence].text, one.pieces) for one in types]
        )
        found: list[dict[str, Finding]] = [{} for _ in sentences]
        for (number, name, probability, _), extraction in zip(types, extractions, strict=True):
            confidence = model.package.calibration.confidence(probability, extraction.present)
            found[number][name] = Finding(name, probability, confidence, extraction)
        yield from zip(sentences, found, strict=True)


def events_among(candidates: dict[str, Finding], event_threshold: float) -> dict[str, Finding]:
    """The candidates that the pipeline would keep as events."""
    sure = {
        name: finding
        for name, finding in candidates.items()
        if finding.confidence >= event_threshold
    }
    triggers = [
        Rival(one.confidence, one.extraction.trigger.start, one.extraction.trigger.end)
        for one in sure.values()
    ]
    return dict(itertools.compress(sure.items(), unrivalled(triggers)))

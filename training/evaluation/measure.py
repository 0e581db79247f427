"""How well findings agree with labels: counts, spans, calibration. Pure functions."""

import collections
import dataclasses
import re
from collections.abc import Iterable, Sequence, Set

import numpy as np

from training.evaluation.predict import Finding, events_among
from training.labels import LabelledSentence, TypeLabels

ARTICLE = re.compile(
    r"^(the|an?|el|la|los|las|una?|le|les|une|der|die|das|eine?|os?|as?|il|lo|gli) ", re.I
)
"""A leading article, which scorers ignore."""
BINS = 10
ENOUGH = 5
"""Gold events from which on a type counts in the macro-F1."""

Predictions = Sequence[tuple[LabelledSentence, dict[str, Finding]]]
"""Sentences with their candidates by type."""


@dataclasses.dataclass
class Tally:
    """True positives, findings and gold items of one measure."""

    right: int = 0
    found: int = 0
    gold: int = 0

    def add(self, found: Set[object], gold: Set[object]) -> None:
        """Count two sets of items of one sentence."""
        self.right += len(found & gold)
        self.found += len(found)
        self.gold += len(gold)

    @property
    def precision(self) -> float:
        """Share of the found that is right."""
        return self.right / max(1, self.found)

    @property
    def recall(self) -> float:
        """Share of the gold that is found."""
        return self.right / max(1, self.gold)

    @property
    def f1(self) -> float:
        """Harmonic mean of precision and recall."""
        return 2 * self.right / max(1, self.found + self.gold)


@dataclasses.dataclass(frozen=True)
class Bin:
    """Candidates of near-equal confidence."""

    confidence: float
    right: float
    count: int


def tallies_of(predictions: Predictions, event_threshold: float) -> dict[str, Tally]:
    """All counts, by measure: ``types``, ``types en``, ``type fine``, ``trigger``, ``role agent``.

    Types are compared as sets per sentence; realis, trigger and arguments on the types found.
    """
    tallies: dict[str, Tally] = collections.defaultdict(Tally)
    for row, candidates in predictions:
        found = events_among(candidates, event_threshold)
        gold = {labels.event_type: labels for labels in row.labels}
        for key in ("types", f"types {row.lang}"):
            tallies[key].add(set(found), set(gold))
        for name in {*found, *gold}:
            tallies[f"type {name}"].add({name} & set(found), {name} & set(gold))
        for name in set(found) & set(gold):
            tallies["realis"].add({found[name].extraction.realis}, {gold[name].realis})
            compare(row, gold[name], found[name], tallies)
    return dict(tallies)


def compare(
    row: LabelledSentence, labels: TypeLabels, finding: Finding, tallies: dict[str, Tally]
) -> None:
    """Count the trigger and the arguments of one type that was rightly found."""
    extraction = finding.extraction
    gold_trigger = spans_of(row.text, labels.spans["trigger"])
    trigger = spans_of(row.text, [extraction.trigger[:2]])
    tallies["trigger"].add(trigger, trigger & gold_trigger or set(list(gold_trigger)[:1]))
    for role in {
        *(tag for tag in labels.spans if tag != "trigger"),
        *(r for r, _ in extraction.arguments),
    }:
        gold = spans_of(row.text, labels.spans.get(role, ()))
        found = spans_of(row.text, [span[:2] for r, span in extraction.arguments if r == role])
        tallies[f"role {role}"].add(found, gold)
        tallies["arguments"].add(found, gold)


def spans_of(text: str, spans: Iterable[tuple[int, int]]) -> set[object]:
    """Spans without their leading article, as comparable items."""
    result: set[object] = set()
    for start, end in spans:
        article = ARTICLE.match(text[start:end])
        result.add((start + (article.end() if article else 0), end))
    return result


def macro_f1(tallies: dict[str, Tally]) -> float:
    """Mean F1 of the types that have enough gold events to tell."""
    scores = [
        tally.f1
        for name, tally in tallies.items()
        if name.startswith("type ") and tally.gold >= ENOUGH
    ]
    return sum(scores) / max(1, len(scores))


def reliability(predictions: Predictions) -> list[Bin]:
    """The candidates in ten equal bins of confidence; bins without any are left out."""
    pairs = [
        (finding.confidence, name in row.types)
        for row, candidates in predictions
        for name, finding in candidates.items()
    ]
    confidence, right = np.array([p for p, _ in pairs]), np.array([r for _, r in pairs])
    bins = np.minimum((confidence * BINS).astype(int), BINS - 1)
    return [
        Bin(float(confidence[own].mean()), float(right[own].mean()), int(own.sum()))
        for own in (bins == number for number in range(BINS))
        if own.any()
    ]


def calibration_error(bins: Iterable[Bin]) -> float:
    """Expected calibration error (Naeini et al. 2015): mean gap of confidence and share right."""
    bins = list(bins)
    gaps = sum(abs(own.confidence - own.right) * own.count for own in bins)
    return gaps / max(1, sum(own.count for own in bins))

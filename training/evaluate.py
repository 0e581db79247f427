"""Measure a model folder on label files.

    python -m training.evaluate --model DIR --labels FILE...

Types are compared as sets per sentence; triggers and arguments, on the types found, as sets of
spans without a leading article; the realis is that of the first event of a type.
"""

import argparse
import collections
import re
from collections.abc import Iterable, Sequence, Set
from pathlib import Path

import numpy as np
from rich.console import Console
from rich.table import Table

from pipeline.inference import load_model
from training.labels import LabelledSentence, TypeLabels, read_labels
from training.predict import Finding, predict

ARTICLE = re.compile(
    r"^(the|an?|el|la|los|las|una?|le|les|une|der|die|das|eine?|os?|as?|il|lo|gli) ", re.I
)
BINS = 10


class Tally:
    """True positives, findings and gold items of one measure."""

    def __init__(self) -> None:
        self.right = self.found = self.gold = 0

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


def spans_of(text: str, spans: Iterable[tuple[int, int]]) -> set[object]:
    """Spans without their leading article, as comparable items."""
    result: set[object] = set()
    for start, end in spans:
        article = ARTICLE.match(text[start:end])
        result.add((start + (article.end() if article else 0), end))
    return result


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


Predictions = Sequence[tuple[LabelledSentence, dict[str, Finding]]]


def evaluate(predictions: Predictions, event_threshold: float) -> dict[str, Tally]:
    """All tallies over the predictions of a model."""
    tallies: dict[str, Tally] = collections.defaultdict(Tally)
    for row, candidates in predictions:
        found = {
            name: finding
            for name, finding in candidates.items()
            if finding.confidence >= event_threshold
        }
        gold = {labels.event_type: labels for labels in row.labels}
        for key in ("types", f"types {row.lang}"):
            tallies[key].add(set(found), set(gold))
        for name in {*found, *gold}:
            tallies[f"type {name}"].add({name} & set(found), {name} & set(gold))
        for name in set(found) & set(gold):
            tallies["realis"].add({found[name].extraction.realis}, {gold[name].realis})
            compare(row, gold[name], found[name], tallies)
    return tallies


def reliability(predictions: Predictions) -> list[tuple[float, float, int]]:
    """Mean confidence, share that is right, and number, of the candidates in ten equal bins."""
    pairs = [
        (finding.confidence, name in {labels.event_type for labels in row.labels})
        for row, candidates in predictions
        for name, finding in candidates.items()
    ]
    confidence, right = np.array([p for p, _ in pairs]), np.array([r for _, r in pairs])
    bins = np.minimum((confidence * BINS).astype(int), BINS - 1)
    return [
        (
            float(confidence[bins == b].mean()),
            float(right[bins == b].mean()),
            int((bins == b).sum()),
        )
        for b in range(BINS)
        if (bins == b).any()
    ]


def report(tallies: dict[str, Tally], bins: Sequence[tuple[float, float, int]]) -> None:
    """Print the tallies and the reliability table."""
    console = Console(highlight=False, width=100)
    table = Table("measure", "precision", "recall", "F1", "found", "gold")
    for name, tally in sorted(tallies.items(), key=lambda item: ("type " in item[0], item[0])):
        numbers = (f"{value:.3f}" for value in (tally.precision, tally.recall, tally.f1))
        table.add_row(name, *numbers, str(tally.found), str(tally.gold))
    console.print(table)
    total = sum(count for _, _, count in bins)
    error = sum(abs(mean - share) * count for mean, share, count in bins) / max(1, total)
    console.print(f"expected calibration error {error:.3f} on {total} candidates")
    for mean, share, count in bins:
        console.print(f"  confidence {mean:.2f}  right {share:.2f}  n {count}")
    by_type = [
        tally.f1 for name, tally in tallies.items() if name.startswith("type ") and tally.gold
    ]
    console.print(f"macro-F1 of types {sum(by_type) / max(1, len(by_type)):.3f}")


def main() -> None:
    """Parse the command line and measure."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--model", required=True, help="model folder")
    parser.add_argument("--labels", type=Path, nargs="+", required=True, help="label files")
    options = parser.parse_args()
    rows = read_labels(options.labels, training=False)
    model = load_model(options.model)
    calibration = model.package.calibration
    predictions = list(predict(model, rows, calibration.candidate_threshold))
    report(evaluate(predictions, calibration.event_threshold), reliability(predictions))


if __name__ == "__main__":
    main()

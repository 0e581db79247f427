"""Measure a model on label files: a report for the terminal, and all of it as JSON."""

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from rich.console import Console
from rich.table import Table

from pipeline.inference import EventModel
from training.evaluation.measure import calibration_error, macro_f1, reliability, tallies_of
from training.evaluation.predict import predict
from training.labels import read_labels

Figures = dict[str, Any]
COLUMNS = ("precision", "recall", "f1", "found", "gold")


def evaluate(model: EventModel, labels: Sequence[Path]) -> Figures:
    """All figures of a model on label files, ready for JSON.

    ``measures`` holds precision, recall, F1, found and gold by measure; ``macro_f1`` is over the
    types with five gold events or more; ``calibration`` is over the candidates of the first pass.

    Raises:
        ValueError: a file is not in the format.
    """
    rows = read_labels(labels, training=False)
    calibration = model.package.calibration
    predictions = list(predict(model, rows, calibration.candidate_threshold))
    tallies = tallies_of(predictions, calibration.event_threshold)
    bins = reliability(predictions)
    return {
        "model_id": model.package.model_id,
        "sentences": len(rows),
        "measures": {
            name: {column: getattr(tally, column) for column in COLUMNS}
            for name, tally in sorted(tallies.items())
        },
        "macro_f1": macro_f1(tallies),
        "calibration": {
            "expected_error": calibration_error(bins),
            "candidates": sum(own.count for own in bins),
            "bins": [vars(own) for own in bins],
        },
    }


def report(figures: Figures, console: Console) -> None:
    """Print the figures: the totals, then roles, then types, then the reliability table."""
    table = Table("measure", *COLUMNS)
    order = sorted(figures["measures"], key=lambda name: ("type " in name, name))
    for name in order:
        own = figures["measures"][name]
        table.add_row(name, *(_shown(own[column]) for column in COLUMNS))
    console.print(table)
    console.print(f"macro-F1 of types with five events or more: {figures['macro_f1']:.3f}")
    own = figures["calibration"]
    console.print(
        f"expected calibration error {own['expected_error']:.3f} on {own['candidates']} candidates"
    )
    for each in own["bins"]:
        console.print(
            f"  confidence {each['confidence']:.2f}  right {each['right']:.2f}  n {each['count']}"
        )


def _shown(value: float | int) -> str:
    return str(value) if isinstance(value, int) else f"{value:.3f}"


def write_json(figures: Figures, path: Path) -> None:
    """Write the figures, as exact as they are."""
    path.write_text(json.dumps(figures, indent=2) + "\n", encoding="utf-8")

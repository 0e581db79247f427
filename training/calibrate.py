"""Temperatures and thresholds, fitted on articles that the network was not trained on.

Temperature scaling: Guo et al. 2017, "On Calibration of Modern Neural Networks".
"""

from collections.abc import Callable, Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from pipeline.inference import load_model
from pipeline.inference.package import TYPES, Calibration
from training.evaluation.predict import Finding, predict
from training.labels import LabelledSentence

LOWEST_CANDIDATE = 0.05
GAIN = 0.001
"""F1 that a lower candidate threshold must bring to be worth its extra second-pass inputs."""


def calibrate(folder: Path, rows: Sequence[LabelledSentence]) -> Calibration:
    """Fit on ``rows`` the calibration of the model in ``folder``, whose own must be all ones."""
    load_model.cache_clear()
    model = load_model(str(folder))
    scores = model.classify([row.text for row in rows])
    held = np.array(
        [[name in {labels.event_type for labels in row.labels} for name in TYPES] for row in rows]
    )
    type_temperature = best_temperature(logit(scores), held)
    found = list(predict(model, rows, LOWEST_CANDIDATE))
    present, asserted = [], []
    for row, findings in found:
        gold = {labels.event_type for labels in row.labels}
        present += [finding.extraction.present for finding in findings.values()]
        asserted += [name in gold for name in findings]
    realis_temperature = best_temperature(logit(np.array(present)), np.array(asserted))
    candidate, event = best_thresholds(
        found,
        lambda finding: scaled(finding.type_probability, type_temperature),
        lambda finding: scaled(finding.extraction.present, realis_temperature),
    )
    load_model.cache_clear()
    return Calibration(
        type_temperature=type_temperature,
        realis_temperature=realis_temperature,
        tag_temperature=1.0,
        candidate_threshold=candidate,
        event_threshold=event,
    )


def logit(probability: NDArray[np.float32]) -> NDArray[np.float64]:
    """The inverse of the logistic function, kept finite."""
    inside = np.clip(np.asarray(probability, np.float64), 1e-6, 1 - 1e-6)
    return np.asarray(np.log(inside / (1 - inside)))


def scaled(probability: float, temperature: float) -> float:
    """A probability after temperature scaling of its logit."""
    return float(1 / (1 + np.exp(-logit(np.array(probability)) / temperature)))


def best_temperature(logits: NDArray[np.float64], truth: NDArray[np.bool_]) -> float:
    """The temperature, to two digits, with the least log loss."""

    def loss(temperature: float) -> float:
        signed = np.where(truth, logits, -logits) / temperature
        return float(np.logaddexp(0, -signed).mean())

    return float(min((round(t, 2) for t in np.arange(0.5, 3.0, 0.05)), key=loss))


def best_thresholds(
    found: Sequence[tuple[LabelledSentence, dict[str, Finding]]],
    type_probability: Callable[[Finding], float],
    present: Callable[[Finding], float],
) -> tuple[float, float]:
    """The candidate and event thresholds with the best micro-F1 of event types."""
    total = sum(len(row.labels) for row, _ in found)
    scored = [
        (type_probability(finding), type_probability(finding) * present(finding), name in gold)
        for row, findings in found
        for gold in [{labels.event_type for labels in row.labels}]
        for name, finding in findings.items()
    ]

    def f1(candidate: float, event: float) -> float:
        kept = [right for first, both, right in scored if first >= candidate and both >= event]
        return 2 * sum(kept) / max(1, len(kept) + total)

    grid = [round(value, 2) for value in np.arange(0.1, 0.7, 0.05)]
    best = max(f1(candidate, event) for candidate in grid for event in grid)
    return max(
        (candidate, event)
        for candidate in grid
        for event in grid
        if f1(candidate, event) >= best - GAIN
    )

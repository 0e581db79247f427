"""Temperatures, biases, weights and thresholds, fitted on articles the network never trained on.

Temperature scaling: Guo et al. 2017, "On Calibration of Modern Neural Networks". A bias a type is
Platt's constant, drawn to zero by a normal prior where a type has few sentences.
"""

from collections.abc import Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from pipeline.inference import EventModel, load_model
from pipeline.inference.package import TYPES, Calibration, Floats, logistic, logit
from training.evaluation.measure import tallies_of
from training.evaluation.predict import predict
from training.labels import LabelledSentence, held_types

LOWEST_CANDIDATE = 0.05
GAIN = 0.001
"""F1 that a lower candidate threshold must bring to be worth its extra second-pass inputs."""
PRIOR = 0.5
"""Standard deviation of the biases of types, in log odds."""
STEPS = 25
"""Newton steps: far more than these convex fits need."""

OUTSIDE_BIASES = (0.0, -0.25, -0.5, -0.75, -1.0)


def calibrate(folder: Path, rows: Sequence[LabelledSentence]) -> Calibration:
    """Fit on ``rows`` the calibration of the model in ``folder``, whose own must do nothing."""
    load_model.cache_clear()
    model = load_model(str(folder))
    logits = logit(model.classify([row.text for row in rows]))
    held = held_types(rows)
    temperature = best_temperature(logits, held)
    biases = best_biases(logits / temperature, held)
    found = list(predict(model, rows, LOWEST_CANDIDATE))

    first = np.array(
        [
            logit(np.array(one.type_probability)) / temperature + biases[TYPES.index(name)]
            for _, findings in found
            for name, one in findings.items()
        ]
    )
    present = logit(
        np.array([one.extraction.present for _, findings in found for one in findings.values()])
    )
    right = np.array([name in row.types for row, findings in found for name in findings])
    realis_temperature = best_temperature(present, right)
    features = np.stack([first, present / realis_temperature, np.ones_like(first)], axis=1)
    weights = best_weights(features, right)
    candidate, event = best_thresholds(
        logistic(first), logistic(features @ weights), right, total=int(held.sum())
    )
    calibration = Calibration(
        type_temperature=temperature,
        type_biases={name: round(float(b), 3) for name, b in zip(TYPES, biases, strict=True)},
        realis_temperature=realis_temperature,
        tag_temperature=1.0,
        confidence_weights=(
            round(float(weights[0]), 3),
            round(float(weights[1]), 3),
            round(float(weights[2]), 3),
        ),
        candidate_threshold=candidate,
        event_threshold=event,
    )
    return best_outside_bias(model, rows, calibration)


def best_outside_bias(
    model: EventModel, rows: Sequence[LabelledSentence], calibration: Calibration
) -> Calibration:
    """The calibration with the bias that gives the best F1 of arguments on the events found."""

    def f1(tried: Calibration) -> float:
        package = model.package.model_copy(update={"calibration": tried})
        biased = EventModel(package, model.tokenizer, model.engine)
        found = list(predict(biased, rows, tried.candidate_threshold))
        tallies = tallies_of(found, tried.event_threshold)
        return tallies["arguments"].f1 if "arguments" in tallies else 0.0

    tries = [calibration.model_copy(update={"outside_bias": bias}) for bias in OUTSIDE_BIASES]
    return max(tries, key=f1)


def best_temperature(logits: Floats, truth: NDArray[np.bool_]) -> float:
    """The temperature, to two digits, with the least log loss."""

    def loss(temperature: float) -> float:
        signed = np.where(truth, logits, -logits) / temperature
        return float(np.logaddexp(0, -signed).mean())

    return float(min((round(t, 2) for t in np.arange(0.5, 3.0, 0.05)), key=loss))


def best_biases(logits: Floats, truth: NDArray[np.bool_]) -> Floats:
    """What to add to the logits of each type, by Newton's method. Shape: (types,)."""
    biases = np.zeros(logits.shape[1])
    for _ in range(STEPS):
        probability = logistic(logits + biases)
        slope = (probability - truth).sum(0) + biases / PRIOR**2
        curve = (probability * (1 - probability)).sum(0) + 1 / PRIOR**2
        biases -= slope / curve
    return biases


def best_weights(features: Floats, truth: NDArray[np.bool_]) -> Floats:
    """Logistic regression by damped Newton steps, hardly penalised. Shapes: (n, k) to (k,)."""
    ridge = 1e-2 * np.eye(features.shape[1])

    def loss(weights: Floats) -> float:
        logits = features @ weights
        return float(
            np.logaddexp(0, np.where(truth, -logits, logits)).sum() + weights @ ridge @ weights / 2
        )

    weights = np.zeros(features.shape[1])
    for _ in range(STEPS):
        probability = logistic(features @ weights)
        slope = features.T @ (probability - truth) + ridge @ weights
        curve = (features * (probability * (1 - probability))[:, None]).T @ features + ridge
        step = np.linalg.solve(curve, slope)
        while loss(weights - step) > loss(weights) and np.abs(step).max() > 1e-9:
            step = step / 2  # too far from where the curve is known
        weights = weights - step
    return np.asarray(weights)


def best_thresholds(
    first: Floats, both: Floats, right: NDArray[np.bool_], total: int
) -> tuple[float, float]:
    """The candidate and event thresholds with the best micro-F1 of event types.

    Args:
        first: type probability of each candidate.
        both: its confidence after the second pass.
        right: whether it is labelled.
        total: how many types are labelled, found or not.
    """

    def f1(candidate: float, event: float) -> float:
        kept = right[(first >= candidate) & (both >= event)]
        return float(2 * kept.sum() / max(1, len(kept) + total))

    grid = [round(float(value), 2) for value in np.arange(0.1, 0.7, 0.05)]
    best = max(f1(candidate, event) for candidate in grid for event in grid)
    return max(
        (candidate, event)
        for candidate in grid
        for event in grid
        if f1(candidate, event) >= best - GAIN
    )

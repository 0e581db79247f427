"""Temperatures, biases, weights and thresholds, fitted on articles the network never trained on.

Temperature scaling: Guo et al. 2017, "On Calibration of Modern Neural Networks". A bias a type is
Platt's constant, drawn to zero by a normal prior where a type has few sentences.
"""

from collections.abc import Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from pipeline.inference import EventModel, load_model
from pipeline.inference.engines import Engine, Ids, Logits
from pipeline.inference.package import (
    TYPES,
    Calibration,
    Floats,
    article_gain,
    logistic,
    logit,
)
from schemas.values import Realis
from training.evaluation.measure import tallies_of
from training.evaluation.predict import predict
from training.labels import LabelledSentence, by_article, held_types

LOWEST_CANDIDATE = 0.05
NOISE = 0.005
"""F1 by which thresholds must differ to be told apart on so few sentences."""
PRIOR = 0.5
"""Standard deviation of the biases of types, in log odds."""
STEPS = 25
"""Of each fit: far more than these convex ones need."""

OUTSIDE_BIASES = (0.0, -0.25, -0.5, -0.75, -1.0)


def calibrate(folder: Path, rows: Sequence[LabelledSentence]) -> Calibration:
    """Fit on ``rows`` the calibration of the model in ``folder``, whose own must do nothing."""
    load_model.cache_clear()
    loaded = load_model(str(folder))
    model = EventModel(loaded.package, loaded.tokenizer, Remembering(loaded.engine))
    logits = logit(model.classify([row.text for row in rows]))
    held = held_types(rows)
    sizes = [len(article) for article in by_article(rows)]
    calibration = with_types(model.package.calibration, logits, held, sizes)
    found = list(predict(with_calibration(model, calibration), rows, LOWEST_CANDIDATE))

    findings = [finding for _, each in found for finding in each.values()]
    first = logit([finding.type_probability for finding in findings])
    present = logit([finding.extraction.present for finding in findings])
    right = np.array([name in row.types for row, each in found for name in each])
    features = np.stack([first, present, np.ones_like(first)], axis=1)
    weights = best_weights(features, right)
    candidate, event = best_thresholds(
        logistic(first), logistic(features @ weights), right, total=int(held.sum())
    )
    told = [
        (finding.extraction.realis_probabilities[: len(Realis)], labels.realis)
        for row, each in found
        for labels in row.labels
        if (finding := each.get(labels.event_type)) is not None
    ]
    calibration = calibration.model_copy(
        update={
            "realis_biases": best_realis_biases(told),
            "confidence_weights": rounded(weights),
            "candidate_threshold": candidate,
            "event_threshold": event,
        }
    )
    return best_outside_bias(model, rows, calibration)


class Remembering:
    """An engine that runs a batch once: what is fitted here changes nothing of what it gives."""

    def __init__(self, engine: Engine) -> None:
        self.engine = engine
        self.batch_size, self.call_cost = engine.batch_size, engine.call_cost
        self.found: dict[tuple[bytes, tuple[str, ...]], list[Logits]] = {}

    def run(self, ids: Ids, mask: Ids, outputs: Sequence[str]) -> list[Logits]:
        """As ``Engine.run``."""
        key = ids.tobytes() + mask.tobytes(), tuple(outputs)
        if key not in self.found:
            self.found[key] = self.engine.run(ids, mask, outputs)
        return self.found[key]


def with_calibration(model: EventModel, calibration: Calibration) -> EventModel:
    """The model with another calibration."""
    package = model.package.model_copy(update={"calibration": calibration})
    return EventModel(package, model.tokenizer, model.engine)


def with_types(
    calibration: Calibration, logits: Floats, held: NDArray[np.bool_], sizes: Sequence[int]
) -> Calibration:
    """The calibration with what the probabilities of types need.

    Args:
        calibration: its other fields are kept.
        logits: of the network, articles one after the other. Shape: (sentences, types).
        held: which types the sentences hold. Same shape.
        sizes: sentences of each article.
    """
    temperature = best_temperature(logits, held)
    biases = best_biases(logits / temperature, held)
    by_name = {name: round(float(bias), 3) for name, bias in zip(TYPES, biases, strict=True)}
    alone = calibration.model_copy(
        update={"type_temperature": temperature, "type_biases": by_name, "article_weights": None}
    )
    articles = np.split(logits, np.cumsum(sizes)[:-1])
    found = [alone.type_probabilities(article, TYPES) for article in articles]
    own = logit(np.concatenate(found)).ravel()
    gain = np.concatenate([article_gain(article) for article in found]).ravel()
    weights = best_weights(np.stack([own, gain, np.ones_like(own)], axis=1), held.ravel())
    return alone.model_copy(update={"article_weights": rounded(weights)})


def rounded(weights: Floats) -> tuple[float, float, float]:
    """Three weights, as a model folder has them."""
    first, second, constant = (round(float(weight), 3) for weight in weights)
    return first, second, constant


def best_outside_bias(
    model: EventModel, rows: Sequence[LabelledSentence], calibration: Calibration
) -> Calibration:
    """The calibration with the bias that gives the best F1 of arguments on the events found."""

    def f1(tried: Calibration) -> float:
        found = list(predict(with_calibration(model, tried), rows, tried.candidate_threshold))
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


def best_realis_biases(told: Sequence[tuple[Sequence[float], Realis]]) -> dict[str, float]:
    """What to add to the logits of each realis, so that each is as frequent as it is labelled.

    Args:
        told: probabilities of events that are labelled, in the order of ``Realis``, and the label.

    Returns:
        Biases by name; that of the first is zero.
    """
    if not told:
        return {}
    names = list(Realis)
    logits = np.log(np.clip([probabilities for probabilities, _ in told], 1e-6, 1))
    labelled = np.bincount([names.index(realis) for _, realis in told], minlength=len(names)) + 1.0
    biases = np.zeros(len(names))
    for _ in range(STEPS):
        odds = np.exp(logits + biases)
        biases += np.log(labelled / ((odds / odds.sum(1, keepdims=True)).sum(0) + 1))
    return {
        str(name): round(float(bias - biases[0]), 3)
        for name, bias in zip(names, biases, strict=True)
    }


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

    The candidate threshold is the highest that is as good, which saves time. It is no higher than
    the other: the second pass has the last word.

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
    pairs = [(candidate, event) for event in grid for candidate in grid if candidate <= event]
    _, event = best = max(pairs, key=lambda pair: f1(*pair))
    good = (one for one, other in pairs if other == event and f1(one, other) >= f1(*best) - NOISE)
    return max(good), event

"""Temperatures, biases, weights and thresholds, fitted on articles the network never trained on.

Temperature scaling: Guo et al. 2017, "On Calibration of Modern Neural Networks". A bias a type is
Platt's constant, drawn to zero by a normal prior where a type has few sentences.
"""

import itertools
from collections.abc import Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from pipeline.inference import EventModel, ModelSettings, all_threads, load_model
from pipeline.inference.engines import Engine, Ids, Logits
from pipeline.inference.package import (
    TYPES,
    Calibration,
    Floats,
    article_gain,
    logistic,
    logit,
    realis_elsewhere,
)
from schemas.values import Realis
from training.evaluation.predict import predict
from training.fitting import STEPS, best_weights, least
from training.labels import LabelledSentence, by_article, held_types
from training.spans import with_spans

LOWEST_CANDIDATE = 0.05
NOISE = 0.005
"""F1 by which thresholds must differ to be told apart on so few sentences."""
PRIOR = 0.5
"""Standard deviation of the biases of types, in log odds."""


def calibrate(
    folder: Path, rows: Sequence[LabelledSentence], items: Sequence[LabelledSentence] = ()
) -> Calibration:
    """The calibration of a model, whose own must do nothing.

    Args:
        folder: of the model.
        rows: whole articles, which all of it is fitted on.
        items: single sentences, which tell of spans alone: nearly every one holds an event, which
            no article is like.
    """
    load_model.cache_clear()
    loaded = load_model(ModelSettings(str(folder), threads=all_threads()))
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
    calibration = calibration.model_copy(
        update={
            "confidence_weights": rounded(weights),
            "candidate_threshold": candidate,
            "event_threshold": event,
        }
    )
    calibration = with_realis(model, rows, calibration)
    return with_spans(model, [*rows, *items], calibration)


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


def with_realis(
    model: EventModel, rows: Sequence[LabelledSentence], calibration: Calibration
) -> Calibration:
    """The calibration with what tells the realis, fitted on labelled events of the second pass."""
    own: list[Floats] = []
    elsewhere: list[Floats] = []
    labelled: list[int] = []
    found = predict(with_calibration(model, calibration), rows, calibration.candidate_threshold)
    for _, article in itertools.groupby(found, key=lambda one: one[0].group):
        mentions = [(row, finding) for row, each in article for finding in each.values()]
        if not mentions:
            continue
        probabilities = np.array([one.extraction.realis_probabilities for _, one in mentions])
        others = realis_elsewhere(
            probabilities,
            np.array([one.extraction.present for _, one in mentions]),
            [one.event_type for _, one in mentions],
        )
        for number, (row, one) in enumerate(mentions):
            for labels in row.labels:
                if labels.event_type == one.event_type:
                    own.append(np.log(probabilities[number]))
                    elsewhere.append(others[number])
                    labelled.append(list(Realis).index(labels.realis))
    if not labelled:
        return calibration
    weights, biases = best_realis(np.array(own), np.array(elsewhere), np.array(labelled))
    return calibration.model_copy(update={"realis_weights": weights, "realis_biases": biases})


def rounded(weights: Floats) -> tuple[float, float, float]:
    """Three weights, as a model folder has them."""
    first, second, constant = (round(float(weight), 3) for weight in weights)
    return first, second, constant


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


def best_realis(
    own: Floats, elsewhere: Floats, labelled: NDArray[np.int_]
) -> tuple[tuple[float, float], dict[str, float]]:
    """The weights and the biases of realis with the least log loss.

    A conditional logit (McFadden 1973), drawn to what changes nothing by a normal prior of standard
    deviation one.

    Args:
        own: log probabilities of each realis. Shape: (events, realis).
        elsewhere: what the rest of the article says. Same shape.
        labelled: the place of the right one among ``Realis``. Shape: (events,).

    Returns:
        The two weights, and biases by name; that of the first is zero.
    """
    names = list(Realis)
    one_each = np.broadcast_to(np.eye(len(names))[:, 1:], (*own.shape, len(names) - 1))
    features = np.concatenate([own[:, :, None], elsewhere[:, :, None], one_each], axis=2)
    truth = np.eye(len(names))[labelled]
    nothing = np.array([1.0, 0.0, *[0.0] * (len(names) - 1)])

    def at(weights: Floats) -> tuple[float, Floats, Floats]:
        odds = features @ weights
        log_probability = odds - np.logaddexp.reduce(odds, axis=1, keepdims=True)
        probability = np.exp(log_probability)
        drawn = weights - nothing
        loss = drawn @ drawn / 2 - (log_probability * truth).sum()
        slope = np.einsum("nr,nrf->f", probability - truth, features) + drawn
        mean = np.einsum("nr,nrf->nf", probability, features)
        curve = np.einsum("nr,nrf,nrg->fg", probability, features, features) - mean.T @ mean
        return float(loss), slope, curve + np.eye(len(weights))

    first, second, *biases = (round(float(weight), 3) for weight in least(at, nothing))
    return (first, second), dict(zip(map(str, names), (0.0, *biases), strict=True))


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

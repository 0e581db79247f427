"""Weights that tell right spans from wrong ones, fitted on sentences the network never trained on.

Roles: a logistic regression each. Trigger: a conditional logit (McFadden 1973) over the candidates
of a sentence. Both are drawn to no weight by a normal prior; features are standardised for it, and
the weights turned back.
"""

from collections.abc import Callable, Mapping, Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from pipeline.inference import Asked, EventModel
from pipeline.inference.candidates import FEATURES, HINTS, PLAIN, candidates, pieces_of, range_of
from pipeline.inference.decoding import TaggedSpan
from pipeline.inference.mending import mended, mended_trigger
from pipeline.inference.model import AT_ONCE
from pipeline.inference.package import TRIGGER, Calibration, Floats
from pipeline.inference.spans import apart
from schemas.events import EVENT_TYPES
from schemas.values import Role
from training.evaluation.measure import spans_of
from training.fitting import best_weights
from training.fitting import least as least_loss
from training.labels import LabelledSentence, Span, TypeLabels

PRIOR = 10.0
"""One over the variance of the weights of standardised features. From 1 to 30 it makes no
difference that can be told from chance."""
THRESHOLDS = tuple(round(0.2 + 0.05 * step, 2) for step in range(8))
"""To be tried for the probability from which on a span is an argument."""


class Choice(NamedTuple):
    """The candidates for one tag of one labelled event."""

    features: Floats
    """Shape: (candidates, features)."""
    right: NDArray[np.bool_]
    """Whether each is a labelled span, once it is mended."""
    ranges: list[tuple[int, int]]
    """Characters of each."""
    labelled: int
    """Spans that the labels have."""


def with_spans(
    model: EventModel, rows: Sequence[LabelledSentence], calibration: Calibration
) -> Calibration:
    """The calibration with weights of spans, and the threshold with the best F1 of arguments."""
    choices = choices_of(model, rows)
    weights = {
        tag: best_of(own) if tag == TRIGGER else best_each(own)
        for tag, own in choices.items()
        if any(one.right.any() for one in own)
    }
    roles = {tag: own for tag, own in choices.items() if tag != TRIGGER}
    threshold = max(THRESHOLDS, key=lambda least: f1(roles, weights, least))
    return calibration.model_copy(
        update={
            "span_weights": {
                tag: tuple(round(float(one), 4) for one in own) for tag, own in weights.items()
            },
            "span_threshold": threshold,
        }
    )


def choices_of(model: EventModel, rows: Sequence[LabelledSentence]) -> dict[str, list[Choice]]:
    """The candidates of the labelled events, by tag; tags without any are left out."""
    found: dict[str, list[Choice]] = {}
    held = [row for row in rows if row.labels]
    for start in range(0, len(held), AT_ONCE):
        some = held[start : start + AT_ONCE]
        _, words = model.read([row.text for row in some])
        pairs = [
            (row, labels, pieces_of(own, model.package.types.index(labels.event_type)))
            for row, own in zip(some, words, strict=True)
            for labels in row.labels
        ]
        _, tagged = model.tag([Asked(one.event_type, row.text, told) for row, one, told in pairs])
        for (row, labels, told), own in zip(pairs, tagged, strict=True):
            names = [TRIGGER, *EVENT_TYPES[labels.event_type].fields_by_role()]
            wanted = [model.package.tags.index(name) for name in names]
            every = candidates(own, wanted, wanted[0], told)
            for name, tag in zip(names, wanted, strict=True):
                places = {
                    number: place
                    for number in np.flatnonzero(every.tags == tag).tolist()
                    if (place := range_of(every, number, own.words, row.text))
                }
                choice = _choice(
                    row, labels, name, every.features[list(places)], list(places.values())
                )
                if places or choice.labelled:
                    found.setdefault(str(name), []).append(choice)
    return found


def _choice(
    row: LabelledSentence, labels: TypeLabels, tag: str, features: Floats, ranges: list[Span]
) -> Choice:
    gold = spans_of(row.text, labels.spans.get(tag, ()))
    right = np.array(
        [bool(spans_of(row.text, _mended(tag, where, row.text)) & gold) for where in ranges], bool
    )
    return Choice(features, right, ranges, len(gold))


def _mended(tag: str, where: Span, text: str) -> list[Span]:
    span = TaggedSpan(*where, 1.0)
    if tag == TRIGGER:
        return [mended_trigger(span, text)[:2]]
    return [one[:2] for _, one in mended([(Role(tag), span)], text)]


def best_each(choices: Sequence[Choice]) -> Floats:
    """Weights with which each candidate is right or wrong by itself. Shape: (features,)."""
    features = np.concatenate([one.features for one in choices])
    right = np.concatenate([one.right for one in choices])
    return _unscaled(features, lambda scaled: best_weights(scaled, right, PRIOR), len(FEATURES))


def best_of(choices: Sequence[Choice]) -> Floats:
    """Weights with which a right candidate is the best of its sentence. Shape: (features,)."""
    useful = [one for one in choices if one.right.any()]
    features = np.concatenate([one.features for one in useful])
    right = np.concatenate([one.right for one in useful])
    first = np.cumsum([0, *(len(one.right) for one in useful[:-1])])
    sizes = np.array([len(one.right) for one in useful])

    def fit(scaled: Floats) -> Floats:
        def at(weights: Floats) -> tuple[float, Floats, Floats]:
            logits = scaled @ weights
            chances = _shares(logits, first, sizes)
            among_right = _shares(np.where(right, logits, -np.inf), first, sizes)
            told = np.add.reduceat(chances * right, first)
            loss = PRIOR * weights @ weights / 2 - np.log(told).sum()
            slope = scaled.T @ (chances - among_right) + PRIOR * weights
            mean = np.add.reduceat(scaled * chances[:, None], first)
            curve = (scaled * chances[:, None]).T @ scaled - mean.T @ mean  # as if one were right
            return float(loss), slope, curve + PRIOR * np.eye(len(weights))

        return least_loss(at, np.zeros(scaled.shape[1]))

    return _unscaled(features, fit, len(FEATURES) + len(HINTS))


def _shares(logits: Floats, first: NDArray[np.int_], sizes: NDArray[np.int_]) -> Floats:
    """Softmax in each run of candidates."""
    most = np.repeat(np.maximum.reduceat(logits, first), sizes)
    chances = np.exp(logits - most)
    return np.asarray(chances / np.repeat(np.add.reduceat(chances, first), sizes))


def _unscaled(features: Floats, fit: Callable[[Floats], Floats], count: int) -> Floats:
    """Weights for features as they are, fitted on the first ``count`` of them, standardised."""
    own = features[:, :count]
    mean, scale = own.mean(axis=0), own.std(axis=0)
    constant = FEATURES.index("constant")
    mean[constant], scale[constant] = 0, 1
    scale[scale == 0] = 1
    weights = fit((own - mean) / scale) / scale
    weights[constant] -= weights @ mean
    return np.append(weights, np.zeros(features.shape[1] - count))


def f1(roles: Mapping[str, Sequence[Choice]], weights: Mapping[str, Floats], least: float) -> float:
    """Of the spans of all roles together, where those of at least that probability are taken."""
    right = found = labelled = 0
    for role, choices in roles.items():
        for one in choices:
            labelled += one.labelled
            log_odds = one.features @ weights.get(role, np.array(PLAIN))
            taken = apart(log_odds, least, one.ranges.__getitem__)
            right += int(one.right[[number for number, _ in taken]].sum())
            found += len(taken)
    return 2 * right / max(1, found + labelled)

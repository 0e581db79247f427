"""Convex fits by Newton's method."""

from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray

from pipeline.inference.package import Floats, logistic

STEPS = 25
"""Of each fit: far more than these convex ones need."""


def best_weights(features: Floats, truth: NDArray[np.bool_], prior: float = 1e-2) -> Floats:
    """Logistic regression. Shapes: (n, k) and (n,) to (k,).

    Args:
        features: of each example.
        truth: of each.
        prior: one over the variance of a normal prior of the weights; by default hardly any.
    """
    ridge = prior * np.eye(features.shape[1])

    def at(weights: Floats) -> tuple[float, Floats, Floats]:
        logits = features @ weights
        loss = (
            np.logaddexp(0, np.where(truth, -logits, logits)).sum() + weights @ ridge @ weights / 2
        )
        probability = logistic(logits)
        slope = features.T @ (probability - truth) + ridge @ weights
        curve = (features * (probability * (1 - probability))[:, None]).T @ features + ridge
        return float(loss), slope, curve

    return least(at, np.zeros(features.shape[1]))


def least(at: Callable[[Floats], tuple[float, Floats, Floats]], start: Floats) -> Floats:
    """Where a convex loss is least, by damped Newton steps.

    Args:
        at: the loss, its gradient and its Hessian at a place.
        start: where to begin.
    """
    place = start
    for _ in range(STEPS):
        loss, slope, curve = at(place)
        step = np.linalg.solve(curve, slope)
        while at(place - step)[0] > loss and np.abs(step).max() > 1e-9:
            step = step / 2  # too far from where the curve is known
        place = place - step
    return np.asarray(place)

"""A model folder: what is in it, and the checks before any of it is used.

A folder holds ``model.onnx``, ``tokenizer.json`` and ``model.json``; the last names the labels, the
decision thresholds and temperatures, and the SHA-256 of the other two.
"""

import hashlib
import json
from collections.abc import Sequence
from pathlib import Path
from typing import Annotated

import numpy as np
from numpy.typing import ArrayLike, NDArray
from pydantic import BaseModel, ConfigDict, Field, ValidationError

from schemas.events import EVENT_TYPES
from schemas.values import Realis, Role

ABSENT = "absent"
TRIGGER = "trigger"
WEIGHTS, TOKENIZER = "model.onnx", "tokenizer.json"

OUTPUTS = ("types", "words", "realis", "tags")
"""What the network gives, by name, in order."""
FIRST_PASS, SECOND_PASS = OUTPUTS[:2], OUTPUTS[2:]
"""What each pass gives of it."""
SECOND = "second"
"""Input of the network: whether it is to carry out the second pass, instead of the first."""

TYPES = tuple(EVENT_TYPES)
REALIS = (*(str(realis) for realis in Realis), ABSENT)
TAGS = (TRIGGER, *(str(role) for role in Role))
"""The labels that a network made today has, in order; an older one may lack a type."""

USUAL_SHARE = 0.08
"""Of the other sentences of an article: where so many hold a type, it counts for 0.7."""

USUAL_REALIS = (0.74, 0.12, 0.09, 0.05)
"""Shares of each ``Realis`` among labelled events; they stand for one mention more."""

Floats = NDArray[np.float64]


def prompt_of(event_type: str) -> str:
    """What the network reads before a sentence in the second pass: the type's name in words."""
    return event_type.replace("_", " ")


def logit(probability: ArrayLike) -> Floats:
    """The log odds of probabilities, kept finite."""
    inside = np.clip(np.asarray(probability, np.float64), 1e-6, 1 - 1e-6)
    return np.asarray(np.log(inside / (1 - inside)))


def logistic(log_odds: ArrayLike) -> Floats:
    """The probabilities of log odds."""
    return np.asarray(np.exp(-np.logaddexp(0, -np.asarray(log_odds))))


def article_gain(probabilities: Floats) -> Floats:
    """What speaks for a type in a sentence: that the article's other sentences hold it, too.

    Nothing where none of them does, or there is none.

    Args:
        probabilities: of each type, in the sentences of one article. Shape: (sentences, types).

    Returns:
        log(1 + s / ``USUAL_SHARE``), s the expected share of the other sentences. Same shape.
    """
    others = max(1, len(probabilities) - 1)
    shares = (probabilities.sum(axis=0) - probabilities) / others
    return np.asarray(np.log1p(shares / USUAL_SHARE))


def realis_elsewhere(realis: Floats, present: Floats, types: Sequence[str]) -> Floats:
    """What speaks for each realis of a mention: that others of its type in the article have it.

    A meeting that is planned in one sentence is so in the next, which says "the meeting".

    Args:
        realis: probabilities for each mention of an article. Shape: (mentions, realis).
        present: how sure it is that there is an event. Shape: (mentions,).
        types: the type of each.

    Returns:
        log(s / ``USUAL_REALIS``), s the expected shares among the others of the type and one usual
        mention; zero where there are none. Shape: (mentions, realis).
    """
    names = np.asarray(types)
    weights = (names[:, None] == names[None, :]) * present[None, :]
    np.fill_diagonal(weights, 0)
    shares = (weights @ realis + USUAL_REALIS) / (weights.sum(1, keepdims=True) + 1)
    return np.asarray(np.log(shares / USUAL_REALIS))


class ModelError(ValueError):
    """A model folder that cannot be used; the message names the folder and the reason."""


class Calibration(BaseModel):
    """What turns logits into probabilities and decisions. Fitted on held-out training text."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    type_temperature: Annotated[float, Field(gt=0)]
    type_biases: dict[str, float] = {}
    """Added to the logit of a type, after the temperature: types that the network is too sure of,
    or not sure enough."""
    realis_biases: dict[str, float] = {}
    """Added to the log odds of a realis, where the event is asserted: how often each is right."""
    realis_weights: tuple[float, float] = (1.0, 0.0)
    """Of the log probability of a realis in a sentence by itself, and of ``realis_elsewhere``."""
    span_weights: dict[str, tuple[float, ...]] = {}
    """Of what is known of a candidate span, by tag: ``spans.FEATURES`` and ``spans.HINTS``."""
    span_threshold: Annotated[float, Field(ge=0, le=1)] = 0.5
    """A span of a role at or above it is an argument."""
    article_weights: tuple[float, float, float] | None = None
    """Of a type's log odds in a sentence by itself, of ``article_gain``, and a constant."""
    candidate_threshold: Annotated[float, Field(ge=0, le=1)]
    """A type at or above it, in the first pass, goes to the second."""
    confidence_weights: tuple[float, float, float] | None = None
    """Of the logits of the two passes, and a constant; without them, the product of the two."""
    event_threshold: Annotated[float, Field(ge=0, le=1)]
    """A mention at or above it, after the second pass, is an event."""

    def type_probabilities(self, logits: Floats, types: Sequence[str]) -> Floats:
        """The probabilities of ``types`` in the sentences of one article, from their logits.

        Shape of both: (sentences, types). Each sentence is read by itself, and then, if there are
        others and weights for them, with what that says of the others.
        """
        biases = np.array([self.type_biases.get(name, 0.0) for name in types])
        log_odds = logits / self.type_temperature + biases
        if self.article_weights is not None and len(logits) > 1:
            own, others, constant = self.article_weights
            gain = article_gain(logistic(log_odds))
            log_odds = own * log_odds + others * gain + constant
        return logistic(log_odds)

    def realis(self, probabilities: Floats, present: Floats, types: Sequence[str]) -> list[Realis]:
        """The likeliest realis of each mention of one article, read with the others of its type.

        Args: as those of ``realis_elsewhere``.
        """
        own, others = self.realis_weights
        log_odds = own * np.log(probabilities) + [self.realis_biases.get(r, 0.0) for r in Realis]
        if others:
            log_odds += others * realis_elsewhere(probabilities, present, types)
        return [tuple(Realis)[best] for best in log_odds.argmax(axis=1)]

    def confidence(self, type_probability: float, present: float) -> float:
        """The confidence of a mention, from the probabilities of the two passes."""
        if self.confidence_weights is None:
            return type_probability * present
        first, second, constant = self.confidence_weights
        log_odds = first * logit(type_probability) + second * logit(present) + constant
        return float(logistic(log_odds))


class ModelPackage(BaseModel):
    """The contents of ``model.json``."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    model_id: str
    ontology_version: str
    languages: tuple[str, ...]
    """ISO 639-1 codes of the languages that the model reads."""
    max_length: Annotated[int, Field(gt=8, le=512)]
    types: tuple[str, ...]
    realis: tuple[str, ...]
    tags: tuple[str, ...]
    calibration: Calibration
    files: dict[str, str]
    """SHA-256 of the other files of the folder, by name."""


def read_package(folder: Path) -> ModelPackage:
    """Read and check ``folder``.

    Raises:
        ModelError: a file is missing or altered, or the labels do not fit the ontology.
    """
    try:
        package = ModelPackage.model_validate(json.loads((folder / "model.json").read_bytes()))
    except OSError as error:
        raise ModelError(f"{folder}: no model here: {error.strerror or error}") from error
    except ValidationError as error:
        first = error.errors()[0]
        place = ".".join(str(part) for part in first["loc"])
        raise ModelError(f"{folder}/model.json: {place or 'all of it'}: {first['msg']}") from error
    except ValueError as error:
        raise ModelError(f"{folder}/model.json: {error}") from error
    unknown = sorted(set(package.types) - set(EVENT_TYPES))
    if unknown:
        raise ModelError(f"{folder}: the ontology has no event type {', '.join(unknown)}")
    if set(package.realis) != set(REALIS) or set(package.tags) != set(TAGS):
        raise ModelError(f"{folder}: its realis or role labels are not those of the ontology")
    for name in sorted({WEIGHTS, TOKENIZER, *package.files}):
        path = folder / name
        if not path.is_file():
            raise ModelError(f"{path}: missing")
        if sha256_of(path) != package.files.get(name):
            raise ModelError(f"{path}: its SHA-256 is not the one that model.json gives")
    return package


def sha256_of(path: Path) -> str:
    """The SHA-256 of a file, in hex."""
    with path.open("rb") as data:
        return hashlib.file_digest(data, "sha256").hexdigest()

"""A type classifier of the user's own, in place of the model's first pass."""

from collections.abc import Sequence
from typing import Protocol

from pipeline.inference.checkpoints import local_copy, name_of
from pipeline.inference.decoding import Probabilities
from pipeline.inference.labels import read_label_map
from pipeline.inference.package import ModelError

CANDIDATE = 0.5
"""A type at or above it goes to the second pass. Losses of one decision a label are made for that
threshold; ``min_confidence``, applied to the product of the two passes, raises the bar.
"""


class TypeClassifier(Protocol):
    """Finds the event types of sentences."""

    name: str
    """What rows call it."""
    types: tuple[str, ...]
    """The types it can find, in the order of its columns."""

    def classify(self, sentences: Sequence[str]) -> Probabilities:
        """Probability of each type. Shape: (sentences, types)."""
        ...


def open_classifier(source: str, label_map: str | None) -> TypeClassifier:
    """The classifier in a checkpoint.

    Args:
        source: its folder, here or on a file system that Beam knows, or its name at Hugging Face.
        label_map: JSON file of what its labels stand for; without one they are event types.

    Raises:
        ModelError: it cannot be used, or the extra that it needs is not installed.
    """
    try:
        from pipeline.inference.torch_classifier import TorchClassifier
    except ImportError as error:
        raise ModelError(
            "an own classifier needs the extra: pip install 'news-event-pipeline[torch]'"
        ) from error
    given = None if label_map is None else read_label_map(label_map)
    with local_copy(source) as folder:
        return TorchClassifier(folder, source, name_of(source), given)

"""The labels of somebody else's checkpoint, and the event types that they stand for."""

import json
from collections.abc import Mapping, Sequence

from apache_beam.io.filesystems import FileSystems

from pipeline.inference.package import ModelError
from schemas.events import EVENT_TYPES

LabelMap = Mapping[str, str | None]

SHOWN = 8
"""Names that an error lists."""


def entailment_of(labels: Sequence[str]) -> int | None:
    """The number of the label that says that a sentence entails another; None if there is none."""
    for number, label in enumerate(labels):
        if label.lower().startswith("entail"):  # "not_entailment" is its opposite
            return number
    return None


def definition_of(event_type: str) -> str:
    """The definition of an event type, on one line."""
    return " ".join((EVENT_TYPES[event_type].__doc__ or "").split())


def read_label_map(path: str) -> dict[str, str | None]:
    """A JSON object of event types, or null, by the labels of a checkpoint.

    Raises:
        ModelError: it is not there, not that, or names what is no event type.
    """
    try:
        with FileSystems.open(path) as handle:
            content = json.loads(handle.read())
    except OSError as error:
        raise ModelError(f"{path}: cannot be read: {' '.join(str(error).split())}") from error
    except ValueError as error:
        raise ModelError(f"{path}: not JSON: {error}") from error
    if not isinstance(content, dict) or not all(
        value is None or isinstance(value, str) for value in content.values()
    ):
        raise ModelError(f"{path}: not a JSON object of labels with an event type, or null, each")
    unknown = sorted({value for value in content.values() if value} - set(EVENT_TYPES))
    if unknown:
        raise ModelError(f"{path}: the ontology has no event type {listed(unknown)}")
    return content


def types_of_labels(
    labels: Sequence[str], label_map: LabelMap, source: str
) -> tuple[str | None, ...]:
    """The event type of each label, None where it is to be ignored.

    A label that the map does not name must be an event type itself.

    Raises:
        ModelError: labels and ontology do not fit; the message names the labels.
    """
    strange = sorted(set(label_map) - set(labels))
    if strange:
        raise ModelError(f"{source}: has no label {listed(strange)}, which the label map names")
    lost = [label for label in labels if label not in label_map and label not in EVENT_TYPES]
    if lost:
        raise ModelError(
            f"{source}: no event type is named {listed(lost)}; "
            "a label map can give each such label a type, or null"
        )
    types = tuple(label_map.get(label, label) for label in labels)
    if not any(types):
        raise ModelError(f"{source}: the label map leaves none of its labels")
    return types


def listed(names: Sequence[str]) -> str:
    """Names in a row, the first few of many."""
    more = len(names) - SHOWN
    return ", ".join(names[:SHOWN]) + (f" and {more} more" if more > 0 else "")

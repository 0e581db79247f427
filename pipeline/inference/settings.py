"""What a user sets of the model: its folder, the engine, the threshold, an own type classifier."""

import dataclasses
import os
from typing import Any, Literal, get_args

from models import SHIPPED_MODEL

EngineName = Literal["onnx", "torch"]
ENGINES: tuple[EngineName, ...] = get_args(EngineName)

MOST_THREADS = 4
"""A call is small work, and other processes want cores too. More than two were not measured."""


def all_threads() -> int:
    """The threads of a process that is the only one to run a model here, at most four."""
    try:
        cores = len(os.sched_getaffinity(0))
    except AttributeError:  # it is of Linux alone
        cores = os.cpu_count() or 1
    return min(MOST_THREADS, cores)


@dataclasses.dataclass(frozen=True)
class ModelSettings:
    """Which model finds the events, and how. Small and picklable; nothing is read here.

    Paths are read where the model runs: on a cluster, on each worker.

    Args:
        folder: folder of the model, here or on a file system that Beam knows (gs://); the shipped
            one by default.
        engine: ``onnx``, on the CPU, or ``torch``, on a GPU if there is one (needs the extra).
        min_confidence: the least confidence of an event, 0 to 1, in place of the model's own.
        classifier: a checkpoint that finds the types in place of the model's first pass: a folder,
            here or on a file system that Beam knows (gs://), or a name at Hugging Face.
        label_map: JSON file of the event types, or null, that the classifier's labels stand for.
        threads: cores that the onnx engine may take at once; what is found is the same. Many
            processes with one each are faster than one with many.

    Raises:
        ValueError: a value is out of its range, or there is a label map without a classifier.
    """

    folder: str = SHIPPED_MODEL
    engine: EngineName = "onnx"
    min_confidence: float | None = None
    classifier: str | None = None
    label_map: str | None = None
    threads: int = 1

    def __post_init__(self) -> None:
        if self.engine not in ENGINES:
            raise ValueError(f"no engine {self.engine!r}; there are {', '.join(ENGINES)}")
        if self.min_confidence is not None and not 0 <= self.min_confidence <= 1:
            raise ValueError(f"a confidence of {self.min_confidence} is not between 0 and 1")
        if self.threads < 1:
            raise ValueError(f"{self.threads} threads are none")
        for name in ("folder", "classifier", "label_map"):
            if getattr(self, name) == "":
                raise ValueError(f"the {name.replace('_', ' ')} has no name")
        if self.label_map is not None and self.classifier is None:
            raise ValueError("a label map is for a classifier, and none is named")

    def __getstate__(self) -> dict[str, Any]:
        """The fields, for a worker: the shipped model lies where the package is installed there."""
        return {**vars(self), "folder": None if self.folder == SHIPPED_MODEL else self.folder}

    def __setstate__(self, fields: dict[str, Any]) -> None:
        """The fields as they are here."""
        vars(self).update({**fields, "folder": fields["folder"] or SHIPPED_MODEL})

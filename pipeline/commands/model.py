"""The model that a command is told to use."""

import argparse
import os

from pipeline.inference import EventModel, ModelError, ModelSettings, load_model
from pipeline.options import UsageError

MOST_THREADS = 4
"""A call is small work: more cores would mostly wait for each other."""


def model_settings(options: argparse.Namespace, *, alone: bool = True) -> ModelSettings:
    """What the options say of the model.

    Args:
        options: of a command with the options of a model.
        alone: whether this process is the only one that runs it, and may take the machine's cores.

    Raises:
        UsageError: they make no sense together.
    """
    try:
        return ModelSettings(
            folder=options.model,
            engine=options.engine,
            min_confidence=options.min_confidence,
            classifier=options.classifier,
            label_map=options.label_map,
            threads=min(MOST_THREADS, cores()) if alone else 1,
        )
    except ValueError as error:
        raise UsageError(str(error)) from error


def cores() -> int:
    """The cores that this process may run on."""
    try:
        return len(os.sched_getaffinity(0))
    except AttributeError:  # it is of Linux alone
        return os.cpu_count() or 1


def open_model(settings: ModelSettings) -> EventModel:
    """The model; a runner in this process finds it loaded.

    Raises:
        UsageError: it cannot be used.
    """
    try:
        return load_model(settings)
    except ModelError as error:
        raise UsageError(str(error)) from error

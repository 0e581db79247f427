"""The model that a command is told to use."""

import argparse

from pipeline.inference import EventModel, ModelError, ModelSettings, all_threads, load_model
from pipeline.options import UsageError


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
            threads=all_threads() if alone else 1,
        )
    except ValueError as error:
        raise UsageError(str(error)) from error


def open_model(settings: ModelSettings) -> EventModel:
    """The model; a runner in this process finds it loaded.

    Raises:
        UsageError: it cannot be used.
    """
    try:
        return load_model(settings)
    except ModelError as error:
        raise UsageError(str(error)) from error

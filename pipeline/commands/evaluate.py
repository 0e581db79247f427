"""``evaluate``: a model against labelled sentences."""

import argparse
from pathlib import Path

from rich.console import Console

from pipeline.commands.model import model_settings, open_model
from pipeline.options import UsageError
from training.evaluation.evaluate import evaluate as measure
from training.evaluation.evaluate import report, write_json


def evaluate(options: argparse.Namespace) -> int:
    """Run the command; returns the exit status.

    Raises:
        UsageError: the model or a label file cannot be used.
    """
    model = open_model(model_settings(options))
    try:
        figures = measure(model, [Path(path) for path in options.labels])
    except (ValueError, OSError) as error:
        raise UsageError(str(error)) from error
    report(figures, Console(highlight=False, width=100))
    if options.json:
        try:
            write_json(figures, Path(options.json))
        except OSError as error:
            raise UsageError(f"cannot write {options.json}: {error.strerror}") from error
    return 0

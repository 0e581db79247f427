"""From label files to a model folder, in one go."""

import tomllib
from collections.abc import Sequence
from pathlib import Path

from training.export import export
from training.train import train

RECIPE = Path(__file__).with_name("recipe.toml")
NETWORK = "network"
"""Folder, in the model folder, of what was trained; not needed to run the model."""


def build(
    base: Path,
    labels: Sequence[Path],
    output: Path,
    name: str,
    recipe: Path = RECIPE,
    *,
    only_export: bool = False,
) -> float:
    """Train by the recipe, export, calibrate; ``only_export`` takes what an earlier call trained.

    Returns:
        Share of the held-out sentences in which the quantised and the plain network find the same
        events.

    Raises:
        ValueError: the recipe or a label file is not in the format, or a row has no open licence.
        OSError: a file cannot be read or written.
    """
    network = output / NETWORK
    if not only_export:
        train(base, labels, network, tomllib.loads(recipe.read_text(encoding="utf-8")))
    return export(network, base, labels, output, name)

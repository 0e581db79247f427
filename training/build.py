"""From label files to a model folder, in one go."""

import json
import shutil
import tomllib
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import torch
from tokenizers import Tokenizer

from pipeline.inference.network import EventNetwork
from pipeline.inference.torch_weights import Weights, read_weights
from training.export import export
from training.labels import LabelledSentence, read_labels, split
from training.learning.distil import told_by
from training.learning.train import train_network
from training.unlabelled import read_sentences

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
    unlabelled: Sequence[Path] = (),
    average_with: Path | None = None,
    only_export: bool = False,
) -> float:
    """Train by the recipe, export, calibrate; ``only_export`` takes what an earlier call trained.

    Args:
        base: folder of the base encoder.
        labels: label files.
        output: model folder to write.
        name: ``model_id`` to give.
        recipe: the settings.
        unlabelled: files of texts on which teachers, trained first, are to teach the network.
        average_with: model folder whose weights those of the network are averaged with: Wortsman
            et al. 2022, "Model soups".
        only_export: whether nothing is trained.

    Returns:
        Share of the held-out sentences in which the quantised and the plain network find the same
        events.

    Raises:
        ValueError: the recipe, a label file or a text is not in the format, or has no open licence.
        OSError: a file cannot be read or written.
    """
    network = output / NETWORK
    if not only_export:
        settings = tomllib.loads(recipe.read_text(encoding="utf-8"))
        train(base, labels, unlabelled, network, settings, average_with)
    return export(network, base, labels, output, name)


def train(
    base: Path,
    labels: Sequence[Path],
    unlabelled: Sequence[Path],
    output: Path,
    recipe: dict[str, Any],
    average_with: Path | None = None,
) -> None:
    """Run the recipe and write the network into ``output``.

    Writes ``network.pt``, ``tokenizer.json``, ``recipe.json`` and ``held_out.json``: the ids that
    were kept out, to fit thresholds and temperatures on.
    """
    tokenizer = Tokenizer.from_file(str(base / "tokenizer.json"))
    tokenizer.no_padding()
    tokenizer.enable_truncation(recipe["max_length"])
    seed = recipe["seed"]
    rows, held_out = split(read_labels(labels, training=True), recipe["validation_share"], seed)
    known = {row.text for row in (*rows, *held_out)}
    sentences = [text for text in read_sentences(unlabelled) if text not in known]
    if sentences:
        network = taught(base, rows, sentences, recipe, tokenizer)
    else:
        network = train_network(base, rows, settings_of(recipe), tokenizer, "network")
    if average_with:
        average(network, read_weights(average_with / "model.onnx"))
    output.mkdir(parents=True, exist_ok=True)
    torch.save(network.cpu().state_dict(), output / "network.pt")
    shutil.copy(base / "tokenizer.json", output / "tokenizer.json")
    (output / "held_out.json").write_text(json.dumps([row.id for row in held_out]))
    (output / "recipe.json").write_text(json.dumps(recipe))


def settings_of(recipe: dict[str, Any], kind: str | None = None, number: int = 0) -> dict[str, Any]:
    """The settings of one network of a kind that has its own table in the recipe."""
    own = recipe[kind] if kind else {}
    return {**recipe["network"], **own, "seed": recipe["seed"] + number}


def taught(
    base: Path,
    rows: Sequence[LabelledSentence],
    sentences: Sequence[str],
    recipe: dict[str, Any],
    tokenizer: Tokenizer,
) -> EventNetwork:
    """Train teachers, let them tell of sentences, and let the first of them learn from that."""

    def teachers(kind: str) -> list[EventNetwork]:
        return [
            train_network(base, rows, settings_of(recipe, kind, one), tokenizer, f"{kind} {one}")
            for one in range(1, recipe[kind]["count"] + 1)
        ]

    of_types, of_both = teachers("teachers_of_types"), teachers("teachers")
    told = told_by([*of_types, *of_both], of_both, sentences, tokenizer, recipe["seed"])
    settings = settings_of(recipe, "taught")
    return train_network(base, rows, settings, tokenizer, "taught", told, of_both[0])


def average(network: EventNetwork, other: Weights) -> None:
    """Set each weight to the mean of two networks that were trained from the same base.

    Raises:
        ValueError: the other has other weights than the network.
    """
    state = network.state_dict()
    if {name: tuple(value.shape) for name, value in state.items()} != {
        name: array.shape for name, array in other.parameters.items()
    }:
        raise ValueError("the network to average with is of another shape, or has other types")
    for name, value in state.items():
        state[name] = (value + torch.tensor(other.parameters[name], device=value.device)) / 2
    network.load_state_dict(state)

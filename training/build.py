"""From label files to a model folder, in one go."""

import json
import shutil
import tomllib
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

import torch
from tokenizers import Tokenizer

from pipeline.inference.network import EventNetwork, TwoPassNetwork
from pipeline.inference.package import TYPES, read_package
from pipeline.inference.torch_weights import read_weights
from training.export import export
from training.labels import read_labels, split
from training.learning.distil import told_by
from training.learning.examples import Example
from training.learning.loop import device_of
from training.learning.train import train_network
from training.unlabelled import read_sentences

RECIPE = Path(__file__).with_name("recipe.toml")
NETWORK = "network"
"""Folder, in the model folder, of what was trained; not needed to run the model."""
AGAIN = ("first_pass_again", "second_pass_again")
"""What the recipe calls the training that goes on with the networks of a model."""
WORD_EMBEDDINGS = "encoder.embeddings.word_embeddings.weight"


def build(
    base: Path,
    labels: Sequence[Path],
    output: Path,
    name: str,
    recipe: Path = RECIPE,
    *,
    unlabelled: Sequence[Path] = (),
    start: Path | None = None,
    only_export: bool = False,
) -> float:
    """Train by the recipe, export, calibrate; ``only_export`` takes what an earlier call trained.

    Args:
        base: folder of the base encoder.
        labels: label files.
        output: model folder to write.
        name: ``model_id`` to give.
        recipe: the settings.
        unlabelled: files of texts on which teachers, trained first, are to teach the networks.
        start: model folder whose networks are trained on, instead of new ones.
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
        train(base, labels, unlabelled, network, settings, start)
    return export(network, base, labels, output, name)


def train(
    base: Path,
    labels: Sequence[Path],
    unlabelled: Sequence[Path],
    output: Path,
    recipe: dict[str, Any],
    start: Path | None = None,
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

    def trained(kind: str, number: int, **more: Any) -> EventNetwork:
        settings = settings_of(recipe, kind)
        return train_network(base, rows, settings, tokenizer, f"{kind} {number}", **more)

    def mean_of(kind: str, told: Sequence[Example], start: EventNetwork | None) -> EventNetwork:
        told = [*told] * recipe[kind]["told_times"]
        return mean(
            trained(kind, order, told=told, start=start, order=order)
            for order in range(1, recipe[kind]["count"] + 1)
        )

    told: list[Example] = []
    began: EventNetwork | None = None
    if sentences:
        of_types, of_both = (
            [trained(kind, number, beginning=number) for number in range(recipe[kind]["count"])]
            for kind in ("teachers_of_types", "teachers")
        )
        told = told_by([*of_types, *of_both], of_both, sentences, tokenizer, seed)
        began = of_both[0]
    told_types = [one for one in told if one.types is not None]
    told_pairs = [one for one in told if one.types is None]
    if start:
        before = networks_in(start, base)
        first = trained(AGAIN[0], 0, told=told_types, start=before[0])
        second = trained(AGAIN[1], 0, told=told_pairs, start=before[1], asked=before[0])
        for network, was, kind in zip((first, second), before, AGAIN, strict=True):
            draw_back(network, was, recipe[kind]["began_share"])
    else:
        first = mean_of("first_pass", told_types, None)
        second = mean_of("second_pass", told, began) if began else trained("teachers", 0)
        blend(first, second, began or second, **recipe["blend"])
    network = TwoPassNetwork(first, second).cpu()
    output.mkdir(parents=True, exist_ok=True)
    torch.save(network.state_dict(), output / "network.pt")
    shutil.copy(base / "tokenizer.json", output / "tokenizer.json")
    (output / "held_out.json").write_text(json.dumps([row.id for row in held_out]))
    (output / "recipe.json").write_text(json.dumps(recipe))


def settings_of(recipe: dict[str, Any], kind: str) -> dict[str, Any]:
    """The settings of the networks of a kind, which has its own table in the recipe."""
    return {**recipe["network"], **recipe[kind], "seed": recipe["seed"]}


def networks_in(folder: Path, base: Path) -> tuple[EventNetwork, EventNetwork]:
    """The networks of the two passes in a model folder, to go on with.

    Each has the heads of the other, too, which it is not fitted to, and the word embeddings of the
    base, which are never trained. A folder of one network for both passes does as well.

    Raises:
        ValueError: it is of another shape than the base, or does not know the same types.
    """
    if read_package(folder).types != TYPES:
        raise ValueError(f"{folder}: does not know the types of the ontology")
    weights = read_weights(folder / "model.onnx").parameters

    def of_pass(*passes: str) -> EventNetwork:
        network = EventNetwork(base)
        state = network.state_dict()
        for name, value in state.items():
            if name == WORD_EMBEDDINGS:
                continue
            places = (*(f"{one}.{name}" for one in passes), name)
            found = [weights[place] for place in places if place in weights]
            if not found or found[0].shape != value.shape:
                raise ValueError(f"{folder}: {name} is not as it is in {base}")
            state[name] = torch.tensor(found[0])
        network.load_state_dict(state)
        network.to(device_of())
        return network

    return of_pass("first", "second"), of_pass("second", "first")


def draw_back(network: EventNetwork, began: EventNetwork, share: float) -> None:
    """Change a network into a mean of itself and what it began as: it forgets less.

    Wortsman et al. 2022, "Robust fine-tuning of zero-shot models".
    """
    state, before = network.state_dict(), began.state_dict()
    for name, value in state.items():
        if value.is_floating_point():
            state[name] = torch.lerp(value, before[name], share)
    network.load_state_dict(state)


def mean(networks: Iterable[EventNetwork]) -> EventNetwork:
    """A network with the mean of the weights of some that began alike.

    Wortsman et al. 2022, "Model soups". The first of them is changed into it.
    """
    first, *others = networks
    state = first.state_dict()
    for name, value in state.items():
        if value.is_floating_point():
            state[name] = torch.stack([value, *(o.state_dict()[name] for o in others)]).mean(0)
    first.load_state_dict(state)
    return first


def blend(
    first: EventNetwork,
    second: EventNetwork,
    began: EventNetwork,
    *,
    second_share: float,
    began_share: float,
    layers: int,
    share: float,
) -> None:
    """Mix what was learned apart, and let both passes share their lowest layers.

    Types are found better by the mean of two networks that have learned apart; tags are not, but
    by the mean of a network and what it began as.

    Args:
        first: changed.
        second: changed.
        began: what the second went on with.
        second_share: how much of the second the first takes over.
        began_share: how much of what it began as the second takes back.
        layers: how many of the lowest layers, and the embeddings, become the same.
        share: how much of the second these are.
    """
    ours, theirs, before = first.state_dict(), second.state_dict(), began.state_dict()
    shared = tuple(f"encoder.encoder.layer.{number}." for number in range(layers))
    for name, value in ours.items():
        if not value.is_floating_point():
            continue
        if name.startswith(("encoder.embeddings.", *shared)):
            ours[name] = theirs[name] = torch.lerp(value, theirs[name], share)
        else:
            ours[name] = torch.lerp(value, theirs[name], second_share)
            theirs[name] = torch.lerp(theirs[name], before[name], began_share)
    first.load_state_dict(ours)
    second.load_state_dict(theirs)

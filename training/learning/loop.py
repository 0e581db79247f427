"""The optimisation of one network: loss, schedule, and the average of its last weights."""

import random
import time
from collections.abc import Callable, Sequence
from typing import Any

import torch
from torch.nn import functional
from torch.optim.swa_utils import get_ema_multi_avg_fn

from pipeline.inference.network import EventNetwork
from pipeline.inference.package import TAGS, TRIGGER
from training.learning.examples import IGNORED, Example, batches

Epoch = Callable[[], Sequence[Example]]
"""Makes the examples of one epoch when it begins."""
AVERAGE_FROM = 0.3
"""Share of the steps after which weights are averaged."""


def device_of() -> torch.device:
    """Where networks are trained: a GPU if there is one."""
    return torch.device("cuda" if torch.cuda.is_available() else "cpu")


def half_precision() -> torch.autocast:
    """Products in bfloat16, where the device has instructions for it.

    A CPU without them (AVX2 alone) imitates it, at a twentieth of the speed of its floats.
    """
    device = device_of().type
    known = torch.cpu.get_capabilities() if device == "cpu" else {"bf16": True}
    has_it = any(known[name] for name in known if name.endswith("bf16"))
    return torch.autocast(device, torch.bfloat16, enabled=has_it)


def loss_of(
    network: EventNetwork, batch: dict[str, torch.Tensor], weight: dict[str, float]
) -> torch.Tensor:
    """The weighted sum of the heads' losses, each a mean over the examples that have it."""
    batch = {name: tensor.to(device_of(), non_blocking=True) for name, tensor in batch.items()}
    with half_precision():
        types, words, realis, tags = network(batch["input_ids"], batch["attention_mask"])
    has_types, has_words = batch["has_types"], batch["has_words"]
    by_type = _binary(types.float(), batch["types"])
    by_word = (_binary(words.float(), batch["type_words"]) * batch["attention_mask"]).sum(1)
    target = batch["tags"]
    tag_loss = functional.cross_entropy(
        tags.float().view(*target.shape, 3).permute(0, 3, 1, 2),
        target,
        ignore_index=IGNORED,
        reduction="sum",
    ) / (target[:, :, TAGS.index(TRIGGER)] != IGNORED).sum().clamp(min=1)
    parts = {
        "types": (by_type * has_types).sum() / has_types.sum().clamp(min=1),
        "words": (by_word * has_words).sum() / has_words.sum().clamp(min=1),
        "realis": functional.cross_entropy(realis.float(), batch["realis"]),
        "tags": tag_loss,
    }
    zero = torch.zeros((), device=device_of())
    return sum((weight[name] * part for name, part in parts.items()), zero)


def _binary(logits: torch.Tensor, target: torch.Tensor) -> torch.Tensor:
    """Binary cross entropy, summed over types."""
    loss: torch.Tensor = functional.binary_cross_entropy_with_logits(
        logits, target, reduction="none"
    )
    return loss.sum(-1)


def fit_heads(
    network: EventNetwork,
    examples: Sequence[Example],
    settings: dict[str, Any],
    pad_id: int,
    chance: random.Random,
) -> None:
    """One epoch of the heads alone, on the features of the encoder as it is."""
    network.encoder.requires_grad_(False)
    optimiser = torch.optim.AdamW(network.heads(), lr=settings["head_start"])
    for batch in batches(examples, settings["batch_size"], pad_id, chance):
        optimiser.zero_grad()
        loss_of(network, batch, settings["loss"]).backward()
        optimiser.step()
    network.encoder.requires_grad_(True)


def fit(
    network: EventNetwork,
    epochs: Sequence[Epoch],
    settings: dict[str, Any],
    pad_id: int,
    chance: random.Random,
    name: str,
) -> None:
    """Fine-tune everything but the word embeddings; the network ends with its averaged weights.

    Args:
        network: in training mode.
        epochs: what makes the examples of each epoch.
        settings: of one network in the recipe.
        pad_id: id of the padding.
        chance: what shuffles.
        name: what the progress is printed under.
    """
    groups = rated(network, settings)
    parameters = [parameter for group in groups for parameter in group["params"]]
    optimiser = torch.optim.AdamW(groups, weight_decay=settings["weight_decay"], fused=True)
    full = [group["lr"] for group in groups]
    average: list[torch.Tensor] = []
    keep_average = get_ema_multi_avg_fn(settings["average"])
    for number, epoch in enumerate(epochs, 1):
        began, total = time.monotonic(), torch.zeros((), device=device_of())
        examples = epoch()
        steps, whole = 0, -(-len(examples) // settings["batch_size"])
        for batch in batches(examples, settings["batch_size"], pad_id, chance):
            steps += 1
            progress = (number - 1 + steps / whole) / len(epochs)
            for group, rate in zip(optimiser.param_groups, full, strict=True):
                group["lr"] = rate * share_of_rate(progress, settings["warmup"])
            loss = loss_of(network, batch, settings["loss"])
            optimiser.zero_grad()
            loss.backward()
            torch.nn.utils.clip_grad_norm_(parameters, 1.0)
            optimiser.step()
            total += loss.detach()
            if progress >= AVERAGE_FROM:
                average = average or [parameter.detach().clone() for parameter in parameters]
                keep_average(average, parameters, None)
        seconds = time.monotonic() - began
        print(f"{name} {number}: loss {total.item() / steps:.4f} in {seconds:.0f} s", flush=True)
    with torch.no_grad():
        for parameter, averaged in zip(parameters, average, strict=True):
            parameter.copy_(averaged)


def rated(network: EventNetwork, settings: dict[str, Any]) -> list[dict[str, Any]]:
    """What is trained, with its learning rate: it falls by ``layer_decay`` from layer to layer.

    The word embeddings stay as they are, and so does all beneath the lowest layer that is trained.
    Sun et al. 2019, "How to Fine-Tune BERT for Text Classification?".
    """
    layers = list(network.encoder.encoder.layer)
    frozen = settings["frozen_layers"]
    network.encoder.embeddings.requires_grad_(frozen == 0)
    network.encoder.embeddings.word_embeddings.requires_grad_(False)
    for layer in layers[:frozen]:
        layer.requires_grad_(False)
    groups = [{"params": network.heads(), "lr": settings["head_learning_rate"]}]
    rate = settings["learning_rate"]
    for layer in (*reversed(layers), network.encoder.embeddings):
        trained = [parameter for parameter in layer.parameters() if parameter.requires_grad]
        if trained:
            groups.append({"params": trained, "lr": rate})
        rate *= settings["layer_decay"]
    return groups


def share_of_rate(progress: float, warmup: float) -> float:
    """Share of the learning rate after a share of the epochs: warm-up, then linear decay to 0."""
    return min(progress / max(warmup, 1e-9), (1 - progress) / max(1 - warmup, 1e-9))

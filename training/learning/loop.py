"""The optimisation of one network: loss, schedule, and the average of its last weights."""

import random
import time
from collections.abc import Callable, Sequence
from typing import Any

import torch
from torch.nn import functional

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


def loss_of(
    network: EventNetwork, batch: dict[str, torch.Tensor], weight: dict[str, float]
) -> torch.Tensor:
    """The weighted sum of the heads' losses, each a mean over the examples that have it."""
    batch = {name: tensor.to(device_of(), non_blocking=True) for name, tensor in batch.items()}
    with torch.autocast(device_of().type, torch.bfloat16):
        types, realis, tags, words = network.with_words(batch["input_ids"], batch["attention_mask"])
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
    network.encoder.embeddings.word_embeddings.requires_grad_(False)
    parameters = [p for p in network.parameters() if p.requires_grad]
    optimiser = torch.optim.AdamW(
        [
            {
                "params": [p for p in network.encoder.parameters() if p.requires_grad],
                "lr": settings["learning_rate"],
            },
            {"params": network.heads(), "lr": settings["head_learning_rate"]},
        ],
        weight_decay=settings["weight_decay"],
        fused=True,
    )
    average: list[torch.Tensor] = []
    schedule = None
    for number, epoch in enumerate(epochs, 1):
        began, total = time.monotonic(), torch.zeros((), device=device_of())
        examples = epoch()
        steps, whole = 0, -(-len(examples) // settings["batch_size"])
        if schedule is None:  # epochs are taken to be as long as the first
            schedule = _schedule(optimiser, whole * len(epochs), settings["warmup"])
        for batch in batches(examples, settings["batch_size"], pad_id, chance):
            loss = loss_of(network, batch, settings["loss"])
            optimiser.zero_grad()
            loss.backward()
            torch.nn.utils.clip_grad_norm_(parameters, 1.0)
            optimiser.step()
            schedule.step()
            total, steps = total + loss.detach(), steps + 1
            if number - 1 + steps / whole >= AVERAGE_FROM * len(epochs):
                _keep_average(average, parameters, settings["average"])
        seconds = time.monotonic() - began
        print(f"{name} {number}: loss {total.item() / steps:.4f} in {seconds:.0f} s", flush=True)
    with torch.no_grad():
        for parameter, averaged in zip(parameters, average, strict=True):
            parameter.copy_(averaged)


def _schedule(
    optimiser: torch.optim.Optimizer, steps: int, warmup_share: float
) -> torch.optim.lr_scheduler.LambdaLR:
    """Warm-up, then linear decay to zero."""
    warmup = max(1, round(steps * warmup_share))
    return torch.optim.lr_scheduler.LambdaLR(
        optimiser, lambda step: min((step + 1) / warmup, max(0.0, (steps - step) / steps))
    )


@torch.no_grad()
def _keep_average(
    average: list[torch.Tensor], parameters: Sequence[torch.Tensor], decay: float
) -> None:
    """Exponential moving average of the weights, in place."""
    if not average:
        average.extend(parameter.detach().clone() for parameter in parameters)
    for averaged, parameter in zip(average, parameters, strict=True):
        averaged.lerp_(parameter, 1 - decay)

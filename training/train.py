"""Fine-tune the network on labelled sentences. Needs the ``train`` extra."""

import json
import random
import shutil
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import torch
from tokenizers import Tokenizer
from torch.nn import functional

from pipeline.inference.network import EventNetwork
from pipeline.inference.package import TAGS, TRIGGER, TYPES
from training.examples import IGNORED, Example, batches, collate, first_pass, second_pass
from training.labels import LabelledSentence, read_labels, split


def loss_of(
    network: EventNetwork, batch: dict[str, torch.Tensor], weight: dict[str, float]
) -> torch.Tensor:
    """The weighted sum of the heads' losses, each a mean over the examples that have it."""
    types, realis, tags, words = network.with_words(batch["input_ids"], batch["attention_mask"])
    has_types = batch["has_types"]
    by_type = _binary(types, batch["types"])
    by_word = (_binary(words, batch["type_words"]) * batch["attention_mask"]).sum(1)
    type_loss = (by_type * has_types).sum() / has_types.sum().clamp(min=1)
    word_loss = (by_word * has_types).sum() / has_types.sum().clamp(min=1)
    realis_loss = functional.cross_entropy(realis.float(), batch["realis"])
    target = batch["tags"]
    tag_loss = functional.cross_entropy(
        tags.float().view(*target.shape, 3).permute(0, 3, 1, 2),
        target,
        ignore_index=IGNORED,
        reduction="sum",
    ) / (target[:, :, TAGS.index(TRIGGER)] != IGNORED).sum().clamp(min=1)
    parts = {"types": type_loss, "words": word_loss, "realis": realis_loss, "tags": tag_loss}
    return sum((weight[name] * part for name, part in parts.items()), torch.zeros(()))


def _binary(logits: torch.Tensor, target: torch.Tensor) -> torch.Tensor:
    """Binary cross entropy, summed over types."""
    loss: torch.Tensor = functional.binary_cross_entropy_with_logits(
        logits, target, reduction="none"
    )
    return loss.sum(-1)


@torch.no_grad()
def standardise(network: EventNetwork, examples: Sequence[Example], pad_id: int) -> None:
    """Fix the mean and scale of the features from a sample of the training examples."""
    pooled, tokens = [], []
    for batch in batches(examples, 64, pad_id, random.Random(0)):
        with torch.autocast("cpu", torch.bfloat16):
            v, h = network.encode(batch["input_ids"], batch["attention_mask"])
        pooled.append(v.float())
        tokens.append(h[batch["attention_mask"].bool()].float())
    for name, parts in (("pooled", pooled), ("token", tokens)):
        features = torch.cat(parts)
        getattr(network, f"{name}_mean").copy_(features.mean(0))
        getattr(network, f"{name}_scale").copy_(1 / features.std(0).clamp(min=1e-6))


@torch.no_grad()
def likely_types(
    network: EventNetwork, examples: Sequence[Example], pad_id: int
) -> list[list[float]]:
    """Probability of each type for first-pass examples, in order. Shape: (examples, 46)."""
    network.eval()
    order = sorted(range(len(examples)), key=lambda i: len(examples[i].ids))
    result: list[list[float]] = [[] for _ in examples]
    for start in range(0, len(order), 64):
        indices = order[start : start + 64]
        batch = collate([examples[i] for i in indices], pad_id)
        with torch.autocast("cpu", torch.bfloat16):
            types, _, _ = network(batch["input_ids"], batch["attention_mask"])
        for i, row in zip(indices, types.float().sigmoid().tolist(), strict=True):
            result[i] = row
    network.train()
    return result


def second_pass_examples(
    rows: Sequence[LabelledSentence],
    likely: Sequence[Sequence[float]],
    share: float,
    tokenizer: Tokenizer,
    chance: random.Random,
) -> list[Example]:
    """Every type of every sentence, and wrong types drawn by how likely the model thinks them."""
    examples, wrong = [], []
    for row, scores in zip(rows, likely, strict=True):
        held = {labels.event_type: labels for labels in row.labels}
        examples += [second_pass(row, name, labels, tokenizer) for name, labels in held.items()]
        wrong += [
            (chance.random() ** (1 / max(score, 1e-4)), row, name)
            for name, score in zip(TYPES, scores, strict=True)
            if name not in held
        ]
    wrong.sort(key=lambda item: -item[0])  # weighted sampling without replacement
    for _, row, name in wrong[: round(share * len(examples))]:
        examples.append(second_pass(row, name, None, tokenizer))
    return examples


def train(base: Path, labels: Sequence[Path], output: Path, recipe: dict[str, Any]) -> None:
    """Run the recipe and write the network into ``output``.

    Writes ``network.pt`` (after each epoch), ``tokenizer.json``, ``recipe.json`` and
    ``held_out.json``: the ids that were kept out, to fit thresholds and temperatures on.

    Raises:
        ValueError: a label file is not in the format, or a row has no open licence.
    """
    torch.manual_seed(recipe["seed"])
    chance = random.Random(recipe["seed"])
    tokenizer = Tokenizer.from_file(str(base / "tokenizer.json"))
    tokenizer.no_padding()
    tokenizer.enable_truncation(recipe["max_length"])
    pad_id: int = tokenizer.token_to_id("<pad>") or 0
    rows = read_labels(labels, training=True)
    output.mkdir(parents=True, exist_ok=True)
    rows, held_out = split(rows, recipe["validation_share"], recipe["seed"])
    tune = recipe["finetune"]
    network = EventNetwork(base, tune["dropout"]).train()
    first = [first_pass(row, tokenizer) for row in rows]
    standardise(network, chance.sample(first, min(1500, len(first))), pad_id)

    def epoch(
        examples: Sequence[Example],
        optimiser: torch.optim.Optimizer,
        schedule: torch.optim.lr_scheduler.LRScheduler | None,
        name: str,
    ) -> None:
        began, total, steps = time.monotonic(), 0.0, 0
        for batch in batches(examples, tune["batch_size"], pad_id, chance):
            with torch.autocast("cpu", torch.bfloat16):
                loss = loss_of(network, batch, recipe["loss"])
            optimiser.zero_grad()
            loss.backward()
            torch.nn.utils.clip_grad_norm_(network.parameters(), 1.0)
            optimiser.step()
            if schedule:
                schedule.step()
            total, steps = total + loss.item(), steps + 1
            if steps % 100 == 0:
                print(f"{name} step {steps}: loss {total / steps:.4f}", flush=True)
        print(f"{name}: loss {total / steps:.4f} in {time.monotonic() - began:.0f} s", flush=True)

    network.encoder.requires_grad_(False)
    heads = torch.optim.AdamW(network.heads(), lr=recipe["frozen"]["learning_rate"])
    uniform = [[0.02] * len(TYPES)] * len(rows)
    share = recipe["negative_prompts"]
    second = second_pass_examples(rows, uniform, share, tokenizer, chance)
    some = chance.sample(first + second, round(recipe["frozen"]["share"] * len(first + second)))
    epoch(some, heads, None, "heads")

    network.encoder.requires_grad_(True)
    network.encoder.embeddings.word_embeddings.requires_grad_(False)
    optimiser = torch.optim.AdamW(
        [
            {
                "params": [p for p in network.encoder.parameters() if p.requires_grad],
                "lr": tune["learning_rate"],
            },
            {"params": network.heads(), "lr": tune["head_learning_rate"]},
        ],
        weight_decay=tune["weight_decay"],
        fused=True,
    )
    per_epoch = -(-len(first + second) // tune["batch_size"])
    total_steps = per_epoch * tune["epochs"]
    warmup = max(1, round(total_steps * tune["warmup"]))
    schedule = torch.optim.lr_scheduler.LambdaLR(
        optimiser,
        lambda step: min((step + 1) / warmup, max(0.0, (total_steps - step) / total_steps)),
    )
    for number in range(tune["epochs"]):
        likely = likely_types(network, first, pad_id)
        second = second_pass_examples(rows, likely, share, tokenizer, chance)
        epoch(first + second, optimiser, schedule, f"fine-tune {number + 1}")
        torch.save(network.state_dict(), output / "network.pt")

    shutil.copy(base / "tokenizer.json", output / "tokenizer.json")
    (output / "held_out.json").write_text(json.dumps([row.id for row in held_out]))
    (output / "recipe.json").write_text(json.dumps(recipe))

"""One network from labelled sentences, and from what teachers say of others."""

import functools
import random
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import torch
from tokenizers import Tokenizer

from pipeline.inference.network import EventNetwork
from pipeline.inference.package import TYPES
from training.labels import LabelledSentence
from training.learning.examples import Example, batches, collate, drawn, first_pass, second_pass
from training.learning.loop import device_of, fit, fit_heads, half_precision

FEW = 0.02
"""Probability of each type before anything is learned."""


@torch.no_grad()
def standardise(
    network: EventNetwork, examples: Sequence[Example], pad_id: int, chance: random.Random
) -> None:
    """Fix the mean and scale of the features from a sample of the training examples."""
    pooled, tokens = [], []
    for batch in batches(examples, 64, pad_id, chance):
        mask = batch["attention_mask"].to(device_of())
        with half_precision():
            v, h = network.encode(batch["input_ids"].to(device_of()), mask)
        pooled.append(v.float())
        tokens.append(h[mask.bool()].float())
    for name, parts in (("pooled", pooled), ("token", tokens)):
        features = torch.cat(parts)
        getattr(network, f"{name}_mean").copy_(features.mean(0))
        getattr(network, f"{name}_scale").copy_(1 / features.std(0).clamp(min=1e-6))


@torch.no_grad()
def likely_types(
    network: EventNetwork, sentences: Sequence[Sequence[int]], pad_id: int
) -> torch.Tensor:
    """Logits of each type for sentences in word pieces, in order. Shape: (sentences, 46)."""
    network.eval()
    order = sorted(range(len(sentences)), key=lambda i: len(sentences[i]))
    result = torch.zeros(len(sentences), len(TYPES))
    for start in range(0, len(order), 64):
        indices = order[start : start + 64]
        batch = collate([Example(sentences[i], None, None, (), None) for i in indices], pad_id)
        with half_precision():
            types, *_ = network(
                batch["input_ids"].to(device_of()), batch["attention_mask"].to(device_of())
            )
        result[indices] = types.float().cpu()
    network.train()
    return result


def second_pass_examples(
    rows: Sequence[LabelledSentence],
    likely: torch.Tensor,
    share: float,
    tokenizer: Tokenizer,
    chance: random.Random,
) -> list[Example]:
    """Every type of every sentence, and wrong types drawn by how likely the model thinks them."""
    examples, wrong = [], []
    for row, scores in zip(rows, likely.tolist(), strict=True):
        held = {labels.event_type: labels for labels in row.labels}
        examples += [second_pass(row, name, labels, tokenizer) for name, labels in held.items()]
        wrong += [
            (max(score, 1e-4), (row, name))
            for name, score in zip(TYPES, scores, strict=True)
            if name not in held
        ]
    for row, name in drawn(wrong, round(share * len(examples)), chance):
        examples.append(second_pass(row, name, None, tokenizer))
    return examples


def train_network(
    base: Path,
    rows: Sequence[LabelledSentence],
    settings: dict[str, Any],
    tokenizer: Tokenizer,
    name: str,
    told: Sequence[Example] = (),
    start: EventNetwork | None = None,
    *,
    asked: EventNetwork | None = None,
    beginning: int = 0,
    order: int = 0,
) -> EventNetwork:
    """Fine-tune the base encoder, or go on with a network that was trained already.

    Args:
        base: folder of the base encoder.
        rows: labelled sentences.
        settings: of one network in the recipe.
        tokenizer: that of the base, which truncates and does not pad.
        name: what the progress is printed under.
        told: what teachers say of other sentences; each is read once, spread over the epochs.
        start: a network to go on with, which is left as it is.
        asked: says which types are likely in a sentence; by default the network in training.
        beginning: networks that differ in it begin with other heads.
        order: networks that begin alike and differ in it read in another order.
    """
    seed = settings["seed"] + beginning
    torch.manual_seed(seed)
    chance = random.Random(seed)
    pad_id: int = tokenizer.token_to_id("<pad>") or 0
    network = EventNetwork(base, settings["dropout"])
    network.to(device_of())
    first = [first_pass(row, tokenizer) for row in rows]
    parts, both = settings["epochs"], settings["loss"]["tags"] > 0

    def pairs(likely: torch.Tensor) -> list[Example]:
        share = settings["negative_prompts"]
        return second_pass_examples(rows, likely, share, tokenizer, chance)

    def pairs_now() -> list[Example]:
        return pairs(likely_types(asked or network, [one.ids for one in first], pad_id).sigmoid())

    def epoch(number: int) -> list[Example]:
        own = told[number * len(told) // parts : (number + 1) * len(told) // parts]
        sentences = first if number >= settings["types_from"] else []
        return [*sentences, *(pairs_now() if both else ()), *own]

    if start:
        network.load_state_dict(start.state_dict())
    else:
        standardise(network.eval(), chance.sample(first, min(1500, len(first))), pad_id, chance)
        begin = [*first, *(pairs(torch.full((len(rows), len(TYPES)), FEW)) if both else ())]
        some = chance.sample(begin, round(settings["head_start_share"] * len(begin)))
        fit_heads(network.train(), some, settings, pad_id, chance)
    network.train()
    torch.manual_seed(seed + order)
    chance.seed(seed + order)
    told = chance.sample(told, len(told))
    epochs = [functools.partial(epoch, number) for number in range(parts)]
    fit(network, epochs, settings, pad_id, chance, name)
    return network

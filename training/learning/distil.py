"""What teachers say of sentences that nobody labelled, as examples for the network that is shipped.

Distillation from an ensemble (Hinton et al. 2015, "Distilling the Knowledge in a Neural Network"):
probabilities of types and realis as they are, tags as the likeliest.
"""

import random
from collections.abc import Iterator, Sequence
from typing import NamedTuple

import torch
from tokenizers import Encoding, Tokenizer

from pipeline.inference.network import EventNetwork
from pipeline.inference.package import ABSENT, REALIS, TAGS, TYPES, prompt_of
from schemas.values import Realis
from training.learning.examples import IGNORED, Example, collate, drawn, tags_of
from training.learning.loop import device_of, half_precision
from training.learning.train import likely_types

HELD, DOUBTED = 0.3, 0.03
"""Probability from which on a type is asked about in the second pass; of those between, some."""
DOUBTED_SHARE = 0.4
"""Pairs of a sentence and a doubted type, per pair with a held one."""
ASSERTED, DENIED = 0.55, 0.2
"""Probability of being asserted from which on tags are told; between the two nothing is."""
BATCH = 64


class Pair(NamedTuple):
    """A sentence, by its number, and a type."""

    sentence: int
    event_type: str


def told_by(
    of_types: Sequence[EventNetwork],
    of_tags: Sequence[EventNetwork],
    sentences: Sequence[str],
    tokenizer: Tokenizer,
    seed: int,
) -> list[Example]:
    """Examples of both passes.

    Args:
        of_types: the teachers whose logits of types are averaged.
        of_tags: those whose realis and tags are.
        sentences: what they are asked about.
        tokenizer: that of all of them.
        seed: of the choice of doubted types.
    """
    pad_id: int = tokenizer.token_to_id("<pad>") or 0
    pieces = [encoding.ids for encoding in tokenizer.encode_batch(list(sentences))]
    logits = torch.stack([likely_types(network, pieces, pad_id) for network in of_types]).mean(0)
    types = logits.sigmoid()
    first = [
        Example(ids, row.tolist(), None, _realis_of(float(row.max())), None)
        for ids, row in zip(pieces, types, strict=True)
    ]
    pairs = pairs_of(types, random.Random(seed))
    return [*first, *_second(of_tags, sentences, pairs, tokenizer, pad_id)]


def _realis_of(held: float) -> list[float]:
    """Realis of a sentence that holds an event with this probability."""
    of = {ABSENT: 1 - held, str(Realis.ACTUAL): held}
    return [of.get(name, 0.0) for name in REALIS]


def pairs_of(types: torch.Tensor, chance: random.Random) -> list[Pair]:
    """What to ask about in the second pass; doubted types are drawn by their probability.

    Args:
        types: probabilities. Shape: (sentences, 46).
        chance: what draws.
    """
    held = [Pair(i, TYPES[k]) for i, k in (types >= HELD).nonzero().tolist()]
    doubted = ((types >= DOUBTED) & (types < HELD)).nonzero().tolist()
    some = round(DOUBTED_SHARE * len(held))
    weighted = ((float(types[i, k]), Pair(i, TYPES[k])) for i, k in doubted)
    return held + drawn(weighted, some, chance)


@torch.no_grad()
def _second(
    teachers: Sequence[EventNetwork],
    sentences: Sequence[str],
    pairs: Sequence[Pair],
    tokenizer: Tokenizer,
    pad_id: int,
) -> Iterator[Example]:
    """Second-pass examples, where the teachers agree on whether there is an event at all."""
    for network in teachers:
        network.eval()
    ordered = sorted(pairs, key=lambda pair: len(sentences[pair.sentence]))
    for start in range(0, len(ordered), BATCH):
        some = ordered[start : start + BATCH]
        encodings = tokenizer.encode_batch(
            [(prompt_of(pair.event_type), sentences[pair.sentence]) for pair in some]
        )
        batch = collate([Example(e.ids, None, None, (), None) for e in encodings], pad_id)
        ids = batch["input_ids"].to(device_of())
        mask = batch["attention_mask"].to(device_of())
        with half_precision():
            outputs = [network(ids, mask)[2:] for network in teachers]
        realis = torch.stack([r.float() for r, _ in outputs]).mean(0).softmax(-1).cpu()
        logits = torch.stack([tags.float() for _, tags in outputs]).mean(0)
        likeliest = logits.view(*ids.shape, len(TAGS), 3).argmax(-1).cpu().tolist()
        for pair, encoding, probability, tags in zip(
            some, encodings, realis.tolist(), likeliest, strict=True
        ):
            asserted = 1 - probability[REALIS.index(ABSENT)]
            if DENIED <= asserted < ASSERTED:
                continue
            told = _tags(pair.event_type, encoding, tags if asserted >= ASSERTED else None)
            yield Example(encoding.ids, None, None, probability, told)


def _tags(
    event_type: str, encoding: Encoding, likeliest: list[list[int]] | None
) -> list[list[int]]:
    """The likeliest tag of each piece of the sentence; outside, where there is no event."""
    outside = tags_of(event_type, encoding, _outside)
    if likeliest is None:
        return outside
    return [
        [IGNORED if tag == IGNORED else told for tag, told in zip(*row, strict=True)]
        for row in zip(outside, likeliest[: len(outside)], strict=True)
    ]


def _outside(_start: int, _end: int, _tag: str) -> int:
    return 0

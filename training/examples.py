"""From labelled sentences to padded tensors, for both passes."""

import dataclasses
import random
from collections.abc import Iterable, Iterator, Sequence

import torch
from tokenizers import Tokenizer

from pipeline.inference.package import ABSENT, REALIS, TAGS, TRIGGER, TYPES, prompt_of
from schemas.events import EVENT_TYPES
from training.labels import LabelledSentence, TypeLabels

IGNORED = -100  # what torch's cross entropy leaves out


@dataclasses.dataclass(frozen=True)
class Example:
    """One input of the network with its targets; None where a head has no target."""

    ids: list[int]
    types: list[float] | None
    type_words: list[tuple[int, int]]  # (piece, type) of each piece of a trigger; first pass only
    realis: int
    tags: list[list[int]] | None  # (length, 9): 0 outside, 1 begin, 2 inside, IGNORED


def first_pass(row: LabelledSentence, tokenizer: Tokenizer) -> Example:
    """The sentence alone, with its types and the realis of its first event."""
    encoding = tokenizer.encode(row.text)
    return Example(
        ids=encoding.ids,
        types=[float(name in row.types) for name in TYPES],
        type_words=[
            (piece, TYPES.index(labels.event_type))
            for labels in row.labels
            for piece, (start, end) in enumerate(encoding.offsets)
            if _tag(start, end, labels.spans[TRIGGER])
        ],
        realis=REALIS.index(row.labels[0].realis if row.labels else ABSENT),
        tags=None,
    )


def second_pass(
    row: LabelledSentence, event_type: str, labels: TypeLabels | None, tokenizer: Tokenizer
) -> Example:
    """The sentence after the name of a type; ``labels`` is None where it holds no such event."""
    encoding = tokenizer.encode(prompt_of(event_type), row.text)
    allowed = {TRIGGER, *EVENT_TYPES[event_type].fields_by_role()}
    tags = []
    for position, (start, end) in enumerate(encoding.offsets):
        inside_sentence = encoding.sequence_ids[position] == 1
        tags.append(
            [
                _tag(start, end, labels.spans.get(tag, ()) if labels else ())
                if inside_sentence and tag in allowed
                else IGNORED
                for tag in TAGS
            ]
        )
    return Example(
        ids=encoding.ids,
        types=None,
        type_words=[],
        realis=REALIS.index(labels.realis if labels else ABSENT),
        tags=tags,
    )


def _tag(start: int, end: int, spans: Iterable[tuple[int, int]]) -> int:
    for span_start, span_end in spans:
        if start < span_end and end > span_start:
            return 1 if start <= span_start else 2
    return 0


def batches(
    examples: Sequence[Example], size: int, pad_id: int, chance: random.Random
) -> Iterator[dict[str, torch.Tensor]]:
    """Shuffled batches of examples of near-equal length, padded to the longest."""
    order = sorted(
        range(len(examples)), key=lambda i: len(examples[i].ids) * chance.uniform(0.9, 1.1)
    )
    slices = [order[i : i + size] for i in range(0, len(order), size)]
    chance.shuffle(slices)
    for indices in slices:
        yield collate([examples[i] for i in indices], pad_id)


def collate(examples: Sequence[Example], pad_id: int) -> dict[str, torch.Tensor]:
    """Padded tensors. Shapes: ids, mask and realis as they are, the rest over types or tags.

    ``types`` (batch, 46), ``type_words`` (batch, length, 46), ``tags`` (batch, length, 9).
    """
    length = max(len(example.ids) for example in examples)
    type_words = torch.zeros(len(examples), length, len(TYPES))
    for number, example in enumerate(examples):
        for piece, kind in example.type_words:
            type_words[number, piece, kind] = 1
    nothing = [[IGNORED] * len(TAGS)]
    return {
        "input_ids": torch.tensor(
            [e.ids + [pad_id] * (length - len(e.ids)) for e in examples], dtype=torch.long
        ),
        "attention_mask": torch.tensor(
            [[1] * len(e.ids) + [0] * (length - len(e.ids)) for e in examples], dtype=torch.long
        ),
        "types": torch.tensor([e.types or [0.0] * len(TYPES) for e in examples]),
        "has_types": torch.tensor([e.types is not None for e in examples], dtype=torch.float),
        "type_words": type_words,
        "realis": torch.tensor([e.realis for e in examples]),
        "tags": torch.tensor(
            [(e.tags or []) + nothing * (length - len(e.tags or [])) for e in examples]
        ),
    }

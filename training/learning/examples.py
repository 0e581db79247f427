"""From labelled sentences to padded tensors, for both passes."""

import dataclasses
import random
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import TypeVar

import torch
from tokenizers import Encoding, Tokenizer

from pipeline.inference.package import ABSENT, REALIS, TAGS, TRIGGER, TYPES, prompt_of
from schemas.events import EVENT_TYPES
from training.labels import LabelledSentence, TypeLabels

Drawn = TypeVar("Drawn")
IGNORED = -100  # what torch's cross entropy leaves out


@dataclasses.dataclass(frozen=True)
class Example:
    """One input of the network with its targets; None where a head has no target."""

    ids: Sequence[int]
    types: Sequence[float] | None  # probability of each
    type_words: Sequence[tuple[int, int]] | None  # (piece, type) of each piece of a trigger
    realis: Sequence[float]  # probability of each
    tags: Sequence[Sequence[int]] | None  # (length, 9): 0 outside, 1 begin, 2 inside, IGNORED


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
        realis=surely(row.labels[0].realis if row.labels else ABSENT),
        tags=None,
    )


def second_pass(
    row: LabelledSentence, event_type: str, labels: TypeLabels | None, tokenizer: Tokenizer
) -> Example:
    """The sentence after the name of a type; ``labels`` is None where it holds no such event."""
    encoding = tokenizer.encode(prompt_of(event_type), row.text)
    spans = labels.spans if labels else {}
    return Example(
        ids=encoding.ids,
        types=None,
        type_words=None,
        realis=surely(labels.realis if labels else ABSENT),
        tags=tags_of(
            event_type,
            encoding,
            lambda start, end, tag: _tag(start, end, spans.get(tag, ())),
        ),
    )


def tags_of(
    event_type: str, encoding: Encoding, tag_of: Callable[[int, int, str], int]
) -> list[list[int]]:
    """The tags of each piece of a sentence; none for its prompt, nor for roles the type has not.

    Args:
        event_type: name of the type.
        encoding: of prompt and sentence.
        tag_of: tag of a piece, given its place in the sentence and the name of the tag.
    """
    allowed = {TRIGGER, *EVENT_TYPES[event_type].fields_by_role()}
    return [
        [tag_of(start, end, tag) if part == 1 and tag in allowed else IGNORED for tag in TAGS]
        for (start, end), part in zip(encoding.offsets, encoding.sequence_ids, strict=True)
    ]


def surely(realis: str) -> list[float]:
    """All probability on one realis."""
    return [float(name == realis) for name in REALIS]


def drawn(items: Iterable[tuple[float, Drawn]], count: int, chance: random.Random) -> list[Drawn]:
    """Up to ``count`` of (weight, item), without replacement: Efraimidis and Spirakis 2006."""
    keyed = [(chance.random() ** (1 / weight), item) for weight, item in items]
    keyed.sort(key=lambda one: -one[0])
    return [item for _, item in keyed[:count]]


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
    """Padded tensors. Shapes: ids and mask (batch, length), the rest over types, realis or tags.

    ``types`` (batch, 46), ``type_words`` (batch, length, 46), ``realis`` (batch, 5), ``tags``
    (batch, length, 9); ``has_types`` and ``has_words`` (batch) tell where there is a target.
    """
    length = max(len(example.ids) for example in examples)
    type_words = torch.zeros(len(examples), length, len(TYPES))
    for number, example in enumerate(examples):
        for piece, kind in example.type_words or ():
            type_words[number, piece, kind] = 1
    nothing = [[IGNORED] * len(TAGS)]
    return {
        "input_ids": torch.tensor(
            [[*e.ids, *[pad_id] * (length - len(e.ids))] for e in examples], dtype=torch.long
        ),
        "attention_mask": torch.tensor(
            [[1] * len(e.ids) + [0] * (length - len(e.ids)) for e in examples], dtype=torch.long
        ),
        "types": torch.tensor([e.types or [0.0] * len(TYPES) for e in examples]),
        "has_types": torch.tensor([e.types is not None for e in examples], dtype=torch.float),
        "type_words": type_words,
        "has_words": torch.tensor([e.type_words is not None for e in examples], dtype=torch.float),
        "realis": torch.tensor([e.realis for e in examples]),
        "tags": torch.tensor(
            [[*(e.tags or ()), *nothing * (length - len(e.tags or ()))] for e in examples]
        ),
    }

"""Trains the tagger: a word table, a layer, and convolutions over the lines, all of it small."""

import dataclasses
import random
import zlib
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

import numpy as np
import torch
from numpy.typing import NDArray
from torch import nn
from torch.nn import functional

from benchmarks.segmentation.learning.tags import tags_of
from benchmarks.segmentation.page import Dump
from pipeline.segment.context import classified
from pipeline.segment.features import FORM, features_of
from pipeline.segment.kinds import Kind
from pipeline.segment.lines import lines_of
from pipeline.segment.sharing import Floats
from pipeline.segment.tags import Tag
from pipeline.segment.words import looked_up

_LINES = 96  # of a dump that are read at once; what is longer is cut
_LONGEST = 400  # lines of a dump that are learned from
_WORDS, _LEAST = 8000, 5  # words that are kept, and the dumps in which each must occur
_WORD_SIZE, _WIDTH = 16, 48
_APART = (1, 2, 4, 8)
_BATCH, _RATE, _DECAY, _DROPPED, _SMOOTHED = 16, 4e-3, 0.02, 0.15, 0.02
_FORGOTTEN_WORDS = 0.3
_HIDDEN = 0.5  # of the dumps have kinds hidden
_GROUPS = 1024
_KINDS = slice(FORM, FORM + len(Kind))
_SHAPED = FORM + len(Kind)  # the column that tells prose by its shape
_PHRASED = {
    *(Kind.CAPTION, Kind.BYLINE, Kind.DATE, Kind.FIELD),
    *(Kind.CLOSING, Kind.RELATED, Kind.LINK, Kind.FURNITURE),
}
_IS_PHRASED = np.array([kind in _PHRASED for kind in Kind])


@dataclasses.dataclass(frozen=True, slots=True)
class Example:
    """A piece of a dump: what its lines show, their words, and the tags they should get."""

    features: Floats
    words: list[tuple[str, ...]]
    tags: NDArray[np.int64]


def examples_of(dumps: Iterable[Dump]) -> Iterator[Example]:
    """The pieces of ``dumps``."""
    for dump in dumps:
        units = classified(lines_of(dump.text))[:_LONGEST]
        if not units:
            continue
        features, _ = features_of(units)
        words = [looked_up(unit.text) for unit in units]
        tags = np.array(tags_of(dump, units), np.int64)
        for start in range(0, len(units), _LINES):
            piece = slice(start, start + _LINES)
            yield Example(features[piece], words[piece], tags[piece])


class _Tagger(nn.Module):
    def __init__(self, inputs: int, words: int) -> None:
        super().__init__()
        self.embedding = nn.Parameter(torch.randn(words, _WORD_SIZE) * 0.05)
        self.into = nn.Linear(inputs + _WORD_SIZE, _WIDTH)
        self.layers = nn.ModuleList(
            nn.Conv1d(_WIDTH, _WIDTH, 3, padding=apart, dilation=apart) for apart in _APART
        )
        self.out = nn.Linear(_WIDTH, len(Tag))
        self.drop = nn.Dropout(_DROPPED)

    def forward(self, batch: "_Batch") -> Any:
        """The scores of the tags. Shape: (dumps, lines, tags)."""
        bags = functional.embedding_bag(batch.words, self.embedding, batch.starts, mode="mean")
        inputs = torch.cat([batch.features, bags.view(*batch.real.shape, -1)], -1)
        hidden = functional.relu(self.into(self.drop(inputs))) * batch.real[..., None]
        hidden = hidden.transpose(1, 2)
        for layer in self.layers:
            hidden = hidden + functional.relu(layer(self.drop(hidden)))
            hidden = hidden * batch.real[:, None]
        return self.out(hidden.transpose(1, 2))


@dataclasses.dataclass(frozen=True, slots=True)
class _Batch:
    features: Any
    words: Any
    starts: Any
    real: Any
    tags: Any


@dataclasses.dataclass(frozen=True, slots=True)
class _Numbered:
    """An example whose words are numbers, one line after the other."""

    features: Floats
    words: NDArray[np.int64]
    sizes: NDArray[np.int64]
    tags: NDArray[np.int64]
    groups: NDArray[np.int64]
    """Lines of one kind that begin alike have the same number."""


def train(examples: Sequence[Example], epochs: int, seed: int) -> dict[str, NDArray[Any]]:
    """The weights that ``examples`` teach, by the names that ``tagger.network`` reads."""
    torch.manual_seed(seed)
    torch.set_num_threads(1)
    rng = np.random.default_rng(seed)
    words = _vocabulary(examples)
    numbers = {word: number for number, word in enumerate(words, start=1)}
    learned = [_numbered(example, numbers) for example in examples]
    all_features = np.concatenate([example.features for example in examples])
    mean, spread = all_features.mean(axis=0), all_features.std(axis=0) + 0.05
    model = _Tagger(len(mean), len(words) + 1)
    optimizer = torch.optim.AdamW(model.parameters(), lr=_RATE, weight_decay=_DECAY)
    steps = epochs * (len(learned) // _BATCH + 2)
    schedule = torch.optim.lr_scheduler.OneCycleLR(
        optimizer, _RATE, total_steps=steps + 20, pct_start=0.15
    )
    for epoch in range(epochs):
        total, count = 0.0, 0
        for chosen in _batches(learned, rng):
            batch = _batch(chosen, mean, spread, rng)
            losses = functional.cross_entropy(
                model(batch).flatten(0, 1),
                batch.tags.flatten(),
                reduction="none",
                label_smoothing=_SMOOTHED,
            )
            loss = (losses * batch.real.flatten()).sum() / batch.real.sum()
            optimizer.zero_grad()
            loss.backward()
            nn.utils.clip_grad_norm_(model.parameters(), 1.0)
            optimizer.step()
            schedule.step()
            total, count = total + loss.item(), count + 1
        print(f"epoch {epoch + 1}: loss {total / count:.4f}", flush=True)
    return _exported(model, words, mean, spread)


def _vocabulary(examples: Iterable[Example]) -> list[str]:
    found: Counter[str] = Counter()
    for example in examples:
        found.update({word for line in example.words for word in line})
    often = sorted(found.items(), key=lambda each: (-each[1], each[0]))
    return [word for word, times in often[:_WORDS] if times >= _LEAST]


def _numbered(example: Example, numbers: dict[str, int]) -> _Numbered:
    known = [[numbers.get(word, 0) for word in line] or [0] for line in example.words]
    kinds = example.features[:, _KINDS].argmax(axis=1)
    begins = (line[0] if line else "" for line in example.words)
    groups = (
        zlib.crc32(f"{word}{kind}".encode()) for word, kind in zip(begins, kinds, strict=True)
    )
    return _Numbered(
        example.features,
        np.array([number for line in known for number in line]),
        np.array([len(line) for line in known]),
        example.tags,
        np.array([group % _GROUPS for group in groups]),
    )


def _batches(
    learned: Sequence[_Numbered], rng: np.random.Generator
) -> Iterator[Sequence[_Numbered]]:
    """All of ``learned`` in some order, those of about the same length together."""
    order = rng.permutation(len(learned))
    batches = []
    for start in range(0, len(order), 20 * _BATCH):
        near = sorted((learned[at] for at in order[start : start + 20 * _BATCH]), key=_length)
        batches += [near[at : at + _BATCH] for at in range(0, len(near), _BATCH)]
    random.Random(int(order[0])).shuffle(batches)
    return iter(batches)


def _length(example: _Numbered) -> int:
    return len(example.tags)


def _batch(
    chosen: Sequence[_Numbered], mean: Floats, spread: Floats, rng: np.random.Generator
) -> _Batch:
    shape = len(chosen), max(map(_length, chosen))
    features = np.zeros((*shape, len(mean)), np.float32)
    real, tags = np.zeros(shape, np.float32), np.zeros(shape, np.int64)
    sizes = np.ones(shape, np.int64)
    words = []
    for row, example in enumerate(chosen):
        count = _length(example)
        features[row, :count] = (_with_hidden_kinds(example, rng) - mean) / spread
        real[row, :count], tags[row, :count], sizes[row, :count] = 1, example.tags, example.sizes
        words += [example.words, np.zeros(shape[1] - count, np.int64)]
    flat = np.concatenate(words)
    flat = np.where(rng.random(len(flat)) < _FORGOTTEN_WORDS, 0, flat)
    starts = np.cumsum(sizes) - sizes.flatten()
    return _Batch(*map(torch.from_numpy, (features, flat, starts, real, tags)))


def _with_hidden_kinds(example: _Numbered, rng: np.random.Generator) -> Floats:
    """The features, some kinds replaced by what the shape alone tells.

    So the network learns to do with phrases that no rule knows.
    """
    if rng.random() >= _HIDDEN:
        return example.features
    features = example.features.copy()
    chosen = rng.random(_GROUPS) < rng.choice([0.15, 0.4, 0.9])
    hidden = chosen[example.groups] & _IS_PHRASED[features[:, _KINDS].argmax(axis=1)]
    shaped = features[:, _SHAPED] > 0.5
    features[hidden, _KINDS] = 0
    features[hidden & shaped, FORM + list(Kind).index(Kind.PROSE)] = 1
    features[hidden & ~shaped, FORM + list(Kind).index(Kind.HEADING)] = 1
    return features


def _exported(
    model: Any, words: Sequence[str], mean: Floats, spread: Floats
) -> dict[str, NDArray[Any]]:
    """The weights as arrays of half precision; the scale of the features is in the first layer."""
    given = {name: value.detach().numpy() for name, value in model.named_parameters()}
    into = given["into.weight"].T.copy()
    bias = given["into.bias"] - (mean / spread) @ into[: len(mean)]
    into[: len(mean)] /= spread[:, None]
    arrays = {
        "embedding": given["embedding"],
        "into": into,
        "into_bias": bias,
        "out": given["out.weight"].T,
        "out_bias": given["out.bias"],
    }
    for number in range(len(_APART)):
        weight = given[f"layers.{number}.weight"]  # (outputs, inputs, three lines)
        arrays[f"layer{number}"] = weight.transpose(2, 1, 0).reshape(-1, _WIDTH)
        arrays[f"bias_layer{number}"] = given[f"layers.{number}.bias"]
    halved: dict[str, NDArray[Any]] = {
        name: np.ascontiguousarray(array, np.float16) for name, array in arrays.items()
    }
    return {**halved, "words": np.frombuffer("\n".join(words).encode(), np.uint8)}

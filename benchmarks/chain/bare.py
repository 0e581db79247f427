"""The bare model: the engine alone, on the very inputs that the chain gives it."""

import contextlib
import dataclasses
import time
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

import numpy as np

from models import SHIPPED_MODEL
from pipeline.inference import load_model
from pipeline.inference.batches import cheapest_slices, padded
from pipeline.inference.engines import Engine, Ids, Logits


class Call(NamedTuple):
    """One batch that the engine was given. Shapes of ids and mask: (inputs, length)."""

    ids: Ids
    mask: Ids
    outputs: tuple[str, ...]


@dataclasses.dataclass
class RecordedEngine:
    """An engine that keeps what it is given, and the processor time that it takes."""

    engine: Engine
    calls: list[Call] = dataclasses.field(default_factory=list)
    seconds: float = 0

    def __post_init__(self) -> None:
        self.batch_size, self.call_cost = self.engine.batch_size, self.engine.call_cost

    def run(self, ids: Ids, mask: Ids, outputs: Sequence[str]) -> list[Logits]:
        """As ``Engine.run``."""
        start = time.process_time()
        found = self.engine.run(ids, mask, outputs)
        self.seconds += time.process_time() - start
        self.calls.append(Call(ids, mask, tuple(outputs)))
        return found


@contextlib.contextmanager
def recorded() -> Iterator[RecordedEngine]:
    """Record what the shipped model's engine is given for as long as this lasts."""
    model = load_model(SHIPPED_MODEL)
    engine = model.engine
    recorder = RecordedEngine(engine)
    model.engine = recorder
    try:
        yield recorder
    finally:
        model.engine = engine


def run_bare(calls: Iterable[Call]) -> None:
    """The engine alone, on batches as they are."""
    engine = load_model(SHIPPED_MODEL).engine
    for call in calls:
        engine.run(call.ids, call.mask, call.outputs)


def sorted_together(calls: Iterable[Call]) -> list[Call]:
    """The same inputs in batches across all articles, which pad the least."""
    engine = load_model(SHIPPED_MODEL).engine
    rows: dict[tuple[str, ...], list[list[int]]] = defaultdict(list)
    for call in calls:
        for ids, mask in zip(call.ids, call.mask, strict=True):
            rows[call.outputs].append(ids[: int(mask.sum())].tolist())
    result = []
    for outputs, inputs in rows.items():
        lengths = [len(ids) for ids in inputs]
        for indices in cheapest_slices(lengths, engine.batch_size, engine.call_cost):
            ids = padded([inputs[i] for i in indices], 0)
            mask = padded([[1] * lengths[i] for i in indices], 0)
            result.append(Call(ids, mask, outputs))
    return result


def padding(calls: Iterable[Call]) -> float:
    """Ids that the engine reads for each that is not padding."""
    sizes = np.array([(call.ids.size, int(call.mask.sum())) for call in calls])
    read, real = sizes.sum(axis=0)
    return float(read / real)

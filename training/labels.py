"""Labelled sentences: read the files, check them, split them, turn them into training examples.

The format is that of the annotation guidelines: one JSON object a line with ``id``, ``lang``,
``source``, ``license``, ``doc``, ``text`` and ``events``.
"""

import dataclasses
import hashlib
import itertools
import json
import re
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from schemas.events import EVENT_TYPES
from schemas.values import Realis, Role

OPEN_LICENSES = re.compile(r"^(CC BY(-SA)? \d|CC0|public domain|written for this project)", re.I)
"""What a row's ``license`` must start with for its text to train the shipped weights."""

Span = tuple[int, int]


@dataclasses.dataclass(frozen=True)
class TypeLabels:
    """All that a sentence says of one event type: its first realis, and spans by tag."""

    event_type: str
    realis: Realis
    spans: dict[str, list[Span]]


@dataclasses.dataclass(frozen=True)
class LabelledSentence:
    """A sentence with the event types it holds; ``group`` names what must not be split apart."""

    id: str
    lang: str
    group: str
    text: str
    labels: tuple[TypeLabels, ...]
    events: tuple[dict[str, Any], ...]

    @property
    def types(self) -> set[str]:
        """The event types that it holds."""
        return {labels.event_type for labels in self.labels}


def read_labels(paths: Iterable[Path], *, training: bool) -> list[LabelledSentence]:
    """All rows of label files, in order.

    Raises:
        ValueError: a row is not in the format, or ``training`` and its licence is not open.
    """
    return [row for path in paths for row in _read_file(Path(path), training=training)]


def _read_file(path: Path, *, training: bool) -> Iterator[LabelledSentence]:
    with path.open(encoding="utf-8") as lines:
        for number, line in enumerate(lines, 1):
            try:
                row = json.loads(line)
                if training and not OPEN_LICENSES.match(row["license"]):
                    raise ValueError(f"licence {row['license']!r} is not open")
                yield LabelledSentence(
                    id=row["id"],
                    lang=row["lang"],
                    group=row["doc"] or row["id"],
                    text=row["text"],
                    labels=merge_by_type(row["text"], row["events"]),
                    events=tuple(row["events"]),
                )
            except (ValueError, KeyError, TypeError) as error:
                raise ValueError(f"{path}:{number}: {error}") from error


def by_article(rows: Iterable[LabelledSentence]) -> Iterator[list[LabelledSentence]]:
    """The rows of each article that stand together, in order."""
    for _, article in itertools.groupby(rows, key=lambda row: row.group):
        yield list(article)


def held_types(rows: Sequence[LabelledSentence]) -> NDArray[np.bool_]:
    """Which types each sentence holds. Shape: (sentences, types), in the order of the ontology."""
    return np.array([[name in row.types for name in EVENT_TYPES] for row in rows])


def merge_by_type(text: str, events: Sequence[dict[str, Any]]) -> tuple[TypeLabels, ...]:
    """One ``TypeLabels`` for each event type of a sentence, spans located in its text."""
    merged: dict[str, TypeLabels] = {}
    for event in events:
        kind = event["type"]
        if kind not in EVENT_TYPES:
            raise ValueError(f"unknown event type {kind!r}")
        labels = merged.setdefault(kind, TypeLabels(kind, Realis(event["realis"]), {}))
        trigger = locate(text, event["trigger"])
        labels.spans.setdefault("trigger", []).append(trigger)
        for role in Role:
            for words in event.get(role, ()):
                labels.spans.setdefault(role, []).append(locate(text, words, near=trigger))
    return tuple(merged.values())


def locate(text: str, words: str, *, near: Span | None = None) -> Span:
    """Where ``words`` stand in ``text``: whole words first, then the place nearest to ``near``.

    Raises:
        ValueError: they do not stand in it.
    """
    starts = [match.start() for match in re.finditer(f"(?={re.escape(words)})", text)]
    if not starts:
        raise ValueError(f"span {words!r} is not in the sentence")
    whole = [
        start
        for start in starts
        if not re.match(r"\w", text[start - 1 : start])
        and not re.match(r"\w", text[start + len(words) :][:1])
    ]
    starts = whole or starts
    start = starts[0] if near is None else min(starts, key=lambda s: abs(s - near[0]))
    return start, start + len(words)


def split(
    rows: Sequence[LabelledSentence], share: float, seed: int
) -> tuple[list[LabelledSentence], list[LabelledSentence]]:
    """Training and held-out rows; whole documents go to one side, by a hash of their name."""

    def is_held_out(row: LabelledSentence) -> bool:
        digest = hashlib.sha256(f"{seed}:{row.group}".encode()).digest()
        return int.from_bytes(digest[:4], "big") < share * 2**32

    held_out = [row for row in rows if is_held_out(row)]
    return [row for row in rows if not is_held_out(row)], held_out

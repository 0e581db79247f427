"""The event model on ONNX Runtime: sentences in, types, realis and spans out. No Beam here."""

import functools
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

import numpy as np
import onnxruntime
from numpy.typing import NDArray
from tokenizers import Encoding, Tokenizer

from pipeline.inference.batches import near_equal_slices
from pipeline.inference.decoding import (
    Probabilities,
    TaggedSpan,
    by_word,
    cut_at,
    likeliest,
    sigmoid,
    softmax,
    spans,
    with_currency,
)
from pipeline.inference.package import (
    ABSENT,
    TOKENIZER,
    TRIGGER,
    WEIGHTS,
    ModelPackage,
    prompt_of,
    read_package,
)
from schemas.events import EVENT_TYPES
from schemas.values import Realis, Role


class Extraction(NamedTuple):
    """What the second pass finds of one event type in one sentence."""

    present: float
    """Probability that the sentence asserts an event of the type at all."""
    realis: Realis
    trigger: TaggedSpan
    arguments: tuple[tuple[Role, TaggedSpan], ...]


class EventModel:
    """The two passes over the sentences of one article. Immutable; safe to share in a process."""

    def __init__(self, folder: Path, package: ModelPackage) -> None:
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = 1  # more processes pay better than more threads
        options.inter_op_num_threads = 1
        self.package = package
        self.session = onnxruntime.InferenceSession(
            str(folder / WEIGHTS), options, providers=["CPUExecutionProvider"]
        )
        self.tokenizer = Tokenizer.from_file(str(folder / TOKENIZER))
        self.tokenizer.no_padding()
        self.tokenizer.enable_truncation(package.max_length)
        self.pad_id = self.tokenizer.token_to_id("<pad>") or 0  # any id: the mask hides it

    def classify(self, sentences: Sequence[str]) -> Probabilities:
        """First pass. Calibrated probability of each type. Shape: (sentences, types)."""
        result = np.zeros((len(sentences), len(self.package.types)), np.float32)
        encodings = self.tokenizer.encode_batch(list(sentences))
        for indices in near_equal_slices([len(e.ids) for e in encodings]):
            (logits,) = self._run([encodings[i] for i in indices], ["types"])
            result[indices] = logits
        return sigmoid(result, self.package.calibration.type_temperature)

    def extract(self, pairs: Sequence[tuple[str, str]]) -> list[Extraction]:
        """Second pass over pairs of event type and sentence; one result a pair, in order."""
        encodings = self.tokenizer.encode_batch(
            [(prompt_of(event_type), sentence) for event_type, sentence in pairs]
        )
        result: dict[int, Extraction] = {}
        for indices in near_equal_slices([len(e.ids) for e in encodings]):
            realis, tags = self._run([encodings[i] for i in indices], ["realis", "tags"])
            for row, i in enumerate(indices):
                result[i] = self._decode(*pairs[i], encodings[i], realis[row], tags[row])
        return [result[i] for i in range(len(pairs))]

    def _run(self, encodings: Sequence[Encoding], outputs: list[str]) -> list[NDArray[np.float32]]:
        length = max(len(encoding.ids) for encoding in encodings)
        ids = np.full((len(encodings), length), self.pad_id, np.int64)
        mask = np.zeros_like(ids)
        for row, encoding in enumerate(encodings):
            ids[row, : len(encoding.ids)] = encoding.ids
            mask[row, : len(encoding.ids)] = 1
        found: list[NDArray[np.float32]] = self.session.run(
            outputs, {"input_ids": ids, "attention_mask": mask}
        )
        return found

    def _decode(
        self,
        event_type: str,
        sentence: str,
        encoding: Encoding,
        realis_logits: NDArray[np.float32],
        tag_logits: NDArray[np.float32],
    ) -> Extraction:
        calibration = self.package.calibration
        realis = softmax(realis_logits, calibration.realis_temperature)
        absent = self.package.realis.index(ABSENT)
        likely = max(
            (name for name in self.package.realis if name != ABSENT),
            key=lambda name: float(realis[self.package.realis.index(name)]),
        )
        pieces = [i for i, part in enumerate(encoding.sequence_ids) if part == 1]
        probabilities = softmax(
            tag_logits[pieces].reshape(len(pieces), len(self.package.tags), 3),
            calibration.tag_temperature,
        )
        tags, offsets = by_word(probabilities, [encoding.offsets[i] for i in pieces], sentence)

        def found(tag: str) -> list[TaggedSpan]:
            return spans(tags[:, self.package.tags.index(tag)], offsets, sentence)

        triggers = found(TRIGGER)
        if triggers:
            trigger = max(triggers, key=lambda span: span.confidence)
        else:
            trigger = likeliest(tags[:, self.package.tags.index(TRIGGER)], offsets, sentence)
        amounts = [with_currency(span, sentence) for span in found(Role.MONEY)]
        return Extraction(
            present=float(1 - realis[absent]),
            realis=Realis(likely),
            trigger=trigger,
            arguments=tuple(
                (role, cut_at(span, amounts, sentence))
                for role in EVENT_TYPES[event_type].fields_by_role()
                for span in (amounts if role is Role.MONEY else found(role))
            ),
        )


@functools.lru_cache(maxsize=4)
def load_model(folder: str) -> EventModel:
    """The model in ``folder``, loaded and checked once a process.

    Raises:
        ModelError: the folder cannot be used.
    """
    return EventModel(Path(folder), read_package(Path(folder)))

"""The event model: sentences in, types, realis and spans out. No Beam here."""

import functools
import time
from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from tokenizers import Tokenizer

from pipeline.inference import tally
from pipeline.inference.batches import cheapest_slices, in_turn, padded
from pipeline.inference.candidates import Pieces, pieces_of
from pipeline.inference.checkpoints import model_folder
from pipeline.inference.classifier import CANDIDATE, TypeClassifier, open_classifier
from pipeline.inference.decoding import (
    Probabilities,
    Tagged,
    TaggedSpan,
    by_word,
    softmax,
    words_of,
)
from pipeline.inference.engines import Engine, Logits, open_engine
from pipeline.inference.package import (
    ABSENT,
    FIRST_PASS,
    SECOND_PASS,
    TOKENIZER,
    Floats,
    ModelError,
    ModelPackage,
    prompt_of,
    read_package,
)
from pipeline.inference.settings import ModelSettings
from pipeline.inference.spans import spans_of
from pipeline.inference.windows import Window, stitched, windows_of
from schemas.values import Realis, Role

TINY = 1e-6
"""The least probability of a realis, so that it has a logarithm."""
AT_ONCE = 2048
"""Sentences that are held as tokens: more than an article has, unless it is none."""


class FoundType(NamedTuple):
    """An event type that the first pass finds in a sentence."""

    sentence: int
    """Number of the sentence."""
    event_type: str
    probability: float
    pieces: Pieces = ()
    """What is told of each word piece; nothing where another classifier found the type."""


class Asked(NamedTuple):
    """What the second pass is to look at: an event type, and the sentence that may hold it."""

    event_type: str
    sentence: str
    pieces: Pieces = ()
    """What the first pass says of each word piece, if it does."""


class Extraction(NamedTuple):
    """What the second pass finds of one event type in one sentence."""

    present: float
    """Probability that the sentence asserts an event of the type at all."""
    realis: Realis
    trigger: TaggedSpan
    arguments: tuple[tuple[Role, TaggedSpan], ...]
    realis_probabilities: tuple[float, ...] = ()
    """Of each ``Realis``, if there is an event, by this sentence; ``realis`` heeds the article."""


class EventModel:
    """The two passes over the sentences of one article. Immutable; safe to share in a process.

    Args:
        package: labels, thresholds and temperatures.
        tokenizer: that of the network, which neither pads nor truncates.
        engine: what runs the network.
        classifier: what finds the types, if not the network; the package's types are then its.
    """

    def __init__(
        self,
        package: ModelPackage,
        tokenizer: Tokenizer,
        engine: Engine,
        classifier: TypeClassifier | None = None,
    ) -> None:
        self.package = package
        self.classifier = classifier
        self.tokenizer = tokenizer
        self.engine = engine
        self.pad_id = tokenizer.token_to_id("<pad>") or 0  # any id: the mask hides it

    def classify(self, sentences: Sequence[str]) -> Probabilities:
        """First pass. Calibrated probability of each type. Shape: (sentences, types).

        The sentences are those of one article: a type is likelier where others hold it, too. Of a
        sentence in several windows, the window that is surest of a type speaks for it.
        """
        return self._classified(sentences)[0]

    def find(self, sentences: Sequence[str], threshold: float) -> list[FoundType]:
        """First pass. The types of at least that probability, by sentence, then type.

        The sentences are those of one article. In one of more than ``AT_ONCE`` nothing is told of
        single pieces.
        """
        probabilities, words = self._classified(sentences)
        found = []
        for row, column in np.argwhere(probabilities >= threshold).tolist():
            pieces = pieces_of(words[row], column) if words else ()
            name, probability = self.package.types[column], float(probabilities[row, column])
            found.append(FoundType(row, name, probability, pieces))
        return found

    def _classified(self, sentences: Sequence[str]) -> tuple[Probabilities, list[Logits]]:
        """The probabilities of types, and logits of each piece if there are any."""
        if self.classifier:
            own = [self.classifier.classify(some) for some in in_turn(sentences, AT_ONCE)]
            return np.concatenate(own or [self.classifier.classify([])]), []
        parts = [self.read(some) for some in in_turn(sentences, AT_ONCE)] or [self.read([])]
        logits = np.concatenate([types for types, _ in parts])
        found = self.package.calibration.type_probabilities(logits, self.package.types)
        return found.astype(np.float32), parts[0][1] if len(parts) == 1 else []

    def read(self, sentences: Sequence[str]) -> tuple[Floats, list[Logits]]:
        """Logits of the types in each sentence, and at each of its word pieces.

        Shapes: (sentences, types), and of each sentence (pieces, types).
        """
        encodings = self.tokenizer.encode_batch(list(sentences))
        inputs = [windows_of(encoding, self.package.max_length) for encoding in encodings]
        logits, words = np.zeros((len(sentences), len(self.package.types))), []
        for row, outputs in enumerate(self._run(inputs, FIRST_PASS)):
            logits[row] = np.max([types for types, _ in outputs], axis=0)
            words.append(stitched(inputs[row], [own for _, own in outputs]))
        return logits, words

    def extract(self, asked: Sequence[Asked]) -> list[Extraction]:
        """Second pass over types and sentences of one article; one result each.

        Of a sentence in several windows, the one in which the event is most present says its
        realis, and each piece is tagged by the window in which it stands farthest from a cut.
        """
        if not asked:
            return []
        if len(asked) > AT_ONCE:
            return [one for some in in_turn(asked, AT_ONCE) for one in self.extract(some)]
        by_window, tagged = self.tag(asked)
        present, probabilities = self._asserted(by_window)
        event_types = [one.event_type for one in asked]
        realis = self.package.calibration.realis(probabilities, present, event_types)
        results = []
        for number, one in enumerate(asked):
            spans = spans_of(one.event_type, one.sentence, tagged[number], one.pieces, self.package)
            results.append(
                Extraction(
                    present=float(present[number]),
                    realis=realis[number],
                    trigger=spans.trigger,
                    arguments=spans.arguments,
                    realis_probabilities=tuple(probabilities[number].tolist()),
                )
            )
        return results

    def tag(self, asked: Sequence[Asked]) -> tuple[list[list[Logits]], list[Tagged]]:
        """The logits of realis in each window of each sentence, and its tags."""
        encodings = self.tokenizer.encode_batch(
            [(prompt_of(one.event_type), one.sentence) for one in asked]
        )
        inputs = [windows_of(encoding, self.package.max_length, part=1) for encoding in encodings]
        realis, tagged = [], []
        for number, outputs in enumerate(self._run(inputs, SECOND_PASS)):
            realis.append([own for own, _ in outputs])
            encoding = encodings[number]
            tags = stitched(inputs[number], [own for _, own in outputs])
            parts = zip(encoding.offsets, encoding.sequence_ids, strict=True)
            offsets = [place for place, part in parts if part == 1]
            words = words_of(offsets, asked[number].sentence)
            by_piece = tags.reshape(len(offsets), len(self.package.tags), 3)
            tagged.append(Tagged(by_word(softmax(by_piece), words), words))
        return realis, tagged

    def _asserted(self, logits: Sequence[Sequence[Logits]]) -> tuple[Floats, Floats]:
        """How likely it is that there is an event, and if so, each ``Realis``.

        Args:
            logits: of the windows of each sentence, in the order of the package.

        Returns:
            Shapes: (sentences,) and (sentences, realis).
        """
        absent = self.package.realis.index(ABSENT)
        columns = [self.package.realis.index(realis) for realis in Realis]
        likely = [softmax(np.stack(windows)) for windows in logits]
        told = np.stack([each[each[:, absent].argmin()] for each in likely]).astype(np.float64)
        asserted = np.maximum(told[:, columns], TINY)
        return 1 - told[:, absent], asserted / asserted.sum(axis=1, keepdims=True)

    def _run(
        self, inputs: Sequence[Sequence[Window]], outputs: Sequence[str]
    ) -> list[list[tuple[Logits, ...]]]:
        """The outputs of each window of each input."""
        windows = [window for each in inputs for window in each]
        tally.add(tally.Tally(sentences=len(inputs), windows=len(windows)))
        found: list[tuple[Logits, ...]] = [()] * len(windows)
        lengths = [len(window.ids) for window in windows]
        for indices in cheapest_slices(lengths, self.engine.batch_size, self.engine.call_cost):
            ids = padded([windows[i].ids for i in indices], self.pad_id)
            mask = padded([[1] * lengths[i] for i in indices], 0)
            begun = time.perf_counter_ns()
            rows = zip(*self.engine.run(ids, mask, outputs), strict=True)
            took = (time.perf_counter_ns() - begun) // 1_000
            padding = ids.size - sum(lengths[i] for i in indices)
            tally.add(
                tally.Tally(batches=1, ids=ids.size, padding=padding, network_microseconds=took)
            )
            for i, row in zip(indices, rows, strict=True):
                found[i] = row
        remaining = iter(found)
        return [[next(remaining) for _ in each] for each in inputs]


@functools.lru_cache(maxsize=4)
def load_model(model: str | ModelSettings) -> EventModel:
    """The model, loaded and checked once a process.

    Args:
        model: its settings; a folder alone stands for the settings with that folder.

    Raises:
        ModelError: a file of it cannot be used, or an extra that it needs is not installed.
    """
    if isinstance(model, str):
        return load_model(ModelSettings(model))
    with model_folder(model.folder) as folder:
        package = read_package(folder)
        try:
            tokenizer = Tokenizer.from_file(str(folder / TOKENIZER))
            tokenizer.no_padding()
            tokenizer.no_truncation()
            engine = open_engine(model.engine, folder, package, model.threads)
        except ModelError:
            raise
        except Exception as error:  # the libraries have no class of errors in common
            reason = " ".join(str(error).split())
            raise ModelError(f"{folder}: cannot be loaded: {reason}") from error
    classifier = open_classifier(model.classifier, model.label_map) if model.classifier else None
    return EventModel(
        set_by(package, model.min_confidence, classifier), tokenizer, engine, classifier
    )


def set_by(
    package: ModelPackage, min_confidence: float | None, classifier: TypeClassifier | None
) -> ModelPackage:
    """The package with what a user sets in place of its own."""
    thresholds: dict[str, float | None] = {}
    if min_confidence is not None:
        thresholds["event_threshold"] = min_confidence
    if classifier:
        thresholds["candidate_threshold"] = CANDIDATE
        thresholds["confidence_weights"] = None  # they are fitted on the model's own first pass
        package = package.model_copy(
            update={"model_id": f"{package.model_id}+{classifier.name}", "types": classifier.types}
        )
    calibration = package.calibration.model_copy(update=thresholds)
    return package.model_copy(update={"calibration": calibration})

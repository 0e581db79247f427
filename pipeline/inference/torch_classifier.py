"""A sequence classification checkpoint of the Hugging Face kind as a type classifier.

Nothing of the checkpoint is run but its arithmetic: weights come from safetensors, the tokenizer
from ``tokenizer.json``, the network from transformers, never from code beside the weights.
"""

import inspect
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
import torch
from tokenizers import Tokenizer
from transformers import AutoConfig, AutoModelForSequenceClassification
from transformers.utils import logging

from pipeline.inference.batches import cheapest_slices, padded
from pipeline.inference.decoding import Probabilities, sigmoid, softmax
from pipeline.inference.labels import (
    LabelMap,
    definition_of,
    entailment_of,
    types_of_labels,
)
from pipeline.inference.package import TOKENIZER, TYPES, ModelError
from pipeline.inference.torch_engine import batch_size_on, call_cost_on, device
from pipeline.inference.windows import Window, windows_of

LONGEST = 512
"""Ids at once, whatever the network could take: more than nearly all sentences have."""


class TorchClassifier:
    """A checkpoint that has a label for each type it finds, or one that tells entailment.

    The former gives each label a probability of its own, but for those that were made to choose one
    label. The latter is asked, of each sentence, about the definition of each event type.

    Args:
        folder: of the checkpoint, on this machine.
        source: what errors call it.
        name: what rows call it.
        label_map: event types, or None, by label; None where the labels are event types.

    Raises:
        ModelError: it cannot be used.
    """

    def __init__(self, folder: Path, source: str, name: str, label_map: LabelMap | None) -> None:
        check_files(folder, source)
        self.name = name
        try:
            config = AutoConfig.from_pretrained(
                folder, trust_remote_code=False, local_files_only=True
            )
        except Exception as error:  # transformers raises what it likes
            raise unusable(source, error) from error
        labels = [str(config.id2label[number]) for number in range(config.num_labels)]
        self.entailment = entailment_of(labels)
        if self.entailment is None:
            by_label = types_of_labels(labels, label_map or {}, source)
            self.types = tuple(name for name in TYPES if name in by_label)
            self.columns = [
                [number for number, each in enumerate(by_label) if each == name]
                for name in self.types
            ]
        elif label_map is not None:
            raise ModelError(f"{source}: tells entailment, for which there is no label map")
        else:
            self.types = TYPES
        self.one_of_all = (
            self.entailment is not None or config.problem_type == "single_label_classification"
        )
        self.longest = min(LONGEST, (config.max_position_embeddings or LONGEST + 2) - 2)
        self.pad_id = config.pad_token_id or 0
        try:
            self.tokenizer = Tokenizer.from_file(str(folder / TOKENIZER))
            self.tokenizer.no_padding()
            self.tokenizer.no_truncation()
            network = weights_of(folder, config, source)
            self.device = device()
            self.batch_size = batch_size_on(self.device)
            self.call_cost = call_cost_on(self.device)
            self.network = network.eval().to(self.device)
            self.reads_types = (
                "token_type_ids" in inspect.signature(network.forward).parameters
                and getattr(config, "type_vocab_size", 0) > 1
            )
            self.classify(["a b", "a"])  # whatever does not fit shows now, not in every article
        except ModelError:
            raise
        except Exception as error:
            raise unusable(source, error) from error

    def classify(self, sentences: Sequence[str]) -> Probabilities:
        """As ``TypeClassifier.classify``; of several windows, the surest speaks for a type."""
        if self.entailment is not None:
            return self._entailed(sentences)
        encodings = self.tokenizer.encode_batch(list(sentences))
        found = self._probabilities([windows_of(each, self.longest) for each in encodings])
        result = np.zeros((len(sentences), len(self.types)), np.float32)
        for column, labels in enumerate(self.columns):
            result[:, column] = found[:, labels].max(axis=1)
        return result

    def _entailed(self, sentences: Sequence[str]) -> Probabilities:
        definitions = [definition_of(name) for name in self.types]
        encodings = self.tokenizer.encode_batch(
            [(sentence, definition) for sentence in sentences for definition in definitions]
        )
        found = self._probabilities([windows_of(each, self.longest) for each in encodings])
        return found[:, self.entailment].reshape(len(sentences), len(self.types))

    def _probabilities(self, inputs: Sequence[Sequence[Window]]) -> Probabilities:
        """The highest probability of each label in the windows of each input."""
        windows = [(number, window) for number, each in enumerate(inputs) for window in each]
        result = np.zeros((len(inputs), self.network.config.num_labels), np.float32)
        lengths = [len(window.ids) for _, window in windows]
        for indices in cheapest_slices(lengths, self.batch_size, self.call_cost):
            logits = self._run([windows[i][1] for i in indices])
            found = softmax(logits) if self.one_of_all else sigmoid(logits)
            for i, row in zip(indices, found, strict=True):
                number = windows[i][0]
                result[number] = np.maximum(result[number], row)
        return result

    def _run(self, windows: Sequence[Window]) -> np.ndarray[Any, np.dtype[np.float32]]:
        given = {
            "input_ids": padded([window.ids for window in windows], self.pad_id),
            "attention_mask": padded([[1] * len(window.ids) for window in windows], 0),
        }
        if self.reads_types:
            given["token_type_ids"] = padded([window.type_ids for window in windows], 0)
        with torch.inference_mode():
            tensors = {
                name: torch.from_numpy(array).to(self.device) for name, array in given.items()
            }
            logits = self.network(**tensors).logits
            return np.asarray(logits.float().cpu().numpy())


def check_files(folder: Path, source: str) -> None:
    """See that a folder holds what is needed, before any of it is read.

    Raises:
        ModelError: a file is missing.
    """
    if not (folder / "config.json").is_file():
        raise ModelError(f"{source}: no checkpoint: it has no config.json")
    if not any(folder.glob("*.safetensors")):
        raise ModelError(
            f"{source}: no weights in safetensors; other forms can hold code and are not read"
        )
    if not (folder / TOKENIZER).is_file():
        raise ModelError(f"{source}: no tokenizer: it has no {TOKENIZER}")


def weights_of(folder: Path, config: Any, source: str) -> Any:
    """The network with its weights.

    Raises:
        ModelError: some of them are missing, which would be random instead.
    """
    shown = logging.is_progress_bar_enabled()
    if shown:
        # it would run over what the commands print
        logging.disable_progress_bar()  # type: ignore[no-untyped-call]
    try:
        network, report = AutoModelForSequenceClassification.from_pretrained(
            folder,
            config=config,
            dtype=torch.float32,
            use_safetensors=True,
            trust_remote_code=False,
            local_files_only=True,
            output_loading_info=True,
        )
    finally:
        if shown:
            logging.enable_progress_bar()  # type: ignore[no-untyped-call]
    missing = sorted(report["missing_keys"])
    if missing:
        raise ModelError(f"{source}: no classifier: its weights lack {missing[0]}")
    return network


def unusable(source: str, error: Exception) -> ModelError:
    """The error of a checkpoint that transformers cannot use, on one line."""
    return ModelError(f"{source}: cannot be used: {' '.join(str(error).split())}")

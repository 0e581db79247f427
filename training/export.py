"""A trained network to a model folder: ONNX, quantised, calibrated, checked.

Needs the ``train`` extra.
"""

import json
import shutil
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

import onnx
import onnx_ir as ir
import torch
from onnx_ir.passes.common import (
    CommonSubexpressionEliminationPass,
    DeduplicateInitializersPass,
    IdentityEliminationPass,
    RemoveUnusedNodesPass,
)

from pipeline.inference import ModelSettings, all_threads, load_model
from pipeline.inference.network import EventNetwork, TwoPassNetwork
from pipeline.inference.package import (
    OUTPUTS,
    REALIS,
    TAGS,
    TYPES,
    Calibration,
    ModelPackage,
    sha256_of,
)
from schemas import ONTOLOGY_VERSION
from training.calibrate import calibrate
from training.evaluation.predict import events_among, predict
from training.labels import LabelledSentence, read_labels
from training.parameters import add_metadata, metadata_of
from training.quantise import one_pass_a_call, quantise

LANGUAGES = ("en", "es", "fr", "de", "pt", "it", "id", "nl", "ca", "ms")
"""Languages whose words the pruned vocabulary of the base encoder keeps."""
MAX_LENGTH = 256
UNCALIBRATED = Calibration(
    type_temperature=1,
    candidate_threshold=0.5,
    event_threshold=0.5,
)


def to_onnx(network: TwoPassNetwork, path: Path) -> None:
    """Write the network as ONNX, dynamic in batch and length; both passes in each call.

    The legacy exporter gives the graph that is faster once quantised.
    """
    network.eval()
    ids = torch.randint(5, 1000, (3, 24))
    mask = torch.ones_like(ids)
    mask[1, 12:] = 0
    torch.onnx.export(
        network,
        (ids, mask),
        str(path),
        dynamo=False,
        opset_version=17,
        input_names=["input_ids", "attention_mask"],
        output_names=list(OUTPUTS),
        dynamic_axes={
            "input_ids": {0: "batch", 1: "length"},
            "attention_mask": {0: "batch", 1: "length"},
            "types": {0: "batch"},
            "words": {0: "batch", 1: "length"},
            "realis": {0: "batch"},
            "tags": {0: "batch", 1: "length"},
        },
    )
    graph = ir.load(path)  # layers that two networks share are exported twice
    merge = ir.passes.Sequential(
        IdentityEliminationPass(),
        DeduplicateInitializersPass(size_limit=sys.maxsize),
        CommonSubexpressionEliminationPass(),
        RemoveUnusedNodesPass(),
    )
    ir.save(merge(graph).model, path)


def write_package(folder: Path, name: str, calibration: Calibration) -> None:
    """Write ``model.json`` for the files that lie in the folder."""
    package = ModelPackage(
        model_id=name,
        ontology_version=ONTOLOGY_VERSION,
        languages=LANGUAGES,
        max_length=MAX_LENGTH,
        types=TYPES,
        realis=REALIS,
        tags=TAGS,
        calibration=calibration,
        files={file: sha256_of(folder / file) for file in ("model.onnx", "tokenizer.json")},
    )
    (folder / "model.json").write_text(package.model_dump_json(indent=2) + "\n", encoding="utf-8")


def export(network: Path, base: Path, labels: Sequence[Path], output: Path, name: str) -> float:
    """Export, quantise, and fit the calibration of the quantised model on the held-out rows.

    Args:
        network: folder that ``training.train`` wrote.
        base: folder of the base encoder.
        labels: the label files that were trained on.
        output: model folder to write.
        name: ``model_id`` to give.

    Returns:
        Share of the held-out sentences in which the quantised and the plain network find the same
        events.
    """
    trained = read_network(network, base)
    output.mkdir(parents=True, exist_ok=True)
    held_out = set(json.loads((network / "held_out.json").read_text()))
    every = [row for row in read_labels(labels, training=True) if row.id in held_out]
    rows = [row for row in every if row.group != row.id]
    items = [row for row in every if row.group == row.id]
    with tempfile.TemporaryDirectory() as scratch:
        plain = Path(scratch) / "model.onnx"
        to_onnx(trained, plain)
        quantise(plain, output / "model.onnx")
        add_metadata(output / "model.onnx", metadata_of(trained, plain))
        unquantised = onnx.load(str(plain))
        one_pass_a_call(unquantised)
        onnx.save(unquantised, str(plain))
        for folder in (output, plain.parent):
            shutil.copy(network / "tokenizer.json", folder / "tokenizer.json")
        write_package(output, name, UNCALIBRATED)
        calibration = calibrate(output, rows, items)
        for folder in (output, plain.parent):
            write_package(folder, name, calibration)
        return agreement(output, plain.parent, rows)


def read_network(folder: Path, base: Path) -> TwoPassNetwork:
    """The network that ``training.build.train`` wrote into a folder.

    Raises:
        ValueError: it is of another form.
    """
    network = TwoPassNetwork(EventNetwork(base), EventNetwork(base))
    try:
        network.load_state_dict(torch.load(folder / "network.pt", weights_only=True))
    except RuntimeError as error:
        raise ValueError(f"{folder}: of an earlier form, or of another base") from error
    network.share()
    return network


def agreement(one: Path, other: Path, rows: Sequence[LabelledSentence]) -> float:
    """Share of the sentences in which two models find events of the same types."""
    load_model.cache_clear()

    def types_found(folder: Path) -> list[set[str]]:
        model = load_model(ModelSettings(str(folder), threads=all_threads()))
        calibration = model.package.calibration
        return [
            set(events_among(candidates, calibration.event_threshold))
            for _, candidates in predict(model, rows, calibration.candidate_threshold)
        ]

    same = sum(a == b for a, b in zip(types_found(one), types_found(other), strict=True))
    load_model.cache_clear()
    return same / max(1, len(rows))

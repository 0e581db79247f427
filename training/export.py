"""A trained network to a model folder: ONNX, quantised, calibrated, checked.

Weights in blocks of 8 bits, word embeddings in int8 per row. Needs the ``train`` extra.
"""

import json
import shutil
import tempfile
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import onnx
import torch
from onnx import TensorProto, helper, numpy_helper
from onnxruntime.quantization.matmul_nbits_quantizer import MatMulNBitsQuantizer

from pipeline.inference import load_model
from pipeline.inference.network import EventNetwork
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

LANGUAGES = ("en", "es", "fr", "de", "pt", "it", "id", "nl", "ca", "ms")
"""Languages whose words the pruned vocabulary of the base encoder keeps."""
MAX_LENGTH = 256
BLOCK = 32
"""Weights that share a scale. At 128, one sentence in a hundred more gets other labels."""
UNCALIBRATED = Calibration(
    type_temperature=1,
    candidate_threshold=0.5,
    event_threshold=0.5,
)


def to_onnx(network: EventNetwork, path: Path) -> None:
    """Write the network as ONNX, dynamic in batch and length.

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
            "realis": {0: "batch"},
            "tags": {0: "batch", 1: "length"},
        },
    )


def quantise_embeddings(graph: onnx.ModelProto) -> None:
    """Word embeddings to int8 with one scale a row, looked up and scaled at run time."""
    table = max(
        (tensor for tensor in graph.graph.initializer if len(tensor.dims) == 2),
        key=lambda tensor: tensor.dims[0] * tensor.dims[1],
    )
    weights = numpy_helper.to_array(table).astype(np.float32)
    scale = (np.abs(weights).max(1, keepdims=True) / 127).clip(1e-8).astype(np.float32)
    whole = np.clip(np.rint(weights / scale), -127, 127).astype(np.int8)
    gather = next(node for node in graph.graph.node if table.name in node.input)
    position = list(graph.graph.node).index(gather)
    ids, output = gather.input[1], gather.output[0]
    graph.graph.initializer.remove(table)
    graph.graph.node.remove(gather)
    graph.graph.initializer.extend(
        [
            numpy_helper.from_array(whole, f"{table.name}_quantized"),
            numpy_helper.from_array(scale, f"{table.name}_scale"),
        ]
    )
    nodes = [
        helper.make_node("Gather", [f"{table.name}_quantized", ids], ["rows_int8"], axis=0),
        helper.make_node("Cast", ["rows_int8"], ["rows"], to=TensorProto.FLOAT),
        helper.make_node("Gather", [f"{table.name}_scale", ids], ["rows_scale"], axis=0),
        helper.make_node("Mul", ["rows", "rows_scale"], [output]),
    ]
    for offset, node in enumerate(nodes):
        graph.graph.node.insert(position + offset, node)


def quantise(source: Path, target: Path) -> None:
    """Write the quantised form of an exported network.

    Weights of the encoder in blocks of 8 bits, activations rounded row by row, so that no result
    depends on what else is in a batch; the small heads stay floats.
    """
    graph = onnx.load(str(source))
    del graph.graph.value_info[:]  # stale shapes make the quantiser fail
    quantise_embeddings(graph)
    quantiser = MatMulNBitsQuantizer(
        graph,
        bits=8,
        block_size=BLOCK,
        is_symmetric=True,
        accuracy_level=4,  # activations in 8 bits, too
        nodes_to_exclude=[node.name for node in graph.graph.node if "layer." not in node.name],
    )
    quantiser.process()
    quantised = quantiser.model.model
    if not any(node.op_type == "MatMulNBits" for node in quantised.graph.node):
        raise RuntimeError("no layer was found; has the exporter renamed its nodes?")
    onnx.save(quantised, str(target))


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
    trained = EventNetwork(base)
    trained.load_state_dict(torch.load(network / "network.pt", weights_only=True))
    output.mkdir(parents=True, exist_ok=True)
    held_out = set(json.loads((network / "held_out.json").read_text()))
    rows = [
        row
        for row in read_labels(labels, training=True)
        # Whole articles only: nearly every single item holds an event, which no article is like.
        if row.id in held_out and row.group != row.id
    ]
    with tempfile.TemporaryDirectory() as scratch:
        plain = Path(scratch) / "model.onnx"
        to_onnx(trained, plain)
        quantise(plain, output / "model.onnx")
        add_metadata(output / "model.onnx", metadata_of(trained, plain))
        for folder in (output, plain.parent):
            shutil.copy(network / "tokenizer.json", folder / "tokenizer.json")
        write_package(output, name, UNCALIBRATED)
        calibration = calibrate(output, rows)
        for folder in (output, plain.parent):
            write_package(folder, name, calibration)
        return agreement(output, plain.parent, rows)


def agreement(one: Path, other: Path, rows: Sequence[LabelledSentence]) -> float:
    """Share of the sentences in which two models find events of the same types."""
    load_model.cache_clear()

    def types_found(folder: Path) -> list[set[str]]:
        model = load_model(str(folder))
        calibration = model.package.calibration
        return [
            set(events_among(candidates, calibration.event_threshold))
            for _, candidates in predict(model, rows, calibration.candidate_threshold)
        ]

    same = sum(a == b for a, b in zip(types_found(one), types_found(other), strict=True))
    load_model.cache_clear()
    return same / max(1, len(rows))

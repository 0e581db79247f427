"""Weights and activations in 8 bits: an exported network to the file that is shipped.

No result may depend on what else is in a batch, so activations are rounded row by row (one scale
for each word piece), in stock operators. What is large in a few columns of the activations is moved
into the weights first: Xiao et al. 2023, "SmoothQuant". The products whose inputs are widest, the
second of each feed-forward part, are rounded in blocks instead, which is dearer and more exact.
"""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
import onnx
import onnxruntime
from numpy.typing import NDArray
from onnx import TensorProto, helper, numpy_helper
from onnxruntime.quantization.matmul_nbits_quantizer import MatMulNBitsQuantizer
from tokenizers import Encoding

ENCODER, WIDEST = "/layer.", "/output/dense/"
"""What the exporter names the nodes of the layers, and, of those, the widest products' end."""
ATTENTION = "/attention/"
BLOCK = 32
"""Weights that share a scale in blocks. At 128, 1% more of the sentences get other labels."""
TOP = 63
"""Weights in 7 bits: with 8, pairs of products overflow on processors without VNNI."""
MOVED = 0.5
"""How much of the activations' range is moved into the weights; the paper's value."""
LEAST = 1e-4

Floats = NDArray[np.float32]


def largest_activations(source: Path, encodings: Sequence[Encoding]) -> dict[str, Floats]:
    """The largest magnitude in each column of the inputs of the encoder's products, by name."""
    graph = onnx.load(str(source))
    names = list(dict.fromkeys(node.input[0] for node in _products(graph)))
    graph.graph.output.extend(
        helper.make_tensor_value_info(name, TensorProto.FLOAT, None) for name in names
    )
    session = onnxruntime.InferenceSession(graph.SerializeToString())
    largest = {name: np.zeros(1, np.float32) for name in names}
    for encoding in encodings:
        ids = np.array([encoding.ids])
        outputs = session.run(names, {"input_ids": ids, "attention_mask": np.ones_like(ids)})
        for name, output in zip(names, outputs, strict=True):
            columns = np.abs(output).reshape(-1, output.shape[-1]).max(0)
            largest[name] = np.maximum(largest[name], columns)
    return largest


def quantise(source: Path, target: Path, encodings: Sequence[Encoding]) -> None:
    """Write the quantised form of an exported network; the small heads stay floats.

    Args:
        source: the exported network.
        target: the file to write.
        encodings: some of the text that it will read, to see what the activations are like.
    """
    graph = onnx.load(str(source))
    del graph.graph.value_info[:]  # stale shapes make the quantiser fail
    quantise_embeddings(graph)
    quantise_rows(graph, largest_activations(source, encodings))
    quantiser = MatMulNBitsQuantizer(
        graph,
        bits=8,
        block_size=BLOCK,
        is_symmetric=True,
        accuracy_level=4,  # activations in 8 bits, too
        nodes_to_exclude=[node.name for node in graph.graph.node if ENCODER not in node.name],
    )
    quantiser.process()
    quantised = quantiser.model.model
    kinds = {node.op_type for node in quantised.graph.node}
    if not {"MatMulNBits", "MatMulIntegerToFloat"} <= kinds:
        raise RuntimeError("no layer was found; has the exporter renamed its nodes?")
    onnx.save(quantised, str(target))


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


def quantise_rows(graph: onnx.ModelProto, largest: dict[str, Floats]) -> None:
    """The encoder's products, but the widest, in int8: a scale a column, activations a row.

    x -> x / smooth -> its largest magnitude, m -> x / m in 8 bits -> times the weights -> times m
    """
    tensors = {tensor.name: tensor for tensor in graph.graph.initializer}
    products = [node for node in _products(graph) if not _is_widest(node)]
    by_input: dict[str, list[onnx.NodeProto]] = {}
    for node in products:
        by_input.setdefault(node.input[0], []).append(node)
    added = [
        numpy_helper.from_array(np.float32(1 / 127), "unit_scale"),
        numpy_helper.from_array(np.uint8(128), "unit_zero"),
        numpy_helper.from_array(np.float32(1e-9), "least"),
    ]
    before: dict[str, list[onnx.NodeProto]] = {}  # by the name of the first product of an input
    instead: dict[str, list[onnx.NodeProto]] = {}
    for number, (name, nodes) in enumerate(by_input.items()):
        matrices = [numpy_helper.to_array(tensors[node.input[1]]) for node in nodes]
        smooth = smoothing(largest[name], matrices)
        added.append(numpy_helper.from_array(1 / smooth, f"row{number}_smooth"))
        before[nodes[0].name] = _rows_in_8_bits(name, f"row{number}")
        for node, matrix in zip(nodes, matrices, strict=True):
            weights = matrix * smooth[:, None]
            scale = (np.abs(weights).max(0) / TOP).clip(1e-9).astype(np.float32)
            whole = np.clip(np.rint(weights / scale), -TOP, TOP).astype(np.int8)
            old = node.input[1]
            added += [
                numpy_helper.from_array(whole, f"{old}_quantized"),
                numpy_helper.from_array(scale, f"{old}_scale"),
                numpy_helper.from_array(np.zeros(len(scale), np.int8), f"{old}_zero_point"),
            ]
            instead[node.name] = _product(node, f"row{number}")
            graph.graph.initializer.remove(tensors[old])
    nodes_now = [
        one
        for node in graph.graph.node
        for one in [*before.get(node.name, ()), *instead.get(node.name, [node])]
    ]
    del graph.graph.node[:]
    graph.graph.node.extend(nodes_now)
    graph.graph.initializer.extend(added)
    graph.opset_import.append(helper.make_opsetid("com.microsoft", 1))


def _products(graph: onnx.ModelProto) -> list[onnx.NodeProto]:
    """The products of the encoder's layers with their weights."""
    weights = {tensor.name for tensor in graph.graph.initializer}
    return [
        node
        for node in graph.graph.node
        if node.op_type == "MatMul" and ENCODER in node.name and node.input[1] in weights
    ]


def _is_widest(node: onnx.NodeProto) -> bool:
    return WIDEST in node.name and ATTENTION not in node.name


def smoothing(largest: Floats, matrices: Sequence[NDArray[Any]]) -> Floats:
    """What each column of the activations is divided by, and each row of the weights multiplied.

    Args:
        largest: magnitude in each column of the activations.
        matrices: the weights that they are multiplied by.
    """
    weights = np.abs(np.concatenate(matrices, axis=1)).max(1).clip(LEAST)
    smooth = largest.clip(LEAST) ** MOVED / weights ** (1 - MOVED)
    return np.asarray(smooth, np.float32)


def _rows_in_8_bits(name: str, row: str) -> list[onnx.NodeProto]:
    """Nodes that make ``{row}_whole`` of an input, and ``{row}_most``: its unit, row by row."""
    return [
        helper.make_node("Mul", [name, f"{row}_smooth"], [f"{row}_smoothed"]),
        helper.make_node("Abs", [f"{row}_smoothed"], [f"{row}_size"]),
        helper.make_node("ReduceMax", [f"{row}_size"], [f"{row}_largest"], axes=[-1], keepdims=1),
        helper.make_node("Max", [f"{row}_largest", "least"], [f"{row}_most"]),
        helper.make_node("Div", [f"{row}_smoothed", f"{row}_most"], [f"{row}_unit"]),
        helper.make_node(
            "QuantizeLinear", [f"{row}_unit", "unit_scale", "unit_zero"], [f"{row}_whole"]
        ),
    ]


def _product(node: onnx.NodeProto, row: str) -> list[onnx.NodeProto]:
    """Nodes that stand for a product, given its input in 8 bits."""
    weights, output = node.input[1], node.output[0]
    inputs = [
        f"{row}_whole",
        f"{weights}_quantized",
        "unit_scale",
        f"{weights}_scale",
        "unit_zero",
        f"{weights}_zero_point",
    ]
    return [
        helper.make_node(
            "MatMulIntegerToFloat", inputs, [f"{output}_unit"], node.name, domain="com.microsoft"
        ),
        helper.make_node("Mul", [f"{output}_unit", f"{row}_most"], [output]),
    ]

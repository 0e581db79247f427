"""The network's own weights, read back out of its quantised ONNX file.

A model folder holds its weights once, in the form that is fastest on a CPU. The file's metadata
says what initializer of the exported graph each parameter was, and the shape of the encoder.
"""

import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
import onnx
from numpy.typing import NDArray
from onnx import numpy_helper

from pipeline.inference.package import ModelError

PARAMETERS = "network.parameters"
"""Metadata key; JSON {parameter: [initializer, whether it is transposed]}."""
ENCODER = "network.encoder"
"""Metadata key; JSON of the numbers of the encoder's configuration."""
TRANSPOSED = "_Transposed"
"""What the quantiser adds to the name of a matrix that it turns."""

Array = NDArray[Any]


class Weights(NamedTuple):
    """What it takes to build the network: the encoder's configuration, parameters by name."""

    encoder: dict[str, Any]
    parameters: dict[str, Array]


def read_weights(path: Path) -> Weights:
    """The weights in an ONNX file, as floats.

    Raises:
        ModelError: it does not say which initializers are the network's parameters.
    """
    model = onnx.load(str(path), load_external_data=False)
    metadata = {item.key: item.value for item in model.metadata_props}
    if PARAMETERS not in metadata or ENCODER not in metadata:
        raise ModelError(
            f"{path}: does not name the network's parameters, which the torch engine needs; "
            "use the engine onnx, or export the model again"
        )
    tensors = {tensor.name: tensor for tensor in model.graph.initializer}
    widths = {
        node.input[1]: next(item.i for item in node.attribute if item.name == "K")
        for node in all_nodes(model.graph)
        if node.op_type == "MatMulNBits"
    }
    parameters = {}
    for name, (initializer, transposed) in json.loads(metadata[PARAMETERS]).items():
        array = dequantised(initializer, tensors, widths)
        if array is None:
            raise ModelError(f"{path}: holds no weights of {name}")
        parameters[name] = array.T if transposed else array
    return Weights(json.loads(metadata[ENCODER]), parameters)


def all_nodes(graph: onnx.GraphProto) -> Iterator[onnx.NodeProto]:
    """The nodes of a graph and of the branches in it."""
    for node in graph.node:
        yield node
        for attribute in node.attribute:
            if attribute.HasField("g"):
                yield from all_nodes(attribute.g)


def dequantised(
    name: str, tensors: Mapping[str, onnx.TensorProto], widths: Mapping[str, int]
) -> Array | None:
    """An initializer of the exported graph, as it was but for rounding; None if there is no trace.

    The forms are those of ONNX Runtime's quantisers: int8 with a scale a column (or a row), 8-bit
    blocks around 128 with a scale a block, and either of the transposed matrix; and rows in 4-bit
    blocks around 8, two numbers a byte, with a scale a block in halves.

    Args:
        name: the initializer's name before quantisation.
        tensors: all initializers of the quantised graph.
        widths: the true width of the rows that are in blocks, by the name of the initializer.
    """

    def read(suffix: str) -> Array:
        return np.asarray(numpy_helper.to_array(tensors[name + suffix]))

    if name in tensors:
        return read("")
    if f"{name}_quantized" in tensors:
        whole = read("_quantized").astype(np.float32)
        if f"{name}_zero_point" in tensors:
            whole -= read("_zero_point").astype(np.float32)
        return np.asarray(whole * read("_scale"))
    if f"{name}_Q4" in tensors:
        codes, scales = read("_Q4"), read("_scales")
        pairs = np.stack([codes & 15, codes >> 4], axis=-1).astype(np.float16) - np.float16(8)
        blocks = pairs.reshape(*scales.shape, -1) * scales[..., None]
        return np.asarray(blocks.reshape(len(codes), -1).astype(np.float32))
    if f"{name}_Q8" in tensors:
        blocks = read("_Q8").astype(np.float32) - 128  # (columns, blocks, block)
        rows = blocks * read("_scales").reshape(*blocks.shape[:2], 1)
        return np.asarray(rows.reshape(len(rows), -1)[:, : widths[f"{name}_Q8"]].T)
    if not name.endswith(TRANSPOSED):
        turned = dequantised(name + TRANSPOSED, tensors, widths)
        return None if turned is None else turned.T
    return None

"""The network's own weights, read back out of its quantised ONNX file.

A model folder holds its weights once, in the form that is fastest on a CPU. The file's metadata
says what initializer of the exported graph each parameter was, and the shape of the encoder.
"""

import json
from collections.abc import Mapping
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
    parameters = {}
    for name, (initializer, transposed) in json.loads(metadata[PARAMETERS]).items():
        array = dequantised(initializer, tensors)
        if array is None:
            raise ModelError(f"{path}: holds no weights of {name}")
        parameters[name] = array.T if transposed else array
    return Weights(json.loads(metadata[ENCODER]), parameters)


def dequantised(name: str, tensors: Mapping[str, onnx.TensorProto]) -> Array | None:
    """An initializer of the exported graph, as it was but for rounding; None if there is no trace.

    The forms are those of ``training.quantise``: int8 with a scale a row; int8 in blocks of rows
    with a scale a column of each; rows in 4-bit blocks around 8, two numbers a byte, with a scale a
    block in halves.

    Args:
        name: the initializer's name before quantisation.
        tensors: all initializers of the quantised graph.
    """

    def read(suffix: str) -> Array:
        return np.asarray(numpy_helper.to_array(tensors[name + suffix]))

    if name in tensors:
        return read("")
    if f"{name}_quantized" in tensors:
        return np.asarray(read("_quantized").astype(np.float32) * read("_scale"))
    if f"{name}_blocks" in tensors:
        blocks = read("_blocks").astype(np.float32) * read("_scales")
        return np.asarray(blocks.reshape(-1, blocks.shape[-1]))
    if f"{name}_Q4" in tensors:
        codes, scales = read("_Q4"), read("_scales")
        pairs = np.stack([codes & 15, codes >> 4], axis=-1).astype(np.float16) - np.float16(8)
        blocks = pairs.reshape(*scales.shape, -1) * scales[..., None]
        return np.asarray(blocks.reshape(len(codes), -1).astype(np.float32))
    return None

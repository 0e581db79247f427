"""An exported network in few bits, and one pass a call: graph surgery on ONNX.

Layers in blocks of 8 bits, word embeddings of 4 bits if the base's are. Needs the ``train`` extra.
"""

from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import NamedTuple

import numpy as np
import onnx
from numpy.typing import NDArray
from onnx import TensorProto, helper, numpy_helper

from pipeline.inference.package import FIRST_PASS, OUTPUTS, SECOND, SECOND_PASS

BLOCK = 32
"""Weights that share a scale. At 128, one sentence in a hundred more gets other labels."""
Table = NDArray[np.float32]


def quantise_embeddings(graph: onnx.ModelProto) -> None:
    """Word embeddings in few bits, looked up and scaled at run time.

    In blocks of 4 bits if that is what they are (the base comes from such a form, and they are not
    trained), else in int8 with one scale a row.
    """
    table = max(
        (tensor for tensor in graph.graph.initializer if len(tensor.dims) == 2),
        key=lambda tensor: tensor.dims[0] * tensor.dims[1],
    )
    weights = numpy_helper.to_array(table).astype(np.float32)
    graph.graph.initializer.remove(table)
    form = four_bit_rows(table.name, weights) or int8_rows(table.name, weights)
    graph.graph.initializer.extend(form.tensors)
    for gather in [node for node in graph.graph.node if table.name in node.input]:
        position = list(graph.graph.node).index(gather)
        graph.graph.node.remove(gather)
        for node in form.looked_up(gather.input[1], gather.output[0]):
            graph.graph.node.insert(position, node)
            position += 1


class Rows(NamedTuple):
    """A table in few bits: what holds it, and the nodes from ids to floats."""

    tensors: list[onnx.TensorProto]
    looked_up: Callable[[str, str], list[onnx.NodeProto]]


def int8_rows(name: str, weights: Table) -> Rows:
    """A table of any weights in int8, one scale a row."""
    scale = (np.abs(weights).max(1, keepdims=True) / 127).clip(1e-8).astype(np.float32)
    whole = np.clip(np.rint(weights / scale), -127, 127).astype(np.int8)
    tensors = [
        numpy_helper.from_array(whole, f"{name}_quantized"),
        numpy_helper.from_array(scale, f"{name}_scale"),
    ]

    def looked_up(ids: str, output: str) -> list[onnx.NodeProto]:
        return [
            helper.make_node("Gather", [f"{name}_quantized", ids], [f"{output}_int8"], axis=0),
            helper.make_node("Cast", [f"{output}_int8"], [f"{output}_whole"], to=TensorProto.FLOAT),
            helper.make_node("Gather", [f"{name}_scale", ids], [f"{output}_scale"], axis=0),
            helper.make_node("Mul", [f"{output}_whole", f"{output}_scale"], [output]),
        ]

    return Rows(tensors, looked_up)


def four_bit_rows(name: str, weights: Table) -> Rows | None:
    """A table that is whole numbers from -8 to 7 times a scale a block; None if it is not."""
    if weights.shape[1] % BLOCK:
        return None
    blocks = weights.reshape(-1, BLOCK)
    largest = np.take_along_axis(blocks, np.abs(blocks).argmax(1)[:, None], 1)
    scale = (largest / -8).astype(np.float16)
    with np.errstate(divide="ignore", invalid="ignore"):
        whole = np.nan_to_num(np.rint(blocks / scale.astype(np.float32)), posinf=99, neginf=99)
    if whole.min() < -8 or whole.max() > 7:
        return None
    if not np.array_equal((whole.astype(np.float16) * scale).astype(np.float32), blocks):
        return None
    codes = (whole + 8).astype(np.uint8).reshape(len(weights), -1)
    tensors = [
        numpy_helper.from_array(codes[:, ::2] | codes[:, 1::2] << 4, f"{name}_Q4"),
        numpy_helper.from_array(scale.reshape(len(weights), -1), f"{name}_scales"),
    ]

    def looked_up(ids: str, output: str) -> list[onnx.NodeProto]:
        inputs = [f"{name}_Q4", ids, f"{name}_scales"]
        return [
            helper.make_node(
                "GatherBlockQuantized",
                inputs,
                [f"{output}_half"],
                domain="com.microsoft",
                bits=4,
                block_size=BLOCK,
                gather_axis=0,
                quantize_axis=1,
            ),
            helper.make_node("Cast", [f"{output}_half"], [output], to=TensorProto.FLOAT),
        ]

    return Rows(tensors, looked_up)


def one_pass_a_call(graph: onnx.ModelProto) -> None:
    """Let a call carry out one of the two passes: ``SECOND`` says which.

    What only one of them needs goes into a branch; what the other pass gives comes out empty.
    """
    nodes = list(graph.graph.node)
    maker = {name: number for number, node in enumerate(nodes) for name in node.output}

    def needed(names: Iterable[str]) -> set[int]:
        found, open_ones = set[int](), list(names)
        while open_ones:
            number = maker.get(open_ones.pop())
            if number is not None and number not in found:
                found.add(number)
                open_ones += nodes[number].input
        return found

    outputs = {output.name: output for output in graph.graph.output}
    first, second = needed(FIRST_PASS), needed(SECOND_PASS)

    def branch(name: str, numbers: set[int], given: Sequence[str]) -> onnx.GraphProto:
        own = [nodes[number] for number in sorted(numbers)]
        results = []
        for output in OUTPUTS:
            result = onnx.ValueInfoProto()
            result.CopyFrom(outputs[output])
            if output not in given:
                result.name = f"no_{output}"
                sizes = [size.dim_value for size in result.type.tensor_type.shape.dim]
                value = numpy_helper.from_array(np.zeros(sizes, np.float32))
                own.append(helper.make_node("Constant", [], [result.name], value=value))
            results.append(result)
        return helper.make_graph(own, name, [], results)

    del graph.graph.node[:]
    graph.graph.node.extend(nodes[number] for number in sorted(first & second))
    graph.graph.node.append(
        helper.make_node(
            "If",
            [SECOND],
            list(OUTPUTS),
            then_branch=branch("second_pass", second - first, SECOND_PASS),
            else_branch=branch("first_pass", first - second, FIRST_PASS),
        )
    )
    graph.graph.input.append(helper.make_tensor_value_info(SECOND, TensorProto.BOOL, []))


def quantise_layers(graph: onnx.ModelProto) -> None:
    """Matrices of the encoder's layers in blocks of 8 bits, made floats again at loading.

    ONNX Runtime folds what depends on constants alone when it opens the file, so products are of
    floats: as fast as those of blocks where a CPU multiplies bytes (AVX-512 VNNI), 1.7 times as
    fast where it does not (AVX2), and no activation is rounded.
    """
    tensors = {tensor.name: tensor for tensor in graph.graph.initializer}
    branches = (
        each.g for node in graph.graph.node for each in node.attribute if each.HasField("g")
    )
    products = [
        node
        for part in (graph.graph, *branches)
        for node in part.node
        if node.op_type == "MatMul" and "layer." in node.name and node.input[1] in tensors
    ]
    if not products:
        raise RuntimeError("no layer was found; has the exporter renamed its nodes?")
    unfolded: list[onnx.NodeProto] = []
    for name in dict.fromkeys(node.input[1] for node in products):
        weights = numpy_helper.to_array(tensors[name]).astype(np.float32)
        rows, columns = weights.shape
        blocks = weights.reshape(-1, BLOCK if rows % BLOCK == 0 else rows, columns)
        scales = (np.abs(blocks).max(1, keepdims=True) / 127).clip(1e-8).astype(np.float32)
        graph.graph.initializer.remove(tensors[name])
        graph.graph.initializer.extend(
            numpy_helper.from_array(array, f"{name}_{what}")
            for what, array in (
                ("blocks", np.rint(blocks / scales).astype(np.int8)),
                ("scales", scales),
                ("shape", np.array(weights.shape)),
            )
        )
        unfolded += [
            helper.make_node("Cast", [f"{name}_blocks"], [f"{name}_whole"], to=TensorProto.FLOAT),
            helper.make_node("Mul", [f"{name}_whole", f"{name}_scales"], [f"{name}_scaled"]),
            helper.make_node("Reshape", [f"{name}_scaled", f"{name}_shape"], [name]),
        ]
    for node in reversed(unfolded):
        graph.graph.node.insert(0, node)


def quantise(source: Path, target: Path) -> None:
    """Write the quantised form of an exported network.

    Weights of the encoder in blocks of 8 bits, word embeddings in 4 or 8; the small heads stay
    floats, and so does all that is computed: no result depends on what else is in a batch.
    """
    graph = onnx.load(str(source))
    del graph.graph.value_info[:]  # stale shapes
    quantise_embeddings(graph)
    one_pass_a_call(graph)
    quantise_layers(graph)  # then: what is folded outside the branches is held once
    onnx.save(graph, str(target))

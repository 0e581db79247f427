"""Where the network's parameters are in its exported graph, kept in the ONNX file's metadata.

So the torch engine can read the weights back out of the one file of a model folder, after they
were quantised (``pipeline.inference.torch_weights``).
"""

import json
from pathlib import Path

import onnx
from onnx import helper, numpy_helper

from pipeline.inference.network import TwoPassNetwork
from pipeline.inference.torch_weights import ENCODER, PARAMETERS

NUMBERS = (
    "vocab_size",
    "hidden_size",
    "num_hidden_layers",
    "num_attention_heads",
    "intermediate_size",
    "hidden_act",
    "max_position_embeddings",
    "type_vocab_size",
    "layer_norm_eps",
    "pad_token_id",
)
"""What makes the shape of the encoder."""


def metadata_of(network: TwoPassNetwork, exported: Path) -> dict[str, str]:
    """What the ONNX file is to say of the network, found in its graph before quantisation.

    The exporter renames and turns matrices, so a parameter is known by its values: the initializer
    of its name if it is that, else one that is equal, bit by bit, to it or to its transpose.

    Raises:
        RuntimeError: a parameter is not in the graph as it is.
    """
    arrays = {
        tensor.name: numpy_helper.to_array(tensor)
        for tensor in onnx.load(str(exported)).graph.initializer
    }
    by_content = {(array.shape, array.tobytes()): name for name, array in arrays.items()}
    places: dict[str, tuple[str, bool]] = {}
    for name, tensor in network.state_dict().items():
        value = tensor.detach().cpu().numpy()
        own = arrays.get(name)
        if own is not None and own.shape == value.shape and own.tobytes() == value.tobytes():
            places[name] = (name, False)
        elif (key := (value.shape, value.tobytes())) in by_content:
            places[name] = (by_content[key], False)
        elif (key := (value.T.shape, value.T.tobytes())) in by_content:
            places[name] = (by_content[key], True)
        else:
            raise RuntimeError(f"{name} is not in the exported graph; has the exporter folded it?")
    config = network.first.encoder.config
    return {
        PARAMETERS: json.dumps(places),
        ENCODER: json.dumps({name: getattr(config, name) for name in NUMBERS}),
    }


def add_metadata(path: Path, metadata: dict[str, str]) -> None:
    """Write metadata into an ONNX file, beside what it holds already."""
    model = onnx.load(str(path))
    kept = {item.key: item.value for item in model.metadata_props}
    helper.set_model_props(model, {**kept, **metadata})
    onnx.save(model, str(path))

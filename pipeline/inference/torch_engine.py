"""The network on torch, on a GPU where there is one. Needs the extra ``torch``."""

from collections.abc import Sequence
from pathlib import Path

import torch
from transformers import BertConfig

from pipeline.inference.engines import Ids, Logits
from pipeline.inference.network import EventNetwork, TwoPassNetwork
from pipeline.inference.package import FIRST_PASS, OUTPUTS, ModelError
from pipeline.inference.torch_weights import read_weights


def device() -> torch.device:
    """The GPU, or the CPU where there is none."""
    return torch.device("cuda" if torch.cuda.is_available() else "cpu")


def batch_size_on(place: torch.device) -> int:
    """Inputs a batch. On a CPU larger ones only add padding; a GPU is idle with few.

    64 is about all sentences of an article, and batches never cross articles.
    """
    return 8 if place.type == "cpu" else 64


def call_cost_on(place: torch.device) -> int:
    """What a call costs by itself, in ids; on a GPU it never pays to cut an article's batch."""
    return 10 if place.type == "cpu" else 2_000


class TorchEngine:
    """The network in floats, from the weights in the ONNX file of a model folder.

    Activations stay floats, so results differ a little from those of the ONNX engine, which rounds
    them; they do not depend on the batch.

    Args:
        path: the ONNX file.
        types: number of event types that the model knows.
    """

    def __init__(self, path: Path, types: int) -> None:
        weights = read_weights(path)
        network = TwoPassNetwork(
            *(EventNetwork(BertConfig(**weights.encoder), types=types) for _ in range(2))
        )
        if not any(name.startswith("second.") for name in weights.parameters):
            raise ModelError(f"{path}: has one network for both passes: train it again")
        try:
            network.load_state_dict(
                {name: torch.tensor(array) for name, array in weights.parameters.items()}
            )
        except RuntimeError as error:
            reason = " ".join(str(error).split())
            raise ModelError(f"{path}: not weights of this network: {reason}") from error
        network.share()
        self.device = device()
        self.batch_size = batch_size_on(self.device)
        self.call_cost = call_cost_on(self.device)
        self.network = network.eval().to(self.device)

    def run(self, ids: Ids, mask: Ids, outputs: Sequence[str]) -> list[Logits]:
        """As ``Engine.run``."""
        network = self.network.first if outputs[0] in FIRST_PASS else self.network.second
        with torch.inference_mode():
            given = (torch.from_numpy(array).to(self.device) for array in (ids, mask))
            found = dict(zip(OUTPUTS, network(*given), strict=True))
            return [found[name].float().cpu().numpy() for name in outputs]

"""What runs the network: ONNX Runtime by default, torch where it is asked for."""

from collections.abc import Sequence
from pathlib import Path
from typing import Protocol

import numpy as np
import onnxruntime
from numpy.typing import NDArray

from pipeline.inference.package import (
    FIRST_PASS,
    OUTPUTS,
    SECOND,
    WEIGHTS,
    ModelError,
    ModelPackage,
)
from pipeline.inference.settings import EngineName

Ids = NDArray[np.int64]
Logits = NDArray[np.float32]


class Engine(Protocol):
    """Runs one batch. Holds no state that a batch could change."""

    batch_size: int
    """Inputs a batch, at most: what the engine is fastest with."""
    call_cost: int
    """What a call costs by itself, in the time of so many ids: padding beyond it does not pay."""

    def run(self, ids: Ids, mask: Ids, outputs: Sequence[str]) -> list[Logits]:
        """The outputs of that name, in that order, of inputs padded to one length.

        They are all of one pass, the first or the second.

        Shapes: ids and mask (batch, length); the outputs as the network gives them.
        """
        ...


class OnnxEngine:
    """The network on ONNX Runtime, on the CPU.

    Args:
        path: of the network.
        threads: cores that a call may take. What it gives does not depend on them.
    """

    batch_size, call_cost = 8, 10  # measured on one core: docs/performance.md

    def __init__(self, path: Path, threads: int = 1) -> None:
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = threads
        options.inter_op_num_threads = 1
        # Threads that spin while they wait burn half as much again, and save nothing by the clock.
        options.add_session_config_entry("session.intra_op.allow_spinning", "0")
        # From bytes, it reads no weights out of other files, of which no hash was checked.
        self.session = onnxruntime.InferenceSession(
            path.read_bytes(), options, providers=["CPUExecutionProvider"]
        )
        known = {one.name for one in (*self.session.get_inputs(), *self.session.get_outputs())}
        if missing := {SECOND, *OUTPUTS} - known:
            raise ModelError(
                f"{path}: has no {', '.join(sorted(missing))}: of an earlier form; train it again"
            )

    def run(self, ids: Ids, mask: Ids, outputs: Sequence[str]) -> list[Logits]:
        """As ``Engine.run``."""
        second = np.array(outputs[0] not in FIRST_PASS)
        inputs = {"input_ids": ids, "attention_mask": mask, SECOND: second}
        found: list[Logits] = self.session.run(list(outputs), inputs)
        return found


def open_engine(name: EngineName, folder: Path, package: ModelPackage, threads: int = 1) -> Engine:
    """The engine of that name with the network in a model folder.

    Raises:
        ModelError: it is torch, and not installed or not able to read this network.
    """
    if name == "onnx":
        return OnnxEngine(folder / WEIGHTS, threads)
    try:
        from pipeline.inference.torch_engine import TorchEngine
    except ImportError as error:
        raise ModelError(
            "the torch engine needs the extra: pip install 'news-event-pipeline[torch]'"
        ) from error
    return TorchEngine(folder / WEIGHTS, types=len(package.types))

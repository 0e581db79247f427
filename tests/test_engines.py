"""The settings of a model, and its two engines: they find the same in one file of weights."""

import dataclasses
import json
import pickle
import shutil
import subprocess
import sys
import warnings
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from tokenizers import Tokenizer
from tokenizers.models import WordLevel
from tokenizers.pre_tokenizers import Whitespace
from tokenizers.processors import TemplateProcessing

from models import SHIPPED_MODEL
from pipeline.inference import Asked, ModelError, ModelSettings, load_model
from pipeline.inference.engines import Engine, OnnxEngine, open_engine
from pipeline.inference.package import (
    FIRST_PASS,
    OUTPUTS,
    REALIS,
    SECOND_PASS,
    TYPES,
    Calibration,
    read_package,
    sha256_of,
)

# --- settings ------------------------------------------------------------------------------------


def test_settings_are_values() -> None:
    settings = ModelSettings("m", "torch", 0.5, "c", "l.json")
    assert pickle.loads(pickle.dumps(settings)) == settings
    assert hash(settings) == hash(ModelSettings("m", "torch", 0.5, "c", "l.json"))
    assert ModelSettings().folder == SHIPPED_MODEL
    with pytest.raises(dataclasses.FrozenInstanceError):
        settings.folder = "other"  # type: ignore[misc]


@pytest.mark.parametrize(
    ("values", "reason"),
    [
        ({"engine": "abacus"}, "no engine 'abacus'; there are onnx, torch"),
        ({"min_confidence": 1.01}, "a confidence of 1.01 is not between 0 and 1"),
        ({"min_confidence": -0.01}, "a confidence of -0.01 is not"),
        ({"min_confidence": float("nan")}, "a confidence of nan is not"),
        ({"label_map": "map.json"}, "a label map is for a classifier"),
        ({"threads": 0}, "0 threads are none"),
        ({"folder": ""}, "the folder has no name"),
        ({"classifier": ""}, "the classifier has no name"),
        ({"classifier": "c", "label_map": ""}, "the label map has no name"),
    ],
    ids=str,
)
def test_settings_that_make_no_sense_are_refused(values: dict[str, Any], reason: str) -> None:
    with pytest.raises(ValueError, match=reason):
        ModelSettings(**values)


def test_a_folder_stands_for_its_settings_and_is_loaded_once() -> None:
    model = load_model(ModelSettings())
    assert load_model(SHIPPED_MODEL) is model
    assert load_model(ModelSettings(SHIPPED_MODEL, "onnx")) is model
    assert model.package == read_package(Path(SHIPPED_MODEL))


def test_a_least_confidence_stands_in_for_the_threshold_of_events_alone() -> None:
    own = load_model(SHIPPED_MODEL).package
    package = load_model(ModelSettings(min_confidence=0.9)).package
    assert package.calibration.event_threshold == 0.9
    calibration = package.calibration.model_copy(
        update={"event_threshold": own.calibration.event_threshold}
    )
    assert package.model_copy(update={"calibration": calibration}) == own


def test_without_torch_the_way_to_it_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("torch_engine", "network"):
        monkeypatch.delitem(sys.modules, f"pipeline.inference.{name}", raising=False)
    monkeypatch.setitem(sys.modules, "torch", None)
    with pytest.raises(ModelError) as caught:
        load_model(ModelSettings(engine="torch"))
    assert str(caught.value) == (
        "the torch engine needs the extra: pip install 'news-event-pipeline[torch]'"
    )


def test_the_default_engine_needs_no_torch() -> None:
    code = (
        "import sys; sys.modules.update(dict.fromkeys(['torch', 'transformers', 'onnx'])); "
        "from pipeline.inference import ModelSettings, load_model; load_model(ModelSettings())"
    )
    assert subprocess.run([sys.executable, "-c", code], capture_output=True).returncode == 0


# --- the two engines on one network ---------------------------------------------------------------


@pytest.fixture(scope="module")
def exported(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a small random network: ``plain.onnx``, and ``model.onnx``, quantised."""
    torch = pytest.importorskip("torch")
    onnx = pytest.importorskip("onnx")
    pytest.importorskip("onnx_ir")
    from transformers import BertConfig

    from pipeline.inference.network import EventNetwork, TwoPassNetwork
    from training.export import to_onnx
    from training.parameters import add_metadata, metadata_of
    from training.quantise import one_pass_a_call, quantise

    torch.manual_seed(1)
    config = BertConfig(
        vocab_size=1100,
        hidden_size=32,
        num_hidden_layers=2,
        num_attention_heads=2,
        intermediate_size=150,  # no multiple of a block of weights
        max_position_embeddings=64,
        type_vocab_size=2,
        initializer_range=0.2,
    )
    first, second = EventNetwork(config), EventNetwork(config)
    for network in (first, second):
        with torch.no_grad():
            for name, values in network.named_buffers():
                if name.endswith(("_mean", "_scale")):
                    values.uniform_(0.5, 1.5)
            for name, parameter in network.named_parameters():
                if name.endswith("bias"):  # which begin all equal, or at what finds nothing
                    parameter.copy_(torch.randn_like(parameter) * 0.1)
                elif parameter.dim() == 1:
                    parameter.add_(torch.randn_like(parameter) * 0.1)
    for part in ("embeddings", "encoder.layer.0"):
        shared = first.encoder.get_submodule(part).state_dict()
        second.encoder.get_submodule(part).load_state_dict(shared)
    both = TwoPassNetwork(first, second)
    both.share()
    folder = tmp_path_factory.mktemp("network")
    with warnings.catch_warnings():  # the older exporter is used knowingly; it warns of its age
        warnings.simplefilter("ignore")
        to_onnx(both, folder / "plain.onnx")
    metadata = metadata_of(both, folder / "plain.onnx")
    quantise(folder / "plain.onnx", folder / "model.onnx")
    plain = onnx.load(str(folder / "plain.onnx"))
    one_pass_a_call(plain)
    onnx.save(plain, str(folder / "plain.onnx"))
    shutil.copy(folder / "model.onnx", folder / "unnamed.onnx")
    for name in ("plain", "model"):
        add_metadata(folder / f"{name}.onnx", metadata)
    torch.save(both.state_dict(), folder / "network.pt")
    return folder


def torch_engine(path: Path) -> Engine:
    from pipeline.inference.torch_engine import TorchEngine

    return TorchEngine(path, len(TYPES))


@pytest.fixture
def batch() -> tuple[np.ndarray[Any, Any], np.ndarray[Any, Any]]:
    """Four inputs of unlike lengths."""
    chance = np.random.default_rng(7)
    ids = chance.integers(5, 1100, (4, 40))
    mask = (np.arange(40) < np.array([[40], [9], [23], [2]])).astype(np.int64)
    return np.where(mask, ids, 1), mask


def both_passes(engine: Engine, batch: Any) -> list[Any]:
    return engine.run(*batch, FIRST_PASS) + engine.run(*batch, SECOND_PASS)


def test_the_torch_engine_gives_what_the_onnx_engine_gives_of_floats(
    exported: Path, batch: tuple[np.ndarray[Any, Any], np.ndarray[Any, Any]]
) -> None:
    path = exported / "plain.onnx"
    of_onnx, of_torch = (
        both_passes(engine, batch) for engine in (OnnxEngine(path), torch_engine(path))
    )
    for name, one, other in zip(OUTPUTS, of_onnx, of_torch, strict=True):
        assert one.shape == other.shape
        assert one.dtype == other.dtype == np.float32
        seen = batch[1].astype(bool) if name in ("words", "tags") else slice(None)
        assert np.abs(one[seen] - other[seen]).max() < 1e-4


def test_threads_change_no_bit_of_what_the_shipped_network_gives() -> None:
    """Or rows would depend on the machine."""
    path = Path(SHIPPED_MODEL) / "model.onnx"
    chance = np.random.default_rng(11)
    engines = [OnnxEngine(path, threads) for threads in (1, 2, 3, 4)]
    for size, length in ((1, 7), (2, 25), (3, 33), (3, 62), (8, 64)):
        ids = chance.integers(5, 50_000, (size, length))
        mask = (np.arange(length) < chance.integers(5, length + 1, (size, 1))).astype(np.int64)
        alone, *others = (both_passes(engine, (ids, mask)) for engine in engines)
        for other in others:
            assert all(map(np.array_equal, alone, other))


def test_weights_come_back_from_int8_and_blocks_but_for_rounding(exported: Path) -> None:
    torch = pytest.importorskip("torch")
    from pipeline.inference.torch_weights import read_weights

    trained = torch.load(exported / "network.pt", weights_only=True)
    parameters = read_weights(exported / "model.onnx").parameters
    assert parameters.keys() == trained.keys()
    matrices = {name for name, tensor in trained.items() if tensor.dim() == 2}
    rounded_ones = {name for name in matrices if "layer." in name or "word_emb" in name}
    rounded = set()
    for name, tensor in trained.items():
        true = tensor.numpy()
        assert parameters[name].shape == true.shape
        error = np.abs(parameters[name] - true).max()
        assert error <= np.abs(true).max() / 127, (
            name
        )  # half a step; of a largest weight, a whole one
        if error:
            rounded.add(name)
    assert rounded == rounded_ones


def test_the_engines_agree_on_the_quantised_network(
    exported: Path, batch: tuple[np.ndarray[Any, Any], np.ndarray[Any, Any]]
) -> None:
    path = exported / "model.onnx"
    of_onnx, of_torch = (
        both_passes(engine, batch) for engine in (OnnxEngine(path), torch_engine(path))
    )
    for name, one, other in zip(OUTPUTS, of_onnx, of_torch, strict=True):
        seen = batch[1].astype(bool) if name in ("words", "tags") else slice(None)
        assert np.abs(one[seen] - other[seen]).max() < 1e-4


def test_outputs_come_in_the_order_asked_for(
    exported: Path, batch: tuple[np.ndarray[Any, Any], np.ndarray[Any, Any]]
) -> None:
    for engine in (torch_engine(exported / "model.onnx"), OnnxEngine(exported / "model.onnx")):
        tags, realis = engine.run(*batch, ["tags", "realis"])
        assert (tags.shape[:2], realis.shape) == ((4, 40), (4, len(REALIS)))
        assert engine.batch_size >= 8


def test_a_call_carries_out_one_pass_and_layers_in_common_are_held_once(exported: Path) -> None:
    import onnx

    graph = onnx.load(str(exported / "model.onnx")).graph
    (choice,) = (node for node in graph.node if node.op_type == "If")
    branches = [attribute.g for attribute in choice.attribute]
    layers = [
        {node.name.split("layer.")[1][0] for node in nodes if node.op_type == "Softmax"}
        for nodes in (graph.node, *(branch.node for branch in branches))
    ]
    assert layers == [{"0"}, {"1"}, {"1"}]
    held = [tensor for tensor in graph.initializer if tensor.name.endswith("_blocks")]
    assert len(held) == 3 * 6  # matrices of a layer
    assert sum(tensor.dims[0] == 1100 for tensor in graph.initializer) == 2  # codes and scales


def test_a_network_that_cannot_be_told_the_pass_is_refused(exported: Path, tmp_path: Path) -> None:
    import onnx

    model = onnx.load(str(exported / "plain.onnx"))
    (choice,) = (node for node in model.graph.node if node.op_type == "If")
    always = onnx.helper.make_node("Constant", [], ["second"], value_int=1)
    model.graph.node.insert(0, onnx.helper.make_node("Cast", ["always"], ["second"], to=9))
    always.output[0] = "always"
    model.graph.node.insert(0, always)
    assert choice.input[0] == model.graph.input.pop().name == "second"
    onnx.save(model, str(tmp_path / "model.onnx"))
    with pytest.raises(ModelError, match="of an earlier form; train it again"):
        OnnxEngine(tmp_path / "model.onnx")


@pytest.mark.parametrize("bits", [4, 8])
def test_word_embeddings_take_four_bits_where_that_loses_nothing(bits: int) -> None:
    pytest.importorskip("onnx")
    from training.quantise import four_bit_rows

    chance = np.random.default_rng(bits)
    scale = chance.random((50, 2, 1)).astype(np.float16) + np.float16(0.1)
    whole = chance.integers(-(2 ** (bits - 1)), 2 ** (bits - 1), (50, 2, 32))
    whole[:, :, 5] = -(2 ** (bits - 1))  # as it is in each block of the form of 4 bits
    table = (whole.astype(np.float16) * scale).reshape(50, 64).astype(np.float32)
    rows = four_bit_rows("table", table)
    assert (rows is not None) == (bits == 4)
    if rows:
        from pipeline.inference.torch_weights import dequantised

        tensors = {tensor.name: tensor for tensor in rows.tensors}
        found = dequantised("table", tensors)
        assert found is not None
        assert np.array_equal(found, table)


@pytest.fixture
def model_folder(exported: Path, tmp_path: Path) -> Path:
    """A whole model folder around the small network, with the tokenizer of words."""
    shutil.copy(exported / "model.onnx", tmp_path)
    words = ["<s>", "<pad>", "</s>", "<unk>"]
    words += [f"w{number}" for number in range(4, 1100)]
    tokenizer = Tokenizer(WordLevel({word: i for i, word in enumerate(words)}, unk_token="<unk>"))
    tokenizer.pre_tokenizer = Whitespace()
    tokenizer.post_processor = TemplateProcessing(
        single="<s> $A </s>",
        pair="<s> $A </s> </s> $B:1 </s>",
        special_tokens=[("<s>", 0), ("</s>", 2)],
    )
    tokenizer.save(str(tmp_path / "tokenizer.json"))
    names = ("model.onnx", "tokenizer.json")
    package = read_package(Path(SHIPPED_MODEL)).model_copy(
        update={
            "model_id": "small",
            "max_length": 40,
            "calibration": Calibration(
                type_temperature=1,
                candidate_threshold=0.5,
                event_threshold=0.5,
            ),
            "files": {name: sha256_of(tmp_path / name) for name in names},
        }
    )
    (tmp_path / "model.json").write_text(package.model_dump_json(), encoding="utf-8")
    return tmp_path


def test_a_model_finds_the_same_on_both_engines(model_folder: Path) -> None:
    """Probabilities to within 0.03, realis, and four spans in five; random weights are unsure."""
    models = [load_model(ModelSettings(str(model_folder), name)) for name in ("onnx", "torch")]
    sentences = [
        " ".join(f"w{number * 37 % 1000 + 50}" for number in range(first, first + length))
        for first, length in enumerate([3, 11, 30, 36, 90])
    ]
    one, other = (model.classify(sentences) for model in models)
    assert np.abs(one - other).max() < 0.03
    asked = [Asked(name, text) for text in sentences for name in ("fine", "arrest", "meeting")]
    shared, total = 0, 0
    for ours, theirs in zip(*(model.extract(asked) for model in models), strict=True):
        assert abs(ours.present - theirs.present) < 0.03
        assert ours.realis == theirs.realis
        spans, others = (
            {(role, span[:2]) for role, span in each.arguments} for each in (ours, theirs)
        )
        shared += len(spans & others)
        total += len(spans)
    assert shared > 0.8 * total > 0


def test_a_file_that_does_not_name_its_parameters_is_refused(exported: Path) -> None:
    with pytest.raises(ModelError, match=r"unnamed\.onnx: does not name the network's parameters"):
        torch_engine(exported / "unnamed.onnx")


def altered(source: Path, target: Path, key: str, change: Any) -> Path:
    """A copy of an ONNX file with one metadata value changed."""
    import onnx
    from onnx import helper

    model = onnx.load(str(source))
    metadata = {item.key: item.value for item in model.metadata_props}
    metadata[key] = json.dumps(change(json.loads(metadata[key])))
    helper.set_model_props(model, metadata)
    onnx.save(model, str(target))
    return target


def test_weights_that_are_not_there_or_of_another_network_are_refused(
    exported: Path, tmp_path: Path
) -> None:
    source, target = exported / "model.onnx", tmp_path / "other.onnx"
    lost = altered(
        source, target, "network.parameters", lambda each: {**each, "types.bias": ["b", False]}
    )
    with pytest.raises(ModelError, match=r"other\.onnx: holds no weights of types\.bias"):
        torch_engine(lost)
    fewer = altered(
        source,
        target,
        "network.parameters",
        lambda each: {name: place for name, place in each.items() if name != "first.types.bias"},
    )
    with pytest.raises(ModelError, match=r"not weights of this network: .*first\.types\.bias"):
        torch_engine(fewer)


def test_a_parameter_that_the_exporter_has_changed_stops_the_export(exported: Path) -> None:
    torch = pytest.importorskip("torch")
    from transformers import BertConfig

    from pipeline.inference.network import EventNetwork, TwoPassNetwork
    from pipeline.inference.torch_weights import read_weights
    from training.parameters import metadata_of

    config = BertConfig(**read_weights(exported / "plain.onnx").encoder)
    network = TwoPassNetwork(EventNetwork(config), EventNetwork(config))
    network.load_state_dict(torch.load(exported / "network.pt", weights_only=True))
    with torch.no_grad():
        network.first.types.bias += 1
    with pytest.raises(RuntimeError, match=r"first\.types\.bias is not in the exported graph"):
        metadata_of(network, exported / "plain.onnx")


def test_an_engine_is_opened_by_its_name(model_folder: Path) -> None:
    package = read_package(model_folder)
    assert isinstance(open_engine("onnx", model_folder, package), OnnxEngine)
    assert type(open_engine("torch", model_folder, package)).__name__ == "TorchEngine"

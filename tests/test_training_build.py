"""A model made from labels and measured by the commands that a user would type, in small."""

import json
import shutil
import subprocess
import sys
import warnings
from pathlib import Path

import pytest
from tokenizers import Tokenizer
from tokenizers.models import WordLevel
from tokenizers.pre_tokenizers import Whitespace
from tokenizers.processors import TemplateProcessing

from pipeline.__main__ import main

LABELS = Path(__file__).parents[1] / "training" / "labels"
ROWS = 240
RECIPE = """
seed = 1
max_length = 64
validation_share = 0.3
[network]
epochs = 2
types_from = 0
batch_size = 16
learning_rate = 1e-3
head_learning_rate = 1e-2
layer_decay = 0.9
frozen_layers = 1
warmup = 0.1
weight_decay = 0.01
dropout = 0.0
average = 0.5
negative_prompts = 0.35
head_start = 1e-2
head_start_share = 1.0
[network.loss]
types = 1.0
words = 0.5
realis = 0.5
tags = 5.0
[first_pass]
count = 2
told_times = 1
loss = { types = 1.0, words = 0.5, realis = 0.5, tags = 0.0 }
[second_pass]
count = 1
epochs = 1
told_times = 1
[blend]
second_share = 0.5
began_share = 0.4
layers = 1
share = 0.75
[first_pass_again]
epochs = 1
began_share = 0.5
loss = { types = 1.0, words = 0.5, realis = 0.5, tags = 0.0 }
[second_pass_again]
epochs = 1
types_from = 1
began_share = 0.5
loss = { types = 0.0, words = 0.0, realis = 1.0, tags = 5.0 }
[teachers_of_types]
count = 1
epochs = 1
loss = { types = 1.0, words = 0.5, realis = 0.5, tags = 0.0 }
[teachers]
count = 1
"""


@pytest.fixture(scope="module")
def labels(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Some of our own articles."""
    lines = (LABELS / "own_articles.jsonl").read_text(encoding="utf-8").splitlines()[:ROWS]
    path = tmp_path_factory.mktemp("labels") / "labels.jsonl"
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path


@pytest.fixture(scope="module")
def base(labels: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A base encoder of two small layers that knows the words of the labels and nothing else."""
    pytest.importorskip("onnx_ir")
    torch = pytest.importorskip("torch")
    from transformers import BertConfig, BertModel

    rows = [json.loads(line) for line in labels.read_text(encoding="utf-8").splitlines()]
    words = sorted({word for row in rows for word in row["text"].split()})
    special = ["<s>", "<pad>", "</s>", "<unk>"]
    vocabulary = {word: number for number, word in enumerate([*special, *words])}
    tokenizer = Tokenizer(WordLevel(vocabulary, unk_token="<unk>"))
    tokenizer.pre_tokenizer = Whitespace()
    tokenizer.post_processor = TemplateProcessing(
        single="<s> $A </s>",
        pair="<s> $A </s> </s> $B:1 </s>",
        special_tokens=[("<s>", 0), ("</s>", 2)],
    )
    folder = tmp_path_factory.mktemp("base")
    tokenizer.save(str(folder / "tokenizer.json"))
    torch.manual_seed(1)
    BertModel(
        BertConfig(
            vocab_size=len(vocabulary),
            hidden_size=32,
            num_hidden_layers=2,
            num_attention_heads=2,
            intermediate_size=160,
            max_position_embeddings=300,
            initializer_range=0.3,
        ),
        add_pooling_layer=False,
    ).save_pretrained(folder)
    return folder


@pytest.fixture(scope="module")
def made(base: Path, labels: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The model folder that ``train`` makes."""
    folder = tmp_path_factory.mktemp("made") / "small-1"
    recipe = folder.parent / "recipe.toml"
    recipe.write_text(RECIPE)
    arguments = ["--base", base, "--output", folder, "--recipe", recipe]
    with warnings.catch_warnings():  # the older exporter is used knowingly; it warns of its age
        warnings.simplefilter("ignore")
        assert main(["train", str(labels), *map(str, arguments)]) == 0
    return folder


def test_what_train_makes_is_measured_by_evaluate(
    made: Path, labels: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    written = tmp_path / "figures.json"
    assert main(["evaluate", str(labels), "--model", str(made), "--json", str(written)]) == 0
    printed = capsys.readouterr().out
    assert "types en" in printed
    assert "expected calibration error" in printed
    figures = json.loads(written.read_text())
    assert (figures["model_id"], figures["sentences"]) == ("small-1", ROWS)
    assert set(figures["measures"]["types"]) == {"precision", "recall", "f1", "found", "gold"}
    assert figures["measures"]["types"]["gold"] > 100


def test_what_train_makes_runs(made: Path, tmp_path: Path) -> None:
    text = tmp_path / "a.txt"
    text.write_text("Regulator fines Borealis\n\nThe regulator fined Borealis on Monday in Oslo.\n")
    arguments = ["--input", text, "--output", tmp_path / "out", "--model", made]
    assert main(["run", *map(str, arguments)]) == 0
    assert list((tmp_path / "out" / "articles").glob("*.parquet"))


def test_teachers_teach_on_texts_that_nobody_labelled(
    base: Path, labels: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    rows = [json.loads(line) for line in labels.read_text(encoding="utf-8").splitlines()]
    texts = tmp_path / "texts.jsonl"
    texts.write_text(
        "".join(
            json.dumps(
                {"text": f"{row['text']} And so on, said {number} of them.", "lang": "en"}
                | {"license": row["license"]}
            )
            + "\n"
            for number, row in enumerate(rows[:60])
        ),
        encoding="utf-8",
    )
    (tmp_path / "recipe.toml").write_text(RECIPE)
    arguments = ["--base", base, "--output", tmp_path / "m", "--recipe", tmp_path / "recipe.toml"]
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        options = [*map(str, arguments), "--unlabelled", str(texts)]
        assert main(["train", str(labels), *options]) == 0
    printed = capsys.readouterr().out
    assert "teachers_of_types 0 1: loss" in printed
    assert "teachers 0 2: loss" in printed
    assert "first_pass 2 2: loss" in printed
    assert "second_pass 1 1: loss" in printed
    assert "second_pass 1 2: loss" not in printed
    assert main(["evaluate", str(labels), "--model", str(tmp_path / "m")]) == 0


def test_each_pass_has_its_upper_layers_and_the_lowest_are_those_of_the_base(
    made: Path, base: Path
) -> None:
    import torch
    from safetensors.torch import load_file

    state = torch.load(made / "network" / "network.pt", weights_only=True)
    start = load_file(base / "model.safetensors")
    for number, kept in ((0, True), (1, False)):
        name = f"encoder.layer.{number}.output.dense.weight"
        first, second = (state[f"{one}.encoder.{name}"] for one in ("first", "second"))
        assert torch.equal(first, start[name]) is kept
        assert torch.equal(first, second) is kept


def test_networks_are_blended_by_shares(base: Path) -> None:
    import torch

    from pipeline.inference.network import EventNetwork
    from training.build import blend, mean

    networks = [EventNetwork(base) for _ in range(3)]
    for network, value in zip(networks, (1.0, 3.0, 5.0), strict=True):
        for parameter in network.parameters():
            torch.nn.init.constant_(parameter, value)
    first, second, began = networks
    blend(first, second, began, second_share=0.5, began_share=0.25, layers=1, share=0.75)

    def values(network: EventNetwork) -> list[float]:
        layers = network.encoder.encoder.layer
        parts = (network.encoder.embeddings, layers[0], layers[1], network.types)
        return [float(next(part.parameters()).detach().min()) for part in parts]

    assert values(first) == [2.5, 2.5, 2.0, 2.0]
    assert values(second) == [2.5, 2.5, 3.5, 3.5]
    assert values(mean([first, began])) == [3.75, 3.75, 3.5, 3.5]


def test_the_networks_to_go_on_with_are_those_of_the_two_passes(made: Path, base: Path) -> None:
    from pipeline.inference.torch_weights import read_weights
    from training.build import networks_in

    weights = read_weights(made / "model.onnx").parameters
    first, second = (network.state_dict() for network in networks_in(made, base))
    name = "encoder.encoder.layer.1.output.dense.weight"
    assert (first[name].cpu().numpy() == weights[f"first.{name}"]).all()
    assert (second[name].cpu().numpy() == weights[f"second.{name}"]).all()
    assert (first["types.weight"].cpu().numpy() == weights["first.types.weight"]).all()
    assert (first["tags.weight"].cpu().numpy() == weights["second.tags.weight"]).all()


def test_a_network_is_drawn_back_to_what_it_began_as(base: Path) -> None:
    import torch

    from pipeline.inference.network import EventNetwork
    from training.build import draw_back

    networks = [EventNetwork(base) for _ in range(2)]
    for network, value in zip(networks, (1.0, 3.0), strict=True):
        for parameter in network.parameters():
            torch.nn.init.constant_(parameter, value)
    draw_back(*networks, share=0.25)
    assert {float(value.detach().min()) for value in networks[0].parameters()} == {1.5}
    assert {float(value.detach().min()) for value in networks[1].parameters()} == {3.0}


def test_training_goes_on_with_the_networks_of_a_model_folder(
    base: Path, labels: Path, made: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    from training.export import read_network

    (tmp_path / "recipe.toml").write_text(RECIPE)
    options = ["--base", base, "--output", tmp_path / "m", "--recipe", tmp_path / "recipe.toml"]
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        assert main(["train", str(labels), *map(str, options), "--start", str(made)]) == 0
    printed = capsys.readouterr().out
    assert "first_pass_again 0 1: loss" in printed
    assert "second_pass_again 0 1: loss" in printed
    assert "teachers" not in printed
    assert "second_pass 1" not in printed
    network = read_network(tmp_path / "m" / "network", base)
    assert network.second.encoder.embeddings is network.first.encoder.embeddings


def test_the_held_out_articles_are_no_training_text(made: Path, labels: Path) -> None:
    held_out = json.loads((made / "network" / "held_out.json").read_text())
    rows = [json.loads(line) for line in labels.read_text(encoding="utf-8").splitlines()]
    docs = {row["doc"] for row in rows if row["id"] in held_out}
    assert 0 < len(docs) < len({row["doc"] for row in rows})
    assert all(row["id"] in held_out for row in rows if row["doc"] in docs)


def test_what_was_trained_is_exported_again_to_the_same(
    made: Path, base: Path, labels: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    before = (made / "model.json").read_bytes()
    arguments = ["--base", base, "--output", made, "--only-export"]
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        assert main(["train", str(labels), *map(str, arguments)]) == 0
    assert (made / "model.json").read_bytes() == before
    assert "find the same in" in capsys.readouterr().out


def test_text_without_an_open_licence_stops_the_training(
    base: Path, labels: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    closed = tmp_path / "closed.jsonl"
    text = labels.read_text(encoding="utf-8").replace("written for this project", "CC BY-NC 4.0")
    closed.write_text(text, encoding="utf-8")
    arguments = ["--base", base, "--output", tmp_path / "model"]
    assert main(["train", str(closed), *map(str, arguments)]) == 2
    assert "closed.jsonl:1: licence 'CC BY-NC 4.0' is not open" in capsys.readouterr().err


def test_label_files_that_cannot_be_used_are_told_in_one_line(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "bad.jsonl").write_text("{}\n")
    for name, reason in (("bad.jsonl", "bad.jsonl:1: 'license'"), ("none.jsonl", "No such file")):
        assert main(["evaluate", str(tmp_path / name)]) == 2
        error = capsys.readouterr().err
        assert reason in error or "bad.jsonl:1: 'lang'" in error or "bad.jsonl:1: 'id'" in error
        assert error.count("\n") == 1


NEW_TYPE = '''

class Recall(Event):
    """A maker calls goods back that it has sold."""

    name = "recall"
    family_name = Family.BUSINESS
    crosswalk = Crosswalk()

    maker: Agent = ()
    goods: Object = ()
    place: CommonPlace = None
    event_time: Time = None
'''


def test_a_type_is_added_by_a_class_and_labels(base: Path, labels: Path, tmp_path: Path) -> None:
    root = LABELS.parents[1]
    shutil.copytree(root / "schemas", tmp_path / "schemas")
    for name in ("pipeline", "training", "models"):
        (tmp_path / name).symlink_to(root / name)
    with (tmp_path / "schemas/events/business.py").open("a") as module:
        module.write(NEW_TYPE)
    event = {"type": "recall", "realis": "actual", "trigger": "recalls", "agent": ["Borealis"]}
    rows = [
        {
            "id": f"new:{number}",
            "lang": "en",
            "source": "own",
            "license": "written for this project",
            "doc": f"new:{number // 4}",
            "i": number % 4,
            "text": f"Borealis recalls {number} ovens.",
            "events": [event],
        }
        for number in range(80)
    ]
    new = tmp_path / "new.jsonl"
    new.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    (tmp_path / "recipe.toml").write_text(RECIPE)

    def run(*arguments: str) -> str:
        command = [sys.executable, "-W", "ignore", "-m", "pipeline", *arguments]
        done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True)
        assert done.returncode == 0, done.stderr
        return done.stdout

    made = ("--base", str(base), "--output", "recalls-1", "--recipe", "recipe.toml")
    run("train", "new.jsonl", str(labels), *made)
    run("evaluate", "new.jsonl", "--model", "recalls-1", "--json", "figures.json")
    figures = json.loads((tmp_path / "figures.json").read_text())
    assert figures["measures"]["type recall"]["f1"] > 0.9
    assert "maker: list<" in run("schema", "recall")
    (tmp_path / "a.txt").write_text("Borealis recalls 12 ovens\n\nBorealis recalls 12 ovens.\n")
    run("run", "--model", "recalls-1", "--input", "a.txt")
    assert list((tmp_path / "out/events/event_type=recall").glob("*.parquet"))


@pytest.mark.parametrize("has_it", [True, False])
def test_a_cpu_that_would_imitate_bfloat16_computes_in_floats(
    has_it: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    torch = pytest.importorskip("torch")
    from training.learning import loop

    known = {"avx2": True, "avx512_bf16": has_it, "cpu_name": "made up"}
    monkeypatch.setattr(torch.cpu, "get_capabilities", lambda: known)
    monkeypatch.setattr(loop, "device_of", lambda: torch.device("cpu"))
    with loop.half_precision():
        product = torch.ones(2, 2) @ torch.ones(2, 2)
    assert product.dtype == (torch.bfloat16 if has_it else torch.float32)

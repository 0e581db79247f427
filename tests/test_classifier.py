"""An own type classifier: which checkpoints are taken, which are refused, and what they find."""

import json
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import apache_beam as beam
import numpy as np
import pytest
from apache_beam.runners.portability.fn_api_runner import FnApiRunner
from apache_beam.testing.util import assert_that, equal_to
from tokenizers import Tokenizer
from tokenizers.models import WordLevel
from tokenizers.pre_tokenizers import Whitespace
from tokenizers.processors import TemplateProcessing

from models import SHIPPED_MODEL
from pipeline import Document, ExtractEvents, LinkedArticle
from pipeline.inference import ModelError, ModelSettings, load_model
from pipeline.inference.checkpoints import local_copy, name_of
from pipeline.inference.classifier import TypeClassifier, open_classifier
from pipeline.inference.labels import (
    definition_of,
    entailment_of,
    read_label_map,
    types_of_labels,
)
from schemas.events import EVENT_TYPES
from tests.conftest import ObjectStore

# --- labels --------------------------------------------------------------------------------------


def test_labels_that_are_event_types_stand_for_themselves() -> None:
    assert types_of_labels(["fine", "ban"], {}, "c") == ("fine", "ban")


def test_a_label_map_gives_labels_a_type_or_none() -> None:
    label_map = {"PENALTY": "fine", "other": None}
    assert types_of_labels(["ban", "PENALTY", "other"], label_map, "c") == ("ban", "fine", None)


@pytest.mark.parametrize(
    ("labels", "label_map", "reason"),
    [
        (["fine", "LABEL_1", "x"], {}, "c: no event type is named LABEL_1, x; a label map can"),
        (["fine"], {"Fine": "fine"}, "c: has no label Fine, which the label map names"),
        (["x", "y"], {"x": None, "y": None}, "c: the label map leaves none of its labels"),
        ([f"L{i:02}" for i in range(20)], {}, "L06, L07 and 12 more; a label map"),
    ],
)
def test_labels_that_do_not_fit_the_ontology_are_named(
    labels: list[str], label_map: dict[str, str | None], reason: str
) -> None:
    with pytest.raises(ModelError) as caught:
        types_of_labels(labels, label_map, "c")
    assert reason in str(caught.value)
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (None, "cannot be read"),
        ("{", "not JSON"),
        ('["fine"]', "not a JSON object of labels"),
        ('{"x": 1}', "not a JSON object of labels"),
        ('{"x": "coronation", "y": "fine", "z": "ascent"}', "no event type ascent, coronation"),
    ],
)
def test_a_label_map_that_is_none_is_refused(
    tmp_path: Path, content: str | None, reason: str
) -> None:
    path = tmp_path / "map.json"
    if content is not None:
        path.write_text(content)
    with pytest.raises(ModelError) as caught:
        read_label_map(str(path))
    assert reason in str(caught.value)
    assert str(path) in str(caught.value)
    assert "\n" not in str(caught.value)


def test_entailment_is_told_from_its_opposite() -> None:
    assert entailment_of(["contradiction", "neutral", "ENTAILMENT"]) == 2
    assert entailment_of(["not_entailment", "entailment"]) == 1
    assert entailment_of(["fine", "ban"]) is None


def test_every_event_type_has_a_definition_to_ask_about() -> None:
    definitions = [definition_of(name) for name in EVENT_TYPES]
    assert all(len(text) > 20 and "\n" not in text for text in definitions)
    assert len(set(definitions)) == len(definitions)


# --- where checkpoints lie -----------------------------------------------------------------------


def test_a_folder_is_taken_as_it_is(tmp_path: Path) -> None:
    with local_copy(str(tmp_path)) as folder:
        assert folder == tmp_path
    assert name_of(f"{tmp_path}/") == tmp_path.name


def test_a_folder_far_away_is_copied_without_code_and_let_go(
    object_store: type[ObjectStore],
) -> None:
    names = ["config.json", "model.safetensors", "code.py", "weights.bin", "onnx/config.json"]
    object_store.objects.update({f"objects://b/c/{name}": name.encode() for name in names})
    with local_copy("objects://b/c/") as folder:
        held = {path.name: path.read_bytes() for path in folder.iterdir()}
    assert held == {name: name.encode() for name in names[:2]}
    assert not folder.exists()
    assert name_of("objects://b/c/") == "c"


def test_a_name_is_downloaded_from_hugging_face_without_code(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    hub = pytest.importorskip("huggingface_hub")
    asked: list[Any] = []

    def snapshot_download(name: str, **options: Any) -> str:
        asked.append((name, options))
        return str(tmp_path)

    monkeypatch.setattr(hub, "snapshot_download", snapshot_download)
    with local_copy("owner/news-types") as folder:
        assert folder == tmp_path
    patterns = {"allow_patterns": ["*.json", "*.safetensors"], "ignore_patterns": ["*/*"]}
    assert asked == [("owner/news-types", patterns)]
    assert name_of("owner/news-types") == "news-types"

    def offline(name: str, **options: Any) -> str:
        raise RuntimeError(f"no way\nto {name} {options}")

    monkeypatch.setattr(hub, "snapshot_download", offline)
    with pytest.raises(ModelError) as caught, local_copy("owner/news-types"):
        pass
    told = "owner/news-types: no folder here, and not to be had from Hugging Face: no way to owner/"
    assert str(caught.value).startswith(told)


@pytest.mark.parametrize(
    ("source", "reason"),
    [
        ("./nowhere", "no such folder"),
        ("/nowhere/at/all", "no such folder"),
        ("a/b/c", "no such folder"),
        ("-x/y", "no such folder"),
        ("objects://b/nothing", "nothing to load here"),
        ("nosuchscheme://b/c", "cannot be read"),
    ],
)
@pytest.mark.usefixtures("object_store")
def test_a_checkpoint_that_is_not_there_is_told(source: str, reason: str) -> None:
    with pytest.raises(ModelError) as caught, local_copy(source):
        pass
    assert str(caught.value).startswith(source)
    assert reason in str(caught.value)
    assert "\n" not in str(caught.value)


# --- checkpoints ---------------------------------------------------------------------------------

Checkpoint = Callable[..., Path]
WORDS = (
    "the regulator fined acme on monday , a party buys sells company it closed and opened".split()
)


@pytest.fixture
def checkpoint(tmp_path: Path) -> Checkpoint:
    """Makes a small random checkpoint with labels, as transformers saves one."""
    torch = pytest.importorskip("torch")
    from transformers import BertConfig, BertForSequenceClassification, PreTrainedTokenizerFast

    def make(labels: Sequence[str], name: str = "types", **options: Any) -> Path:
        torch.manual_seed(3)
        vocabulary = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", *WORDS]
        config = BertConfig(
            vocab_size=len(vocabulary),
            hidden_size=32,
            num_hidden_layers=2,
            num_attention_heads=2,
            intermediate_size=64,
            max_position_embeddings=34,
            initializer_range=0.3,
            id2label=dict(enumerate(labels)),
            label2id={label: number for number, label in enumerate(labels)},
            **{"problem_type": "multi_label_classification", **options},
        )
        folder = tmp_path / name
        BertForSequenceClassification(config).save_pretrained(folder)
        tokenizer = Tokenizer(
            WordLevel({word: i for i, word in enumerate(vocabulary)}, unk_token="[UNK]")
        )
        tokenizer.pre_tokenizer = Whitespace()
        tokenizer.post_processor = TemplateProcessing(
            single="[CLS] $A [SEP]",
            pair="[CLS] $A [SEP] $B:1 [SEP]:1",
            special_tokens=[("[CLS]", 2), ("[SEP]", 3)],
        )
        PreTrainedTokenizerFast(  # type: ignore[no-untyped-call]
            tokenizer_object=tokenizer, pad_token="[PAD]", unk_token="[UNK]"
        ).save_pretrained(folder)
        return folder

    return make


SENTENCES = [
    "the regulator fined acme on monday",
    "acme closed",
    "it opened , and the company sells a party",
    "on monday it closed , and on monday it opened",
]


def logits_of(folder: Path, *texts: str) -> np.ndarray[Any, Any]:
    """What transformers itself computes of a sentence, or of a pair."""
    import torch
    from transformers import AutoModelForSequenceClassification, AutoTokenizer

    network = AutoModelForSequenceClassification.from_pretrained(folder).eval()
    tokenizer = AutoTokenizer.from_pretrained(folder)
    given = tokenizer(*texts, return_tensors="pt", return_token_type_ids=True)
    with torch.no_grad():
        return np.asarray(network(**given).logits[0].numpy(), np.float32)


def sigmoid(logits: np.ndarray[Any, Any]) -> np.ndarray[Any, Any]:
    return np.asarray(1 / (1 + np.exp(-logits)))


def softmax(logits: np.ndarray[Any, Any]) -> np.ndarray[Any, Any]:
    return np.asarray(np.exp(logits) / np.exp(logits).sum())


def opened(folder: Path, label_map: dict[str, str | None] | None = None) -> TypeClassifier:
    if label_map is None:
        return open_classifier(str(folder), None)
    path = folder.parent / "map.json"
    path.write_text(json.dumps(label_map))
    return open_classifier(str(folder), str(path))


def test_labels_of_the_ontology_have_the_probabilities_of_transformers(
    checkpoint: Checkpoint,
) -> None:
    folder = checkpoint(["ban", "fine", "closure"])
    classifier = opened(folder)
    assert classifier.name == "types"
    assert classifier.types == ("closure", "ban", "fine")  # in the order of the ontology
    expected = [sigmoid(logits_of(folder, text))[[2, 0, 1]] for text in SENTENCES]
    assert np.abs(classifier.classify(SENTENCES) - expected).max() < 1e-5
    assert classifier.classify([]).shape == (0, 3)


def test_of_labels_that_stand_for_one_type_the_likeliest_counts(checkpoint: Checkpoint) -> None:
    folder = checkpoint(["PENALTY", "sanction", "none", "closure"])
    classifier = opened(folder, {"PENALTY": "fine", "sanction": "fine", "none": None})
    assert classifier.types == ("closure", "fine")
    every = np.array([sigmoid(logits_of(folder, text)) for text in SENTENCES])
    expected = np.stack([every[:, 3], every[:, :2].max(axis=1)], axis=1)
    assert np.abs(classifier.classify(SENTENCES) - expected).max() < 1e-5


def test_where_one_label_is_chosen_of_all_the_others_count_against_it(
    checkpoint: Checkpoint,
) -> None:
    folder = checkpoint(["fine", "ban", "other"], problem_type="single_label_classification")
    expected = [softmax(logits_of(folder, text))[[1, 0]] for text in SENTENCES]
    classifier = opened(folder, {"other": None})
    assert classifier.types == ("ban", "fine")
    assert np.abs(classifier.classify(SENTENCES) - expected).max() < 1e-5


def test_a_checkpoint_that_tells_entailment_is_asked_about_definitions(
    checkpoint: Checkpoint, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(
        "pipeline.inference.torch_classifier.definition_of",
        lambda name: f"a party {'sells' if name == 'fine' else 'buys'} a company",
    )
    folder = checkpoint(["contradiction", "neutral", "entailment"])
    classifier = opened(folder)
    assert classifier.types == tuple(EVENT_TYPES)
    scores = classifier.classify(SENTENCES)
    assert scores.shape == (len(SENTENCES), len(EVENT_TYPES))
    for row, text in zip(scores, SENTENCES, strict=True):
        sells = softmax(logits_of(folder, text, "a party sells a company"))[2]
        buys = softmax(logits_of(folder, text, "a party buys a company"))[2]
        assert row[classifier.types.index("fine")] == pytest.approx(sells, abs=1e-5)
        assert row[classifier.types.index("ban")] == pytest.approx(buys, abs=1e-5)
        assert sells != pytest.approx(buys, abs=1e-5)


def test_a_sentence_too_long_is_read_in_windows(checkpoint: Checkpoint) -> None:
    """32 at once, so 30 words; half of them, then the other half, are two windows that share 15."""
    folder = checkpoint(["fine", "ban"])
    words = [WORDS[number % 7] for number in range(45)]
    (row,) = opened(folder).classify([" ".join(words)])
    windows = [sigmoid(logits_of(folder, " ".join(words[at : at + 30]))) for at in (0, 15)]
    assert np.abs(row - np.max(windows, axis=0)[[1, 0]]).max() < 1e-5


# --- checkpoints that are refused ----------------------------------------------------------------


def refusal(folder: Path, label_map: dict[str, str | None] | None = None) -> str:
    """Why a checkpoint is refused, in one line that names it."""
    with pytest.raises(ModelError) as caught:
        opened(folder, label_map)
    reason = str(caught.value)
    assert str(folder) in reason
    assert "\n" not in reason
    return reason


def test_labels_that_do_not_fit_are_refused(checkpoint: Checkpoint) -> None:
    folder = checkpoint(["fine", "LABEL_1"])
    assert "no event type is named LABEL_1; a label map can" in refusal(folder)
    assert "has no label Ban" in refusal(folder, {"Ban": "ban", "LABEL_1": "ban"})
    assert "no label map" in refusal(checkpoint(["entailment", "other"]), {"other": "fine"})


def test_weights_that_are_no_safetensors_are_refused_unread(checkpoint: Checkpoint) -> None:
    folder = checkpoint(["fine"])
    (folder / "model.safetensors").rename(folder / "pytorch_model.bin")
    assert "no weights in safetensors" in refusal(folder)


@pytest.mark.parametrize(
    ("name", "reason"),
    [("tokenizer.json", "no tokenizer"), ("config.json", "it has no config.json")],
)
def test_a_missing_file_is_told(checkpoint: Checkpoint, name: str, reason: str) -> None:
    folder = checkpoint(["fine"])
    (folder / name).unlink()
    assert reason in refusal(folder)


@pytest.mark.parametrize("name", ["tokenizer.json", "config.json", "model.safetensors"])
def test_a_broken_file_is_told(checkpoint: Checkpoint, name: str) -> None:
    folder = checkpoint(["fine"])
    (folder / name).write_bytes(b"{broken")
    assert "cannot be used: " in refusal(folder)


def test_an_encoder_without_a_classifier_is_refused(checkpoint: Checkpoint) -> None:
    from transformers import BertModel

    folder = checkpoint(["fine", "ban"])
    config = (folder / "config.json").read_bytes()
    BertModel.from_pretrained(folder).save_pretrained(folder)
    (folder / "config.json").write_bytes(config)
    assert "no classifier: its weights lack classifier." in refusal(folder)


def test_a_tokenizer_of_another_network_is_refused(checkpoint: Checkpoint) -> None:
    folder = checkpoint(["fine"])
    tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
    tokenizer.add_special_tokens(["[CLS2]"])
    tokenizer.post_processor = TemplateProcessing(
        single="[CLS2] $A [SEP]", special_tokens=[("[CLS2]", 4 + len(WORDS)), ("[SEP]", 3)]
    )
    tokenizer.save(str(folder / "tokenizer.json"))
    assert "cannot be used: " in refusal(folder)


CODE = """
from pathlib import Path
Path({marker!r}).touch()
from transformers import BertConfig as OwnConfig, BertForSequenceClassification as OwnModel
"""


@pytest.mark.parametrize("model_type", ["bert", "own"])
def test_code_beside_the_weights_is_never_run(
    checkpoint: Checkpoint, tmp_path: Path, model_type: str
) -> None:
    folder, marker = checkpoint(["fine", "ban"]), tmp_path / "was-run"
    (folder / "own.py").write_text(CODE.format(marker=str(marker)))
    config = json.loads((folder / "config.json").read_text())
    config["model_type"] = model_type
    config["auto_map"] = {
        "AutoConfig": "own.OwnConfig",
        "AutoModelForSequenceClassification": "own.OwnModel",
    }
    (folder / "config.json").write_text(json.dumps(config))
    if model_type == "bert":  # transformers knows it itself
        assert opened(folder).classify(SENTENCES).shape == (4, 2)
    else:
        assert "cannot be used: " in refusal(folder)
    assert not marker.exists()


def test_without_torch_the_way_to_it_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("torch_classifier", "torch_engine", "network"):
        monkeypatch.delitem(sys.modules, f"pipeline.inference.{name}", raising=False)
    monkeypatch.setitem(sys.modules, "torch", None)
    with pytest.raises(ModelError) as caught:
        open_classifier("anything", None)
    assert str(caught.value) == (
        "an own classifier needs the extra: pip install 'news-event-pipeline[torch]'"
    )


# --- in place of the first pass ------------------------------------------------------------------

TEXT = """Court fines Norlane

Regulators on Tuesday fined the retailer Norlane $3 million for misleading customers.
The weather stayed mild all week. Its shops have green doors.
"""


def all_fines(folder: Path) -> None:
    """Make a checkpoint see a fine in every sentence, and nothing else."""
    import torch
    from safetensors.torch import load_file, save_file

    weights = load_file(folder / "model.safetensors")
    weights["classifier.weight"].zero_()
    weights["classifier.bias"] = torch.tensor([5.0, -5.0])
    save_file(weights, folder / "model.safetensors", metadata={"format": "pt"})


def test_a_model_with_a_classifier_has_its_types_and_says_so(checkpoint: Checkpoint) -> None:
    folder = checkpoint(["fine", "ban"])
    all_fines(folder)
    own = load_model(SHIPPED_MODEL).package
    model = load_model(ModelSettings(classifier=str(folder), min_confidence=0.4))
    assert model.package.types == ("ban", "fine")
    assert model.package.model_id == f"{own.model_id}+types"
    assert model.package.languages == own.languages
    assert model.package.calibration.candidate_threshold == 0.5
    assert model.package.calibration.event_threshold == 0.4
    scores = model.classify(["acme closed", "it opened"])
    assert scores == pytest.approx(np.array([[0.0067, 0.9933]] * 2), abs=1e-3)


def described(article: LinkedArticle) -> list[tuple[str, str, str]]:
    return [(article.model_id, event.event_type, event.best.trigger) for event in article.events]


def test_the_second_pass_judges_what_a_classifier_finds(checkpoint: Checkpoint) -> None:
    """Every sentence is a candidate; only that which asserts a fine is an event."""
    folder = checkpoint(["fine", "ban"])
    all_fines(folder)
    name = f"{load_model(SHIPPED_MODEL).package.model_id}+types"
    with beam.Pipeline(runner=FnApiRunner()) as pipeline:
        found = (
            pipeline
            | beam.Create([Document(source_uri="a.txt", text=TEXT)])
            | ExtractEvents(ModelSettings(classifier=str(folder)))
        )
        events = found["articles"] | beam.FlatMap(described)
        assert_that(events, equal_to([(name, "fine", "fined")]))
        assert_that(found["dead_letters"], equal_to([]), "DeadLetters")

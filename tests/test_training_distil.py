"""What teachers say of sentences that nobody labelled, and which texts they may be asked about."""

import gzip
import json
import random
from pathlib import Path

import pytest

from pipeline.inference.package import TAGS, TYPES
from training.unlabelled import read_sentences

torch = pytest.importorskip("torch")


def texts(folder: Path, **changes: object) -> Path:
    """A gzipped file of one text of two sentences and a scrap, with some of its values changed."""
    row = {
        "text": "The court fined Borealis on Monday. The ministry of Oslo said nothing.\nShort.",
        "lang": "en",
        "license": "CC BY 4.0",
    }
    path = folder / "texts.jsonl.gz"
    path.write_bytes(gzip.compress(json.dumps({**row, **changes}).encode()))
    return path


def test_texts_are_read_sentence_by_sentence_and_each_once(tmp_path: Path) -> None:
    path = texts(tmp_path)
    assert read_sentences([path, path]) == [
        "The court fined Borealis on Monday.",
        "The ministry of Oslo said nothing.",
    ]


def test_sentences_with_masks_are_left_out(tmp_path: Path) -> None:
    text = "The court fined Borealis *NUMBER* euros. The ministry of Oslo said nothing."
    assert read_sentences([texts(tmp_path, text=text)]) == ["The ministry of Oslo said nothing."]


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({"license": "CC BY-NC 4.0"}, "texts.jsonl.gz:1: licence 'CC BY-NC 4.0' is not open"),
        ({"text": None}, "texts.jsonl.gz:1: "),
        ({"license": None}, "texts.jsonl.gz:1: "),
    ],
)
def test_texts_that_may_not_be_used_stop_the_training(
    tmp_path: Path, changes: dict[str, object], reason: str
) -> None:
    with pytest.raises(ValueError, match="texts") as error:
        read_sentences([texts(tmp_path, **changes)])
    assert reason in str(error.value)


def test_held_types_are_asked_about_all_and_doubted_ones_by_their_probability() -> None:
    from training.learning.distil import DOUBTED_SHARE, pairs_of

    types = torch.zeros(100, len(TYPES))
    types[:, 0] = 0.9
    types[:50, 1], types[50:, 1] = 0.29, 0.04
    pairs = pairs_of(types, random.Random(1))
    held = [pair for pair in pairs if pair.event_type == TYPES[0]]
    doubted = [pair for pair in pairs if pair.event_type == TYPES[1]]
    assert len(held) == 100
    assert len(doubted) == len(pairs) - 100 == round(DOUBTED_SHARE * 100)
    assert sum(pair.sentence < 50 for pair in doubted) > 25


def test_a_prompt_is_never_tagged_and_a_denied_event_is_tagged_outside() -> None:
    from tokenizers import Tokenizer
    from tokenizers.models import WordLevel
    from tokenizers.pre_tokenizers import Whitespace
    from tokenizers.processors import TemplateProcessing

    from training.learning.distil import _tags
    from training.learning.examples import IGNORED

    tokenizer = Tokenizer(WordLevel({"<s>": 0, "x": 1}, unk_token="x"))
    tokenizer.pre_tokenizer = Whitespace()
    tokenizer.post_processor = TemplateProcessing(
        single="<s> $A", pair="<s> $A $B:1", special_tokens=[("<s>", 0)]
    )
    encoding = tokenizer.encode("fine", "The court fined Borealis")
    inside = [[2] * len(TAGS)] * len(encoding.ids)
    told, denied = _tags("fine", encoding, inside), _tags("fine", encoding, None)
    assert [set(row) for row in told[:2]] == [{IGNORED}, {IGNORED}]
    assert [set(row) - {IGNORED} for row in told[2:]] == [{2}] * 4
    assert [set(row) - {IGNORED} for row in denied[2:]] == [{0}] * 4
    allowed = [tag != IGNORED for tag in told[2]]
    assert allowed == [tag != IGNORED for tag in denied[2]]
    assert 0 < sum(allowed) < len(TAGS)

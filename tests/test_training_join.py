"""Labels kept without their text, and joined to it again."""

import gzip
import json
from pathlib import Path

import pytest

from training.join import join, pack

TEXT = "Headline of the day\nAcme said a court fined Acme $3 million. Nothing else happened."
ROW = {
    "id": "pool:1:1",
    "lang": "en",
    "source": "pool",
    "license": "CC BY 4.0",
    "doc": "pool:1",
    "i": 1,
    "text": "Acme said a court fined Acme $3 million.",
    "events": [
        {
            "type": "fine",
            "realis": "actual",
            "trigger": "fined",
            "agent": ["a court"],
            "target": ["Acme"],
        }
    ],
}


def kept(folder: Path) -> list[Path]:
    """The row, packed, in a file."""
    path = folder / "kept.jsonl"
    path.write_text(json.dumps(pack(ROW, "pool:1", TEXT, TEXT.index("Acme"))) + "\n")
    return [path]


def pool(folder: Path, text: str, name: str = "pool:1") -> list[Path]:
    """A public file of one text."""
    path = folder / "pool.jsonl.gz"
    with gzip.open(path, "wt", encoding="utf-8") as target:
        target.write(json.dumps({"id": name, "text": text}) + "\n")
    return [path]


def test_a_kept_row_holds_no_words_of_the_text(tmp_path: Path) -> None:
    (path,) = kept(tmp_path)
    words = path.read_text()
    assert not any(word in words for word in ("court", "Acme", "million"))


def test_a_joined_row_is_the_one_that_was_labelled(tmp_path: Path) -> None:
    (row,) = join(kept(tmp_path), pool(tmp_path, TEXT))
    assert row == {**ROW, "date": None}


def test_another_text_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="is not the one labelled"):
        list(join(kept(tmp_path), pool(tmp_path, TEXT.replace("$3", "$4"))))


def test_a_missing_text_is_named(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="pool:1"):
        list(join(kept(tmp_path), pool(tmp_path, TEXT, name="pool:2")))


def test_a_sentence_that_is_not_in_its_text_is_not_packed() -> None:
    with pytest.raises(ValueError, match="does not stand at 3"):
        pack(ROW, "pool:1", TEXT, 3)

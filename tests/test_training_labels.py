"""Label files: what is read from them, what is refused, how they are split."""

import json
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from schemas.values import Realis
from training.labels import LabelledSentence, locate, read_labels, split

ROW = {
    "id": "own:1",
    "lang": "en",
    "source": "own",
    "license": "written for this project",
    "doc": None,
    "i": 0,
    "date": None,
    "text": "A court fined Acme $3 million and fined Borealis $2 million.",
    "events": [
        {
            "type": "fine",
            "realis": "actual",
            "trigger": "fined",
            "agent": ["A court"],
            "target": ["Acme"],
            "money": ["$3 million"],
        },
        {"type": "fine", "realis": "actual", "trigger": "fined", "target": ["Borealis"]},
    ],
}


def written(folder: Path, **changes: object) -> list[Path]:
    """A label file of one row, with some of its values changed."""
    path = folder / "labels.jsonl"
    path.write_text(json.dumps({**ROW, **changes}) + "\n", encoding="utf-8")
    return [path]


def test_events_of_one_type_are_merged_and_their_spans_located(tmp_path: Path) -> None:
    (row,) = read_labels(written(tmp_path), training=True)
    (labels,) = row.labels
    assert (labels.event_type, labels.realis) == ("fine", Realis.ACTUAL)
    assert {tag: [row.text[a:b] for a, b in spans] for tag, spans in labels.spans.items()} == {
        "trigger": ["fined", "fined"],
        "agent": ["A court"],
        "target": ["Acme", "Borealis"],
        "money": ["$3 million"],
    }
    assert row.group == "own:1"


@pytest.mark.parametrize(
    "license", ["publisher text, evaluation only", "CC BY-NC 4.0", "CC BY-ND 4.0", ""]
)
def test_text_without_an_open_licence_never_trains(tmp_path: Path, license: str) -> None:
    paths = written(tmp_path, license=license)
    with pytest.raises(ValueError, match=r"labels\.jsonl:1: licence .* is not open"):
        read_labels(paths, training=True)
    assert len(read_labels(paths, training=False)) == 1


@pytest.mark.parametrize(
    "license",
    [
        "CC BY 4.0 (a corpus)",
        "CC BY-SA 4.0",
        "CC0",
        "public domain (a government work)",
        "written for this project",
    ],
)
def test_open_licences_train(tmp_path: Path, license: str) -> None:
    assert len(read_labels(written(tmp_path, license=license), training=True)) == 1


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"events": [{"type": "party", "realis": "actual", "trigger": "fined"}]}, "party"),
        ({"events": [{"type": "fine", "realis": "maybe", "trigger": "fined"}]}, "maybe"),
        ({"events": [{"type": "fine", "realis": "actual", "trigger": "sued"}]}, "sued"),
        ({"text": None}, "labels.jsonl:1"),
    ],
)
def test_a_faulty_row_is_named_with_its_file_and_line(
    tmp_path: Path, changes: dict[str, object], message: str
) -> None:
    with pytest.raises(ValueError, match=message):
        read_labels(written(tmp_path, **changes), training=True)


def test_spans_are_whole_words_nearest_to_the_trigger() -> None:
    text = "Bannock said the ban on Ban Ltd was a ban too far."
    assert locate(text, "ban") == (17, 20)
    assert locate(text, "ban", near=(40, 41)) == (38, 41)
    assert locate(text, "Ban") == (24, 27)


@given(st.lists(st.sampled_from("abcdefgh"), min_size=1, max_size=40), st.integers(0, 5))
def test_a_document_is_never_split(groups: list[str], seed: int) -> None:
    rows = [LabelledSentence(str(i), "en", group, "text", (), ()) for i, group in enumerate(groups)]
    train, held_out = split(rows, 0.5, seed)
    assert sorted(row.id for row in train + held_out) == sorted(row.id for row in rows)
    assert not {row.group for row in train} & {row.group for row in held_out}


@pytest.mark.parametrize("module", ["training.evaluation.evaluate", "training.calibrate"])
def test_measuring_a_model_needs_no_torch(module: str) -> None:
    code = f"import sys; sys.modules['torch'] = None; import {module}"
    assert subprocess.run([sys.executable, "-c", code], capture_output=True).returncode == 0

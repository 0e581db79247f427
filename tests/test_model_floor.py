"""The shipped model on our own articles, kept out of training: no worse than before."""

from typing import Any

import pytest

from models import SHIPPED_MODEL
from pipeline.inference import load_model
from training.evaluation.evaluate import evaluate
from training.evaluation.floors import GUARD, below_floor
from training.labels import read_labels


@pytest.fixture(scope="module")
def figures() -> dict[str, Any]:
    return evaluate(load_model(SHIPPED_MODEL), [GUARD])


def test_the_shipped_model_is_no_worse_than_before(figures: dict[str, Any]) -> None:
    assert below_floor(figures) == []


def test_a_figure_below_its_floor_is_named(figures: dict[str, Any]) -> None:
    types = {**figures["measures"]["types"], "f1": 0.1}
    worse = {**figures, "measures": {**figures["measures"], "types": types}}
    assert any(line.startswith("types: F1 0.100 is below") for line in below_floor(worse))
    unsure = {**figures, "calibration": {**figures["calibration"], "expected_error": 0.5}}
    assert any(line.startswith("calibration error 0.500") for line in below_floor(unsure))


def test_the_guard_holds_both_languages_whole_articles_and_sentences_without_events() -> None:
    rows = read_labels([GUARD], training=True)
    assert {row.lang for row in rows} == {"en", "es"}
    assert all(row.group != row.id for row in rows)
    assert 0.3 < sum(not row.labels for row in rows) / len(rows) < 0.6


def test_no_training_text_is_in_the_guard() -> None:
    labels = GUARD.parents[1] / "labels"
    guard = {row.text for row in read_labels([GUARD], training=True)}
    for path in sorted(labels.glob("own_*.jsonl")):
        assert not guard & {row.text for row in read_labels([path], training=True)}

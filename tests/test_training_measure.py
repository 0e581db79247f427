"""What a measure counts: types, triggers and arguments, the reliability of a confidence."""

import pytest

from pipeline.inference import Extraction
from pipeline.inference.decoding import TaggedSpan
from schemas.values import Realis, Role
from training.evaluation.measure import (
    Bin,
    calibration_error,
    macro_f1,
    reliability,
    spans_of,
    tallies_of,
)
from training.evaluation.predict import Finding
from training.labels import LabelledSentence, merge_by_type

TEXT = "A court fined Acme $3 million and Borealis sued the regulator."
EVENTS = (
    {
        "type": "fine",
        "realis": "actual",
        "trigger": "fined",
        "agent": ["A court"],
        "target": ["Acme"],
        "money": ["$3 million"],
    },
    {"type": "lawsuit", "realis": "actual", "trigger": "sued", "agent": ["Borealis"]},
)
ROW = LabelledSentence("1", "en", "doc", TEXT, merge_by_type(TEXT, EVENTS), EVENTS)


def span(words: str) -> TaggedSpan:
    start = TEXT.index(words)
    return TaggedSpan(start, start + len(words), 0.9)


def finding(
    event_type: str,
    trigger: str,
    confidence: float = 0.9,
    realis: Realis = Realis.ACTUAL,
    **arguments: str,
) -> Finding:
    spans = tuple((Role(role), span(words)) for role, words in arguments.items())
    return Finding(
        event_type, confidence, confidence, Extraction(1.0, realis, span(trigger), spans)
    )


FINE = finding("fine", "fined", agent="court", target="Acme", money="$3 million")


def test_what_is_found_as_labelled_is_right_in_all_measures() -> None:
    suit = finding("lawsuit", "sued", agent="Borealis")
    tallies = tallies_of([(ROW, {"fine": FINE, "lawsuit": suit})], 0.5)
    assert {name: (t.right, t.found, t.gold) for name, t in tallies.items()} == {
        "types": (2, 2, 2),
        "types en": (2, 2, 2),
        "type fine": (1, 1, 1),
        "type lawsuit": (1, 1, 1),
        "realis": (2, 2, 2),
        "trigger": (2, 2, 2),
        "arguments": (4, 4, 4),
        "role agent": (2, 2, 2),
        "role target": (1, 1, 1),
        "role money": (1, 1, 1),
    }


def test_what_is_missed_or_wrong_counts_against_it() -> None:
    wrong = finding("ban", "fined")
    half = finding("fine", "court", realis=Realis.PLANNED, target="Borealis")
    tallies = tallies_of([(ROW, {"fine": half, "ban": wrong})], 0.5)
    assert (tallies["types"].right, tallies["types"].found, tallies["types"].gold) == (1, 2, 2)
    assert (tallies["types"].precision, tallies["types"].recall) == (0.5, 0.5)
    assert tallies["types"].f1 == 0.5
    assert tallies["trigger"].f1 == 0
    assert tallies["realis"].f1 == 0
    assert (tallies["arguments"].found, tallies["arguments"].gold) == (1, 3)
    assert "role agent" in tallies  # a role that the label fills and the model does not
    assert tallies["type ban"].gold == 0


def test_findings_below_the_threshold_are_not_found() -> None:
    tallies = tallies_of([(ROW, {"fine": finding("fine", "fined", confidence=0.49)})], 0.5)
    assert (tallies["types"].found, tallies["types"].gold) == (0, 2)
    assert "trigger" not in tallies


def test_a_leading_article_makes_no_other_span() -> None:
    assert spans_of("the court", [(0, 9)]) == spans_of("the court", [(4, 9)])
    assert spans_of("the court", [(0, 9)]) != spans_of("the court", [(0, 3)])


def test_macro_f1_leaves_out_types_with_too_few_events() -> None:
    predictions = [(ROW, {"fine": FINE})] * 5
    assert macro_f1(tallies_of(predictions, 0.5)) == 0.5  # fine 1, lawsuit 0
    assert macro_f1(tallies_of(predictions[:4], 0.5)) == 0


def test_reliability_puts_candidates_into_bins_of_confidence() -> None:
    predictions = [
        (ROW, {"fine": finding("fine", "fined", 0.95), "ban": finding("ban", "fined", 0.15)}),
        (ROW, {"fine": finding("fine", "fined", 1.0), "ban": finding("ban", "fined", 0.91)}),
    ]
    low, high = reliability(predictions)
    assert low == Bin(pytest.approx(0.15), 0.0, 1)
    assert high == Bin(pytest.approx((0.95 + 1 + 0.91) / 3), pytest.approx(2 / 3), 3)
    gaps = 0.15 * 1 + abs((0.95 + 1 + 0.91) / 3 - 2 / 3) * 3
    assert calibration_error([low, high]) == pytest.approx(gaps / 4)
    assert calibration_error([]) == 0

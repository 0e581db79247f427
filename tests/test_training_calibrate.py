"""What is fitted on held-out text: known temperatures, biases and weights are found again."""

from collections.abc import Sequence

import numpy as np
import pytest

from models import SHIPPED_MODEL
from pipeline.inference import EventModel, load_model
from pipeline.inference.engines import Ids, Logits
from pipeline.inference.package import (
    OUTPUTS,
    REALIS,
    TAGS,
    TYPES,
    Calibration,
    Floats,
    realis_elsewhere,
)
from schemas.values import Realis
from training.calibrate import (
    best_biases,
    best_realis,
    best_temperature,
    best_thresholds,
    best_weights,
    logistic,
    logit,
    with_realis,
    with_types,
)
from training.labels import LabelledSentence, TypeLabels

CHANCE = np.random.default_rng(3)
PLAIN = Calibration(type_temperature=1, candidate_threshold=0.5, event_threshold=0.5)


def test_a_known_temperature_is_found_again() -> None:
    logits = CHANCE.normal(0, 2, (4000, 2))
    truth = CHANCE.random((4000, 2)) < logistic(logits)
    assert best_temperature(logits * 1.8, truth) == pytest.approx(1.8, abs=0.15)


def test_a_type_that_the_network_is_too_sure_of_is_held_back() -> None:
    logits = CHANCE.normal(-2, 1, (3000, 2))
    truth = CHANCE.random((3000, 2)) < logistic(logits - np.array([1.0, 0.0]))
    biases = best_biases(logits, truth)
    assert biases == pytest.approx([-1, 0], abs=0.2)


def test_a_type_of_few_sentences_keeps_near_to_zero() -> None:
    logits = np.full((4, 1), -3.0)
    assert 0 < best_biases(logits, np.array([[True], [False], [False], [False]]))[0] < 0.5


def test_known_weights_are_found_again() -> None:
    features = np.concatenate([CHANCE.normal(0, 2, (5000, 2)), np.ones((5000, 1))], axis=1)
    weights = np.array([0.7, 1.2, -0.5])
    truth = CHANCE.random(5000) < logistic(features @ weights)
    assert best_weights(features, truth) == pytest.approx(weights, abs=0.12)


def test_weights_are_found_where_the_classes_are_all_but_apart() -> None:
    """Far out, plain Newton steps overshoot."""
    features = np.concatenate([CHANCE.normal(0, 6, (800, 2)), np.ones((800, 1))], axis=1)
    truth = CHANCE.random(800) < logistic(features @ np.array([3.0, 1.0, 2.0]))
    weights = best_weights(features, truth)
    assert np.abs(weights).max() < 10
    assert ((features @ weights > 0) == truth).mean() > 0.9


def test_the_thresholds_are_those_of_the_best_f1() -> None:
    first = np.array([0.9, 0.8, 0.6, 0.3, 0.2])
    both = np.array([0.9, 0.4, 0.6, 0.5, 0.2])
    right = np.array([True, False, True, True, False])
    candidate, event = best_thresholds(first, both, right, total=3)
    assert candidate <= 0.3
    assert 0.4 < event <= 0.5


def test_logits_and_probabilities_are_each_other_turned_round() -> None:
    probabilities = np.array([0.001, 0.5, 0.9])
    assert logistic(logit(probabilities)) == pytest.approx(probabilities)
    assert np.isfinite(logit(np.array([0.0, 1.0]))).all()


def test_the_confidence_weighs_both_passes() -> None:
    calibration = Calibration(
        type_temperature=1,
        candidate_threshold=0.3,
        confidence_weights=(0.5, 1.0, -1.0),
        event_threshold=0.5,
    )
    assert calibration.confidence(0.5, 0.5) == pytest.approx(1 / (1 + np.e))
    assert calibration.confidence(0.9, 0.5) < calibration.confidence(0.9, 0.9)
    assert calibration.confidence(0.5, 0.9) < calibration.confidence(0.9, 0.9)
    assert 0 <= calibration.confidence(0.0, 0.0) < calibration.confidence(1.0, 1.0) <= 1


def test_what_the_rest_of_an_article_tells_is_found_again() -> None:
    """Sentences of articles that speak of one thing, with logits that say too little of it."""
    sizes = [12] * 20
    subject = CHANCE.random((20, len(TYPES))) < 0.2
    truth = np.repeat(subject, 12, axis=0) & (CHANCE.random((240, len(TYPES))) < 0.5)
    logits = CHANCE.normal(np.where(truth, 0.0, -4.0), 2.0)
    calibration = with_types(PLAIN, logits, truth, sizes)
    assert calibration.article_weights is not None
    own, weight, constant = calibration.article_weights
    assert weight > 0.5

    def loss(weight: float) -> float:
        tried = calibration.model_copy(update={"article_weights": (own, weight, constant)})
        articles = np.split(logits, np.cumsum(sizes)[:-1])
        found = np.concatenate([tried.type_probabilities(each, TYPES) for each in articles])
        return -float(np.log(np.where(truth, found, 1 - found)).mean())

    assert loss(weight) < min(loss(0.0), loss(weight / 2), loss(2 * weight))


def test_articles_whose_sentences_have_nothing_to_do_with_one_another_gain_nothing() -> None:
    logits = CHANCE.normal(-2, 2, (400, len(TYPES)))
    truth = CHANCE.random(logits.shape) < logistic(logits)
    weights = with_types(PLAIN, logits, truth, [10] * 40).article_weights
    assert weights == pytest.approx((1, 0, 0), abs=0.2)


def test_an_article_of_one_sentence_is_read_by_itself() -> None:
    weights, biases = (1.0, 2.0, 0.5), {TYPES[0]: -1.0}
    calibration = PLAIN.model_copy(update={"article_weights": weights, "type_biases": biases})
    logits = np.array([[0.5, 2.0]])
    expected = logistic(logits - [1.0, 0.0])
    assert calibration.type_probabilities(logits, TYPES[:2]) == pytest.approx(expected)


def test_the_lowest_of_the_thresholds_that_are_as_good_is_taken() -> None:
    """Between the events at 0.9 and what is wrong at 0.17 every threshold is as good."""
    both = np.array([0.9] * 50 + [0.17] * 50)
    right = both > 0.5
    assert best_thresholds(np.full(100, 0.42), both, right, total=50) == (0.2, 0.2)


def told_of_events() -> tuple[Floats, list[int]]:
    """The network says of every event that it is planned, by odds of twelve to one."""
    likely = [0.8 if realis is Realis.PLANNED else 0.2 / 3 for realis in Realis]
    planned, actual = (list(Realis).index(one) for one in (Realis.PLANNED, Realis.ACTUAL))
    return np.log([likely] * 200), [planned] * 100 + [actual] * 100


def test_a_realis_that_the_network_says_too_often_is_held_back() -> None:
    own, labelled = told_of_events()
    weights, biases = best_realis(own, np.zeros_like(own), np.array(labelled))
    assert list(biases) == [str(realis) for realis in Realis]
    assert biases[Realis.ACTUAL] == 0
    assert weights[0] * np.log(12) + biases[Realis.PLANNED] == pytest.approx(0, abs=0.1)


def test_what_the_rest_of_an_article_says_of_a_realis_is_weighed_by_how_often_it_is_right() -> None:
    own, labelled = told_of_events()
    elsewhere = np.zeros_like(own)
    elsewhere[np.arange(len(own)), labelled] = 1.0
    weights, _ = best_realis(own, elsewhere, np.array(labelled))
    contrary, _ = best_realis(own, -elsewhere, np.array(labelled))
    assert weights[1] > 1 > -1 > contrary[1]


def test_only_others_of_a_type_say_what_the_realis_of_a_mention_is() -> None:
    planned, actual = [0.01, 0.97, 0.01, 0.01], [0.97, 0.01, 0.01, 0.01]
    probabilities, present = np.array([planned, actual, actual]), np.ones(3)
    found = realis_elsewhere(probabilities, present, ["meeting", "meeting", "fine"])
    assert found[1].argmax() == 1  # the meeting that is planned
    assert found[0].argmax() == 0
    assert not found[2].any()
    unsure = realis_elsewhere(probabilities, np.array([0.1, 1, 1]), ["meeting", "meeting", "fine"])
    assert 0 < unsure[1, 1] < found[1, 1]


def test_a_realis_is_told_with_the_article_only_where_there_are_weights() -> None:
    probabilities = np.array([[0.1, 0.7, 0.1, 0.1], [0.5, 0.4, 0.05, 0.05]])
    types, present = ["meeting", "meeting"], np.ones(2)
    alone = PLAIN.realis(probabilities, present, types)
    assert alone == [Realis.PLANNED, Realis.ACTUAL]
    weighed = PLAIN.model_copy(update={"realis_weights": (1.0, 0.5)})
    assert weighed.realis(probabilities, present, types) == [Realis.PLANNED, Realis.PLANNED]
    assert weighed.realis(probabilities, present, ["meeting", "fine"]) == alone


class SaysWill:
    """An engine to which every sentence tells a meeting: planned after "will", else anything."""

    batch_size, call_cost = 8, 10

    def __init__(self, will: int) -> None:
        self.will = will

    def run(self, ids: Ids, mask: Ids, outputs: Sequence[str]) -> list[Logits]:
        assert ids.shape == mask.shape
        types = np.full((len(ids), len(TYPES)), -9, np.float32)
        types[:, TYPES.index("meeting")] = 9
        realis = np.zeros((len(ids), len(REALIS)), np.float32)
        realis[:, REALIS.index("planned")] = 4 * (ids == self.will).any(axis=1)
        realis[:, REALIS.index("absent")] = -9
        tags = np.zeros((*ids.shape, 3 * len(TAGS)), np.float32)
        words = np.zeros((*ids.shape, len(TYPES)), np.float32)
        found = dict(zip(OUTPUTS, (types, words, realis, tags), strict=True))
        return [found[name] for name in outputs]


@pytest.mark.parametrize("together", [True, False])
def test_the_realis_of_a_mention_is_fitted_with_those_of_its_article_alone(together: bool) -> None:
    """Half of the articles say "will" once; all their meetings are planned, the others' actual."""
    shipped = load_model(SHIPPED_MODEL)
    (will,) = (i for i in shipped.tokenizer.encode("will").ids if i > shipped.pad_id + 1)
    package = shipped.package.model_copy(update={"calibration": PLAIN})
    model = EventModel(package, shipped.tokenizer, SaysWill(will))
    rows = [
        LabelledSentence(
            id=f"{article}:{number}",
            lang="en",
            group=str(article) if together else f"{article}:{number}",
            text=text,
            labels=(TypeLabels("meeting", realis, {"trigger": [(0, 3)]}),),
            events=(),
        )
        for article in range(60)
        for realis in [(Realis.PLANNED, Realis.ACTUAL)[article % 2]]
        for number, text in enumerate(
            [
                "They will talk." if realis is Realis.PLANNED else "They talk.",
                "The talks.",
                "Talks.",
            ]
        )
    ]
    own, elsewhere = with_realis(model, rows, PLAIN).realis_weights
    assert own > 0
    assert elsewhere > 1 if together else elsewhere == 0

"""Weights of candidate spans: fitted on choices made up, and on what a made-up tagger says."""

from collections.abc import Sequence

import numpy as np
import pytest

from models import SHIPPED_MODEL
from pipeline.inference import EventModel, load_model
from pipeline.inference.candidates import FEATURES, HINTS, PLAIN
from pipeline.inference.engines import Ids, Logits
from pipeline.inference.package import OUTPUTS, REALIS, TAGS, TRIGGER, TYPES, Calibration
from schemas.values import Realis, Role
from training.calibrate import with_calibration
from training.evaluation.measure import tallies_of
from training.evaluation.predict import predict
from training.labels import LabelledSentence, TypeLabels
from training.spans import Choice, best_each, best_of, f1, with_spans

CHANCE = np.random.default_rng(3)
ALL = (*FEATURES, *HINTS)
CONSTANT = FEATURES.index("constant")


def choices(weights: dict[str, float], number: int, *, one: bool) -> list[Choice]:
    """Sentences of six candidates, right by their weighted sum: those above zero, or the best."""
    made = []
    for _ in range(number):
        features = CHANCE.normal(5, 2, (6, len(ALL)))
        features[:, CONSTANT] = 1
        told = sum(weight * features[:, ALL.index(name)] for name, weight in weights.items())
        right = told == told.max() if one else told > 0
        ranges = [(10 * number, 10 * number + 5) for number in range(6)]
        made.append(Choice(features, right, ranges, int(right.sum())))
    return made


def test_each_right_candidate_of_a_role_is_told_by_its_features() -> None:
    truth = {"mean_odds": 2.0, "least_odds": -1.0, "constant": -5.0}
    weights = best_each(choices(truth, 300, one=False))
    assert weights.shape == (len(PLAIN),)
    assert not weights[len(FEATURES) :].any()  # what the first pass says is of triggers
    unseen = choices(truth, 100, one=False)
    assert f1({"agent": unseen}, {"agent": weights}, 0.5) > 0.95
    assert f1({"agent": unseen}, {}, 0.5) < 0.7


def test_the_right_candidate_for_a_trigger_is_the_best_of_its_sentence() -> None:
    truth = {"mean_hint": 2.0, "below_best": -1.0}
    weights = best_of(choices(truth, 300, one=True))
    unseen = choices(truth, 100, one=True)
    best = [one.right[int((one.features @ weights).argmax())] for one in unseen]
    assert np.mean(best) > 0.9


def test_one_of_several_right_candidates_is_enough() -> None:
    made = [
        one._replace(right=one.right | (one.features[:, 0] > 7))
        for one in choices({"mean_hint": 2.0}, 200, one=True)
    ]
    weights = best_of(made)
    assert np.isfinite(weights).all()
    assert np.mean([one.right[int((one.features @ weights).argmax())] for one in made]) > 0.9


def test_a_feature_that_never_changes_has_no_weight_that_counts() -> None:
    made = choices({"mean_odds": 1.0, "constant": -5.0}, 50, one=False)
    for one in made:
        one.features[:, 0] = 3
    assert np.isfinite(best_each(made)).all()


def test_spans_that_overlap_are_found_once_and_missed_ones_count() -> None:
    features = np.zeros((3, len(ALL)))
    features[:, CONSTANT] = [3, 2, 1]
    weights = np.zeros(len(ALL))
    weights[CONSTANT] = 1
    choice = Choice(features, np.array([True, True, False]), [(0, 9), (0, 4), (20, 30)], 3)
    # Of the first two one is taken, then the wrong one: one right, of two found and three labelled.
    assert f1({"agent": [choice]}, {"agent": weights}, 0.5) == pytest.approx(2 / 5)
    assert f1({"agent": [choice]}, {"agent": weights}, 0.9) == pytest.approx(2 / 4)
    assert f1({"agent": [choice]}, {"agent": weights}, 0.99) == 0


class HalfSpans:
    """An engine to which every sentence tells a fine, and which is unsure of ends and triggers.

    It tags the first word and, less surely than not, the second as the agent; and two words as the
    trigger, the wrong one more surely. Its first pass knows which is right.
    """

    batch_size, call_cost = 8, 10

    def __init__(self, wrong: int, right: int) -> None:
        self.wrong, self.right = wrong, right

    def run(self, ids: Ids, mask: Ids, outputs: Sequence[str]) -> list[Logits]:
        assert ids.shape == mask.shape
        types = np.full((len(ids), len(TYPES)), -9, np.float32)
        types[:, TYPES.index("fine")] = 9
        words = np.full((*ids.shape, len(TYPES)), -5, np.float32)
        words[..., TYPES.index("fine")] += 9 * (ids == self.right)
        realis = np.zeros((len(ids), len(REALIS)), np.float32)
        tags = np.zeros((*ids.shape, len(TAGS), 3), np.float32)
        tags[..., 0] = 6
        for row, text in enumerate(ids):
            first = int((text == 2).argmax()) + 2 if (text == 2).sum() > 1 else 1
            agent = TAGS.index(Role.AGENT)
            tags[row, first, agent] = [0, 4, 0]
            tags[row, first + 1, agent] = [1.5, 0, 1]
        trigger = TAGS.index(TRIGGER)
        tags[ids == self.wrong, trigger] = [0, 2, 0]
        tags[ids == self.right, trigger] = [0, 1, 0]
        found = (types, words, realis, tags.reshape(*ids.shape, -1))
        return [dict(zip(OUTPUTS, found, strict=True))[name] for name in outputs]


def test_what_a_tagger_gets_wrong_throughout_is_put_right() -> None:
    shipped = load_model(SHIPPED_MODEL)
    tokens = shipped.tokenizer
    (wrong,), (right,) = (tokens.encode(word).ids[1:-1] for word in ("said", "court"))
    plain = Calibration(type_temperature=1, candidate_threshold=0.5, event_threshold=0.5)
    package = shipped.package.model_copy(update={"calibration": plain})
    model = EventModel(package, tokens, HalfSpans(wrong, right))
    rows = [
        LabelledSentence(
            id=str(number),
            lang="en",
            group="one",
            text=text,
            labels=(
                TypeLabels(
                    "fine",
                    Realis.ACTUAL,
                    {
                        "trigger": [(text.index("court"), text.index("court") + 5)],
                        "agent": [(0, text.index(" said"))],
                    },
                ),
            ),
            events=(),
        )
        for number in range(40)
        for text in [f"New York said the court of {['Rome', 'Lima', 'Oslo'][number % 3]} met."]
    ]

    def figures(model: EventModel) -> tuple[float, float]:
        tallies = tallies_of(list(predict(model, rows, 0.5)), 0.5)
        return tallies["trigger"].f1, tallies["arguments"].f1

    assert figures(model) == (0, 0)
    fitted = with_spans(model, rows, plain)
    assert set(fitted.span_weights) >= {TRIGGER, Role.AGENT}
    assert figures(with_calibration(model, fitted)) == (1, 1)


def test_labels_without_any_event_leave_the_weights_plain() -> None:
    shipped = load_model(SHIPPED_MODEL)
    row = LabelledSentence("1", "en", "one", "It rained.", (), ())
    plain = Calibration(type_temperature=1, candidate_threshold=0.5, event_threshold=0.5)
    assert with_spans(shipped, [row], plain).span_weights == {}

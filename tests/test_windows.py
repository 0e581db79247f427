"""Sentences longer than the network reads at once: windows, and what is made of their output."""

import itertools
from collections.abc import Sequence
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tokenizers import Tokenizer
from tokenizers.models import WordLevel
from tokenizers.pre_tokenizers import Whitespace
from tokenizers.processors import TemplateProcessing

from models import SHIPPED_MODEL
from pipeline.inference import Asked, EventModel, ModelPackage, load_model
from pipeline.inference.package import ABSENT, REALIS, TAGS, TRIGGER, Calibration
from pipeline.inference.windows import Window, stitched, windows_of
from schemas.values import Realis, Role

WORDS = 60


@pytest.fixture(scope="module")
def tokenizer() -> Tokenizer:
    """One piece a word: w0, w1, ...; a prompt and a sentence are parted by two marks."""
    names = ["<s>", "</s>", "<pad>", "fine", *(f"w{number}" for number in range(WORDS))]
    result = Tokenizer(WordLevel({name: i for i, name in enumerate(names)}, unk_token="<pad>"))
    result.pre_tokenizer = Whitespace()
    result.post_processor = TemplateProcessing(
        single="<s> $A </s>",
        pair="<s> $A </s> </s> $B:1 </s>",
        special_tokens=[("<s>", 0), ("</s>", 1)],
    )
    return result


def sentence_of(words: int) -> str:
    return " ".join(f"w{number}" for number in range(words))


# --- windows -------------------------------------------------------------------------------------


@given(words=st.integers(0, WORDS), longest=st.integers(9, 40), paired=st.booleans())
def test_windows_hold_every_piece_overlap_and_keep_what_stands_around(
    tokenizer: Tokenizer, words: int, longest: int, paired: bool
) -> None:
    text = sentence_of(words)
    encoding = tokenizer.encode("fine", text) if paired else tokenizer.encode(text)
    windows = windows_of(encoding, longest, part=int(paired))
    before, behind = ([0, 3, 1, 1], [1]) if paired else ([0], [1])
    for window in windows:
        own = list(range(4 + window.start, 4 + window.end))
        assert window.ids == [*before, *own, *behind]
        assert window.type_ids == [*[0] * len(before), *[int(paired)] * len(own), 0]
        assert len(window.ids) <= longest
    assert (windows[0].start, windows[-1].end) == (0, words)
    room = longest - len(before) - len(behind)
    for earlier, later in itertools.pairwise(windows):
        assert later.start > earlier.start
        assert earlier.end - later.start >= room // 4
        assert len(earlier.ids) == len(later.ids) == longest
    assert (len(windows) == 1) == (words <= room)


def test_a_prompt_that_leaves_no_room_leaves_room_for_a_piece(tokenizer: Tokenizer) -> None:
    windows = windows_of(tokenizer.encode("fine", "w0 w1"), 5, part=1)
    assert [(window.start, window.end) for window in windows] == [(0, 1), (1, 2)]


def test_each_piece_takes_the_window_in_which_it_stands_farthest_from_a_cut() -> None:
    windows = [
        Window([], [], lead=1, start=0, end=6),
        Window([], [], lead=1, start=3, end=9),
        Window([], [], lead=1, start=6, end=12),
    ]
    values = [np.full((9, 2), number, np.float32) for number in range(3)]
    joined = stitched(windows, values)
    assert joined.shape == (12, 2)
    assert joined[:, 0].tolist() == [0, 0, 0, 0, 0, 1, 1, 1, 2, 2, 2, 2]


@given(words=st.integers(1, WORDS), longest=st.integers(9, 40))
def test_what_the_windows_agree_on_is_found_at_its_piece(
    tokenizer: Tokenizer, words: int, longest: int
) -> None:
    windows = windows_of(tokenizer.encode("fine", sentence_of(words)), longest, part=1)
    values = [
        np.array([[each] for each in [*window.ids, -1, -1]], np.float32) for window in windows
    ]
    assert stitched(windows, values)[:, 0].tolist() == [4 + number for number in range(words)]


# --- the model on windows ------------------------------------------------------------------------


class Marked:
    """Stands in for the network: a fine is asserted by w40, planned, and w41 is its target.

    What stands at a cut is tagged wrongly, as by a network that lacks the context.
    """

    batch_size, call_cost = 3, 20
    mark, target = 44, 45

    def __init__(self) -> None:
        self.shapes: list[tuple[int, ...]] = []

    def run(
        self, ids: np.ndarray[Any, Any], mask: np.ndarray[Any, Any], outputs: Sequence[str]
    ) -> list[np.ndarray[Any, Any]]:
        self.shapes.append(ids.shape)
        assert ((ids != 2) == mask.astype(bool)).all()
        has = (ids == self.mark).any(axis=1)
        types = np.where(has[:, None], [[4.0, -4.0]], [[-5.0, -3.0]])
        realis = np.full((len(ids), len(REALIS)), -4.0)
        realis[has, REALIS.index(Realis.PLANNED)] = 4
        realis[~has, REALIS.index(ABSENT)] = 4
        tags = np.zeros((*ids.shape, len(TAGS), 3))
        tags[..., 0] = 4
        tags[ids == self.mark, TAGS.index(TRIGGER), 1] = 8
        tags[ids == self.target, TAGS.index(Role.TARGET), 1] = 8
        for row, length in enumerate(mask.sum(axis=1)):
            for cut in (4, length - 2):  # the first and the last piece of the window
                tags[row, cut, TAGS.index(Role.AGENT), 1] = 8
        words = np.where(ids[..., None] == self.mark, [7.0, -7.0], [-7.0, -7.0])
        found = {
            "types": types,
            "words": words,
            "realis": realis,
            "tags": tags.reshape(*ids.shape, -1),
        }
        return [found[name].astype(np.float32) for name in outputs]


@pytest.fixture
def engine() -> Marked:
    return Marked()


@pytest.fixture
def model(tokenizer: Tokenizer, engine: Marked) -> EventModel:
    package = ModelPackage(
        model_id="marked",
        ontology_version="1.0.0",
        languages=("en",),
        max_length=17,
        types=("fine", "arrest"),
        realis=REALIS,
        tags=TAGS,
        calibration=Calibration(
            type_temperature=1,
            candidate_threshold=0.3,
            event_threshold=0.5,
        ),
        files={},
    )
    return EventModel(package, tokenizer, engine)


def test_the_surest_window_speaks_for_each_type(model: EventModel, engine: Marked) -> None:
    short, long, without = model.classify([sentence_of(15), sentence_of(60), sentence_of(30)])
    assert long == pytest.approx([1 / (1 + np.exp(-4)), 1 / (1 + np.exp(3))], abs=1e-6)
    nothing = pytest.approx([1 / (1 + np.exp(5)), 1 / (1 + np.exp(3))], abs=1e-6)
    assert short == nothing
    assert without == nothing
    assert sum(rows for rows, _ in engine.shapes) == 1 + 5 + 3
    assert {length for _, length in engine.shapes} == {17}


def test_realis_and_spans_come_from_past_the_limit(model: EventModel) -> None:
    text = sentence_of(60)
    (found,) = model.extract([Asked("fine", text)])
    assert found.realis is Realis.PLANNED
    assert found.present == pytest.approx(1, abs=1e-2)
    assert text[found.trigger.start : found.trigger.end] == "w40"
    arguments = [(role, text[span.start : span.end]) for role, span in found.arguments]
    ends = [(Role.AGENT, "w0"), (Role.AGENT, "w59")]  # the sentence's own, not those of a cut
    assert arguments == [*ends, (Role.TARGET, "w41")]


def test_sentences_that_fit_are_read_as_they_are(model: EventModel, engine: Marked) -> None:
    texts = [sentence_of(12), "w40 w41", sentence_of(3)]
    model.extract([Asked("fine", text) for text in texts])
    assert engine.shapes == [(3, 5 + 12)]


CLAUSE = "the town lies on a river, and its market opens in the morning, "


@pytest.fixture(scope="module")
def shipped() -> EventModel:
    return load_model(SHIPPED_MODEL)


def test_the_shipped_model_finds_an_event_past_its_limit(shipped: EventModel) -> None:
    text = (
        "As "
        + CLAUSE * 30
        + "regulators on Tuesday fined the retailer Norlane $3 million for misleading customers."
    )
    assert len(shipped.tokenizer.encode(text).ids) > 1.5 * shipped.package.max_length
    (scores,) = shipped.classify([text])
    column = shipped.package.types.index("fine")
    assert scores[column] >= shipped.package.calibration.candidate_threshold
    assert scores.argmax() == column
    (found,) = shipped.extract([Asked("fine", text)])
    calibration = shipped.package.calibration
    confidence = calibration.confidence(float(scores[column]), found.present)
    assert confidence >= calibration.event_threshold
    assert text[found.trigger.start : found.trigger.end] == "fined"
    assert (Role.MONEY, "$3 million") in [
        (role, text[span.start : span.end]) for role, span in found.arguments
    ]

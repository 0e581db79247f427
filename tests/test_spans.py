"""Spans: the words of a sentence, the ranges that may fill a tag, and the choice among them."""

import itertools
from collections.abc import Sequence
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from models import SHIPPED_MODEL
from pipeline.inference import load_model
from pipeline.inference.candidates import (
    FEATURES,
    HINTS,
    LIKELY,
    LONGEST,
    PLAIN,
    Candidates,
    candidates,
    pieces_of,
    range_of,
    scores,
)
from pipeline.inference.decoding import (
    Tagged,
    TaggedSpan,
    Words,
    by_word,
    likeliest,
    softmax,
    words_of,
)
from pipeline.inference.package import ABSENT, TAGS, TRIGGER, Calibration, ModelPackage
from pipeline.inference.spans import best_apart, best_trigger, spans_of
from schemas.values import Realis, Role

O, B, I = (0.9, 0.05, 0.05), (0.1, 0.8, 0.1), (0.2, 0.1, 0.7)  # noqa: E741 - the tags' own names
LEAST = 0.3


def offsets_of(*words: str) -> tuple[list[tuple[int, int]], str]:
    """Pieces, one or more a word, that ``|`` parts, with their offsets; and the text they make."""
    offsets, text = [], ""
    for word in words:
        text += " " if text else ""
        for piece in word.split("|"):
            offsets.append((len(text), len(text) + len(piece)))
            text += piece
    return offsets, text


def tagged_by(tags: Sequence[Sequence[float]], *words: str) -> tuple[Tagged, str]:
    """What a tagger with one tag says, piece by piece."""
    offsets, text = offsets_of(*words)
    own = words_of(offsets, text)
    return Tagged(by_word(np.array(tags, np.float32)[:, None, :], own), own), text


def weighed(tagged: Tagged) -> tuple[Candidates, np.ndarray[Any, Any]]:
    found = candidates(tagged, [0], 0)
    return found, scores(found, ["tag"], {})


def chosen(tags: Sequence[Sequence[float]], *words: str) -> list[str]:
    tagged, text = tagged_by(tags, *words)
    spans = best_apart(*weighed(tagged), 0, LEAST, tagged.words, text)
    return [text[span.start : span.end] for span in spans]


def test_a_span_is_a_beginning_and_what_is_inside() -> None:
    assert chosen([O, B, I, O, B], "The", "Big", "Bank", "fined", "Acme") == ["Big Bank", "Acme"]
    assert chosen([O, O], "Nothing", "here") == []
    assert chosen([O, (0.02, 0.01, 0.97), O], "The", "Bank", "said") == []  # nothing begins it


def test_the_surest_of_overlapping_ranges_is_taken_whole() -> None:
    unsure = (0.4, 0.05, 0.55)
    assert chosen([B, unsure, O], "Joe", "Biden", "spoke") == ["Joe Biden"]
    assert chosen([B, (0.6, 0.05, 0.35), O], "Joe", "today", "spoke") == ["Joe"]


def test_a_span_of_a_part_of_a_word_is_the_word() -> None:
    assert chosen([B, I, I, O], "Am|az|on", "fell") == ["Amazon"]
    assert chosen([B, I, I, I], "Am|az|on", "Prime") == ["Amazon Prime"]


def test_a_span_has_no_blanks_and_no_stray_punctuation_at_its_ends() -> None:
    sure = (0.05, 0.05, 0.9)
    assert chosen([B, sure, sure, sure, O], ",|(|Acme|,", "said") == ["(Acme"]
    assert chosen([B], ",") == []
    assert chosen([B, O], "of", "it") == []


@pytest.mark.parametrize("mark", ["’", "“", "the", "La", "—", "\u200b"])
def test_marks_and_articles_alone_are_no_span(mark: str) -> None:
    assert chosen([B, O], mark, "Acme") == []


def test_confidence_is_the_probability_of_just_that_range() -> None:
    tagged, text = tagged_by([B, I, O], "Big", "Bank", "fell")
    (span,) = best_apart(*weighed(tagged), 0, LEAST, tagged.words, text)
    assert span == (0, 8, pytest.approx(0.8 * 0.7 * (1 - 0.05), rel=1e-5))


def test_words_are_outside_as_much_as_their_pieces_are_on_average() -> None:
    offsets, text = offsets_of("Am|az|on", "fell")
    words = words_of([(0, 0), *offsets], text)
    assert words.ranges == [(0, 6), (7, 11)]
    assert words.pieces.tolist() == [1, 2, 3, 4]
    assert words.bounds.tolist() == [[0, 3], [3, 4]]
    tags = np.array([O, B, I, O, O], np.float32)[:, None, :]
    whole = by_word(tags, words)[0, 0]
    outside = (0.1 + 0.2 + 0.9) / 3
    assert whole == pytest.approx([outside, (1 - outside) * 8 / 9, (1 - outside) / 9], abs=1e-6)


@pytest.mark.parametrize("text", ["", " "])
def test_a_text_without_a_word_has_no_candidate(text: str) -> None:
    words = words_of([(0, 0), (0, len(text))], text)
    tags = by_word(np.full((2, 9, 3), 1 / 3, np.float32), words)
    assert tags.shape == (0, 9, 3)
    found = candidates(Tagged(tags, words), range(9), 0, ((0.0, 0.0),) * 2)
    assert found.features.shape == (0, len(PLAIN))
    assert scores(found, TAGS, {}).shape == (0,)


@st.composite
def tagged(draw: st.DrawFn) -> tuple[Tagged, list[tuple[float, float]], str]:
    """A text, pieces of it in order, some of them empty or there twice, and their tags."""
    text = draw(st.text("ab1é\u0301 .,;:()[]“”«»-\u3000😀", max_size=30))
    cuts = sorted(draw(st.lists(st.integers(0, len(text)), max_size=20)))
    offsets = [
        piece
        for piece in itertools.pairwise(cuts)
        for _ in range(draw(st.sampled_from([1, 1, 1, 2])))
    ]
    row = st.tuples(*[st.floats(-9, 9, width=32)] * 6)
    logits = draw(st.lists(row, min_size=len(offsets), max_size=len(offsets)))
    pieces = draw(st.sampled_from([[], [(one[0], one[1]) for one in logits]]))
    words = words_of(offsets, text)
    tags = softmax(np.array(logits, np.float32).reshape(-1, 2, 3))
    return Tagged(by_word(tags, words), words), pieces, text


@given(tagged(), st.floats(0, 1))
def test_spans_are_ranges_of_the_text_in_order_and_apart(
    case: tuple[Tagged, list[tuple[float, float]], str], least: float
) -> None:
    said, pieces, text = case
    found = candidates(said, [0, 1], 1, pieces)
    log_odds = scores(found, ["a", "b"], {})
    for tag in (0, 1):
        spans = best_apart(found, log_odds, tag, least, said.words, text)
        trigger = best_trigger(found, log_odds, tag, said.words, text)
        before = 0
        for span in spans:
            assert before <= span.start < span.end <= len(text)
            assert least <= span.confidence <= 1
            inside = text[span.start : span.end]
            assert inside.strip() == inside
            assert not (text[: span.start][-1:].isalnum() and inside[0].isalnum())
            assert not (inside[-1].isalnum() and text[span.end :][:1].isalnum())
            before = span.end
        assert not spans or trigger is not None
        if trigger:
            assert 0 < trigger.confidence <= 1
            assert trigger.start < trigger.end <= len(text)


@given(tagged())
def test_candidates_are_likely_ranges_with_all_that_is_known_of_them(
    case: tuple[Tagged, list[tuple[float, float]], str],
) -> None:
    said, pieces, _ = case
    found = candidates(said, [0, 1], 1, pieces)
    assert found.features.shape == (len(found.tags), len(FEATURES) + len(HINTS))
    assert np.isfinite(found.features).all()
    assert len({*zip(*(each.tolist() for each in found[:3]), strict=True)}) == len(found.tags)
    inside = 1 - said.tags.astype(float)[:, :, 0]
    for tag, first, end in zip(*found[:3], strict=True):
        assert 0 <= first < end <= min(len(inside), first + LONGEST)
        assert (inside[first:end, tag] >= LIKELY).all()


@given(tagged())
def test_each_feature_is_what_it_says(
    case: tuple[Tagged, list[tuple[float, float]], str],
) -> None:
    """The same as by going through the words of each range, one by one."""
    said, pieces, _ = case
    found = candidates(said, [0, 1], 1, pieces)
    tags = np.maximum(said.tags.astype(float), 1e-5)
    inside = 1 - said.tags.astype(float)[:, :, 0]
    odds = (np.log(np.maximum(inside, 1e-5)) - np.log(tags[:, :, 0])).clip(-8, 8)
    named = int(said.tags[:, 1, 0].argmin()) if len(tags) else 0
    length = len(tags)
    for tag, first, end, row in zip(*found, strict=True):
        own = dict(zip((*FEATURES, *HINTS), row, strict=True))
        leaves = np.log(max(1e-5, 1 - said.tags[end, tag, 2].astype(float))) if end < length else 0
        exact = np.log(tags[first, tag, 1]) + np.log(tags[first + 1 : end, tag, 2]).sum() + leaves
        within = odds[first:end, tag]
        parts = np.log(tags[first + 1 : end, tag, 1:]).clip(-6)
        expected = {
            "log_exact": min(exact, -1e-3),
            "begins": max(-5, np.log(tags[first, tag, 1])),
            "leaves": leaves,
            "odds_after": max(-5, odds[end, tag]) if end < length else -5,
            "odds_before": max(-5, odds[first - 1, tag]) if first else -5,
            "broken": max(parts[:, 0] - parts[:, 1], default=-6),
            "mean_odds": within.mean(),
            "least_odds": within.min(),
            "most_odds": within.max(),
            "below_best": odds[:, tag].max() - within.max(),
            "one_word": end - first == 1,
            "at_end": end == length,
            "at_start": first == 0,
            "distance": min(abs(first - named), 20) / 10,
            "over_trigger": first <= named < end,
            "before_trigger": end <= named,
            "constant": 1,
        }
        if pieces:
            kept = np.array(pieces)[said.words.pieces]
            at = slice(said.words.bounds[first, 0], said.words.bounds[end - 1, 1])
            expected |= {
                "hint": kept[at, 0].max(),
                "mean_hint": kept[at, 0].mean(),
                "below_best_hint": max(-10, kept[:, 0].max()) - kept[at, 0].max(),
                "rival_hint": kept[at, 1].max(),
            }
        else:
            assert all(own[name] == 0 for name in HINTS)
        for name, value in expected.items():
            assert own[name] == pytest.approx(float(value), abs=1e-5), name


def test_what_the_first_pass_says_of_pieces_is_of_the_type_and_of_the_likeliest_other() -> None:
    words = np.array([[1.0, -2.0, 0.5], [-3.0, 4.0, 0.0]], np.float32)
    assert pieces_of(words, 0) == ((1.0, 0.5), (-3.0, 4.0))
    assert pieces_of(words, 1) == ((-2.0, 1.0), (4.0, 0.0))
    assert pieces_of(words[:, :1], 0) == ((1.0, -10.0), (-3.0, -10.0))


def package(**weights: tuple[float, ...]) -> ModelPackage:
    return ModelPackage(
        model_id="weighed",
        ontology_version="1.0.0",
        languages=("en",),
        max_length=128,
        types=("fine",),
        realis=(*Realis, ABSENT),
        tags=TAGS,
        calibration=Calibration(
            type_temperature=1,
            candidate_threshold=0.3,
            event_threshold=0.5,
            span_weights=weights,
            span_threshold=LEAST,
        ),
        files={},
    )


def said_of(words: Sequence[str], **tags: dict[int, Sequence[float]]) -> tuple[Tagged, str]:
    """A tagger with all tags, which is sure that words are outside but for those it is told of."""
    offsets, text = offsets_of(*words)
    own = words_of(offsets, text)
    table = np.tile(np.array((0.98, 0.01, 0.01), np.float32), (len(own.ranges), len(TAGS), 1))
    for tag, by_number in tags.items():
        for number, row in by_number.items():
            table[number, TAGS.index(tag)] = row
    return Tagged(table, own), text


SENTENCE = ("Acme", "must", "pay", "a", "fine", "of", "RUB", "3", "million", ".")


def test_the_first_pass_tells_which_of_two_triggers_is_meant() -> None:
    said, text = said_of(SENTENCE, trigger={2: (0.4, 0.55, 0.05), 4: (0.5, 0.45, 0.05)})
    pieces = [(6.0 if word == "fine" else -6.0, -6.0) for word in SENTENCE]
    weights = dict(zip((*FEATURES, *HINTS), PLAIN, strict=True)) | {"hint": 0.3}

    def trigger(hints: Sequence[tuple[float, float]]) -> str:
        (start, end, _), _ = spans_of(
            "fine", text, said, hints, package(trigger=tuple(weights.values()))
        )
        return text[start:end]

    assert trigger(()) == "pay"
    assert trigger(pieces) == "fine"


def test_weights_of_a_role_change_what_is_taken_for_it() -> None:
    said, text = said_of(SENTENCE, agent={0: (0.75, 0.2, 0.05)}, trigger={4: B})
    lenient = dict(zip((*FEATURES, *HINTS), PLAIN, strict=True)) | {"constant": 2.0}

    def agents(**weights: tuple[float, ...]) -> list[str]:
        _, arguments = spans_of("fine", text, said, (), package(**weights))
        return [text[span.start : span.end] for role, span in arguments if role is Role.AGENT]

    assert agents() == []
    assert agents(agent=tuple(lenient.values())) == ["Acme"]
    assert agents(target=tuple(lenient.values())) == []


def test_a_sentence_without_a_likely_trigger_gets_the_word_that_is_likeliest() -> None:
    said, text = said_of(SENTENCE, trigger={4: (0.97, 0.02, 0.01)})
    (start, end, sure), arguments = spans_of("fine", text, said, (), package())
    assert (text[start:end], sure) == ("fine", pytest.approx(0.02))
    assert arguments == ()


def test_amounts_are_whole_and_cut_what_runs_into_them() -> None:
    inside = (0.05, 0.05, 0.9)
    money = {7: B, 8: inside}
    said, text = said_of(
        SENTENCE, trigger={4: B}, money=money, object={4: B, 5: inside, 6: inside, 7: inside}
    )
    _, arguments = spans_of("fine", text, said, (), package())
    assert {role: text[span.start : span.end] for role, span in arguments} == {
        Role.OBJECT: "fine",
        Role.MONEY: "RUB 3 million",
    }


def test_no_range_is_taken_from_a_candidate_of_marks() -> None:
    said, text = said_of(("Acme", ".", "fell"), agent={1: B})
    found = candidates(said, [TAGS.index(Role.AGENT)], TAGS.index(TRIGGER))
    assert len(found.tags) == 1
    assert range_of(found, 0, said.words, text) is None


def test_a_sentence_has_the_same_pieces_with_a_prompt_before_it() -> None:
    """What the first pass says of a piece is looked up by its number in the second."""
    tokenizer = load_model(SHIPPED_MODEL).tokenizer
    texts = ["Acme’s boss quit.", "  ¡Dimitió  el jefe! ", "3,5 % — no", "", "a\u200bb ﬁn…", "日本"]
    for text in texts:
        alone, after = tokenizer.encode(text), tokenizer.encode("armed attack", text)
        own = [
            place
            for place, part in zip(alone.offsets, alone.sequence_ids, strict=True)
            if part == 0
        ]
        other = [
            place
            for place, part in zip(after.offsets, after.sequence_ids, strict=True)
            if part == 1
        ]
        assert own == other


def test_the_likeliest_span_is_the_word_that_begins_it() -> None:
    offsets, text = offsets_of("Acme", "was", "fin|ed")
    tags = np.array([(0.9, 0.06, 0.04), (0.9, 0.02, 0.08), (0.8, 0.1, 0.1), (0.9, 0.05, 0.05)])
    assert likeliest(tags, offsets, text) == (9, 14, pytest.approx(0.1))


def test_the_likeliest_span_is_never_mere_punctuation() -> None:
    offsets, text = offsets_of("Acme|,", "fell")
    tags = np.array([(0.9, 0.02, 0.08), (0.6, 0.4, 0.0), (0.9, 0.1, 0.0)])
    assert likeliest(tags, offsets, text) == (6, 10, pytest.approx(0.1))


@pytest.mark.parametrize("text", ["\u200b", "…", ",", "x"])
def test_the_likeliest_span_of_a_text_without_a_word_is_all_of_it(text: str) -> None:
    assert likeliest(np.zeros((0, 3), np.float32), [], text) == TaggedSpan(0, len(text), 0.0)
    assert likeliest(np.array([(0.9, 0.05, 0.05)]), [(0, 0)], ",") == TaggedSpan(0, 1, 0.0)


def test_words_of_no_piece_are_none() -> None:
    assert words_of([], "Acme fell").ranges == []
    assert isinstance(words_of([(0, 4)], "Acme fell"), Words)
    assert words_of([(0, 4)], "Acme fell").ranges == [(0, 4)]

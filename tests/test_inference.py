"""The event model: batches, decoding, the checks of its folder, and the two stages that use it."""

import dataclasses
import hashlib
import itertools
import json
import math
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

import apache_beam as beam
import numpy as np
import pytest
from apache_beam.runners.portability.fn_api_runner import FnApiRunner
from apache_beam.testing.util import assert_that, equal_to
from hypothesis import given
from hypothesis import strategies as st

from models import SHIPPED_MODEL
from pipeline.classify import ClassifyEvents, classify_article, sentences_of
from pipeline.elements import (
    Article,
    ClassifiedArticle,
    DeadLetter,
    Document,
    MentionedArticle,
    Rejected,
    TypedSentence,
)
from pipeline.extract import ExtractArguments, extract_article
from pipeline.guard import DEAD_LETTERS, REJECTED
from pipeline.inference import (
    ArticleHandler,
    Asked,
    EventModel,
    Extraction,
    FoundType,
    ModelError,
    ModelPackage,
    load_model,
    read_package,
)
from pipeline.inference.batches import cheapest_slices
from pipeline.inference.decoding import (
    TaggedSpan,
    cut_at,
    sigmoid,
    softmax,
    whole_words,
    with_currency,
)
from pipeline.inference.package import ABSENT, TRIGGER, Calibration
from schemas.events import EVENT_TYPES
from schemas.values import Realis, Role
from tests.conftest import article_of
from training.calibrate import with_calibration

# --- batches -------------------------------------------------------------------------------------


@given(st.lists(st.integers(1, 300)), st.integers(1, 12), st.integers(0, 500))
def test_slices_hold_each_sentence_once_by_length(lengths: list[int], size: int, call: int) -> None:
    slices = cheapest_slices(lengths, size, call)
    order = [index for indices in slices for index in indices]
    assert sorted(order) == list(range(len(lengths)))
    assert [lengths[index] for index in order] == sorted(lengths)
    assert all(0 < len(indices) <= size for indices in slices)
    assert slices == cheapest_slices(lengths, size, call)


@given(st.lists(st.integers(1, 60), max_size=8), st.integers(1, 8), st.integers(0, 80))
def test_no_other_slices_cost_less(lengths: list[int], size: int, call: int) -> None:
    def cost(slices: Iterable[Sequence[int]]) -> int:
        return sum(call + len(each) * max(each) for each in slices)

    ordered = sorted(lengths)
    every = [
        [ordered[a:b] for a, b in itertools.pairwise((0, *cuts, len(ordered)))]
        for count in range(len(ordered))
        for cuts in itertools.combinations(range(1, len(ordered)), count)
    ]
    costs = [cost(each) for each in every if all(len(one) <= size for one in each)]
    found = [[lengths[i] for i in each] for each in cheapest_slices(lengths, size, call)]
    assert cost(found) == min(costs, default=0)


# --- decoding ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("start", "end", "words"),
    [(1, 2, "Acme"), (0, 5, "Acme"), (5, 8, "fined"), (4, 5, ""), (0, 0, ""), (11, 11, "")],
)
def test_a_range_becomes_whole_words(start: int, end: int, words: str) -> None:
    text = "Acme fined."
    left, right = whole_words(start, end, text)
    assert text[left:right] == words


logits = st.lists(st.floats(-1e4, 1e4, width=32), min_size=1, max_size=6)


@given(logits)
def test_softmax_and_sigmoid_are_probabilities_in_the_order_of_the_logits(
    values: list[float],
) -> None:
    order = np.argsort(values, kind="stable")
    plain = np.array(values, np.float32)
    for result in (softmax(plain), sigmoid(plain)):
        assert result.dtype == np.float32
        assert np.all((result >= 0) & (result <= 1))
        assert np.all(np.diff(result[order]) >= 0)
    assert softmax(plain).sum() == pytest.approx(1, abs=1e-5)


def test_softmax_and_sigmoid_have_their_known_values() -> None:
    zeros = np.zeros((2, 4), np.float32)
    assert softmax(zeros).tolist() == [[0.25] * 4] * 2
    assert sigmoid(zeros).tolist() == [[0.5] * 4] * 2
    two = np.array([2.0], np.float32)
    assert sigmoid(two)[0] == pytest.approx(1 / (1 + np.exp(-2)))


# --- the folder of a model -----------------------------------------------------------------------

PACKAGE: dict[str, Any] = {
    "model_id": "small-1",
    "ontology_version": "1.0.0",
    "languages": ["en", "es"],
    "max_length": 128,
    "types": ["fine", "arrest"],
    "realis": [*Realis, ABSENT],
    "tags": [TRIGGER, *Role],
    "calibration": {
        "type_temperature": 1.0,
        "candidate_threshold": 0.3,
        "event_threshold": 0.5,
    },
}
CONTENTS = {"model.onnx": b"weights", "tokenizer.json": b"{}"}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A model folder in which all is well, as far as the files tell."""
    for name, data in CONTENTS.items():
        (tmp_path / name).write_bytes(data)
    write_package(tmp_path)
    return tmp_path


def write_package(folder: Path, **changes: Any) -> None:
    files = {name: hashlib.sha256(data).hexdigest() for name, data in CONTENTS.items()}
    content = json.dumps({**PACKAGE, "files": files, **changes})
    (folder / "model.json").write_text(content, encoding="utf-8")


def refusal(folder: Path) -> str:
    """Why a folder is refused, in the one line that the user sees."""
    with pytest.raises(ModelError) as caught:
        read_package(folder)
    reason = str(caught.value)
    assert str(folder) in reason
    assert "\n" not in reason
    return reason


def test_a_folder_in_order_is_read(folder: Path) -> None:
    package = read_package(folder)
    assert package.model_id == "small-1"
    assert package.types == ("fine", "arrest")
    assert package.calibration.event_threshold == 0.5


def test_a_folder_without_a_model_is_refused(tmp_path: Path) -> None:
    assert "no model here: No such file" in refusal(tmp_path)
    assert "no model here: No such file" in refusal(tmp_path / "nowhere")


@pytest.mark.parametrize("name", CONTENTS)
def test_a_missing_file_is_told(folder: Path, name: str) -> None:
    (folder / name).unlink()
    assert f"{name}: missing" in refusal(folder)


@pytest.mark.parametrize("name", CONTENTS)
def test_an_altered_file_is_refused(folder: Path, name: str) -> None:
    (folder / name).write_bytes(b"altered")
    assert f"{name}: its SHA-256" in refusal(folder)


@pytest.mark.parametrize("name", CONTENTS)
def test_a_file_that_the_package_does_not_vouch_for_is_refused(folder: Path, name: str) -> None:
    digest = hashlib.sha256(CONTENTS[name]).hexdigest()
    write_package(folder, files={name: digest})
    (other,) = set(CONTENTS) - {name}
    assert f"{other}: its SHA-256" in refusal(folder)


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({"types": ["fine", "coronation", "ascent"]}, "no event type ascent, coronation"),
        ({"realis": [*Realis]}, "realis or role labels"),
        ({"realis": [*Realis, ABSENT, "maybe"]}, "realis or role labels"),
        ({"tags": [*Role]}, "realis or role labels"),
        ({"tags": [TRIGGER, "hero"]}, "realis or role labels"),
        ({"max_length": 0}, "max_length: Input should be greater than 8"),
        ({"calibration": {**PACKAGE["calibration"], "type_temperature": 0}}, "type_temperature"),
        ({"calibration": {**PACKAGE["calibration"], "event_threshold": 2}}, "event_threshold"),
        ({"colour": "blue"}, "colour: Extra inputs"),
        ({"files": None}, "files: Input should be"),
    ],
    ids=str,
)
def test_labels_and_numbers_that_do_not_fit_are_refused(
    folder: Path, changes: dict[str, Any], reason: str
) -> None:
    write_package(folder, **changes)
    assert reason in refusal(folder)


@pytest.mark.parametrize("content", [b"", b"{", b"[]", b"null", b"\xff\xfe", b'{"model_id": 1}'])
def test_a_package_that_is_no_package_is_refused(folder: Path, content: bytes) -> None:
    (folder / "model.json").write_bytes(content)
    assert "model.json" in refusal(folder)


# --- the stages, on a model that is told what to find --------------------------------------------


class Told:
    """Stands in for EventModel: sees the types whose names are in a sentence, and its words."""

    package = ModelPackage(
        model_id="told",
        ontology_version="1.0.0",
        languages=("en", "es"),
        max_length=128,
        types=("arrest", "fine"),
        realis=(*Realis, ABSENT),
        tags=(TRIGGER, *Role),
        calibration=Calibration(
            type_temperature=1,
            candidate_threshold=0.3,
            confidence_weights=(0.5, 1.0, -1.0),
            event_threshold=0.5,
        ),
        files={},
    )

    def __init__(self, seen: float = 0.9, present: float = 0.8) -> None:
        self.seen = seen
        self.present = present

    def find(self, sentences: Sequence[str], threshold: float) -> list[FoundType]:
        return [
            FoundType(number, name, float(np.float32(self.seen)), ((self.seen, -1.0),))
            for number, text in enumerate(sentences)
            for name in self.package.types
            if name in text.lower() and self.seen >= threshold
        ]

    def extract(self, asked: Sequence[Asked]) -> list[Extraction]:
        return [self.extraction(one.event_type, one.sentence) for one in asked]

    def extraction(self, event_type: str, sentence: str) -> Extraction:
        if "poison" in sentence:
            raise RuntimeError("poisoned")
        start = sentence.lower().index(event_type)
        last = TaggedSpan(sentence.rindex(" ") + 1, len(sentence) - 1, 0.7)
        trigger = TaggedSpan(start, start + len(event_type), 0.9)
        return Extraction(self.present, Realis.PLANNED, trigger, ((Role.PLACE, last),))


def told(seen: float = 0.9, present: float = 0.8) -> EventModel:
    return Told(seen, present)  # type: ignore[return-value]


def test_sentences_are_given_the_types_that_reach_the_threshold(article: Article) -> None:
    classified = classify_article(article, told())
    assert isinstance(classified, ClassifiedArticle)
    assert classified.article is article
    assert classified.sentences == sentences_of(article)
    assert classified.model_id == "told"
    assert [(item.sentence.index, item.event_type) for item in classified.found] == [
        (0, "fine"),
        (1, "fine"),
        (2, "arrest"),
        (3, "fine"),
    ]
    assert {type(item.confidence) for item in classified.found} == {float}
    assert classified.found[0].confidence == pytest.approx(0.9)


def test_a_type_at_the_threshold_is_a_candidate_and_one_below_is_not(article: Article) -> None:
    at = classify_article(article, told(seen=np.nextafter(np.float32(0.3), np.float32(1))))
    below = classify_article(article, told(seen=0.299))
    assert isinstance(at, ClassifiedArticle)
    assert isinstance(below, ClassifiedArticle)
    assert (len(at.found), below.found) == (4, ())


def test_a_language_that_the_model_does_not_read_is_rejected(article: Article) -> None:
    rejected = classify_article(dataclasses.replace(article, language="xx"), told())
    assert isinstance(rejected, Rejected)
    assert rejected.reason == "unsupported_language"
    assert rejected.detail == "the model told does not read 'xx'"
    assert rejected.language == "xx"
    assert (rejected.source_uri, rejected.source_record) == ("news/a.txt", "7")
    assert (rejected.start, rejected.end) == (article.start, article.end)
    assert rejected.text.startswith("Regulator fines Acme The regulator fined")


def test_an_article_without_any_text_in_such_a_language_is_rejected_too(article: Article) -> None:
    empty = dataclasses.replace(
        article, language="xx", title=None, title_range=None, paragraphs=(), paragraph_ranges=()
    )
    rejected = classify_article(empty, told())
    assert isinstance(rejected, Rejected)
    assert rejected.text == ""


def test_an_unknown_language_is_tried(article: Article) -> None:
    unknown = classify_article(dataclasses.replace(article, language=None), told())
    assert isinstance(unknown, ClassifiedArticle)
    assert unknown.found


def test_an_article_without_sentences_has_no_events(article: Article) -> None:
    empty = dataclasses.replace(article, title_range=None, paragraphs=(), paragraph_ranges=())
    classified = classify_article(empty, told())
    assert isinstance(classified, ClassifiedArticle)
    assert classified.found == ()
    assert extract_article(classified, told()).mentions == ()


def mentions_of(article: Article, model: EventModel) -> MentionedArticle:
    classified = classify_article(article, model)
    assert isinstance(classified, ClassifiedArticle)
    return extract_article(classified, model)


def test_mentions_point_into_the_document(document: Document, article: Article) -> None:
    mentioned = mentions_of(article, told())
    assert mentioned.article is article
    assert mentioned.sentences == sentences_of(article)
    assert mentioned.model_id == "told"
    assert [(item.trigger, item.arguments[0].text) for item in mentioned.mentions] == [
        ("fine", "Acm"),
        ("fine", "Monday"),
        ("arrest", "Lima"),
        ("fine", "market"),
    ]
    for item in mentioned.mentions:
        assert item.realis is Realis.PLANNED
        assert item.confidence == pytest.approx(12 / (12 + math.e))  # odds: 9 ** 0.5 * 4 / e
        assert document.text[item.start : item.end].lower() == item.trigger
        assert item.sentence.start <= item.start < item.end <= item.sentence.end
        for span in item.arguments:
            assert (span.role, span.confidence) == (Role.PLACE, 0.7)
            assert document.text[span.start : span.end] == span.text


@pytest.mark.parametrize(("present", "count"), [(0.48, 4), (0.47, 0), (0.0, 0), (1.0, 4)])
def test_a_mention_below_the_threshold_is_dropped(
    article: Article, present: float, count: int
) -> None:
    """The first pass is 0.9 sure; the odds of the second must reach e / 9 ** 0.5."""
    assert len(mentions_of(article, told(present=present)).mentions) == count


def poisoned(classified: ClassifiedArticle) -> ClassifiedArticle:
    """The article with a sentence that the model fails on."""
    bad = dataclasses.replace(classified.sentences[0], text="poison")
    return dataclasses.replace(classified, found=(TypedSentence(bad, "fine", 0.9),))


def test_an_article_that_fails_is_a_dead_letter_and_its_batch_goes_on(article: Article) -> None:
    handler = ArticleHandler("extract", extract_article, "nowhere")
    good = classify_article(article, told())
    assert isinstance(good, ClassifiedArticle)
    first, letter, last = handler.run_inference([good, poisoned(good), good], told())
    assert first == last == extract_article(good, told())
    assert isinstance(letter, DeadLetter)
    assert (letter.stage, letter.error, letter.message) == ("extract", "RuntimeError", "poisoned")
    assert (letter.source_uri, letter.source_record, letter.offset) == ("news/a.txt", "7", 0)


@pytest.fixture
def told_everywhere(monkeypatch: pytest.MonkeyPatch) -> None:
    def load(_: str) -> EventModel:
        return told()

    monkeypatch.setattr("pipeline.inference.handler.load_model", load)


@pytest.mark.usefixtures("told_everywhere")
def test_each_article_comes_out_of_classify_once(article: Article) -> None:
    foreign = dataclasses.replace(article, language="xx")
    broken = dataclasses.replace(article, paragraph_ranges=())
    with beam.Pipeline(runner=FnApiRunner()) as pipeline:
        outcome = pipeline | beam.Create([article, foreign, broken]) | ClassifyEvents("told")
        assert_that(outcome.articles, equal_to([classify_article(article, told())]), "Articles")
        assert_that(outcome[REJECTED], equal_to([classify_article(foreign, told())]), "Rejected")
        errors = outcome[DEAD_LETTERS] | beam.Map(lambda letter: (letter.stage, letter.error))
        assert_that(errors, equal_to([("classify", "ValueError")]), "DeadLetters")


@pytest.mark.usefixtures("told_everywhere")
def test_each_article_comes_out_of_extract_once(article: Article) -> None:
    good = classify_article(article, told())
    assert isinstance(good, ClassifiedArticle)
    with beam.Pipeline(runner=FnApiRunner()) as pipeline:
        outcome = pipeline | beam.Create([good, poisoned(good)]) | ExtractArguments("told")
        assert_that(outcome.articles, equal_to([extract_article(good, told())]), "Articles")
        errors = outcome[DEAD_LETTERS] | beam.Map(lambda letter: (letter.stage, letter.error))
        assert_that(errors, equal_to([("extract", "RuntimeError")]), "DeadLetters")


def test_the_stages_take_the_shipped_model_if_none_is_named() -> None:
    assert ClassifyEvents().model == ExtractArguments().model == SHIPPED_MODEL
    assert ClassifyEvents("mine").model == "mine"


# --- the shipped model ---------------------------------------------------------------------------


@pytest.fixture(scope="module")
def shipped() -> EventModel:
    return load_model(SHIPPED_MODEL)


ENGLISH = (
    "Regulators on Tuesday fined the retailer Norlane $3 million for misleading customers. "
    "The weather stayed mild all week. Its shops have green doors."
)
SPANISH = (
    "El regulador multó el martes a la cadena Norlane con 3 millones de euros por engañar a sus "
    "clientes. El tiempo fue suave toda la semana. Sus tiendas tienen puertas verdes."
)


def test_the_shipped_model_knows_the_ontology_and_both_languages(shipped: EventModel) -> None:
    assert set(shipped.package.types) == set(EVENT_TYPES)
    assert {"en", "es"} <= set(shipped.package.languages)
    assert load_model(SHIPPED_MODEL) is shipped


@pytest.mark.parametrize(
    ("text", "language", "trigger", "target"),
    [(ENGLISH, "en", "fined", "Norlane"), (SPANISH, "es", "multó", "Norlane")],
    ids=["English", "Spanish"],
)
def test_the_shipped_model_finds_a_fine_and_its_words(
    text: str, language: str, trigger: str, target: str, shipped: EventModel
) -> None:
    mentioned = mentions_of(article_of(text, language=language), shipped)
    (mention,) = mentioned.mentions
    assert (mention.event_type, mention.trigger) == ("fine", trigger)
    assert mention.realis is Realis.ACTUAL
    assert mention.sentence.index == 0
    assert text[mention.start : mention.end] == trigger
    assert any(target in span.text for span in mention.arguments if span.role is Role.TARGET)
    assert all(text[span.start : span.end] == span.text for span in mention.arguments)


def test_the_shipped_model_finds_the_same_in_an_article_every_time(shipped: EventModel) -> None:
    article = article_of(f"{ENGLISH} {SPANISH}")
    first = mentions_of(article, shipped)
    mentions_of(article_of(SPANISH, language="es"), shipped)
    assert mentions_of(article, shipped) == first
    assert first.mentions


def test_what_the_shipped_network_says_depends_on_no_neighbour_in_a_batch(
    shipped: EventModel,
) -> None:
    calibration = shipped.package.calibration.model_copy(update={"article_weights": None})
    model = with_calibration(shipped, calibration)
    sentences = ["A court fined Acme $3 million.", "He slept.", "Acme said " + "and so " * 60]
    together = model.classify(sentences)
    alone = np.concatenate([model.classify([sentence]) for sentence in sentences])
    assert together == pytest.approx(alone, abs=1e-5)


def test_a_type_is_likelier_where_other_sentences_of_the_article_hold_it(
    shipped: EventModel,
) -> None:
    fine = shipped.package.types.index("fine")
    sentence, other = "The penalty is the third this year.", "A court fined Acme $3 million."
    without = shipped.classify([sentence, *["He slept."] * 30])[0]
    among = shipped.classify([sentence, other, *["He slept."] * 29])[0]
    beside, _ = shipped.classify([sentence, other])
    assert without[fine] < among[fine] < beside[fine] < 1


def test_the_biases_of_realis_weigh_what_the_network_says(shipped: EventModel) -> None:
    pair = ("fine", "A court fined Acme $3 million.")
    (plain,) = shipped.extract([Asked(*pair)])
    assert plain.realis is Realis.ACTUAL
    calibration = shipped.package.calibration.model_copy(update={"realis_biases": {"planned": 50}})
    (weighed,) = with_calibration(shipped, calibration).extract([Asked(*pair)])
    assert weighed.realis is Realis.PLANNED
    assert weighed.present == plain.present


def test_the_realis_of_a_mention_is_weighed_with_the_others_of_its_type(
    shipped: EventModel,
) -> None:
    pairs = [
        Asked("meeting", "The leaders met in Geneva."),
        Asked("fine", "A court fined Acme $3 million."),
        *[
            Asked("meeting", f"The leaders will meet in {city} next week.")
            for city in ("Oslo", "Rome")
        ],
    ]

    def told(weight: float) -> list[Realis]:
        calibration = shipped.package.calibration.model_copy(
            update={"realis_weights": (1.0, weight), "realis_biases": {}}
        )
        return [one.realis for one in with_calibration(shipped, calibration).extract(pairs)]

    planned = [Realis.PLANNED] * 2
    assert told(0.0) == [Realis.ACTUAL, Realis.ACTUAL, *planned]
    assert told(50.0)[:2] == [Realis.PLANNED, Realis.ACTUAL]


def test_the_shipped_model_takes_whatever_text_comes(shipped: EventModel) -> None:
    awkward = ["\u200b", "…", "x" * 5000, "😀 " * 400, "\x00", "e\u0301 " * 300]
    assert shipped.classify(awkward).shape == (len(awkward), len(shipped.package.types))
    for text, extraction in zip(
        awkward, shipped.extract([Asked("fine", text) for text in awkward]), strict=True
    ):
        for span in (extraction.trigger, *(span for _, span in extraction.arguments)):
            assert 0 <= span.start < span.end <= len(text)
    assert shipped.classify([]).shape == (0, len(shipped.package.types))
    assert shipped.extract([]) == []


@pytest.mark.parametrize(
    ("text", "number", "amount", "party"),
    [
        ("A court fined Twitch RUB 2 million.", "2 million", "RUB 2 million", "Twitch"),
        ("A court fined Acme US$2 million.", "2 million", "US$2 million", "Acme"),
        ("A court fined Acme € 2 million.", "2 million", "€ 2 million", "Acme"),
        ("A court fined ACME 2 million.", "2 million", "2 million", "ACME"),
        ("A court fined IBM 2 million.", "2 million", "2 million", "IBM"),
        ("A court fined Acme some RUB.", "some RUB", "some RUB", "Acme"),
    ],
)
def test_a_currency_before_a_number_belongs_to_the_amount(
    text: str, number: str, amount: str, party: str
) -> None:
    start = text.index(number)
    money = with_currency(TaggedSpan(start, start + len(number), 0.9), text)
    assert text[money.start : money.end] == amount
    taken = TaggedSpan(text.index("fined ") + 6, max(money.start + 1, start), 0.9)
    left = cut_at(taken, [money], text)
    assert text[left.start : left.end] == party

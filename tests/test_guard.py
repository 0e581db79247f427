"""Guarded stages: where results, rejects and failures go."""

import itertools
from collections.abc import Iterator

import apache_beam as beam
import pytest
from apache_beam.pvalue import TaggedOutput
from apache_beam.runners.portability.fn_api_runner import FnApiRunner
from apache_beam.testing.util import assert_that, equal_to

from pipeline.elements import (
    Article,
    ClassifiedArticle,
    DeadLetter,
    Document,
    LinkedArticle,
    MentionedArticle,
    RawFile,
    Rejected,
)
from pipeline.guard import DEAD_LETTERS, REJECTED, Guarded, Route, dead_letter, source_of

SHORT = Rejected("a.txt", None, 3, 9, "too_short", "6 characters", "a word")
LETTER = DeadLetter("read", "a.txt", None, None, "OSError", "gone", "")


def halves(number: int) -> Iterator[object]:
    """Twice the half of an even number; an odd one fails after its first result."""
    yield number // 2
    if number % 2:
        raise ValueError(f"{number} is odd")
    yield number // 2


def outcomes(results: Iterator[object]) -> list[tuple[str, object]]:
    """Each result with the output that it goes to."""
    return [
        (item.tag, item.value) if isinstance(item, TaggedOutput) else ("main", item)
        for item in results
    ]


def test_each_outcome_goes_to_its_own_output() -> None:
    def stage(_: object) -> list[object]:
        return [1, SHORT, LETTER, 2]

    assert outcomes(Guarded("read", stage).process("anything")) == [
        ("main", 1),
        (REJECTED, SHORT),
        (DEAD_LETTERS, LETTER),
        ("main", 2),
    ]
    for item, tag in ((1, "main"), (SHORT, REJECTED), (LETTER, DEAD_LETTERS)):
        assert outcomes(Route("read").process(item)) == [(tag, item)]


def test_one_dead_letter_stands_for_what_is_left_of_an_element_that_fails_half_way() -> None:
    first, (output, letter) = outcomes(Guarded("halve", halves).process(7))
    assert first == ("main", 3)
    assert output == DEAD_LETTERS
    assert isinstance(letter, DeadLetter)
    assert (letter.stage, letter.error, letter.message) == ("halve", "ValueError", "7 is odd")


def test_results_are_passed_on_before_the_next_is_asked_for() -> None:
    asked: list[int] = []

    def endless(_: object) -> Iterator[int]:
        for number in itertools.count():
            asked.append(number)
            yield number

    results = Guarded("count", endless).process("anything")
    assert [next(results), next(results)] == [0, 1]
    assert asked == [0, 1]


def test_a_stage_that_returns_nothing_at_all_is_a_failure_not_a_loss() -> None:
    def forgetful(_: object) -> None:
        return None

    ((output, letter),) = outcomes(Guarded("forget", forgetful).process(1))  # type: ignore[arg-type]
    assert output == DEAD_LETTERS
    assert isinstance(letter, DeadLetter)
    assert letter.error == "TypeError"


def test_a_request_to_stop_is_not_taken_for_a_bad_element() -> None:
    def interrupted(_: object) -> list[object]:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        list(Guarded("halve", interrupted).process(1))


def test_a_dead_letter_tells_source_error_and_stack(article: Article) -> None:
    article_at_12 = Article(
        article_id="x", source_uri="a.jsonl", source_record="3", ordinal=1, start=12, end=20,
        title=None, title_range=None, paragraphs=(), paragraph_ranges=(),
    )  # fmt: skip
    try:
        try:
            raise KeyError("cause")
        except KeyError as cause:
            raise ValueError("bad\nnumber") from cause
    except ValueError as error:
        letter = dead_letter("link", article_at_12, error)
    assert letter.stage == "link"
    assert (letter.source_uri, letter.source_record, letter.offset) == ("a.jsonl", "3", 12)
    assert (letter.error, letter.message) == ("ValueError", "bad\nnumber")
    assert letter.stack.startswith("Traceback (most recent call last)")
    assert "KeyError: 'cause'" in letter.stack
    assert "raise ValueError" in letter.stack
    assert source_of(article) == ("news/a.txt", "7", 0)


def test_the_source_of_every_element_between_stages_is_known(
    document: Document, article: Article, linked: LinkedArticle
) -> None:
    assert source_of(RawFile("a.txt", 1, "x")) == ("a.txt", None, None)
    assert source_of(document) == ("news/a.txt", None, None)
    assert source_of(SHORT) == ("a.txt", None, 3)
    for element in (
        article,
        ClassifiedArticle(article, (), (), "m"),
        MentionedArticle(article, (), (), "m"),
        linked,
    ):
        assert source_of(element) == ("news/a.txt", "7", 0)
    assert source_of(17) == ("", None, None)


def test_one_bad_element_does_not_stop_a_pipeline() -> None:
    with beam.Pipeline(runner=FnApiRunner()) as pipeline:
        found = (
            pipeline
            | beam.Create([2, 3, 4])
            | beam.ParDo(Guarded("halve", halves)).with_outputs(REJECTED, DEAD_LETTERS, main="good")
        )
        failures = found[DEAD_LETTERS] | beam.Map(lambda letter: letter.message)
        assert_that(found.good, equal_to([1, 1, 1, 2, 2]), "Good")
        assert_that(failures, equal_to(["3 is odd"]), "Failures")
        assert_that(found[REJECTED], equal_to([]), "Rejected")
    counters = {
        (item.key.metric.namespace, item.key.metric.name): item.committed
        for item in pipeline.result.metrics().query()["counters"]
    }
    assert counters["halve", "results"] == 5
    assert counters["halve", DEAD_LETTERS] == 1

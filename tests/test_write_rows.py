"""Elements to rows: what each column holds, and what becomes of an event that is not valid."""

import dataclasses
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

import pytest
from pydantic import ValidationError

from pipeline.elements import (
    ArgumentSpan,
    DeadLetter,
    Document,
    LinkedArticle,
    LinkedEvent,
    Rejected,
    RunStamp,
)
from pipeline.identity import identity
from pipeline.write import rows_of
from schemas import records
from schemas.events import EVENT_TYPES, Event
from schemas.values import Role

VERSIONS = {
    "pipeline_version": "1.2.3",
    "run_id": "20240508T000000Z-1",
    "processed_at": datetime(2024, 5, 8, tzinfo=UTC),
}
ARTICLE = {
    "article_id": "a" * 32,
    "title": "Regulator fines Acme",
    "language": "en",
    "publisher": "The Daily",
    "url": "https://daily.example/1",
    "published_at": datetime(2024, 5, 7, 9, 30, tzinfo=UTC),
    "source_uri": "news/a.txt",
    "source_record": "7",
    "ontology_version": "1.0.0",
    "model_id": "small-1",
    **VERSIONS,
}
FINED = "The regulator fined Acme 5 million dollars on Monday."
ARRESTED = "Police arrested Jo Roe in Lima."
SHOCKED = "The fine shocked the market."


def with_event(linked: LinkedArticle, number: int, **changes: Any) -> LinkedArticle:
    """The article with one of its events changed."""
    events = list(linked.events)
    events[number] = dataclasses.replace(events[number], **changes)
    return dataclasses.replace(linked, events=tuple(events))


def test_an_article_gives_its_own_row_and_one_of_each_event(
    linked: LinkedArticle, stamp: RunStamp
) -> None:
    article, fine, arrest = rows_of(linked, stamp)
    assert isinstance(article, records.Article)
    assert isinstance(fine, EVENT_TYPES["fine"])
    assert isinstance(arrest, EVENT_TYPES["arrest"])

    text = f"{FINED} {ARRESTED}\n\n{SHOCKED}"
    assert article.model_dump() == {
        **ARTICLE,
        "ordinal": 0,
        "start": 0,
        "end": 138,
        "text": text,
        "paragraphs": (
            {"start": 0, "end": 85, "source_start": 22, "source_end": 107},
            {"start": 87, "end": 115, "source_start": 109, "source_end": 137},
        ),
        "captions": ("A judge.",),
        "byline": "By Ann Lee",
        "dateline": "LIMA, May 5",
        "published_at_precision": "instant",
        "n_sentences": 4,
        "n_events": 2,
        "content_hash": identity("Regulator fines Acme", text),
        "duplicate_of": None,
    }
    assert fine.model_dump() == {
        **ARTICLE,
        "event_id": identity("a" * 32, "fine", 36, 41),
        "event_type": "fine",
        "family": "justice",
        "realis": "actual",
        "confidence": 0.95,
        "trigger": "fined",
        "sentence": FINED,
        "sentence_index": 1,
        "start": 36,
        "end": 41,
        "event_date": date(2024, 5, 6),
        "event_date_precision": "day",
        "event_date_text": "Monday",
        "place": None,
        "country": None,
        "arguments": (
            argument("agent", "authority", "The regulator", 22),
            argument("money", "amount", "5 million dollars", 47),
            argument("target", "penalized", "Acme", 16),
        ),
        "mentions": (
            mention("Regulator fines Acme", 0, 10, "fines", 0.9),
            mention(FINED, 1, 36, "fined", 0.95),
        ),
        "in_title": True,
        "plover": "SANCTION.convict",
        "cameo": None,
        "ace": ("Justice.Fine",),
        "iptc": (),
        "authority": ("The regulator",),
        "penalized": ("Acme",),
        "amount": {"amount": Decimal(5_000_000), "currency": "USD", "text": "5 million dollars"},
        "violation": (),
        "rate": None,
        "jurisdiction": (),
        "event_time": None,
    }
    assert arrest.model_dump(exclude=set(ARTICLE)) == {
        "event_id": identity("a" * 32, "arrest", 83, 91),
        "event_type": "arrest",
        "family": "justice",
        "realis": "actual",
        "confidence": 0.8,
        "trigger": "arrested",
        "sentence": ARRESTED,
        "sentence_index": 2,
        "start": 83,
        "end": 91,
        "event_date": None,
        "event_date_precision": None,
        "event_date_text": None,
        "place": "Lima",
        "country": "PE",
        "arguments": (argument("place", "place", "Lima", 102),),
        "mentions": (mention(ARRESTED, 2, 83, "arrested", 0.8),),
        "in_title": False,
        "plover": "COERCE.arrest",
        "cameo": "17",
        "ace": ("Justice.Arrest-Jail", "Justice.Extradite", "Justice.Release-Parole"),
        "iptc": ("20000130",),
        "authority": (),
        "detainee": (),
        "offence": (),
        "count": None,
        "event_time": None,
    }


def argument(role: str, field: str, text: str, start: int) -> dict[str, object]:
    return {
        "role": role,
        "field": field,
        "text": text,
        "start": start,
        "end": start + len(text),
        "confidence": 0.75,
    }


def mention(
    sentence: str, index: int, start: int, trigger: str, confidence: float
) -> dict[str, object]:
    return {
        "sentence": sentence,
        "sentence_index": index,
        "start": start,
        "end": start + len(trigger),
        "trigger": trigger,
        "realis": "actual",
        "confidence": confidence,
    }


def test_offsets_in_the_rows_point_back_into_the_document(
    document: Document, linked: LinkedArticle, stamp: RunStamp
) -> None:
    article, *events = rows_of(linked, stamp)
    assert isinstance(article, records.Article)
    for part in article.paragraphs:
        source = document.text[part.source_start : part.source_end]
        assert article.text[part.start : part.end] == source
    for event in events:
        assert isinstance(event, Event)
        assert document.text[event.start : event.end] == event.trigger
        for item in event.mentions:
            assert document.text[item.start : item.end] == item.trigger
        for span in event.arguments:
            assert document.text[span.start : span.end] == span.text


def test_words_that_two_mentions_share_are_one_argument_that_of_the_best(
    linked: LinkedArticle, stamp: RunStamp
) -> None:
    title, fined = linked.events[0].mentions
    acme = title.arguments[0]
    sure = dataclasses.replace(acme, confidence=0.99)
    best = dataclasses.replace(fined, arguments=(sure,))
    changed = with_event(linked, 0, best=best, mentions=(title, best))
    _, fine, _ = rows_of(changed, stamp)
    assert isinstance(fine, Event)
    assert [(span.text, span.confidence) for span in fine.arguments] == [("Acme", 0.99)]


@pytest.mark.parametrize(
    "changes",
    [
        {"country": "xx1"},
        {"event_type": "coronation"},
        {"fields": {"detainee": "not a tuple"}},
        {"fields": {"no_such_field": ()}},
        {"mentions": ()},
    ],
    ids=str,
)
def test_an_event_that_is_not_valid_becomes_a_dead_letter_alone(
    linked: LinkedArticle, stamp: RunStamp, changes: dict[str, Any]
) -> None:
    article, fine, letter = rows_of(with_event(linked, 1, **changes), stamp)
    assert isinstance(article, records.Article)
    assert article.n_events == 1
    assert isinstance(fine, EVENT_TYPES["fine"])
    assert_dead_letter(letter, offset=83)


@pytest.mark.parametrize("confidence", [float("nan"), float("inf"), -0.1, 1.1])
def test_a_confidence_that_is_no_probability_is_not_written(
    linked: LinkedArticle, stamp: RunStamp, confidence: float
) -> None:
    best = dataclasses.replace(linked.events[1].best, confidence=confidence)
    _, fine, letter = rows_of(with_event(linked, 1, best=best), stamp)
    assert isinstance(fine, EVENT_TYPES["fine"])
    assert_dead_letter(letter, offset=83)


def test_a_role_that_the_type_does_not_have_is_not_written(
    linked: LinkedArticle, stamp: RunStamp
) -> None:
    stray = ArgumentSpan(Role.MONEY, "Lima", 102, 106, confidence=0.5)
    best = dataclasses.replace(linked.events[1].best, arguments=(stray,))
    _, fine, letter = rows_of(with_event(linked, 1, best=best, mentions=(best,)), stamp)
    assert isinstance(fine, EVENT_TYPES["fine"])
    assert_dead_letter(letter, offset=83)


def assert_dead_letter(row: object, offset: int) -> None:
    assert isinstance(row, records.DeadLetter)
    assert row.stage == "write"
    assert (row.source_uri, row.source_record, row.offset) == ("news/a.txt", "7", offset)
    assert row.message
    assert row.stack.startswith("Traceback")


def test_two_events_that_fail_alike_are_two_dead_letters(
    linked: LinkedArticle, stamp: RunStamp
) -> None:
    arrest = dataclasses.replace(linked.events[1], country="??")
    another = dataclasses.replace(arrest, best=linked.events[0].best)
    _, *letters = rows_of(dataclasses.replace(linked, events=(arrest, another)), stamp)
    assert len({next(iter(letter))[1] for letter in letters}) == 2


def test_an_article_that_is_not_valid_raises(linked: LinkedArticle, stamp: RunStamp) -> None:
    backwards = dataclasses.replace(linked, article=dataclasses.replace(linked.article, end=-1))
    with pytest.raises(ValidationError, match="end"):
        list(rows_of(backwards, stamp))


def test_what_was_rejected_is_a_row(stamp: RunStamp) -> None:
    rejected = Rejected("a.txt", "3", 5, 9, "too_short", "4 characters", "text", language="es")
    (row,) = rows_of(rejected, stamp)
    assert isinstance(row, records.Rejected)
    assert row.model_dump() == {
        **VERSIONS,
        "rejected_id": row.rejected_id,
        "source_uri": "a.txt",
        "source_record": "3",
        "start": 5,
        "end": 9,
        "reason": "too_short",
        "detail": "4 characters",
        "text": "text",
        "language": "es",
    }


def test_a_dead_letter_is_a_row(stamp: RunStamp) -> None:
    letter = DeadLetter("read", "a.gz", None, None, "OSError", "gone", "Traceback...")
    (row,) = rows_of(letter, stamp)
    assert isinstance(row, records.DeadLetter)
    assert row.model_dump() == {
        **VERSIONS,
        "dead_letter_id": row.dead_letter_id,
        "stage": "read",
        "source_uri": "a.gz",
        "source_record": None,
        "offset": None,
        "error": "OSError",
        "message": "gone",
        "stack": "Traceback...",
    }


def test_a_dead_letter_with_half_a_character_can_still_be_written(stamp: RunStamp) -> None:
    """Half of a surrogate pair stands in no table; a JSON string can bring one in."""
    letter = DeadLetter("read", "a\udcff", "\ud83d", None, "X", "bad \ud83d", "at \ud83d")
    (row,) = rows_of(letter, stamp)
    assert isinstance(row, records.DeadLetter)
    assert (row.source_uri, row.source_record) == ("a\\udcff", "\\ud83d")
    assert (row.message, row.stack) == ("bad \\ud83d", "at \\ud83d")


@pytest.mark.parametrize("element", ["text", None, 7])
def test_what_has_no_table_is_refused(element: object, stamp: RunStamp) -> None:
    with pytest.raises(TypeError, match=f"no table takes a {type(element).__name__}"):
        list(rows_of(element, stamp))


def ids(element: object, stamp: RunStamp) -> list[str]:
    """The ids of the rows of an element, which are their first columns."""
    return [str(next(iter(row))[1]) for row in rows_of(element, stamp)]


def test_ids_depend_on_the_content_and_not_on_the_run(
    linked: LinkedArticle, stamp: RunStamp
) -> None:
    later = dataclasses.replace(stamp, run_id="other", started_at=datetime(2025, 1, 1, tzinfo=UTC))
    elements = (
        linked,
        Rejected("a.txt", None, 0, 5, "too_short", "", ""),
        DeadLetter("read", "a.txt", None, None, "OSError", "gone", ""),
    )
    for element in elements:
        assert ids(element, stamp) == ids(element, later)
        assert len(set(ids(element, stamp))) == len(ids(element, stamp))


def test_ids_tell_sources_apart(linked: LinkedArticle, stamp: RunStamp) -> None:
    other = dataclasses.replace(linked.article, article_id="b" * 32, source_uri="news/b.txt")
    assert not set(ids(linked, stamp)) & set(ids(dataclasses.replace(linked, article=other), stamp))
    rejects = [
        Rejected("a.txt", None, 0, 5, "too_short", "", ""),
        Rejected("b.txt", None, 0, 5, "too_short", "", ""),
        Rejected("a.txt", "1", 0, 5, "too_short", "", ""),
        Rejected("a.txt", None, 1, 5, "too_short", "", ""),
        Rejected("a.txt", None, 0, 6, "too_short", "", ""),
        Rejected("a.txt", None, 0, 5, "boilerplate", "", ""),
    ]
    assert len({row for reject in rejects for row in ids(reject, stamp)}) == len(rejects)
    letters = [
        DeadLetter("read", "a.txt", None, None, "OSError", "gone", ""),
        DeadLetter("link", "a.txt", None, None, "OSError", "gone", ""),
        DeadLetter("read", "b.txt", None, None, "OSError", "gone", ""),
        DeadLetter("read", "a.txt", None, 0, "OSError", "gone", ""),
        DeadLetter("read", "a.txt", None, None, "OSError", "locked", ""),
    ]
    assert len({row for letter in letters for row in ids(letter, stamp)}) == len(letters)


def test_an_id_is_not_fooled_by_where_its_parts_are_cut() -> None:
    assert identity("ab", "c") != identity("a", "bc") != identity("abc")
    assert identity("a", "b") != identity("b", "a")
    assert len(identity("a")) == 32
    assert identity("\ud83d")


def test_copies_of_a_text_have_one_content_hash(linked: LinkedArticle, stamp: RunStamp) -> None:
    copy = dataclasses.replace(linked.article, source_uri="b.txt", article_id="b" * 32)
    other = dataclasses.replace(linked.article, title="Another title")
    first, second, third = (
        next(rows_of(dataclasses.replace(linked, article=article), stamp))
        for article in (linked.article, copy, other)
    )
    assert isinstance(first, records.Article)
    assert isinstance(second, records.Article)
    assert isinstance(third, records.Article)
    assert first.content_hash == second.content_hash != third.content_hash


def test_an_article_stays_when_all_its_events_are_bad(
    linked: LinkedArticle, stamp: RunStamp
) -> None:
    bad = tuple(dataclasses.replace(event, country="??") for event in linked.events)
    article, *letters = rows_of(dataclasses.replace(linked, events=bad), stamp)
    assert isinstance(article, records.Article)
    assert article.n_events == 0
    assert [type(row) for row in letters] == [records.DeadLetter] * 2


def test_an_article_without_events_is_a_row(linked: LinkedArticle, stamp: RunStamp) -> None:
    none: tuple[LinkedEvent, ...] = ()
    (article,) = rows_of(dataclasses.replace(linked, events=none), stamp)
    assert isinstance(article, records.Article)
    assert article.n_events == 0

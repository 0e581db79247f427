"""The count of filled fields."""

import pytest

from benchmarks.labelled import label_files, read_articles
from benchmarks.values import coverage
from schemas.events import EVENT_TYPES
from schemas.values import EventTime, Money


def test_a_value_that_stayed_text_does_not_count_as_filled() -> None:
    assert not coverage.has_value(EventTime(text="some day"))
    assert not coverage.has_value(Money(text="a fortune"))
    assert not coverage.has_value(())
    assert coverage.has_value(Money(currency="EUR", text="millions of euros"))


def test_no_field_is_filled_more_often_than_there_are_events() -> None:
    found = coverage.events_of(read_articles(label_files(None)))
    assert list(found) == list(EVENT_TYPES)
    assert sum(map(len, found.values())) > 20
    for events in found.values():
        assert all(0 <= count <= len(events) for count in coverage.filled(events).values())


def test_every_type_has_its_line(capsys: pytest.CaptureFixture[str]) -> None:
    assert coverage.main([]) == 0
    assert len(capsys.readouterr().out.splitlines()) == 2 + len(EVENT_TYPES)

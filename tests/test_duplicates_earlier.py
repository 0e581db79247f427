"""The benchmark of marking beside earlier articles: its status tells whether marks are right."""

import sys

import pytest

from benchmarks.duplicates import earlier


@pytest.fixture(autouse=True)
def small(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(earlier, "CHUNK", 12)
    monkeypatch.setattr(earlier, "COPIES", 3)


def run_with(articles: int, monkeypatch: pytest.MonkeyPatch) -> int:
    monkeypatch.setattr(sys, "argv", ["earlier", "--articles", f"{articles}"])
    return earlier.main()


def test_both_ways_mark_all_copies(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run_with(24, monkeypatch) == 0
    kept, texts, _ = capsys.readouterr().out.splitlines()
    assert kept.endswith(" 3 marks")
    assert texts.endswith(" 3 marks")


def test_copies_that_are_not_marked_are_an_error(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(earlier, "mark_repeats", lambda staged, *_: (staged, 0))
    assert run_with(24, monkeypatch) == 1
    assert capsys.readouterr().err == "error: 3 of 3 copies are not marked\n"


def test_fewer_articles_than_a_chunk_are_refused_in_a_line(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run_with(11, monkeypatch) == 2
    assert capsys.readouterr().err == "error: --articles is at least 12, a chunk\n"

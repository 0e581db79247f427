"""What is told of all lines of a document at once is what would be told of each by itself."""

import re
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from benchmarks.segmentation.corpus import own_articles
from pipeline.segment import sharing, words
from pipeline.segment.tagger import network
from pipeline.segment.words import LETTERS, chosen, keys_of, looked_up, words_of

WORD = re.compile(r"([^\W_]{1,6})[^\W_]*")
LINES = st.lists(st.text(st.sampled_from("aA bßİΣςé١½_-.\n中\ud800"), max_size=60), min_size=1)
ARTICLES = [[article.title, *article.paragraphs] for article in own_articles()]


def read(text: str) -> list[str]:
    return WORD.findall(text[:400].lower())


def check(lines: list[str]) -> None:
    found = words_of(lines)
    expected = [word for line in lines for word in read(line)]
    assert found.keys.tolist() == keys_of(expected).tolist()
    assert found.long.tolist() == [len(word) >= 5 for word in expected]
    assert found.counts.tolist() == [len(read(line)) for line in lines]
    known = [word for line in lines for word in looked_up(line)]
    assert found.keys[chosen(found)].tolist() == keys_of(known).tolist()


@settings(deadline=None)
@given(LINES)
def test_the_words_of_lines_are_those_of_each(lines: list[str]) -> None:
    check(lines)


@pytest.mark.parametrize("lines", ARTICLES, ids=lambda lines: lines[0][:20])
def test_the_words_of_articles_are_those_of_each_paragraph(lines: list[str]) -> None:
    check([*lines, " ".join(lines), ""])


def test_no_two_words_of_the_articles_have_the_same_key() -> None:
    every = {word for lines in ARTICLES for line in lines for word in read(line)}
    assert len(set(keys_of(every).tolist())) == len(every) > 1000


def test_words_are_cut_to_the_letters_by_which_they_are_known() -> None:
    assert looked_up("The Governments of two_towns") == ("the", "govern", "of", "two", "towns")
    assert all(len(word) <= LETTERS for word in looked_up("abcdefgh " * 30))
    assert len(looked_up("word " * 30)) == words.LOOKED_UP


@settings(deadline=None)
@given(LINES)
def test_the_network_knows_its_words_and_no_others(lines: list[str]) -> None:
    weights = network()
    numbers, sizes = weights.known(words_of(lines))
    stored = dict(zip(weights.keys.tolist(), weights.numbers.tolist(), strict=True))
    told = [keys_of(looked_up(line)).tolist() or [None] for line in lines]
    assert sizes.tolist() == [len(line) for line in told]
    assert numbers.tolist() == [stored.get(key, 0) for line in told for key in line]


def shares(lines: list[str], long: list[bool], near: int) -> list[float]:
    """The share of telling words that the last ``near`` long lines before each line hold."""
    found = []
    for index, line in enumerate(lines):
        telling = {word for word in read(line) if len(word) >= 5}
        before = [read(each) for each, is_long in zip(lines[:index], long, strict=False) if is_long]
        known = telling & {word for each in before[-near:] for word in each}
        found.append(len(known) / len(telling) if telling else 0)
    return found


WORDS = st.lists(
    st.tuples(st.lists(st.sampled_from("alpha bravo charlie delta xy".split())), st.booleans()),
    min_size=1,
    max_size=24,
)


@settings(deadline=None)
@given(WORDS)
def test_shared_words_are_those_that_the_paragraphs_around_hold(
    drawn: list[tuple[list[str], bool]],
) -> None:
    lines, long = [" ".join(each) for each, _ in drawn], [is_long for _, is_long in drawn]
    found = sharing.shared(words_of(lines), np.array(long))
    for column, near in ((2, 4), (3, 10)):
        assert found[:, column].tolist() == pytest.approx(shares(lines, long, near))
        behind = shares(lines[::-1], long[::-1], near)[::-1]
        assert found[:, column - 2].tolist() == pytest.approx(behind)


@settings(deadline=None)
@given(st.lists(st.sampled_from(["", "a", "b 1 c", "b 22 c", "a b c d", "x" * 90])))
def test_what_comes_again_close_by_is_told(keys: list[str]) -> None:
    close = sharing.repetition(keys)[:, 8] if keys else np.zeros(0)
    places = {key: [at for at, each in enumerate(keys) if each == key] for key in keys}
    expected = {
        at
        for found in places.values()
        for pair in pairwise(found)
        if pair[1] - pair[0] <= 8
        for at in pair
    }
    assert set(np.flatnonzero(close).tolist()) == expected

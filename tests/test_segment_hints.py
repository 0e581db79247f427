"""The quick looks before slow expressions never hide a match, and the segmenter stays as it is."""

import hashlib
import json
import random
import re
from collections.abc import Iterator
from itertools import product
from pathlib import Path
from re import _constants as code  # type: ignore[attr-defined]
from re import _parser as parser  # type: ignore[attr-defined]
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from benchmarks.segmentation.corpus import own_articles
from benchmarks.segmentation.scene import phrases as phrases_of
from pipeline.elements import Document
from pipeline.segment import closings, hints, metadata, phrases, segment_document
from pipeline.segment.hints import any_of

DUMPS = 8  # of each language
PARTS = ("dev", "held_out", "fresh", "blind")  # whose phrases the snapshot was made of
FILLED = {
    "n": "12",
    "year": "2021",
    "date": "3 June 2021",
    "name": "Jane Doe",
    "site": "Example News",
    "agency": "Reuters",
    "place": "Lisbon",
    "topic": "Health",
}
SNAPSHOT = Path(__file__).parent / "snapshots" / "segmentation.json"
_LETTERS = re.compile(r"[^\W\d_]+")
GAP = "\x00"  # in a written form: any characters


def forms(pattern: re.Pattern[str]) -> Iterator[str]:
    """All that ``pattern`` matches, with gaps where it leaves open what stands there."""
    return _forms(parser.parse(pattern.pattern, pattern.flags))


def _forms(parts: Any) -> Iterator[str]:
    return map("".join, product(*([*_choices(*part)] for part in parts)))


def _choices(kind: Any, what: Any) -> Iterator[str]:
    if kind is code.LITERAL:
        yield chr(what)
    elif kind is code.IN and all(each is code.LITERAL for each, _ in what):
        yield from (chr(letter) for _, letter in what)
    elif kind is code.BRANCH:
        for branch in what[1]:
            yield from _forms(branch)
    elif kind is code.SUBPATTERN:
        yield from _forms(what[3])
    elif kind in (code.MAX_REPEAT, code.MIN_REPEAT):
        least, most, repeated = what
        if most == 1:
            yield from ["", *_forms(repeated)][least:]
        else:
            yield GAP
    else:  # a class of characters, or what stands around
        yield "" if kind in (code.ASSERT, code.ASSERT_NOT, code.AT) else GAP


@pytest.mark.parametrize(
    ("hint", "pattern"),
    [
        (hints.PHRASE, phrases.FURNITURE_PHRASES),
        (hints.NOTICE, closings.NOTICES),
        (hints.PHOTO, phrases.PHOTO_CREDIT),
        (hints.COPYRIGHT, metadata.COPYRIGHT),
    ],
)
def test_whatever_a_phrase_matches_holds_a_hint(
    hint: re.Pattern[str], pattern: re.Pattern[str]
) -> None:
    assert [form for form in forms(pattern) if not hint.search(form)] == []


def test_every_button_holds_words_of_buttons_that_no_other_button_is_counted_for() -> None:
    words = {
        pattern: [hints.BUTTON_WORDS & set(_LETTERS.findall(form)) for form in forms(pattern)]
        for pattern in (phrases.ACTIONS, phrases.PLATFORMS)
    }
    assert all(all(each) for each in words.values())
    actions, platforms = (set().union(*each) for each in words.values())
    assert not actions & platforms
    assert actions | platforms == hints.BUTTON_WORDS


FRAGMENTS = st.lists(st.text("abqx é-(", min_size=1, max_size=4), min_size=1, max_size=6)


@given(FRAGMENTS, st.text("abqx é-(", max_size=40))
def test_a_fragment_is_found_wherever_it_stands(fragments: list[str], text: str) -> None:
    found = any_of(fragments).search(text) is not None
    assert found == any(fragment in text for fragment in fragments)


def test_the_segmenter_gives_what_it_gave() -> None:
    """After a deliberate change of a rule: write ``digests()`` to the file, and say why."""
    assert digests() == json.loads(SNAPSHOT.read_text())


def digests() -> dict[str, list[str]]:
    """Hashes of what becomes of lines of each language thrown together."""
    return {
        language: [digest(language, number) for number in range(DUMPS)]
        for language in phrases_of("names")
    }


def digest(language: str, number: int) -> str:
    rng = random.Random(f"{language}{number}")
    articles = [article for article in own_articles() if article.language == language]
    furniture = [
        re.sub(r"\{(\w+)\}", lambda place: FILLED[place[1]], phrase)
        for part in PARTS
        if part != "exam"  # kept for the end
        for kind in phrases_of(part)[language].values()
        for phrase in kind
    ]
    text = ""
    for article in rng.choices(articles, k=5):
        lines = [*rng.sample(furniture, 3), article.title, *article.paragraphs]
        for _ in range(6):
            lines.insert(rng.randrange(len(lines)), rng.choice(furniture))
        text += "".join(line + rng.choice(("\n", "\n\n", "\n\n\n")) for line in lines)
    results = segment_document(Document("dump", text, language=language))
    return hashlib.sha256(repr(results).encode()).hexdigest()[:16]

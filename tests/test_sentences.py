"""Articles to sentences: where they are cut, and that they never lose their place."""

import dataclasses
from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.classify import sentences_of
from pipeline.classify.sentences import LONGEST
from pipeline.elements import Article, Document, Range

GAP = "\n \n"


def article_of(paragraphs: Sequence[str], language: str | None = "en") -> tuple[Article, str]:
    """An article of these paragraphs, and the text of the document that it stands in."""
    ranges, text = [], "Header"
    for paragraph in paragraphs:
        text += GAP
        ranges.append(Range(len(text), len(text) + len(paragraph)))
        text += paragraph
    return Article(
        article_id="x",
        source_uri="a.txt",
        source_record=None,
        ordinal=0,
        start=0,
        end=len(text),
        title=None,
        title_range=None,
        paragraphs=tuple(paragraphs),
        paragraph_ranges=tuple(ranges),
        language=language,
    ), text


def cut(paragraph: str, language: str = "en") -> list[str]:
    return [sentence.text for sentence in sentences_of(article_of([paragraph], language)[0])]


any_text = st.text(st.characters(exclude_categories=["Cs"]))
awkward_text = st.text("aB1é😀 .!?…,:;“”\"'()«»¿¡\n\t\u3000。-")
languages = st.sampled_from(["en", "es", "fr", "zh", "xx", None])


@given(st.lists(any_text | awkward_text), languages)
def test_sentences_keep_their_place_and_lose_no_word(
    paragraphs: list[str], language: str | None
) -> None:
    article, text = article_of(paragraphs, language)
    sentences = sentences_of(article)
    assert [sentence.index for sentence in sentences] == list(range(len(sentences)))
    before = 0
    for sentence in sentences:
        assert sentence.text == text[sentence.start : sentence.end]
        assert sentence.text.strip() == sentence.text != ""
        assert len(sentence.text) <= LONGEST
        assert not sentence.in_title
        assert sentence.start >= before
        before = sentence.end
    for paragraph, (start, end) in zip(paragraphs, article.paragraph_ranges, strict=True):
        inside = [s for s in sentences if start < s.end and s.start < end]
        assert all(start <= s.start and s.end <= end for s in inside)
        assert "".join("".join(s.text.split()) for s in inside) == "".join(paragraph.split())


def test_the_title_comes_first_and_is_known_for_one(document: Document, article: Article) -> None:
    title, *rest = sentences_of(article)
    assert title.in_title
    assert title.text == "Regulator fines Acme"
    assert [sentence.text for sentence in rest] == [
        "The regulator fined Acme 5 million dollars on Monday.",
        "Police arrested Jo Roe in Lima.",
        "The fine shocked the market.",
    ]
    for index, sentence in enumerate((title, *rest)):
        assert sentence.index == index
        assert sentence.text == document.text[sentence.start : sentence.end]
        assert sentence.in_title == (index == 0)


def test_a_title_that_stands_nowhere_in_the_text_is_no_sentence(article: Article) -> None:
    untraceable = dataclasses.replace(article, title="From the feed", title_range=None)
    sentences = sentences_of(untraceable)
    assert sentences[0].index == 0
    assert not any(sentence.in_title for sentence in sentences)
    assert "From the feed" not in [sentence.text for sentence in sentences]


def test_an_article_without_text_has_no_sentences() -> None:
    assert sentences_of(article_of([])[0]) == ()
    assert sentences_of(article_of(["", " \n\t "])[0]) == ()


@pytest.mark.parametrize(
    ("language", "sentence"),
    [
        ("en", "Mr. Smith of the U.S. met Acme Inc. officials in St. Louis."),
        ("en", "Gen. Smith, Lt. Col. Jones and Sen. Doe met on Jan. 5."),
        ("en", "George W. Bush met J. Smith."),
        ("en", "Prices rose 3.5 percent at acme.com."),
        ("en", "They waited… and then... went home."),
        ("en", "“Why?” she asked."),
        ("en", "He said: “Go. Now!” and left."),
        ("es", "El Sr. Pérez y la Sra. Gómez llegaron el 1er. día."),
        ("fr", "Mardi, M. Dupont a rencontré J. Durand."),
        ("es", "EE. UU. multó a Acme S.A. de C.V. ayer."),
        ("es", "Dijo: «¿Qué? ¡No!» y salió."),
    ],
)
def test_stops_inside_a_sentence_do_not_cut_it(language: str, sentence: str) -> None:
    assert cut(f"{sentence} {sentence}", language) == [sentence, sentence]


def test_questions_and_exclamations_of_spanish_are_sentences() -> None:
    assert cut("¿Qué pasó? ¡Nada! «Bien», dijo.", "es") == ["¿Qué pasó?", "¡Nada!", "«Bien», dijo."]


def test_what_goes_on_in_lower_case_is_joined() -> None:
    assert cut("It was built by Acme Ltd. of Leeds. They left.") == [
        "It was built by Acme Ltd. of Leeds.",
        "They left.",
    ]
    assert cut("Le 1er. janvier, oui. Non.", "fr") == ["Le 1er. janvier, oui.", "Non."]


def test_a_run_without_stops_is_cut_at_blanks() -> None:
    words = "seven77 " * 1000
    pieces = cut(words)
    assert len(pieces) == -(-len(words) // LONGEST)
    assert all(len(piece) <= LONGEST for piece in pieces)
    assert " ".join(pieces) == words.strip()


@pytest.mark.parametrize("length", [LONGEST, LONGEST + 1, 2 * LONGEST, 2 * LONGEST + 1])
def test_a_run_without_blanks_is_cut_at_the_limit(length: int) -> None:
    pieces = cut("x" * length)
    assert "".join(pieces) == "x" * length
    assert {len(piece) for piece in pieces[:-1]} <= {LONGEST}
    assert 0 < len(pieces[-1]) <= LONGEST

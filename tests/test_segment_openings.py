"""The looks at how a line begins or ends never hide what an expression would have found."""

import re
from collections.abc import Iterator

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from benchmarks.segmentation.corpus import own_articles
from pipeline.segment import closings, cues, metadata, openings, phrases
from tests.test_segment_hints import GAP, forms

OUTLOOKS = ("forward-looking", "prospectiv", "zukunftsgerichtet", "previsional")


def openings_of(pattern: re.Pattern[str], length: int = openings.LETTERS) -> Iterator[str]:
    """How what ``pattern`` matches can begin, in lower case."""
    return (form[:length].lower() for form in forms(pattern))


@pytest.mark.parametrize(
    ("known", "pattern"),
    [(openings.RELATED, phrases.RELATED), (openings.PICTURE, phrases.PICTURE)],
)
def test_all_that_matches_has_a_known_opening(
    known: frozenset[str], pattern: re.Pattern[str]
) -> None:
    assert set(openings_of(pattern)) <= known


def test_bylines_have_a_known_opening() -> None:
    assert set(openings_of(metadata._BY, 2)) <= openings.BYLINE


def test_credits_of_staff_have_a_known_opening_after_their_marks() -> None:
    written = (form.lstrip(GAP)[: openings.LETTERS] for form in forms(closings.STAFF))
    assert set(written) <= openings.STAFF


def test_counts_of_documents_begin_with_a_number_or_a_known_opening() -> None:
    assert {each for each in openings_of(phrases.COUNTED) if each[0] != GAP} <= openings.COUNTED
    assert cues.is_numbering("3 of 12 documents")
    assert cues.is_numbering("Dokument 3 von 12")


def test_closings_have_a_known_opening_or_tell_of_the_future() -> None:
    hidden = [
        form
        for form in forms(closings.CLOSES)
        if form[: openings.LETTERS].lower() not in openings.CLOSES
        and not any(outlook in form for outlook in OUTLOOKS)
    ]
    assert hidden == []
    assert all(map(cues._tells_outlook, OUTLOOKS))


def test_no_notice_is_longer_than_where_notices_are_looked_for() -> None:
    assert re._parser.parse(closings.NOTICES.pattern).getwidth()[1] <= cues._NOTICE_LENGTH  # type: ignore[attr-defined]


PIECES = (
    *("Reuters", "AP", "Getty Images", "photo", "Foto", "by", "de", " ", "/", "(", ")", "]", "["),
    *(
        ".",
        ":",
        "|",
        "–",
        "Jo Roe",
        "Lima",
        "gentileza",
        "images",
        "file",
        "Europa Press",
        "!",
        "_",
    ),
)
ENDS = (
    st.lists(st.sampled_from(PIECES), min_size=1, max_size=8)
    .map("".join)
    .map(str.strip)
    .filter(bool)
)


@settings(deadline=None)
@given(ENDS)
def test_a_credit_is_found_as_the_expression_finds_it(text: str) -> None:
    assert cues._has_credit(text) == (phrases.CREDIT.search(text) is not None)


@settings(deadline=None)
@given(ENDS)
def test_a_line_with_the_credit_of_a_photographer_is_a_caption(text: str) -> None:
    if phrases.PHOTO_CREDIT.search(text):
        assert cues.is_caption(text, opening=False, again=False)


@settings(deadline=None)
@given(st.text("aA éÉzZ1.ß中", max_size=20))
def test_capitals_are_counted_as_the_language_model_counts_them(text: str) -> None:
    most = len(re.findall("[A-Z]", text)) > 0.8 * len(re.findall("[A-Za-z]", text))
    assert metadata._is_in_capitals(text) == (text.isupper() or (most and len(text) > 5))


@pytest.mark.parametrize("article", own_articles(), ids=lambda article: article.name)
def test_a_glance_tells_the_language_of_an_article_and_so_do_capitals(article) -> None:
    text = "\n".join((article.title, *article.paragraphs))
    assert metadata.language_of(text) == article.language
    assert metadata.language_of(text.upper()) == article.language


@pytest.mark.parametrize("form", sorted(forms(metadata.COPYRIGHT)))
def test_marks_of_copyright_are_seen_at_a_glance(form: str) -> None:
    assert metadata._may_be_copyright(form)
    assert metadata._may_be_copyright(form.upper())


@pytest.mark.parametrize("name", metadata.AGENCIES.split("|"))
def test_an_agency_is_seen_between_its_marks(name: str) -> None:
    assert metadata.agency_in(f"— [({name.upper()})]. ") == name.upper()

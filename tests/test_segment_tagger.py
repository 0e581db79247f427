"""The tagger: sequences that make sense, blocks that do not show, titles without their labels."""

from itertools import product

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.elements import Article, Document
from pipeline.segment import evidence, segment_document, tagger
from pipeline.segment.closings import ABOUT
from pipeline.segment.context import classified
from pipeline.segment.features import FORM, features_of
from pipeline.segment.kinds import Kind, Unit
from pipeline.segment.labels import bare_titles
from pipeline.segment.lines import Line, lines_of
from pipeline.segment.tagger import best_tags, network, tagged
from pipeline.segment.tags import Tag

TEXT = {Tag.FIRST, Tag.UNTITLED, Tag.BODY}
ARTICLE = """Floods Kill 12 in Northern Province After Bridge Collapses

By Jane Doe

Heavy rain flooded large parts of the northern province on Tuesday, killing 12 people.

Rescue workers reached the town of Arvika by boat after the main bridge collapsed overnight.

Share on Facebook

"""


def makes_sense(tags: list[Tag], goes_on: list[bool]) -> bool:
    """A title has a first paragraph under it, and text that goes on stands in an article."""
    state = "outside"
    for index, tag in enumerate(tags):
        if tag is Tag.TITLE:
            if state == "under" and not (tags[index - 1] is Tag.TITLE and goes_on[index]):
                return False
            state = "under"
        elif (tag is Tag.FIRST and state == "under") or (tag is Tag.UNTITLED and state != "under"):
            state = "inside"
        elif tag in TEXT and not (tag is Tag.BODY and state == "inside"):
            return False
    return state != "under"


SCORES = st.lists(
    st.tuples(st.lists(st.integers(-9, 0), min_size=5, max_size=5), st.booleans()),
    min_size=1,
    max_size=5,
)


@settings(max_examples=30, deadline=None)
@given(SCORES)
def test_no_sequence_that_makes_sense_is_better(rows: list[tuple[list[int], bool]]) -> None:
    scores = np.array([row for row, _ in rows], np.float32)
    goes_on = [each for _, each in rows]
    found = best_tags(scores.tolist(), goes_on)
    assert makes_sense(found, goes_on)

    def worth(tags: tuple[Tag, ...]) -> float:
        return float(sum(scores[index, tag] for index, tag in enumerate(tags)))

    possible = product(Tag, repeat=len(rows))
    best = max(worth(tags) for tags in possible if makes_sense(list(tags), goes_on))
    assert worth(tuple(found)) == pytest.approx(best)


def test_blocks_of_a_long_document_do_not_show(monkeypatch: pytest.MonkeyPatch) -> None:
    # What comes again, how far apart lines stand and what the document is like change on the way.
    articles = [
        ARTICLE.replace("Floods", f"Floods{number:x}").replace("Arvika", f"Arvika{number % 7}")
        for number in range(40)
    ]
    text = "".join(articles[:20]) + "".join(articles[20:]).replace("\n\n", "\n")
    units = classified(lines_of(text + "Menu\nOne word\n" * 60))
    whole, scores = tagged(units), tagger._scores(units)
    monkeypatch.setattr(tagger, "_BLOCK", 64)
    np.testing.assert_allclose(tagger._scores(units), scores, atol=1e-3)
    assert tagged(units) == whole
    assert len(set(whole)) > 1


def test_the_network_fits_the_features() -> None:
    features, words = features_of(classified(lines_of(ARTICLE)))
    weights = network()
    assert len(weights.into) == features.shape[1] + weights.embedding.shape[1]
    assert len(weights.embedding) == len(weights.keys) + 1
    assert len(words.counts) == len(features)
    assert (features[:, FORM : FORM + len(Kind)].sum(axis=1) == 1).all()


def test_the_weights_are_small() -> None:
    assert tagger.WEIGHTS.stat().st_size < 1_000_000


def heading(text: str) -> Unit:
    return Unit(Line(text, 100, 100 + len(text), 1), Kind.HEADING, text.casefold())


@pytest.mark.parametrize(
    ("printed", "bare"),
    [
        (["TITLE: One two", "TITLE: Three"], ["One two", "Three"]),
        (['title: "One two"', 'title: "Three"'], ["One two", "Three"]),
        (["<TITLE> One two </TITLE>", "<TITLE> Three </TITLE>"], ["One two", "Three"]),
        (["[9/13] One", "[10/13] Two"], ["One", "Two"]),
        (["Subject: [News] One: two", "Subject: [News] Three"], ["One: two", "Three"]),
        (["One | The Post", "Two | The Post"], ["One", "Two"]),
        (["[3/5/21, 9:14] Jane: 📌 *One*", "[3/5/21, 9:20] Tom Roe: *Two*"], ["One", "Two"]),
        (["» One"], ["One"]),
        (["Subject: Fwd: One", "Subject: Fwd: Two"], ["One", "Two"]),
        (["Title: War: one", "Title: War: two"], ["War: one", "War: two"]),
        (["Item 8: One", "Item 9: Two", "Item 10: Three"], ["One", "Two", "Three"]),
        # What titles have in common and is of them:
        (["Ukraine: one", "Ukraine: two"], ["Ukraine: one", "Ukraine: two"]),
        (
            ["Border war: a", "Border war: b", "Border war: c"],
            ["Border war: a", "Border war: b", "Border war: c"],
        ),
        (["Virus-19: a", "Virus-19: b"], ["Virus-19: a", "Virus-19: b"]),
        (["A $100 plan", "A $200 plan"], ["A $100 plan", "A $200 plan"]),
        (['He said "no"', 'She said "no"'], ['He said "no"', 'She said "no"']),
        (["Title: alone"], ["Title: alone"]),
    ],
)
def test_titles_lose_the_label_that_they_have_in_common(
    printed: list[str], bare: list[str]
) -> None:
    units = bare_titles([heading(text) for text in printed])
    assert [unit.text for unit in units] == bare
    for unit, text in zip(units, printed, strict=True):
        assert text[unit.line.start - 100 : unit.line.end - 100] == unit.text


@pytest.mark.parametrize("newline", ["\n", "\r\n"])
def test_what_is_left_of_a_wrapped_title_has_a_range_that_holds_it_or_none(
    newline: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    bodies = [
        f"{word} workers reached the town by boat on Tuesday, {'as they said, ' * 20}."
        for word in ("Rescue", "Other")
    ]
    titles = ["[News]\nA bridge falls", "[News]\nA dam holds"]
    parts, text = [], ""
    for title, body in zip(titles, bodies, strict=True):
        for printed, kind in ((title, Kind.HEADING), (body, Kind.PROSE)):
            raw = printed.replace("\n", newline)
            parts.append(Unit(Line(printed, len(text), len(text) + len(raw), 1), kind, printed))
            text += raw + newline * 2
    monkeypatch.setattr("pipeline.segment.articles.tagged", lambda *_: [Tag.TITLE, Tag.FIRST] * 2)
    monkeypatch.setattr("pipeline.segment.articles.classified", lambda *_: parts)
    articles = [
        each
        for each in segment_document(Document("file:///a.txt", text=text))
        if isinstance(each, Article)
    ]
    assert [article.title for article in articles] == ["A bridge falls", "A dam holds"]
    for article in articles:
        found = article.title_range
        assert (found is None) == (newline != "\n")
        assert found is None or text[found.start : found.end] == article.title


@pytest.mark.parametrize(
    ("text", "numbered"),
    [
        ("1. Two goals", True),
        ("a) Two goals", True),
        ("(b) Two goals", True),
        ("iv. Two goals", True),
        ("3 - Two goals", True),
        ("#4 Two goals", True),
        ("J. Doe sues a paper over an article", False),
        ("V. Roe resigns", False),
        ("5 - 0 win sends the town up", False),
    ],
)
def test_initials_and_scores_number_no_list(text: str, numbered: bool) -> None:
    assert bool(evidence._NUMBERED.match(text)) is numbered


@pytest.mark.parametrize(
    ("text", "counts"),
    [
        ("Dead: 12", True),
        ("Votes in favour: 1,204 members", True),
        ("Town visit: 12 tanks for the border", False),
        ("Tennis: 5 things to know", False),
    ],
)
def test_a_heading_with_a_number_is_a_count_only_if_little_follows(text: str, counts: bool) -> None:
    assert bool(evidence._COUNT.fullmatch(text)) is counts


@pytest.mark.parametrize("name", ["Acme", "Acme Corp.", "Acme Works, Inc.", "Acme S.A."])
def test_a_company_is_known_under_about_with_a_dot(name: str) -> None:
    assert ABOUT.fullmatch(f"About {name}")


def test_a_sentence_is_no_heading_about_a_company() -> None:
    assert not ABOUT.fullmatch("About Acme we know nothing.")


PLAIN = """Harbour tunnel opens after nine years of work

The tunnel under the harbour of Esbjerg was opened on Monday by the transport minister.

It took nine years to build and cost twice as much as planned, the road authority said.

Berlin visit: Twelve tanks for Kyiv

The chancellor promised twelve more tanks during a visit of the Ukrainian president to Berlin.

Both spoke for two hours about the war and the winter, a spokeswoman said on Tuesday.
"""


def test_titles_that_nothing_but_blank_lines_marks_are_found() -> None:
    found = segment_document(Document(source_uri="a.txt", text=PLAIN))
    assert [each.title for each in found if isinstance(each, Article)] == PLAIN.split("\n\n")[::3]


def test_a_lone_heading_that_the_network_is_sure_of_is_no_sub_heading(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(evidence, "apart", lambda *_: {})  # nothing that the words tell
    units = classified(lines_of(PLAIN))
    heading = next(i for i, unit in enumerate(units) if unit.text.startswith("Berlin visit"))
    scores = np.zeros((len(units), len(Tag)), np.float32)
    unsure = evidence.weighed(scores, units, "")[heading]
    scores[heading, Tag.TITLE] = 3
    sure = evidence.weighed(scores, units, "")[heading]
    assert sure[Tag.BODY] < unsure[Tag.BODY]

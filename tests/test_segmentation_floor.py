"""The floors of the segmentation benchmark on our own articles, and its arithmetic."""

from pathlib import Path

import pytest

from benchmarks.segmentation.__main__ import below_floor, tallies
from benchmarks.segmentation.corpus import corpus, own_articles
from benchmarks.segmentation.dumps import PARTS, dumps_of
from benchmarks.segmentation.measure import Found, Tally, compared
from benchmarks.segmentation.page import Dump, GoldArticle
from benchmarks.segmentation.systems import SYSTEMS
from pipeline.elements import Range

OWN = own_articles()
MEASURED = [part for part in PARTS if part != "exam"]
"""The exam is kept for the end: no test says how it is split."""


@pytest.fixture(scope="module")
def dumps() -> list[Dump]:
    return [dump for part in MEASURED for dump in dumps_of(part, OWN, each=2)]


@pytest.mark.parametrize(("floor", "blind"), [("own", False), ("own_blind", True)])
def test_own_articles_are_split_no_worse_than_before(
    dumps: list[Dump], floor: str, blind: bool
) -> None:
    styles = {style[0].__name__ for style in PARTS["blind"]}
    chosen = [dump for dump in dumps if (dump.style in styles) == blind]
    assert chosen
    assert below_floor(floor, tallies(chosen, SYSTEMS["pipeline"])["all"]) == []


def test_the_pipeline_beats_the_baselines(dumps: list[Dump]) -> None:
    ours, *others = (tallies(dumps, system)["all"].figures for system in SYSTEMS.values())
    for other in others:
        assert ours["boundary_f1"] > other["boundary_f1"] + 0.2
        assert ours["body_f1"] > other["body_f1"] + 0.2


def test_dumps_are_the_same_from_the_same_seed(dumps: list[Dump]) -> None:
    again = [dump for part in MEASURED for dump in dumps_of(part, OWN, each=2)]
    assert again == dumps
    assert list(dumps_of("dev", OWN, each=1, seed=2)) != list(dumps_of("dev", OWN, each=1))


def test_gold_places_hold_the_titles_and_paragraphs(dumps: list[Dump]) -> None:
    titles = {article.title for article in OWN}
    plain = [dump for dump in dumps if dump.style == "plain"]
    assert plain
    for dump in plain:
        for article in dump.articles:
            assert article.title is not None
            assert dump.text[slice(*article.title)] in titles
            assert all(dump.text[start:end].strip() for start, end in article.paragraphs)


def test_two_styles_in_five_were_held_out() -> None:
    names = {part: {style[0].__name__ for style in styles} for part, styles in PARTS.items()}
    assert len(names["dev"]) >= 0.6 * 24
    others = names["held_out"] | names["fresh"] | names["blind"] | names["exam"]
    assert not names["dev"] & others
    assert len(others) == sum(map(len, names.values())) - len(names["dev"])
    assert len(others) >= 0.4 * sum(map(len, names.values()))


DUMP = Dump(
    "hand",
    "en",
    "One\naa bb.\ncc dd.\nTwo\nee ff.\ngg hh.\n",
    (
        GoldArticle(Range(0, 3), (Range(4, 10), Range(11, 17))),
        GoldArticle(Range(18, 21), (Range(22, 28), Range(29, 35))),
    ),
)
FIRST = Found("One", DUMP.articles[0].paragraphs)
SECOND = Found("Two", DUMP.articles[1].paragraphs)


def figures(*found: Found) -> dict[str, float]:
    return compared(DUMP, found).figures


def test_the_right_articles_score_one() -> None:
    assert figures(FIRST, SECOND) == {
        "boundary_f1": 1.0,
        "window_diff": 0.0,
        "exact_titles": 1.0,
        "body_f1": 1.0,
        "exact_articles": 1.0,
    }


def test_a_missed_boundary_costs_title_and_half_the_body() -> None:
    joined = Found("One", (*FIRST.paragraphs, *SECOND.paragraphs))
    assert figures(joined) == {
        "boundary_f1": 0.0,
        "window_diff": 1.0,
        "exact_titles": 0.5,
        "body_f1": 0.5,
        "exact_articles": 0.0,
    }


def test_an_article_of_furniture_is_a_boundary_too_many() -> None:
    extra = Found("Menu", (Range(0, 3),))
    assert figures(FIRST, SECOND, extra)["boundary_f1"] == pytest.approx(2 / 3)
    assert figures(FIRST, SECOND, extra)["body_f1"] == pytest.approx(16 / 17)


def test_nothing_found_scores_nothing() -> None:
    assert set(figures().values()) == {0.0, 1.0}
    assert (figures()["boundary_f1"], figures()["body_f1"]) == (0.0, 0.0)


def test_a_figure_below_its_floor_is_named() -> None:
    assert any("boundary_f1" in line for line in below_floor("own", Tally(boundaries=1)))


def test_a_corpus_that_is_missing_or_has_changed_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="holds no train_articles"):
        corpus(tmp_path)
    (tmp_path / "train_articles.jsonl").write_text("{}")
    with pytest.raises(ValueError, match="has changed"):
        corpus(tmp_path)

"""The floors of the benchmark of copies on our own articles, and how it counts."""

import pytest

from benchmarks.duplicates.__main__ import below_floor, overall
from benchmarks.duplicates.edits import EDITS, copies
from benchmarks.duplicates.measure import (
    NATURAL,
    Collection,
    Tally,
    all_runs,
    collections,
    natural_copies,
    sketches_of,
)
from benchmarks.duplicates.reports import templated_reports
from benchmarks.segmentation.corpus import own_articles
from benchmarks.segmentation.page import SourceArticle
from pipeline.duplicates.groups import THRESHOLD
from pipeline.duplicates.sketch import sketch_text

OWN = own_articles()


@pytest.fixture(scope="module")
def found() -> list[Collection]:
    return list(collections(OWN))


def test_copies_of_own_articles_are_found_no_worse_than_before(found: list[Collection]) -> None:
    assert [each.kind for each in found] == [*EDITS, NATURAL]
    assert below_floor("own", overall(found, THRESHOLD).figures) == []


def test_runs_with_names_tell_reports_of_one_template_apart_and_all_runs_do_not() -> None:
    reports = templated_reports(10)
    names = Collection("reports", sketches_of(reports, sketch_text)).tally(THRESHOLD)
    every = Collection("reports", sketches_of(reports, all_runs)).tally(THRESHOLD)
    assert (names.marks, every.marks > 10) == (0, True)


@pytest.mark.parametrize("kind", EDITS)
def test_a_copy_is_edited_the_same_way_every_time(kind: str) -> None:
    made = copies(OWN, kind, OWN[:5])
    assert made == copies(OWN, kind, OWN[:5])
    assert [each.name for each in made] == [f"{each.name}/{kind}" for each in OWN]
    changed = sum(copy.paragraphs != own.paragraphs for copy, own in zip(made, OWN, strict=True))
    assert changed > len(OWN) / 2 or kind == "retyped"


def article(name: str, text: str) -> SourceArticle:
    return SourceArticle(name, "en", "", (text,))


def test_marks_are_right_when_they_share_an_origin() -> None:
    bank, bridge = ("\n".join(each.paragraphs) for each in OWN[3:5])
    articles = [article("bank", bank), article("bank/cut", bank), article("bridge", bridge)]
    right = Collection("cut", sketches_of(articles, sketch_text)).tally(THRESHOLD)
    assert right == Tally(copies=1, found=1, marks=1, wrong=0)
    articles[1:2] = [article("bridge/cut", bank)]
    wrong = Collection("cut", sketches_of(articles, sketch_text)).tally(THRESHOLD)
    assert wrong == Tally(copies=1, found=0, marks=1, wrong=1)
    assert wrong.figures == {"precision": 0.0, "recall": 0.0, "f1": 0.0}
    assert (right + wrong).figures["precision"] == 0.5


def test_copies_in_the_corpora_count_where_the_corpora_hold_them() -> None:
    assert natural_copies(["ecbplus:9_3ecbplus", "ecbplus:9_9ecbplus", "ecbplus:2_1ecbplus"]) == {
        "ecbplus:9_9ecbplus": "ecbplus:9_3ecbplus"
    }


def test_a_figure_below_its_floor_is_named() -> None:
    assert any("recall" in line for line in below_floor("own", Tally(copies=9).figures))

"""Single HTML pages of the benchmark: what is on them, how they are scored, against trafilatura."""

import re
from html import unescape

import pytest

from benchmarks.segmentation.corpus import own_articles
from benchmarks.segmentation.html_pages import (
    SYSTEMS,
    Extract,
    HtmlPage,
    PageTally,
    page_tallies,
    pages_of,
)

PAGE = HtmlPage("hand", "en", "", "Bank Closes", "aa bb cc dd")


@pytest.fixture(scope="module")
def pages() -> list[HtmlPage]:
    return list(pages_of(own_articles(), each=1))


def test_pages_hold_their_article_and_are_the_same_from_the_same_seed(
    pages: list[HtmlPage],
) -> None:
    assert list(pages_of(own_articles(), each=1)) == pages
    for page in pages:
        text = unescape(re.sub(r"<[^>]+>", "\n", page.html))
        assert page.title in text
        assert all(line in text for line in page.body.split("\n"))


def test_the_pipeline_reads_pages_no_worse_than_trafilatura(pages: list[HtmlPage]) -> None:
    ours, theirs = (page_tallies(pages, system)["all"].figures for system in SYSTEMS.values())
    assert ours["exact_titles"] >= max(0.8, theirs["exact_titles"])
    assert ours["body_f1"] >= max(0.99, theirs["body_f1"])


def figures(*found: Extract) -> dict[str, float]:
    tally = PageTally()
    tally.count(PAGE, found)
    return tally.figures


def test_the_right_extract_scores_one() -> None:
    found = Extract("Bank  Closes", "aa bb\ncc dd")
    assert figures(found) == {"exact_titles": 1.0, "body_f1": 1.0, "one_article": 1.0}


def test_furniture_in_the_body_costs_precision() -> None:
    assert figures(Extract("Bank", "aa bb cc dd ee ff gg hh")) == {
        "exact_titles": 0.0,
        "body_f1": pytest.approx(2 / 3),
        "one_article": 1.0,
    }


def test_a_body_in_two_articles_counts_as_its_larger_part() -> None:
    halves = Extract("Bank Closes", "aa bb cc"), Extract("Bank Closes", "dd")
    assert figures(*halves) == {"exact_titles": 1.0, "body_f1": 0.75, "one_article": 0.0}


def test_a_page_in_which_nothing_is_found_scores_nothing() -> None:
    assert figures() == {"exact_titles": 0.0, "body_f1": 0.0, "one_article": 0.0}

"""The floors of the benchmarks of values and of grouping on our own sentences, their arithmetic."""

import json
from pathlib import Path

import pytest

from benchmarks.grouping import __main__ as grouping
from benchmarks.grouping.measure import b_cubed, gold_groups
from benchmarks.labelled import OWN, Place, label_files, read_articles, read_gold
from benchmarks.values.__main__ import below_floor, own_answers
from benchmarks.values.measure import Answer, Tally, tallies

VALUES = Path(__file__).parents[1] / "benchmarks" / "values"


def test_values_of_our_own_sentences_are_no_worse_than_before() -> None:
    found = tallies(own_answers())
    assert {kind for _, kind in found} == {
        "country", "money", "party", "place", "quantity", "time"
    }  # fmt: skip
    assert below_floor(found) == []


def test_our_own_mentions_are_grouped_no_worse_than_before_and_better_than_without_rules() -> None:
    articles = read_articles([OWN])
    found = grouping.scores(articles, gold_groups(articles))
    assert grouping.below_floor(found) == []
    ours, _full_names, *others = (score.f1 for score in found["own"].values())
    assert ours > max(others)


def test_there_are_at_least_40_sentences_and_6_articles_with_gold() -> None:
    articles = read_articles([OWN])
    assert len({sentence.sentence.start for a in articles for sentence in a.mentions.values()}) > 20
    assert len(OWN.read_text().splitlines()) >= 40
    assert sum(len(article.mentions) > 5 for article in articles) >= 6


def test_the_gold_holds_no_words_of_the_articles() -> None:
    words = {"sentence", "doc", "i", "kind", "start", "end", "event", "by"}
    values = {"amount", "currency", "value", "unit", "date", "precision", "country"}
    for line in (VALUES / "gold.jsonl").read_text().splitlines():
        gold = json.loads(line)
        assert set(gold) <= words | values
        assert len(str(gold.get("unit"))) < 20


def test_answers_are_counted_as_right_wrong_missed_and_false() -> None:
    tally = Tally()
    for gold, given in ((("US",), ("US",)), (("US",), ("FR",)), (("US",), (None,))):
        tally.add(Answer("place", "own", "x", gold, given))
    for given in (("US",), (None,)):
        tally.add(Answer("place", "own", "x", (None,), given))
    assert tally == Tally(values=3, right=1, wrong=1, nulls=2, false_values=1)
    assert (tally.share, tally.true_nulls) == (pytest.approx(1 / 3), 0.5)
    assert any("place" in line for line in below_floor({("own", "place"): tally}))


def test_b_cubed_is_that_of_the_definition() -> None:
    a, b, c = (Place("d", i, 0) for i in range(3))
    gold = {a: 0, b: 0, c: 1}
    assert b_cubed([frozenset((a, b)), frozenset((c,))], gold).f1 == 1.0
    alone = b_cubed([frozenset((one,)) for one in gold], gold)
    assert (alone.precision, alone.recall) == (1.0, pytest.approx(2 / 3))
    together = b_cubed([frozenset(gold)], gold)
    assert (together.precision, together.recall) == (pytest.approx(5 / 9), 1.0)
    assert b_cubed([], {}).f1 == 1.0


def test_missing_label_files_and_changed_sentences_are_refused(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="no label file"):
        read_articles(label_files(tmp_path))
    (tmp_path / "own.jsonl").write_text(OWN.read_text().replace("kilometres away", "km away"))
    with pytest.raises(ValueError, match="has changed"):
        read_gold(VALUES / "own_gold.jsonl", read_articles([tmp_path / "own.jsonl"]))

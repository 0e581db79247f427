"""Which articles repeat others: the same in every order, on every runner, and no more than that."""

import math
import random
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime, timedelta
from itertools import combinations

import apache_beam as beam
import numpy as np
import pytest
from apache_beam.options.pipeline_options import PipelineOptions
from apache_beam.runners.portability.fn_api_runner import FnApiRunner
from apache_beam.testing.util import assert_that, equal_to
from apache_beam.transforms.window import FixedWindows, TimestampedValue
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from benchmarks.duplicates.edits import SITES
from benchmarks.segmentation.corpus import own_articles
from pipeline.duplicates import (
    Copy,
    FindDuplicates,
    Sketch,
    groups,
    publication_rank,
    sketch_article,
    sketch_text,
    sketch_version,
)
from pipeline.duplicates import sketch as sketch_module
from pipeline.duplicates.groups import THRESHOLD, Groups, find_duplicates, overlaps
from pipeline.duplicates.sketch import FEWEST_WORDS, RUN, Hashes
from pipeline.elements import Article
from schemas.values import Precision

NAMES = ("en_bridge", "en_bank", "de_fluss", "de_fund", "de_gericht", "es_tren", "fr_usine")
ARTICLES = {article.name: "\n".join(article.paragraphs) for article in own_articles()}
TEXTS = [ARTICLES[name] for name in NAMES]
"""Texts with enough names to be compared by them."""
BRIDGE, BANK = TEXTS[:2]
NOTICE = "Correction: an earlier version of this article gave a wrong figure. The Daily regrets it."


def sketch(
    article_id: str, text: str, published: float = math.inf, *, fresh: bool = True
) -> Sketch:
    return Sketch(Copy(fresh, published, article_id, article_id), *sketch_text(text))


def without_last(text: str) -> str:
    return text.rpartition("\n")[0]


def in_beam(sketches: Sequence[Sketch], options: PipelineOptions | None = None) -> None:
    """Check that the transform finds what the function does, and nothing twice."""
    with beam.Pipeline(runner=FnApiRunner(), options=options) as pipeline:
        found = (
            pipeline
            | beam.Create(sketches)
            | "Spread" >> beam.Reshuffle()
            | "Find" >> FindDuplicates()
        )
        assert_that(found, equal_to(list(find_duplicates(sketches).items())))


def test_a_copy_names_the_article_that_it_repeats() -> None:
    copies = [
        sketch("1-bridge", BRIDGE),
        sketch("2-cut", without_last(BRIDGE)),
        sketch("3-bank", BANK),
        sketch("4-site", f"{SITES[0]}\n{BRIDGE}\n{SITES[1]}"),
        sketch("5-case", BRIDGE.replace("“", '"').replace("\n", "  \n\n")),
    ]
    assert find_duplicates(copies) == {
        "2-cut": "1-bridge",
        "4-site": "1-bridge",
        "5-case": "1-bridge",
    }


def test_articles_that_share_what_a_site_prints_around_them_are_no_copies() -> None:
    around = "\n".join(SITES)
    assert find_duplicates(sketch(str(n), text + around) for n, text in enumerate(TEXTS)) == {}


@pytest.mark.parametrize("text", ["", " \n", "...", "Breaking news.", NOTICE])
def test_empty_and_tiny_texts_never_repeat_one_another(text: str) -> None:
    assert find_duplicates(sketch(str(number), text) for number in range(5)) == {}


def test_a_text_with_few_names_repeats_only_what_is_equal_to_it_word_for_word() -> None:
    text = "it rained all day and all night, and nobody who lived by the river slept. " * 3
    equal, other = text.replace(",", " -"), text.replace("river", "lake", 1)
    found = find_duplicates([sketch("1", text), sketch("2", equal), sketch("3", other)])
    assert found == {"2": "1"}


def test_the_original_is_in_the_tables_or_was_published_first_or_has_the_smallest_id() -> None:
    undated, late, early, in_tables = (
        sketch("a", BRIDGE),
        sketch("b", BRIDGE, 200.0),
        sketch("c", BRIDGE, 100.0),
        sketch("d", BRIDGE, 300.0, fresh=False),
    )
    assert find_duplicates([undated, sketch("0", BRIDGE)]) == {"a": "0"}
    assert find_duplicates([undated, late, early]) == {"a": "c", "b": "c"}
    assert find_duplicates([undated, late, early, in_tables]) == dict.fromkeys("abc", "d")


def test_a_copy_of_a_copy_in_the_tables_names_the_original() -> None:
    known = Copy(False, 1.0, "copy", "original")
    assert find_duplicates([Sketch(known, *sketch_text(BRIDGE)), sketch("new", BRIDGE)]) == {
        "new": "original"
    }


def test_chains_end_at_one_original() -> None:
    """Each version drops a paragraph more; the last has little in common with the first."""
    versions = ["\n".join((BRIDGE, BANK, TEXTS[3]))]
    while len(versions) < 13:
        versions.append(versions[-1].partition("\n")[2])
    chain = [sketch(f"{number:02}", text) for number, text in enumerate(versions)]
    first, last = chain[0].values, chain[-1].values
    assert overlaps([first], [last])[0, 0] < THRESHOLD
    assert find_duplicates(chain) == {f"{number:02}": "00" for number in range(1, 13)}


def test_a_date_that_is_not_known_to_the_day_makes_no_original() -> None:
    at = datetime(2024, 5, 7, tzinfo=UTC)
    assert publication_rank(at, None) == publication_rank(at, Precision.DAY) == at.timestamp()
    assert publication_rank(at, Precision.INSTANT) < publication_rank(
        at + timedelta(seconds=1), Precision.INSTANT
    )
    assert publication_rank(at, Precision.YEAR) == publication_rank(None, None) == math.inf


def test_the_sketch_of_an_article_leaves_the_title_out(article: Article) -> None:
    found = sketch_article(article)
    assert article.published_at is not None
    assert found.copy == Copy(
        True, article.published_at.timestamp(), article.article_id, article.article_id
    )
    assert (found.values, found.bands) == sketch_text("\n".join(article.paragraphs))


def test_sketches_are_the_same_in_every_process_and_version() -> None:
    values, bands = sketch_text(BRIDGE)
    assert (values[:6].hex(), bands[0]) == ("1ebe989b66e7", 4131176430062226114)


def test_the_version_of_sketches_tells_of_what_makes_them(monkeypatch: pytest.MonkeyPatch) -> None:
    known = sketch_version()
    for change in ("FEWEST_RUNS", "FEWEST_WORDS", "RUN"):
        with monkeypatch.context() as patched:
            sketch_version.cache_clear()
            patched.setattr(sketch_module, change, 7)
            if change == "RUN":  # it is a default, too
                patched.setattr(sketch_module.runs_of, "__defaults__", (7,))
            assert sketch_version() != known
    sketch_version.cache_clear()
    assert sketch_version() == known


def test_the_version_of_sketches_tells_of_what_makes_those_of_texts_with_few_names(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    known, runs_of = sketch_version(), sketch_module.runs_of
    whole = []

    def changed(words: Hashes, telling: NDArray[np.bool_], length: int = RUN) -> Hashes:
        if length == len(words):  # the change: all but the last word
            whole.append(length)
            length -= 1
        return runs_of(words, telling, length)

    with monkeypatch.context() as patched:
        sketch_version.cache_clear()
        patched.setattr(sketch_module, "runs_of", changed)
        assert sketch_version() != known
    assert [FEWEST_WORDS < length < 40 for length in whole] == [True]
    sketch_version.cache_clear()
    assert sketch_version() == known


def test_overlaps_are_close_to_the_true_ones() -> None:
    words = [f"Name{number}" for number in range(600)]
    for shared in (100, 200, 300):
        one, other = words[:400], words[400 - shared : 800 - shared]
        runs, both = 398, shared - 2
        (values, _), (others, _) = sketch_text(" ".join(one)), sketch_text(" ".join(other))
        assert overlaps([values], [others])[0, 0] == pytest.approx(
            both / (2 * runs - both), abs=0.1
        )


@st.composite
def collections(draw: st.DrawFn) -> list[Sketch]:
    """Articles of three texts, cut and dated in many ways, some of them in the tables already."""
    sketches = []
    for number in range(draw(st.integers(0, 10))):
        lines = draw(st.sampled_from(TEXTS[:3])).split("\n")
        start = draw(st.integers(0, 3))
        text = "\n".join(lines[start : start + draw(st.integers(1, len(lines)))])
        published = draw(st.sampled_from([1.0, 2.0, math.inf]))
        sketches.append(sketch(f"{number:02}", text, published, fresh=draw(st.booleans())))
    return sketches


def by_brute_force(sketches: Sequence[Sketch]) -> dict[str, str]:
    """All with all, no bands."""
    found = Groups()
    for one, other in combinations([each for each in sketches if each.values], 2):
        shares_band = bool(set(one.bands) & set(other.bands))
        if shares_band and overlaps([one.values], [other.values])[0, 0] >= THRESHOLD:
            found.join(one.copy, other.copy)
    return dict(groups.marks_of(found))


@settings(deadline=None, max_examples=40)
@given(collections(), st.randoms(use_true_random=False))
def test_the_order_of_articles_makes_no_difference(
    sketches: list[Sketch], rng: random.Random
) -> None:
    found = find_duplicates(sketches)
    assert found == by_brute_force(sketches)
    rng.shuffle(sketches)
    assert find_duplicates(sketches) == find_duplicates(sketches * 2) == found


@settings(deadline=None, max_examples=40)
@given(collections())
def test_marks_name_originals_directly_and_marking_again_changes_nothing(
    sketches: list[Sketch],
) -> None:
    found = find_duplicates(sketches)
    fresh = {each.copy.article_id for each in sketches if each.copy.fresh}
    assert set(found) <= fresh
    assert not set(found.values()) & set(found)
    known = [
        each._replace(copy=each.copy._replace(fresh=False, original=found.get(name, name)))
        for each in sketches
        for name in [each.copy.article_id]
    ]
    assert find_duplicates(known) == {}
    assert find_duplicates([*known, sketch("new", TEXTS[3])]) == {}


def many_copies(count: int = 40) -> list[Sketch]:
    """Copies of several texts, dated backwards."""
    return [
        sketch(f"{number:03}", TEXTS[number % 7] + f"\nNote {number}.", float(count - number))
        for number in range(count)
    ]


def test_the_transform_finds_what_the_function_finds_in_one_bundle_and_in_several() -> None:
    sketches = [*many_copies(), sketch("tiny", NOTICE), sketch("tiny too", NOTICE)]
    assert len(find_duplicates(sketches)) == 33
    in_beam(sketches)
    in_beam(sketches[::-1])
    threads = ["--direct_num_workers=3", "--direct_running_mode=multi_threading"]
    in_beam(sketches, PipelineOptions(threads))


def test_nothing_is_found_in_nothing() -> None:
    in_beam([])


def test_each_window_is_searched_by_itself() -> None:
    times = {"a": 1, "b": 2, "c": 11, "d": 12, "e": 25}

    def at_its_time(name: str):  # type: ignore[no-untyped-def]
        return TimestampedValue(sketch(name, BRIDGE), times[name])

    with beam.Pipeline(runner=FnApiRunner()) as pipeline:
        timed = pipeline | beam.Create(list(times)) | beam.Map(at_its_time)
        found = timed | beam.WindowInto(FixedWindows(10)) | FindDuplicates()
        assert_that(found, equal_to([("b", "a"), ("d", "c")]))


def test_a_band_that_holds_everything_costs_no_more_than_its_length(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    compared = 0

    def counted(some: Sequence[bytes], others: Sequence[bytes]) -> object:
        nonlocal compared
        compared += len(some) * len(others)
        return overlaps(some, others)

    monkeypatch.setattr(groups, "overlaps", counted)
    monkeypatch.setattr(groups, "MOST_COMPARED", 10)
    copies: Iterable[Sketch] = [sketch(f"{number:03}", BRIDGE) for number in range(200)]
    assert find_duplicates(copies) == {f"{number:03}": "000" for number in range(1, 200)}
    bands = len(sketch_text(BRIDGE)[1])
    assert compared <= bands * 200 * 10

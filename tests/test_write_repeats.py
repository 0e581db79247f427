"""The articles of a run that repeat others are marked before they are seen, and none is lost."""

import dataclasses
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from pathlib import Path

import apache_beam as beam
import duckdb
import pyarrow.parquet as parquet
import pytest
from apache_beam.io.filesystems import FileSystems
from apache_beam.runners.portability.fn_api_runner import FnApiRunner

from benchmarks.segmentation.corpus import own_articles
from pipeline.elements import LinkedArticle, Range, RunStamp
from pipeline.guard import DEAD_LETTERS, REJECTED
from pipeline.write import WriteTables, manifests, repeats
from pipeline.write import write as write_module
from pipeline.write.sketches import sorted_bands
from schemas import TABLES, Manifest, arrow_schema

Articles = Callable[[int], list[LinkedArticle]]
TEXTS = [article.paragraphs for article in own_articles()]


def told(linked: LinkedArticle, paragraphs: Sequence[str], name: str, day: int) -> LinkedArticle:
    """The article with other paragraphs, an id and the day in May that it was published."""
    article = dataclasses.replace(
        linked.article,
        article_id=name,
        paragraphs=tuple(paragraphs),
        paragraph_ranges=tuple(Range(0, len(text)) for text in paragraphs),
        published_at=datetime(2024, 5, day, tzinfo=UTC),
    )
    return dataclasses.replace(linked, article=article)


def write(
    output: str, run: RunStamp, articles: Sequence[LinkedArticle], replaces: Sequence[str] = ()
) -> Manifest:
    with beam.Pipeline(runner=FnApiRunner()) as pipeline:
        inputs = {
            "articles": pipeline | "Articles" >> beam.Create(articles),
            REJECTED: pipeline | "Rejected" >> beam.Create([]),
            DEAD_LETTERS: pipeline | "DeadLetters" >> beam.Create([]),
            "files": pipeline | "Files" >> beam.Create([]),
        }
        inputs | "Write" >> WriteTables(output, run, replaces=replaces)
    (manifest,) = (m for m in manifests(output) if m.run_id == run.run_id)
    return manifest


def later(run: RunStamp, number: int) -> RunStamp:
    return dataclasses.replace(run, run_id=f"20250101T000000Z-{number}")


def marks(output: str, manifest: Manifest) -> dict[str, str | None]:
    """``article_id`` to ``duplicate_of`` in the files of a run."""
    found: dict[str, str | None] = {}
    for file in manifest.files:
        if file.table == "articles":
            with FileSystems.open(f"{output}/{file.path}") as data:
                assert file.bytes == len(data.read())
                table = parquet.read_table(data)
            wanted = arrow_schema(TABLES["articles"])
            assert (table.schema, table.schema.metadata) == (wanted, wanted.metadata)
            assert file.rows == table.num_rows
            names = table["article_id"].to_pylist()
            assert not set(names) & set(found)
            found |= dict(zip(names, table["duplicate_of"].to_pylist(), strict=True))
    return found


def test_copies_in_one_run_are_marked_and_all_articles_stay(
    output: str, stamp: RunStamp, linked: LinkedArticle
) -> None:
    articles = [
        told(linked, TEXTS[0], "late", 9),
        told(linked, TEXTS[1], "other", 1),
        told(linked, TEXTS[0], "early", 3),
        told(linked, TEXTS[0][:-1], "cut", 20),
    ]
    manifest = write(output, stamp, articles)
    assert marks(output, manifest) == {
        "late": "early",
        "other": None,
        "early": None,
        "cut": "early",
    }
    assert manifest.counts == {
        "articles": 4,
        "duplicates": 2,
        "events/event_type=fine": 4,
        "events/event_type=arrest": 4,
    }


def test_copies_in_files_of_several_bundles_find_one_another(
    tmp_path: Path, stamp: RunStamp, linked: LinkedArticle, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(write_module, "ROWS_PER_FILE", 2)
    articles = [told(linked, TEXTS[n % 3], f"{n}", 20 - n) for n in range(9)]
    manifest = write(str(tmp_path), stamp, articles)
    originals = {0: "6", 1: "7", 2: "8"}
    expected = {f"{n}": originals[n % 3] if n < 6 else None for n in range(9)}
    assert marks(str(tmp_path), manifest) == expected


def test_copies_of_what_earlier_runs_wrote_are_marked_and_their_rows_stay_as_they_are(
    output: str, stamp: RunStamp, linked: LinkedArticle
) -> None:
    first = [told(linked, TEXTS[0], "a", 9), told(linked, TEXTS[0], "b", 5)]
    before = write(output, stamp, first)
    assert marks(output, before) == {"a": "b", "b": None}
    second = [told(linked, TEXTS[0], "older", 1), told(linked, TEXTS[1], "new", 2)]
    after = write(output, later(stamp, 2), second)
    assert marks(output, after) == {"older": "b", "new": None}
    assert marks(output, before) == {"a": "b", "b": None}
    third = write(output, later(stamp, 3), [told(linked, TEXTS[1], "again", 2)])
    assert marks(output, third) == {"again": "new"}


def test_a_run_that_replaces_others_marks_nothing_as_a_copy_of_what_goes(
    output: str, stamp: RunStamp, linked: LinkedArticle
) -> None:
    articles = [told(linked, TEXTS[0], "a", 9)]
    old = write(output, stamp, articles)
    new = write(output, later(stamp, 2), articles, replaces=[old.run_id])
    assert marks(output, new) == {"a": None}


def test_an_article_that_is_read_again_repeats_its_own_row(
    output: str, stamp: RunStamp, linked: LinkedArticle
) -> None:
    write(output, stamp, [told(linked, TEXTS[0], "a", 9)])
    again = write(output, later(stamp, 2), [told(linked, TEXTS[0], "a", 9)])
    assert marks(output, again) == {"a": "a"}


def test_the_same_run_done_twice_marks_the_same(
    output: str, stamp: RunStamp, linked: LinkedArticle
) -> None:
    articles = [told(linked, TEXTS[0], "a", 9), told(linked, TEXTS[0], "b", 5)]
    first = write(output, stamp, articles)
    second = write(output, stamp, articles[::-1])
    assert (second.files, second.counts) == (first.files, first.counts)
    assert marks(output, second) == {"a": "b", "b": None}


def test_marking_a_staged_file_again_changes_nothing(
    tmp_path: Path, stamp: RunStamp, linked: LinkedArticle
) -> None:
    stage = write_module.StageRows(str(tmp_path), stamp)
    stage.start_bundle()
    for name in "ab":
        assert not list(stage.process(told(linked, TEXTS[0], name, 5)))
    (staged,) = (s.value for s in stage.finish_bundle() if s.value.table == "articles")
    place = {"run_id": stamp.run_id, "output": str(tmp_path)}
    assert repeats.mark_file(staged, {}, **place) == staged
    fresh = list(repeats.fresh_sketches(staged, **place))
    marked = repeats.mark_file(staged, {"b": "a"}, **place)
    assert marked != staged
    assert repeats.mark_file(staged, {"b": "a"}, **place) == marked
    assert list(repeats.fresh_sketches(staged, **place)) == fresh


def test_files_of_earlier_runs_that_somebody_has_deleted_are_passed_over(
    tmp_path: Path, stamp: RunStamp, linked: LinkedArticle
) -> None:
    write(str(tmp_path), stamp, [told(linked, TEXTS[0], "a", 9)])
    for file in (tmp_path / "articles").iterdir():
        file.unlink()
    manifest = write(str(tmp_path), later(stamp, 2), [told(linked, TEXTS[0], "b", 9)])
    assert marks(str(tmp_path), manifest) == {"b": None}


def test_earlier_articles_travel_only_where_an_article_of_this_run_looks_for_copies(
    tmp_path: Path, stamp: RunStamp, linked: LinkedArticle
) -> None:
    articles = [told(linked, TEXTS[n], f"{n}", 9) for n in range(3)]
    write(str(tmp_path), stamp, articles)
    (file,) = repeats.earlier_files("another", str(tmp_path), ())
    every = list(repeats.sketches_in(file.place, fresh=False))
    assert [len(sketch.bands) > 1 for sketch in every] == [True] * 3
    wanted = every[1].bands[0]
    place = {"run_id": "another", "output": str(tmp_path)}
    expected = [every[1]._replace(bands=(wanted,))]
    assert list(repeats.earlier_sketches(file, sorted_bands([wanted, 7]), **place)) == expected
    for kept in (tmp_path / "_runs").glob("*.sketches"):
        kept.unlink()  # then the texts tell the same
    assert list(repeats.earlier_sketches(file, sorted_bands([wanted, 7]), **place)) == expected
    nowhere = repeats.ArticleFile("no such", "file")
    assert list(repeats.earlier_sketches(nowhere, sorted_bands([]), **place)) == []


def test_happenings_are_counted_without_reprints_by_a_join(
    tmp_path: Path, stamp: RunStamp, linked: LinkedArticle
) -> None:
    articles = [told(linked, TEXTS[0], "a", 9), told(linked, TEXTS[0], "b", 5)]
    write(str(tmp_path), stamp, [*articles, told(linked, TEXTS[1], "c", 1)])
    write(str(tmp_path), later(stamp, 2), articles)  # the same ids once more
    page = (Path(__file__).parent.parent / "docs" / "duplicates.md").read_text("utf-8")
    queries = [block.partition("```")[0] for block in page.split("```sql\n")[1:]]
    counts = [
        sorted(duckdb.sql(query.replace("out/", f"{tmp_path}/")).fetchall()) for query in queries
    ]
    assert counts == [[("arrest", 2), ("fine", 2)], [("arrest", 2), ("fine", 2)]]

"""Rows of the old content of files: gone with the commit that brings the new one, and no others."""

import dataclasses
from collections.abc import Callable
from pathlib import Path

import pyarrow.parquet as parquet
import pytest

from pipeline.elements import LinkedArticle, RunStamp
from pipeline.write import (
    UNCHANGED,
    commit_run,
    manifests,
    mark_repeats,
    rows_of,
    store,
    supersede,
)
from pipeline.write.committed import sketches_path
from pipeline.write.store import StagedFile
from schemas import TABLES, InputFile, Manifest, records, table_of

FEW = ("articles", "events/event_type=fine", "rejected")
Articles = Callable[[int], list[LinkedArticle]]


@pytest.fixture(autouse=True)
def few_tables(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(store, "TABLES", {name: TABLES[name] for name in FEW})


def staged(
    output: str, stamp: RunStamp, articles: list[LinkedArticle], **marks: str
) -> list[StagedFile]:
    """Stage the rows of the articles; ``marks`` name what those of a source repeat."""
    rows = [row for linked in articles for row in rows_of(linked, stamp)]
    rows = [
        row.model_copy(update={"duplicate_of": marks.get(Path(row.source_uri).stem)})
        if isinstance(row, records.Article)
        else row
        for row in rows
    ]
    return [
        store.stage(output, stamp.run_id, table, f"part-{stamp.run_id}.parquet", chosen)
        for table in FEW
        if (chosen := [row for row in rows if table_of(type(row)) == table])
    ]


def inputs_of(articles: list[LinkedArticle], fingerprint: str) -> list[InputFile]:
    uris = {linked.article.source_uri for linked in articles}
    return [InputFile(uri=uri, size=1, fingerprint=fingerprint) for uri in sorted(uris)]


def first_run(
    output: str, stamp: RunStamp, articles: list[LinkedArticle], **marks: str
) -> Manifest:
    store.open_output(output)
    files = staged(output, stamp, articles, **marks)
    return commit_run(stamp, files, inputs_of(articles, "v1"), output, {}, [])


def second_run(output: str, stamp: RunStamp, articles: list[LinkedArticle]) -> Manifest:
    later = dataclasses.replace(stamp, run_id=stamp.run_id + "-2")
    files, inputs = staged(output, later, articles), inputs_of(articles, "v2")
    gone = supersede(output, later.run_id, inputs, files)
    files, _ = mark_repeats(files, later.run_id, output, gone.replaces, gone.revision)
    return commit_run(later, files, inputs, output, {}, gone.replaces, revision=gone.revision)


def table(output: str, name: str) -> list[dict[str, object]]:
    """The rows that a reader sees, each file of a manifest there, and no other."""
    paths = sorted(Path(output, name).glob("*.parquet"))
    listed = [file for each in manifests(output) for file in each.files if file.table == name]
    assert sorted(file.path for file in listed) == [str(path.relative_to(output)) for path in paths]
    if name == "articles":
        kept = {str(path.relative_to(output)) for path in Path(output).rglob("*.sketches")}
        assert kept <= {sketches_path(file.path) for file in listed if file.rows}
    rows = [row for path in paths for row in parquet.ParquetFile(path).read().to_pylist()]
    assert len(rows) == sum(file.rows for file in listed)
    return rows


def other(linked: LinkedArticle) -> LinkedArticle:
    """The article as another one of the same source."""
    article = dataclasses.replace(linked.article, article_id="f" * 32)
    return dataclasses.replace(linked, article=article)


def test_only_the_rows_of_the_changed_file_go(
    tmp_path: Path, stamp: RunStamp, many: Articles
) -> None:
    output, articles = str(tmp_path), many(3)
    first_run(output, stamp, articles)
    second_run(output, stamp, [other(articles[1])])
    for name in FEW[:2]:
        found = sorted((row["source_uri"], row["article_id"]) for row in table(output, name))
        assert found == [
            ("news/0.txt", f"{0:032x}"),
            ("news/1.txt", "f" * 32),
            ("news/2.txt", f"{2:032x}"),
        ]
    old, new = manifests(output)
    assert [(file.uri, file.fingerprint) for file in old.inputs] == [
        ("news/0.txt", "v1"),
        ("news/2.txt", "v1"),
    ]
    assert old.counts == {"articles": 2, "events/event_type=fine": 2}
    assert [file.uri for file in new.inputs] == ["news/1.txt"]
    assert {row["run_id"] for row in table(output, "articles")} == {old.run_id, new.run_id}


def test_a_run_of_which_nothing_is_left_is_gone_and_its_tables_still_open(
    tmp_path: Path, stamp: RunStamp, many: Articles
) -> None:
    output = str(tmp_path)
    first_run(output, stamp, many(1))
    later = dataclasses.replace(stamp, run_id=stamp.run_id + "-1")
    commit_run(
        later, staged(output, later, many(2)[1:]), inputs_of(many(2)[1:], "v1"), output, {}, []
    )
    new = second_run(output, stamp, [])
    assert [each.run_id for each in manifests(output)][-1] == new.run_id
    inputs = [InputFile(uri="news/1.txt", size=1, fingerprint="v3")]
    gone = supersede(output, "run-3", inputs, [])
    assert gone.replaces == (later.run_id,)
    third = dataclasses.replace(stamp, run_id="run-3")
    commit_run(third, [], inputs, output, {}, gone.replaces, revision=gone.revision)
    assert later.run_id not in {each.run_id for each in manifests(output)}
    assert [row["source_uri"] for row in table(output, "articles")] == ["news/0.txt"]
    for name in FEW:
        table(output, name)
        assert list(Path(output, name).glob("*.parquet"))


def test_copies_of_an_article_that_goes_have_the_earliest_of_them_as_their_original(
    tmp_path: Path, stamp: RunStamp, many: Articles
) -> None:
    output, articles = str(tmp_path), many(4)
    original, changed = f"{0:032x}", other(articles[0])
    first_run(output, stamp, articles, **{"1": original, "2": original})
    second_run(output, stamp, [changed])
    marks = {row["article_id"]: row["duplicate_of"] for row in table(output, "articles")}
    heir = f"{2:032x}"  # published before the other
    assert marks == {"f" * 32: None, f"{1:032x}": heir, heir: None, f"{3:032x}": None}


def test_an_article_that_comes_again_unchanged_stays_the_original(
    tmp_path: Path, stamp: RunStamp, many: Articles
) -> None:
    output, articles = str(tmp_path), many(2)
    original = f"{0:032x}"
    first_run(output, stamp, articles, **{"1": original})
    second_run(output, stamp, articles[:1])
    marks = {row["article_id"]: row["duplicate_of"] for row in table(output, "articles")}
    assert marks == {original: None, f"{1:032x}": original}


def test_new_and_unchanged_files_take_the_place_of_nothing(
    tmp_path: Path, stamp: RunStamp, many: Articles
) -> None:
    output = str(tmp_path)
    first_run(output, stamp, many(2))
    same = [InputFile(uri="news/0.txt", size=1, fingerprint="v1")]
    new = [InputFile(uri="news/9.txt", size=1, fingerprint="v2")]
    assert supersede(output, "run-2", same + new, []) == UNCHANGED

"""Small files merged: the same rows, in order, once, whatever happens, and known as before."""

import dataclasses
import itertools
import os
import shutil
from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as parquet
import pytest

from pipeline.__main__ import main
from pipeline.elements import DeadLetter, LinkedArticle, RunStamp
from pipeline.write import (
    Compacted,
    commit_run,
    compact,
    held,
    manifests,
    mark_repeats,
    open_output,
    rows_of,
    store,
    supersede,
)
from pipeline.write.committed import sketches_path
from pipeline.write.write import sort_key
from schemas import TABLES, InputFile, table_of

FEW = ("articles", "events/event_type=fine", "dead_letters")
Articles = Callable[[int], list[LinkedArticle]]


@pytest.fixture(autouse=True)
def few_tables(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(store, "TABLES", {name: TABLES[name] for name in FEW})


@pytest.fixture
def stamps(stamp: RunStamp) -> Iterator[RunStamp]:
    """Stamps of runs, one a minute."""
    return (
        dataclasses.replace(
            stamp,
            run_id=f"run-{number:04}",
            started_at=stamp.started_at + timedelta(minutes=number),
        )
        for number in itertools.count()
    )


def bring(
    output: str,
    stamp: RunStamp,
    linked: LinkedArticle,
    fingerprint: str = "v1",
    status: str = "read",
) -> None:
    """A run that reads the file of one article, taking the place of what was there of it."""
    open_output(output)
    elements = [linked] * (fingerprint != "bad")
    letter = DeadLetter("read", linked.article.source_uri, None, None, "E", "bad", "stack")
    rows = [row for each in elements for row in rows_of(each, stamp)]
    rows += list(rows_of(letter, stamp)) if fingerprint == "bad" else []
    files = [
        store.stage(output, stamp.run_id, table, f"part-{stamp.run_id}.parquet", chosen)
        for table in FEW
        if (chosen := sorted([row for row in rows if table_of(type(row)) == table], key=sort_key))
    ]
    read = InputFile(
        uri=linked.article.source_uri, size=1, fingerprint=fingerprint, status=status, records=1
    )
    gone = supersede(output, stamp.run_id, [read], files)
    files, _ = mark_repeats(files, stamp.run_id, output, gone.replaces, gone.revision)
    commit_run(stamp, files, [read], output, {}, gone.replaces, revision=gone.revision)


def tables_of(output: str) -> dict[str, list[pa.Table]]:
    """What the files of each table hold; those, and no other, that manifests list.

    Beside each file of articles are its sketches, and there are no others.
    """
    found: dict[str, list[pa.Table]] = {name: [] for name in FEW}
    listed = {file.path: file for each in manifests(output) for file in each.files}
    there = {str(path.relative_to(output)) for name in FEW for path in Path(output, name).glob("*")}
    assert there == set(listed)
    articles = {path for path, file in listed.items() if file.table == "articles" and file.rows}
    assert sketches_in(output) == set(map(sketches_path, articles))
    for path, file in sorted(listed.items()):
        found[file.table].append(parquet.ParquetFile(Path(output, path)).read())
        assert (len(found[file.table][-1]), Path(output, path).stat().st_size) == (
            file.rows,
            file.bytes,
        )
    return found


def sketches_in(output: str) -> set[str]:
    """What is kept of articles."""
    return {str(path.relative_to(output)) for path in Path(output).rglob("*.sketches*")}


def rows_in(output: str) -> list[str]:
    """All rows of all tables, in order."""
    return sorted(
        f"{name} {row}"
        for name, tables in tables_of(output).items()
        for table in tables
        for row in table.to_pylist()
    )


@pytest.fixture
def full(tmp_path: Path, stamps: Iterator[RunStamp], many: Articles) -> str:
    """Tables of four runs: three of articles, each older than the last, the second of no known
    date; and one of a file that could not be read.
    """
    output = str(tmp_path / "full")
    for number, linked in enumerate(many(3)):
        stamp = next(stamps)
        published = None if number == 1 else stamp.started_at - timedelta(days=number)
        article = dataclasses.replace(linked.article, published_at=published)
        bring(output, stamp, dataclasses.replace(linked, article=article))
    bring(output, next(stamps), many(4)[3], "bad")
    return output


def test_small_files_become_one_with_the_same_rows_and_columns(
    full: str, stamps: Iterator[RunStamp]
) -> None:
    before, tables = rows_in(full), tables_of(full)
    runs, inputs = len(manifests(full)), {f for each in manifests(full) for f in each.inputs}
    assert compact(full, next(stamps)) == Compacted(runs, 8, 3)
    assert rows_in(full) == before
    for name, (table,) in tables_of(full).items():
        assert table.schema.equals(tables[name][0].schema, check_metadata=True)
        if name != "dead_letters":
            in_order = ["run-0002", "run-0000", "run-0001"]  # the oldest first, unknown last
            assert table["run_id"].to_pylist() == in_order
    (manifest,) = manifests(full)
    assert manifest.status == "compacted"
    assert set(manifest.inputs) == inputs
    assert manifest.counts["articles"] == 3
    assert compact(full, next(stamps)) is None


def test_what_runs_told_of_themselves_is_kept(full: str, stamps: Iterator[RunStamp]) -> None:
    told = [each.model_dump_json() for each in manifests(full)]
    stamp = next(stamps)
    compact(full, stamp)
    assert Path(full, "_runs", f"{stamp.run_id}.jsonl").read_text("utf-8").splitlines() == told


def test_it_can_be_done_in_a_store(output: str, stamps: Iterator[RunStamp], many: Articles) -> None:
    for linked in many(3):
        bring(output, next(stamps), linked)
    assert compact(output, next(stamps)) is not None
    (manifest,) = manifests(output)
    assert [file.rows for file in manifest.files] == [3, 0, 3]


def test_a_file_that_changes_after_it_gives_way_to_its_new_rows_alone(
    full: str, stamps: Iterator[RunStamp], many: Articles
) -> None:
    first, second, third = many(3)
    compact(full, next(stamps))
    bring(full, next(stamps), second, "v2")
    rows = [row for table in tables_of(full)["articles"] for row in table.to_pylist()]
    assert sorted((row["source_uri"], row["run_id"]) for row in rows) == [
        (first.article.source_uri, "run-0000"),
        (second.article.source_uri, "run-0005"),
        (third.article.source_uri, "run-0002"),
    ]
    inputs = sorted((f.uri, f.fingerprint) for each in manifests(full) for f in each.inputs)
    assert [mark for _, mark in inputs] == ["v1", "v2", "v1", "bad"]
    assert compact(full, next(stamps)) is not None
    assert len(manifests(full)) == 1


def test_files_of_more_than_half_the_size_stay_and_none_grows_beyond_it(
    tmp_path: Path, stamps: Iterator[RunStamp], many: Articles
) -> None:
    output = str(tmp_path / "out")
    for linked in many(6):
        bring(output, next(stamps), linked)
    sizes = [f.bytes for each in manifests(output) for f in each.files if f.table == "articles"]
    target = int(2.5 * max(sizes))
    compact(output, next(stamps), target)
    assert [len(table) for table in tables_of(output)["articles"]] == [2, 2, 2]
    large = {f.path for each in manifests(output) for f in each.files if f.bytes > target // 2}
    bring(output, next(stamps), many(7)[6])
    compact(output, next(stamps), target)
    assert large <= {f.path for each in manifests(output) for f in each.files}


def test_files_of_other_columns_are_not_mixed(full: str, stamps: Iterator[RunStamp]) -> None:
    (path, *_) = sorted(Path(full, "articles").glob("*.parquet"))
    table = parquet.ParquetFile(path).read()
    old = table.replace_schema_metadata({**table.schema.metadata, b"schema_version": b"0"})
    parquet.write_table(old, path)
    compact(full, next(stamps))
    assert sorted(
        len(parquet.ParquetFile(each).read()) for each in Path(full, "articles").glob("*")
    ) == [1, 2]


def test_runs_that_are_to_be_gone_on_with_stay_as_they_are(
    full: str, stamps: Iterator[RunStamp], many: Articles
) -> None:
    stopped = next(stamps)
    bring(full, stopped, many(5)[4], status="part")
    streamed = dataclasses.replace(next(stamps), run_id="stream-1")
    bring(full, streamed, many(6)[5])
    compact(full, next(stamps))
    left = {each.run_id: each for each in manifests(full)}
    assert {stopped.run_id, "stream-1"} < left.keys()
    assert len(left) == 3
    assert left[stopped.run_id].inputs[0].status == "part"


def test_a_file_that_does_not_hold_what_its_manifest_says_stops_it(
    full: str, stamps: Iterator[RunStamp]
) -> None:
    (path, *_) = sorted(Path(full, "articles").glob("*.parquet"))
    table = parquet.ParquetFile(path).read()
    parquet.write_table(table.slice(0, 0), path)
    before = sorted(map(str, Path(full).glob("*/*.parquet")))
    with pytest.raises(ValueError, match="holds 0 rows, not 1"):
        compact(full, next(stamps))
    assert sorted(map(str, Path(full).glob("*/*.parquet"))) == before


class Killed(BaseException):
    """Stands for ``kill -9``."""


def test_killed_before_any_change_it_leaves_every_row_once(
    full: str, tmp_path: Path, stamps: Iterator[RunStamp], monkeypatch: pytest.MonkeyPatch
) -> None:
    expected, left, endings, gaps = rows_in(full), [-1], set(), 0

    def counted(function: Callable[..., object]) -> Callable[..., object]:
        def call(*arguments: object, **named: object) -> object:
            if left[0] == 0:
                raise Killed
            left[0] -= 1
            return function(*arguments, **named)

        return call

    for name in ("rename", "unlink", "rmdir"):
        monkeypatch.setattr(os, name, counted(getattr(os, name)))
    for number in itertools.count():
        left[0] = -1
        output = str(tmp_path / str(number))
        shutil.copytree(full, output)
        left[0] = number
        try:
            compact(output, next(stamps))
        except Killed:
            left[0] = -1
        else:
            break
        for path in Path(output).glob("*/*.parquet"):
            parquet.read_metadata(path)  # what a reader may see is whole
        if not manifests(output):  # the old ones are gone, and the new one is not there yet
            assert main(["compact", "--output", output]) == 0
            assert rows_in(output) == expected
            gaps += 1
            continue
        completed, cleared = open_output(output)
        endings.add((bool(completed), bool(cleared)))
        assert rows_in(output) == expected
        compact(output, next(stamps))
        assert len(manifests(output)) == 1
        assert rows_in(output) == expected
    assert endings == {(False, False), (True, False), (False, True)}
    assert gaps


def test_an_open_file_stays_readable_while_it_is_merged(
    full: str, stamps: Iterator[RunStamp]
) -> None:
    (path, *_) = sorted(Path(full, "articles").glob("*.parquet"))
    with parquet.ParquetFile(path) as file:
        compact(full, next(stamps))
        assert not path.exists()
        assert len(file.read()) == 1


def test_the_command_says_what_it_did(
    full: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    command = ["compact", "--output", full]
    with held(full):
        assert main(command) == 2
    assert "another run is writing to it" in capsys.readouterr().err
    assert main(command) == 0
    assert capsys.readouterr().out.startswith("8 files of 4 runs are now 3 files, in ")
    assert main(command) == 0
    assert capsys.readouterr().out.startswith("Nothing to do")
    assert main(["compact", "--output", str(tmp_path / "none")]) == 2
    assert "it holds no tables" in capsys.readouterr().err
    assert not (tmp_path / "none").exists()


def test_a_run_after_it_reads_nothing_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(store, "TABLES", TABLES)
    text = "Acme fined 5 million euros\n\nMADRID (Own) - A court fined Acme 5 million euros.\n"
    (tmp_path / "in").mkdir()
    command = ["run", "--input", str(tmp_path / "in"), "--output", str(tmp_path / "out")]
    for name in ("a.txt", "b.txt"):
        (tmp_path / "in" / name).write_text(text * 3 + name, "utf-8")
        main(command)
    assert len(manifests(str(tmp_path / "out"))) == 2
    assert main(["compact", "--output", str(tmp_path / "out")]) == 0
    before = manifests(str(tmp_path / "out"))
    assert main(command) == 0
    assert manifests(str(tmp_path / "out")) == before

"""Sketches of articles are kept with their files: made once, never trusted blindly, never alone."""

import dataclasses
import itertools
import os
import shutil
from collections.abc import Callable
from pathlib import Path

import apache_beam as beam
import numpy as np
import pyarrow.parquet as parquet
import pytest
from apache_beam.runners.portability.fn_api_runner import FnApiRunner

from benchmarks.segmentation.corpus import own_articles
from pipeline.elements import LinkedArticle, Range, RunStamp
from pipeline.guard import DEAD_LETTERS, REJECTED
from pipeline.write import (
    WriteTables,
    commit_run,
    compact,
    manifests,
    mark_repeats,
    open_output,
    repeats,
    rows_of,
    run_ids,
    sketches,
    store,
    supersede,
)
from pipeline.write.committed import sketches_path
from schemas import TABLES, InputFile, table_of

FEW = ("articles", "rejected")
TEXTS = [article.paragraphs for article in own_articles()]
Write = Callable[..., None]


@pytest.fixture(autouse=True)
def few_tables(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(store, "TABLES", {name: TABLES[name] for name in FEW})


@pytest.fixture
def texts_read(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The texts that sketches are made of."""
    read, make = list[str](), repeats.sketch_text

    def seen(text: str) -> object:
        read.append(text)
        return make(text)

    for module in (repeats, sketches):
        monkeypatch.setattr(module, "sketch_text", seen)
    return read


def told(linked: LinkedArticle, text: int, source: str) -> LinkedArticle:
    """The article with another text, of a source of its own."""
    article = dataclasses.replace(
        linked.article,
        article_id=f"{source}-{text}",
        source_uri=source,
        paragraphs=TEXTS[text],
        paragraph_ranges=tuple(Range(0, len(part)) for part in TEXTS[text]),
    )
    return dataclasses.replace(linked, article=article, events=())


@pytest.fixture
def write(output: str, stamp: RunStamp, linked: LinkedArticle) -> Write:
    """A run that brings texts, each of a source, in place of what was there of it."""
    number = iter(range(100))

    def run(*, overwrite: bool = False, to: str = output, **texts: int) -> None:
        output = to
        run = dataclasses.replace(stamp, run_id=f"run-{next(number):03}")
        open_output(output, overwrite=overwrite)
        articles = [told(linked, text, source) for source, text in texts.items()]
        rows = [row for each in articles for row in rows_of(each, run)]
        rows = [row for row in rows if table_of(type(row)) == "articles"]
        files = [store.stage(output, run.run_id, "articles", f"part-{run.run_id}.parquet", rows)]
        inputs = [
            InputFile(uri=source, size=1, fingerprint=f"{text}") for source, text in texts.items()
        ]
        gone = supersede(output, run.run_id, [] if overwrite else inputs, files)
        replaces = [*(run_ids(output) if overwrite else ()), *gone.replaces]
        files, _ = mark_repeats(files, run.run_id, output, replaces, gone.revision)
        commit_run(run, files, inputs, output, {}, replaces, revision=gone.revision)

    return run


def kept(output: str) -> dict[str, list[str]]:
    """What is kept of each file of articles, by its path; no file lacks it, and nothing else is."""
    found: dict[str, list[str]] = {}
    for file in (file for each in manifests(output) for file in each.files):
        if file.table == "articles" and file.rows:
            each = sketches.kept(f"{output}/{sketches_path(file.path)}")
            assert each is not None
            found[file.path] = sorted(each.ids)
    names = {path for path in store.files_in(output) if path.endswith(".sketches")}
    assert names == set(map(sketches_path, found))
    return found


def tables_of(output: str) -> list[dict[str, tuple[bytes, list[int]]]]:
    """Values and bands that are kept of each article, of each file."""
    found = []
    for path in store.files_in(output):
        each = sketches.kept(f"{output}/{path}") if path.endswith(".sketches") else None
        if each is not None:
            told = zip(each.values, each.bands.tolist(), strict=True)
            found.append(dict(zip(each.ids, told, strict=True)))
    return found


def marks(output: str) -> dict[str, str | None]:
    """``article_id`` to ``duplicate_of`` in all tables."""
    found: dict[str, str | None] = {}
    for file in (file for each in manifests(output) for file in each.files):
        if file.table == "articles":
            with store.FileSystems.open(f"{output}/{file.path}") as data:
                table = parquet.ParquetFile(data).read()
            ids, originals = (table[name].to_pylist() for name in ("article_id", "duplicate_of"))
            found |= dict(zip(ids, originals, strict=True))
    return found


def test_a_text_is_read_for_its_sketch_once(
    output: str, write: Write, texts_read: list[str]
) -> None:
    write(a=0, b=1)
    write(c=0, d=2)
    write(e=2, f=1)
    assert len(texts_read) == 6
    assert marks(output) == {
        "a-0": None, "b-1": None, "c-0": "a-0", "d-2": None, "e-2": "d-2", "f-1": "b-1",
    }  # fmt: skip
    assert sorted(kept(output).values()) == [["a-0", "b-1"], ["c-0", "d-2"], ["e-2", "f-1"]]


def test_no_glob_of_parquet_files_meets_them(write: Write, output: str) -> None:
    if "://" in output:
        pytest.skip("not a folder of this machine")
    write(a=0)
    assert {path.parent.name for path in Path(output).rglob("*.parquet")} == set(FEW)
    assert [path.suffix for path in Path(output, "_runs").glob("part-*")] == [".sketches"]


@pytest.mark.parametrize("what", ["missing", "cut off", "of another version"])
def test_what_cannot_be_used_is_made_again_and_kept(
    output: str,
    write: Write,
    texts_read: list[str],
    monkeypatch: pytest.MonkeyPatch,
    what: str,
) -> None:
    if "://" in output:
        pytest.skip("files are damaged on this machine")
    write(a=0, b=1)
    (path,) = Path(output, "_runs").glob("*.sketches")
    if what == "missing":
        path.unlink()
    elif what == "cut off":
        path.write_bytes(path.read_bytes()[:-20])
    else:
        monkeypatch.setattr(sketches, "sketch_version", lambda: b"another")
    write(c=1)
    assert len(texts_read) == 2 + 3
    assert marks(output)["c-1"] == "b-1"
    assert sorted(kept(output).values()) == [["a-0", "b-1"], ["c-1"]]
    write(d=0)
    assert len(texts_read) == 6


@pytest.mark.parametrize("part", range(8))
def test_one_changed_byte_is_noticed_wherever_it_is(
    output: str, write: Write, texts_read: list[str], part: int
) -> None:
    if "://" in output:
        pytest.skip("files are damaged on this machine")
    write(a=0, b=1)
    (path,) = Path(output, "_runs").glob("*.sketches")
    whole = path.read_bytes()
    known = sketches.kept(str(path))
    assert known is not None
    for place in range(part, len(whole), 40):  # ids, values, bands, names of columns, the rest
        path.write_bytes(whole[:place] + bytes([whole[place] ^ 0xFF]) + whole[place + 1 :])
        found = sketches.kept(str(path))
        assert found is None or (*found[:2], found.bands.tolist()) == (
            *known[:2],
            known.bands.tolist(),
        )
    place = (
        whole.index(b"a-0"),
        *map(whole.index, known.values),
        whole.index(known.bands[1].tobytes()),
    )
    changed = place[part % len(place)] + part // len(place)
    path.write_bytes(whole[:changed] + bytes([whole[changed] ^ 0xFF]) + whole[changed + 1 :])
    write(c=1)
    assert len(texts_read) == 2 + 3
    assert marks(output) == {"a-0": None, "b-1": None, "c-1": "b-1"}
    assert sorted(kept(output).values()) == [["a-0", "b-1"], ["c-1"]]


def test_they_go_and_change_with_the_rows_of_changed_files(
    output: str, write: Write, texts_read: list[str]
) -> None:
    write(a=0, b=1, c=2)
    write(b=3)
    assert sorted(kept(output).values()) == [["a-0", "c-2"], ["b-3"]]
    write(a=4, c=4)  # nothing of the first run is left
    assert sorted(kept(output).values()) == [["a-4", "c-4"], ["b-3"]]
    write(d=1, e=3)
    assert marks(output)["d-1"] is None
    assert marks(output)["e-3"] == "b-3"
    assert len(texts_read) == 8


def test_a_compaction_takes_them_over_in_whatever_order_its_rows_are(
    output: str, write: Write, stamp: RunStamp, texts_read: list[str]
) -> None:
    write(b=1, a=0)
    write(c=2)
    compact(output, dataclasses.replace(stamp, run_id="run-compact"))
    assert list(kept(output).values()) == [["a-0", "b-1", "c-2"]]
    write(d=1)
    assert marks(output)["d-1"] == "b-1"
    assert len(texts_read) == 4


@pytest.mark.parametrize("lost", [["000"], ["001"], ["000", "001", "002"]])
def test_one_that_is_missing_costs_a_compaction_the_texts_of_its_file_alone(
    output: str, write: Write, stamp: RunStamp, texts_read: list[str], lost: list[str]
) -> None:
    write(b=1, a=0)
    write(c=2, d=1)
    write(e=3)
    known = {name: sketch for each in tables_of(output) for name, sketch in each.items()}
    texts = 0
    for number in lost:
        path = f"{output}/{sketches_path(f'articles/part-run-{number}.parquet')}"
        texts += len(sketches.kept(path).ids)
        store.delete([path])
    compact(output, dataclasses.replace(stamp, run_id="run-compact"))
    assert list(kept(output).values()) == [["a-0", "b-1", "c-2", "d-1", "e-3"]]
    assert tables_of(output) == [known]
    assert len(texts_read) == 5 + texts
    write(f=2)
    assert marks(output)["f-2"] == "c-2"
    assert len(texts_read) == 5 + texts + 1


def test_one_that_is_missing_is_made_of_the_rows_that_stay_when_a_file_changes(
    output: str, write: Write, texts_read: list[str]
) -> None:
    write(a=0, b=1, c=2)
    (path,) = (path for path in store.files_in(output) if path.endswith(".sketches"))
    store.delete([f"{output}/{path}"])
    write(b=3)
    assert sorted(kept(output).values()) == [["a-0", "c-2"], ["b-3"]]
    assert len(texts_read) == 3 + 3
    write(d=2)
    assert marks(output)["d-2"] == "c-2"
    assert len(texts_read) == 6 + 1


def test_bands_are_found_among_those_that_are_wanted() -> None:
    bands = [[10 * article - band for band in range(sketches.BANDS)] for article in (-9, 0, 9)]
    each = sketches.Kept(["a", "b", "c"], [b"1", b"2", b"3"], np.array(bands, np.int64))
    wanted = [90, -(2**63), -121, 2**63 - 1, 90, 60, 3]
    assert list(each.among(sketches.sorted_bands(wanted))) == [
        ("a", b"1", (-121,)), ("c", b"3", (90, 60)),
    ]  # fmt: skip
    assert list(each.among(sketches.sorted_bands([]))) == []


def test_overwriting_takes_them_away(output: str, write: Write) -> None:
    write(a=0)
    write(b=1)
    write(overwrite=True, c=0)
    assert list(kept(output).values()) == [["c-0"]]
    assert marks(output) == {"c-0": None}


def test_a_job_of_another_runner_keeps_them_too(
    output: str, write: Write, stamp: RunStamp, linked: LinkedArticle
) -> None:
    write(a=0)
    (path,) = (path for path in store.files_in(output) if path.endswith(".sketches"))
    store.delete([f"{output}/{path}"])
    with beam.Pipeline(runner=FnApiRunner()) as pipeline:
        inputs = {
            "articles": pipeline | "Articles" >> beam.Create([told(linked, 0, "b")]),
            REJECTED: pipeline | "Rejected" >> beam.Create([]),
            DEAD_LETTERS: pipeline | "DeadLetters" >> beam.Create([]),
            "files": pipeline | "Files" >> beam.Create([]),
        }
        inputs | "Write" >> WriteTables(output, stamp)
    assert marks(output) == {"a-0": None, "b-0": "a-0"}
    assert sorted(kept(output).values()) == [["a-0"], ["b-0"]]


class Killed(BaseException):
    """Stands for ``kill -9``."""


def test_killed_before_any_change_a_run_leaves_them_beside_their_files(
    tmp_path: Path, write: Write, output: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    if "://" in output:
        pytest.skip("files are copied on this machine")
    left = [-1]

    def counted(function: Callable[..., object]) -> Callable[..., object]:
        def call(*arguments: object, **named: object) -> object:
            if left[0] == 0:
                raise Killed
            left[0] -= 1
            return function(*arguments, **named)

        return call

    write(a=0, b=1)
    write(c=2)
    next(Path(output, "_runs").glob("part-run-001*")).unlink()  # made anew by the run to kill
    for name in ("rename", "unlink", "rmdir"):
        monkeypatch.setattr(os, name, counted(getattr(os, name)))
    endings = set()
    for number in itertools.count():
        again = str(tmp_path / f"{number}")
        shutil.copytree(output, again)
        left[0] = number
        try:
            write(to=again, b=2, d=0)
        except Killed:
            killed = True
        else:
            killed = False
        left[0] = -1
        if killed:
            completed, cleared = open_output(again)
            endings.add((bool(completed), bool(cleared)))
            if not completed and "b-1" in marks(again):
                write(to=again, b=2, d=0)
        assert sorted(kept(again).values()) == [["a-0"], ["b-2", "d-0"], ["c-2"]]
        assert marks(again) == {"a-0": None, "c-2": None, "b-2": "c-2", "d-0": "a-0"}
        if not killed:
            break
    assert endings == {(False, False), (True, False), (False, True)}


def test_what_a_run_that_was_cut_off_has_kept_goes_with_it(output: str, write: Write) -> None:
    write(a=0)
    before = store.files_in(output)
    name = sketches_path("articles/part-lost.parquet")
    store.write(f"{output}/_staging/run-lost/{name}", b"begun")
    assert open_output(output) == ([], ["run-lost"])
    assert store.files_in(output) == before

"""The output folder: what a reader sees of it, whenever a run is killed."""

import dataclasses
import io
import itertools
import os
from collections.abc import Callable, Iterator, Sequence
from datetime import timedelta
from pathlib import Path

import pyarrow.parquet as parquet
import pytest
from apache_beam.io.filesystems import FileSystems

from pipeline.elements import LinkedArticle, RawFile, RunStamp
from pipeline.write import commit, manifests, open_output, recover, rows_of, store
from pipeline.write.store import StagedFile
from pipeline.write.write import commit_run
from schemas import TABLES, Manifest, arrow_schema, table_of

FEW = ("articles", "events/event_type=fine", "rejected")
"""Tables enough to try every step of a commit on; ``rejected`` gets no rows."""


@pytest.fixture
def few_tables(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(store, "TABLES", {name: TABLES[name] for name in FEW})


# --- what lies in a folder ---------------------------------------------------------------------


def files_in(output: str) -> list[str]:
    """All files in the folder, at any depth, relative to it."""
    if "://" in output:
        (found,) = FileSystems.match([f"{output}/**"])
        return sorted(item.path.removeprefix(f"{output}/") for item in found.metadata_list)
    return sorted(
        path.relative_to(output).as_posix() for path in Path(output).rglob("*") if path.is_file()
    )


def seen_by_a_reader(output: str) -> list[str]:
    """What the globs of the documentation match."""
    return [
        path
        for path in files_in(output)
        if path.endswith(".parquet")
        and (path.count("/") == 1 or (path.startswith("events/") and path.count("/") == 2))
    ]


def opened(output: str, path: str) -> parquet.ParquetFile:
    with FileSystems.open(f"{output}/{path}") as data:
        return parquet.ParquetFile(io.BytesIO(data.read()))


def rows_in(output: str) -> list[str]:
    """All rows that a reader sees, without what tells of the run that wrote them."""
    rows = [
        {**row, "run_id": None, "processed_at": None}
        for path in seen_by_a_reader(output)
        for row in opened(output, path).read(use_threads=False).to_pylist()
    ]
    return sorted(map(repr, rows))


def assert_in_order(output: str) -> None:
    """The files are those that the manifests list, each of them whole, and nothing else."""
    runs = manifests(output)
    listed = [file for manifest in runs for file in manifest.files]
    records = [f"_runs/{manifest.run_id}.json" for manifest in runs]
    assert files_in(output) == sorted([*(file.path for file in listed), *records])
    for file in listed:
        assert opened(output, file.path).metadata.num_rows == file.rows


# --- a run, as the command does it ---------------------------------------------------------------


def stage_rows(output: str, stamp: RunStamp, articles: Sequence[LinkedArticle]) -> list[StagedFile]:
    rows = [row for article in articles for row in rows_of(article, stamp)]
    rows = [row for row in rows if table_of(type(row)) in FEW]
    tables = sorted({table_of(type(row)) for row in rows})
    return [
        store.stage(
            output,
            stamp.run_id,
            table,
            f"part-{stamp.run_id}.parquet",
            [row for row in rows if table_of(type(row)) == table],
        )
        for table in tables
    ]


def inputs_of(articles: Sequence[LinkedArticle]) -> list[RawFile]:
    return [RawFile(linked.article.source_uri, 1, "v1") for linked in articles]


def run(
    output: str,
    stamp: RunStamp,
    articles: Sequence[LinkedArticle],
    *,
    replaces: Sequence[str] = (),
) -> Manifest:
    """Stage and commit the articles."""
    staged = stage_rows(output, stamp, articles)
    return commit_run(stamp, staged, inputs_of(articles), output, {}, replaces)


def run_what_is_new(
    output: str, stamp: RunStamp, articles: Sequence[LinkedArticle], *, overwrite: bool
) -> None:
    """Mend the folder, then stage and commit the articles that it does not hold."""
    open_output(output)
    earlier = manifests(output)
    known = {file.uri for manifest in earlier for file in manifest.inputs if not overwrite}
    new = [linked for linked in articles if linked.article.source_uri not in known]
    if new:
        ids = [manifest.run_id for manifest in earlier] if overwrite else []
        run(output, stamp, new, replaces=ids)


@pytest.fixture
def stamps(stamp: RunStamp) -> Iterator[RunStamp]:
    """Stamps of runs, one after the other."""
    return (
        dataclasses.replace(
            stamp,
            run_id=f"20240508T00000{number}Z-{number}",
            started_at=stamp.started_at + timedelta(seconds=number),
        )
        for number in itertools.count()
    )


Articles = Callable[[int], list[LinkedArticle]]


# --- undisturbed ---------------------------------------------------------------------------------


@pytest.mark.usefixtures("few_tables")
def test_rows_are_seen_once_they_are_committed_and_not_before(
    output: str, stamp: RunStamp, many: Articles
) -> None:
    open_output(output)
    staged = stage_rows(output, stamp, many(2))
    assert [file.rows for file in staged] == [2, 2]
    assert seen_by_a_reader(output) == []
    assert manifests(output) == []

    manifest = commit_run(stamp, staged, inputs_of(many(2)), output, {"answer": 42}, [])
    assert manifests(output) == [manifest]
    assert_in_order(output)
    assert len(rows_in(output)) == 4
    assert manifest.counts == {
        "articles": 2,
        "events/event_type=fine": 2,
    }
    assert [file.table for file in manifest.files] == [*FEW]
    assert [file.uri for file in manifest.inputs] == ["news/0.txt", "news/1.txt"]
    assert manifest.settings == {"answer": 42}
    assert manifest.started_at == stamp.started_at <= manifest.finished_at


def test_tables_that_get_no_rows_open_with_all_their_columns(
    output: str, stamps: Iterator[RunStamp]
) -> None:
    open_output(output)
    first = run(output, next(stamps), [])
    assert sorted(file.table for file in first.files) == sorted(TABLES)
    for file in first.files:
        table = opened(output, file.path).read()
        assert table.num_rows == 0
        assert table.schema.equals(arrow_schema(TABLES[file.table]))
        assert table.schema.metadata == arrow_schema(TABLES[file.table]).metadata
    assert run(output, next(stamps), []).files == ()
    assert_in_order(output)


def test_the_size_of_a_staged_file_is_that_of_the_file(
    tmp_path: Path, stamp: RunStamp, many: Articles
) -> None:
    manifest = run(str(tmp_path), stamp, many(1))
    for file in manifest.files:
        assert (tmp_path / file.path).stat().st_size == file.bytes


@pytest.mark.usefixtures("few_tables")
def test_a_commit_done_twice_changes_nothing(output: str, stamp: RunStamp, many: Articles) -> None:
    manifest = run(output, stamp, many(2))
    rows = rows_in(output)
    commit(output, manifest)
    assert manifests(output) == [manifest]
    assert_in_order(output)
    assert rows_in(output) == rows


@pytest.mark.usefixtures("few_tables")
def test_a_run_committed_twice_still_lists_all_its_files(
    output: str, stamp: RunStamp, many: Articles
) -> None:
    """A runner may try the last step again though it had succeeded."""
    staged = stage_rows(output, stamp, many(2))
    first = commit_run(stamp, staged, inputs_of(many(2)), output, {}, [])
    second = commit_run(stamp, staged, inputs_of(many(2)), output, {}, [])
    assert second.files == first.files
    assert_in_order(output)


@pytest.mark.usefixtures("few_tables")
def test_later_runs_add_to_the_tables(
    output: str, stamps: Iterator[RunStamp], many: Articles
) -> None:
    run(output, next(stamps), many(1))
    run(output, next(stamps), many(3)[1:])
    assert_in_order(output)
    assert len(rows_in(output)) == 6
    runs = manifests(output)
    assert [len(manifest.inputs) for manifest in runs] == [1, 2]
    assert [file.path for manifest in runs for file in manifest.files if not file.rows] == [
        f"rejected/part-{runs[0].run_id}-empty.parquet"
    ]


@pytest.mark.usefixtures("few_tables")
def test_a_run_takes_the_place_of_those_that_it_replaces_and_of_no_other(
    output: str, stamps: Iterator[RunStamp], many: Articles
) -> None:
    kept, replaced = run(output, next(stamps), many(1)), run(output, next(stamps), many(2)[1:])
    new = run(output, next(stamps), many(3)[2:], replaces=[replaced.run_id, "never-was"])
    assert manifests(output) == [kept, new]
    assert_in_order(output)
    assert len(rows_in(output)) == 4


@pytest.mark.usefixtures("few_tables")
def test_tables_still_open_after_all_of_their_files_were_replaced(
    output: str, stamps: Iterator[RunStamp], many: Articles
) -> None:
    old = run(output, next(stamps), many(2))
    new = run(output, next(stamps), [], replaces=[old.run_id])
    assert sorted(file.table for file in new.files) == sorted(FEW)
    assert_in_order(output)
    assert rows_in(output) == []


def test_a_staged_file_that_is_gone_is_an_error_and_not_a_loss(
    output: str, stamp: RunStamp, many: Articles
) -> None:
    staged = stage_rows(output, stamp, many(1))
    lost = f"{output}/_staging/{stamp.run_id}/{staged[0].table}/{staged[0].name}"
    FileSystems.delete([lost])
    with pytest.raises(FileNotFoundError, match="cleared by another run"):
        commit_run(stamp, staged, [], output, {}, [])
    assert manifests(output) == []


@pytest.mark.parametrize(
    "folder", ["a b", "events=x", "100%25 %s", "a[1]b", "*?", "{x}", "año 北京", "~", "a\\b"]
)
@pytest.mark.usefixtures("few_tables")
def test_any_local_folder_will_do_and_its_neighbours_are_left_alone(
    folder: str, tmp_path: Path, stamps: Iterator[RunStamp], many: Articles
) -> None:
    neighbour = tmp_path / "a1b" / "_staging" / "20240508T000000Z-0" / "precious.txt"
    neighbour.parent.mkdir(parents=True)
    neighbour.write_text("x")
    output = str(tmp_path / folder)
    open_output(output)
    stage_rows(output, next(stamps), many(1))
    assert open_output(output) == ([], ["20240508T000000Z-0"])
    old = run(output, next(stamps), many(1))
    run(output, next(stamps), many(2), replaces=[old.run_id])
    assert_in_order(output)
    assert len(rows_in(output)) == 4
    assert open_output(output) == ([], [])
    assert neighbour.exists()


@pytest.mark.parametrize("path", ["", "objects://bucket/a[1]", "objects://a*", "objects://b/?"])
def test_a_path_that_is_no_folder_for_tables_is_refused(path: str) -> None:
    with pytest.raises(ValueError, match=r"output must name a folder|takes \*, \? and \["):
        open_output(path)


def test_a_folder_that_cannot_be_made_is_refused(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x")
    with pytest.raises(OSError, match="file"):
        open_output(str(tmp_path / "file"))


def test_an_unknown_file_system_is_refused() -> None:
    with pytest.raises(ValueError, match="nosuch://"):
        open_output("nosuch://bucket/tables")


# --- killed --------------------------------------------------------------------------------------


class Killed(BaseException):
    """Stands for ``kill -9``: nothing that the process would do after it is done."""


class Machine:
    """Counts the changes made to any file, and dies before the one it is told."""

    def __init__(self) -> None:
        self.left = -1

    def step(self) -> None:
        if self.left == 0:
            raise Killed
        self.left -= 1

    def kill_before(self, number: int) -> None:
        self.left = number

    def revive(self) -> None:
        self.left = -1


class HalfWritten(io.FileIO):
    """A file that the machine may die in the midst of writing."""

    machine: Machine

    def write(self, data: bytes) -> int:  # type: ignore[override]
        half = len(data) // 2
        super().write(data[:half])
        self.machine.step()
        super().write(data[half:])
        return len(data)


@pytest.fixture
def machine(monkeypatch: pytest.MonkeyPatch, object_store: type) -> Machine:
    machine = Machine()

    def counted(function: Callable[..., object]) -> Callable[..., object]:
        def call(*arguments: object, **named: object) -> object:
            machine.step()
            return function(*arguments, **named)

        return call

    def create(path: str, **_: object) -> io.FileIO:
        machine.step()
        file = HalfWritten(path, "wb")
        file.machine = machine
        return file

    for name in ("rename", "unlink"):
        monkeypatch.setattr(os, name, counted(getattr(os, name)))
    real = FileSystems.create
    monkeypatch.setattr(
        FileSystems,
        "create",
        lambda path, **named: real(path, **named) if "://" in path else create(path, **named),
    )
    monkeypatch.setattr(object_store, "before_change", staticmethod(machine.step))
    return machine


@pytest.mark.parametrize("overwrite", [False, True], ids=["adding", "overwriting"])
@pytest.mark.usefixtures("few_tables")
def test_a_run_killed_at_any_moment_leaves_what_an_undisturbed_one_does(
    output: str, overwrite: bool, stamps: Iterator[RunStamp], many: Articles, machine: Machine
) -> None:
    run_what_is_new(output, next(stamps), many(1), overwrite=False)
    run_what_is_new(output, next(stamps), many(3), overwrite=overwrite)
    expected = rows_in(output)
    assert len(expected) == 6

    endings = set()
    for number in itertools.count():
        folder = f"{output}-{number}"
        run_what_is_new(folder, next(stamps), many(1), overwrite=False)
        machine.kill_before(number)
        killed = next(stamps)
        try:
            run_what_is_new(folder, killed, many(3), overwrite=overwrite)
        except Killed:
            pass
        else:
            break
        machine.revive()
        rows_in(folder)

        completed, cleared = open_output(folder)
        assert files_in(f"{folder}/_staging") == []
        assert_in_order(folder)
        committed = killed.run_id in {manifest.run_id for manifest in manifests(folder)}
        assert completed in ([], [killed.run_id])
        assert cleared in ([], [killed.run_id])
        assert committed or not completed
        endings.add((bool(completed), bool(cleared)))
        run_what_is_new(folder, next(stamps), many(3), overwrite=overwrite and not committed)
        assert_in_order(folder)
        assert rows_in(folder) == expected
    assert endings == {(False, False), (True, False), (False, True)}


@pytest.mark.usefixtures("few_tables")
def test_a_recovery_that_is_killed_is_completed_by_the_next(
    output: str, stamps: Iterator[RunStamp], many: Articles, machine: Machine
) -> None:
    for number in itertools.count():
        folder = f"{output}-{number}"
        old = run(folder, next(stamps), many(1))
        lost, new = next(stamps), next(stamps)
        stage_rows(folder, lost, many(3)[2:])
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(store, "_complete", kill)
            with pytest.raises(Killed):
                run(folder, new, many(2), replaces=[old.run_id])
        assert manifests(folder) == [old]

        machine.kill_before(number)
        try:
            recover(folder)
        except Killed:
            machine.revive()
            recover(folder)
        else:
            break
        assert [manifest.run_id for manifest in manifests(folder)] == [new.run_id]
        assert_in_order(folder)
        assert len(rows_in(folder)) == 4


def kill(*_: object) -> None:
    raise Killed


@pytest.mark.parametrize("cut", ["", "{", '{"manifest": {"run_id": "2024'])
def test_a_run_whose_journal_is_cut_off_was_never_committed(
    output: str, cut: str, stamp: RunStamp, many: Articles
) -> None:
    open_output(output)
    stage_rows(output, stamp, many(1))
    with FileSystems.create(f"{output}/_staging/{stamp.run_id}/manifest.json") as journal:
        journal.write(cut.encode())
    assert recover(output) == ([], [stamp.run_id])
    assert files_in(output) == []


def test_a_folder_where_nothing_was_cut_off_needs_no_mending(output: str) -> None:
    assert open_output(output) == ([], [])
    assert open_output(output) == ([], [])
    assert files_in(output) == []


def test_there_are_no_runs_where_there_is_no_folder(output: str) -> None:
    assert manifests(output) == []
    assert recover(output) == ([], [])


def test_a_store_that_cannot_be_listed_is_not_taken_for_an_empty_one(
    object_store: type, monkeypatch: pytest.MonkeyPatch
) -> None:
    """To take it so would be to read all of the input again."""

    def refuse(*_: object) -> None:
        raise OSError("403")

    monkeypatch.setattr(object_store, "_list", refuse)
    with pytest.raises(OSError, match="403"):
        manifests("objects://bucket/tables")

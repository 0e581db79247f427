"""Files on Cloud Storage to tables on Cloud Storage: as on a disk, and as safely."""

import dataclasses
import itertools
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest

from models import SHIPPED_MODEL
from pipeline.__main__ import main
from pipeline.elements import LinkedArticle, RawFile, RunStamp
from pipeline.inference import load_model
from pipeline.runs import chunks
from pipeline.write import manifests, open_output, rows_of, store
from pipeline.write.committed import SKETCHES, sketches_path
from pipeline.write.write import commit_run
from schemas import TABLES, table_of
from tests.cloud.conftest import SEEDS
from tests.cloud.services import Cloud
from tests.cloud.tables import tables_in, wherever_read

FEW = ("articles", "events/event_type=fine", "rejected")
"""Tables enough to try every step of a commit on; ``rejected`` gets no rows."""


def test_the_tables_are_those_of_a_local_run_row_for_row(stored: Path, tmp_path: Path) -> None:
    assert main(["run", "--input", str(SEEDS), "--output", str(tmp_path)]) == 0
    local, far = tables_in(tmp_path), tables_in(stored)
    assert far.keys() == local.keys() == set(TABLES)
    assert sum(map(len, far.values())) > 100
    assert wherever_read(far) == wherever_read(local)
    read = [f"gs://news/in/{path.name}" for path in sorted(SEEDS.iterdir())]
    assert sorted({row["source_uri"] for row in far["articles"]}) == read
    (manifest,) = manifests(str(stored))
    assert [file.uri for file in manifest.inputs] == read


def test_a_model_on_the_store_is_the_one_that_was_put_there(
    cloud: Cloud, capsys: pytest.CaptureFixture[str]
) -> None:
    bucket = cloud.storage.add_bucket("models")
    cloud.storage.put_folder(Path(SHIPPED_MODEL), f"{bucket}/mine")
    assert load_model(f"{bucket}/mine").package == load_model(SHIPPED_MODEL).package
    assert main(["run", "--input", str(SEEDS), "--model", f"{bucket}/none"]) == 2
    assert capsys.readouterr().err == f"error: {bucket}/none: nothing to load here\n"


def test_chunks_and_changed_files_give_the_tables_of_a_disk(
    cloud: Cloud, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(chunks, "CHUNK_FILES", 1)
    note = "{0} fined\n\nMADRID, May 3 - A court in Lima fined {0} 5 million euros on Monday.\n"
    bucket, near = cloud.storage.add_bucket("news"), tmp_path / "near"
    for names in (["Acme", "Borealis", "Cantera"], ["Duero"]):  # the last takes Acme's place
        for name, stem in zip(names, "abc", strict=False):
            text = note.format(name).encode()
            cloud.storage.put(f"{bucket}/in/{stem}.txt", text)
            (tmp_path / f"{stem}.txt").write_bytes(text)
        assert main(["run", "--input", f"{bucket}/in", "--output", f"{bucket}/out"]) == 0
        assert main(["run", "--input", f"{tmp_path}/*.txt", "--output", str(near)]) == 0
    assert len(manifests(f"{bucket}/out")) == 4
    assert_in_order(cloud, f"{bucket}/out")
    far = tables_in(cloud.storage.download(f"{bucket}/out", tmp_path / "far"))
    assert wherever_read(far) == wherever_read(tables_in(near))
    assert len(far["articles"]) == 3


# --- the machine dies --------------------------------------------------------------------------


def write_what_is_new(
    output: str, stamp: RunStamp, articles: Sequence[LinkedArticle], *, overwrite: bool
) -> None:
    """Mend the folder, then stage and commit the articles that it does not hold."""
    open_output(output)
    earlier = manifests(output)
    known = {file.uri for manifest in earlier for file in manifest.inputs if not overwrite}
    new = [linked for linked in articles if linked.article.source_uri not in known]
    rows = [row for linked in new for row in rows_of(linked, stamp)]
    staged = [
        store.stage(output, stamp.run_id, table, f"part-{stamp.run_id}.parquet", found)
        for table in FEW
        if (found := [row for row in rows if table_of(type(row)) == table])
    ]
    if new:
        inputs = [RawFile(linked.article.source_uri, 1, "v1") for linked in new]
        replaces = [manifest.run_id for manifest in earlier] if overwrite else []
        commit_run(stamp, staged, inputs, output, {}, replaces)


def assert_in_order(cloud: Cloud, output: str) -> None:
    """The objects are the files that the manifests list, the manifests, and nothing else.

    But for sketches, each beside the articles that it is of.
    """
    listed = [
        path
        for manifest in manifests(output)
        for path in (f"_runs/{manifest.run_id}.json", *(file.path for file in manifest.files))
    ]
    names = cloud.storage.names(output)
    kept = {name for name in names if name.endswith(SKETCHES)}
    assert [name for name in names if name not in kept] == sorted(listed)
    assert kept <= {sketches_path(path) for path in listed if path.startswith("articles/")}


@pytest.mark.parametrize(
    "overwrite",
    [
        pytest.param(False, id="adding"),
        pytest.param(True, id="overwriting", marks=pytest.mark.cloud),
    ],
)
def test_a_run_that_dies_after_any_change_leaves_what_an_undisturbed_one_does(
    cloud: Cloud,
    overwrite: bool,
    stamp: RunStamp,
    many: Callable[[int], list[LinkedArticle]],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """A dark store stands for the death: it keeps what was done, and nothing comes after."""
    monkeypatch.setattr(store, "TABLES", {name: TABLES[name] for name in FEW})
    first, killed, last = (dataclasses.replace(stamp, run_id=f"run-{n}") for n in range(3))
    endings = set()
    for number in itertools.count():
        cloud.clear()  # the emulator writes down all that it has, at each change
        output = f"{cloud.storage.add_bucket('news')}/{number}"
        write_what_is_new(output, first, many(1), overwrite=False)
        cloud.storage.changes_left = number
        try:
            write_what_is_new(output, killed, many(3), overwrite=overwrite)
            died = cloud.storage.changes_left == 0
        except Exception:
            died = True
        cloud.storage.changes_left = None

        completed, cleared = open_output(output)
        committed = killed.run_id in {manifest.run_id for manifest in manifests(output)}
        assert committed or not completed
        assert_in_order(cloud, output)
        endings.add((bool(completed), bool(cleared)))
        write_what_is_new(output, last, many(3), overwrite=overwrite and not committed)
        assert_in_order(cloud, output)
        found = tables_in(cloud.storage.download(output, tmp_path / str(number)))
        assert {table: len(rows) for table, rows in found.items()} == dict(
            zip(FEW, (3, 3, 0), strict=True)
        )
        assert len({row["article_id"] for row in found["articles"]}) == 3
        if not died:
            break
    assert number > 10
    assert endings == {(False, False), (True, False), (False, True)}

"""Tables of other versions of the program: added to, or refused before anything is written."""

import json
import shutil
from pathlib import Path
from typing import Any

import duckdb
import pyarrow.compute as pc
import pyarrow.parquet as parquet
import pytest

import schemas.arrow
from pipeline.__main__ import main
from pipeline.elements import DeadLetter, RunStamp
from pipeline.guard import DEAD_LETTERS
from pipeline.write import (
    IncompatibleTables,
    commit_run,
    committed,
    each_letter,
    each_manifest,
    letters_of,
    manifests,
    open_output,
    rows_of,
    store,
    supersede,
    write,
)
from pipeline.write.committed import check_version

NOTE = """{name} fined 5 million euros

MADRID, May 3 (Own) - A court in Lima fined {name} 5 million euros on Monday for late filings.
{name} said its chief executive, Ana Roe, will step down in June, and that it would appeal in May.
"""
LATER = ("duplicate_of", "country", "value")
"""Columns that the older version did not have yet."""
OLD, NEW = "1.0.0", "1.1.0"


@pytest.fixture
def newer(monkeypatch: pytest.MonkeyPatch) -> None:
    """The program as one of a newer version, with the same columns."""
    for module in (committed, write, schemas.arrow):
        monkeypatch.setattr(module, "SCHEMA_VERSION", NEW)
    monkeypatch.setattr(schemas.arrow, "arrow_schema", schemas.arrow.arrow_schema.__wrapped__)


@pytest.fixture(scope="module")
def scene(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Two notes, and their tables as this version writes them."""
    scene = tmp_path_factory.mktemp("versions")
    (scene / "in").mkdir()
    for name in ("Acme", "Borealis"):
        (scene / "in" / f"{name}.txt").write_text(NOTE.format(name=name), "utf-8")
    assert run(scene) == 0
    return scene


@pytest.fixture
def folder(scene: Path, tmp_path: Path) -> Path:
    """A copy of them, to change; manifests and rows name the notes by their place."""
    shutil.copytree(scene, tmp_path, dirs_exist_ok=True)
    for path in (tmp_path / "out" / "_runs").glob("*.json"):
        path.write_text(path.read_text("utf-8").replace(str(scene), str(tmp_path)), "utf-8")
    for path in (tmp_path / "out").glob("**/*.parquet"):
        table = parquet.ParquetFile(path).read()
        uris = pc.replace_substring(table["source_uri"], str(scene), str(tmp_path))
        place = table.schema.get_field_index("source_uri")
        moved = table.set_column(place, table.schema.field("source_uri"), uris)
        parquet.write_table(moved, path)
    return tmp_path


def run(folder: Path, *options: str) -> int:
    arguments = ["--input", str(folder / "in"), "--output", str(folder / "out"), *options]
    return main(["run", *arguments])


def make_older(output: Path) -> None:
    """Take away what the older version did not have."""
    for path in output.glob("**/*.parquet"):
        table = parquet.ParquetFile(path).read()
        table = table.drop_columns([name for name in LATER if name in table.column_names])
        metadata = {**(table.schema.metadata or {}), b"schema_version": OLD.encode()}
        parquet.write_table(table.replace_schema_metadata(metadata), path)
    rewrite(output, schema_version=OLD)
    for path in (output / "_runs").glob("*.json"):
        told = json.loads(path.read_text("utf-8"))
        del told["metrics"]
        path.write_text(json.dumps(told), "utf-8")


def rewrite(output: Path, **changes: Any) -> None:
    """Change what the manifests tell."""
    for path in (output / "_runs").glob("*.json"):
        path.write_text(json.dumps(json.loads(path.read_text("utf-8")) | changes), "utf-8")


def versions(output: Path) -> dict[Path, bytes]:
    return {
        path: parquet.read_schema(path).metadata[b"schema_version"]
        for path in output.glob("**/*.parquet")
    }


def tree(folder: Path) -> dict[Path, bytes]:
    return {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def rows(output: Path, table: str) -> list[tuple[Any, ...]]:
    return duckdb.sql(
        f"SELECT source_uri, * FROM read_parquet('{output}/{table}/*.parquet', union_by_name=true) "
        "ORDER BY ALL"
    ).fetchall()


def test_files_and_manifests_tell_the_version_of_their_columns(scene: Path) -> None:
    assert set(versions(scene / "out").values()) == {b"1.0.0"}
    assert {each.schema_version for each in each_manifest(str(scene / "out"))} == {"1.0.0"}


@pytest.mark.usefixtures("newer")
def test_a_newer_version_adds_to_the_tables_of_an_older_one(folder: Path) -> None:
    make_older(folder / "out")
    before = versions(folder / "out")
    shutil.copy(folder / "in" / "Acme.txt", folder / "in" / "Copy.txt")
    assert run(folder) == 0
    after = versions(folder / "out")
    assert before.items() <= after.items()  # what was there is as it was
    added = {version for path, version in after.items() if path not in before}
    assert added == {NEW.encode()}
    articles = duckdb.sql(
        "SELECT parse_filename(source_uri), duplicate_of IS NOT NULL "
        f"FROM read_parquet('{folder}/out/articles/*.parquet', union_by_name=true) ORDER BY 1"
    ).fetchall()
    assert articles == [("Acme.txt", False), ("Borealis.txt", False), ("Copy.txt", True)]
    assert {each.schema_version for each in manifests(str(folder / "out"))} == {OLD, NEW}


@pytest.mark.usefixtures("newer")
def test_a_changed_file_takes_the_place_of_rows_of_an_older_version(folder: Path) -> None:
    make_older(folder / "out")
    (folder / "in" / "Acme.txt").write_text(NOTE.format(name="Cantera"), "utf-8")
    assert run(folder) == 0
    found = {row[0]: row for row in rows(folder / "out", "articles")}
    assert sorted(Path(uri).name for uri in found) == ["Acme.txt", "Borealis.txt"]
    assert "Cantera" in str(found[str(folder / "in" / "Acme.txt")])
    left = [
        parquet.read_schema(path)
        for path, version in versions(folder / "out" / "articles").items()
        if version == OLD.encode()
    ]
    assert left
    assert all("duplicate_of" not in schema.names for schema in left)


@pytest.mark.parametrize(
    ("version", "way_out"),
    [
        ("1.0.1", "a newer version of this program"),
        ("1.10.0", "a newer version of this program"),
        ("2.0.0", "a newer version of this program"),
        ("0.9.0", "take another --output, or --overwrite"),
    ],
)
def test_other_tables_are_refused_before_anything_is_written(
    folder: Path, capsys: pytest.CaptureFixture[str], version: str, way_out: str
) -> None:
    rewrite(folder / "out", schema_version=version, unheard_of={"a": 1})
    (folder / "out" / "_staging" / "other").mkdir(parents=True)
    (folder / "out" / "_staging" / "other" / "begun.parquet").write_bytes(b"by another version")
    (folder / "in" / "more.txt").write_text(NOTE.format(name="Duero"), "utf-8")
    before = tree(folder)
    assert run(folder) == 2
    (line,) = capsys.readouterr().err.splitlines()
    assert line.startswith(f"error: cannot use {folder / 'out'}: its tables are of schema version")
    assert version in line
    assert way_out in line
    assert tree(folder) == before


def test_dead_letters_of_an_older_version_are_read_with_nulls_for_what_they_lack(
    tmp_path: Path, stamp: RunStamp, capsys: pytest.CaptureFixture[str]
) -> None:
    output, place = str(tmp_path / "out"), f"{DEAD_LETTERS}/part-old.parquet"
    open_output(output)
    letter = DeadLetter("read", "a.txt", "7", 3, "UnreadableFile", "cut off", "stack")
    (row,) = rows_of(letter, stamp)
    staged = store.stage(output, stamp.run_id, DEAD_LETTERS, Path(place).name, [row])
    manifest = commit_run(stamp, [staged], [], output, {}, [])
    table = parquet.ParquetFile(Path(output, place)).read()
    old = table.drop_columns(["source_record", "offset"])
    parquet.write_table(old, Path(output, place))
    (found,) = letters_of(manifest, output)
    assert found == {**table.to_pylist()[0], "source_record": None, "offset": None}
    (some,) = each_letter(output, ["offset", "source_uri"])
    assert some == {"offset": None, "source_uri": "a.txt"}
    assert main(["dead-letters", "--output", output]) == 0
    assert capsys.readouterr().out.endswith("  read  a.txt: UnreadableFile: cut off\n")
    gone = supersede(output, "run-2", [], [], again=frozenset(["a.txt"]))
    assert gone.revision.gone == (place,)


def test_overwriting_replaces_tables_of_any_version(folder: Path) -> None:
    rewrite(folder / "out", schema_version="2.0.0", unheard_of={"a": 1})
    before = tree(folder / "out" / "articles")
    assert run(folder, "--overwrite") == 0
    assert len(rows(folder / "out", "articles")) == 2
    assert not before.keys() & tree(folder / "out" / "articles").keys()
    (manifest,) = manifests(str(folder / "out"))
    assert manifest.schema_version == "1.0.0"


def test_a_commit_that_a_newer_version_has_begun_is_left_to_it(folder: Path) -> None:
    journal = folder / "out" / "_staging" / "later" / "manifest.json"
    journal.parent.mkdir(parents=True)
    journal.write_text('{"manifest": {"schema_version": "2.0.0"}, "steps": []}', "utf-8")
    before = tree(folder)
    for overwrite in (False, True):
        with pytest.raises(IncompatibleTables, match="let that complete it"):
            open_output(str(folder / "out"), overwrite=overwrite)
    assert tree(folder) == before


@pytest.mark.parametrize("data", [b"", b"[]", b'{"schema_version": "x"}', b"{}", b"3"])
def test_what_is_no_manifest_has_no_version(data: bytes) -> None:
    check_version(data)

"""The long run's articles, and its check: which must see what is lost, doubled or changed."""

import json
import shutil
from collections.abc import Callable
from pathlib import Path

import pyarrow.parquet as parquet
import pytest

from benchmarks.large.articles import SENTENCES, mixed, write_input
from benchmarks.large.check import differences
from pipeline.__main__ import main
from pipeline.elements import Document
from pipeline.read import list_files, read_file

POOLS = {
    "en": [
        f"A court in Lima fined firm {number} on Monday for late filings." for number in range(40)
    ],
    "es": [f"Un tribunal de Lima multó el lunes a la empresa {number}." for number in range(30)],
}


def test_articles_are_of_real_size_and_come_again_with_their_seed() -> None:
    rows = list(mixed(POOLS, 50, 1))
    assert rows == list(mixed(POOLS, 50, 1)) != list(mixed(POOLS, 50, 2))
    least, most = SENTENCES
    for row in rows:
        sentences = [each for each in row["text"].replace("\n\n", " ").split(". ") if each]
        assert least <= len(sentences) <= most
        assert len(set(sentences)) == len(sentences)
        assert len({"fined" in each for each in sentences}) == 1  # one language
    assert len({row["text"] for row in rows}) == 50


def test_every_article_is_written_once_into_one_packed_file_and_small_ones(tmp_path: Path) -> None:
    write_input(tmp_path, mixed(POOLS, 250, 0), 250)
    files = list_files([str(tmp_path)]).files
    names = [Path(file.uri).name for file in files]
    assert names == ["00000.jsonl.gz", "00001.jsonl", "00002.jsonl", "00003.jsonl"]
    read = [each for file in files for each in read_file(file)]
    assert len(read) == 250
    for document, row in zip(read, mixed(POOLS, 250, 0), strict=True):
        assert isinstance(document, Document)
        assert (document.title, row["text"] in document.text) == (row["title"], True)


@pytest.fixture(scope="module")
def scene(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Three files of an article each, their tables, and those of one of them alone."""
    folder = tmp_path_factory.mktemp("large")
    (folder / "in").mkdir()
    for number, row in enumerate(mixed(POOLS, 3, 0)):
        (folder / "in" / f"{number}.jsonl").write_text(json.dumps(row) + "\n", "utf-8")
    for source, output in (("in", "out"), ("in/1.jsonl", "again")):
        main(["run", "--input", str(folder / source), "--output", str(folder / output)])
    return folder


def lose_an_article(output: Path) -> None:
    (path,) = [each for each in output.glob("articles/*") if parquet.read_metadata(each).num_rows]
    parquet.write_table(parquet.read_table(path).slice(1), path)


def double_an_event(output: Path) -> None:
    path = next(each for each in output.glob("events/*/*") if parquet.read_metadata(each).num_rows)
    table = parquet.ParquetFile(path).read()
    parquet.write_table(table.take([0, *range(len(table))]), path)


def leave_an_orphan(output: Path) -> None:
    path = next(output.glob("rejected/*"))
    shutil.copy(path, path.with_name("part-of-nobody.parquet"))


def change_a_row(output: Path) -> None:
    for path in output.glob("articles/*"):
        table = parquet.ParquetFile(path).read()
        place = table.schema.get_field_index("title")
        titles = [f"{title}!" for title in table["title"].to_pylist()]
        parquet.write_table(table.set_column(place, table.schema.field("title"), [titles]), path)


def nothing(_: Path) -> None:
    pass


@pytest.mark.parametrize(
    ("harm", "seen"),
    [
        (nothing, []),
        (lose_an_article, [0, 2, 3]),
        (double_an_event, [2, 3]),
        (leave_an_orphan, [3]),
        (change_a_row, [4]),
    ],
)
def test_the_check_sees_what_is_not_as_it_must_be(
    scene: Path, tmp_path: Path, harm: Callable[[Path], None], seen: list[int]
) -> None:
    shutil.copytree(scene / "out", tmp_path / "out")
    harm(tmp_path / "out")
    found = list(differences(scene / "in", tmp_path / "out", scene / "again").values())
    missing = [place for place in seen if not found[place]]
    assert not missing
    assert bool(seen) == any(found)

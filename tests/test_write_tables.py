"""WriteTables in a pipeline: the rows arrive, in order, once, and the manifest tells of them."""

import dataclasses
import io
from collections.abc import Callable, Sequence
from pathlib import Path

import apache_beam as beam
import duckdb
import pyarrow.parquet as parquet
import pytest
from apache_beam.io.filesystems import FileSystems
from apache_beam.runners.portability.fn_api_runner import FnApiRunner
from apache_beam.testing.util import assert_that, equal_to

from pipeline.elements import DeadLetter, LinkedArticle, RawFile, Rejected, RunStamp
from pipeline.guard import DEAD_LETTERS, REJECTED
from pipeline.write import WriteTables, manifests, open_output
from pipeline.write import write as write_module
from schemas import SCHEMA_VERSION, TABLES, InputFile, Manifest, arrow_schema

Articles = Callable[[int], list[LinkedArticle]]
REJECTS = [Rejected("news/r.txt", None, 0, 9, "too_short", "9 characters", "some text")]
LETTERS = [DeadLetter("read", "news/x.gz", None, None, "OSError", "gone", "Traceback")]


def write(
    transform: WriteTables,
    articles: Sequence[object] = (),
    rejected: Sequence[object] = (),
    dead_letters: Sequence[object] = (),
    files: Sequence[RawFile] = (),
) -> Manifest:
    """Run the transform; returns the manifest that lies in the folder afterwards."""
    with beam.Pipeline(runner=FnApiRunner()) as pipeline:
        inputs = {
            "articles": pipeline | "Articles" >> beam.Create(articles),
            REJECTED: pipeline | "Rejected" >> beam.Create(rejected),
            DEAD_LETTERS: pipeline | "DeadLetters" >> beam.Create(dead_letters),
            "files": pipeline | "Files" >> beam.Create(files),
        }
        written = inputs | "WriteTables" >> transform
        ids = written | "RunIds" >> beam.Map(lambda manifest: manifest.run_id)
        assert_that(ids, equal_to([transform.run.run_id]))
    (manifest,) = (m for m in manifests(transform.output) if m.run_id == transform.run.run_id)
    return manifest


def rows_of_table(output: str, manifest: Manifest, table: str) -> list[dict[str, object]]:
    rows = []
    for file in manifest.files:
        if file.table == table:
            with FileSystems.open(f"{output}/{file.path}") as data:
                rows += parquet.read_table(io.BytesIO(data.read())).to_pylist()
    return rows


def test_rows_of_every_kind_arrive_and_the_manifest_lists_them(
    output: str, stamp: RunStamp, many: Articles
) -> None:
    files = [RawFile("news/1.txt", 5, "v1"), RawFile("news/0.txt", 7, "v0")]
    manifest = write(
        WriteTables(output, stamp, settings={"runner": "local"}),
        articles=many(3),
        rejected=REJECTS,
        dead_letters=LETTERS,
        files=files,
    )
    counts = {
        "articles": 3,
        "dead_letters": 1,
        "rejected": 1,
        "events/event_type=fine": 3,
        "events/event_type=arrest": 3,
    }
    assert manifest.counts == counts
    assert {file.table for file in manifest.files} == set(TABLES)
    for table, count in counts.items():
        rows = rows_of_table(output, manifest, table)
        assert len(rows) == count
        assert {row["run_id"] for row in rows} == {stamp.run_id}
    assert manifest.inputs == (
        InputFile(uri="news/0.txt", size=7, fingerprint="v0"),
        InputFile(uri="news/1.txt", size=5, fingerprint="v1"),
    )
    assert manifest.status == "committed"
    assert manifest.settings == {"runner": "local"}
    assert manifest.started_at == stamp.started_at
    assert manifest.seconds.keys() == {"total"}  # within a job, no metrics can be asked for
    assert manifest.seconds["total"] > 0
    assert manifest.metrics == {}
    assert (manifest.pipeline_version, manifest.ontology_version) == ("1.2.3", "1.0.0")
    assert (manifest.schema_version, manifest.model_id) == (SCHEMA_VERSION, "small-1")


def test_rows_are_sorted_by_date_then_place_and_those_without_date_come_last(
    tmp_path: Path, stamp: RunStamp, many: Articles
) -> None:
    articles = many(4)
    undated = dataclasses.replace(articles[0].article, published_at=None, article_id="0")
    articles[0] = dataclasses.replace(articles[0], article=undated)
    one_more_fine = dataclasses.replace(
        articles[1].events[0], best=articles[1].events[0].mentions[0]
    )
    events = (*articles[1].events, one_more_fine)
    articles[1] = dataclasses.replace(articles[1], events=events)
    manifest = write(WriteTables(str(tmp_path), stamp), articles=articles)

    rows = rows_of_table(str(tmp_path), manifest, "articles")
    assert [row["article_id"] for row in rows] == [f"{n:032x}" for n in (3, 2, 1)] + ["0"]
    fines = rows_of_table(str(tmp_path), manifest, "events/event_type=fine")
    assert [(row["source_uri"], row["start"]) for row in fines] == [
        ("news/3.txt", 36),
        ("news/2.txt", 36),
        ("news/1.txt", 10),
        ("news/1.txt", 36),
        ("news/0.txt", 36),
    ]


def test_any_tool_opens_the_tables_with_a_plain_glob(
    tmp_path: Path, stamp: RunStamp, many: Articles
) -> None:
    write(WriteTables(str(tmp_path), stamp), articles=many(2))
    found = duckdb.execute(
        f"SELECT event_type, count(*) FROM read_parquet('{tmp_path}/events/*/*.parquet', "
        "union_by_name=true) GROUP BY ALL ORDER BY ALL"
    ).fetchall()
    assert found == [("arrest", 2), ("fine", 2)]


def test_files_are_compressed_and_carry_what_a_reader_skips_by(
    tmp_path: Path, stamp: RunStamp, many: Articles
) -> None:
    manifest = write(WriteTables(str(tmp_path), stamp), articles=many(2))
    (file,) = (file for file in manifest.files if file.table == "articles")
    metadata = parquet.read_metadata(tmp_path / file.path)
    columns = [metadata.row_group(0).column(n) for n in range(metadata.num_columns)]
    assert {column.compression for column in columns} == {"ZSTD"}
    (published,) = (column for column in columns if column.path_in_schema == "published_at")
    assert published.has_column_index
    assert published.statistics.min == many(2)[1].article.published_at
    assert published.statistics.max == many(2)[0].article.published_at


def test_an_element_that_makes_no_row_is_written_as_a_dead_letter(
    tmp_path: Path, stamp: RunStamp, many: Articles
) -> None:
    good, bad = many(2)
    bad = dataclasses.replace(bad, article=dataclasses.replace(bad.article, title="half \ud83d"))
    worse = DeadLetter("read", "a\udcff", None, None, "OSError", "bad \ud83d", "")
    manifest = write(
        WriteTables(str(tmp_path), stamp),
        articles=[good, bad],
        rejected=["no element at all"],
        dead_letters=[worse],
    )
    assert manifest.counts == {
        "articles": 1,
        "dead_letters": 3,
        "events/event_type=fine": 1,
        "events/event_type=arrest": 1,
    }
    letters = rows_of_table(str(tmp_path), manifest, "dead_letters")
    assert sorted((row["stage"], row["source_uri"], row["error"]) for row in letters) == [
        ("read", "a\\udcff", "OSError"),
        ("write", "", "TypeError"),
        ("write", "news/1.txt", "ValidationError"),
    ]


def test_a_run_without_input_leaves_tables_that_open(output: str, stamp: RunStamp) -> None:
    manifest = write(WriteTables(output, stamp))
    assert manifest.counts == {}
    assert manifest.inputs == ()
    assert sorted(file.table for file in manifest.files) == sorted(TABLES)
    for file in manifest.files:
        with FileSystems.open(f"{output}/{file.path}") as data:
            table = parquet.read_table(io.BytesIO(data.read()))
        assert (table.num_rows, table.schema) == (0, arrow_schema(TABLES[file.table]))


def test_the_same_run_done_twice_leaves_its_rows_once(
    output: str, stamp: RunStamp, many: Articles
) -> None:
    open_output(output)
    first = write(WriteTables(output, stamp), articles=many(3), rejected=REJECTS)
    second = write(WriteTables(output, stamp), articles=many(3), rejected=REJECTS)
    assert second.files == first.files
    assert len(manifests(output)) == 1
    (found,) = FileSystems.match([f"{output}/**"])
    assert len(found.metadata_list) == len(first.files) + 2  # the manifest, and sketches
    assert open_output(output) == ([], [])


def test_a_run_that_replaces_another_leaves_its_own_rows_alone(
    output: str, stamp: RunStamp, many: Articles
) -> None:
    old = write(WriteTables(output, stamp), articles=many(3), rejected=REJECTS)
    later = dataclasses.replace(stamp, run_id="20250101T000000Z-2")
    new = write(WriteTables(output, later, replaces=[old.run_id]), articles=many(1))
    assert manifests(output) == [new]
    (found,) = FileSystems.match([f"{output}/**"])
    assert len(found.metadata_list) == len(new.files) + 2  # the manifest, and sketches
    assert len(rows_of_table(output, new, "articles")) == 1


def test_a_bundle_tried_again_writes_the_same_files(
    tmp_path: Path, stamp: RunStamp, many: Articles
) -> None:
    def staged(articles: Sequence[LinkedArticle]) -> list[object]:
        stage = write_module.StageRows(str(tmp_path), stamp)
        stage.start_bundle()
        assert [result for article in articles for result in stage.process(article)] == []
        return [windowed.value for windowed in stage.finish_bundle()]

    first, again = staged(many(3)), staged(many(3)[::-1])
    assert first == again
    assert first != staged(many(2))
    assert len(first) == 3


def test_a_large_bundle_is_written_in_several_files(
    tmp_path: Path, stamp: RunStamp, many: Articles, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(write_module, "ROWS_PER_FILE", 2)
    manifest = write(WriteTables(str(tmp_path), stamp), articles=many(5))
    sizes = sorted(file.rows for file in manifest.files if file.table == "articles")
    assert sizes == [1, 2, 2]
    rows = rows_of_table(str(tmp_path), manifest, "articles")
    assert sorted(str(row["article_id"]) for row in rows) == [f"{n:032x}" for n in range(5)]


@pytest.mark.parametrize("path", ["", "objects://bucket/a[1]"])
def test_an_output_that_is_no_folder_is_refused_at_once(path: str, stamp: RunStamp) -> None:
    with pytest.raises(ValueError, match=r"must name a folder|for a pattern"):
        WriteTables(path, stamp)

"""Streaming: windows, late data, repetitions, bad messages, drain; on a clock of the tests."""

from pathlib import Path

import pytest
from apache_beam.io.gcp.pubsub import PubsubMessage

from pipeline.stream import write
from pipeline.stream.messages import KEPT_CHARACTERS
from pipeline.write import manifests, recover
from tests.streams import (
    LATENESS,
    Clock,
    QuickModel,
    at,
    carried,
    listed,
    notification,
    other_job,
    rows_in,
    run_stream,
    tables,
    titles_by_window,
)


@pytest.fixture(autouse=True)
def quick_model(monkeypatch: pytest.MonkeyPatch) -> None:
    model = QuickModel()
    monkeypatch.setattr("pipeline.inference.handler.load_model", lambda _: model)


@pytest.fixture
def output(tmp_path: Path) -> str:
    return str(tmp_path / "tables")


def test_articles_are_written_in_the_window_of_their_message(output: str) -> None:
    stream = (
        Clock()
        .until(0)
        .add_elements(at(1, carried("Lima")) + at(59, carried("Oslo")))
        .add_elements(at(61, carried("Bern")))
        .advance_watermark_to_infinity()
    )
    run_stream(stream, tables(output))
    assert titles_by_window(output) == {
        (0, "first"): ["Lima bank pays", "Oslo bank pays"],
        (60, "first"): ["Bern bank pays"],
    }


def test_a_window_makes_one_file_of_each_table_however_many_bundles_it_came_in(
    output: str,
) -> None:
    stream = Clock().until(0)
    for second in range(12):
        stream = stream.add_elements(at(second, carried(f"Bank{second}", 11 + second)))
    run_stream(stream.advance_watermark_to_infinity(), tables(output))
    files = sorted(path.relative_to(output).as_posix() for path in Path(output).rglob("*.parquet"))
    assert files == listed(output)
    assert [path.rsplit("-", 1)[0] for path in files] == [
        f"{table}/part-stream-20260105T120000Z-shard0-pane0-20d9109f"
        for table in ("articles", "events/event_type=fine")
    ]
    assert len(rows_in(output, "articles")) == len(rows_in(output, "events/event_type=fine")) == 12
    assert not Path(output, "_staging").exists()


def test_shards_part_a_window_and_keep_events_with_their_article(output: str) -> None:
    messages = [carried(f"Bank{number}", 11 + number) for number in range(12)]
    stream = Clock().until(0).add_elements(at(1, *messages)).advance_watermark_to_infinity()
    run_stream(stream, tables(output, shards=3))
    runs = {row["article_id"]: row["run_id"] for row in rows_in(output, "articles")}
    events = rows_in(output, "events/event_type=fine")
    assert {row["article_id"]: row["run_id"] for row in events} == runs
    assert {run.split("-")[2] for run in runs.values()} == {"shard0", "shard1", "shard2"}
    assert len(listed(output)) == 6


def test_late_messages_make_further_files_and_the_first_ones_stay(output: str) -> None:
    stream = (
        Clock()
        .until(0)
        .add_elements(at(1, carried("Lima")))
        .until(65)
        .add_elements(at(2, carried("Oslo")))
        .until(600)
        .add_elements(at(3, carried("Bern")))
        .advance_watermark_to_infinity()
    )
    run_stream(stream, tables(output))
    assert titles_by_window(output) == {
        (0, "first"): ["Lima bank pays"],
        (0, "later"): ["Bern bank pays", "Oslo bank pays"],
    }
    assert [each.settings["pane"] for each in manifests(output)] == [0, 1, 2]


def test_a_message_that_comes_again_is_taken_once(output: str) -> None:
    again = PubsubMessage(carried("Lima").data, {"trace": "2"}, "published-twice")
    stream = (
        Clock()
        .until(0)
        .add_elements(at(1, carried("Lima"), carried("Lima"), carried("Oslo")))
        .add_elements(at(1, again))
        .until(65)
        .add_elements(at(1, carried("Lima")) + at(70, again))
        .advance_watermark_to_infinity()
    )
    run_stream(stream, tables(output))
    assert titles_by_window(output) == {(0, "first"): ["Lima bank pays", "Oslo bank pays"]}


def test_what_came_is_forgotten_when_no_window_would_take_it_any_more(output: str) -> None:
    stream = (
        Clock()
        .until(0)
        .add_elements(at(1, carried("Lima")))
        .until(LATENESS + 130)
        .add_elements(at(LATENESS + 140, carried("Lima")))
        .advance_watermark_to_infinity()
    )
    run_stream(stream, tables(output))
    assert [len(titles) for titles in titles_by_window(output).values()] == [1, 1]


def test_bad_messages_are_dead_letters_that_keep_what_came(output: str) -> None:
    broken = PubsubMessage(b'{"title": "Broken", "text": "cut o', {}, "m1")
    binary = PubsubMessage(b"\x00\x01\x02" * 20_000, {}, "m2")
    odd = PubsubMessage(b"", {**notification("a.txt").attributes, "objectGeneration": "x"}, "m3")
    empty = PubsubMessage(b'{"title": "No text"}', {}, "m4")
    stream = (
        Clock()
        .until(0)
        .add_elements(at(1, broken, carried("Lima"), binary, odd, empty))
        .advance_watermark_to_infinity()
    )
    run_stream(stream, tables(output))
    assert titles_by_window(output) == {(0, "first"): ["Lima bank pays"]}
    letters = {
        row["message"].split("\n")[1].split(",")[0]: row["message"]
        for row in rows_in(output, "dead_letters")
    }
    assert letters["message m1"].startswith("not JSON: ")
    assert letters["message m1"].endswith('bytes: {"title": "Broken", "text": "cut o')
    assert "60,000 bytes (the first 10,000 characters): " in letters["message m2"]
    assert len(letters["message m2"]) < KEPT_CHARACTERS + 300
    assert letters["message m3"].startswith("objectGeneration is 'x', not a number")
    assert len(letters) == 3
    (rejected,) = rows_in(output, "rejected")
    assert (rejected["reason"], rejected["source_uri"][:8]) == ("empty", "message:")


def test_notifications_of_our_own_files_and_of_other_events_are_left_out(output: str) -> None:
    left_out = [
        notification("tables/articles/part-1.parquet"),
        notification("in/a.txt", event="OBJECT_DELETE"),
        notification("in/_SUCCESS"),
        notification("in/.hidden/a.txt"),
        notification("in/"),
        notification("in/picture.png"),
    ]
    stream = Clock().until(0).add_elements(at(1, *left_out)).advance_watermark_to_infinity()
    job = tables(output)
    job.write.output = "gs://news/tables"
    run_stream(stream, job)
    assert not Path(output).exists()


def test_articles_that_repeat_others_are_marked_across_windows(output: str) -> None:
    reprint = carried("Lima").data.replace(b"told the Lima Courier", b"said")
    stream = (
        Clock()
        .until(0)
        .add_elements(at(1, carried("Lima", published_at="2026-01-05T10:00:00Z")))
        .add_elements(at(2, carried("Lima", published_at="2026-01-04T10:00:00Z", url="u")))
        .until(130)
        .add_elements(at(140, PubsubMessage(reprint, {}, "r"), carried("Oslo", 12)))
        .advance_watermark_to_infinity()
    )
    run_stream(stream, tables(output, within=3600))
    rows = sorted(rows_in(output, "articles"), key=lambda row: row["published_at"] is None)
    first = min(rows[:2], key=lambda row: row["published_at"])["article_id"]
    marks = {
        (row["title"], row["published_at"] and row["published_at"].day): row["duplicate_of"]
        for row in rows
    }
    assert marks == {
        ("Lima bank pays", 4): None,
        ("Lima bank pays", 5): first,
        ("Lima bank pays", None): first,
        ("Oslo bank pays", None): None,
    }
    assert sum(each.counts.get("duplicates", 0) for each in manifests(output)) == 2


def test_a_reprint_that_comes_too_late_is_not_compared(output: str) -> None:
    stream = (
        Clock()
        .until(0)
        .add_elements(at(1, carried("Lima")))
        .until(400)
        .add_elements(at(410, carried("Lima", url="u")))
        .advance_watermark_to_infinity()
    )
    run_stream(stream, tables(output, within=300))
    assert [row["duplicate_of"] for row in rows_in(output, "articles")] == [None, None]


def test_a_drained_job_writes_what_it_holds_and_the_next_one_goes_on_beside_it(output: str) -> None:
    drained = Clock().until(0).add_elements(at(1, carried("Lima"))).advance_watermark_to_infinity()
    run_stream(drained, tables(output))
    after = Clock().until(0).add_elements(at(5, carried("Oslo"))).advance_watermark_to_infinity()
    run_stream(after, tables(output, other_job("stream-job-2")))
    assert titles_by_window(output) == {(0, "first"): ["Lima bank pays", "Oslo bank pays"]}
    assert len(listed(output)) == 4


def test_a_commit_that_fails_is_tried_again_and_leads_to_the_same_files(
    output: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    tries: list[str] = []

    def fail_twice(folder: str, manifest: object) -> None:
        tries.append(folder)
        if len(tries) == 1:
            raise OSError("before")
        commit(folder, manifest)
        if len(tries) == 2:
            raise OSError("after")

    commit = write.commit
    monkeypatch.setattr(write, "commit", fail_twice)
    stream = Clock().until(0).add_elements(at(1, carried("Lima"))).advance_watermark_to_infinity()
    run_stream(stream, tables(output))
    assert len(tries) == 3
    assert titles_by_window(output) == {(0, "first"): ["Lima bank pays"]}
    assert sorted(Path(output).rglob("*.parquet")) == [Path(output, p) for p in listed(output)]


def test_staging_that_fails_halfway_is_tried_again_and_leaves_nothing_behind(
    output: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    tries: list[str] = []

    def fail_once(folder: str, run_id: str, table: str, rows: list[object]) -> object:
        tries.append(table)
        if len(tries) == 2:
            raise OSError("disk")
        return stage_rows(folder, run_id, table, rows)

    stage_rows = write.stage_rows
    monkeypatch.setattr(write, "stage_rows", fail_once)
    stream = Clock().until(0).add_elements(at(1, carried("Lima"))).advance_watermark_to_infinity()
    run_stream(stream, tables(output))
    assert len(tries) == 4
    assert sorted(Path(output).rglob("*.parquet")) == [Path(output, p) for p in listed(output)]
    assert not Path(output, "_staging").exists()


def test_a_batch_run_leaves_alone_what_a_job_has_staged(output: str) -> None:
    for run_id in ("stream-20260105T120000Z-shard0-pane0-1", "20260105T120000Z-1"):
        staged = Path(output, "_staging", run_id, "articles", "part-1.parquet")
        staged.parent.mkdir(parents=True)
        staged.write_bytes(b"rows")
    assert recover(output) == ([], ["20260105T120000Z-1"])
    assert [path.name for path in Path(output, "_staging").iterdir()] == [
        "stream-20260105T120000Z-shard0-pane0-1"
    ]

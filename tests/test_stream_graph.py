"""The streaming graph as an engine sees it, its options, and the rules that it is made of."""

import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import apache_beam as beam
import pytest
from apache_beam.io.gcp.pubsub import PubsubMessage
from apache_beam.portability import common_urns
from apache_beam.portability.api import beam_runner_api_pb2
from hypothesis import given
from hypothesis import strategies as st

from pipeline.__main__ import main
from pipeline.elements import Document, LinkedArticle
from pipeline.stream import StreamTables, WriteWindows, write
from pipeline.stream.messages import Carried, parse_message, read_message
from pipeline.stream.repeats import Came, Mark, marks_among
from pipeline.stream.seen import NewObject
from pipeline.stream.write import originals_in, run_of_pane
from schemas import Article
from tests.streams import JOB, START, carried, notification, other_job, tables, text_of

SNAPSHOT = Path(__file__).parent / "snapshots" / "stream_steps.txt"
SUBSCRIPTION = "projects/project-1/subscriptions/news"


def steps_with_state(transform: StreamTables) -> list[str]:
    """The steps in which an engine keeps state, with what they keep, a line each."""
    pipeline = beam.Pipeline()
    _ = pipeline | beam.Create([carried("Lima")]) | "StreamTables" >> transform
    lines = []
    for step in pipeline.to_runner_api().components.transforms.values():
        if step.spec.urn == common_urns.primitives.GROUP_BY_KEY.urn:
            lines.append(f"{step.unique_name}: groups")
        if step.spec.urn == common_urns.primitives.PAR_DO.urn:
            payload = beam_runner_api_pb2.ParDoPayload.FromString(step.spec.payload)
            kept = sorted([*payload.state_specs, *payload.timer_family_specs])
            if kept:
                lines.append(f"{step.unique_name}: {', '.join(kept)}")
    return sorted(line for line in lines if line.startswith("StreamTables/"))


def test_steps_with_state_keep_their_names_so_that_a_running_job_can_be_updated() -> None:
    found = steps_with_state(tables("gs://b/tables", within=3600))
    if os.environ.get("UPDATE_SNAPSHOTS"):
        SNAPSHOT.write_text("\n".join(found) + "\n", encoding="utf-8")
    assert found == SNAPSHOT.read_text(encoding="utf-8").splitlines()
    changed = tables("gs://c", other_job("2"), within=60, shards=7, late_delay=600)
    assert steps_with_state(changed) == found


@pytest.mark.parametrize(
    ("option", "value"),
    [
        ("--subscription", "s"),
        ("--subscription", "projects/p/subscriptions/s"),
        ("--window", "0"),
        ("--window", "soon"),
        ("--allowed-lateness", "-1"),
        ("--allowed-lateness", "inf"),
        ("--repeats-within", "-1"),
        ("--shards", "0"),
        ("--shards", "1.5"),
        ("--field", "text"),
        ("--field", "author=by"),
        ("--runner", "NoRunner"),
        ("--no-such-option", "1"),
        ("--model", "/nowhere"),
    ],
)
def test_a_wrong_option_is_one_line_and_status_2(
    option: str, value: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    given_twice = ["--subscription", SUBSCRIPTION, "--output", str(tmp_path / "o"), option, value]
    assert main(["stream", *given_twice]) == 2
    assert capsys.readouterr().err.count("\n") == 1
    assert not (tmp_path / "o").exists()


def test_an_output_that_cannot_be_written_to_is_told_of_before_the_job_begins(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "file").write_text("")
    output = str(tmp_path / "file" / "tables")
    assert main(["stream", "--subscription", SUBSCRIPTION, "--output", output]) == 2
    assert capsys.readouterr().err.startswith(f"error: cannot use {output}: ")


@pytest.mark.parametrize(
    "wrong", [{"window": 0}, {"allowed_lateness": -1}, {"late_delay": -1}, {"shards": 0}]
)
def test_windows_refuse_what_makes_no_sense(wrong: dict[str, Any]) -> None:
    with pytest.raises(ValueError, match="window and shards"):
        tables("out", **wrong)
    with pytest.raises(ValueError, match="output must name a folder"):
        WriteWindows(output="", job=JOB, window=1, allowed_lateness=1)
    with pytest.raises(ValueError, match="below 0"):
        tables("out", within=-1)


def test_a_notification_is_told_from_an_article_by_its_attributes() -> None:
    assert parse_message(notification("in/a.txt", 7), "out") == NewObject("gs://news/in/a.txt", 7)
    found = parse_message(carried("Lima"), "out")
    assert isinstance(found, Carried)
    assert found.uri.startswith("message:")
    again = PubsubMessage(carried("Lima").data, {"any": "attribute"}, "another id")
    assert parse_message(again, "out") == found._replace(message_id="another id")


@pytest.mark.parametrize(
    ("name", "output", "taken"),
    [
        ("in/año 1.txt", "gs://news/tables", True),
        ("in/a.jsonl.gz", "gs://news/tables", True),
        ("in/a[1]*?.txt", "gs://news/tables", True),
        ("tables/articles/part-1.parquet", "gs://news/tables/", False),
        ("tables2/a.parquet", "gs://news/tables", True),
        ("tables/a.parquet", "gs://other/tables", True),
        ("in/_staging/a.txt", "gs://other/tables", False),
        ("in/.a.txt", "gs://other/tables", False),
        ("in/a.jpg", "gs://other/tables", False),
    ],
)
def test_objects_are_taken_by_their_names(name: str, output: str, taken: bool) -> None:
    assert (parse_message(notification(name), output) is not None) is taken


def documents_in(data: bytes, **fields: str) -> list[Document]:
    found = list(read_message(Carried("message:1", "m", data), 1 << 20, fields))
    assert all(isinstance(each, Document) for each in found), found
    return found  # type: ignore[return-value]


def test_a_message_is_read_as_a_file_with_its_bytes_would_be() -> None:
    text = text_of("Lima")
    (plain,) = documents_in(text.encode())
    assert (plain.source_uri, plain.source_record, plain.text) == ("message:1", None, text)
    (record,) = documents_in(b'{"headline": "T", "story": "S", "pub_date": "2026-01-05"}')
    assert (record.title, record.text, record.published_at) == (
        "T",
        "T\n\nS",
        START.replace(hour=0),
    )
    (named,) = documents_in(b'{"t": "T", "b": "B"}', text="b", title="t")
    assert named.text == "T\n\nB"
    assert [each.text for each in documents_in(b'[{"text": "A"}, {"text": "B"}]')] == ["A", "B"]
    assert [each.text for each in documents_in(b'{"text": "A"}\n{"text": "B"}\n')] == ["A", "B"]


ONE = st.builds(
    Came,
    at=st.integers(0, 3),
    published=st.sampled_from([0.0, 1.0, 1e18]),
    article_id=st.sampled_from("abcdef"),
    values=st.just(bytes(128)),
)


@given(st.lists(ONE, unique_by=lambda came: came.article_id))
def test_marks_never_form_a_circle_and_leave_one_original_in_whatever_order(
    came: list[Came],
) -> None:
    marks = [mark for place, each in enumerate(came) for mark, _ in marks_among(each, came[:place])]
    first = min(came, default=None)
    marked = {mark.article_id for mark in marks}
    assert marked == {each.article_id for each in came if each != first}
    originals = {}
    for mark in sorted(marks):
        originals.setdefault(mark.article_id, mark.original)
    assert set(originals.values()) <= {first.article_id if first else ""}


def test_marks_of_articles_in_other_panes_are_of_no_account() -> None:
    assert originals_in([Mark("a", 1, 2.0, "b")]) == {}


def test_an_article_that_is_there_twice_is_written_once_and_repeats_only_what_came_before(
    linked: LinkedArticle,
) -> None:
    name = linked.article.article_id
    itself, another = Mark(name, 2, 1.0, name), Mark(name, 1, 1.0, "b" * 32)

    def marks(*elements: object) -> list[str | None]:
        rows = write.rows_in(elements, JOB, originals_in(elements))
        return [row.duplicate_of for row in rows if isinstance(row, Article)]

    assert marks(linked) == [None]
    assert marks(linked, itself) == [name]
    assert marks(linked, itself, linked) == [None]
    assert marks(itself, linked, linked, another) == ["b" * 32]


def test_a_backlog_is_written_in_parts(
    many: Callable[[int], list[LinkedArticle]], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(write, "ROWS_PER_FILE", 4)
    articles = many(9)
    rows = write.rows_in(articles, JOB, {})
    staged = list(write.stage_pane(rows, str(tmp_path), JOB))
    assert sum(file.rows for file in staged if file.table == "articles") == 9
    assert len({(file.table, file.name) for file in staged}) == len(staged) > 9
    again = list(write.stage_pane(write.rows_in(articles, JOB, {}), str(tmp_path), JOB))
    assert [file.name for file in again] == [file.name for file in staged]


def test_a_pane_has_one_name_in_a_job_and_another_in_each_job() -> None:
    runs = [
        run_of_pane(job, START, shard, pane).run_id
        for job in (JOB, other_job("2"))
        for shard in (0, 1)
        for pane in (0, 1)
    ]
    assert len(set(runs)) == 8
    assert runs[0] == run_of_pane(JOB, START, 0, 0).run_id
    assert runs[0].startswith("stream-20260105T120000Z-shard0-pane0-")

"""Streaming end to end: objects and messages to tables, through emulated Storage and Pub/Sub."""

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import duckdb
import pytest

from benchmarks.segmentation.corpus import own_articles
from pipeline.__main__ import main
from pipeline.write import manifests
from tests.cloud.pubsub import EmulatedPubSub, emulated_pubsub
from tests.cloud.services import PROJECT, Cloud

ROOT = Path(__file__).parent.parent.parent
SEEDS = ROOT / "seeds"
TOPIC, SUBSCRIPTION = f"projects/{PROJECT}/topics/news", f"projects/{PROJECT}/subscriptions/news"


@pytest.fixture
def pubsub() -> Iterator[EmulatedPubSub]:
    with emulated_pubsub() as served:
        yield served


def followed(pubsub: EmulatedPubSub, output: str, *, articles: int, seconds: float = 120) -> str:
    """Run the command until its manifests tell of so many articles; returns what it printed."""
    command = [sys.executable, "-m", "pipeline", "stream", "--subscription", SUBSCRIPTION]
    job = subprocess.Popen(
        [*command, "--output", output, "--window", "0.05"],
        cwd=ROOT,
        env={**os.environ, "PUBSUB_EMULATOR_HOST": pubsub.address},
        stderr=subprocess.PIPE,
        text=True,
    )
    deadline, done = time.monotonic() + seconds, 0
    while done < articles or pubsub.left(SUBSCRIPTION):
        time.sleep(0.5)
        done = sum(each.counts.get("articles", 0) for each in manifests(output))
        if job.poll() is not None or time.monotonic() > deadline:
            break
    time.sleep(4)  # what should not be written any more has a window's time to show itself
    job.send_signal(signal.SIGINT)
    _, told = job.communicate(timeout=180)
    return told


def rows(folder: Path, table: str, *columns: str) -> list[tuple[Any, ...]]:
    """Some columns of a table, in order, as DuckDB reads them."""
    names = ", ".join(columns)
    return duckdb.sql(
        f"SELECT {names} FROM read_parquet('{folder}/{table}/*.parquet', union_by_name=true) "
        f"ORDER BY ALL"
    ).fetchall()


@pytest.mark.cloud
def test_what_is_put_into_a_bucket_is_in_the_tables_once_and_as_a_batch_run_has_it(
    cloud: Cloud, pubsub: EmulatedPubSub, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    bucket = cloud.storage.add_bucket("news")
    pubsub.subscribe(TOPIC, SUBSCRIPTION)
    pubsub.deliveries = 2
    cloud.storage.listeners.append(pubsub.notify_of(TOPIC))
    cloud.storage.put_folder(SEEDS, f"{bucket}/in")
    carried = own_articles()[:3]
    for each in carried:
        record = {"title": each.title, "text": "\n\n".join(each.paragraphs), "url": each.name}
        pubsub.publish(TOPIC, json.dumps(record).encode())
        pubsub.publish(TOPIC, json.dumps(record).encode(), trace="published again")
    pubsub.publish(TOPIC, b'{"title": "Broken')

    told = followed(pubsub, f"{bucket}/tables", articles=15)
    assert pubsub.left(SUBSCRIPTION) == 0, told
    assert main(["run", "--input", f"{bucket}/in", "--output", f"{bucket}/batch"]) == 0
    streamed = cloud.storage.download(f"{bucket}/tables", tmp_path / "tables")
    batch = cloud.storage.download(f"{bucket}/batch", tmp_path / "batch")

    columns = ("article_id", "source_uri", "title", "n_events", "duplicate_of")
    of_objects = [row for row in rows(streamed, "articles", *columns) if row[1].startswith("gs:")]
    assert of_objects == rows(batch, "articles", *columns)
    assert len(of_objects) == 12
    of_messages = [row for row in rows(streamed, "articles", *columns) if row not in of_objects]
    assert sorted(row[2] for row in of_messages) == sorted(each.title for each in carried)
    events = ("event_id", "event_type", "realis", "confidence", '"trigger"', "start")
    known = {row[0] for row in of_messages}
    assert [
        row[:-1]
        for row in rows(streamed, "events/*", *events, "article_id")
        if row[-1] not in known
    ] == rows(batch, "events/*", *events)
    ((error, message),) = rows(streamed, "dead_letters", "error", "message")
    assert (error, message.endswith(': {"title": "Broken')) == ("UnreadableFile", True)

    # The batch run knows what the job has read, and the files of the job are those it tells of.
    capsys.readouterr()
    assert main(["run", "--input", f"{bucket}/in", "--output", f"{bucket}/tables"]) == 0
    assert "Nothing new: 4 files" in capsys.readouterr().out
    files = {file.path for each in manifests(f"{bucket}/tables") for file in each.files}
    assert {name for name in cloud.storage.names(f"{bucket}/tables") if name[0] != "_"} == files

"""The Flex Templates, launched as Dataflow does it: the job is written, not run or waited for."""

import json
import runpy
import sys
from pathlib import Path
from typing import Any

import pytest

from pipeline.__main__ import main
from tests.cloud.services import PROJECT, Cloud

LAUNCH = Path(__file__).parents[2] / "deploy" / "launch.py"
IMAGE = f"europe-west1-docker.pkg.dev/{PROJECT}/news/pipeline:0.1.0"


def launched(cloud: Cloud, bucket: str, monkeypatch: pytest.MonkeyPatch, *given: str) -> Any:
    """The job that is written when the launcher passes its options and some parameters."""
    template = f"{bucket}/tmp/template_launches/id/job_object"
    arguments = [
        *(*given, "--job_name=news-events", f"--project={PROJECT}", "--region=europe-west1"),
        *("--runner=DataflowRunner", f"--sdk_container_image={IMAGE}"),
        *(f"--staging_location={bucket}/staging", f"--temp_location={bucket}/tmp"),
        *(f"--template_location={template}", f"--service_account_email=news-events@{PROJECT}"),
        *(f"--dataflow_endpoint={cloud.dataflow.address}", "--no_auth"),
    ]
    monkeypatch.setattr(sys, "argv", [str(LAUNCH), *arguments])
    with pytest.raises(SystemExit) as stopped:
        runpy.run_path(str(LAUNCH), run_name="__main__")
    assert stopped.value.code == 0
    assert cloud.dataflow.jobs == []
    return json.loads(cloud.storage.content(template))


def options_of(job: Any) -> Any:
    return job["environment"]["sdkPipelineOptions"]["options"]


def images_of(job: Any) -> set[str]:
    (pool,) = job["environment"]["workerPools"]
    return {each["containerImage"] for each in pool["sdkHarnessContainerImages"]}


def test_streaming_template_is_written_with_the_image_for_its_workers(
    cloud: Cloud, monkeypatch: pytest.MonkeyPatch
) -> None:
    bucket = cloud.storage.add_bucket("news")
    subscription = f"--subscription=projects/{PROJECT}/subscriptions/news-events"
    job = launched(cloud, bucket, monkeypatch, subscription, f"--output={bucket}/tables")
    assert job["name"] == "news-events"
    assert job["type"] == "JOB_TYPE_STREAMING"
    assert images_of(job) == {IMAGE}
    assert options_of(job)["number_of_worker_harness_threads"] == 2


@pytest.mark.parametrize("known", [False, True], ids=["new", "nothing_new"])
def test_batch_template_is_written_even_where_nothing_is_new(
    cloud: Cloud, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, *, known: bool
) -> None:
    """Dataflow waits for a job: without one it would tell of a launch that failed."""
    pytest.importorskip("pipeline.commands.dataflow", reason="runs wait for their job")
    bucket = cloud.storage.add_bucket("news")
    (tmp_path / "note.txt").write_text("A court fined Acme Corp $5 million on Tuesday.\n")
    cloud.storage.put_folder(tmp_path, f"{bucket}/news")
    places = [f"--input={bucket}/news", f"--output={bucket}/tables"]
    if known:
        assert main(["run", *places]) == 0
    job = launched(cloud, bucket, monkeypatch, *places)
    assert job["name"] == "news-events"
    assert job["type"] == "JOB_TYPE_BATCH"
    assert images_of(job) == {IMAGE}
    assert options_of(job)["number_of_worker_harness_threads"] == 2

"""``stream --runner DataflowRunner``: the job that is posted."""

import pytest

from pipeline.__main__ import main
from pipeline.write import manifests
from schemas import TABLES
from tests.cloud.services import PROJECT, Cloud

STREAMING = 2  # JOB_TYPE_STREAMING


def test_a_streaming_job_is_posted_and_not_waited_for(
    cloud: Cloud, capsys: pytest.CaptureFixture[str], caplog: pytest.LogCaptureFixture
) -> None:
    bucket = cloud.storage.add_bucket("news")
    status = main(
        [
            *("stream", "--runner", "DataflowRunner", "--output", f"{bucket}/tables"),
            *("--subscription", f"projects/{PROJECT}/subscriptions/news"),
            *("--project", PROJECT, "--region", "europe-west1", "--no_auth"),
            *("--temp_location", f"{bucket}/tmp", "--job_name", "news-events"),
            *("--dataflow_endpoint", cloud.dataflow.address),
        ]
    )
    assert status == 0
    assert [record.message for record in caplog.records if record.levelname == "WARNING"] == []
    assert "job-0" in capsys.readouterr().out
    (job,) = cloud.dataflow.jobs
    assert (job["name"], job["type"]) == ("news-events", STREAMING)
    (manifest,) = manifests(f"{bucket}/tables")
    assert {file.table for file in manifest.files} == set(TABLES)
    assert manifest.settings["window"] == 10

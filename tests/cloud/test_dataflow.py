"""``run --runner DataflowRunner``: the job that is posted, and what its workers make of it."""

import contextlib
import io
import json
import tarfile
from pathlib import Path
from typing import NamedTuple

import pytest
from apache_beam.portability.api import beam_runner_api_pb2
from apache_beam.runners.dataflow.dataflow_runner import DataflowPipelineResult

from pipeline.__main__ import main
from pipeline.commands.dataflow import job_name
from pipeline.version import VERSION
from pipeline.write import manifests
from schemas import TABLES
from tests.cloud.conftest import SEEDS
from tests.cloud.jobs import Job
from tests.cloud.services import PROJECT, Cloud
from tests.cloud.tables import tables_in
from tests.cloud.worker import Worker

ROOT = Path(__file__).parents[2]


def command(cloud: Cloud, bucket: str, *more: str) -> list[str]:
    """The command as a user types it, and what makes Beam ask the emulated services."""
    return [
        *("run", "--runner", "DataflowRunner", "--input", f"{bucket}/in", "--output"),
        *(f"{bucket}/out", "--project", PROJECT, "--region", "europe-west1"),
        *("--temp_location", f"{bucket}/tmp", "--no_auth"),
        *("--dataflow_endpoint", cloud.dataflow.address, *more),
    ]


def news(cloud: Cloud) -> str:
    """A bucket with the seeds in it."""
    bucket = cloud.storage.add_bucket("news")
    cloud.storage.put_folder(SEEDS, f"{bucket}/in")
    return bucket


def staged(cloud: Cloud, job: Job, name: str, folder: Path) -> Path:
    """A file that a job has staged, where the job says that it lies."""
    environment = job["environment"]
    (pool,) = environment["workerPools"]
    places = {package["name"]: package["location"] for package in pool.get("packages", [])}
    place = places.get(name) or f"{environment['tempStoragePrefix']}/{name}"
    path = folder / name
    path.write_bytes(cloud.storage.content(f"gs://{place.removeprefix('storage.googleapis.com/')}"))
    return path


class Finished(NamedTuple):
    """A job that ran to its end: what was posted, staged, said and written."""

    status: int
    job: Job
    staged: Path
    said: str
    told: str
    output: Path


def finish(cloud: Cloud, folder: Path, *, borrows: bool) -> Finished:
    """Start a job and have it carried out: from what it has staged, knowing nothing else."""
    failures = []
    bucket, place = news(cloud), folder / "staged"
    place.mkdir()

    def work(job: Job) -> None:
        try:
            package = staged(cloud, job, "workflow.tar.gz", place)
            worker = Worker(folder / "worker", package, cloud.environment, borrows=borrows)
            for module in ("pipeline", "models", "schemas"):
                assert worker.place_of(module).is_relative_to(folder / "worker")
            worker.carry_out(staged(cloud, job, "pipeline.pb", place))
        except BaseException as error:
            failures.append(error)
            raise

    cloud.dataflow.work = work
    said, told = io.StringIO(), io.StringIO()
    with contextlib.redirect_stdout(said), contextlib.redirect_stderr(told):
        status = main(command(cloud, bucket, "--max_num_workers", "7"))
        assert failures == []
        assert main(command(cloud, bucket)) == 0  # nothing is new, and nothing is posted
    (job,) = cloud.dataflow.jobs
    output = cloud.storage.download(f"{bucket}/out", folder / "out")
    return Finished(status, job, place, said.getvalue(), told.getvalue(), output)


@pytest.fixture(scope="module")
def finished(whole_cloud: Cloud, tmp_path_factory: pytest.TempPathFactory) -> Finished:
    """A job whose workers have the libraries of these tests, and the package that it staged."""
    with pytest.MonkeyPatch.context() as patch:
        for name, value in whole_cloud.environment.items():
            patch.setenv(name, value)
        job = finish(whole_cloud, tmp_path_factory.mktemp("job"), borrows=True)
    whole_cloud.clear()
    return job


def test_workers_make_the_same_tables_of_the_staged_files_alone(
    finished: Finished, stored: Path
) -> None:
    """The ids too: those of the same files are the same on every runner."""
    assert finished.status == 0
    assert tables_in(finished.output).keys() == set(TABLES)
    assert tables_in(finished.output) == tables_in(stored)
    (manifest,) = manifests(str(finished.output))
    assert manifest.settings["runner"] == "DataflowRunner"
    assert len(manifest.inputs) == 4
    assert f"Started job {finished.job['name']}, job-0: https://console.cloud" in finished.told
    assert "12 articles of 4 files" in finished.said


@pytest.mark.empty_environment
def test_workers_need_nothing_but_what_the_staged_package_asks_for(
    cloud: Cloud, stored: Path, tmp_path: Path
) -> None:
    assert tables_in(finish(cloud, tmp_path, borrows=False).output) == tables_in(stored)


def test_the_job_has_what_its_workers_need_and_nothing_of_this_machine(finished: Finished) -> None:
    assert finished.job["name"] == job_name("gs://news/out")
    assert finished.job["environment"]["version"]["job_type"] == "FNAPI_BATCH"
    options = finished.job["environment"]["sdkPipelineOptions"]["options"]
    assert options["max_num_workers"] == 7

    with tarfile.open(finished.staged / "workflow.tar.gz") as archive:
        names = {name.partition("/")[2] for name in archive.getnames()}
        tops = {name.partition("/")[0] for name in archive.getnames()}
    assert tops == {f"news_event_pipeline-{VERSION}"}
    assert {"pyproject.toml", "models/news-events/model.onnx", "pipeline/graph.py"} <= names
    assert not any(name.startswith(("tests/", "seeds/", "benchmarks/")) for name in names)

    graph = (finished.staged / "pipeline.pb").read_bytes()
    assert str(ROOT).encode() not in graph  # no path of this machine, as that of the model
    transforms = beam_runner_api_pb2.Pipeline.FromString(graph).components.transforms
    steps = {transform.unique_name for transform in transforms.values()}
    assert "ReadEvents/ReadDocuments/SpreadFiles" in steps  # the files go to all workers


def test_the_list_of_files_is_beside_the_job_and_not_in_it(cloud: Cloud, tmp_path: Path) -> None:
    bucket = news(cloud)
    image = ["--sdk_container_image", "i/i:1", "--no_wait_until_finish"]
    assert main(command(cloud, bucket, *image)) == 0
    graph = staged(cloud, cloud.dataflow.jobs[0], "pipeline.pb", tmp_path).read_bytes()
    assert not any(path.name.encode() in graph for path in SEEDS.iterdir())
    (listed,) = [name for name in cloud.storage.names(f"{bucket}/out") if name.endswith(".jsonl")]
    lines = cloud.storage.content(f"{bucket}/out/{listed}").splitlines()
    assert [json.loads(line)[0] for line in lines] == [
        f"{bucket}/in/{path.name}" for path in sorted(SEEDS.iterdir())
    ]


def test_a_template_is_written_and_nobody_waits(cloud: Cloud) -> None:
    bucket = news(cloud)
    template = f"{bucket}/templates/job"
    image = "europe-docker.pkg.dev/p/news/pipeline:1"
    arguments = ["--template_location", template, "--sdk_container_image", image]
    assert main(command(cloud, bucket, *arguments)) == 0
    assert cloud.dataflow.requests == []
    job = json.loads(cloud.storage.content(template))
    (pool,) = job["environment"]["workerPools"]
    (container,) = pool["sdkHarnessContainerImages"]
    assert container["containerImage"] == image
    assert not pool.get("packages")  # the image has the package


def test_a_second_job_on_an_output_is_refused_and_the_first_left_alone(
    cloud: Cloud, capsys: pytest.CaptureFixture[str]
) -> None:
    bucket = news(cloud)
    image = ["--sdk_container_image", "i/i:1", "--no_wait_until_finish"]
    assert main(command(cloud, bucket, *image)) == 0
    before = cloud.storage.names(bucket)
    assert main(command(cloud, bucket, *image)) == 2
    assert "(job-0) is still writing to this output" in capsys.readouterr().err
    assert cloud.storage.names(bucket) == before


def test_a_failed_job_is_one_line(cloud: Cloud, capsys: pytest.CaptureFixture[str]) -> None:
    def fail(job: Job) -> None:
        raise RuntimeError(job["name"])

    bucket = news(cloud)
    cloud.dataflow.work = fail
    assert main(command(cloud, bucket, "--sdk_container_image", "i/i:1")) == 2
    error = capsys.readouterr().err.splitlines()[-1]
    assert error.startswith("error: the job failed: ")
    assert "State: FAILED" in error


def test_ctrl_c_ends_the_waiting_and_not_the_job(
    cloud: Cloud, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def interrupt(_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(DataflowPipelineResult, "wait_until_finish", interrupt)
    assert main(command(cloud, news(cloud), "--sdk_container_image", "i/i:1")) == 0
    assert capsys.readouterr().err.endswith("The job goes on; nobody waits for it any longer\n")
    assert [method for method, _ in cloud.dataflow.requests] == ["GET", "POST"]


PLACE = "--project project --region r --temp_location gs://b/t"
WRONG = {
    "gs://b/in --output gs://b/o": "needs --project, --region, --temp_location",
    f"gs://b/in --output out {PLACE}": "cannot see out: name a place on gs://",
    f"seeds --output gs://b/o {PLACE}": "cannot see seeds: name a place on gs://",
    f"gs://b/in --output gs://b/o {PLACE} --temp_location tmp": "cannot see tmp: name a place",
    f"gs://b/in --output gs://b/o {PLACE} --model models/news-events": "cannot see models/news-eve",
    f"gs://b/in --output gs://b/o {PLACE} --workers 2": "--workers is for local runs",
    f"gs://b/in --output gs://b/o {PLACE} --streaming": "--streaming is not for it",
    f"gs://b/in --output gs://b/o {PLACE} --job_name Mine": "Invalid job_name (Mine)",
}


@pytest.mark.parametrize("line", WRONG)
def test_what_makes_no_sense_far_away_is_refused_in_one_line(
    line: str, cloud: Cloud, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(ROOT)
    assert main(["run", "--runner", "DataflowRunner", "--input", *line.split()]) == 2
    said = capsys.readouterr().err.splitlines()
    (error,) = [each for each in said if not each.startswith("WARNING apache_beam")]
    assert WRONG[line] in error
    assert cloud.storage.changes == []


@pytest.mark.parametrize(
    "line", ["seeds --runner DataflowRunner", "gs://b/in", "seeds --output gs://b/o"]
)
def test_without_the_extra_the_way_to_it_is_told_in_one_line(
    line: str, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("pipeline.commands.dataflow.has_extra", lambda: False)
    assert main(["run", "--input", *line.split()]) == 2
    error = capsys.readouterr().err
    assert "needs the extra: pip install 'news-event-pipeline[gcp]'" in error
    assert error.count("\n") == 1


def test_an_installed_package_asks_for_an_image_or_its_wheel(
    cloud: Cloud,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    bucket = news(cloud)
    monkeypatch.setattr("pipeline.__file__", str(tmp_path / "site" / "pipeline" / "__init__.py"))
    assert main(command(cloud, bucket)) == 2
    assert "--sdk_container_image IMAGE, or the wheel" in capsys.readouterr().err
    wheel = tmp_path / "news_event_pipeline-1.0-py3-none-any.whl"
    wheel.write_bytes(b"a wheel")
    arguments = ["--extra_package", str(wheel), "--no_wait_until_finish"]
    assert main(command(cloud, bucket, *arguments)) == 0
    assert staged(cloud, cloud.dataflow.jobs[0], wheel.name, tmp_path).read_bytes() == b"a wheel"

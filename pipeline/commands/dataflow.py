"""What a run on Google Cloud Dataflow needs: checked, and completed, before anything is listed."""

import argparse
import contextlib
import hashlib
import importlib.util
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from apache_beam.options.pipeline_options import (
    GoogleCloudOptions,
    PipelineOptions,
    SetupOptions,
    WorkerOptions,
)
from apache_beam.options.pipeline_options_validator import PipelineOptionsValidator
from apache_beam.runners.runner import PipelineRunner

import pipeline
from models import SHIPPED_MODEL
from pipeline.options import UsageError

NEEDED = ("project", "region", "temp_location")
IMAGE = "--sdk_container_image"
PAGE = "docs/dataflow.md"


def is_of(runner: PipelineRunner) -> bool:
    """Whether it is the runner of Dataflow."""
    return type(runner).__name__ == "DataflowRunner"


def check_extra(options: argparse.Namespace) -> None:
    """Raise UsageError where a run needs the libraries of Google Cloud and they are missing."""
    given = [options.runner, *options.input, options.output, options.model, options.classifier]
    for each in filter(None, given):
        if (each.startswith("gs://") or each.lower() == "dataflowrunner") and not has_extra():
            raise UsageError(f"{each} needs the extra: pip install 'news-event-pipeline[gcp]'")


def has_extra() -> bool:
    """Whether the libraries of Google Cloud are installed."""
    try:
        return importlib.util.find_spec("google.cloud.storage") is not None
    except ModuleNotFoundError:  # not even the packages around it are there
        return False


def prepare(options: argparse.Namespace, settings: PipelineOptions, runner: PipelineRunner) -> None:
    """Complete the settings of a job, so that its workers have all that it needs.

    Unless an image or a package is named, the source tree that this runs from is packaged. Unless
    the job is named, it is after the output folder: Dataflow runs one job of a name at a time.

    Raises:
        UsageError: something is missing, or makes no sense on workers far away.
    """
    cloud, setup = settings.view_as(GoogleCloudOptions), settings.view_as(SetupOptions)
    missing = [f"--{name}" for name in NEEDED if not getattr(cloud, name)]
    if missing:
        raise UsageError(f"DataflowRunner needs {', '.join(missing)} (see {PAGE})")
    for path in (*options.input, options.output, cloud.temp_location):
        if "://" not in path or path.startswith("file:"):
            raise UsageError(f"workers on Dataflow cannot see {path}: name a place on gs://")
    has_image = bool(settings.view_as(WorkerOptions).sdk_container_image)
    for name in () if has_image else ("model", "classifier", "label_map"):
        path = getattr(options, name)
        if path and path != SHIPPED_MODEL and "://" not in path and Path(path).exists():
            raise UsageError(
                f"workers on Dataflow cannot see {path}: put it on gs://, or in the image "
                f"that {IMAGE} names"
            )
    if setup.setup_file:
        setup.setup_file = str(Path(setup.setup_file).absolute())  # Beam changes into its folder
    elif not has_image and not setup.extra_packages:
        setup.setup_file = source_tree()
    cloud.job_name = cloud.job_name or job_name(options.output)
    for wrong in PipelineOptionsValidator(settings, runner).validate():
        raise UsageError(" ".join(wrong.split()))


def source_tree() -> str:
    """The pyproject.toml of the source tree that this code runs from.

    Raises:
        UsageError: it was installed as a package, or cannot be packaged here.
    """
    path = Path(pipeline.__file__).parents[1] / "pyproject.toml"
    if not path.is_file():
        raise UsageError(
            f"the workers need this package too: name an image that has it, {IMAGE} IMAGE, or the "
            f"wheel it was installed from, --extra_package WHEEL (see {PAGE})"
        )
    if not all(map(importlib.util.find_spec, ("build", "hatchling"))):
        raise UsageError(
            f"packaging {path.parent} needs the extra: pip install 'news-event-pipeline[gcp]'"
        )
    return str(path)


def job_name(output: str) -> str:
    """The name of the job that writes to a folder: always the same."""
    return f"news-events-{hashlib.sha256(output.rstrip('/').encode()).hexdigest()[:12]}"


def check_no_other(settings: PipelineOptions) -> None:
    """Raise UsageError where a job of the name is running: what it has staged must be left alone.

    A template is not looked at: the job that is being launched has the name already, and Dataflow
    has refused to launch a second one.
    """
    from apache_beam.runners.dataflow.internal.apiclient import DataflowApplicationClient
    from google.cloud.dataflow_v1beta3 import ListJobsRequest

    cloud = settings.view_as(GoogleCloudOptions)
    if cloud.template_location:
        return
    client = DataflowApplicationClient(settings)
    request = ListJobsRequest(
        project_id=cloud.project,
        location=cloud.region,
        filter=ListJobsRequest.Filter.ACTIVE,
        name=cloud.job_name,
    )
    with told_in_one_line("cannot ask Dataflow for its jobs"):
        for job in client._jobs_client.list_jobs(request):
            raise UsageError(f"job {job.name} ({job.id}) is still writing to this output")


@contextlib.contextmanager
def told_in_one_line(what: str) -> Iterator[None]:
    """Turn what Google's libraries raise, and a job that failed, into a UsageError."""
    from apache_beam.runners.dataflow.dataflow_runner import DataflowRuntimeException
    from google.api_core.exceptions import GoogleAPIError
    from google.auth.exceptions import GoogleAuthError

    try:
        yield
    except (GoogleAPIError, GoogleAuthError, DataflowRuntimeException, OSError) as error:
        raise UsageError(f"{what}: {' '.join(str(error).split())}") from error


def told_of(result: Any, settings: PipelineOptions) -> str:
    """What to say of a job that was started and is not waited for."""
    cloud = settings.view_as(GoogleCloudOptions)
    if not result.has_job:
        return f"The job {cloud.job_name} is written to {cloud.template_location}"
    return (
        f"Started job {cloud.job_name}, {result.job_id()}: "
        f"https://console.cloud.google.com/dataflow/jobs/{cloud.region}/{result.job_id()}"
        f"?project={cloud.project}"
    )

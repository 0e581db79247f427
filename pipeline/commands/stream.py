"""``stream``: what a Pub/Sub subscription brings, to windows of tables, until it is stopped."""

import argparse
import sys
from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any

import apache_beam as beam
from apache_beam.io.gcp import pubsub
from apache_beam.options.pipeline_options import StandardOptions
from apache_beam.runners.direct.direct_runner import BundleBasedDirectRunner
from apache_beam.runners.runner import PipelineRunner, PipelineState, create_runner
from apache_beam.transforms.window import TimestampedValue
from apache_beam.utils.timestamp import Timestamp

from pipeline.commands import dataflow
from pipeline.commands.beam_options import beam_options
from pipeline.commands.model import model_settings, open_model
from pipeline.commands.run import absolute, model_entries, one_line
from pipeline.elements import RunStamp
from pipeline.identity import identity
from pipeline.options import LOCAL_RUNNERS, UsageError
from pipeline.read import check_fields
from pipeline.stream import StreamTables, WriteWindows
from pipeline.version import VERSION
from pipeline.write import STREAMED, commit_run
from schemas import ONTOLOGY_VERSION

MINUTE, HOUR = 60, 3600


def stream(options: argparse.Namespace, beam_arguments: Sequence[str]) -> int:
    """Run the command; returns the exit status, as soon as a job is submitted to another machine.

    Raises:
        UsageError: the model, the output folder or a Beam option cannot be used.
    """
    settings = beam_options(beam_arguments)
    settings.view_as(StandardOptions).streaming = True
    local = options.runner.lower() in LOCAL_RUNNERS
    dataflow.check_extra(options)
    runner = streaming_runner(options.runner)
    if dataflow.is_of(runner):
        dataflow.prepare(options, settings, runner)
    output, fields = absolute(options.output), dict(options.field)
    model = model_settings(options, alone=False)
    try:
        check_fields(fields)
        source = pubsub.ReadFromPubSub(subscription=options.subscription, with_attributes=True)
        job = stamp_of_job(options.subscription, output, open_model(model).package.model_id)
    except ValueError as error:
        raise UsageError(str(error)) from error
    entries = {
        "subscription": options.subscription,
        "runner": options.runner,
        "field": " ".join(f"{name}={column}" for name, column in fields.items()),
        "max_document_size": options.max_document_size,
        "window": options.window,
        "allowed_lateness": options.allowed_lateness,
        "repeats_within": options.repeats_within,
        **model_entries(model),
    }
    try:  # tables that get no rows open, too, and an output that cannot be used is told of now
        commit_run(job, [], [], output, entries, [])
    except (OSError, ValueError) as error:
        raise UsageError(f"cannot use {output}: {one_line(error)}") from error
    write = WriteWindows(
        output=output,
        job=job,
        window=options.window * MINUTE,
        allowed_lateness=options.allowed_lateness * HOUR,
        late_delay=0 if local else options.window * MINUTE,
        shards=options.shards,
        settings=entries,
    )
    pipeline = beam.Pipeline(runner=runner, options=settings)
    messages = pipeline | "ReadSubscription" >> source
    if local:
        messages = messages | "StampNow" >> beam.Map(stamped_now)
    within = options.repeats_within * HOUR
    messages | "StreamTables" >> StreamTables(
        write, model, fields, options.max_document_size, within
    )
    result = pipeline.run()
    if not local:
        print(told_of(result))
        return 0
    print(f"Reading {options.subscription} into {output}; Ctrl-C stops", file=sys.stderr)
    try:
        return 0 if result.wait_until_finish() == PipelineState.DONE else 1
    except KeyboardInterrupt:
        print("Stopped; windows that were open are lost, as here messages are taken at once")
        return 130


def told_of(result: Any) -> str:
    """What to say of a job that nobody waits for: as a template, it is written and not yet run."""
    if not getattr(result, "has_job", True):
        return "The job is written as a template"
    told = getattr(result, "job_id", None)
    return f"Submitted{f' as {told()}' if told else ''}: it runs until it is drained"


def stamped_now(message: pubsub.PubsubMessage) -> TimestampedValue[pubsub.PubsubMessage]:
    """A message with the time of now: to the local runner, all that waited for it comes late."""
    return TimestampedValue(message, Timestamp.now())


def streaming_runner(name: str) -> PipelineRunner:
    """The runner; the local one is the one of Beam's that reads a subscription in this process.

    Raises:
        UsageError: Beam has no such runner, or not what it needs.
    """
    if pubsub.pubsub is None:  # Google's client; Beam does without it until a message is pulled
        raise UsageError("reading Pub/Sub needs the extra `gcp`")
    try:
        local = name.lower() in LOCAL_RUNNERS
        return BundleBasedDirectRunner() if local else create_runner(name)
    except (ValueError, ImportError) as error:
        raise UsageError(one_line(error)) from error


def stamp_of_job(subscription: str, output: str, model_id: str) -> RunStamp:
    """The stamp of a job that starts now; the runs of its panes are told from others by its id."""
    now = datetime.now(UTC)
    mark = identity(subscription, output, now)[:8]
    return RunStamp(
        run_id=f"{STREAMED}{now:%Y%m%dT%H%M%SZ}-start-{mark}",
        started_at=now,
        pipeline_version=VERSION,
        ontology_version=ONTOLOGY_VERSION,
        model_id=model_id,
    )

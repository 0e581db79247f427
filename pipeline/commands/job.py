"""A run as one Beam pipeline, on whatever runner: built, handed over, waited for."""

from collections.abc import Sequence

import apache_beam as beam
from apache_beam.options.pipeline_options import (
    GoogleCloudOptions,
    PipelineOptions,
    StandardOptions,
)
from apache_beam.runners.portability.portable_runner import PortableRunner
from apache_beam.runners.runner import PipelineRunner

from pipeline.commands import dataflow
from pipeline.elements import DeadLetter
from pipeline.graph import ReadEvents
from pipeline.guard import DEAD_LETTERS
from pipeline.options import UsageError
from pipeline.read import read_list
from pipeline.telling import tell
from pipeline.write import WriteTables


def connect(
    pipeline: beam.Pipeline,
    listed: str,
    unlisted: Sequence[DeadLetter],
    read: ReadEvents,
    write: WriteTables,
) -> None:
    """Put the whole job into a pipeline.

    Args:
        pipeline: an empty one.
        listed: where the list of the files lies: only its name is in the pipeline.
        unlisted: what failed before there was one.
        read: files to articles with their events.
        write: those to tables.
    """
    files = pipeline | "List" >> beam.Create([listed]) | "ReadList" >> beam.FlatMap(read_list)
    found = files | "ReadEvents" >> read
    failed = pipeline | "UnlistedFiles" >> beam.Create(unlisted)
    letters = [found[DEAD_LETTERS], failed] | "GatherAllDeadLetters" >> beam.Flatten()
    {**found, DEAD_LETTERS: letters} | "WriteTables" >> write


def carry_out(pipeline: beam.Pipeline, runner: PipelineRunner, settings: PipelineOptions) -> bool:
    """Run a pipeline; returns whether it has ended.

    It has not where the runner only takes it: a template is written, or nobody waits any longer.

    Raises:
        UsageError: another engine or Dataflow does not take the job, or the job failed there.
    """
    waits = not settings.view_as(StandardOptions).no_wait_until_finish
    if dataflow.is_of(runner):
        return on_dataflow(pipeline, settings, waits=waits)
    try:
        result = pipeline.run()
        if waits:
            result.wait_until_finish()
    except (RuntimeError, ValueError) as error:
        if not isinstance(runner, PortableRunner):
            raise
        raise UsageError(f"{type(runner).__name__}: {' '.join(str(error).split())}") from error
    return waits


def on_dataflow(pipeline: beam.Pipeline, settings: PipelineOptions, *, waits: bool) -> bool:
    """As ``carry_out``, on Dataflow. Ctrl-C ends the waiting, not the job."""
    with dataflow.told_in_one_line("Dataflow did not take the job"):
        result = pipeline.run()
    tell("submitted", dataflow.told_of(result, settings))
    if not waits or settings.view_as(GoogleCloudOptions).template_location:
        return False
    try:
        with dataflow.told_in_one_line("the job failed"):
            result.wait_until_finish()
    except KeyboardInterrupt:
        tell("stopped", "The job goes on; nobody waits for it any longer")
        return False
    return True

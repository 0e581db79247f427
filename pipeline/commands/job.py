"""A run as one Beam pipeline, on whatever runner: built, handed over, waited for."""

import sys
from collections.abc import Sequence

import apache_beam as beam
from apache_beam.options.pipeline_options import (
    GoogleCloudOptions,
    PipelineOptions,
    StandardOptions,
)
from apache_beam.runners.runner import PipelineRunner

from pipeline.commands import dataflow
from pipeline.elements import DeadLetter
from pipeline.graph import ReadEvents
from pipeline.guard import DEAD_LETTERS
from pipeline.read import read_list
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

    It has not where the runner only takes it: a template is written, or nobody wants to wait.

    Raises:
        UsageError: Dataflow does not take the job, or the job failed.
        KeyboardInterrupt: the user does not wait any longer. A job on Dataflow goes on.
    """
    waits = not settings.view_as(StandardOptions).no_wait_until_finish
    if not dataflow.is_of(runner):
        result = pipeline.run()
        if waits:
            result.wait_until_finish()
        return waits
    with dataflow.told_in_one_line("Dataflow did not take the job"):
        result = pipeline.run()
    print(dataflow.told_of(result, settings), file=sys.stderr)
    if not waits or settings.view_as(GoogleCloudOptions).template_location:
        return False
    with dataflow.told_in_one_line("the job failed"):
        result.wait_until_finish()
    return True

"""``run``: files to tables, in chunks that are committed one by one, or as one job of a cluster."""

import argparse
import contextlib
import logging
import os
import time
from collections.abc import Sequence

import apache_beam as beam
from apache_beam.io.filesystems import FileSystems
from apache_beam.options.pipeline_options import PipelineOptions, StandardOptions
from apache_beam.runners.runner import PipelineRunner, create_runner

from pipeline.commands import dataflow
from pipeline.commands.beam_options import beam_options
from pipeline.commands.job import carry_out, connect
from pipeline.commands.model import model_settings, open_model
from pipeline.commands.summary import (
    Unused,
    counted,
    print_failures,
    print_summary,
    status_of,
    tell_commit,
)
from pipeline.graph import ReadEvents
from pipeline.inference import ModelSettings
from pipeline.options import BROKE_OFF, FAILED_INPUT, LOCAL_RUNNERS, SIGNALLED, UsageError
from pipeline.read import Listing, check_fields, list_files, write_list
from pipeline.runs import (
    Display,
    Job,
    StagingFailed,
    Stop,
    Totals,
    Work,
    full_disk,
    run_round,
    stamp_of,
    work_left,
)
from pipeline.telling import is_json, tell
from pipeline.write import WriteTables, each_letter, held, open_output, read_manifest, run_ids
from pipeline.write.store import STAGING
from schemas import Manifest


def run(options: argparse.Namespace, beam_arguments: Sequence[str]) -> int:
    """Run the command; returns the exit status.

    Raises:
        UsageError: the input, the model, the output folder or an option cannot be used.
    """
    dataflow.check_extra(options)
    runner, settings = runner_of(options.runner), beam_options(beam_arguments)
    if settings.view_as(StandardOptions).streaming:
        raise UsageError("run reads the files that are there and ends: --streaming is not for it")
    check_processes(options.workers, beam_arguments, local=runner is None)
    alone = runner is None and options.workers == 1
    output, model = absolute(options.output), model_settings(options, alone=alone)
    if runner and dataflow.is_of(runner):
        dataflow.prepare(options, settings, runner)
    with contextlib.ExitStack() as stack:
        try:
            check_fields(dict(options.field))
            model_id = open_model(model).package.model_id  # before anything is listed or locked
            listing = outside(list_files(options.input), output)
        except ValueError as error:
            raise UsageError(str(error)) from error
        try:
            stack.enter_context(held(output))
        except (OSError, ValueError) as error:
            raise UsageError(f"cannot use {output}: {one_line(error)}") from error
        job = Job(
            output=output,
            read=ReadEvents(model, dict(options.field), options.max_document_size),
            model_id=model_id,
            settings={
                "input": " ".join(options.input),
                "runner": options.runner,
                "field": " ".join(f"{name}={column}" for name, column in options.field),
                "max_document_size": options.max_document_size,
                **model_entries(model),
            },
            workers=options.workers,
            append=options.append,
        )
        if runner and dataflow.is_of(runner):
            dataflow.check_no_other(settings)
        retry, limit = options.retry_dead_letters, options.max_error_rate
        work = open_for_writing(listing, output, overwrite=options.overwrite, retry=retry)
        if listing.files and not work.files and not is_launched(settings):
            return nothing_to_do(listing, output, limit)
        some, files = len(work.files), len(listing.files)
        unchanged = files - some
        tell("start", f"Reading {some} of {files} files", files=some, listed=files, output=output)
        tell_what_is_left_out(listing, work, append=job.append or runner is not None)
        if runner:
            return run_elsewhere(job, work, runner, settings, limit, unchanged=unchanged)
        return run_here(job, work, limit, unchanged=unchanged)


def is_launched(settings: PipelineOptions) -> bool:
    """Whether a template is launched: Dataflow waits for a job, even one that reads nothing."""
    return bool(settings.get_all_options()["template_location"])


def run_here(job: Job, work: Work, max_error_rate: float, *, unchanged: int) -> int:
    """Run the job on this machine, chunk by chunk; returns the exit status."""
    unused = Unused()

    def see(manifest: Manifest) -> None:
        unused.add(manifest, job.output)
        tell_commit(manifest)

    begun = time.monotonic()
    try:
        with Stop() as stop, Display(work) as display:
            totals = run_round(job, work, stop, display.watch, see)
    except (OSError, StagingFailed) as error:
        if full_disk(error):
            raise
        tell("broke_off", f"the run broke off: {error}", level=logging.ERROR)
        tell("stopped", "What it has committed stays; the same command goes on from here")
        return BROKE_OFF
    if totals.chunks:
        seconds = time.monotonic() - begun
        print_summary(totals, unused, job.output, seconds=seconds, unchanged=unchanged)
    if totals.stopped is not None:
        tell("stopped", "Stopped; the same command goes on from here", signal=totals.stopped)
        return SIGNALLED + totals.stopped
    return status_of(totals, max_error_rate)


def run_elsewhere(
    job: Job,
    work: Work,
    runner: PipelineRunner,
    settings: PipelineOptions,
    max_error_rate: float,
    *,
    unchanged: int,
) -> int:
    """Run the job as one pipeline of another runner; returns the exit status."""
    if work.again:
        raise UsageError("--retry-dead-letters is for local runs")
    if work.positions:
        raise UsageError("a local run was stopped within a large file: finish it with that first")
    stamp = stamp_of((f"{file.uri} {file.fingerprint}" for file in work.files), job.model_id)
    listed = FileSystems.join(job.output, STAGING, stamp.run_id, "inputs.jsonl")
    write_list(work.files, listed)
    pipeline = beam.Pipeline(runner=runner, options=settings)
    write = WriteTables(job.output, stamp, job.settings, work.replaces)
    connect(pipeline, listed, work.letters, job.read, write)
    if not carry_out(pipeline, runner, settings):
        return 0
    totals, manifest = Totals(), read_manifest(job.output, stamp.run_id)
    totals.add(manifest)
    unused = Unused()
    unused.add(manifest, job.output)
    seconds = manifest.seconds["total"]
    print_summary(totals, unused, job.output, seconds=seconds, unchanged=unchanged)
    return status_of(totals, max_error_rate)


def model_entries(model: ModelSettings) -> dict[str, str | float | None]:
    """What the manifest says of the model's settings, by the names of the options."""
    return {
        "model": model.folder,
        "engine": model.engine,
        "min_confidence": model.min_confidence,
        "classifier": model.classifier,
        "label_map": model.label_map,
    }


def runner_of(name: str) -> PipelineRunner | None:
    """The runner; None for local runs, which make their own.

    Raises:
        UsageError: Beam has no such runner, or not what it needs.
    """
    try:
        return None if name.lower() in LOCAL_RUNNERS else create_runner(name)
    except (ValueError, ImportError) as error:
        raise UsageError(one_line(error)) from error


def check_processes(workers: int, beam_arguments: Sequence[str], *, local: bool) -> None:
    """Raise UsageError where an option is for runs of the other kind."""
    if local and beam_arguments:
        raise UsageError(f"{beam_arguments[0]!r} is for other runners; --workers is for local runs")
    if not local and workers > 1:
        raise UsageError("--workers is for local runs: the runner has an option of its own")


def outside(listing: Listing, output: str) -> Listing:
    """The listing without what lies in the output folder: tables are no input."""
    inside = output.rstrip("/") + "/"
    return listing._replace(
        files=[file for file in listing.files if not file.uri.startswith(inside)],
        dead_letters=[
            letter for letter in listing.dead_letters if not letter.source_uri.startswith(inside)
        ],
    )


def tell_what_is_left_out(listing: Listing, work: Work, *, append: bool) -> None:
    """Say what a user may not expect of the files: kinds that are skipped, and changed ones."""
    if listing.skipped:
        left = listing.skipped
        tell("skipped", f"{counted(left, 'file')} of other kinds skipped", files=left)
    if work.changed:
        old = "stay" if append else "give way to those of the new"
        changed = len(work.changed)
        have = "has" if changed == 1 else "have"
        text = f"{counted(changed, 'file')} {have} changed; the rows of the old content {old}"
        tell("changed", text, files=changed)


def absolute(path: str) -> str:
    """A local path made absolute; what names another file system stays as it is."""
    return path if "://" in path else os.path.abspath(path)  # noqa: PTH100 - does not resolve links


def open_for_writing(listing: Listing, output: str, *, overwrite: bool, retry: bool) -> Work:
    """Make the output folder ready, and tell what was mended of runs that were cut off.

    Returns what of the listing is to be done; with ``retry`` also what has failed before.
    """
    try:
        completed, cleared = open_output(output, overwrite=overwrite)
        if overwrite:
            work = Work(listing.files, listing.dead_letters, replaces=run_ids(output))
        else:
            letters = each_letter(output, ["source_uri"]) if retry else ()
            work = work_left(listing, output, {letter["source_uri"] for letter in letters})
    except (OSError, ValueError) as error:
        raise UsageError(f"cannot use {output}: {one_line(error)}") from error
    for run_id in completed:
        tell("completed", f"Completed run {run_id}, which had been cut off", run_id=run_id)
    for run_id in cleared:
        tell("cleared", f"Cleared what run {run_id}, cut off, had left", run_id=run_id)
    return work


def one_line(error: Exception) -> str:
    """The message of an error, without its line breaks."""
    return " ".join(str(error).split())


def nothing_to_do(listing: Listing, output: str, max_error_rate: float) -> int:
    """Say that there is nothing new; returns the exit status."""
    failures = [(letter.source_uri, letter.message) for letter in listing.dead_letters]
    if is_json():
        print_summary(Totals(), Unused(failures), output, seconds=0.0, unchanged=len(listing.files))
    else:
        read = counted(len(listing.files), "file")
        print(f"Nothing new: {read} of the input, all read by earlier runs into {output}")
        print(
            "(another --model or other --field: name another --output, or --overwrite, which "
            "replaces all that is there)"
        )
        print_failures(failures)
    share = max_error_rate * (len(failures) + len(listing.files))
    return FAILED_INPUT if len(failures) > share else 0

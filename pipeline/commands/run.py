"""``run``: files to tables, as one committed run."""

import argparse
import contextlib
import hashlib
import os
import sys
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime

import apache_beam as beam
from apache_beam.io.filesystems import FileSystems
from apache_beam.options.pipeline_options import PipelineOptions, StandardOptions
from apache_beam.runners.portability.fn_api_runner import FnApiRunner
from apache_beam.runners.runner import PipelineRunner, create_runner

from pipeline.commands import dataflow
from pipeline.commands.beam_options import beam_options
from pipeline.commands.job import carry_out, connect
from pipeline.commands.model import model_settings, open_model
from pipeline.commands.summary import print_failures, print_summary
from pipeline.elements import RawFile, RunStamp
from pipeline.graph import ReadEvents
from pipeline.guard import DEAD_LETTERS
from pipeline.inference import ModelSettings
from pipeline.options import FAILED_INPUT, LOCAL_RUNNERS, UsageError
from pipeline.read import Listing, check_fields, list_files, write_list
from pipeline.version import VERSION
from pipeline.write import WriteTables, held, manifests, open_output
from pipeline.write.store import STAGING
from schemas import ONTOLOGY_VERSION, Manifest


def run(options: argparse.Namespace, beam_arguments: Sequence[str]) -> int:
    """Run the command; returns the exit status.

    Raises:
        UsageError: the input, the model, the output folder or a Beam option cannot be used.
    """
    dataflow.check_extra(options)
    runner, settings = runner_of(options.runner), beam_options(beam_arguments)
    if settings.view_as(StandardOptions).streaming:
        raise UsageError("run reads the files that are there and ends: --streaming is not for it")
    output, model = absolute(options.output), model_settings(options)
    if dataflow.is_of(runner):
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
        return run_on(listing, output, model, model_id, options, runner, settings)


def run_on(
    listing: Listing,
    output: str,
    model: ModelSettings,
    model_id: str,
    options: argparse.Namespace,
    runner: PipelineRunner,
    settings: PipelineOptions,
) -> int:
    """Read what is new of the listed files into the output folder; returns the exit status."""
    if dataflow.is_of(runner):
        dataflow.check_no_other(settings)
    earlier = open_for_writing(output)
    known = set() if options.overwrite else inputs_of(earlier)
    files = [file for file in listing.files if (file.uri, file.fingerprint) not in known]
    if listing.files and not files:
        return nothing_to_do(listing, output)
    stamp, fields = stamp_of(files, model_id), dict(options.field)
    listed = FileSystems.join(output, STAGING, stamp.run_id, "inputs.jsonl")
    write_list(files, listed)
    print(f"Reading {len(files)} of {len(listing.files)} files", file=sys.stderr)
    tell_what_is_left_out(listing, files, known)
    job = beam.Pipeline(runner=runner, options=settings)
    connect(
        job,
        listed,
        listing.dead_letters,
        ReadEvents(model, fields),
        WriteTables(
            output=output,
            run=stamp,
            settings={
                "input": " ".join(options.input),
                "runner": options.runner,
                "field": " ".join(f"{name}={column}" for name, column in fields.items()),
                **model_entries(model),
            },
            replaces=[manifest.run_id for manifest in earlier] if options.overwrite else [],
        ),
    )
    if not carry_out(job, runner, settings):
        return 0
    manifest = next(done for done in manifests(output) if done.run_id == stamp.run_id)
    print_summary(manifest, output, unchanged=len(listing.files) - len(files))
    return FAILED_INPUT if manifest.counts.get(DEAD_LETTERS) else 0


def model_entries(model: ModelSettings) -> dict[str, str | float | None]:
    """What the manifest says of the model's settings, by the names of the options."""
    return {
        "model": model.folder,
        "engine": model.engine,
        "min_confidence": model.min_confidence,
        "classifier": model.classifier,
        "label_map": model.label_map,
    }


def runner_of(name: str) -> PipelineRunner:
    """The runner; the local one is named outright, as Beam's default looks for a download first.

    Raises:
        UsageError: Beam has no such runner, or not what it needs.
    """
    try:
        return FnApiRunner() if name.lower() in LOCAL_RUNNERS else create_runner(name)
    except (ValueError, ImportError) as error:
        raise UsageError(one_line(error)) from error


def outside(listing: Listing, output: str) -> Listing:
    """The listing without what lies in the output folder: tables are no input."""
    inside = output.rstrip("/") + "/"
    return listing._replace(
        files=[file for file in listing.files if not file.uri.startswith(inside)],
        dead_letters=[
            letter for letter in listing.dead_letters if not letter.source_uri.startswith(inside)
        ],
    )


def tell_what_is_left_out(
    listing: Listing, files: Sequence[RawFile], known: Iterable[tuple[str, str]]
) -> None:
    """Say what a user may not expect of the files: kinds that are skipped, and changed ones."""
    if listing.skipped:
        print(f"{listing.skipped} files of other kinds skipped", file=sys.stderr)
    changed = {file.uri for file in files} & {uri for uri, _ in known}
    if changed:
        print(
            f"{len(changed)} files have changed; the rows of their old content stay "
            "(--overwrite starts over)",
            file=sys.stderr,
        )


def absolute(path: str) -> str:
    """A local path made absolute; what names another file system stays as it is."""
    return path if "://" in path else os.path.abspath(path)  # noqa: PTH100 - does not resolve links


def open_for_writing(output: str) -> list[Manifest]:
    """Make the output folder ready, and tell what was mended of runs that were cut off.

    Returns the manifests of the runs that it holds.
    """
    try:
        completed, cleared = open_output(output)
        earlier = manifests(output)
    except (OSError, ValueError) as error:
        raise UsageError(f"cannot use {output}: {one_line(error)}") from error
    for run_id in completed:
        print(f"Completed run {run_id}, which had been cut off", file=sys.stderr)
    for run_id in cleared:
        print(f"Cleared what run {run_id}, cut off, had left", file=sys.stderr)
    return earlier


def one_line(error: Exception) -> str:
    """The message of an error, without its line breaks."""
    return " ".join(str(error).split())


def inputs_of(runs: Iterable[Manifest]) -> set[tuple[str, str]]:
    """What the tables hold already: uri and fingerprint of each file."""
    return {(file.uri, file.fingerprint) for manifest in runs for file in manifest.inputs}


def stamp_of(files: Iterable[RawFile], model_id: str) -> RunStamp:
    """The stamp of a run that starts now. Its id sorts by time and tells the inputs apart."""
    now = datetime.now(UTC)
    names = "\n".join(f"{file.uri} {file.fingerprint}" for file in files)
    digest = hashlib.sha256(names.encode("utf-8", "surrogateescape")).hexdigest()
    return RunStamp(
        run_id=f"{now:%Y%m%dT%H%M%S%f}Z-{digest[:8]}",
        started_at=now,
        pipeline_version=VERSION,
        ontology_version=ONTOLOGY_VERSION,
        model_id=model_id,
    )


def nothing_to_do(listing: Listing, output: str) -> int:
    """Say that there is nothing new; returns the exit status."""
    print(f"Nothing new: all {len(listing.files)} files were read by earlier runs into {output}")
    print("(--overwrite reads them again, as with another --model or other --field)")
    print_failures((letter.source_uri, letter.message) for letter in listing.dead_letters)
    return FAILED_INPUT if listing.dead_letters else 0

"""``watch``: a folder or bucket is followed, round after round, with the model kept loaded."""

import argparse
import logging
import sys
import time
from collections.abc import Sequence
from datetime import UTC, datetime

from pipeline.commands.model import model_settings, open_model
from pipeline.commands.run import absolute, model_entries, one_line
from pipeline.commands.summary import (
    Unused,
    counted,
    failures_told,
    print_failures,
    tell_commit,
)
from pipeline.graph import ReadEvents
from pipeline.guard import DEAD_LETTERS, REJECTED
from pipeline.options import FAILED_INPUT, SIGNALLED, UsageError
from pipeline.read import Listing, check_fields
from pipeline.runs import (
    Display,
    Follower,
    Job,
    Stop,
    Totals,
    run_round,
    work_left,
)
from pipeline.telling import is_json, json_of, tell
from pipeline.write import Busy, held, open_output, recover
from schemas import Manifest

LONGEST_WAIT = 300.0
"""Seconds, at most, between two tries while something fails."""
MOST_DOUBLINGS = 20
ENOUGH = 100
"""Articles, rejects and failures from which on a share of failures says something."""


def watch(options: argparse.Namespace) -> int:
    """Run the command; returns the exit status.

    Raises:
        UsageError: the model, the output folder or an option cannot be used.
    """
    output, model = absolute(options.output), model_settings(options)
    try:
        check_fields(dict(options.field))
        model_id = open_model(model).package.model_id
    except ValueError as error:
        raise UsageError(str(error)) from error
    try:
        with held(output):
            open_output(output)
    except Busy:
        pass  # the rounds wait for it
    except (OSError, ValueError) as error:
        raise UsageError(f"cannot use {output}: {one_line(error)}") from error
    job = Job(
        output=output,
        read=ReadEvents(model, dict(options.field), options.max_document_size),
        model_id=model_id,
        settings={
            "input": " ".join(options.input),
            "runner": "watch",
            "field": " ".join(f"{name}={column}" for name, column in options.field),
            "max_document_size": options.max_document_size,
            **model_entries(model),
        },
    )
    text = f"Watching {' '.join(options.input)}; Ctrl-C ends it"
    tell("start", text, input=options.input, output=output)
    return follow(job, options)


def follow(job: Job, options: argparse.Namespace) -> int:
    """Do round after round until a signal comes or too much fails; returns the exit status."""
    with Stop() as stop:
        try:
            failed = rounds(job, options, stop)
        except KeyboardInterrupt:
            if stop.signal is None:
                raise
            failed = False
    if failed:
        return FAILED_INPUT
    tell("stopped", "Stopped; the same command goes on from here", signal=stop.signal)
    return SIGNALLED + (stop.signal or 0)


def rounds(job: Job, options: argparse.Namespace, stop: Stop) -> bool:
    """Look and take until a signal comes; returns whether more has failed than may."""
    follower, so_far = Follower(options.input, job.output), Totals()
    failures, trouble = 0, ""
    while stop.signal is None:
        wait = options.interval
        try:
            found = follower.look()
            if found.files or found.dead_letters:
                take(job, found, stop, so_far)
                follower.taken()
            failures, trouble = 0, ""
        except Exception as error:  # whatever it is, the next round may do better
            if not isinstance(error, Busy):
                wait = min(wait * 2**failures, max(LONGEST_WAIT, wait))
                failures = min(failures + 1, MOST_DOUBLINGS)
            if trouble != (trouble := reason_of(error)):
                say("trouble", f"{trouble}; trying again until it works", level=logging.WARNING)
        if failed_too_often(so_far, options.max_error_rate):
            text = f"{so_far.error_rate:.1%} failed, more than --max-error-rate"
            say("error_rate", text, level=logging.ERROR, rate=so_far.error_rate)
            return True
        stop.pause(wait)
    return False


def take(job: Job, found: Listing, stop: Stop, so_far: Totals) -> None:
    """One round: what is new of these files into the tables, the output held for as long.

    A file that could not be read before, and cannot be now, keeps one dead letter.
    """
    begun, unused = time.monotonic(), Unused()

    def see(manifest: Manifest) -> None:
        so_far.add(manifest)
        unused.add_failures(manifest, job.output)
        tell_commit(manifest)

    with held(job.output):
        recover(job.output)
        work = work_left(found, job.output)
        unlisted = {letter.source_uri for letter in work.letters}
        work = work._replace(again=work.again | unlisted)
        if not work.files and not work.letters:
            return
        with Display(work) as display:
            totals = run_round(job, work, stop, display.watch, see)
    if totals.chunks:
        print_round(totals, unused.failures, time.monotonic() - begun)


def print_round(totals: Totals, failures: Sequence[tuple[str, str]], seconds: float) -> None:
    """Print what a round has brought."""
    articles, failed = (totals.counts.get(name, 0) for name in ("articles", DEAD_LETTERS))
    parts = [
        counted(totals.files, "file"),
        counted(articles, "article"),
        counted(totals.events, "event"),
        f"{failed} failed",
        f"{seconds:.1f} s",
    ]
    if not is_json():
        print(timed(", ".join(parts)), flush=True)
        print_failures(failures)
        return
    fields = {
        "files": totals.files,
        "articles": articles,
        "events": totals.events,
        "failed": failed,
        "seconds": round(seconds, 3),
        "failures": failures_told(failures),
    }
    print(json_of("round", ", ".join(parts), fields), flush=True)


def failed_too_often(so_far: Totals, limit: float | None) -> bool:
    """Whether more has failed since the watch began than it may; never told of a few."""
    counts = so_far.counts
    enough = sum(counts.get(name, 0) for name in ("articles", REJECTED, DEAD_LETTERS)) >= ENOUGH
    return limit is not None and enough and so_far.error_rate > limit


def reason_of(error: Exception) -> str:
    """An error in a line: the last one, where it comes with a stack."""
    lines = [line for line in str(error).splitlines() if line.strip()]
    return lines[-1].strip() if lines else type(error).__name__


def say(event: str, line: str, *, level: int, **fields: object) -> None:
    """Say a line on stderr, with the time."""
    if is_json():
        tell(event, line, level=level, **fields)
    else:
        print(timed(line), file=sys.stderr, flush=True)


def timed(line: str) -> str:
    """A line with the time before it."""
    return f"{datetime.now(UTC):%Y-%m-%d %H:%M:%SZ}  {line}"

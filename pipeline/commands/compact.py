"""``compact``: many small files of the tables into few good ones."""

import argparse

from pipeline.commands.run import absolute, one_line
from pipeline.commands.summary import counted, shown
from pipeline.options import UsageError
from pipeline.runs import full_disk, stamp_of
from pipeline.telling import is_json, json_of
from pipeline.write import Compacted, has_tables, held, open_output
from pipeline.write import compact as compact_tables


def compact(options: argparse.Namespace) -> int:
    """Run the command; returns the exit status.

    Raises:
        UsageError: the tables cannot be read or written.
    """
    output = absolute(options.output)
    try:
        if not has_tables(output):
            raise ValueError("it holds no tables")
        with held(output):
            open_output(output)
            done = compact_tables(output, stamp_of([output], ""))
    except (OSError, ValueError) as error:
        if full_disk(error):
            raise
        raise UsageError(f"cannot compact {output}: {one_line(error)}") from error
    if done is None:
        say("Nothing to do: there are no small files to merge", Compacted(0, 0, 0), output)
        return 0
    before, after = counted(done.files_before, "file"), counted(done.files_after, "file")
    text = f"{before} of {counted(done.runs, 'run')} are now {after}, in {shown(output)}"
    say(text, done, output)
    return 0


def say(text: str, done: Compacted, output: str) -> None:
    """Print what was done, in the form that is asked for."""
    fields = {**done._asdict(), "output": output}
    print(json_of("compacted", text, fields) if is_json() else text)

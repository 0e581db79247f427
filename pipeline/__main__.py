"""Entry point of the command line: ``python -m pipeline COMMAND``."""

import logging
import os
import signal
import sys
from collections.abc import Sequence

from pipeline.options import SIGNALLED, UsageError, parse

KNOWN = ("apitools not found", "Resource module is not available", "KeyboardInterrupt")
"""How Beam's remarks begin that optional packages, which we do not need, are not installed, and
that of a Ctrl-C, which we tell ourselves.
"""


def is_news(record: logging.LogRecord) -> bool:
    """Whether a log record is worth showing."""
    return not record.getMessage().startswith(KNOWN)


def set_up_logging() -> None:
    """Log warnings to stderr, but for the known ones."""
    logging.basicConfig(level=logging.WARNING, format="%(levelname)s %(name)s: %(message)s")
    for handler in logging.getLogger().handlers:
        handler.addFilter(is_news)


def main(arguments: Sequence[str] | None = None) -> int:
    """Run a command; returns the exit status. A command is imported only when it is asked for."""
    set_up_logging()
    try:
        options, rest = parse(sys.argv[1:] if arguments is None else arguments)
        if options.command == "run":
            from pipeline.commands.run import run

            return run(options, rest)
        if options.command == "stream":
            from pipeline.commands.stream import stream

            return stream(options, rest)
        if options.command == "inspect":
            from pipeline.commands.inspect import inspect

            return inspect(options)
        if options.command == "evaluate":
            from pipeline.commands.evaluate import evaluate

            return evaluate(options)
        if options.command == "train":
            from pipeline.commands.train import train

            return train(options)
        if options.command == "warehouse":
            from pipeline.commands.warehouse import warehouse

            return warehouse(options)
        from pipeline.commands.schema import schema

        return schema(options)
    except UsageError as error:
        print(f"error: {error}", file=sys.stderr)
        return 2
    except BrokenPipeError:  # the reader of our output has gone, as with `| head`
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 1
    except BaseException as error:
        from pipeline.runs.causes import full_disk, was_interrupted

        if full := full_disk(error):
            print(f"error: {full.strerror}; the next run clears what was begun", file=sys.stderr)
            return 2
        if not was_interrupted(error):
            raise
        print("interrupted; the next run clears or completes what was begun", file=sys.stderr)
        return SIGNALLED + signal.SIGINT


if __name__ == "__mp_main__":  # in a worker process
    set_up_logging()
if __name__ == "__main__":
    sys.exit(main())

"""Entry point of the command line: ``python -m pipeline COMMAND``."""

import logging
import os
import sys
from collections.abc import Sequence

from pipeline.options import UsageError, parse

KNOWN = ("apitools not found", "Resource module is not available")
"""How Beam's remarks begin that optional packages, which we do not need, are not installed."""


def is_news(record: logging.LogRecord) -> bool:
    """Whether a log record is worth showing."""
    return not str(record.msg).startswith(KNOWN)


def main(arguments: Sequence[str] | None = None) -> int:
    """Run a command; returns the exit status. A command is imported only when it is asked for."""
    logging.getLogger().addFilter(is_news)
    try:
        options, rest = parse(sys.argv[1:] if arguments is None else arguments)
        if options.command == "run":
            from pipeline.commands.run import run

            return run(options, rest)
        if options.command == "inspect":
            from pipeline.commands.inspect import inspect

            return inspect(options)
        from pipeline.commands.schema import schema

        return schema(options)
    except UsageError as error:
        print(f"error: {error}", file=sys.stderr)
        return 2
    except BrokenPipeError:  # the reader of our output has gone, as with `| head`
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 1
    except KeyboardInterrupt:
        print("interrupted; nothing of this run is in the tables", file=sys.stderr)
        return 130


if __name__ == "__main__":
    sys.exit(main())

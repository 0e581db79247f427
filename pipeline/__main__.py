"""Entry point of the command line: ``python -m pipeline COMMAND``."""

import logging
import os
import signal
import sys
from collections.abc import Sequence

from pipeline.options import BROKE_OFF, SIGNALLED, UsageError, parse
from pipeline.telling import asks_for_json, is_json, set_up_logging, tell


def main(arguments: Sequence[str] | None = None) -> int:
    """Run a command; returns the exit status. A command is imported only when it is asked for."""
    arguments = sys.argv[1:] if arguments is None else arguments
    set_up_logging(as_json=asks_for_json(arguments))
    try:
        options, rest = parse(arguments)
        if options.command == "run":
            from pipeline.commands.run import run

            return run(options, rest)
        if options.command == "watch":
            from pipeline.commands.watch import watch

            return watch(options)
        if options.command == "compact":
            from pipeline.commands.compact import compact

            return compact(options)
        if options.command == "dead-letters":
            from pipeline.commands.dead_letters import dead_letters

            return dead_letters(options)
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
        tell("usage", str(error), level=logging.ERROR)
        return 2
    except BrokenPipeError:  # the reader of our output has gone, as with `| head`
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 1
    except BaseException as error:
        from pipeline.runs.causes import full_disk, was_interrupted

        if full := full_disk(error):
            text = f"{full.strerror}; the next run clears what was begun"
            tell("full_disk", text, level=logging.ERROR)
            return 2
        if was_interrupted(error):
            tell("stopped", "interrupted; the next run clears or completes what was begun")
            return SIGNALLED + signal.SIGINT
        if not is_json() or not isinstance(error, Exception):
            raise
        logging.getLogger(__name__).critical("%s", error, exc_info=error)
        return BROKE_OFF


if __name__ == "__main__":
    sys.exit(main())

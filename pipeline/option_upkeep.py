"""Options of the commands that keep tables up to date and in good order."""

from typing import Any

from pipeline.option_groups import add_input, add_log_format, add_model, add_output, add_reading
from pipeline.option_values import above_zero, share


def add_upkeep(commands: Any) -> None:
    """Add the commands ``watch``, ``compact`` and ``dead-letters``."""
    watch = commands.add_parser(
        "watch",
        help="follow a folder or bucket, add what is new to the tables",
        description="Look at the input again and again, and add new and changed files to the "
        "tables in OUT as soon as they are whole, with the model kept loaded (docs/runs.md).",
        epilog="Exit status: 130 and 143 stopped by Ctrl-C and SIGTERM (the same command goes "
        "on), 2 wrong usage, 3 more failed than --max-error-rate allows.",
    )
    add_input(watch)
    add_output(watch)
    add_model(watch)
    add_reading(watch)
    watch.add_argument(
        "--interval",
        type=above_zero,
        default=2.0,
        metavar="SECONDS",
        help="from one look to the next; a file that two looks saw alike is read (default: 2)",
    )
    watch.add_argument(
        "--max-error-rate",
        type=share,
        metavar="X",
        help="end, with status 3, where more than this share of at least 100 articles and other "
        "texts that were read since the start has failed, 0 to 1 (default: go on)",
    )
    add_log_format(watch)

    compact = commands.add_parser(
        "compact",
        help="merge small files of the tables",
        description="Merge the small files of each table in OUT into files of some 32 MB, and the "
        "manifests of their runs into one. The rows stay the same (docs/runs.md).",
    )
    add_output(compact)
    add_log_format(compact)

    letters = commands.add_parser(
        "dead-letters",
        help="list what could not be read",
        description="Print what has failed, counted by reason and one by one: when, in which "
        "stage, where, and why. `run --retry-dead-letters` tries again.",
    )
    add_output(letters)
    letters.add_argument(
        "--json", action="store_true", help="one JSON object a line, with stacks, for programs"
    )

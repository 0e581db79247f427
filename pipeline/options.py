"""The command line: commands, their options, and what is passed through to Beam."""

import argparse
from collections.abc import Sequence
from typing import Any, NoReturn

from pipeline.option_groups import add_input, add_log_format, add_model, add_output, add_reading
from pipeline.option_upkeep import add_upkeep
from pipeline.option_values import above_zero, count, not_below_zero, share, subscription
from pipeline.version import VERSION

LOCAL_RUNNERS = frozenset({"local", "directrunner", "fnapirunner"})
"""Names, in lower case, that mean: in this process, on this machine."""


FAILED_INPUT = 3
"""Exit status where some input ended in a dead letter."""
BROKE_OFF = 1
"""Exit status where a run could not go on; what it had committed stays."""
SIGNALLED = 128
"""Exit status, less the number of the signal, of what a signal has stopped."""


class UsageError(ValueError):
    """Something the user can put right; shown as one line, exit status 2."""


class _OneLineErrors(argparse.ArgumentParser):
    """Complains in one line, with the way to the help, instead of printing all of it."""

    def error(self, message: str) -> NoReturn:
        raise UsageError(f"{message} (see `{self.prog} --help`)")


def build_parser() -> argparse.ArgumentParser:
    """The parser of all commands."""
    parser = _OneLineErrors(
        prog="python -m pipeline",
        description="Typed tables of events out of raw news files.",
    )
    parser.add_argument("--version", action="version", version=VERSION)
    commands = parser.add_subparsers(dest="command", metavar="COMMAND", required=True)

    run = commands.add_parser(
        "run",
        help="read files, write tables of events",
        description="Read files, split them into articles, find the events, and add them to the "
        "tables in OUT. Files that the tables hold already are skipped.",
        epilog="Every other option is passed to Apache Beam. Exit status: 0 nothing failed, "
        "2 wrong usage, 3 some input failed (the rest is in the tables; see `dead-letters`), "
        "130 and 143 stopped by Ctrl-C and SIGTERM (the same command goes on).",
        allow_abbrev=False,
    )
    add_input(run)
    add_output(run)
    add_model(run)
    add_reading(run)
    again = run.add_mutually_exclusive_group()
    again.add_argument(
        "--overwrite",
        action="store_true",
        help="replace all that earlier runs have written to OUT, instead of adding to it",
    )
    again.add_argument(
        "--append",
        action="store_true",
        help="keep the rows of the old content of files that have changed, which else give way to "
        "those of the new",
    )
    again.add_argument(
        "--retry-dead-letters",
        action="store_true",
        help="also read again the files of the input that have dead letters; what comes of them "
        "takes the place of their rows and dead letters",
    )
    run.add_argument(
        "--max-error-rate",
        type=share,
        default=0.0,
        metavar="X",
        help="end with status 3 only where more than this share of the articles and other texts "
        "that were read has failed, 0 to 1 (default: 0, any failure)",
    )
    run.add_argument(
        "--workers",
        type=count,
        default=1,
        metavar="N",
        help="processes of a local run, each with a model of its own: 0.8 GB (default: 1)",
    )
    run.add_argument(
        "--runner",
        default="local",
        metavar="NAME",
        help="Beam runner (default: local, on this machine); DataflowRunner: docs/dataflow.md, "
        "others: docs/engines.md",
    )
    add_log_format(run)

    _add_stream(commands)
    add_upkeep(commands)

    inspect = commands.add_parser(
        "inspect",
        help="show how a file is split and what is found in it",
        description="Print the articles of a file with their events, highlighted. Writes nothing.",
    )
    inspect.add_argument("file", metavar="FILE", help="file to look into")
    inspect.add_argument(
        "--record", metavar="ID", help="only the record of that name (column source_record)"
    )
    inspect.add_argument(
        "--text",
        action="store_true",
        help="only print the text that the offsets in the tables point into; of one record, "
        "exactly its characters",
    )
    add_model(inspect)
    add_reading(inspect)

    schema = commands.add_parser(
        "schema",
        help="print the schema of a table",
        description="Print the schema of a table, or, without one, the names of all tables.",
    )
    schema.add_argument("table", nargs="?", metavar="TABLE", help="a table, or an event type")
    schema.add_argument(
        "--format",
        choices=("arrow", "bigquery", "json"),
        default="arrow",
        help="Arrow, BigQuery's JSON form, or JSON Schema (default: arrow)",
    )

    warehouse = commands.add_parser(
        "warehouse",
        help="write the SQL and schemas that open the tables in a warehouse",
        description="Write into DIR what opens or loads all tables in a warehouse, and a view "
        "`events` of all types: SQL, and for BigQuery also schemas and a script that loads.",
    )
    warehouse.add_argument("warehouse", choices=("bigquery", "snowflake", "spark", "duckdb"))
    warehouse.add_argument(
        "--tables",
        required=True,
        metavar="OUT",
        help="where the tables lie, as the warehouse sees it: gs://BUCKET/OUT, @STAGE/OUT, folder",
    )
    warehouse.add_argument(
        "--into", required=True, metavar="NAME", help="dataset, schema or database to put them in"
    )
    warehouse.add_argument("--output", required=True, metavar="DIR", help="folder to write")

    evaluate = commands.add_parser(
        "evaluate",
        help="measure a model on labelled sentences",
        description="Print precision, recall and F1 per type, language and overall, of realis, "
        "triggers and arguments, and how well the confidence is calibrated.",
    )
    evaluate.add_argument("labels", nargs="+", metavar="LABELS", help="label files (JSON Lines)")
    evaluate.add_argument("--json", metavar="FILE", help="also write all figures as JSON")
    add_model(evaluate)

    train = commands.add_parser(
        "train",
        help="make a model from labelled sentences",
        description="Fine-tune the base encoder by the recipe, export to ONNX, quantise, calibrate "
        "on documents that were held out. Needs the extra `train`.",
    )
    train.add_argument("labels", nargs="+", metavar="LABELS", help="label files (JSON Lines)")
    train.add_argument("--base", required=True, metavar="DIR", help="folder of the base encoder")
    train.add_argument("--output", required=True, metavar="DIR", help="model folder to write")
    train.add_argument("--name", metavar="ID", help="model_id (default: the name of the folder)")
    train.add_argument("--recipe", metavar="FILE", help="settings (default: training/recipe.toml)")
    train.add_argument(
        "--unlabelled",
        nargs="+",
        default=[],
        metavar="TEXTS",
        help="texts (JSON Lines) on which teachers, trained first, teach the model",
    )
    train.add_argument(
        "--start",
        metavar="DIR",
        help="model folder whose networks are trained on, instead of new ones",
    )
    train.add_argument(
        "--only-export",
        action="store_true",
        help="export again what an earlier call with the same options trained",
    )
    return parser


def _add_stream(commands: Any) -> None:
    stream = commands.add_parser(
        "stream",
        help="follow a Pub/Sub subscription, write tables of events in windows",
        description="Read what a Pub/Sub subscription brings: notifications of new objects in a "
        "bucket, and messages that hold an article. Find the events, and add them to the tables in "
        "OUT at the end of each window of time (docs/streaming.md).",
        epilog="Every other option is passed to Apache Beam. Exit status: 0 the job is submitted, "
        "2 wrong usage.",
        allow_abbrev=False,
    )
    stream.set_defaults(input=[])  # of files: none, where `run` has some
    stream.add_argument(
        "--subscription",
        required=True,
        type=subscription,
        metavar="NAME",
        help="the subscription: projects/PROJECT/subscriptions/SUBSCRIPTION",
    )
    stream.add_argument(
        "--output", required=True, metavar="OUT", help="folder of the tables, as gs://BUCKET/tables"
    )
    add_model(stream)
    add_reading(stream)
    stream.add_argument(
        "--window",
        type=above_zero,
        default=10,
        metavar="MINUTES",
        help="length of a window, by the time when messages were published; each makes one file of "
        "each table that gets rows (default: 10)",
    )
    stream.add_argument(
        "--allowed-lateness",
        type=above_zero,
        default=168,
        metavar="HOURS",
        help="how long after its end a window takes late messages, which make further files, and "
        "messages that come again are known; at least as long as the subscription keeps messages "
        "(default: 168, which is seven days)",
    )
    stream.add_argument(
        "--repeats-within",
        type=not_below_zero,
        default=48,
        metavar="HOURS",
        help="how long an article is remembered, to mark those that repeat it; 0 marks none "
        "(default: 48)",
    )
    stream.add_argument(
        "--shards",
        type=count,
        default=1,
        metavar="N",
        help="files of each table in a window, written by as many workers at once (default: 1)",
    )
    stream.add_argument(
        "--runner",
        default="local",
        metavar="NAME",
        help="Beam runner: DataflowRunner, or local, to try it out (default: local)",
    )


def parse(arguments: Sequence[str]) -> tuple[argparse.Namespace, list[str]]:
    """The options, and the arguments left for Beam (only ``run`` and ``stream`` take any).

    Raises:
        UsageError: the command line is wrong.
    """
    options, rest = build_parser().parse_known_args(arguments)
    if rest and options.command not in ("run", "stream"):
        raise UsageError(f"unknown argument {rest[0]!r} (see `--help`)")
    return options, rest

"""Options that several commands share: input and tables, the model, and how files are read."""

import argparse

from models import SHIPPED_MODEL
from pipeline.option_values import field, share, size


def add_input(parser: argparse.ArgumentParser) -> None:
    """Add the option that names what is read."""
    parser.add_argument(
        "--input",
        nargs="+",
        action="extend",
        required=True,
        metavar="PATH",
        help="files, folders or globs, on this machine or any file system that Beam knows (gs://): "
        "text, HTML, JSON, JSON Lines, CSV, Parquet, WARC, feeds, mailboxes, zip and tar of these",
    )


def add_output(parser: argparse.ArgumentParser) -> None:
    """Add the option that names the folder of the tables."""
    parser.add_argument(
        "--output", default="out", metavar="OUT", help="folder of the tables (default: out)"
    )


def add_model(parser: argparse.ArgumentParser) -> None:
    """Add the options that choose the model and how it is run."""
    group = parser.add_argument_group("model (docs/models.md)")
    group.add_argument(
        "--model",
        default=SHIPPED_MODEL,
        metavar="DIR",
        help="model folder, here or on gs:// (default: the shipped)",
    )
    group.add_argument(
        "--engine",
        choices=("onnx", "torch"),
        default="onnx",
        help="onnx, on the CPU, or torch, on a GPU if there is one (default: onnx)",
    )
    group.add_argument(
        "--min-confidence",
        type=share,
        metavar="X",
        help="least confidence of an event, 0 to 1, in place of the model's own threshold: higher "
        "for fewer wrong rows, lower for fewer missed ones",
    )
    group.add_argument(
        "--classifier",
        metavar="NAME",
        help="checkpoint that finds the event types in place of the model's first pass: a folder, "
        "here or on gs://, or a name at Hugging Face; its labels are event types, or tell "
        "entailment",
    )
    group.add_argument(
        "--label-map",
        metavar="FILE",
        help="JSON object: what event type, or null, each label of the classifier stands for",
    )


def add_reading(parser: argparse.ArgumentParser) -> None:
    """Add the options that say how files are read."""
    parser.add_argument(
        "--max-document-size",
        default="32M",
        type=size,
        metavar="SIZE",
        help="most bytes of one document, such as a text file, a line of JSON Lines or a page, "
        "unpacked: 500K, 64M, 1G; what is larger is a dead letter (default: 32M; docs/limits.md)",
    )
    parser.add_argument(
        "--field",
        action="append",
        default=[],
        type=field,
        metavar="NAME=COLUMN",
        help="which column or key of tables and JSON holds the text, title, url, published_at, "
        "publisher or language, where its name is not a usual one: --field text=body; may be given "
        "again, for another",
    )


def add_log_format(parser: argparse.ArgumentParser) -> None:
    """The form of what a command says."""
    parser.add_argument(
        "--log-format",
        choices=("text", "json"),
        default="text",
        help="form of what is said: lines to read, or a JSON object a line, what was done on "
        "stdout, all else on stderr (default: text; docs/runs.md)",
    )

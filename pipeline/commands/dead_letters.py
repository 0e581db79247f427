"""``dead-letters``: what has failed, for a person or a program to read."""

import argparse
import json
import sys
from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from pipeline.commands.run import absolute, one_line
from pipeline.commands.summary import counted
from pipeline.options import UsageError
from pipeline.write import each_letter, has_tables

COLUMNS = ("processed_at", "stage", "source_uri", "source_record", "offset", "error", "message")
Letter = Mapping[str, Any]


def dead_letters(options: argparse.Namespace) -> int:
    """Run the command; returns the exit status.

    Raises:
        UsageError: the tables cannot be read.
    """
    output = absolute(options.output)
    try:
        if not has_tables(output):
            raise ValueError("it holds no tables")
        letters = list(each_letter(output, None if options.json else COLUMNS))
    except (OSError, ValueError) as error:
        raise UsageError(f"cannot read {output}: {one_line(error)}") from error
    for line in map(as_json, letters) if options.json else told(letters):
        sys.stdout.write(f"{line}\n")
    return 0


def told(letters: Sequence[Letter]) -> list[str]:
    """The letters in words: counted by reason, the most frequent first, then one by one."""
    if not letters:
        return ["No dead letters"]
    sources = len({letter["source_uri"] for letter in letters})
    lines = [f"{counted(len(letters), 'dead letter')} of {counted(sources, 'source')}"]
    reasons = Counter(f"{letter['stage']}: {reason_of(letter)}" for letter in letters)
    ranked = sorted(reasons.items(), key=lambda item: (-item[1], item[0]))
    lines += [f"{count:8}  {reason}" for reason, count in ranked]
    return [*lines, "", *map(line_of, letters)]


def reason_of(letter: Letter) -> str:
    """The error of a letter, on one line, without the name of its file, which is told apart."""
    message = " ".join(letter["message"].replace(letter["source_uri"], "...").split())
    return f"{letter['error']}: {message}" if message else letter["error"]


def line_of(letter: Letter) -> str:
    """One letter on one line: when, stage, where, why."""
    where = " ".join(letter["source_uri"].splitlines())
    if letter["source_record"] is not None:
        where += f" record {letter['source_record']}"
    if letter["offset"] is not None:
        where += f" at {letter['offset']}"
    when = f"{letter['processed_at']:%Y-%m-%d %H:%M:%S}"
    return f"{when}  {letter['stage']}  {where}: {reason_of(letter)}"


def as_json(letter: Letter) -> str:
    """All columns of a letter as one JSON object."""
    times = {name: value.isoformat() for name, value in letter.items() if is_time(value)}
    return json.dumps({**letter, **times}, ensure_ascii=False)


def is_time(value: object) -> bool:
    """Whether JSON has no form of its own for a value."""
    return isinstance(value, datetime)

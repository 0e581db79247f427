"""Words of the command line to values; ``ArgumentTypeError`` says what is wrong with one."""

import argparse
import math
import re


def number(text: str) -> float:
    """The number that the text is; not a number, where it is none."""
    try:
        return float(text)
    except ValueError:
        return math.nan


def share(text: str) -> float:
    """A number between 0 and 1."""
    value = number(text)
    if not 0 <= value <= 1:
        raise argparse.ArgumentTypeError(f"{text!r} is not a number between 0 and 1")
    return value


def above_zero(text: str) -> float:
    """A finite number above 0."""
    value = number(text)
    if not 0 < value < math.inf:
        raise argparse.ArgumentTypeError(f"{text!r} is not a number above 0")
    return value


def not_below_zero(text: str) -> float:
    """A finite number, 0 or above."""
    return 0.0 if number(text) == 0 else above_zero(text)


def count(text: str) -> int:
    """A whole number from 1 on."""
    if not text.isdecimal() or int(text) < 1:
        raise argparse.ArgumentTypeError(f"{text!r} is not a number from 1 on")
    return int(text)


def size(text: str) -> int:
    """A number of bytes, as 500K, 64M or 1G."""
    found = re.fullmatch(r"([0-9]{1,12})([KMG]?)", text.upper())
    bytes_ = int(found[1]) << 10 * " KMG".index(found[2] or " ") if found else 0
    if not bytes_:
        raise argparse.ArgumentTypeError(f"{text!r} is no size such as 500K, 64M or 1G")
    return bytes_


def subscription(text: str) -> str:
    """The full name of a Pub/Sub subscription."""
    if not re.fullmatch(r"projects/[^/\s]+/subscriptions/[^/\s]+", text):
        raise argparse.ArgumentTypeError(f"{text!r} is not projects/PROJECT/subscriptions/NAME")
    return text


def field(text: str) -> tuple[str, str]:
    """A field of documents and the name that it has in the input."""
    name, mark, column = text.partition("=")
    if not mark or not name or not column:
        raise argparse.ArgumentTypeError(f"{text!r} is not NAME=COLUMN")
    return name, column

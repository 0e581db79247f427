"""Options that are passed through to Beam, checked: Beam itself only warns of those it ignores."""

import argparse
from collections.abc import Sequence
from typing import NoReturn

from apache_beam.options.pipeline_options import PipelineOptions

from pipeline.options import UsageError


class _Parser(argparse.ArgumentParser):
    def error(self, message: str) -> NoReturn:
        raise UsageError(message)


def beam_options(arguments: Sequence[str]) -> PipelineOptions:
    """The options of the pipeline.

    Raises:
        UsageError: an argument is none of Beam's, or its value is not valid.
    """
    options = PipelineOptions(list(arguments))
    parser = _Parser(add_help=False, allow_abbrev=False)
    for kind in PipelineOptions.__subclasses__():
        kind._add_argparse_args(parser)  # Beam has no public way to list its options
    _, unknown = parser.parse_known_args(list(arguments))
    if unknown:
        raise UsageError(f"neither this command nor Beam knows {unknown[0]!r} (see `--help`)")
    return options

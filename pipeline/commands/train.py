"""``train``: label files to a model folder."""

import argparse
import sys
from pathlib import Path

from pipeline.options import UsageError


def train(options: argparse.Namespace) -> int:
    """Run the command; returns the exit status.

    Raises:
        UsageError: the extra is not installed, or a file cannot be used.
    """
    try:
        from training.build import RECIPE, build
    except ImportError as error:
        raise UsageError(
            f"training needs the extra: pip install 'news-event-pipeline[train]' ({error})"
        ) from error
    output = Path(options.output)
    try:
        same = build(
            Path(options.base),
            [Path(path) for path in options.labels],
            output,
            options.name or output.name,
            Path(options.recipe) if options.recipe else RECIPE,
            unlabelled=[Path(path) for path in options.unlabelled],
            start=Path(options.start) if options.start else None,
            only_export=options.only_export,
        )
    except (ValueError, KeyError, OSError) as error:
        raise UsageError(str(error)) from error
    print(f"Quantised and plain network find the same in {same:.1%} of held-out sentences")
    print(f"Model in {output}; try: python -m pipeline run --model {output} --input PATH")
    print(f"Not needed to run it: {output / 'network'}", file=sys.stderr)
    return 0

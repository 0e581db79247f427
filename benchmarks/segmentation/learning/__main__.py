"""Trains the tagger: ``python -m benchmarks.segmentation.learning --data DIR``.

With ``--leave-out``, trains without the styles of some parts and prints how well their dumps are
split; the weights that are shipped stay as they are. The same command gives the same weights.
"""

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path
from unittest.mock import patch

import numpy as np

from benchmarks.segmentation.__main__ import tallies
from benchmarks.segmentation.corpus import corpus, own_articles
from benchmarks.segmentation.dumps import PARTS, dumps_of
from benchmarks.segmentation.learning.examples import dumps_to_learn
from benchmarks.segmentation.learning.texts import articles_to_learn
from benchmarks.segmentation.learning.train import examples_of, train
from benchmarks.segmentation.systems import SYSTEMS
from pipeline.segment import tagger

LEARNED = ("dev", "held_out", "fresh", "blind", "second", "third", "fourth")
"""The parts whose styles the shipped weights have seen; a new part measures until it is added."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Trains and writes, or trains and measures."""
    parser = argparse.ArgumentParser("benchmarks.segmentation.learning", description=__doc__)
    parser.add_argument("--data", type=Path, required=True, help="folder of the corpora")
    parser.add_argument(
        "--leave-out", nargs="+", choices=PARTS, default=[], help="parts to measure"
    )
    parser.add_argument(
        "--each", type=int, default=3, help="dumps to learn of a style and language"
    )
    parser.add_argument("--sites", type=int, default=1300, help="drawn sites to learn")
    parser.add_argument("--epochs", type=int, default=5)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--measured", type=int, default=12, help="dumps of a style and language")
    options = parser.parse_args(arguments)
    parts = [part for part in LEARNED if part not in options.leave_out]
    dumps = dumps_to_learn(
        parts,
        articles_to_learn(options.data),
        each=options.each,
        sites=options.sites,
        seed=options.seed,
    )
    examples = list(examples_of(dumps))
    print(f"{len(examples)} pieces, {sum(len(each.tags) for each in examples)} lines", flush=True)
    weights = train(examples, options.epochs, options.seed)
    if not options.leave_out:
        np.savez_compressed(tagger.WEIGHTS, allow_pickle=False, **weights)
        return 0
    articles = [*corpus(options.data), *own_articles()]
    network = tagger.Network.of(weights)
    with patch.object(tagger, "network", lambda: network):
        for part in options.leave_out:
            printed = dumps_of(part, articles, each=options.measured)
            found = tallies(printed, SYSTEMS["pipeline"])["all"].figures
            print(part, {name: round(value, 4) for name, value in found.items()}, flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())

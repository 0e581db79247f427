"""What the tagger is trained on: gold that stays true, and a training that runs."""

import os
import random
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

from benchmarks.segmentation.corpus import own_articles
from benchmarks.segmentation.learning.examples import dumps_to_learn
from benchmarks.segmentation.learning.tags import tags_of
from benchmarks.segmentation.learning.vary import printed, varied
from benchmarks.segmentation.page import Dump
from pipeline.segment.context import classified
from pipeline.segment.lines import lines_of
from pipeline.segment.tags import Tag
from pipeline.segment.words import Words, keys_of

ROOT = Path(__file__).parent.parent
OWN = own_articles()


@pytest.fixture(scope="module")
def dumps() -> list[Dump]:
    return list(dumps_to_learn(["dev"], OWN, each=1, sites=60, seed=3))


def test_the_same_seed_gives_the_same_dumps(dumps: list[Dump]) -> None:
    assert list(dumps_to_learn(["dev"], OWN, each=1, sites=60, seed=3)) == dumps
    assert len({dump.text for dump in dumps}) > 0.9 * len(dumps)


def test_another_seed_of_the_interpreter_changes_nothing() -> None:
    """Sets of words have another order in each process: none may be drawn from."""
    program = (
        "from hashlib import sha256\n"
        "from benchmarks.segmentation.corpus import own_articles\n"
        "from benchmarks.segmentation.learning.examples import dumps_to_learn\n"
        "dumps = dumps_to_learn(['dev'], own_articles(), each=1, sites=20, seed=3)\n"
        "print(sha256(''.join(dump.text for dump in dumps).encode()).hexdigest())\n"
    )
    found = {
        subprocess.run(
            [sys.executable, "-c", program],
            env={**os.environ, "PYTHONHASHSEED": seed},
            cwd=ROOT,
            check=True,
            capture_output=True,
        ).stdout
        for seed in ("1", "2")
    }
    assert len(found) == 1


def test_places_of_varied_dumps_hold_text(dumps: list[Dump]) -> None:
    for dump in dumps:
        end = 0
        for article in dump.articles:
            for start, stop in (*([article.title] if article.title else []), *article.paragraphs):
                assert end <= start < stop <= len(dump.text)
                assert dump.text[start:stop].strip()
                end = stop


def test_an_unvaried_dump_is_printed_as_it_was(dumps: list[Dump]) -> None:
    for dump in dumps:
        lines = printed(dump)
        if lines is not None:
            text = "\n".join(line.before + line.text + line.after for line in lines)
            assert text == dump.text.rstrip("\n") or text.split() == dump.text.split()


def test_varying_without_furniture_keeps_the_articles_of_a_dump(dumps: list[Dump]) -> None:
    for number, dump in enumerate(dumps[:20]):
        kept = varied(dump, random.Random(number), [])
        assert len(kept.articles) == len(dump.articles)


def test_tags_are_those_of_the_places(dumps: list[Dump]) -> None:
    for dump in dumps[:30]:
        units = classified(lines_of(dump.text))
        tags = tags_of(dump, units)
        openings = sum(tag in (Tag.FIRST, Tag.UNTITLED) for tag in tags)
        assert openings <= len(dump.articles)
        for unit, tag in zip(units, tags, strict=True):
            inside = any(
                place.start < unit.line.end and unit.line.start < place.end
                for article in dump.articles
                for place in article.paragraphs
            )
            assert inside or tag in (Tag.OTHER, Tag.TITLE)


def test_training_learns_and_gives_the_same_weights_again(dumps: list[Dump]) -> None:
    pytest.importorskip("torch")
    from benchmarks.segmentation.learning.train import examples_of, train
    from pipeline.segment.tagger import Network, read

    examples = list(examples_of(dumps[:40]))
    weights, again = train(examples, 2, 1), train(examples, 2, 1)
    assert all((weights[name] == again[name]).all() for name in weights)
    network = Network.of(weights)
    right = total = 0
    for example in examples:
        counts = np.array([len(line) for line in example.words])
        keys = keys_of(word for line in example.words for word in line)
        words = Words(keys, np.zeros(len(keys), bool), counts)
        found = read(network, example.features, *network.known(words)).argmax(axis=1)
        right, total = right + (found == example.tags).sum(), total + len(found)
    assert right > 0.6 * total

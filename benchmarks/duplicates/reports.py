"""Reports that are filled into templates, as agencies and machines write them: alike, no copies."""

import functools
import random
import string
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from benchmarks.segmentation.page import SourceArticle

EACH = 25  # reports of a template


def templated_reports(each: int = EACH) -> list[SourceArticle]:
    """``each`` reports of every template, each about something else."""
    return [
        SourceArticle(f"{name}-{number}", "en", name, tuple(_filled(text, f"{name}{number}")))
        for name, text in _data()["templates"].items()
        for number in range(each)
    ]


def _filled(template: str, seed: str) -> Iterator[str]:
    rng = random.Random(seed)
    for line in template.strip().splitlines():
        yield "".join(
            literal + (_value(slot, rng) if slot else "")
            for literal, slot, _, _ in string.Formatter().parse(line)
        )


def _value(slot: str, rng: random.Random) -> str:
    """A word of the list that ``slot`` names, or a number from 1 to ``slot``."""
    if slot.isdecimal():
        return str(rng.randint(1, int(slot)))
    return str(rng.choice(_data()["slots"][slot]))


@functools.cache
def _data() -> dict[str, dict[str, Any]]:
    return tomllib.loads(Path(__file__).with_name("reports.toml").read_text("utf-8"))

"""A small input, cut into many chunks, as it is at a first run and as it is at the one to kill."""

import json
from pathlib import Path

from pipeline.runs import chunks

NOTE = """{name} fined {amount} million euros

MADRID, May {day} (Own) - A court in {city} fined {name} {amount} million euros on Monday for late
filings. {name} said its chief executive, Ana Roe, will step down in June. Police in {city} searched
the offices of {name} in May, and the ministry opened an investigation into three of its suppliers.
"""
NAMES = "Acme Borealis Cantera Duero Esparto Faro Gredos Huerta Isla Jarama".split()
CITIES = "Lima Quito Bogota Madrid Sevilla Oslo Bergen Turin Lyon Porto".split()


def note(number: int, day: int = 1) -> str:
    """A text of an article of its own."""
    name, city = NAMES[number % len(NAMES)], CITIES[number % len(CITIES)]
    return NOTE.format(name=name, city=city, amount=number + 2, day=day + number)


def make_small_chunks() -> None:
    """Have the runs of this process cut their input into chunks of three files or records."""
    chunks.CHUNK_FILES = 3
    chunks.CHUNK_BYTES = 1_500


def lay_out(folder: Path, *, first: bool) -> None:
    """Write the input: at first three files, then one of them changed, one gone, three more.

    Two of the notes are told twice; one file is large, as chunks go, and one cannot be read.
    """
    folder.mkdir(exist_ok=True)
    files = {"a.txt": note(0), "b.txt": note(1), "c.txt": note(2)}
    if not first:
        (folder / "c.txt").unlink()
        lines = [json.dumps({"id": number, "text": note(number)}) for number in (4, 5, 6, 1, 7)]
        files = {
            "a.txt": note(0, day=9) + "The regulator banned the firm from Lima for a year.\n",
            "d.txt": note(3),
            "e.jsonl": "\n".join(lines) + "\n",
            "f.txt": note(0),
        }
        (folder / "g.txt.gz").write_bytes(b"\x1f\x8b\x08 cut off")
    for name, text in files.items():
        (folder / name).write_text(text, "utf-8")

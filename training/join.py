"""Labels of public text that is not ours to copy: kept by place and hash, joined to it here.

    python -m training.join --labels training/labels/FILE... --texts POOL.jsonl.gz... --output FILE

A kept row names the row of the public file (``text_id``), the range of characters of the sentence
in it, and the SHA-256 of the sentence; spans are ranges in the sentence. Joined, it is a row in
the format of the label files (``training.labels``). Where the public text has its numbers masked,
the joined row has numbers again, made up: no text that the model will read holds masks.
"""

import argparse
import gzip
import hashlib
import json
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from schemas.values import Role
from training.labels import locate

MASK = "*NUMBER*"
NUMBERS = (*map(str, range(2, 31)), "45", "60", "80", "120", "300", "1,500", "1998", "2011", "2018")

Row = dict[str, Any]


def digest(sentence: str) -> str:
    """What a sentence is known by."""
    return hashlib.sha256(sentence.encode()).hexdigest()


def pack(row: Row, text_id: str, text: str, start: int) -> Row:
    """A labelled row without its words; ``row['text']`` stands at ``start`` of the public text.

    Raises:
        ValueError: it does not, or a span is not in the sentence.
    """
    sentence = row["text"]
    if text[start : start + len(sentence)] != sentence:
        raise ValueError(f"{row['id']}: the sentence does not stand at {start} of {text_id}")
    events = []
    for event in row["events"]:
        trigger = locate(sentence, event["trigger"])
        spans = {
            str(role): [locate(sentence, words, near=trigger) for words in event[role]]
            for role in Role
            if event.get(role)
        }
        events.append(dict(event, trigger=trigger, **spans))
    return {
        **{name: row[name] for name in ("id", "lang", "source", "license", "doc", "i")},
        "text_id": text_id,
        "start": start,
        "end": start + len(sentence),
        "sha256": digest(sentence),
        "events": events,
    }


def unpack(row: Row, text: str) -> Row:
    """The labelled row with its words again.

    Raises:
        ValueError: the public text is not the one that was labelled.
    """
    sentence = text[row["start"] : row["end"]]
    if digest(sentence) != row["sha256"]:
        raise ValueError(f"{row['id']}: the text of {row['text_id']} is not the one labelled")
    events = [
        {
            name: value
            if name in ("type", "realis")
            else sentence[slice(*value)]
            if name == "trigger"
            else [sentence[start:end] for start, end in value]
            for name, value in event.items()
        }
        for event in row["events"]
    ]
    kept = {name: row[name] for name in ("id", "lang", "source", "license", "doc", "i")}
    joined = {**kept, "date": None, "text": sentence, "events": events}
    return unmasked(joined, row["sha256"]) if MASK in sentence else joined


def unmasked(row: Row, sha256: str) -> Row:
    """The row with a number, one for the sentence, chosen by its hash, where one was masked."""
    number = NUMBERS[int(sha256, 16) % len(NUMBERS)]
    filled: Row = json.loads(json.dumps(row).replace(MASK, number))
    return filled


def join(labels: Iterable[Path], texts: Iterable[Path]) -> Iterator[Row]:
    """Every kept row with its words, in order.

    Raises:
        ValueError: a row's text is in none of the files, or is not the one labelled.
    """
    rows = [row for path in labels for row in _rows(path)]
    wanted = {row["text_id"] for row in rows}
    found = {row["id"]: row["text"] for path in texts for row in _rows(path) if row["id"] in wanted}
    missing = sorted(wanted - set(found))
    if missing:
        raise ValueError(f"{len(missing)} texts are in none of the files, such as {missing[0]}")
    for row in rows:
        yield unpack(row, found[row["text_id"]])


def _rows(path: Path) -> Iterator[Row]:
    opener = gzip.open if path.suffix == ".gz" else open
    with opener(path, "rt", encoding="utf-8") as lines:
        for line in lines:
            yield json.loads(line)


def main() -> None:
    """Parse the command line and join."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--labels", type=Path, nargs="+", required=True, help="kept label files")
    parser.add_argument("--texts", type=Path, nargs="+", required=True, help="public text files")
    parser.add_argument("--output", type=Path, required=True, help="label file to write")
    options = parser.parse_args()
    try:
        rows = list(join(options.labels, options.texts))
    except ValueError as error:
        sys.exit(f"error: {error}")
    lines = (json.dumps(row, ensure_ascii=False) + "\n" for row in rows)
    options.output.write_text("".join(lines), encoding="utf-8")


if __name__ == "__main__":
    main()

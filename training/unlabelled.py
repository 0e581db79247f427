"""Texts that nobody labelled: JSON Lines of ``text``, ``lang``, ``license``; gzipped or not."""

import gzip
import json
from collections.abc import Iterable, Iterator
from pathlib import Path

from pipeline.classify.sentences import split
from training.labels import OPEN_LICENSES

SHORTEST, LONGEST = 20, 600
"""Characters of a sentence; others are lists, tables and scraps."""
MASKED = "*"
"""What masked words hold: no text that the model will read is like them."""


def read_sentences(paths: Iterable[Path]) -> list[str]:
    """The sentences of the texts, each once, in order.

    Raises:
        ValueError: a row is not in the format, or its licence is not open.
    """
    return list(dict.fromkeys(sentence for path in paths for sentence in _read(Path(path))))


def _read(path: Path) -> Iterator[str]:
    opened = gzip.open if path.suffix == ".gz" else open
    with opened(path, "rt", encoding="utf-8") as lines:
        for number, line in enumerate(lines, 1):
            try:
                row = json.loads(line)
                if not OPEN_LICENSES.match(row["license"]):
                    raise ValueError(f"licence {row['license']!r} is not open")
                paragraphs, language = row["text"].splitlines(), row["lang"]
            except (ValueError, KeyError, TypeError, AttributeError) as error:
                raise ValueError(f"{path}:{number}: {error}") from error
            for paragraph in paragraphs:
                for start, end in split(paragraph, language):
                    sentence = paragraph[start:end]
                    if SHORTEST < len(sentence) < LONGEST and MASKED not in sentence:
                        yield sentence

"""How many megabytes of text a second one core splits into articles."""

import time
from collections.abc import Sequence

from pipeline.elements import Document
from pipeline.segment import segment_document

ROUNDS = 3


def report_speed(texts: Sequence[str]) -> None:
    """Prints the best of a few rounds over ``texts``, in MB (10^6 bytes of UTF-8) a second."""
    size = sum(len(text.encode()) for text in texts) / 1e6
    best = min(_seconds(texts) for _ in range(ROUNDS))
    print(f"{size:.2f} MB in {best:.2f} s of processor time: {size / best:.2f} MB/s a core")


def _seconds(texts: Sequence[str]) -> float:
    start = time.process_time()
    for text in texts:
        segment_document(Document(source_uri="dump", text=text))
    return time.process_time() - start

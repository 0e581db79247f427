"""Which articles repeat others: sketches of texts, and the groups that they fall into."""

from pipeline.duplicates.find import FindDuplicates
from pipeline.duplicates.groups import MOST_COMPARED, THRESHOLD, find_duplicates
from pipeline.duplicates.sketch import (
    BANDS,
    HASHES,
    Copy,
    Sketch,
    overlaps,
    publication_rank,
    sketch_article,
    sketch_text,
    sketch_version,
)

__all__ = [
    "BANDS",
    "HASHES",
    "MOST_COMPARED",
    "THRESHOLD",
    "Copy",
    "FindDuplicates",
    "Sketch",
    "find_duplicates",
    "overlaps",
    "publication_rank",
    "sketch_article",
    "sketch_text",
    "sketch_version",
]

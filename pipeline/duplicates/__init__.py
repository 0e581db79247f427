"""Which articles repeat others: sketches of texts, and the groups that they fall into."""

from pipeline.duplicates.find import FindDuplicates
from pipeline.duplicates.groups import find_duplicates
from pipeline.duplicates.sketch import Copy, Sketch, publication_rank, sketch_article, sketch_text

__all__ = [
    "Copy",
    "FindDuplicates",
    "Sketch",
    "find_duplicates",
    "publication_rank",
    "sketch_article",
    "sketch_text",
]

"""Event extraction from news, as Beam transforms. This is the whole public API.

``ReadEvents`` takes files to articles with their events, ``ExtractEvents`` does so from documents
that you have already, ``WriteTables`` commits what comes out; ``list_files`` finds the files, and
``read_record`` gives back the text that a row of the tables points into. ``StreamTables`` does all
of it on a stream, ``WriteWindows`` the last step. The stages can be used alone, too, and each has a
pure function beside it in its package.

Names are imported when they are first asked for, so that the command line can print a schema or a
help text without waiting for Beam.
"""

import importlib
from typing import TYPE_CHECKING

from pipeline.version import VERSION as __version__  # noqa: N811

if TYPE_CHECKING:
    from pipeline.classify import ClassifyEvents
    from pipeline.duplicates import FindDuplicates, sketch_article
    from pipeline.elements import (
        Article,
        DeadLetter,
        Document,
        LinkedArticle,
        LinkedEvent,
        RawFile,
        Rejected,
        RunStamp,
    )
    from pipeline.extract import ExtractArguments
    from pipeline.graph import ExtractEvents, ReadEvents
    from pipeline.inference import ModelSettings
    from pipeline.link import LinkEvents
    from pipeline.read import ReadDocuments, list_files, read_record
    from pipeline.segment import SegmentArticles
    from pipeline.stream import StreamTables, WriteWindows
    from pipeline.write import WriteTables

_HOMES = {
    "classify": ["ClassifyEvents"],
    "duplicates": ["FindDuplicates", "sketch_article"],
    "elements": [
        "Article",
        "DeadLetter",
        "Document",
        "LinkedArticle",
        "LinkedEvent",
        "RawFile",
        "Rejected",
        "RunStamp",
    ],
    "extract": ["ExtractArguments"],
    "graph": ["ExtractEvents", "ReadEvents"],
    "inference": ["ModelSettings"],
    "link": ["LinkEvents"],
    "read": ["ReadDocuments", "list_files", "read_record"],
    "segment": ["SegmentArticles"],
    "stream": ["StreamTables", "WriteWindows"],
    "write": ["WriteTables"],
}

__all__ = [
    "Article",
    "ClassifyEvents",
    "DeadLetter",
    "Document",
    "ExtractArguments",
    "ExtractEvents",
    "FindDuplicates",
    "LinkEvents",
    "LinkedArticle",
    "LinkedEvent",
    "ModelSettings",
    "RawFile",
    "ReadDocuments",
    "ReadEvents",
    "Rejected",
    "RunStamp",
    "SegmentArticles",
    "StreamTables",
    "WriteTables",
    "WriteWindows",
    "__version__",
    "list_files",
    "read_record",
    "sketch_article",
]


def __getattr__(name: str) -> object:
    """Import a public name from the module that it lives in."""
    for module, names in _HOMES.items():
        if name in names:
            return getattr(importlib.import_module(f"{__name__}.{module}"), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")

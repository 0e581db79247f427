"""The extract stage: triggers, realis and arguments of the event types found."""

from pipeline.extract.extract import ExtractArguments, extract_article

__all__ = ["ExtractArguments", "extract_article"]

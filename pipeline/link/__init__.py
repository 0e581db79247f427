"""The link stage: mentions grouped into events, words turned into typed values."""

from pipeline.link.link import LinkEvents, link_article

__all__ = ["LinkEvents", "link_article"]

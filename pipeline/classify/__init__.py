"""The classify stage: sentences of an article, and the event types in them."""

from pipeline.classify.classify import ClassifyEvents, classify_article
from pipeline.classify.sentences import sentences_of

__all__ = ["ClassifyEvents", "classify_article", "sentences_of"]

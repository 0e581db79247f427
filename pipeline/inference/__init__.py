"""The event model and its engine, beneath the stages that use it."""

from pipeline.inference.handler import ArticleHandler
from pipeline.inference.model import EventModel, Extraction, load_model
from pipeline.inference.package import ModelError, ModelPackage, read_package

__all__ = [
    "ArticleHandler",
    "EventModel",
    "Extraction",
    "ModelError",
    "ModelPackage",
    "load_model",
    "read_package",
]

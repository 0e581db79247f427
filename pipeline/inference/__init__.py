"""The event model and its engines, beneath the stages that use it."""

from pipeline.inference.handler import ArticleHandler
from pipeline.inference.model import Asked, EventModel, Extraction, FoundType, load_model
from pipeline.inference.package import ModelError, ModelPackage, read_package
from pipeline.inference.settings import ENGINES, ModelSettings, all_threads
from pipeline.inference.tally import Tally

__all__ = [
    "ENGINES",
    "ArticleHandler",
    "Asked",
    "EventModel",
    "Extraction",
    "FoundType",
    "ModelError",
    "ModelPackage",
    "ModelSettings",
    "Tally",
    "all_threads",
    "load_model",
    "read_package",
]

"""The registry of tables: the row model of each, by the folder of its files in the output."""

from collections.abc import Mapping
from types import MappingProxyType

from pydantic import BaseModel

from schemas.events import EVENT_TYPES
from schemas.records import Article, DeadLetter, Rejected
from schemas.row import Row

TABLES: Mapping[str, type[Row]] = MappingProxyType(
    {
        "articles": Article,
        "dead_letters": DeadLetter,
        "rejected": Rejected,
        **{f"events/event_type={name}": model for name, model in EVENT_TYPES.items()},
    }
)
"""The row model of each table, the event types in the order of the ontology."""

_FOLDERS = {model: folder for folder, model in TABLES.items()}


def table_of(model: type[BaseModel]) -> str:
    """The table, a key of ``TABLES``, that rows of ``model`` belong to; TypeError if none."""
    if model not in _FOLDERS:
        raise TypeError(f"{model.__name__} has no table")
    return _FOLDERS[model]

"""The ontology: 46 event types in 10 families, each a typed model class.

To add a type, add a class to the module of its family and a model that knows it.
"""

from types import MappingProxyType

from schemas.events import business, conflict, cyber, law, society
from schemas.events.base import Crosswalk, Event, Family

ONTOLOGY_VERSION = "1.0.0"


def _declared_in(module: object) -> list[type[Event]]:
    """The event types of a module, in the order in which it declares them."""
    return [
        value
        for value in vars(module).values()
        if isinstance(value, type) and issubclass(value, Event) and value is not Event
    ]


EVENT_TYPES = MappingProxyType(
    {
        event.name: event
        for module in (business, law, cyber, conflict, society)
        for event in _declared_in(module)
    }
)
"""Every event type by its name, in the order of the ontology."""

__all__ = ["EVENT_TYPES", "ONTOLOGY_VERSION", "Crosswalk", "Event", "Family"]

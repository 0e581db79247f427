"""JSON Schemas of the row models, for rows as ``model_dump_json`` writes them."""

from typing import Any

from pydantic import BaseModel

from schemas.events import ONTOLOGY_VERSION, Event
from schemas.row import SCHEMA_VERSION
from schemas.tables import table_of


def json_schema(model: type[BaseModel]) -> dict[str, Any]:
    """The JSON Schema (draft 2020-12) of a table's rows.

    Keys of our own start with ``x-``: the table and versions, and of an event type its family,
    crosswalk, what its definition excludes, and the field that each coarse role fills.
    """
    schema: dict[str, Any] = {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        **model.model_json_schema(mode="serialization"),
        "x-table": table_of(model),
        "x-schema-version": SCHEMA_VERSION,
        "x-ontology-version": ONTOLOGY_VERSION,
    }
    if issubclass(model, Event):
        schema |= {
            "title": model.name,
            "x-family": model.family_name.value,
            "x-crosswalk": model.crosswalk._asdict(),
            "x-excludes": model.excludes,
            "x-roles": {role.value: name for role, name in model.fields_by_role().items()},
        }
    return schema

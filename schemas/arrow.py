"""Arrow schemas of the row models, and rows to Arrow tables.

Types follow the annotations alone, so a column has one type whatever the data of a file.
"""

import datetime
import enum
import functools
import itertools
import types
from collections.abc import Sequence
from decimal import Decimal
from typing import Annotated, Any, Literal, Union, get_args, get_origin

import pyarrow as pa
from pydantic import AwareDatetime, BaseModel

from schemas.events import ONTOLOGY_VERSION
from schemas.row import SCHEMA_VERSION
from schemas.tables import table_of

_ARROW_TYPES = {
    str: pa.string(),
    int: pa.int64(),
    float: pa.float64(),
    bool: pa.bool_(),
    AwareDatetime: pa.timestamp("us", tz="UTC"),
    datetime.date: pa.date32(),
    Decimal: pa.decimal128(38, 4),
}


def _optional(annotation: Any) -> tuple[Any, bool]:
    """An annotation without its metadata and its None, and whether it had the latter."""
    origin, arguments = get_origin(annotation), get_args(annotation)
    if origin is Annotated:
        return _optional(arguments[0])
    if origin in (Union, types.UnionType) and type(None) in arguments and len(arguments) == 2:
        inner = next(argument for argument in arguments if argument is not type(None))
        return _optional(inner)[0], True
    return annotation, False


def _arrow_type(annotation: Any, where: str) -> pa.DataType:
    origin, arguments = get_origin(annotation), get_args(annotation)
    if origin is tuple and len(arguments) == 2 and arguments[1] is Ellipsis:
        item, nullable = _optional(arguments[0])
        if not nullable:
            return pa.list_(_arrow_type(item, f"{where}[]"))
    if origin is Literal and all(isinstance(value, str) for value in arguments):
        return pa.string()
    if isinstance(annotation, type) and origin is None:
        if issubclass(annotation, BaseModel):
            return arrow_struct(annotation)
        if issubclass(annotation, enum.StrEnum):
            return pa.string()
    if annotation in _ARROW_TYPES:
        return _ARROW_TYPES[annotation]
    raise TypeError(f"{where}: no Arrow type for {annotation!r}")


def arrow_fields(model: type[BaseModel]) -> list[pa.Field]:
    """The columns of a model, in order, with their descriptions as metadata.

    Raises TypeError, naming the field, where an annotation has no Arrow type.
    """
    fields = []
    for name, info in model.model_fields.items():
        annotation, nullable = _optional(info.annotation)
        arrow_type = _arrow_type(annotation, f"{model.__name__}.{name}")
        metadata = {"description": info.description} if info.description else None
        fields.append(pa.field(name, arrow_type, nullable, metadata))
    return fields


def arrow_struct(model: type[BaseModel]) -> pa.StructType:
    """A model as the type of a column; all its fields are nullable, as the value may be."""
    return pa.struct([field.with_nullable(True) for field in arrow_fields(model)])


@functools.cache
def arrow_schema(model: type[BaseModel]) -> pa.Schema:
    """The Arrow schema of a table.

    Columns that are never null are so declared; fields of structs are all nullable. Every field
    carries its ``description``, the schema ``table``, ``schema_version`` and ``ontology_version``.
    Raises TypeError where the model has no table.
    """
    metadata = {
        "table": table_of(model),
        "schema_version": SCHEMA_VERSION,
        "ontology_version": ONTOLOGY_VERSION,
    }
    return pa.schema(arrow_fields(model), metadata)


def arrow_array(values: list[Any], kind: pa.DataType) -> pa.Array:
    """The values of a column; lists and structs are built column by column, too."""
    if pa.types.is_list(kind):
        ends = itertools.accumulate((len(value or ()) for value in values), initial=0)
        items = [item for value in values for item in value or ()]
        null = pa.array([value is None for value in values], pa.bool_())
        offsets = pa.array(ends, pa.int32())
        return pa.ListArray.from_arrays(
            offsets, arrow_array(items, kind.value_type), kind, mask=null
        )
    if pa.types.is_struct(kind):
        null = pa.array([value is None for value in values], pa.bool_())
        columns = [
            arrow_array([value and getattr(value, field.name) for value in values], field.type)
            for field in kind
        ]
        return pa.StructArray.from_arrays(columns, fields=list(kind), mask=null)
    return pa.array(values, kind)


def to_table(rows: Sequence[BaseModel], model: type[BaseModel]) -> pa.Table:
    """Rows of one table as an Arrow table, in order; no rows make a table with all its columns.

    Raises TypeError where a row is not one of ``model``.
    """
    strangers = {type(row).__name__ for row in rows if not isinstance(row, model)}
    if strangers:
        raise TypeError(f"rows of {', '.join(sorted(strangers))} in the table {table_of(model)}")
    schema = arrow_schema(model)
    columns = [
        arrow_array([getattr(row, field.name) for row in rows], field.type) for field in schema
    ]
    return pa.Table.from_arrays(columns, schema=schema)

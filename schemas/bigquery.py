"""BigQuery schemas of the row models, as the JSON that ``bq`` and the client libraries take.

They describe the tables as BigQuery loads them from our Parquet files with
``--parquet_enable_list_inference`` (without it each list is a record ``list.element``) and, where
no schema is given, ``--decimal_target_types=NUMERIC,BIGNUMERIC``.
"""

from typing import Any

import pyarrow as pa
from pydantic import BaseModel

from schemas.arrow import arrow_schema

_BIGQUERY_TYPES = {
    pa.string(): "STRING",
    pa.int64(): "INT64",
    pa.float64(): "FLOAT64",
    pa.bool_(): "BOOL",
    pa.timestamp("us", tz="UTC"): "TIMESTAMP",
    pa.date32(): "DATE",
    # NUMERIC has 29 digits before the point, too few for the 34 of decimal128(38, 4).
    pa.decimal128(38, 4): "BIGNUMERIC",
}


def _column(field: pa.Field) -> dict[str, Any]:
    repeated = pa.types.is_list(field.type)
    kind = field.type.value_type if repeated else field.type
    column: dict[str, Any] = {
        "name": field.name,
        "type": "RECORD" if pa.types.is_struct(kind) else _BIGQUERY_TYPES[kind],
        "mode": "REPEATED" if repeated else "NULLABLE" if field.nullable else "REQUIRED",
    }
    if pa.types.is_struct(kind):
        column["fields"] = [_column(inner) for inner in kind]
    if field.metadata:
        column["description"] = field.metadata[b"description"].decode()
    return column


def bigquery_schema(model: type[BaseModel]) -> list[dict[str, Any]]:
    """The BigQuery schema of a table: name, type, mode, fields and description of each column.

    Raises TypeError where the model has no table.
    """
    return [_column(field) for field in arrow_schema(model)]

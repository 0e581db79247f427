"""What a warehouse needs to open or load the tables, made from the row models.

Each warehouse gets a few files: SQL, and for BigQuery also a schema of each table and the commands
that load it. ``events`` is a view of all event types with the columns that they have in common.
"""

import json
from collections.abc import Callable, Mapping
from types import MappingProxyType

import pyarrow as pa

from schemas.arrow import arrow_fields, arrow_schema
from schemas.bigquery import bigquery_schema
from schemas.events import EVENT_TYPES, Event
from schemas.tables import TABLES

_FOLDERS = {folder.rpartition("=")[2]: folder for folder in TABLES}
"""The folder of the files of each table, by the table's name: ``fine``, not its path."""

_SNOWFLAKE_TYPES = {
    pa.string(): "VARCHAR",
    pa.int64(): "NUMBER(19, 0)",
    pa.float64(): "FLOAT",
    pa.bool_(): "BOOLEAN",
    pa.timestamp("us", tz="UTC"): "TIMESTAMP_NTZ(6)",
    pa.date32(): "DATE",
}


def _view(into: str, quote: Callable[[str], str]) -> str:
    """The statement that makes the view of all events, by the columns that they share."""
    columns = ", ".join(quote(field.name) for field in arrow_fields(Event))
    selects = (f"SELECT {columns} FROM {into}.{name}" for name in EVENT_TYPES)  # noqa: S608
    return f"CREATE OR REPLACE VIEW {into}.events AS\n" + "\nUNION ALL ".join(selects) + ";\n"


def _backticked(name: str) -> str:
    return f"`{name}`"


def _upper(name: str) -> str:
    """As Snowflake stores a name without quotes; in quotes, as it may be a reserved word."""
    return f'"{name.upper()}"'


def bigquery(location: str, into: str) -> dict[str, str]:
    """External tables, or schemas and commands that load native ones; the view goes with both."""
    quoted = ".".join(map(_backticked, into.split(".")))  # the name of a project may have dashes
    into = into.replace(".", ":", 1)  # bq wants PROJECT:DATASET
    files = {name: f"{location}/{folder}/*.parquet" for name, folder in _FOLDERS.items()}
    # No hive partitioning: BigQuery refuses a key that is a column of the files as well.
    external = "".join(
        f"CREATE OR REPLACE EXTERNAL TABLE {quoted}.{name} OPTIONS (\n"
        f"  format = 'PARQUET', uris = ['{uri}'],\n"
        "  enable_list_inference = true, decimal_target_types = ['BIGNUMERIC']);\n"
        for name, uri in files.items()
    )
    load = "".join(
        "bq load --replace --source_format=PARQUET --parquet_enable_list_inference \\\n"
        f"  --decimal_target_types=BIGNUMERIC {into}.{name} '{uri}' schemas/{name}.json\n"
        for name, uri in files.items()
    )
    view = _view(quoted, _backticked)
    return {
        "external.sql": external + view,
        "events.sql": view,
        "load.sh": '#!/usr/bin/env bash\nset -euo pipefail\ncd "$(dirname "$0")"\n'
        + load
        + "bq query --use_legacy_sql=false < events.sql\n",
        **{
            f"schemas/{name}.json": json.dumps(bigquery_schema(TABLES[folder]), indent=2) + "\n"
            for name, folder in _FOLDERS.items()
        },
    }


def _snowflake_column(field: pa.Field) -> str:
    if pa.types.is_list(field.type):
        kind = "ARRAY"
    elif pa.types.is_struct(field.type):
        kind = "OBJECT"
    else:
        kind = _SNOWFLAKE_TYPES[field.type]
    return f"{_upper(field.name)} {kind}{'' if field.nullable else ' NOT NULL'}"


def snowflake(location: str, into: str) -> dict[str, str]:
    """Tables, and the commands that copy the files of a stage into them, each file once."""
    # In UTC, so that a time is the same whether it is read with or without its zone.
    statements = ["ALTER SESSION SET TIMEZONE = 'UTC';\n"]
    for name, folder in _FOLDERS.items():
        columns = ",\n  ".join(map(_snowflake_column, arrow_schema(TABLES[folder])))
        statements.append(
            f"CREATE TABLE IF NOT EXISTS {into}.{name} (\n  {columns}\n);\n"
            f"COPY INTO {into}.{name} FROM '{location}/{folder}/' PATTERN = '.*[.]parquet'\n"
            "  FILE_FORMAT = (TYPE = PARQUET USE_LOGICAL_TYPE = TRUE)\n"
            "  MATCH_BY_COLUMN_NAME = CASE_INSENSITIVE;\n"
        )
    statements.append(_view(into, _upper))
    return {"load.sql": "".join(statements)}


def spark(location: str, into: str) -> dict[str, str]:
    """Tables over the files where they lie, in the catalog of Spark or Databricks."""
    tables = "".join(  # to drop a table that has a location leaves its files alone
        f"DROP TABLE IF EXISTS {into}.{name};\n"
        f"CREATE TABLE {into}.{name} USING PARQUET LOCATION '{location}/{folder}';\n"
        for name, folder in _FOLDERS.items()
    )
    schema = f"CREATE SCHEMA IF NOT EXISTS {into};\n"
    return {"tables.sql": schema + tables + _view(into, _backticked)}


def duckdb(location: str, into: str) -> dict[str, str]:
    """Views over the files where they lie; ``events`` has the columns of all types."""
    views = "".join(
        f"CREATE OR REPLACE VIEW {into}.{name} AS FROM '{location}/{folder}/*.parquet';\n"
        for name, folder in _FOLDERS.items()
    )
    events = (
        f"CREATE OR REPLACE VIEW {into}.events AS\n"
        f"FROM read_parquet('{location}/events/*/*.parquet', union_by_name = true);\n"
    )
    return {"tables.sql": f"CREATE SCHEMA IF NOT EXISTS {into};\n{views}{events}"}


WAREHOUSES: Mapping[str, Callable[[str, str], dict[str, str]]] = MappingProxyType(
    {"bigquery": bigquery, "snowflake": snowflake, "spark": spark, "duckdb": duckdb}
)
"""For each warehouse, a function of where the tables lie (no ``/`` at the end) and the dataset,
schema or database that they go into. It returns the texts of the files, by their path.
"""

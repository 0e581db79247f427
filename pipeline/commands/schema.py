"""``schema``: the schema of a table, in the form that a tool wants."""

import argparse
import json

from pipeline.options import UsageError
from schemas import EVENT_TYPES, TABLES, arrow_schema, bigquery_schema, json_schema


def schema(options: argparse.Namespace) -> int:
    """Run the command; returns the exit status.

    Raises:
        UsageError: there is no such table.
    """
    if options.table is None:
        print("\n".join(TABLES))
        return 0
    model = EVENT_TYPES.get(options.table) or TABLES.get(options.table)
    if model is None:
        raise UsageError(f"no table {options.table!r}; `schema` alone lists them")
    if options.format == "bigquery":
        print(json.dumps(bigquery_schema(model), indent=2))
    elif options.format == "json":
        print(json.dumps(json_schema(model), indent=2))
    else:
        print(arrow_schema(model).to_string(show_field_metadata=False, show_schema_metadata=False))
    return 0

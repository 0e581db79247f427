"""``warehouse``: the files with which a warehouse opens or loads the tables."""

import argparse
import re
from pathlib import Path

from pipeline.options import UsageError
from schemas.warehouses import WAREHOUSES

READS = {"bigquery": "gs://", "snowflake": "@"}
"""How a path begins that the warehouse can read, where it reads from one place only."""


def location(tables: str, warehouse: str) -> str:
    """Where the tables lie, without a slash at the end; a local path is made absolute.

    Raises:
        UsageError: the warehouse does not read there, or the path does not go into SQL.
    """
    if not tables.startswith(READS.get(warehouse, "")):
        raise UsageError(f"--tables {tables!r}: {warehouse} reads {READS[warehouse]}... only")
    local = "://" not in tables and not tables.startswith("@")
    path = str(Path(tables).resolve()) if local else tables.rstrip("/")
    if re.search(r"['\\*?\[\n]", path):
        raise UsageError(f"--tables {path!r}: quotes, backslashes and wildcards do not go in SQL")
    return path


def warehouse(options: argparse.Namespace) -> int:
    """Run the command; returns the exit status.

    Raises:
        UsageError: a name or a path that does not go into SQL, or the folder cannot be written.
    """
    if not re.fullmatch(r"\w[\w.-]*", options.into):
        raise UsageError(f"--into {options.into!r}: not the name of a dataset, schema or database")
    files = WAREHOUSES[options.warehouse](location(options.tables, options.warehouse), options.into)
    for name, text in files.items():
        path = Path(options.output, name)
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")
        except OSError as error:
            raise UsageError(f"{path}: {error.strerror}") from error
    print("\n".join(str(Path(options.output, name)) for name in files))
    return 0

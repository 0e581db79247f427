"""What lies in a folder of tables, so that two of them can be compared row for row."""

from pathlib import Path
from typing import Any

import pyarrow.parquet as parquet

IDS = ("article_id", "duplicate_of")
Tables = dict[str, list[dict[str, Any]]]


def tables_in(folder: Path) -> Tables:
    """All rows by table, in order, without what tells of the run that wrote them."""
    found: Tables = {}
    for path in sorted(folder.glob("**/*.parquet")):
        table = path.relative_to(folder).parent.as_posix()
        assert not table.startswith("_"), f"{path} was left behind"
        rows = parquet.ParquetFile(path).read(use_threads=False).to_pylist()
        found.setdefault(table, []).extend(
            {**row, "run_id": None, "processed_at": None} for row in rows
        )
    return {table: sorted(rows, key=repr) for table, rows in found.items()}


def wherever_read(tables: Tables) -> Tables:
    """The tables as they are whatever folder the files were read in: ids say where that was."""
    place = {
        row["article_id"]: f"{Path(row['source_uri']).name}#{row['ordinal']}"
        for row in tables["articles"]
    }
    moved = {
        table: [
            {
                **row,
                "source_uri": Path(row["source_uri"]).name,
                **{
                    key: place.get(row[key]) for key in ("article_id", "duplicate_of") if key in row
                },
                **({"event_id": None} if "event_id" in row else {}),
            }
            for row in rows
        ]
        for table, rows in tables.items()
    }
    return {table: sorted(rows, key=repr) for table, rows in moved.items()}

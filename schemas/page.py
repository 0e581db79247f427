"""The documentation page of all tables, ``docs/events.md``, made from the row models.

``python -m schemas.page`` writes it anew, from the root of the repository.
"""

import inspect
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path

import pyarrow as pa
from pydantic import BaseModel

from schemas.arrow import arrow_fields, arrow_struct
from schemas.events import EVENT_TYPES, ONTOLOGY_VERSION, Event
from schemas.events.base import FAMILY_DEFINITIONS
from schemas.row import SCHEMA_VERSION
from schemas.tables import TABLES
from schemas.values import (
    Argument,
    Casualties,
    EventTime,
    Mention,
    Money,
    Paragraph,
    Quantity,
    Role,
)

PAGE = Path("docs/events.md")
VALUES = (Money, Quantity, Casualties, EventTime, Argument, Mention, Paragraph)
STRUCTS = {arrow_struct(value): value.__name__ for value in VALUES}

INTRODUCTION = """\
| table | a row is |
|---|---|
| `articles/` | [an article](#articles) |
| `events/event_type=<type>/` | [an event](#columns-of-every-event) of [one type](#event-types) |
| `rejected/` | [text that was read and not used](#rejected) |
| `dead_letters/` | [something that failed](#dead_letters) |

All offsets are half-open ranges of characters (Unicode code points): `text[start:end]` is the
span. Times are in UTC. A list is never null, it is empty. No two types give one column name
different types, so all events are one table by name:

```sql
-- DuckDB; "end" is a word of SQL and wants quotes
SELECT event_type, country, count(*)
FROM read_parquet('OUT/events/*/*.parquet', union_by_name = true)
WHERE realis = 'actual' GROUP BY ALL ORDER BY ALL;
```

```python
# one type: any tool, as it is
pandas.read_parquet("OUT/events/event_type=fine")
# all types: the columns of every event
polars.scan_parquet(
    "OUT/events/*/*.parquet", missing_columns="insert", extra_columns="ignore"
).select("event_type", "country").collect()
# pandas and pyarrow: event_type is a column of the files, not only the folder's name
pandas.read_parquet("OUT/events", partitioning=None, columns=["event_type", "country"])
```

[warehouses.md](warehouses.md): BigQuery, Snowflake, Spark, and how other tools read them.
"""


def table(header: str, rows: Iterable[Iterable[str]]) -> str:
    """A Markdown table; ``header`` names its columns, parted by ``|``."""
    names = header.split("|")
    lines = [names, ["---"] * len(names), *rows]
    return "".join(f"| {' | '.join(cells)} |\n" for cells in lines)


def type_name(kind: pa.DataType) -> str:
    """An Arrow type as readers of the page know it; structs by the name of their value."""
    if pa.types.is_list(kind):
        return f"list of {type_name(kind.value_type)}"
    if kind in STRUCTS:
        return f"[{STRUCTS[kind]}](#{STRUCTS[kind].lower()})"
    names = {pa.float64(): "float64", pa.date32(): "date", pa.timestamp("us", "UTC"): "timestamp"}
    return names.get(kind, str(kind).replace("decimal128", "decimal"))


def columns(model: type[BaseModel]) -> str:
    """The table of a model's columns."""
    return table(
        "column|type|may be null|what it holds",
        (
            (
                f"`{field.name}`",
                type_name(field.type),
                "yes" if field.nullable else "",
                field.metadata[b"description"].decode(),
            )
            for field in arrow_fields(model)
        ),
    )


def definition(model: type[BaseModel]) -> str:
    """The docstring of a model as Markdown, each paragraph on one line."""
    paragraphs = inspect.cleandoc(model.__doc__ or "").replace("``", "`").split("\n\n")
    return "\n\n".join(" ".join(paragraph.split()) for paragraph in paragraphs)


def families() -> str:
    """The table of families with their types."""
    return table(
        "family|about|types",
        (
            (
                f"[{family}](#{family})",
                about,
                ", ".join(
                    f"[{name}](#{name})"
                    for name, event in EVENT_TYPES.items()
                    if event.family_name is family
                ),
            )
            for family, about in FAMILY_DEFINITIONS.items()
        ),
    )


def crosswalk(event: type[Event]) -> str:
    """The codes of a type elsewhere, in one line; empty where it has none."""
    codes = event.crosswalk
    topics = (f"[{t}](https://cv.iptc.org/newscodes/mediatopic/{t})" for t in codes.iptc)
    named = {
        "PLOVER": codes.plover,
        "CAMEO": codes.cameo,
        "ACE": ", ".join(codes.ace),
        "IPTC": ", ".join(topics),
    }
    return " · ".join(f"{name}: {code}" for name, code in named.items() if code)


def event_section(event: type[Event]) -> str:
    """A type: its definition, what it is not, its own fields, its codes elsewhere."""
    roles = event.fields_by_role()
    fields = {field.name: field for field in arrow_fields(event)}
    parts = [
        f"#### {event.name}\n",
        f"{definition(event)}\n",
        f"Not: {event.excludes}\n" if event.excludes else "",
        table(
            "column|role|type|what it holds",
            (
                (
                    f"`{roles[role]}`",
                    role.value,
                    type_name(fields[roles[role]].type),
                    fields[roles[role]].metadata[b"description"].decode(),
                )
                for role in Role
                if role in roles
            ),
        ),
        f"{crosswalk(event)}\n" if crosswalk(event) else "",
    ]
    return "\n".join(part for part in parts if part)


def sections() -> Iterator[str]:
    """The sections of the page, in order."""
    yield "# Events and tables\n\nMade from `schemas/` by `python -m schemas.page`: do not edit."
    yield f"Schema version {SCHEMA_VERSION}, ontology version {ONTOLOGY_VERSION}.\n"
    yield INTRODUCTION
    yield "## Event types\n"
    yield families()
    for family, about in FAMILY_DEFINITIONS.items():
        yield f"### {family}\n\n{about}\n"
        yield from (event_section(e) for e in EVENT_TYPES.values() if e.family_name is family)
    yield "## Columns of every event\n\nThey come first, the same in each type.\n"
    yield columns(Event)
    for name in ("articles", "rejected", "dead_letters"):
        yield f"## {name}\n\n{definition(TABLES[name])}\n"
        yield columns(TABLES[name])
    yield "## Values\n\nThe structs that columns hold; to Parquet all their fields may be null.\n"
    for value in VALUES:
        yield f"### {value.__name__}\n\n{definition(value)}\n"
        yield columns(value)


def page() -> str:
    """The whole page as Markdown."""
    return "\n".join(sections())


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")
    sys.stdout.write(f"{PAGE}\n")

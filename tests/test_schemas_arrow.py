"""Arrow schemas against their snapshots, and the schemas for other tools made from them.

There is a snapshot of each schema version. After an intended change of columns, raise
``SCHEMA_VERSION``, then: UPDATE_SNAPSHOTS=1 pytest tests/test_schemas_arrow.py
"""

import enum
import itertools
import os
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Annotated, Any, Literal

import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import AwareDatetime, BaseModel, Field

from schemas import (
    EVENT_TYPES,
    ONTOLOGY_VERSION,
    SCHEMA_VERSION,
    TABLES,
    Article,
    Event,
    arrow_schema,
    bigquery_schema,
    json_schema,
)
from schemas.arrow import arrow_array, arrow_fields, arrow_struct
from schemas.page import page

SNAPSHOTS = Path(__file__).parent / "snapshots" / "arrow_schemas"
PAGE = Path(__file__).parent.parent / "docs" / "events.md"
COMMON = "columns of every event"


def lines(fields: list[pa.Field]) -> list[str]:
    return [f"{f.name}: {f.type}{'' if f.nullable else ' not null'}" for f in fields]


def own_lines(table: str) -> list[str]:
    """The columns of a table; of an event type, those that follow the columns of every event."""
    model = TABLES[table]
    fields = list(arrow_schema(model))
    common = lines(arrow_fields(Event)) if issubclass(model, Event) else []
    assert lines(fields)[: len(common)] == common
    return lines(fields)[len(common) :]


Tables = dict[str, list[str]]


def snapshot(version: str = SCHEMA_VERSION) -> Tables:
    blocks = (SNAPSHOTS / f"{version}.txt").read_text().strip().split("\n\n")
    return {head.strip("[]"): rest for head, *rest in (block.split("\n") for block in blocks)}


def order(version: str) -> tuple[int, ...]:
    return tuple(map(int, version.split(".")))


def updated(kept: Tables, now: Tables) -> Tables:
    """A snapshot with the tables that are new: those of one version never change their columns."""
    changed = [name for name, rows in kept.items() if now.get(name) != rows]
    if changed:
        raise ValueError(f"raise SCHEMA_VERSION: the columns of {', '.join(changed)} have changed")
    return now


def broken(before: Tables, after: Tables) -> list[str]:
    """What keeps a program from adding to the tables of an older one of its major version."""
    lost = [
        f"{table}: {row}"
        for table, rows in before.items()
        for row in rows
        if row not in after.get(table, [])
    ]
    strict = [
        f"{table}: {row}"
        for table, rows in before.items()
        for row in set(after.get(table, [])) - set(rows)
        if row.endswith("not null")
    ]
    return lost + strict


@pytest.fixture(scope="module", autouse=True)
def update() -> None:
    if os.environ.get("UPDATE_SNAPSHOTS"):
        path = SNAPSHOTS / f"{SCHEMA_VERSION}.txt"
        now = {
            COMMON: lines(arrow_fields(Event)),
            **{table: own_lines(table) for table in TABLES},
        }
        tables = updated(snapshot() if path.exists() else {}, now)
        text = "\n\n".join("\n".join([f"[{name}]", *rows]) for name, rows in tables.items())
        path.write_text(text + "\n")


def test_the_columns_of_every_event_are_as_they_were() -> None:
    assert lines(arrow_fields(Event)) == snapshot()[COMMON], "raise SCHEMA_VERSION"


@pytest.mark.parametrize("table", TABLES)
def test_the_schema_of_a_table_is_as_it_was(table: str) -> None:
    assert own_lines(table) == snapshot()[table], "raise SCHEMA_VERSION"


def test_the_snapshot_holds_all_tables_and_no_others() -> None:
    assert set(snapshot()) == {COMMON, *TABLES}


def test_a_major_version_only_gains_columns_that_may_be_null() -> None:
    versions = sorted((path.stem for path in SNAPSHOTS.iterdir()), key=order)
    assert versions[-1] == SCHEMA_VERSION
    for before, after in itertools.pairwise(versions):
        if order(before)[0] == order(after)[0]:
            assert not broken(snapshot(before), snapshot(after)), f"{after} is no {before}"


def test_what_no_major_version_may_do_is_seen() -> None:
    before = {"articles": ["id: string not null", "url: string"], "rejected": ["id: string"]}
    fine = {
        "articles": [*before["articles"], "tags: string"],
        "rejected": ["id: string"],
        "new": [],
    }
    assert broken(before, fine) == []
    assert broken(before, {"articles": before["articles"]}) == ["rejected: id: string"]
    retyped = {**fine, "articles": ["id: string not null", "url: int64"]}
    assert broken(before, retyped) == ["articles: url: string"]
    strict = {**fine, "articles": [*before["articles"], "tags: string not null"]}
    assert broken(before, strict) == ["articles: tags: string not null"]


def test_a_snapshot_takes_new_tables_but_no_changed_columns() -> None:
    kept = {"articles": ["id: string not null"]}
    assert updated(kept, {**kept, "new": []}) == {**kept, "new": []}
    with pytest.raises(ValueError, match=r"raise SCHEMA_VERSION.*articles"):
        updated(kept, {"articles": ["id: string"]})


def test_a_schema_says_its_table_and_versions_and_what_each_column_holds() -> None:
    schema = arrow_schema(EVENT_TYPES["fine"])
    assert schema.metadata == {
        b"table": b"events/event_type=fine",
        b"schema_version": SCHEMA_VERSION.encode(),
        b"ontology_version": ONTOLOGY_VERSION.encode(),
    }
    assert all(field.metadata[b"description"] for field in schema)


class Colour(enum.StrEnum):
    RED = "red"


class Inner(BaseModel):
    weight: Annotated[float, Field(gt=0)]


class Everything(BaseModel):
    text: str
    number: int
    flag: bool
    colour: Colour
    choice: Literal["a", "b"]
    when: AwareDatetime
    day: date | None
    amount: Annotated[Decimal, Field(decimal_places=4)] | None
    inner: Inner | None
    inners: tuple[Inner, ...]
    names: tuple[Annotated[str, Field(min_length=1)], ...] | None


def test_each_annotation_has_its_arrow_type() -> None:
    inner = pa.struct([pa.field("weight", pa.float64())])
    assert arrow_fields(Everything) == [
        pa.field("text", pa.string(), nullable=False),
        pa.field("number", pa.int64(), nullable=False),
        pa.field("flag", pa.bool_(), nullable=False),
        pa.field("colour", pa.string(), nullable=False),
        pa.field("choice", pa.string(), nullable=False),
        pa.field("when", pa.timestamp("us", tz="UTC"), nullable=False),
        pa.field("day", pa.date32()),
        pa.field("amount", pa.decimal128(38, 4)),
        pa.field("inner", inner),
        pa.field("inners", pa.list_(inner), nullable=False),
        pa.field("names", pa.list_(pa.string())),
    ]


everything = st.builds(
    Everything,
    when=st.datetimes(datetime(1, 1, 2), timezones=st.just(UTC)),  # noqa: DTZ001
    number=st.integers(-(2**63), 2**63 - 1),
    amount=st.none() | st.integers(0, 10**9).map(lambda digits: Decimal(f"{digits}e-4")),
    inner=st.none() | st.builds(Inner, weight=st.floats(0.5, 9)),
    inners=st.lists(st.builds(Inner, weight=st.floats(0.5, 9))).map(tuple),
    names=st.none() | st.lists(st.text(min_size=1)).map(tuple),
)


@given(st.lists(st.none() | st.lists(st.none() | everything, max_size=3), max_size=4))
@settings(max_examples=50, deadline=None)
def test_models_make_the_array_that_arrow_makes_of_their_dictionaries(values: list[Any]) -> None:
    kind = pa.list_(arrow_struct(Everything))
    plain = [value and [item and item.model_dump() for item in value] for value in values]
    found = arrow_array(values, kind)
    found.validate(full=True)
    assert found.to_pylist() == pa.array(plain, kind).to_pylist()


@pytest.mark.parametrize(
    "annotation",
    [
        complex,
        datetime,
        bytes,
        list[str],
        dict[str, str],
        tuple[str, int],
        tuple[str | None, ...],
        str | int,
        str | int | None,
        Literal[1, 2],
        enum.IntEnum,
        Any,
    ],
    ids=str,
)
def test_an_annotation_without_an_arrow_type_is_refused_by_the_name_of_its_field(
    annotation: Any,
) -> None:
    model = type("Model", (BaseModel,), {"__annotations__": {"odd": annotation}})
    with pytest.raises(TypeError, match=r"Model\.odd"):
        arrow_fields(model)


def test_bigquery_gets_the_columns_with_their_types_modes_and_descriptions() -> None:
    columns = {column["name"]: column for column in bigquery_schema(EVENT_TYPES["acquisition"])}
    described = {name: column.pop("description") for name, column in columns.items()}
    assert all(described.values())
    assert columns["event_id"] == {"name": "event_id", "type": "STRING", "mode": "REQUIRED"}
    assert columns["published_at"]["type"] == "TIMESTAMP"
    assert columns["published_at"]["mode"] == "NULLABLE"
    assert columns["confidence"]["type"] == "FLOAT64"
    assert columns["sentence_index"]["type"] == "INT64"
    assert columns["in_title"]["type"] == "BOOL"
    assert columns["event_date"]["type"] == "DATE"
    assert columns["acquirer"] == {"name": "acquirer", "type": "STRING", "mode": "REPEATED"}
    assert columns["price"]["type"] == "RECORD"
    assert [(field["name"], field["type"]) for field in columns["price"]["fields"]] == [
        ("amount", "BIGNUMERIC"),
        ("currency", "STRING"),
        ("text", "STRING"),
    ]
    assert (columns["arguments"]["type"], columns["arguments"]["mode"]) == ("RECORD", "REPEATED")


@pytest.mark.parametrize("table", TABLES)
def test_bigquery_has_the_columns_of_arrow_in_their_order(table: str) -> None:
    names = [column["name"] for column in bigquery_schema(TABLES[table])]
    assert names == arrow_schema(TABLES[table]).names


def test_json_schema_holds_the_columns_and_the_crosswalk() -> None:
    model = EVENT_TYPES["acquisition"]
    schema = json_schema(model)
    assert list(schema["properties"]) == list(model.model_fields)
    assert schema["required"] == list(model.model_fields)
    assert schema["additionalProperties"] is False
    assert schema["title"] == "acquisition"
    assert schema["x-table"] == "events/event_type=acquisition"
    assert schema["x-family"] == "business"
    assert schema["x-crosswalk"]["iptc"] == ("20000204", "20000197")
    assert schema["x-roles"]["agent"] == "acquirer"
    assert schema["x-excludes"] == model.excludes
    assert "x-family" not in json_schema(Article)


def test_the_page_in_docs_is_the_one_that_the_models_make() -> None:
    assert PAGE.read_text(encoding="utf-8") == page(), "run: python -m schemas.page"

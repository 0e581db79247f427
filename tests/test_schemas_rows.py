"""Rows: what a model takes and refuses, and that Parquet gives back what was written."""

import io
import itertools
from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta, timezone
from decimal import Decimal
from pathlib import Path
from typing import Any

import duckdb
import pandas as pd
import polars as pl
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import BaseModel, ValidationError

from schemas import (
    EVENT_TYPES,
    TABLES,
    Article,
    Casualties,
    DeadLetter,
    Event,
    EventTime,
    InputFile,
    Manifest,
    Money,
    OutputFile,
    Paragraph,
    Precision,
    Quantity,
    Realis,
    Rejected,
    Role,
    arrow_schema,
    to_table,
)
from schemas.values import Argument, Mention

# --- any row ---------------------------------------------------------------------------------

texts = st.text(max_size=20)
counts = st.integers(0, 2**63 - 1)
shares = st.floats(0, 1)
ranges = st.tuples(counts, counts).map(sorted)
dates = st.dates(date(1, 1, 2), date(9999, 12, 30))
zones = st.integers(-14 * 60, 14 * 60).map(lambda minutes: timezone(timedelta(minutes=minutes)))
instants = st.datetimes(datetime(1, 1, 3), datetime(9999, 12, 29), timezones=zones)  # noqa: DTZ001
amounts = st.integers(-(10**38) + 1, 10**38 - 1).map(lambda digits: Decimal(f"{digits}e-4"))
currencies = st.text("ABCDEFGHIJKLMNOPQRSTUVWXYZ", min_size=3, max_size=3)
periods = st.sampled_from(Precision)


def maybe(values: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    return st.none() | values


def several(values: st.SearchStrategy[Any], least: int = 0) -> st.SearchStrategy[Any]:
    return st.lists(values, min_size=least, max_size=3).map(tuple)


money = st.builds(Money, amount=maybe(amounts), currency=maybe(currencies), text=texts)
quantities = st.builds(
    Quantity, value=maybe(st.floats(allow_nan=False, allow_infinity=False)), text=texts
)
tolls = st.builds(Casualties, killed=maybe(counts), injured=maybe(counts), missing=maybe(counts))
times = st.builds(EventTime, date=maybe(dates), precision=maybe(periods), text=texts)
FIELDS = {  # of the event types, by their annotation
    tuple[str, ...]: several(texts),
    str | None: maybe(texts),
    Money | None: maybe(money),
    Quantity | None: maybe(quantities),
    Casualties | None: maybe(tolls),
    EventTime | None: maybe(times),
}


def fixed(values: dict[str, Any]) -> dict[str, st.SearchStrategy[Any]]:
    return {name: st.just(value) for name, value in values.items()}


def placed(model: type[BaseModel], **columns: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    """Rows or values of a model with a start and an end."""
    return ranges.flatmap(
        lambda place: st.builds(model, start=st.just(place[0]), end=st.just(place[1]), **columns)
    )


def events(model: type[Event]) -> st.SearchStrategy[Event]:
    own = {
        name: FIELDS[model.model_fields[name].annotation]  # type: ignore[index]
        for name in model.fields_by_role().values()
    }
    common = {
        "published_at": maybe(instants),
        "confidence": shares,
        "sentence_index": counts,
        "event_date": maybe(dates),
        "place": maybe(texts),
        "country": maybe(st.sampled_from(["ES", "ID"])),
        "arguments": several(placed(Argument, confidence=shares)),
        "mentions": several(placed(Mention, confidence=shares, sentence_index=counts), least=1),
        "processed_at": instants,
    }
    return placed(model, **{**common, **own, **fixed(model.constants())})


def articles_of(paragraphs: tuple[str, ...]) -> st.SearchStrategy[Article]:
    ends = [end - 2 for end in itertools.accumulate(len(text) + 2 for text in paragraphs)]
    parts = tuple(
        Paragraph(start=end - len(text), end=end, source_start=end, source_end=end + len(text))
        for text, end in zip(paragraphs, ends, strict=True)
    )
    return placed(
        Article,
        **fixed({"text": "\n\n".join(paragraphs), "paragraphs": parts}),
        **dict.fromkeys(("ordinal", "n_sentences", "n_events"), counts),
        captions=several(texts),
        published_at=maybe(instants),
        published_at_precision=maybe(periods),
        processed_at=instants,
    )


articles = several(texts).flatmap(articles_of)
rejects = placed(Rejected, processed_at=instants)
letters = st.builds(DeadLetter, offset=maybe(counts), processed_at=instants)


# --- to Parquet and back ---------------------------------------------------------------------


def parquet(rows: Sequence[BaseModel], model: type[BaseModel]) -> pa.Table:
    sink = io.BytesIO()
    pq.write_table(to_table(rows, model), sink, compression="zstd")
    return pq.read_table(pa.BufferReader(sink.getvalue()))


def check_round_trip(rows: Sequence[BaseModel], model: type[BaseModel]) -> None:
    table = parquet(rows, model)
    table.validate(full=True)
    assert table.schema.equals(arrow_schema(model), check_metadata=False)
    assert [model.model_validate(row) for row in table.to_pylist()] == list(rows)


@pytest.mark.parametrize("name", ["acquisition", "armed_attack", "death", "fine", "verdict"])
@given(data=st.data())
@settings(max_examples=15, deadline=None)
def test_events_come_back_from_parquet(name: str, data: st.DataObject) -> None:
    model = EVENT_TYPES[name]
    check_round_trip(data.draw(st.lists(events(model), max_size=4)), model)


@pytest.mark.parametrize(
    ("model", "rows"), [(Article, articles), (Rejected, rejects), (DeadLetter, letters)]
)
@given(data=st.data())
@settings(max_examples=15, deadline=None)
def test_records_come_back_from_parquet(
    model: type[BaseModel], rows: st.SearchStrategy[BaseModel], data: st.DataObject
) -> None:
    check_round_trip(data.draw(st.lists(rows, max_size=4)), model)


BARE: dict[str, Any] = {
    **dict.fromkeys(Event.model_fields, None),
    **dict.fromkeys(("event_id", "article_id", "trigger", "sentence", "source_uri"), "x"),
    **dict.fromkeys(("ontology_version", "model_id", "pipeline_version", "run_id"), "x"),
    "realis": Realis.ACTUAL,
    "confidence": 0.5,
    "sentence_index": 0,
    "start": 3,
    "end": 9,
    "arguments": (),
    "mentions": (
        {
            "sentence": "x",
            "sentence_index": 0,
            "start": 3,
            "end": 9,
            "trigger": "x",
            "realis": "actual",
            "confidence": 0.5,
        },
    ),
    "in_title": False,
    "processed_at": datetime(2025, 3, 1, tzinfo=UTC),
}


def bare(name: str, **columns: Any) -> Event:
    """A row of a type with nothing in it that may be missing."""
    return EVENT_TYPES[name](**{**BARE, **EVENT_TYPES[name].constants(), **columns})


@pytest.mark.parametrize("name", EVENT_TYPES)
def test_a_row_with_nothing_in_it_comes_back(name: str) -> None:
    check_round_trip([bare(name)], EVENT_TYPES[name])


@pytest.mark.parametrize("table", TABLES)
def test_no_rows_make_a_table_with_all_its_columns(table: str) -> None:
    written = parquet([], TABLES[table])
    assert written.num_rows == 0
    assert written.schema.equals(arrow_schema(TABLES[table]), check_metadata=False)


def test_null_and_empty_lists_of_structs_stay_in_their_rows() -> None:
    argument = Argument(role=Role.AGENT, field="authority", text="x", start=0, end=1, confidence=1)
    rows = [
        bare("fine", arguments=(argument, argument), amount=Money(text="a sum")),
        bare("fine"),
        bare("fine", arguments=(argument,), amount=Money(amount=Decimal("9.5"), text="9.5")),
    ]
    table = to_table(rows, EVENT_TYPES["fine"])
    assert [len(found) for found in table["arguments"].to_pylist()] == [2, 0, 1]
    assert table["amount"].to_pylist() == [
        {"amount": None, "currency": None, "text": "a sum"},
        None,
        {"amount": Decimal("9.5000"), "currency": None, "text": "9.5"},
    ]


def test_a_time_of_another_zone_is_the_same_instant_in_utc() -> None:
    jakarta = timezone(timedelta(hours=7))
    row = bare("fine", published_at=datetime(2025, 3, 1, 2, 30, tzinfo=jakarta))
    (found,) = parquet([row], EVENT_TYPES["fine"])["published_at"].to_pylist()
    assert found.isoformat() == "2025-02-28T19:30:00+00:00"


def test_rows_of_another_table_are_refused() -> None:
    with pytest.raises(TypeError, match="rows of Fine in the table events/event_type=ban"):
        to_table([bare("fine")], EVENT_TYPES["ban"])


# --- other tools -----------------------------------------------------------------------------


@pytest.fixture(scope="module")
def output(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """All event tables: two fines, no ban, one of each other type."""
    folder = tmp_path_factory.mktemp("out")
    amount = Money(amount=Decimal("1000000"), currency="EUR", text="1m euros")
    rows = {name: [bare(name)] for name in EVENT_TYPES}
    rows |= {"fine": [bare("fine", amount=amount), bare("fine", realis="planned")], "ban": []}
    for name, model in EVENT_TYPES.items():
        (folder / f"events/event_type={name}").mkdir(parents=True)
        file = folder / f"events/event_type={name}/part-0.parquet"
        pq.write_table(to_table(rows[name], model), file, compression="zstd")
    return folder


def test_duckdb_reads_all_types_as_one_table(output: Path) -> None:
    files = f"read_parquet('{output}/events/*/*.parquet', union_by_name = true)"
    connection = duckdb.connect()
    counted = f"SELECT event_type, count(*) FROM {files} GROUP BY 1"
    assert dict(connection.execute(counted).fetchall()) == {
        name: 2 if name == "fine" else 1 for name in EVENT_TYPES if name != "ban"
    }
    summed = (
        f'SELECT amount.currency, sum(amount.amount), min("end") FROM {files} '
        "WHERE event_type = 'fine' AND realis = 'actual' GROUP BY 1"
    )
    assert connection.execute(summed).fetchall() == [("EUR", Decimal("1000000.0000"), 9)]


def test_polars_reads_all_types_as_one_table(output: Path) -> None:
    frames = [pl.read_parquet(file) for file in output.glob("events/*/*.parquet")]
    assert pl.concat(frames, how="diagonal").height == 46
    files = f"{output}/events/*/*.parquet"
    common = pl.scan_parquet(files, missing_columns="insert", extra_columns="ignore")
    counted = common.group_by("event_type").len().collect()
    assert dict(counted.rows())["fine"] == 2


def test_pandas_reads_one_type_and_the_common_columns_of_all(output: Path) -> None:
    fines = pd.read_parquet(output / "events/event_type=fine")
    assert list(fines.columns) == list(EVENT_TYPES["fine"].model_fields)
    columns = ["event_type", "confidence"]
    found = pd.read_parquet(output / "events", partitioning=None, columns=columns)
    assert found["event_type"].value_counts()["fine"] == 2


# --- what is refused -------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("column", "value", "message"),
    [
        ("confidence", float("nan"), "finite number"),
        ("confidence", 1.5, "less than or equal to 1"),
        ("published_at", datetime(2025, 3, 1), "timezone info"),  # noqa: DTZ001
        ("end", 2, "range ends at 2, before it starts at 3"),
        ("start", -1, "greater than or equal to 0"),
        ("sentence_index", 2**63, "less than 9223372036854775808"),
        ("realis", "maybe", "'actual', 'planned', 'possible' or 'negated'"),
        ("country", "Spain", "match pattern"),
        ("title", "half a \ud83d", "unicode"),
        ("authority", ("half a \ud83d",), "unicode"),
        ("mentions", (), "at least 1 item"),
        ("mentions", ({**BARE["mentions"][0], "end": 2},), "range ends at 2"),
        ("arguments", ({"role": "agent", "text": "no place"},), "Field required"),
        ("event_type", "ban", "ban of justice in the table fine"),
        ("family", "cyber", "fine of cyber in the table fine"),
        ("fined_party", ("a column of no table",), "Extra inputs are not permitted"),
        ("authority", None, "valid tuple"),
        ("amount", {"amount": "5", "currency": "euro", "text": "5"}, "match pattern"),
        ("amount", {"amount": "0.00001", "text": "too fine"}, "4 decimal places"),
        ("amount", {"amount": "1" + 34 * "0", "text": "too large"}, "34 digits before"),
        ("amount", {"amount": "NaN", "text": "none"}, "finite number"),
    ],
)
def test_a_wrong_value_is_refused(column: str, value: Any, message: str) -> None:
    with pytest.raises(ValidationError, match=message):
        bare("fine", **{column: value})


@pytest.mark.parametrize("column", [name for name in Event.model_fields if name != "place"])
def test_a_missing_column_is_refused(column: str) -> None:
    columns = {**BARE, **EVENT_TYPES["fine"].constants()}
    del columns[column]
    with pytest.raises(ValidationError, match=f"{column}\n  Field required"):
        EVENT_TYPES["fine"](**columns)


def test_a_row_cannot_be_changed() -> None:
    with pytest.raises(ValidationError, match="frozen"):
        bare("fine").title = "another"  # type: ignore[misc]


@given(articles)
@settings(max_examples=15, deadline=None)
def test_an_article_whose_paragraphs_do_not_make_its_text_is_refused(article: Article) -> None:
    with pytest.raises(ValidationError, match="not its paragraphs"):
        Article(**{**dict(article), "text": article.text + "lost"})


def test_a_range_that_ends_before_it_starts_is_refused() -> None:
    with pytest.raises(ValidationError, match="range ends at 1, before it starts at 2"):
        Paragraph(start=0, end=0, source_start=2, source_end=1)


# --- manifests -------------------------------------------------------------------------------


def manifest(**changes: Any) -> Manifest:
    now = datetime(2025, 3, 1, tzinfo=UTC)
    fields: dict[str, Any] = {
        **dict.fromkeys(("run_id", "status", "pipeline_version", "model_id"), "x"),
        **dict.fromkeys(("ontology_version", "schema_version"), "1.0.0"),
        "started_at": now,
        "finished_at": now + timedelta(seconds=1.5),
        "settings": {"runner": "local", "workers": 2, "share": 2.0, "resume": True, "limit": None},
        "inputs": (InputFile(uri="a.txt", size=3, fingerprint="f", status="read"),),
        "files": (OutputFile(table="articles", path="articles/part-0.parquet", rows=1, bytes=9),),
        "counts": {"articles": 1},
        "seconds": {"total": 1.5},
    }
    return Manifest(**{**fields, **changes})


def test_a_manifest_comes_back_from_json_with_the_types_of_its_settings() -> None:
    read = Manifest.model_validate_json(manifest().model_dump_json())
    assert read == manifest()
    assert [type(value) for value in read.settings.values()] == [str, int, float, bool, type(None)]


def test_a_manifest_refuses_what_json_cannot_hold() -> None:
    with pytest.raises(ValidationError, match="finite"):
        manifest(seconds={"total": float("inf")})

"""Every tool reads the same rows: the snippets of the page and the SQL of the command are run."""

import importlib.util
import json
import os
import re
import shlex
import shutil
import subprocess
import sys
from collections import Counter
from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import duckdb
import pandas as pd
import polars as pl
import pyarrow as pa
import pyarrow.dataset as ds
import pyarrow.parquet as pq
import pytest
import sqlglot
from sqlglot import expressions

from pipeline.__main__ import main
from pipeline.elements import LinkedArticle, RunStamp
from pipeline.write.rows import event_row
from schemas import EVENT_TYPES, TABLES, Event, Money, to_table
from schemas.arrow import arrow_fields
from schemas.warehouses import WAREHOUSES

ROOT = Path(__file__).parent.parent
PAGE = (ROOT / "docs" / "warehouses.md").read_text(encoding="utf-8")
SECTIONS = dict(re.findall(r"^## (.*?)\n(.*?)(?=^## |\Z)", PAGE, re.M | re.S))
COMMANDS = re.findall(r"^python -m pipeline (warehouse .*)$", PAGE, re.M)
NAMES = {table.rpartition("=")[2] for table in TABLES}
COMMON = [field.name for field in arrow_fields(Event)]
SPARK = importlib.util.find_spec("pyspark") is not None and shutil.which("java") is not None
needs_spark = pytest.mark.skipif(not SPARK, reason="needs pyspark and Java")


def snippet(section: str) -> str:
    (code,) = re.findall(r"```python\n(.*?)```", SECTIONS[section], re.S)
    return str(code)


@pytest.fixture(scope="module")
def tables(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with ``out/``, the tables of ``seeds/``, and ``warehouse/`` as the page makes it."""
    folder = tmp_path_factory.mktemp("tables")
    assert main(["run", "--input", str(ROOT / "seeds"), "--output", str(folder / "out")]) == 0
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(folder)
        for command in COMMANDS:
            assert main(shlex.split(command)) == 0
    return folder


def rows_by_type(tables: Path) -> dict[str, int]:
    """Rows in the files of each event type that has any, counted in the files alone."""
    counts = {
        name: sum(
            pq.read_metadata(path).num_rows
            for path in (tables / "out" / "events" / f"event_type={name}").glob("*.parquet")
        )
        for name in EVENT_TYPES
    }
    return {name: count for name, count in counts.items() if count}


@pytest.mark.parametrize("tool", ["DuckDB", "Polars", "pandas", "pyarrow"])
def test_the_snippet_of_each_tool_reads_all_rows(
    tool: str, tables: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tables)
    names: dict[str, Any] = {}
    exec(compile(snippet(tool), tool, "exec"), names)
    expected = rows_by_type(tables)
    assert len(names["fines"]) == expected["fine"] > 0
    assert len(names["events"]) == sum(expected.values())
    events = names["events"].to_arrow_table() if tool == "DuckDB" else names["events"]
    assert Counter(map(str, events["event_type"])) == expected


def test_the_folder_of_one_type_has_the_same_columns_for_each_tool(tables: Path) -> None:
    folder = str(tables / "out" / "events" / "event_type=fine")
    columns = list(EVENT_TYPES["fine"].model_fields)
    assert duckdb.sql(f"FROM '{folder}/*.parquet'").columns == columns
    assert pl.read_parquet(folder).columns == columns
    assert list(pd.read_parquet(folder).columns) == columns
    assert ds.dataset(folder).schema.names == columns


def test_the_error_that_the_page_tells_of_is_the_one_that_pandas_has(tables: Path) -> None:
    (words,) = re.findall(r"`(Field event_type [^`]+)`", PAGE)
    with pytest.raises(pa.ArrowTypeError, match=words):
        pd.read_parquet(tables / "out" / "events")


def test_a_filter_on_the_type_opens_the_files_of_that_type_only(tables: Path) -> None:
    events = tables / "out" / "events"
    plan = duckdb.sql(
        f"EXPLAIN ANALYZE SELECT count(*) FROM read_parquet('{events}/*/*.parquet', "
        "union_by_name = true) WHERE event_type = 'fine'"
    ).fetchall()
    assert f"Scanning Files: 1/{len(EVENT_TYPES)}" in str(plan)
    by_type = ds.partitioning(pa.schema([("event_type", pa.string())]), flavor="hive")
    dataset = ds.dataset(events, partitioning=by_type)
    assert len(list(dataset.get_fragments(ds.field("event_type") == "fine"))) == 1


def test_the_views_of_duckdb_hold_all_tables(tables: Path, tmp_path: Path) -> None:
    with duckdb.connect(tmp_path / "tables.db") as database:
        database.execute((tables / "warehouse/duckdb/tables.sql").read_text())
        for name in NAMES:
            database.execute(f"SELECT * FROM news.{name}")
        found = database.execute(
            "SELECT event_type, count(*) FROM news.events GROUP BY ALL"
        ).fetchall()
        (articles,) = database.execute("SELECT count(*) FROM news.articles").fetchall()
    assert dict(found) == rows_by_type(tables)
    assert articles == (12,)


@pytest.mark.parametrize("command", COMMANDS, ids=lambda command: shlex.split(command)[1])
def test_the_page_names_only_files_that_the_command_writes(command: str, tables: Path) -> None:
    folder = shlex.split(command)[-1]
    named = set(re.findall(rf"{folder}/[\w./]*\w", PAGE))
    assert named
    assert [name for name in named if not (tables / name).is_file()] == []


def test_the_script_for_bigquery_loads_each_table_with_its_schema(
    tables: Path, tmp_path: Path
) -> None:
    bq = tmp_path / "bq"
    bq.write_text('#!/usr/bin/env bash\nif [ "$1" = load ]; then echo "$PWD $*"; else cat; fi\n')
    bq.chmod(0o755)
    done = subprocess.run(
        ["bash", tables / "warehouse/bigquery/load.sh"],
        env={**os.environ, "PATH": f"{tmp_path}:{os.environ['PATH']}"},
        capture_output=True,
        text=True,
        check=True,
    )
    loads, view = done.stdout.split("CREATE ")
    loaded = {}
    for line in loads.splitlines():
        folder, _, *options, table, uri, schema = line.split(" ")
        assert {"--replace", "--parquet_enable_list_inference"} < set(options)
        loaded[table.removeprefix("DATASET.")] = (uri, Path(folder, schema))
    assert set(loaded) == NAMES
    for table, model in TABLES.items():
        uri, schema = loaded[table.rpartition("=")[2]]
        assert uri == f"gs://BUCKET/out/{table}/*.parquet"
        columns = json.loads(schema.read_text())
        assert [column["name"] for column in columns] == list(model.model_fields)
        assert all(column["description"] for column in columns)
    assert view.startswith("OR REPLACE VIEW `DATASET`.events")


def test_a_dataset_of_another_project_is_named_as_each_reader_wants_it() -> None:
    files = WAREHOUSES["bigquery"]("gs://BUCKET/out", "my-project.news")
    assert "CREATE OR REPLACE EXTERNAL TABLE `my-project`.`news`.fine " in files["external.sql"]
    assert " my-project:news.fine " in files["load.sh"]


def parsed(sql: str, dialect: str) -> list[expressions.Expression]:
    statements = [each for each in sqlglot.parse(sql, dialect=dialect) if each is not None]
    assert not any(isinstance(each, expressions.Command) for each in statements)  # not understood
    return statements


@pytest.mark.parametrize(
    ("path", "dialect"),
    [
        ("bigquery/external.sql", "bigquery"),
        ("snowflake/load.sql", "snowflake"),
        ("spark/tables.sql", "spark"),
    ],
)
def test_the_sql_makes_each_table_and_a_view_of_what_the_events_share(
    path: str, dialect: str, tables: Path
) -> None:
    statements = parsed((tables / "warehouse" / path).read_text(), dialect)
    made = {
        each.find(expressions.Table).name: each
        for each in statements
        if isinstance(each, expressions.Create) and each.kind != "SCHEMA"
    }
    assert set(made) == NAMES | {"events"}
    (select, *_) = made["events"].find_all(expressions.Select)
    assert [column.name.lower() for column in select.expressions] == COMMON
    sources = {table.name for table in made["events"].expression.find_all(expressions.Table)}
    assert sources == set(EVENT_TYPES)


def test_snowflake_has_the_columns_of_the_files_and_copies_each_table(tables: Path) -> None:
    statements = parsed((tables / "warehouse/snowflake/load.sql").read_text(), "snowflake")
    (fine,) = [
        each
        for each in statements
        if isinstance(each, expressions.Create) and each.find(expressions.Table).name == "fine"
    ]
    kinds = {
        column.name.lower(): column.kind.sql("snowflake")
        for column in fine.find_all(expressions.ColumnDef)
    }
    assert list(kinds) == list(EVENT_TYPES["fine"].model_fields)
    assert (kinds["arguments"], kinds["amount"], kinds["end"]) == (
        "ARRAY",
        "OBJECT",
        "DECIMAL(19, 0)",
    )
    copies = [each for each in statements if isinstance(each, expressions.Copy)]
    assert {each.this.name for each in copies} == NAMES


@pytest.mark.parametrize("section", ["BigQuery", "Snowflake"])
def test_the_sql_of_the_page_is_sql(section: str) -> None:
    blocks = re.findall(r"```sql\n(.*?)```", SECTIONS[section], re.S)
    assert blocks
    for block in blocks:
        parsed(block, section.lower())


def test_the_page_counts_the_tables_and_the_columns_right() -> None:
    assert f"all {len(TABLES)} tables" in PAGE
    assert f"the {len(COMMON)} columns that they share" in PAGE


AMOUNT = Decimal("9" * 34 + ".9999")
MOMENT = datetime(2024, 2, 29, 23, 59, 59, 999_999, tzinfo=UTC)


@pytest.fixture
def extreme(linked: LinkedArticle, stamp: RunStamp, tmp_path: Path) -> Path:
    """The folder of a table with one fine: of the largest amount, at the last microsecond."""
    row = event_row(linked.events[0], linked, stamp).model_copy(
        update={
            "amount": Money(amount=AMOUNT, currency="USD", text="all of it"),
            "published_at": MOMENT,
        }
    )
    folder = tmp_path / "fine"
    folder.mkdir()
    pq.write_table(to_table([row], EVENT_TYPES["fine"]), folder / "part-1.parquet")
    return folder


ROLES = ["agent", "money", "target"]


def check(amount: Any, moment: Any, arguments: Any) -> None:
    assert amount == AMOUNT
    assert moment == MOMENT
    assert [argument["role"] for argument in arguments] == ROLES


def test_no_tool_loses_anything(extreme: Path) -> None:
    query = "SELECT amount.amount, published_at, arguments"
    (row,) = duckdb.sql(f"{query} FROM '{extreme}/*.parquet'").to_arrow_table().to_pylist()
    check(*row.values())
    (polars,) = pl.read_parquet(extreme).to_dicts()
    check(polars["amount"]["amount"], polars["published_at"], polars["arguments"])
    (pandas,) = pd.read_parquet(extreme).to_dict("records")
    check(pandas["amount"]["amount"], pandas["published_at"], pandas["arguments"])
    arrow = pd.read_parquet(extreme, dtype_backend="pyarrow")
    check(
        arrow["amount"].struct.field("amount")[0], arrow["published_at"][0], arrow["arguments"][0]
    )
    (plain,) = ds.dataset(extreme).to_table().to_pylist()
    check(plain["amount"]["amount"], plain["published_at"], plain["arguments"])


SPARK_CHECKS = """
import json, sys

sql = open("warehouse/spark/tables.sql").read()
for statement in filter(str.strip, sql.split(";\\n")):
    spark.sql(statement)
view = spark.table("news.events")
(row,) = spark.read.parquet(sys.argv[1]).collect()
found = {
    "fines": fines.count(),
    "events": {name: count for name, count in events.groupBy("event_type").count().collect()},
    "view": {name: count for name, count in view.groupBy("event_type").count().collect()},
    "columns": view.columns,
    "amount": str(row.amount.amount),
    "moment": row.published_at.isoformat(),
    "arguments": [argument.asDict() for argument in row.arguments],
}
for statement in filter(lambda each: each.startswith("DROP"), sql.split(";\\n")):
    spark.sql(statement)  # must leave the files alone
print(json.dumps(found))
"""


@needs_spark
def test_spark_reads_all_rows_makes_its_tables_and_loses_nothing(
    tables: Path, extreme: Path, tmp_path: Path
) -> None:
    script = tmp_path / "spark.py"
    script.write_text(snippet("Spark and Databricks") + SPARK_CHECKS)
    done = subprocess.run(
        [sys.executable, script, extreme],
        cwd=tables,
        env={**os.environ, "TZ": "UTC"},
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stderr
    found = json.loads(done.stdout.splitlines()[-1])
    expected = rows_by_type(tables)
    assert found["fines"] == expected["fine"]
    assert found["events"] == found["view"] == expected
    assert found["columns"] == COMMON
    moment = datetime.fromisoformat(found["moment"]).replace(tzinfo=UTC)
    check(Decimal(found["amount"]), moment, found["arguments"])


@pytest.mark.parametrize(
    ("arguments", "reason"),
    [
        (["bigquery", "--tables", "out", "--into", "news"], "bigquery reads gs://"),
        (["snowflake", "--tables", "gs://b/out", "--into", "news"], "snowflake reads @"),
        (["duckdb", "--tables", "o'ut", "--into", "news"], "do not go in SQL"),
        (["duckdb", "--tables", "out", "--into", "a b"], "not the name of"),
        (["duckdb", "--tables", "out[1]", "--into", "news"], "do not go in SQL"),
        (["oracle", "--tables", "out", "--into", "news"], "invalid choice"),
    ],
    ids=str,
)
def test_what_cannot_be_written_is_told_in_one_line(
    arguments: list[str], reason: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["warehouse", *arguments, "--output", str(tmp_path / "sql")]) == 2
    told = capsys.readouterr().err
    assert reason in told
    assert told.count("\n") == 1
    assert not (tmp_path / "sql").exists()


def test_a_folder_that_cannot_be_written_is_told(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    output = tmp_path / "sql"
    output.touch()
    arguments = ["duckdb", "--tables", "out", "--into", "news", "--output", str(output)]
    assert main(["warehouse", *arguments]) == 2
    assert capsys.readouterr().err.startswith(f"error: {output}")

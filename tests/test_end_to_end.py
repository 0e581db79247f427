"""The whole chain over the seeds, from the command line, read back with the users' tools."""

import itertools
import json
from collections.abc import Iterable
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import duckdb
import pandas as pd
import polars as pl
import pyarrow.parquet as pq
import pytest

from models import SHIPPED_MODEL
from pipeline.__main__ import main
from pipeline.inference import ModelSettings
from pipeline.write import held
from schemas import EVENT_TYPES, TABLES, arrow_schema

SEEDS = Path(__file__).parent.parent / "seeds"
TITLES = {
    ("000", 0): "TikTok in Talks with Indonesian E-commerce Firms about Partnerships",
    ("000", 1): "Paris Olympics Expected to Face 4 Billion Cyber Incidents",
    ("001", 0): "TikTok Says It Regrets Indonesia’s Decision to Ban E-Commerce Sales on Social "
    "Media Platforms",
    ("001", 1): "OpenAI's Internal AI Details Stolen in 2023 Breach",
    ("002", 0): None,
    ("003", 0): "Tencent Is Bringing Content Creators to WeChat to Challenge TikTok’s Dominance",
    ("003", 1): "TikTok Fined RUB 3 Million for Violating Russian Law Against Spreading LGBT "
    "Propaganda",
    (
        "003",
        2,
    ): "TikTok’s Global Security Chief Roland Cloutier to Step Down, Reveals Internal Memo",
    ("003", 3): "Russian Lawmakers Approve Harsher Rules for Foreign Tech Firms Without Offices, "
    "Personal Data Transfer",
    ("003", 4): "US Senators Seek Report on Security Review of TikTok a Week After Data "
    "Transferred to Oracle",
    ("003", 5): "TikTok Migrates US Users’ Data to Oracle Servers, Ensures Safety of Information",
    ("003", 6): "Elon Musk’s Latest $7 Billion Twitter Funding Could Face US Regulator Scrutiny: "
    "Experts",
}


@pytest.fixture(scope="module")
def out(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The tables of one run over the seeds."""
    output = tmp_path_factory.mktemp("run") / "out"
    assert main(["run", "--input", str(SEEDS), "--output", str(output)]) == 0
    return output


@pytest.fixture(scope="module")
def texts() -> dict[str, str]:
    """The text of each source file, by uri."""
    return {str(path): path.read_text(encoding="utf-8") for path in SEEDS.iterdir()}


AGAIN = ("--append", "--overwrite", "--retry-dead-letters")


def rows_of(output: Path, table: str) -> list[dict[str, Any]]:
    """All rows of a table."""
    files = sorted((output / table).glob("*.parquet"))
    return [row for file in files for row in pq.ParquetFile(file).read().to_pylist()]


def all_events(output: Path) -> list[dict[str, Any]]:
    """The rows of all event types."""
    return [
        row for table in TABLES if table.startswith("events/") for row in rows_of(output, table)
    ]


def files_of(output: Path) -> dict[str, int]:
    """Every file under a folder with the time it was written."""
    return {str(p): p.stat().st_mtime_ns for p in output.rglob("*") if p.is_file()}


def test_the_seeds_hold_twelve_articles_with_their_exact_titles(out: Path) -> None:
    titles = {
        (Path(row["source_uri"]).name[:3], row["ordinal"]): row["title"]
        for row in rows_of(out, "articles")
    }
    assert titles == TITLES


def test_every_paragraph_is_a_slice_of_the_source(out: Path, texts: dict[str, str]) -> None:
    for row in rows_of(out, "articles"):
        source = texts[row["source_uri"]]
        assert row["paragraphs"]
        for place in row["paragraphs"]:
            words = row["text"][place["start"] : place["end"]]
            assert words
            assert source[place["source_start"] : place["source_end"]] == words
            assert row["start"] <= place["source_start"] < place["source_end"] <= row["end"]


def test_every_trigger_and_argument_is_a_slice_of_the_source(
    out: Path, texts: dict[str, str]
) -> None:
    events = all_events(out)
    assert events
    for row in events:
        source = texts[row["source_uri"]]
        assert source[row["start"] : row["end"]] == row["trigger"]
        assert row["sentence"] in source
        for argument in row["arguments"]:
            assert source[argument["start"] : argument["end"]] == argument["text"]
        for mention in row["mentions"]:
            assert source[mention["start"] : mention["end"]] == mention["trigger"]
            assert mention["trigger"] in mention["sentence"]


def test_arguments_name_a_field_of_their_type(out: Path) -> None:
    for row in all_events(out):
        fields = EVENT_TYPES[row["event_type"]].fields_by_role()
        for argument in row["arguments"]:
            assert fields[argument["role"]] == argument["field"]


def test_ids_are_unique_and_events_belong_to_articles(out: Path) -> None:
    events, articles = all_events(out), rows_of(out, "articles")
    assert len({row["event_id"] for row in events}) == len(events)
    by_id = {row["article_id"]: row for row in articles}
    assert len(by_id) == len(articles)
    for article_id, article in by_id.items():
        own = [row for row in events if row["article_id"] == article_id]
        assert len(own) == article["n_events"]
        assert {row["title"] for row in own} <= {article["title"]}


def one(rows: list[dict[str, Any]], **wanted: str) -> dict[str, Any]:
    """The row in which each named field holds the wanted words."""

    def holds(value: object, words: str) -> bool:
        texts = value if isinstance(value, list) else [value]
        return any(words.casefold() in str(text).casefold() for text in texts)

    found = [row for row in rows if all(holds(row[name], words) for name, words in wanted.items())]
    assert found, f"no row with {wanted}"
    return found[0]


def test_the_fines_of_tiktok_and_twitch_are_two_rows_with_their_amounts(out: Path) -> None:
    fines = rows_of(out, "events/event_type=fine")
    tiktok = one(fines, penalized="TikTok", authority="Russian court")
    assert (int(tiktok["amount"]["amount"]), tiktok["amount"]["currency"]) == (3_000_000, "RUB")
    assert (tiktok["realis"], tiktok["country"]) == ("actual", "RU")
    twitch = one(fines, penalized="Twitch", authority="Russian court")
    assert (int(twitch["amount"]["amount"]), twitch["amount"]["currency"]) == (2_000_000, "RUB")
    assert twitch["event_id"] != tiktok["event_id"]


def test_cloutier_leaves_and_albarella_takes_over(out: Path) -> None:
    departure = one(rows_of(out, "events/event_type=departure"), person="Cloutier")
    assert departure["realis"] in ("actual", "planned")  # he "is stepping down"
    appointment = one(rows_of(out, "events/event_type=appointment"), person="Albarella")
    assert any("interim head" in position for position in appointment["position"])


def test_the_rows_that_a_reader_would_look_for_are_there(out: Path) -> None:
    one(rows_of(out, "events/event_type=ban"), authority="Indonesia's trade ministry")
    one(rows_of(out, "events/event_type=data_breach"), organization="OpenAI", title="2023 Breach")
    one(rows_of(out, "events/event_type=legislation"), body="lower house", measure="bill")
    one(rows_of(out, "events/event_type=data_transfer"), location="Oracle", sentence="US users")
    spanish = [row for row in all_events(out) if row["language"] == "es"]
    one(spanish, arguments="centro de datos irlandés", sentence="ya está operativo")


def test_duckdb_counts_events_by_type_over_all_tables(out: Path) -> None:
    found = duckdb.sql(
        "SELECT event_type, count(*) AS n "
        f"FROM read_parquet('{out}/events/*/*.parquet', union_by_name = true) GROUP BY ALL"
    ).fetchall()
    expected: dict[str, int] = {}
    for row in all_events(out):
        expected[row["event_type"]] = expected.get(row["event_type"], 0) + 1
    assert dict(found) == expected


def test_one_types_folder_opens_alone_with_its_typed_columns(out: Path) -> None:
    folder = out / "events" / "event_type=fine"
    expected = len(rows_of(out, "events/event_type=fine"))
    amounts = duckdb.sql(
        f"SELECT amount.amount, typeof(amount.amount) FROM '{folder}/*.parquet' "
        "WHERE amount.currency = 'RUB'"
    ).fetchall()
    assert {kind for _, kind in amounts} == {"DECIMAL(38,4)"}
    frame = pd.read_parquet(folder)
    assert len(frame) == expected
    assert {"authority", "penalized", "amount", "violation"} <= set(frame.columns)
    polars = pl.read_parquet(str(folder / "*.parquet"))
    assert polars.height == expected
    assert polars.schema["authority"] == pl.List(pl.String)


def test_every_table_opens_with_its_schema_even_without_rows(out: Path) -> None:
    for table, model in TABLES.items():
        files = list((out / table).glob("*.parquet"))
        assert files, f"{table} has no file"
        for file in files:
            assert pq.read_schema(file).equals(arrow_schema(model))


def test_a_second_run_adds_nothing(out: Path, capsys: pytest.CaptureFixture[str]) -> None:
    before = files_of(out)
    assert main(["run", "--input", str(SEEDS), "--output", str(out)]) == 0
    assert files_of(out) == before
    assert "Nothing new" in capsys.readouterr().out


def test_the_manifest_lists_what_was_read_and_what_was_written(out: Path) -> None:
    (path,) = (out / "_runs").glob("*.json")
    manifest = json.loads(path.read_text())
    assert {Path(file["uri"]).name for file in manifest["inputs"]} == {
        file.name for file in SEEDS.iterdir()
    }
    listed = {str(out / file["path"]): file["rows"] for file in manifest["files"]}
    there = {str(p): pq.read_metadata(p).num_rows for p in out.rglob("*.parquet")}
    assert listed == there
    assert {row["run_id"] for row in all_events(out)} == {manifest["run_id"]}


def test_the_same_input_gives_the_same_rows_in_another_run(out: Path, tmp_path: Path) -> None:
    again = tmp_path / "again"
    main(["run", "--input", str(SEEDS), "--output", str(again)])

    def comparable(output: Path) -> list[dict[str, Any]]:
        stamps = ("run_id", "processed_at")
        rows = all_events(output) + rows_of(output, "articles")
        return [{k: v for k, v in row.items() if k not in stamps} for row in rows]

    assert comparable(again) == comparable(out)


def test_bad_files_end_in_dead_letters_and_the_good_ones_are_unharmed(
    out: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    import gzip

    folder = tmp_path / "in"
    folder.mkdir()
    good = next(SEEDS.glob("002*"))
    (folder / "good.txt").write_bytes(good.read_bytes())
    (folder / "empty.txt").write_bytes(b"")
    (folder / "binary.txt").write_bytes(bytes(range(256)) * 40)
    (folder / "truncated.txt.gz").write_bytes(gzip.compress(good.read_bytes())[:-200])
    (folder / "latin1.txt").write_bytes(good.read_text("utf-8").encode("cp1252", "replace"))
    (folder / "gone.txt").symlink_to(folder / "nowhere")
    output = tmp_path / "out"
    assert main(["run", "--input", str(folder), "--output", str(output)]) == 3
    letters = {Path(row["source_uri"]).name: row for row in rows_of(output, "dead_letters")}
    assert set(letters) == {"binary.txt", "truncated.txt.gz", "gone.txt"}
    for name, row in letters.items():
        assert row["message"], name
    assert "truncated.txt.gz" in capsys.readouterr().out
    (rejected,) = rows_of(output, "rejected")
    assert (Path(rejected["source_uri"]).name, rejected["reason"]) == ("empty.txt", "empty")
    spanish = [row for row in all_events(out) if row["source_uri"] == str(good)]
    from_good = [row for row in all_events(output) if row["source_uri"].endswith("good.txt")]
    from_latin1 = [row for row in all_events(output) if row["source_uri"].endswith("latin1.txt")]
    facts = [
        [(r["event_type"], r["start"], r["end"]) for r in rows]
        for rows in (spanish, from_good, from_latin1)
    ]
    assert facts[0] == facts[1] == facts[2] != []


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["run", "--input", "no-such-folder"], "no-such-folder"),
        (["run", "--input", str(SEEDS), "--model", "no-such-model"], "no-such-model"),
        (["run", "--input", str(SEEDS), "--outptu", "x"], "--outptu"),
        (["run"], "--input"),
        (["run", "--input", str(SEEDS), "--runner", "NoSuchRunner"], "NoSuchRunner"),
        (["schema", "no-such-table"], "no-such-table"),
        (["inspect", "no-such-file.txt"], "no-such-file.txt"),
        (["inspect", str(next(SEEDS.iterdir())), "--label-map", "l.json"], "a label map is for"),
        (
            ["run", "--input", str(SEEDS), "--label-map", "l.json"],
            "a label map is for a classifier",
        ),
        (["run", "--input", str(SEEDS), "--min-confidence", "2"], "between 0 and 1"),
        # without torch the way to it is told first
        (
            ["run", "--input", str(SEEDS), "--classifier", "./nowhere"],
            "./nowhere" if find_spec("torch") else "[torch]",
        ),
    ],
)
def test_wrong_usage_is_one_line_and_status_2(
    arguments: list[str], words: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(arguments) == 2
    error = capsys.readouterr().err
    assert error.startswith("error: ")
    assert words in error
    assert error.count("\n") == 1


def confidences_of(events: Iterable[dict[str, Any]]) -> list[float]:
    """Those of all mentions, since an unsure one may be what makes two surer ones one event."""
    return sorted(mention["confidence"] for event in events for mention in event["mentions"])


def test_a_higher_least_confidence_leaves_the_surer_rows_and_is_on_record(
    out: Path, tmp_path: Path
) -> None:
    seed = str(next(SEEDS.glob("003*")))
    arguments = ["run", "--input", seed, "--output", str(tmp_path), "--min-confidence", "0.8"]
    assert main(arguments) == 0
    confidences = confidences_of(all_events(tmp_path))
    before = confidences_of(row for row in all_events(out) if row["source_uri"] == seed)
    assert min(confidences) >= 0.8 > min(before)
    assert confidences == pytest.approx([each for each in before if each >= 0.8])
    (path,) = (tmp_path / "_runs").glob("*.json")
    settings = json.loads(path.read_text())["settings"]
    assert {
        name: settings[name] for name in vars(ModelSettings()).keys() - {"folder", "threads"}
    } == {
        "engine": "onnx",
        "min_confidence": 0.8,
        "classifier": None,
        "label_map": None,
    }
    assert settings["model"] == SHIPPED_MODEL


def test_tables_inside_the_input_folder_are_no_input(tmp_path: Path) -> None:
    (tmp_path / "one.txt").write_bytes(next(SEEDS.glob("002*")).read_bytes())
    arguments = ["run", "--input", str(tmp_path), "--output", str(tmp_path / "out")]
    assert main(arguments) == 0
    before = files_of(tmp_path)
    assert main(arguments) == 0
    assert files_of(tmp_path) == before


def test_a_file_that_cannot_be_opened_ends_in_the_table_though_it_is_the_only_one(
    tmp_path: Path,
) -> None:
    (tmp_path / "gone.txt").symlink_to(tmp_path / "nowhere")
    output = tmp_path / "out"
    assert main(["run", "--input", str(tmp_path / "gone.txt"), "--output", str(output)]) == 3
    (letter,) = rows_of(output, "dead_letters")
    assert letter["source_uri"].endswith("gone.txt")


def test_a_folder_that_another_run_writes_to_is_refused(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with held(str(tmp_path)):
        assert main(["run", "--input", str(SEEDS), "--output", str(tmp_path)]) == 2
    assert "another run is writing to it" in capsys.readouterr().err


def test_a_changed_file_is_read_again_and_said_to_be(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "one.txt"
    file.write_bytes(next(SEEDS.glob("002*")).read_bytes())
    arguments = ["run", "--input", str(file), "--output", str(tmp_path / "out")]
    assert main(arguments) == 0
    file.write_bytes(file.read_bytes() + "\n\nOtro párrafo, que habla del tiempo.\n".encode())
    assert main(arguments) == 0
    assert "1 file has changed" in capsys.readouterr().err


def test_ctrl_c_is_one_line(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    def interrupt(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("pipeline.inference.handler.load_model", interrupt)
    arguments = ["run", "--input", str(SEEDS), "--output", str(tmp_path / "out")]
    assert main(arguments) == 130
    assert capsys.readouterr().err.splitlines()[-1].startswith("interrupted")
    assert not list((tmp_path / "out").glob("*/*.parquet"))


def test_an_article_in_two_files_is_marked_in_one_and_again_when_it_comes_back_cut(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    text = next(SEEDS.glob("002*")).read_text("utf-8")
    folder, output = tmp_path / "in", tmp_path / "out"
    folder.mkdir()
    for name in ("one", "two"):
        (folder / f"{name}.txt").write_text(text, "utf-8")
    arguments = ["run", "--input", str(folder), "--output", str(output)]
    assert main(arguments) == 0
    assert "1 article repeats another" in capsys.readouterr().out
    original, copy = sorted(rows_of(output, "articles"), key=lambda row: row["article_id"])
    assert (original["duplicate_of"], copy["duplicate_of"]) == (None, original["article_id"])
    assert original["content_hash"] == copy["content_hash"]
    assert original["n_events"] == copy["n_events"] == len(all_events(output)) / 2

    end = original["paragraphs"][-2]["source_end"]
    (folder / "three.txt").write_text(text[:end], "utf-8")
    assert main(arguments) == 0
    (cut,) = (row for row in rows_of(output, "articles") if row["source_uri"].endswith("three.txt"))
    assert cut["duplicate_of"] == original["article_id"]
    assert cut["content_hash"] != original["content_hash"]


def test_overwrite_replaces_what_earlier_runs_wrote(tmp_path: Path) -> None:
    file = tmp_path / "one.txt"
    file.write_bytes(next(SEEDS.glob("002*")).read_bytes())
    output = tmp_path / "out"
    arguments = ["run", "--input", str(file), "--output", str(output)]
    assert main(arguments) == 0
    assert main([*arguments, "--overwrite"]) == 0
    assert len(rows_of(output, "articles")) == 1
    assert len(list((output / "_runs").glob("*.json"))) == 1
    for table in TABLES:
        assert list((output / table).glob("*.parquet")), f"{table} has no file"


def test_inspect_shows_one_file(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for name in ("a.txt", "b.txt"):
        (tmp_path / name).write_text("Acme was fined.")
    assert main(["inspect", str(tmp_path)]) == 2
    assert "2 files, and inspect shows one" in capsys.readouterr().err


@pytest.mark.parametrize("others", list(itertools.combinations(AGAIN, 2)), ids=" ".join)
def test_one_way_to_run_again_excludes_the_others(
    others: tuple[str, ...], capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["run", "--input", "a", "--output", "b", *others]) == 2
    assert "not allowed with" in capsys.readouterr().err


def test_inspect_shows_articles_and_events(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["inspect", str(next(SEEDS.glob("001*")))]) == 0
    shown = capsys.readouterr().out
    assert "OpenAI's Internal AI Details Stolen in 2023 Breach" in shown
    assert "data_breach" in shown


def test_schema_prints_every_form(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["schema"]) == 0
    assert capsys.readouterr().out.split() == list(TABLES)
    assert main(["schema", "fine"]) == 0
    assert "penalized: list<" in capsys.readouterr().out
    assert main(["schema", "fine", "--format", "bigquery"]) == 0
    assert "penalized" in {field["name"] for field in json.loads(capsys.readouterr().out)}
    assert main(["schema", "articles", "--format", "json"]) == 0
    assert "paragraphs" in json.loads(capsys.readouterr().out)["properties"]

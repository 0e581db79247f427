"""JSON, JSON Lines, CSV and Parquet: records to documents, whatever their fields are called."""

import csv
import io
import json
import tracemalloc
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pipeline.elements import DeadLetter, Document, RawFile, Rejected
from pipeline.read import ReadDocuments, read_file, read_record
from pipeline.read.dates import moment_of
from schemas.values import Precision

BODY = "The regulator fined Acme on Monday."
WHEN = datetime(2024, 5, 7, 9, 30, tzinfo=UTC)
RECORDS: list[dict[str, Any]] = [
    {
        "headline": "Acme fined",
        "articleBody": BODY,
        "link": "https://d.example/1",
        "publishedAt": "2024-05-07T11:30:00+02:00",
        "source": {"id": None, "name": "The Daily"},
        "lang": "en-GB",
    },
    {"title": "Second", "content": ["One.", "Two."], "date": "2024-05-07"},
]


def jsonl(records: list[Any]) -> str:
    return "".join(json.dumps(record) + "\n" for record in records)


def parquet(columns: dict[str, list[Any]]) -> bytes:
    data = io.BytesIO()
    pq.write_table(pa.table(columns), data)
    return data.getvalue()


def texts(found: list[Any]) -> list[tuple[str | None, str]]:
    return [(each.source_record, each.text) for each in found if isinstance(each, Document)]


def letters(found: list[Any]) -> list[tuple[str | None, int | None]]:
    return [(each.source_record, each.offset) for each in found if isinstance(each, DeadLetter)]


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("a.jsonl", jsonl(RECORDS)),
        ("a.json", json.dumps(RECORDS, indent=1)),
        ("wrapped.json", json.dumps({"status": "ok", "response": {"docs": RECORDS}})),
        ("lines.json", jsonl(RECORDS)),
        ("values.json", "\n".join(json.dumps(record, indent=1) for record in RECORDS)),
        ("mislabelled.txt", jsonl(RECORDS)),
        ("wide.jsonl", jsonl(RECORDS).encode("utf-16")),
        ("marked.json", json.dumps(RECORDS).encode("utf-8-sig")),
    ],
)
def test_records_of_json_become_documents_with_all_that_they_say(read, name, data) -> None:
    first, second = read(name, data)
    assert first == Document(
        source_uri=first.source_uri,
        text=f"Acme fined\n\n{BODY}",
        source_record="1",
        title="Acme fined",
        url="https://d.example/1",
        published_at=WHEN,
        publisher="The Daily",
        language="en",
        published_at_precision=Precision.INSTANT,
    )
    assert second.text == "Second\n\nOne.\n\nTwo."
    assert (second.published_at, second.published_at_precision) == (
        datetime(2024, 5, 7, tzinfo=UTC),
        Precision.DAY,
    )


def test_a_title_that_the_text_begins_with_is_not_put_before_it(read) -> None:
    (document,) = read("a.jsonl", jsonl([{"title": "Acme  Fined", "text": f"ACME FINED\n{BODY}"}]))
    assert (document.title, document.text) == ("Acme Fined", f"ACME FINED\n{BODY}")


def test_bad_lines_are_dead_letters_with_their_place_and_the_others_are_read(read) -> None:
    lines = ['{"text": "ñ"}', "{broken", "", "[1]", '{"text": ' + "[" * 100_000, '{"text": "b"}']
    data = "\n".join(lines).encode()
    found = read("a.jsonl", data)
    assert texts(found) == [("1", "ñ"), ("6", "b")]
    places = [data.index(line.encode()) for line in (lines[1], lines[3], lines[4])]
    assert letters(found) == list(zip(["2", "4", "5"], places, strict=True))


def test_a_record_that_is_too_large_is_a_dead_letter_and_the_next_is_read(read) -> None:
    large = jsonl([{"text": "a"}, {"text": "x" * 300_000}, {"text": "b"}])
    found = read("a.jsonl", large, max_bytes=100_000)
    assert texts(found) == [("1", "a"), ("3", "b")]
    assert letters(found) == [("2", len(jsonl([{"text": "a"}])))]


def test_deep_json_in_an_array_costs_nothing_but_its_record(read) -> None:
    deep = "[" * 100_000 + "]" * 100_000
    tracemalloc.start()
    try:
        found = read("a.json", f'[{{"text": "a"}}, {{"text": {deep}}}, {{"text": "b"}}]')
        assert tracemalloc.get_traced_memory()[1] < 20_000_000
    finally:
        tracemalloc.stop()
    assert texts(found) == [("1", "a"), ("3", "b")]
    assert letters(found) == [("2", None)]


def test_of_a_cut_off_array_the_whole_records_are_read(read) -> None:
    *good, bad = read("a.json", json.dumps([{"text": "a"}, {"text": "b"}, {"text": "c"}])[:-6])
    assert texts(good) == [("1", "a"), ("2", "b")]
    assert bad.message.startswith("broken JSON after record 2")


def test_records_without_text_are_rejects_that_tell_what_to_do(read) -> None:
    empty, nameless = read("a.jsonl", jsonl([{"text": " "}, {"id": 1, "name": "x"}]))
    assert isinstance(empty, Rejected)
    assert (nameless.reason, nameless.source_record) == ("empty", "2")
    assert (
        nameless.detail == "no field for the text among: id, name; name it with --field text=NAME"
    )


def test_the_user_names_fields_and_leads_into_records(read) -> None:
    record = {"text": "not this", "say": {"it": BODY}, "when.at": "2024-05-07T09:30:00"}
    fields = {"text": "say.it", "published_at": "when.at"}
    (document,) = read("a.jsonl", jsonl([record]), fields=fields)
    assert (document.text, document.published_at) == (BODY, WHEN)
    assert read_record(document.source_uri, "1", fields) == document


@pytest.mark.parametrize("fields", [{"words": "body"}, {"text": ""}])
def test_a_field_that_is_none_is_refused(fields: dict[str, str]) -> None:
    with pytest.raises(ValueError, match="field"):
        ReadDocuments(fields=fields)


def test_html_in_a_record_becomes_plain_text(read) -> None:
    (document,) = read(
        "a.jsonl", jsonl([{"text": "<p>A &amp; B</p><p>C<br>D <script>x</script></p>"}])
    )
    assert (document.text, document.media_type) == ("A & B\n\nC\nD", "text/html")


def test_half_characters_do_not_reach_the_tables(read) -> None:
    (document,) = read("a.jsonl", r'{"text": "a\ud83d b", "title": "\udc00"}')
    assert document.text.encode() == "\ufffd\n\na\ufffd b".encode()


TABLE = 'id;title;text\n1;A;"one\nline; two"\n2;B;C;D\n3;Only\n4;Ñ;"a ""q"""\n'


@pytest.mark.parametrize(
    ("name", "delimiter"), [("a.csv", ";"), ("a.tsv", "\t"), ("a.csv", ","), ("wrong.txt", "|")]
)
def test_rows_of_a_table_are_documents_and_a_broken_row_is_a_dead_letter(
    read, name, delimiter
) -> None:
    data = TABLE.replace(";", delimiter).encode("cp1252")
    found = read(name, data)
    assert texts(found) == [("1", f"A\n\none\nline{delimiter} two"), ("4", 'Ñ\n\na "q"')]
    assert letters(found) == [("2", data.index(b"2"))]
    assert [each.source_record for each in found if isinstance(each, Rejected)] == ["3"]


def test_a_quote_that_is_left_open_does_not_hold_the_rest_in_memory(read) -> None:
    *good, bad = read("a.csv", 'title,text\nA,b\nC,"' + "x\n" * 200_000, max_bytes=100_000)
    assert texts(good) == [("1", "A\n\nb")]
    assert "a quote may be left open" in bad.message


def test_a_table_without_a_text_is_one_dead_letter_and_not_one_for_each_row(read) -> None:
    for name, data in {
        "a.csv": b"id,name\n1,x\n2,y\n",
        "a.parquet": parquet({"id": [1, 2], "name": ["x", "y"]}),
    }.items():
        (bad,) = read(name, data)
        assert "no field for the text among: id, name" in bad.message
        assert texts(read(name, data, fields={"text": "name"})) == [("1", "x"), ("2", "y")]


@pytest.mark.parametrize("name", ["a.parquet", "mislabelled.csv"])
def test_rows_of_parquet_are_documents(read, name) -> None:
    data = parquet({"headline": ["A", None], "body": ["one", "two"], "published": [WHEN, None]})
    found = read(name, data)
    assert texts(found) == [("1", "A\n\none"), ("2", "two")]
    assert [each.published_at for each in found] == [WHEN, None]
    assert "broken Parquet" in read(name, data[:300] + data[310:])[-1].message


@settings(max_examples=50, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    rows=st.lists(
        st.dictionaries(
            st.sampled_from(["text", "title", "date"]),
            st.one_of(st.text(), st.integers(), st.none(), st.lists(st.text(max_size=5))),
        ),
        min_size=1,
        max_size=8,
    )
)
def test_every_record_is_accounted_for_once_and_found_again(read, rows) -> None:
    found = read("a.jsonl", jsonl(rows))
    assert [each.source_record for each in found] == [str(n + 1) for n in range(len(rows))]
    for each in found:
        if isinstance(each, Document):
            assert read_record(each.source_uri, each.source_record) == each


@settings(max_examples=50, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(cells=st.lists(st.text(st.characters(codec="utf-8", exclude_characters="\x00")), min_size=1))
def test_what_the_csv_module_writes_is_read_back(read, cells) -> None:
    data = io.StringIO(newline="")
    csv.writer(data).writerows([["id", "text"], *([str(n), f"a{c}"] for n, c in enumerate(cells))])
    found = read("a.csv", data.getvalue().encode())
    assert texts(found) == [(str(n + 1), f"a{cell}") for n, cell in enumerate(cells)]


def test_a_file_far_larger_than_its_records_is_read_in_little_memory(tmp_path: Path) -> None:
    path = tmp_path / "large.jsonl"
    line = json.dumps({"title": "T", "text": "word " * 20_000}) + "\n"
    with path.open("w") as file:
        for _ in range(400):  # 40 MB
            file.write(line)
    documents: Iterator[Any] = read_file(RawFile(str(path), 0, ""))
    next(documents)
    tracemalloc.start()
    try:
        assert sum(isinstance(each, Document) for each in documents) == 399
        assert tracemalloc.get_traced_memory()[1] < 3_000_000
    finally:
        tracemalloc.stop()


@pytest.mark.parametrize(
    ("written", "precision"),
    [
        ("2024-05-07T09:30:00Z", Precision.INSTANT),
        ("2024-05-07 09:30:00", Precision.INSTANT),
        ("2024-05-07 09:30 UTC", Precision.INSTANT),
        ("2024/5/7 11:30 +0200", Precision.INSTANT),
        ("20240507T093000Z", Precision.INSTANT),
        ("20240507093000", Precision.INSTANT),
        ("Tue, 07 May 2024 11:30:00 +0200", Precision.INSTANT),
        ("1715074200", Precision.INSTANT),
        (1715074200, Precision.INSTANT),
        (1715074200000.0, Precision.INSTANT),
        (datetime(2024, 5, 7, 9, 30), Precision.INSTANT),  # noqa: DTZ001
        ("2024-05-07", Precision.DAY),
        ("20240507", Precision.DAY),
        ("2024/05/07", Precision.DAY),
    ],
)
def test_times_are_read_in_all_their_forms(written: object, precision: Precision) -> None:
    at = WHEN if precision is Precision.INSTANT else WHEN.replace(hour=0, minute=0)
    assert moment_of(written) == (at, precision)


@pytest.mark.parametrize(
    "written",
    [
        "July 28, 2023",
        "28 July 2023",
        "28 de julio de 2023",
        "28. Juli 2023",
        "le 28 juillet 2023",
        "Friday, July 28th, 2023",
        "Published: 28 Jul 2023",
        "July 28, 2023 at 9:30 AM",  # of an unknown zone
        "July 28, 2023 9:30 PM",
        "28/07/2023",
        "28/07/2023 09:30:00",
        "07/28/2023",
        "28.07.2023",
    ],
)
def test_days_that_can_be_read_in_one_way_are_read(written: str) -> None:
    assert moment_of(written) == (datetime(2023, 7, 28, tzinfo=UTC), Precision.DAY)


def test_a_time_beside_a_month_in_words_counts_with_its_zone() -> None:
    at = datetime(2023, 7, 28, 13, 30, tzinfo=UTC)
    assert moment_of("July 28, 2023 9:30 AM EDT") == (at, Precision.INSTANT)


@pytest.mark.parametrize(
    "written",
    [
        *("", "yesterday", 12, True, float("nan"), "2024-13-01", [1], None),
        *("07/05/2024", "07-05-2024", "07.05.2024", "31/02/2023", "February 30, 2023", "28/07/23"),
        *("July 2023", "July 28", "27-28 July 2023", "27/07/2023 - 28/07/2023"),
        *("28 July 2023 - 30 July 2023", "adopted on 28 July 2023"),
        *("27/07/2023 - 28/07/23", "28/07/2023 – 30/07", "28 July 2023 - 30"),
    ],
)
def test_a_time_that_is_not_certain_is_none(written: object) -> None:
    assert moment_of(written) is None

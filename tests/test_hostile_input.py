"""Hostile input: it ends as a rejection or a dead letter, in little memory, in linear time."""

import email.headerregistry
import errno
import io
import json
import lzma
import os
import re
import resource
import subprocess
import sys
import tarfile
import time
import zipfile
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pipeline.__main__ import main
from pipeline.classify.sentences import AT_ONCE, LONGEST, sentences_of, split
from pipeline.duplicates.sketch import sketch_text
from pipeline.elements import Article, DeadLetter, Document, Mention, Range, Rejected
from pipeline.inference.engines import OnnxEngine
from pipeline.link.countries import country_of
from pipeline.link.mentions import MOST_COMPARED, group_mentions
from pipeline.link.money import parse_money
from pipeline.link.parties import clean_party
from pipeline.link.quantities import parse_casualties, parse_quantity
from pipeline.link.times import resolve_time
from pipeline.read import UnreadableFile, list_files, read_file
from pipeline.read.compression import XZ_MEMORY
from pipeline.read.formats import archives, mail
from pipeline.read.markup import MOST_ATTRIBUTES, without_floods
from pipeline.read.source import LONGEST_NAME
from pipeline.segment import segment_document
from pipeline.write import store
from schemas.values import Precision, Realis

STORY = (
    "The regulator fined Acme five million dollars on Monday after a long inquiry into prices. "
    "Police said that they had arrested two people in Lima in connection with the case."
)
NASTY = st.text(
    st.one_of(
        st.characters(exclude_categories=["Cs"]),
        st.sampled_from(
            "\0\r\n\x85\u2028\u202e\u2066\u200d\ufeff\ufffd\ufdfa\u0301«»“”’().,:;-–=#*|><&"
        ),
        st.sampled_from("ABCabc $€%1234567890 "),
    ),
    max_size=400,
)
LINES = """By Jane © 2024 Source: Reuters Read more HEADLINE: LENGTH: 12 January , . - ( ) ’s the
Acme Inc killed 5 million $ US$ half a quarter last Monday 1. == # * « LONDON"""
WORDS = st.lists(st.sampled_from(re.split(r"( |\n)", LINES)), max_size=80).map(" ".join)


# --- the limits of one file ---


def test_xz_that_asks_for_much_memory_is_refused(read) -> None:
    window = [{"id": lzma.FILTER_LZMA2, "dict_size": 2 * XZ_MEMORY}]
    (bad,) = read("a.txt.xz", lzma.compress(STORY.encode(), filters=window))
    assert bad.message == "cannot decompress xz data: Memory usage limit exceeded"
    (good,) = read("a.txt.xz", lzma.compress(STORY.encode(), preset=9) + b"\0" * 8)
    assert good.text == STORY


def test_a_line_of_any_length_is_passed_over(read) -> None:
    lines = b'{"text": "' + b"a" * 300_000 + b'"}\n' + json.dumps({"text": STORY}).encode()
    bad, good = read("a.jsonl", lines, max_bytes=100_000)
    assert "--max-document-size" in bad.message
    assert (bad.source_record, good.text) == ("1", STORY)


def test_a_file_that_grows_while_it_is_read_ends_where_it_ended(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    path.write_text('{"text": "one"}\n')
    (raw,) = list_files([str(path)]).files
    found = []
    for document in read_file(raw):
        found.append(document.text)
        with path.open("a") as file:  # faster than it is read: it would never end
            file.write('{"text": "more"}\n' * 10_000)
    assert found == ["one"]


def test_a_file_that_has_shrunk_or_gone_since_it_was_listed_is_an_error(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text(STORY)
    (raw,) = list_files([str(path)]).files
    path.write_text("short")
    with pytest.raises(UnreadableFile, match="has shrunk from 172 to 5 bytes"):
        list(read_file(raw))
    path.unlink()
    with pytest.raises(FileNotFoundError):
        list(read_file(raw))


# --- archives ---


def test_a_zip_file_with_a_huge_directory_is_refused_before_it_is_held(read, monkeypatch) -> None:
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w") as archive:
        for number in range(100):
            archive.writestr(f"{number}.txt", b"")
    monkeypatch.setattr(archives, "MAX_DIRECTORY", 1000)
    (bad,) = read("a.zip", data.getvalue())
    assert bad.message == "its directory has more than 1,000 bytes"


def test_a_zip_member_that_may_ask_for_any_memory_is_a_dead_letter(read) -> None:
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w") as archive:
        archive.writestr("a.txt", STORY, zipfile.ZIP_LZMA)
        archive.writestr("b.txt", STORY)
    bad, good = read("a.zip", data.getvalue())
    assert (bad.source_record, "LZMA" in bad.message, good.text) == ("a.txt", True, STORY)


def test_a_zip_member_without_a_name_is_skipped_and_one_of_another_method_a_dead_letter(
    read,
) -> None:
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w") as archive:
        for name in ("a.txt", "b.txt", "c.txt"):
            archive.writestr(name, f"{name} {STORY}")
    content = data.getvalue()
    directory = content.index(b"PK\1\2")
    names = content[directory:].replace(b"a.txt", b"\0.txt")  # cut at the NUL, it is none
    second = names.index(b"PK\1\2", 4)
    method = names[:second] + names[second : second + 10] + b"\x09\0" + names[second + 12 :]
    bad, good = read("a.zip", content[:directory] + method)
    assert (bad.source_record, bad.error) == ("b.txt", "UnreadableFile")
    assert "That compression method is not supported" in bad.message
    assert good.text == f"c.txt {STORY}"


def tar_of(*members: tuple[str, bytes, dict[str, str]]) -> bytes:
    data = io.BytesIO()
    with tarfile.open(fileobj=data, mode="w", format=tarfile.PAX_FORMAT) as archive:
        for name, content, more in members:
            entry = tarfile.TarInfo(name)
            entry.size, entry.pax_headers = len(content), more
            archive.addfile(entry, io.BytesIO(content))
    return data.getvalue()


def test_of_a_tar_file_with_a_huge_header_the_members_before_it_are_read(read) -> None:
    flood = {"comment": "x" * (2 * archives.MAX_HEADER)}
    good, bad = read("a.tar", tar_of(("a.txt", b"one", {}), ("b.txt", b"two", flood)))
    assert good.text == "one"
    assert "a header of more than 1,048,576 bytes" in bad.message


def test_a_sparse_file_of_a_million_terabytes_ends(read) -> None:
    sparse = {"major": "1", "minor": "0", "name": "s.jsonl", "realsize": str(1 << 60)}
    gaps = b"1\n0\n1\n".ljust(512, b"\0")
    more = {f"GNU.sparse.{name}": value for name, value in sparse.items()}
    good, bad = read("a.tar", tar_of(("a.txt", b"one", {}), ("s.jsonl", gaps, more)))
    assert (good.text, "sparse" in bad.message) == ("one", True)


# --- the kinds of files ---


def test_records_of_one_name_are_counted_and_not_searched(read) -> None:
    item = "<item><guid>g</guid><description>xx</description></item>"
    found = read("a.rss", f"<rss><channel>{item * 20_000}</channel></rss>")  # took half a minute
    assert found[-1].source_record == "g~20000"


def test_a_long_name_of_a_record_is_cut(read) -> None:
    item = f"<item><guid>{'g' * 5000}</guid><description>xx</description></item>"
    first, second = read("a.rss", f"<rss><channel>{item}{item}</channel></rss>")
    assert (first.source_record, second.source_record) == (
        "g" * LONGEST_NAME,
        "g" * LONGEST_NAME + "~2",
    )


def test_items_in_elements_of_their_own_do_not_pile_up(read) -> None:
    item = "<w><item><description>xx</description></item></w>"
    assert len(read("a.rss", f"<rss><channel>{item * 3}</channel></rss>")) == 3


@pytest.mark.parametrize(
    "flood",
    [
        " ".join(f"a{number}=1" for number in range(2000)),
        " ".join(f"a{number}='>'" for number in range(2000)),
        '"x"' * 2000 + " =" * 2000,
    ],
)
def test_an_element_with_thousands_of_attributes_keeps_its_text(read, flood) -> None:
    page = (
        f"<html><body><p {flood}>{STORY}</p><p class='x' title=\"a > b\">{STORY}</p></body></html>"
    )
    plain = without_floods(page)
    assert plain == page.replace(f" {flood}", "")
    (found,) = read("a.html", page)
    assert STORY in found.text


def test_usual_attributes_are_left_as_they_are() -> None:
    page = "<p " + " ".join(f"a{number}" for number in range(MOST_ATTRIBUTES)) + ">x</p><br/>"
    assert without_floods(page) == page


@pytest.mark.parametrize(
    "header",
    [
        "Subject: " + "=?utf-8?q?a?= " * 20_000,  # took 3 GB
        "From: " + "a," * 50_000,
        "Message-ID: <" + "a." * 50_000,
        "Content-Type: text/plain; " + "".join(f"a*{n}*=x; " for n in range(5000)),
    ],
)
def test_a_header_of_a_mail_is_read_up_to_a_length(read, header, monkeypatch) -> None:
    lengths = []
    mail._parsed.cache_clear()
    parse = email.headerregistry.HeaderRegistry.__call__

    def measured(self: Any, name: str, value: str) -> Any:
        lengths.append(len(value))
        return parse(self, name, value)

    monkeypatch.setattr(email.headerregistry.HeaderRegistry, "__call__", measured)
    (found,) = read("a.eml", f"From: a@b\n{header}\nMIME-Version: 1.0\n\n{STORY}\n")
    assert STORY in found.text
    assert max(lengths) <= 4000


def test_a_line_that_begins_a_mail_is_looked_at_once_whatever_its_length(read) -> None:
    begun = time.process_time()
    long = "From " + "a" * 3_000_000  # took hours
    found = read(
        "a.mbox", f"From a@b.c Wed May  1 10:00:00 2024\nSubject: T\n\n{STORY}\n\n{long}\n"
    )
    assert time.process_time() - begun < GENEROUS
    assert found[0].text.rstrip().endswith("aaa")


@pytest.mark.parametrize(
    "kind", ["punycode", "idna", "unicode_escape", "undefined", '"a\0b"', "nobody-knows"]
)
def test_a_mail_in_what_is_no_charset_of_texts_is_read(read, kind) -> None:
    head = f"From: a@b\nMIME-Version: 1.0\nContent-Type: text/plain; charset={kind}\n\n"
    (found,) = read("a.eml", f"{head}{STORY}\n\nx-{'ba' * 100_000}\n")  # as punycode: minutes
    assert found.text.startswith(STORY)


def test_a_mail_with_a_part_that_is_not_what_it_says_keeps_its_text(read) -> None:
    parts = [
        "Content-Type: multipart/related\n\nno parts\n",
        f"Content-Type: text/plain\n\n{STORY}\n",
    ]
    head = 'From: a@b\nMIME-Version: 1.0\nContent-Type: multipart/alternative; boundary="x"\n\n'
    (found,) = read("a.eml", f"{head}--x\n{parts[0]}--x\n{parts[1]}--x--\n")
    assert found.text.strip() == STORY


def test_a_page_that_says_of_itself_what_is_nested_without_end_keeps_its_text(read) -> None:
    deep = f'<script type="application/ld+json">{"[" * 100_000}</script>'
    (found,) = read("a.html", f"<html><head>{deep}</head><body><p>{STORY}</p></body></html>")
    assert STORY in found.text


@pytest.mark.parametrize("number", ["9" * 10_000, "-" + "1" * 5_000])
def test_a_number_that_is_too_long_ends_an_array_with_the_reason(read, number) -> None:
    good, bad = read("a.json", f'[{{"text": "{STORY}"}}, {{"text": "x", "id": {number}}}]')
    assert good.text == STORY
    assert "broken JSON after record 1" in bad.message


def test_of_parquet_only_the_rows_that_python_has_no_form_for_are_lost(read) -> None:
    data = io.BytesIO()
    times = pa.array([0, 1 << 62, 1], pa.timestamp("us"))
    pq.write_table(pa.table({"text": [STORY] * 3, "published_at": times}), data)
    first, bad, last = read("a.parquet", data.getvalue())
    assert (first.published_at, last.text) == (datetime(1970, 1, 1, tzinfo=UTC), STORY)
    assert (bad.source_record, bad.error) == ("2", "UnreadableFile")
    assert "a value that cannot be read" in bad.message


def test_nanoseconds_of_parquet_are_read_to_the_microsecond(read) -> None:
    data = io.BytesIO()
    times = pa.array([1_714_557_600_123_456_789], pa.timestamp("ns", "UTC"))
    pq.write_table(pa.table({"text": [STORY], "published_at": times}), data)
    (found,) = read("a.parquet", data.getvalue())
    assert type(found.published_at) is datetime  # without pandas, it could not be read at all
    assert found.published_at == datetime(2024, 5, 1, 10, 0, 0, 123456, UTC)


def test_a_tar_file_with_facts_that_are_no_numbers_is_broken(read) -> None:
    lies = {"GNU.sparse.major": "1", "GNU.sparse.minor": "0", "GNU.sparse.realsize": "9"}
    map_of_gaps = b"no number\n".ljust(512, b"\0")
    good, bad = read("a.tar", tar_of(("a.txt", b"one", {}), ("b.txt", map_of_gaps, lies)))
    assert good.text == "one"
    assert bad.error == "UnreadableFile"
    assert "broken tar file" in bad.message


def test_parquet_that_stores_one_value_for_many_rows_is_no_bomb(read) -> None:
    data = io.BytesIO()
    table = pa.table({"text": ["x" * 900_000] * 400})
    pq.write_table(table, data, store_schema=False)
    found = read("a.parquet", data.getvalue(), max_bytes=1_000_000)
    assert "unpacks to more than" in found[-1].message
    assert len(found) < 200


def test_a_wide_header_costs_nothing_in_rows_that_are_short(read) -> None:
    header = ",".join(["text", *(f"c{number}" for number in range(2500))])
    rows = "".join(f"row {number}\n" for number in range(20_000))
    assert len(read("a.csv", f"{header}\n{rows}")) == 20_000  # 50 million cells otherwise


@settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(data=st.data())
def test_damaged_files_give_what_is_good_or_say_what_is_wrong(read, data) -> None:
    name, whole = data.draw(st.sampled_from(list(whole_files().items())), "file")
    end = data.draw(st.integers(0, len(whole)), "end")
    place = data.draw(st.integers(0, len(whole) - 1), "place")
    broken = bytearray(whole[:end])
    broken[place : place + 4] = data.draw(st.binary(min_size=4, max_size=4), "bytes")
    for each in read(name, bytes(broken)):
        assert isinstance(each, Document | Rejected | DeadLetter)
        if isinstance(each, DeadLetter):
            assert each.message


def whole_files() -> dict[str, bytes]:
    """A small good file of each kind that lies most easily."""
    table, archive = io.BytesIO(), io.BytesIO()
    pq.write_table(pa.table({"text": [STORY] * 3, "title": ["T"] * 3}), table)
    with zipfile.ZipFile(archive, "w", zipfile.ZIP_DEFLATED) as file:
        file.writestr("a.txt", STORY)
        file.writestr("b.jsonl", json.dumps({"text": STORY}))
    page = f"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n<p>{STORY}</p>".encode()
    record = b"WARC/1.0\r\nWARC-Type: response\r\nContent-Type: application/http\r\n"
    crawl = b"%bContent-Length: %d\r\n\r\n%b\r\n\r\n" % (record, len(page), page)
    item = f"<item><title>T</title><description>{STORY}</description></item>"
    return {
        "a.parquet": table.getvalue(),
        "a.zip": archive.getvalue(),
        "a.warc": crawl * 2,
        "a.rss": f"<rss><channel>{item}</channel></rss>".encode(),
        "a.tar": tar_of(("a.txt", STORY.encode(), {}), ("b.txt", STORY.encode(), {"x": "y"})),
        "a.json": json.dumps([{"text": STORY}] * 2).encode(),
    }


# --- texts ---


@settings(max_examples=80, deadline=None)
@given(text=st.one_of(NASTY, WORDS))
def test_whatever_a_text_holds_its_parts_point_into_it(text) -> None:
    for each in segment_document(Document("a.txt", text)):
        if isinstance(each, Article):
            for paragraph, (start, end) in zip(each.paragraphs, each.paragraph_ranges, strict=True):
                assert text[start:end] == paragraph
            for sentence in sentences_of(each):
                assert text[sentence.start : sentence.end] == sentence.text
                assert 0 < len(sentence.text) <= LONGEST


@settings(max_examples=80, deadline=None)
@given(text=st.one_of(NASTY, WORDS), language=st.sampled_from(["en", "es", "zh", "x", None]))
def test_sentences_of_any_text_are_in_order_and_leave_out_only_blanks(text, language) -> None:
    found = list(split(text, language))
    ends = [0, *(end for _, end in found)]
    starts = [*(start for start, _ in found), len(text)]
    assert all(end <= start for end, start in zip(ends, starts, strict=True))
    assert not "".join(text[end:start] for end, start in zip(ends, starts, strict=True)).strip()


def test_a_long_paragraph_is_cut_into_sentences_piece_by_piece() -> None:
    text = " ".join(f"This is the sentence number {number}." for number in range(1500))
    assert len(text) > 4 * AT_ONCE
    words = [text[start:end] for start, end in split(text, "en")]
    assert words == [f"This is the sentence number {number}." for number in range(1500)]


def test_a_title_of_any_length_is_cut_like_a_sentence() -> None:
    title = "Acme " * 1000
    article = Article(*("id", "a.txt", None, 0, 0, len(title), title, Range(0, len(title)), (), ()))
    sentences = sentences_of(article)
    assert all(len(one.text) <= LONGEST and one.in_title for one in sentences)
    assert [one.index for one in sentences] == list(range(len(sentences)))


def mention(number: int) -> Mention:
    return Mention(
        sentence=sentences_of(
            Article("", "", None, 0, 0, 0, None, None, ("It fell.",), (Range(9 * number, 0),))
        )[0],
        event_type="market_move",
        realis=Realis.ACTUAL,
        trigger=f"{number}",
        start=9 * number,
        end=9 * number + 1,
        confidence=0.5,
        arguments=(),
    )


def test_each_mention_is_compared_with_a_bounded_number_of_others(monkeypatch) -> None:
    from pipeline.link import mentions

    calls = []
    monkeypatch.setattr(mentions, "evidence", lambda *_: calls.append(1) or 0)
    many = 2 * MOST_COMPARED
    assert len(group_mentions([mention(number) for number in range(many)])) == many
    assert len(calls) <= many * MOST_COMPARED


@settings(max_examples=100, deadline=None)  # the first call loads a gazetteer
@given(text=st.one_of(NASTY, WORDS), language=st.sampled_from(["en", "es", "fr", "de", None]))
def test_no_words_stop_the_normalisers(text, language) -> None:
    assert parse_money(text, language).text == text
    assert parse_quantity(text, language).text == text
    for realis in (Realis.ACTUAL, Realis.PLANNED):
        assert resolve_time(text, None, Precision.DAY, realis, language).text == text
    assert country_of(text, language) is None or len(country_of(text, language) or "") == 2
    assert isinstance(clean_party(text, language), str)
    parse_casualties([(0, len(text) // 2), (len(text) // 2, len(text))], text, language)
    values, bands = sketch_text(text)
    assert bool(values) == bool(bands)


GENEROUS = 60  # seconds of processor time: all take a few, and some took minutes each
MEMORY = 3 << 30

SHAPES = """
from pipeline.__main__ import main
from pipeline.classify.sentences import split
from pipeline.duplicates.sketch import sketch_text
from pipeline.elements import Document
from pipeline.read.dates import moment_of
from pipeline.read.markup import markup_text, tidy
from pipeline.segment import segment_document

SIZE = 60_000
for unit in (".", "- ", "« ", "中。", "1 2 3 ", "\\n", "“", "A. "):
    list(split(unit * (SIZE // len(unit)), "en"))
    sketch_text(unit * (SIZE // len(unit)))
story = "The regulator fined Acme five million dollars on Monday after an inquiry.\\n"
wrapped = "this is a wrapped line of plain text that goes on and on to the\\n"
for text in (
    "".join(f"Minister {number} Resigns Over Scandal\\n\\n" for number in range(3000)),
    wrapped * 4000,
    "LENGTH: 5 words\\nHEADLINE: a" + " " * SIZE + "b\\nSECTION: c\\n" + story,
    "".join(f"{number}. Head line\\n" for number in range(3000)),
    "=" * SIZE, "* " * SIZE, "[" * SIZE, "http://a.b/c " * 4000,
):
    segment_document(Document("a.txt", text))
tidy("a" + "\\t" * SIZE + "b")
markup_text("<p " + " ".join(f"a{number}" for number in range(50_000)) + ">x")
moment_of("2024" + " " * SIZE + "x:")
"""


def test_no_shape_of_text_takes_a_time_that_is_its_square() -> None:
    def limited() -> None:
        resource.setrlimit(resource.RLIMIT_CPU, (GENEROUS, GENEROUS))
        resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))

    root = Path(__file__).parent.parent
    done = subprocess.run(
        [sys.executable, "-c", SHAPES],
        env={**os.environ, "PYTHONPATH": str(root)},
        preexec_fn=limited,
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.returncode, done.stderr) == (0, "")


def test_an_article_of_the_length_of_a_book_is_rejected(monkeypatch) -> None:
    from pipeline.segment import articles

    monkeypatch.setattr(articles, "LONGEST_ARTICLE", 300)
    (found,) = segment_document(Document("a.txt", f"{STORY}\n\n{STORY}"))
    assert isinstance(found, Rejected)
    assert (found.reason, len(found.text)) == ("too_long", 346)


@pytest.mark.parametrize("place", ["../beside.bin", "inside.bin"])
def test_weights_in_a_file_of_which_no_hash_was_checked_are_not_read(tmp_path: Path, place) -> None:
    onnx = pytest.importorskip("onnx")
    folder = tmp_path / "model"
    folder.mkdir()
    (folder / place).write_bytes(b"\0" * 16)
    weights = onnx.TensorProto(
        name="w", data_type=1, dims=[4], data_location=onnx.TensorProto.EXTERNAL
    )
    for key, value in (("location", place), ("offset", "0"), ("length", "16")):
        weights.external_data.add(key=key, value=value)
    given = [onnx.helper.make_tensor_value_info(name, 1, [4]) for name in "xy"]
    add = onnx.helper.make_node("Add", ["x", "w"], ["y"])
    graph = onnx.helper.make_graph([add], "g", given[:1], given[1:], [weights])
    model = onnx.helper.make_model(graph, opset_imports=[onnx.helper.make_opsetid("", 17)])
    model.ir_version = 9
    (folder / "model.onnx").write_bytes(model.SerializeToString())
    with pytest.raises(Exception, match="External data"):
        OnnxEngine(folder / "model.onnx")


@pytest.mark.parametrize("failure", [errno.ENOSPC, errno.EROFS])
def test_a_full_disk_is_one_line_and_the_next_run_starts_over(
    tmp_path: Path, monkeypatch, capsys, failure
) -> None:
    (tmp_path / "a.txt").write_text(STORY)
    command = ["run", "--input", str(tmp_path / "a.txt"), "--output", str(tmp_path / "out")]

    def full(path: str, _: bytes) -> None:
        raise OSError(failure, os.strerror(failure), path)

    with monkeypatch.context() as patched:
        patched.setattr(store, "write", full)
        assert main(command) == 2
    assert os.strerror(failure) in capsys.readouterr().err.splitlines()[-1]
    assert not list((tmp_path / "out").glob("[!_]*/*.parquet"))
    assert main(command) == 0
    assert list((tmp_path / "out" / "articles").glob("*.parquet"))

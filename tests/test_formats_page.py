"""The page on formats: its commands print what they say, and its tables leave nothing out."""

import gzip
import io
import json
import re
import shlex
import tarfile
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from pipeline.__main__ import main
from pipeline.read import SUFFIXES
from pipeline.read.fields import DEFAULT_FIELDS

PAGE = (Path(__file__).parent.parent / "docs" / "formats.md").read_text(encoding="utf-8")
COMMANDS = re.findall(r"`python -m pipeline (inspect [^`]+)`", PAGE)
WORDS = "The regulator fined Acme."
LONG = f"<p>{WORDS} {'It had asked the firm for its books for a year and a day. ' * 3}</p>"


def files() -> dict[str, bytes]:
    """A small file for each command of the page."""
    table, archive = io.BytesIO(), io.BytesIO()
    pq.write_table(pa.table({"body": [WORDS]}), table)
    with tarfile.open(fileobj=archive, mode="w:gz") as tar:
        entry = tarfile.TarInfo("a.txt")
        entry.size = len(WORDS)
        tar.addfile(entry, io.BytesIO(WORDS.encode()))
    mail = f"From: a@b.example\nSubject: S\nMessage-ID: <1>\n\n{WORDS}\n"
    record = "WARC/1.0\r\nWARC-Type: conversion\r\nContent-Type: text/plain\r\n"
    texts = {
        "news.txt": WORDS,
        "news.html": f"<html><body><article>{LONG}{LONG}</article></body></html>",
        "news.jsonl": f'{{"text": "x"}}\n{json.dumps({"text": WORDS})}\n',
        "news.json": json.dumps([{"body": WORDS}]),
        "news.csv": f"id,what\n1,{WORDS}\n",
        "news.rss": f"<rss><channel><item><summary>{WORDS}</summary></item></channel></rss>",
        "news.nitf": f"<nitf><body><body.content><p>{WORDS}</p></body.content></body></nitf>",
        "news.eml": mail,
        "news.mbox": f"From a@b.example Tue May  7 09:30:00 2024\n{mail}",
    }
    web = f"{record}Content-Length: {len(WORDS)}\r\n\r\n{WORDS}\r\n\r\n".encode()
    return {name: text.encode() for name, text in texts.items()} | {
        "news.parquet": table.getvalue(),
        "news.tar.gz": archive.getvalue(),
        "news.warc.gz": gzip.compress(web),
    }


@pytest.mark.parametrize("command", [line for line in COMMANDS if "FILE" not in line])
def test_each_command_prints_the_text(
    command: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capfdbinary: pytest.CaptureFixture[bytes],
) -> None:
    arguments = shlex.split(command)
    (tmp_path / arguments[1]).write_bytes(files()[arguments[1]])
    monkeypatch.chdir(tmp_path)
    assert main(arguments) == 0
    printed = capfdbinary.readouterr().out
    assert WORDS.encode() in printed
    if "--record" in arguments:
        assert printed == WORDS.encode()


def test_there_is_a_command_for_each_kind() -> None:
    used = {shlex.split(line)[1] for line in COMMANDS} - {"FILE"}
    assert used == set(files())


def test_the_page_names_every_suffix_and_every_field() -> None:
    assert {f"`{suffix}`" for suffix in SUFFIXES - {""}} - set(
        re.findall(r"`\.\w+`", PAGE)
    ) == set()
    for field, names in DEFAULT_FIELDS.items():
        *_, row = re.findall(rf"^\| {field} \| (.*) \|$", PAGE, re.MULTILINE)
        assert set(names) <= set(row.split(", "))


def test_the_text_of_a_record_is_printed_as_it_is_with_its_line_ends(
    tmp_path: Path, capfdbinary: pytest.CaptureFixture[bytes]
) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes("a\r\nñ\rb".encode("cp1252"))
    assert main(["inspect", str(path), "--text"]) == 0
    assert capfdbinary.readouterr().out == "a\r\nñ\rb".encode()


@pytest.mark.parametrize(
    ("options", "reason"),
    [
        (["--record", "7"], "no record '7'"),
        (["--field", "words=x"], "no field 'words'"),
        (["--field", "text=nothing"], "no field for the text among: id, text"),
    ],
)
def test_what_cannot_be_shown_is_told_in_one_line(
    options: list[str], reason: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "a.csv"
    path.write_text("id,text\n1,a\n")
    assert main(["inspect", str(path), "--text", *options]) == 2
    told = capsys.readouterr().err
    assert reason in told
    assert told.count("\n") == 1

"""Dead letters: listed, tried again, and how many of them a run may end with."""

import json
from pathlib import Path

import pyarrow.parquet as parquet
import pytest

from pipeline.__main__ import main
from pipeline.runs import Totals
from pipeline.runs import chunks as chunks_module
from pipeline.write import manifests

NOTE = """{name} fined 5 million euros

MADRID, May 3 (Own) - A court in Lima fined {name} 5 million euros on Monday for late filings.
{name} said its chief executive, Ana Roe, will step down in June, and that it would appeal in May.
"""
SMALL = ("--max-document-size", "5K")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A good note, one that is too long for a small limit, a file with one such record, a broken
    file, and a link that leads nowhere.
    """
    folder = tmp_path / "in"
    folder.mkdir()
    (folder / "acme.txt").write_text(NOTE.format(name="Acme"), "utf-8")
    (folder / "long.txt").write_text(NOTE.format(name="Cantera") * 40, "utf-8")
    lines = [NOTE.format(name="Duero"), NOTE.format(name="Esparto") * 40, NOTE.format(name="Faro")]
    dump = "\n".join(json.dumps({"text": text}) for text in lines)
    (folder / "dump.jsonl").write_text(dump, "utf-8")
    (folder / "broken.txt.gz").write_bytes(b"\x1f\x8b\x08 cut off")
    (folder / "lost.txt").symlink_to(tmp_path / "nowhere")
    return folder


def run(folder: Path, output: Path, *options: str) -> int:
    return main(["run", "--input", str(folder), "--output", str(output), *options])


def sources(output: Path, table: str) -> list[str]:
    """The file and record of each row of a table."""
    return sorted(
        f"{Path(row['source_uri']).name} {row['source_record'] or ''}".strip()
        for path in output.glob(f"{table}/*.parquet")
        for row in parquet.ParquetFile(path).read().to_pylist()
    )


FAILED = ["broken.txt.gz", "dump.jsonl 2", "long.txt", "lost.txt"]


def test_letters_are_counted_by_reason_and_listed_one_by_one(
    folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    output = tmp_path / "out"
    assert run(folder, output, *SMALL) == 3
    capsys.readouterr()
    assert main(["dead-letters", "--output", str(output)]) == 0
    head, *lines = capsys.readouterr().out.splitlines()
    assert head == "4 dead letters of 4 sources"
    reason = "UnreadableFile: holds more than the 5,120 bytes allowed for one document"
    assert lines[0] == f"       2  read: {reason} (--max-document-size)"
    assert len(lines[: lines.index("")]) == 3
    assert [line.split()[3] for line in lines[lines.index("") + 1 :] if "dump" in line] == [
        str(folder / "dump.jsonl")
    ]
    assert any("dump.jsonl record 2 at " in line and reason in line for line in lines)


def test_letters_are_told_to_programs_with_their_stacks(
    folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    output = tmp_path / "out"
    run(folder, output, *SMALL)
    (run_id,) = [manifest.run_id for manifest in manifests(str(output))]
    capsys.readouterr()
    assert main(["dead-letters", "--output", str(output), "--json"]) == 0
    letters = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    (lost,) = [letter for letter in letters if letter["source_uri"] == str(folder / "lost.txt")]
    assert (lost["stage"], lost["error"], lost["run_id"]) == ("list", "FileNotFoundError", run_id)
    assert lost["stack"].startswith("Traceback")
    assert len(letters) == 4


def test_there_are_no_letters_where_nothing_failed(
    folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    output = tmp_path / "out"
    assert main(["run", "--input", str(folder / "acme.txt"), "--output", str(output)]) == 0
    capsys.readouterr()
    assert main(["dead-letters", "--output", str(output)]) == 0
    assert capsys.readouterr().out == "No dead letters\n"


def test_a_folder_without_tables_is_not_taken_for_one_where_nothing_failed(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["dead-letters", "--output", str(tmp_path)]) == 2
    assert capsys.readouterr().err == f"error: cannot read {tmp_path}: it holds no tables\n"


def test_what_is_tried_again_takes_the_place_of_its_rows_and_letters(
    folder: Path, tmp_path: Path
) -> None:
    output = tmp_path / "out"
    run(folder, output, *SMALL)
    assert sources(output, "dead_letters") == FAILED
    assert sources(output, "articles") == ["acme.txt", "dump.jsonl 1", "dump.jsonl 3"]
    (folder / "lost.txt").unlink()
    (folder / "lost.txt").write_text(NOTE.format(name="Gredos"), "utf-8")
    assert run(folder, output, "--retry-dead-letters") == 3  # one is broken whatever the limit
    assert sources(output, "dead_letters") == ["broken.txt.gz"]
    all_articles = ["acme.txt", *(f"dump.jsonl {number}" for number in (1, 2, 3))]
    all_articles += ["long.txt", "lost.txt"]
    assert sources(output, "articles") == all_articles
    assert run(folder, output, "--retry-dead-letters") == 3
    assert sources(output, "dead_letters") == ["broken.txt.gz"]
    assert sources(output, "articles") == all_articles
    assert run(folder, output) == 0
    inputs = [file.uri for manifest in manifests(str(output)) for file in manifest.inputs]
    assert sorted(inputs) == sorted(str(path) for path in folder.iterdir())


def test_a_file_that_is_tried_again_in_parts_keeps_all_of_them(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    output = tmp_path / "out"
    monkeypatch.setattr(chunks_module, "CHUNK_FILES", 1)
    monkeypatch.setattr(chunks_module, "CHUNK_BYTES", 1_000)
    (folder / "long.txt").unlink()
    run(folder, output, *SMALL)
    run(folder, output, "--retry-dead-letters")
    assert sources(output, "articles") == ["acme.txt", *(f"dump.jsonl {n}" for n in (1, 2, 3))]
    assert sources(output, "dead_letters") == ["broken.txt.gz", "lost.txt"]


def test_a_run_may_end_well_with_a_share_of_failures(
    folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Four of seven have failed; all that is good is in the tables either way."""
    assert run(folder, tmp_path / "one", *SMALL, "--max-error-rate", "0.6") == 0
    assert run(folder, tmp_path / "two", *SMALL, "--max-error-rate", "0.5") == 3
    assert "57.1% failed, more than --max-error-rate 0.5" in capsys.readouterr().err
    assert sources(tmp_path / "one", "articles") == sources(tmp_path / "two", "articles")


def test_the_rate_is_that_of_all_that_came_of_the_input() -> None:
    assert Totals().error_rate == 0
    counts = {"articles": 5, "rejected": 3, "dead_letters": 2, "events/event_type=fine": 40}
    assert Totals(counts=counts).error_rate == 0.2


def test_a_file_that_can_no_longer_be_opened_keeps_its_rows(folder: Path, tmp_path: Path) -> None:
    output = tmp_path / "out"
    run(folder, output, *SMALL)
    rows = sources(output, "articles")
    (folder / "dump.jsonl").unlink()
    (folder / "dump.jsonl").symlink_to(tmp_path / "nowhere")
    for _ in range(2):
        run(folder, output, *SMALL, "--retry-dead-letters")
        assert sources(output, "articles") == rows
        assert sources(output, "dead_letters") == [
            name.removesuffix(" 2") for name in FAILED
        ]  # one letter says that it cannot be opened, in place of that of its record

"""What commands say: lines to read, or JSON objects that say the same to programs."""

import json
import logging
import warnings
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from pipeline.__main__ import main
from pipeline.telling import is_json, set_up_logging, tell

ALWAYS = {"time", "level", "event", "message"}
NOTE = """Acme fined 5 million euros

MADRID, May 3 (Own) - A court in Lima fined Acme 5 million euros on Monday for late filings.
"""


@pytest.fixture(autouse=True)
def text_again() -> Iterator[None]:
    yield
    logging.captureWarnings(False)
    root = logging.getLogger()
    root.handlers = [each for each in root.handlers if type(each).__name__ != "ToStderr"]


def objects(text: str) -> list[dict[str, Any]]:
    """Each line as what it must be."""
    told = [json.loads(line) for line in text.splitlines()]
    assert all(each.keys() >= ALWAYS for each in told)
    return told


def events_of(told: list[dict[str, Any]]) -> list[str]:
    """What was told of, without the progress, of which a slow machine tells."""
    return [each["event"] for each in told if each["event"] != "progress"]


def test_a_run_says_all_it_says_as_json(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "a.txt").write_text(NOTE, "utf-8")
    (tmp_path / "in" / "b.txt.gz").write_bytes(b"\x1f\x8b\x08cut off")
    (tmp_path / "in" / "c.odd").write_bytes(b"")
    (tmp_path / "in" / "d.txt").write_text("Home\nLogin\n", "utf-8")
    arguments = ["run", "--input", str(tmp_path / "in"), "--output", str(tmp_path / "out")]
    assert main([*arguments, "--log-format", "json"]) == 3
    said = capsys.readouterr()
    err, (summary,) = objects(said.err), objects(said.out)
    assert events_of(err) == ["start", "skipped", "commit"]
    commit = err[-1]
    assert commit["counts"]["articles"] == 1
    assert {"total", "classify", "mark"} <= commit["seconds"].keys()
    assert commit["metrics"]["classify"]["sentences"] > 0
    assert summary["event"] == "summary"
    assert (summary["files"], summary["articles"], summary["failed"]) == (3, 1, 1)
    assert (summary["rejected"], summary["reasons"]) == (1, {"boilerplate_only": 1})
    assert summary["events"] == {
        name.removeprefix("events/event_type="): rows
        for name, rows in commit["counts"].items()
        if name.startswith("events/")
    }
    (failure,) = summary["failures"]
    assert failure["source_uri"].endswith("b.txt.gz")
    assert main([*arguments, "--log-format=json"]) == 0  # nothing new
    (again,) = objects(capsys.readouterr().out)
    assert (again["files"], again["files_of_earlier_runs"], again["events"]) == (0, 3, {})


def test_a_watch_and_a_compaction_say_all_they_say_as_json(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    from pipeline.commands import watch

    monkeypatch.setattr(watch, "ENOUGH", 2)
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "a.txt").write_text(NOTE, "utf-8")
    (tmp_path / "in" / "b.txt.gz").write_bytes(b"\x1f\x8b\x08cut off")
    as_json, output = ["--log-format", "json"], ["--output", str(tmp_path / "out")]
    arguments = ["watch", "--input", str(tmp_path / "in"), *output, *as_json]
    assert main([*arguments, "--interval", "0.05", "--max-error-rate", "0.2"]) == 3
    said = capsys.readouterr()
    err, (told,) = objects(said.err), objects(said.out)
    assert events_of(err) == ["start", "commit", "error_rate"]
    assert (err[-1]["level"], err[-1]["rate"]) == ("error", 0.5)
    assert told["event"] == "round"
    assert (told["files"], told["articles"], told["failed"]) == (2, 1, 1)
    assert told["failures"][0]["source_uri"].endswith("b.txt.gz")
    assert main(["compact", *output, *as_json]) == 0
    (told,) = objects(capsys.readouterr().out)
    assert (told["event"], told["runs"], told["files_after"]) == ("compacted", 0, 0)
    assert told["message"].startswith("Nothing to do")
    assert main(["compact", "--output", str(tmp_path / "none"), *as_json]) == 2
    (told,) = objects(capsys.readouterr().err)
    assert told["event"] == "usage"


@pytest.mark.parametrize("option", [["--log-format", "json"], ["--log-format=json"]])
def test_a_wrong_command_line_is_told_in_the_form_that_it_asks_for(
    option: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["run", *option, "--workers", "none"]) == 2
    (told,) = objects(capsys.readouterr().err)
    assert (told["level"], told["event"]) == ("error", "usage")
    assert "'none'" in told["message"]


def test_the_default_is_text(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["run", "--workers", "none", "--log-format", "text"]) == 2
    assert capsys.readouterr().err.startswith("error: argument --workers: 'none'")
    assert not is_json()


def test_libraries_and_warnings_speak_json_too(capsys: pytest.CaptureFixture[str]) -> None:
    set_up_logging(as_json=True)
    try:
        raise OSError("disk\non fire \udcff")
    except OSError:
        logging.getLogger("apache_beam.some").exception("step %d failed", 3)
    with warnings.catch_warnings():
        warnings.simplefilter("always")
        warnings.warn("mind the gap", stacklevel=1)
    logging.getLogger("apache_beam.some").info("not shown")
    logging.getLogger("root").warning("apitools not found, which is known")
    failed, warned = objects(capsys.readouterr().err)
    assert (failed["event"], failed["logger"]) == ("log", "apache_beam.some")
    assert (failed["level"], failed["message"]) == ("error", "step 3 failed")
    assert "disk\non fire \udcff" in failed["stack"]
    assert (warned["level"], warned["logger"]) == ("warning", "py.warnings")
    assert "mind the gap" in warned["message"]


def test_what_breaks_a_command_is_told_as_json(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def broken(*_: object) -> int:
        raise ZeroDivisionError("a bug")

    monkeypatch.setattr("pipeline.commands.run.run", broken)
    assert main(["run", "--input", "x", "--log-format", "json"]) == 1
    (told,) = objects(capsys.readouterr().err)
    assert (told["level"], told["message"]) == ("critical", "a bug")
    assert "ZeroDivisionError" in told["stack"]
    with pytest.raises(ZeroDivisionError):
        main(["run", "--input", "x"])


def test_as_text_ours_is_said_as_it_is_and_others_with_their_source(
    capsys: pytest.CaptureFixture[str],
) -> None:
    set_up_logging(as_json=False)
    tell("progress", "3 of 4 files", files=3)
    tell("usage", "no such file", level=logging.ERROR)
    logging.getLogger("apache_beam").warning("slow")
    assert capsys.readouterr().err.splitlines() == [
        "3 of 4 files",
        "error: no such file",
        "WARNING apache_beam: slow",
    ]

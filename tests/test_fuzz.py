"""The targets of the fuzzer take what it begins with; without the fuzzer, one line says so."""

import importlib.util
import sys
from pathlib import Path

import pytest

from benchmarks.fuzz import __main__ as command
from benchmarks.fuzz import child, targets
from benchmarks.fuzz.targets import TARGETS, Broken, ensure

AGAIN = {False: 2, True: 1}
"""The bit of the first byte that has the rest repeated: of texts, and of files."""


def test_every_target_has_a_name_on_the_command_line() -> None:
    assert sorted(TARGETS) == sorted(command.NAMES)


@pytest.mark.parametrize("name", TARGETS)
def test_a_target_takes_all_that_it_begins_with(name: str) -> None:
    target = TARGETS[name]
    again = AGAIN[name in ("records", "markup", "messages", "archives")]
    for data in target.corpus[:: 1 if len(target.corpus) < 12 else 4]:
        assert len(data) <= target.longest
        target.call(data)
        target.call(bytes([data[0] | again]) + data[1:])
    target.call(b"")


def test_a_broken_promise_is_kept_once_with_its_input(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(child, "SLOW_SECONDS", -1)
    run = child.watched(
        lambda data: ensure(len(data) < 2, "too long"), child.Findings(tmp_path / "found")
    )
    (tmp_path / "found").mkdir()
    for data in (b"a", b"bb", b"ccc"):
        run(data)
    slow, broken = sorted(command.findings_in(tmp_path), key=len)
    assert slow.partition(": ")[2].startswith("slow")
    assert "Broken targets.py:ensure too long" in broken
    assert Path(broken.partition(": ")[0]).read_bytes() == b"bb"


def test_a_dead_letter_that_hides_a_fault_of_ours_is_broken(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def faulty(*_: object) -> object:
        from pipeline.elements import RawFile
        from pipeline.guard import dead_letter

        yield dead_letter("read", RawFile("a", 0, ""), TypeError("no"))

    monkeypatch.setattr(targets, "read_stream", faulty)
    with pytest.raises(Broken, match="a dead letter of TypeError"):
        targets.read_bytes("a", b"x")


def test_without_the_fuzzer_one_line_says_so(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(importlib.util, "find_spec", lambda _: None)
    monkeypatch.setattr(sys, "argv", ["fuzz", "money"])
    assert command.main() == 2
    assert capsys.readouterr().err == "error: the fuzzer is not installed: pip install '.[fuzz]'\n"

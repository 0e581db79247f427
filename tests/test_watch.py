"""Input that is followed: what is taken when, and how a watch goes on, waits and ends."""

import os
import signal
import threading
import time
from collections.abc import Callable
from pathlib import Path

import pyarrow.parquet as parquet
import pytest

from pipeline.__main__ import main
from pipeline.commands import watch as watch_module
from pipeline.commands.watch import reason_of
from pipeline.read import matching
from pipeline.runs import Follower
from pipeline.write import held, manifests

NOTE = """{name} fined 5 million euros

MADRID, May 3 (Own) - A court in Lima fined {name} 5 million euros on Monday for late filings.
{name} said its chief executive, Ana Roe, will step down in June, and that it would appeal in May.
"""
PATIENCE = 60.0


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    folder = tmp_path / "in"
    folder.mkdir()
    return folder


def given(follower: Follower) -> list[str]:
    """The files that a look gives, and those that it could not read."""
    found = follower.look()
    follower.taken()
    letters = [letter.source_uri for letter in found.dead_letters]
    return [Path(uri).name for uri in (*(file.uri for file in found.files), *letters)]


# --- looks ---------------------------------------------------------------------------------------


def test_a_file_is_taken_when_two_looks_saw_it_alike_and_once(folder: Path) -> None:
    follower = Follower([str(folder)], str(folder / "out"))
    assert given(follower) == []
    (folder / "a.txt").write_text("one")
    assert given(follower) == []
    assert given(follower) == ["a.txt"]
    assert given(follower) == []


def test_a_file_that_grows_waits(folder: Path) -> None:
    follower = Follower([str(folder)], str(folder / "out"))
    for number in range(3):
        with (folder / "a.txt").open("a") as file:
            file.write(f"line {number}\n")
        assert given(follower) == []
    assert given(follower) == ["a.txt"]


def test_a_file_that_is_written_to_while_it_is_read_waits(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path, whole = folder / "a.txt", matching.describe_local

    def meanwhile(name: str) -> object:
        path.write_text("more" * (1 + path.stat().st_size))
        return whole(name)

    path.write_text("one")
    follower = Follower([str(folder)], str(folder / "out"))
    assert given(follower) == []
    with monkeypatch.context() as patched:
        patched.setattr(matching, "describe_local", meanwhile)
        assert given(follower) == []
    assert given(follower) == []
    assert given(follower) == ["a.txt"]


def test_what_was_given_and_not_taken_is_given_again(folder: Path) -> None:
    (folder / "a.txt").write_text("one")
    follower = Follower([str(folder)], str(folder / "out"))
    follower.look()
    assert [len(follower.look().files) for _ in range(2)] == [1, 1]
    follower.taken()
    assert follower.look().files == []


def test_a_changed_file_is_taken_again(folder: Path) -> None:
    (folder / "a.txt").write_text("one")
    follower = Follower([str(folder)], str(folder / "out"))
    assert [given(follower) for _ in range(2)] == [[], ["a.txt"]]
    (folder / "a.txt").write_text("two and more")
    assert [given(follower) for _ in range(3)] == [[], ["a.txt"], []]


def test_unfinished_hidden_and_other_files_are_not_taken(folder: Path) -> None:
    names = ("a.txt.part", "b.txt.tmp", "c.txt.crdownload", ".d.txt", "_e.txt", "f.png", "g.txt")
    for name in names:
        (folder / name).write_text("one")
    (folder / "out").mkdir()
    (folder / "out" / "h.txt").write_text("one")
    for inputs in ([str(folder)], [f"{folder}/*.part", f"{folder}/*.tmp", f"{folder}/g*"]):
        follower = Follower(inputs, str(folder / "out"))
        assert [given(follower) for _ in range(2)] == [[], ["g.txt"]]


def test_a_file_that_is_renamed_into_place_is_taken_under_its_last_name(folder: Path) -> None:
    follower = Follower([str(folder)], str(folder / "out"))
    (folder / "a.txt.part").write_text("one")
    assert [given(follower) for _ in range(2)] == [[], []]
    (folder / "a.txt.part").rename(folder / "a.txt")
    assert [given(follower) for _ in range(2)] == [[], ["a.txt"]]


def test_what_leads_nowhere_yet_is_waited_for(folder: Path) -> None:
    (folder / "link.txt").symlink_to(folder.parent / "later")
    follower = Follower([str(folder), str(folder / "none.txt")], str(folder / "out"))
    assert [given(follower) for _ in range(2)] == [[], []]
    (folder.parent / "later").write_text("one")
    assert [given(follower) for _ in range(2)] == [[], ["link.txt"]]


def test_what_cannot_be_read_is_told_once(folder: Path) -> None:
    os.mkfifo(folder / "pipe.txt")
    (folder / os.fsdecode(b"\xff.txt")).write_text("one")
    follower = Follower([str(folder)], str(folder / "out"))
    assert [sorted(given(follower)) for _ in range(3)] == [[], ["\\udcff.txt", "pipe.txt"], []]


def test_what_is_kept_between_looks_does_not_grow_with_them(folder: Path) -> None:
    follower = Follower([str(folder)], str(folder / "out"))
    for number in range(50):
        (folder / f"{number}.txt").write_text("one")
        given(follower)
        given(follower)
        (folder / f"{number}.txt").unlink()
    follower.look()
    assert follower._seen == {}


def test_objects_of_a_store_are_followed_too(object_store: type) -> None:
    follower = Follower(["objects://bucket/in"], "objects://bucket/in/out")
    object_store.objects["objects://bucket/in/a.txt"] = b"one"
    object_store.objects["objects://bucket/in/out/b.txt"] = b"one"
    assert [given(follower) for _ in range(3)] == [[], ["a.txt"], []]
    object_store.objects["objects://bucket/in/a.txt"] = b"another"
    assert [given(follower) for _ in range(3)] == [[], ["a.txt"], []]


# --- the command ---------------------------------------------------------------------------------


@pytest.fixture
def watch(folder: Path, tmp_path: Path) -> Callable[..., int]:
    """Runs a watch while steps are done in another thread; a signal ends it after the last one."""

    def run(*steps: Callable[[], None], number: int = signal.SIGINT, options: str = "") -> int:
        def do() -> None:
            try:
                for step in steps:
                    step()
            finally:
                os.kill(os.getpid(), number)

        doing = threading.Thread(target=do)
        doing.start()
        output = str(tmp_path / "out")
        command = ["watch", "--input", str(folder), "--output", output, "--interval", "0.05"]
        status = main([*command, *options.split()])
        doing.join()
        return status

    return run


def until(true: Callable[[], bool]) -> Callable[[], None]:
    """Waits for something, but not for ever."""

    def wait() -> None:
        end = time.monotonic() + PATIENCE
        while not true() and time.monotonic() < end:
            time.sleep(0.05)

    return wait


def read_in(output: Path, number: int) -> Callable[[], None]:
    """Waits until so many runs have been committed."""
    return until(lambda: len(list(output.glob("_runs/*.json"))) >= number)


def sources(output: Path, table: str = "articles") -> list[str]:
    """The file of each row of a table."""
    return sorted(
        Path(row["source_uri"]).name
        for path in output.glob(f"{table}/*.parquet")
        for row in parquet.ParquetFile(path).read().to_pylist()
    )


def test_new_and_changed_files_are_in_the_tables_while_the_watch_goes_on(
    folder: Path,
    tmp_path: Path,
    watch: Callable[..., int],
    capsys: pytest.CaptureFixture[str],
) -> None:
    output = tmp_path / "out"

    def put(name: str, text: str) -> Callable[[], None]:
        return lambda: (folder / name).write_text(text, "utf-8") and None

    steps = (
        put("a.txt", NOTE.format(name="Acme")),
        read_in(output, 1),
        put("b.txt", NOTE.format(name="Borealis")),
        read_in(output, 2),
        put("a.txt", NOTE.format(name="Cantera and Sons")),
        until(lambda: "Cantera and Sons" in str(titles(output))),
    )
    assert watch(*steps) == 130
    assert sources(output) == ["a.txt", "b.txt"]
    assert capsys.readouterr().out.count("1 file, 1 article") == 3
    assert watch(lambda: time.sleep(1), number=signal.SIGTERM) == 143
    assert sources(output) == ["a.txt", "b.txt"]
    assert not (output / "_staging").exists()


def titles(output: Path) -> list[str]:
    try:
        return [
            row["title"]
            for path in output.glob("articles/*.parquet")
            for row in parquet.ParquetFile(path).read().to_pylist()
        ]
    except FileNotFoundError:  # listed, and gone with a commit
        return []


def test_a_store_that_fails_for_a_while_and_another_run_are_waited_for(
    folder: Path,
    tmp_path: Path,
    watch: Callable[..., int],
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    output, fails, recover = tmp_path / "out", iter([True, True, True]), watch_module.recover

    def shaky(path: str) -> object:
        if next(fails, False):
            raise OSError("the store is away")
        return recover(path)

    monkeypatch.setattr(watch_module, "recover", shaky)
    (folder / "a.txt").write_text(NOTE.format(name="Acme"), "utf-8")
    with held(str(output)):
        ended = threading.Timer(1, lambda: None)
        assert watch(ended.run) == 130
    assert "another run is writing to it; trying again" in capsys.readouterr().err
    assert watch(read_in(output, 1)) == 130
    assert capsys.readouterr().err.count("the store is away; trying again") == 1
    assert sources(output) == ["a.txt"]


def test_what_cannot_be_read_keeps_one_dead_letter_however_often_a_watch_starts(
    folder: Path, tmp_path: Path, watch: Callable[..., int]
) -> None:
    os.mkfifo(folder / "pipe.txt")
    output = tmp_path / "out"
    watch(read_in(output, 1))
    before = newest(output)
    watch(until(lambda: newest(output) > before))
    assert newest(output) > before
    assert sources(output, "dead_letters") == ["pipe.txt"]


def newest(output: Path) -> str:
    return manifests(str(output))[-1].run_id


def test_a_watch_ends_where_more_fails_than_it_may(
    folder: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setattr(watch_module, "ENOUGH", 2)
    (folder / "a.txt").write_text(NOTE.format(name="Acme"), "utf-8")
    (folder / "b.txt.gz").write_bytes(b"\x1f\x8b\x08 cut off")
    command = ["watch", "--input", str(folder), "--output", str(tmp_path / "out")]
    assert main([*command, "--interval", "0.05", "--max-error-rate", "0.2"]) == 3
    assert "50.0% failed" in capsys.readouterr().err
    assert sources(tmp_path / "out") == ["a.txt"]


def test_wrong_usage_of_watch_is_told_at_once(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "file").write_text("no folder")
    command = ["watch", "--input", str(tmp_path), "--output"]
    assert main([*command, str(tmp_path / "file")]) == 2
    assert main([*command, str(tmp_path / "out"), "--interval", "0"]) == 2
    assert main([*command, str(tmp_path / "out"), "--field", "text"]) == 2
    assert capsys.readouterr().err.count("error: ") == 3


def test_the_reason_of_a_failure_is_its_last_line() -> None:
    assert reason_of(RuntimeError("Traceback\n  File x\nOSError: disk gone\n\n")) == (
        "OSError: disk gone"
    )
    assert reason_of(RuntimeError()) == "RuntimeError"

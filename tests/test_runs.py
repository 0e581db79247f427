"""Local runs in chunks: what is committed when, and what a next run does."""

import dataclasses
import json
import os
import signal
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import duckdb
import pyarrow.parquet as parquet
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.__main__ import main
from pipeline.elements import DeadLetter, Document, RawFile
from pipeline.read import read_file
from pipeline.runs import Totals
from pipeline.runs import chunks as chunks_module
from pipeline.runs import round as round_module
from pipeline.runs.chunks import Chunk, Part, chunks_of, given_up, halves_of, input_of
from pipeline.runs.display import span
from pipeline.runs.stop import Stop
from pipeline.runs.workers import Slot, WorkerDied, Workers
from pipeline.write import manifests
from schemas import Manifest

NOTE = """{name} fined 5 million euros

MADRID, May 3 (Own) - A court in Lima fined {name} 5 million euros on Monday for late filings.
{name} said its chief executive, Ana Roe, will step down in June, and that it would appeal in May.
"""


@pytest.fixture
def small_chunks(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(chunks_module, "CHUNK_FILES", 2)
    monkeypatch.setattr(chunks_module, "CHUNK_BYTES", 1_000)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Three notes and five more in one file, which is large as chunks go."""
    folder = tmp_path / "in"
    folder.mkdir()
    for name in ("Acme", "Borealis", "Cantera"):
        (folder / f"{name}.txt").write_text(NOTE.format(name=name), "utf-8")
    names = ("Duero", "Esparto", "Faro", "Gredos", "Huerta")
    lines = [json.dumps({"text": NOTE.format(name=name)}) for name in names]
    (folder / "Dump.jsonl").write_text("\n".join(lines), "utf-8")
    return folder


def run(folder: Path, output: Path, *options: str) -> int:
    return main(["run", "--input", str(folder), "--output", str(output), *options])


def articles(output: Path) -> Counter[str]:
    """How often the tables hold each article, by the file and record it comes from."""
    rows = [
        row
        for path in output.glob("articles/*.parquet")
        for row in parquet.ParquetFile(path).read().to_pylist()
    ]
    return Counter(f"{Path(row['source_uri']).stem} {row['source_record'] or ''}" for row in rows)


ALL = Counter(["Acme ", "Borealis ", "Cantera "] + [f"Dump {number}" for number in range(1, 6)])


# --- chunks --------------------------------------------------------------------------------------


def raw(path: Path) -> RawFile:
    return RawFile(str(path), path.stat().st_size, "v1")


@pytest.mark.usefixtures("small_chunks")
def test_small_files_go_whole_and_a_large_one_in_parts(folder: Path) -> None:
    cut = list(chunks_of(map(raw, sorted(folder.iterdir())), [], {}, read_file))
    told = [
        [(Path(each.uri).stem, each.status, each.records) for each in chunk.inputs] for chunk in cut
    ]
    assert told == [
        [("Acme", "read", None), ("Borealis", "read", None)],
        [("Cantera", "read", None), ("Dump", "part", 1)],
        [("Dump", "part", 3)],
        [("Dump", "part", 5)],
        [("Dump", "read", 5)],
    ]
    records = [each.source_record for chunk in cut for each in chunk.outcomes]
    assert records == ["1", "2", "3", "4", "5"]


@pytest.mark.usefixtures("small_chunks")
def test_what_is_left_after_some_chunks_is_cut_as_it_would_have_been(folder: Path) -> None:
    files = [raw(path) for path in sorted(folder.iterdir())]
    cut = list(chunks_of(files, [], {}, read_file))
    for done in range(len(cut)):
        entries = [entry for chunk in cut[:done] for entry in chunk.inputs]
        read = {entry.uri for entry in entries if entry.status == "read"}
        positions = {(entry.uri, "v1"): entry.records or 0 for entry in entries}
        left = [file for file in files if file.uri not in read]
        assert list(chunks_of(left, [], positions, read_file)) == cut[done:]


@pytest.mark.usefixtures("small_chunks")
def test_a_large_file_that_cannot_be_read_on_ends_in_a_dead_letter(tmp_path: Path) -> None:
    path = tmp_path / "bad.txt.gz"
    path.write_bytes(b"\x1f\x8b\x08" + b"cut off" * 200)
    (chunk,) = chunks_of([raw(path)], [], {}, read_file)
    (letter,) = chunk.outcomes
    assert isinstance(letter, DeadLetter)
    assert (letter.stage, letter.source_uri) == ("read", str(path))
    assert [entry.status for entry in chunk.inputs] == ["read"]


def test_what_could_not_be_listed_goes_with_the_first_chunk() -> None:
    letters = [DeadLetter("list", "a.txt", None, None, "OSError", "gone", "")]
    assert list(chunks_of([], letters, {}, read_file)) == [Chunk((), tuple(letters))]
    assert list(chunks_of([], [], {}, read_file)) == []


pieces = st.one_of(
    st.builds(RawFile, st.sampled_from("abcdef"), st.just(1), st.just("v1")),
    st.builds(
        lambda first, count, last: Part(
            RawFile("large", 9, "v1"),
            first,
            tuple(Document("large", "text", str(number)) for number in range(first, first + count)),
            last,
        ),
        st.integers(0, 9),
        st.integers(1, 5),
        st.booleans(),
    ),
)


@given(st.lists(pieces, min_size=1, max_size=6))
def test_halves_hold_what_the_whole_does_and_end_where_it_ends(parts: list[RawFile | Part]) -> None:
    letter = DeadLetter("list", "x", None, None, "OSError", "gone", "")
    whole = Chunk(tuple(parts), (letter,))
    halves = halves_of(whole)
    assert all(half.alone for half in halves)
    assert [each for half in halves for each in half.outcomes] == whole.outcomes
    assert [file for half in halves for file in half.files] == whole.files
    assert input_of(halves[-1].pieces[-1]) == input_of(whole.pieces[-1])
    single = len(parts) == 1 and (isinstance(parts[0], RawFile) or len(parts[0].outcomes) == 1)
    assert len(halves) == (1 if single else 2)


def test_what_no_process_survives_is_a_dead_letter_that_says_so() -> None:
    error = WorkerDied("killed")
    file = RawFile("a.txt", 1, "v1")
    for piece, record in (
        (file, None),
        (Part(file, 4, (Document("a.txt", "text", "r"),), last=False), "r"),
    ):
        lost = given_up(Chunk((piece,), alone=True), error)
        (letter,) = lost.outcomes
        assert isinstance(letter, DeadLetter)
        assert (letter.stage, letter.source_uri, letter.source_record) == ("run", "a.txt", record)
        assert (letter.error, letter.message) == ("WorkerDied", "killed")
    assert [each.status for each in given_up(Chunk((file,)), error).inputs] == ["read"]


# --- runs ----------------------------------------------------------------------------------------


@pytest.mark.usefixtures("small_chunks")
def test_a_run_that_fails_leaves_its_committed_chunks_and_the_next_goes_on(
    folder: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    output, commit = tmp_path / "out", round_module.commit_chunk
    left = iter([True, True, False])

    def fails(*arguments: object) -> Manifest:
        if not next(left):
            raise OSError(5, "Input/output error")
        return commit(*arguments)  # type: ignore[arg-type]

    with monkeypatch.context() as patch:
        patch.setattr(round_module, "commit_chunk", fails)
        assert run(folder, output) == 1
    assert "Input/output error" in capsys.readouterr().err
    assert articles(output) == Counter(["Acme ", "Borealis ", "Cantera ", "Dump 1"])
    assert run(folder, output) == 0
    assert articles(output) == ALL
    assert len(manifests(str(output))) == 5
    assert run(folder, output) == 0
    assert len(manifests(str(output))) == 5


@pytest.mark.usefixtures("small_chunks")
@pytest.mark.parametrize(
    ("number", "times", "committed", "status"),
    [(signal.SIGINT, 1, 1, 130), (signal.SIGINT, 2, 0, 130), (signal.SIGTERM, 1, 0, 143)],
    ids=["ctrl-c", "ctrl-c twice", "sigterm"],
)
def test_a_signal_ends_a_run_cleanly_and_the_next_goes_on(
    number: int,
    times: int,
    committed: int,
    status: int,
    folder: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    output, stage = tmp_path / "out", round_module.stage_chunk

    def signalled(*arguments: object) -> object:
        for _ in range(times):
            os.kill(os.getpid(), number)
        return stage(*arguments)  # type: ignore[arg-type]

    with monkeypatch.context() as patch:
        patch.setattr(round_module, "stage_chunk", signalled)
        assert run(folder, output) == status
    assert "the same command goes on" in capsys.readouterr().err
    assert len(manifests(str(output))) == committed
    assert not (output / "_staging").exists()
    assert signal.getsignal(signal.SIGTERM) == signal.SIG_DFL
    if times == 1:
        assert run(folder, output) == 0
        assert articles(output) == ALL


@pytest.mark.usefixtures("small_chunks")
def test_what_fails_after_a_ctrl_c_is_not_taken_for_a_stop(
    folder: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    def fails(*_: object) -> object:
        os.kill(os.getpid(), signal.SIGINT)
        raise OSError(5, "Input/output error")

    monkeypatch.setattr(round_module, "stage_chunk", fails)
    assert run(folder, tmp_path / "out") == 1
    assert "Input/output error" in capsys.readouterr().err


@pytest.mark.usefixtures("small_chunks")
def test_the_bytes_of_a_file_in_parts_add_up_to_its_size(folder: Path) -> None:
    files = [raw(path) for path in sorted(folder.iterdir())]
    totals, seen = Totals(), [0]
    empty = Manifest.model_construct(inputs=(), counts={})
    for chunk in chunks_of(files, [], {}, read_file):
        totals.add(empty, chunk)
        seen.append(totals.bytes)
    assert seen == sorted(seen)
    assert totals.bytes == sum(file.size for file in files)


def test_no_signal_cuts_a_commit_short() -> None:
    with Stop() as stop:
        with stop.held_back():
            for number in (signal.SIGTERM, signal.SIGINT):
                os.kill(os.getpid(), number)
        assert stop.signal == signal.SIGTERM


def test_rows_of_the_old_content_of_a_changed_file_give_way(
    folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    output, kept = tmp_path / "out", tmp_path / "kept"
    copy = folder / "Zcopy.txt"
    copy.write_text((folder / "Acme.txt").read_text(), "utf-8")
    assert run(folder, output) == run(folder, kept) == 0
    assert articles(output) == ALL + Counter(["Zcopy "])
    for path in (folder / "Acme.txt", folder / "Dump.jsonl"):
        path.write_text(NOTE.format(name="Isla"), "utf-8")
    assert run(folder, output) == 0
    assert "2 files have changed" in capsys.readouterr().err
    assert articles(output) == Counter(["Acme ", "Borealis ", "Cantera ", "Dump ", "Zcopy "])
    sql = "SELECT filename FROM read_parquet(?, filename = true, union_by_name = true) WHERE "
    globs = [f"{output}/{table}/*.parquet" for table in ("articles", "events/*", "rejected")]
    for glob in globs[:2]:
        old = duckdb.execute(f"{sql} source_uri LIKE '%Dump%' AND source_record > ''", [glob])
        assert old.fetchall() == []
    dangling = duckdb.execute(
        "SELECT duplicate_of FROM read_parquet(?) WHERE duplicate_of NOT IN "
        "(SELECT article_id FROM read_parquet(?))",
        [globs[0], globs[0]],
    )
    assert dangling.fetchall() == []
    listed = {file.path: file.rows for each in manifests(str(output)) for file in each.files}
    there = {
        str(path.relative_to(output)): parquet.read_metadata(path).num_rows
        for path in output.rglob("*.parquet")
    }
    assert there == listed

    assert run(folder, kept, "--append") == 0
    assert articles(kept) == ALL + Counter(["Zcopy ", "Acme ", "Dump "])


def test_a_moved_file_is_another_source_and_its_articles_repeat_the_old_ones(
    folder: Path, tmp_path: Path
) -> None:
    output = tmp_path / "out"
    assert run(folder, output) == 0
    (folder / "Acme.txt").rename(folder / "Moved.txt")
    (folder / "Dump.jsonl").unlink()
    assert run(folder, output) == 0
    assert articles(output) == ALL + Counter(["Moved "])


def test_more_processes_are_for_local_runs_and_beams_options_for_others(
    folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for options, words in (
        (["--workers", "0"], "from 1 on"),
        (["--workers", "2", "--runner", "DirectRunner2"], "DirectRunner2"),
        (["--direct_num_workers", "2"], "--direct_num_workers"),
    ):
        assert run(folder, tmp_path / "out", *options) == 2
        assert words in capsys.readouterr().err


# --- workers -------------------------------------------------------------------------------------


def test_two_workers_give_the_same_rows_as_one_process_though_one_is_killed(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(chunks_module, "CHUNK_FILES", 3)
    monkeypatch.setattr(chunks_module, "CHUNK_BYTES", 1_000)
    assert run(folder, tmp_path / "one") == 0
    give, given = Workers._hand_out, Counter[int]()

    def hand_out(self: Workers, chunks: Iterator[Chunk]) -> None:
        give(self, chunks)
        for worker in self.workers:
            if worker.ready and worker.slot and not given:
                given[worker.process.pid or 0] += 1
                worker.process.kill()

    monkeypatch.setattr(Workers, "_hand_out", hand_out)
    assert run(folder, tmp_path / "two", "--workers", "2") == 0
    assert len(given) == 1
    assert articles(tmp_path / "two") == articles(tmp_path / "one") == ALL


def test_a_chunk_that_kills_its_process_is_halved_down_to_one_dead_letter() -> None:
    class Process:
        exitcode = -9

        def join(self) -> None: ...

    @dataclasses.dataclass
    class Dead:
        slot: Slot | None
        ready: bool = True
        process: Process = dataclasses.field(default_factory=Process)

    files = tuple(RawFile(name, 1, "v1") for name in "abcd")
    workers = Workers(1, "out", None, lambda _: None)  # type: ignore[arg-type, return-value]
    workers._start = lambda: Dead(None)  # type: ignore[assignment, return-value]
    workers._slots.append(Slot(Chunk(files), None, begun=True))  # type: ignore[arg-type]
    deaths = 0
    while bad := [slot for slot in workers._slots if files[2] in slot.chunk.files]:
        workers.workers = [Dead(bad[0])]  # type: ignore[list-item]
        workers._bury(workers.workers[0])
        deaths += 1
    assert deaths == 3
    done = [piece for slot in workers._slots for piece in slot.chunk.pieces]
    assert [piece for piece in done if isinstance(piece, RawFile)] == [files[n] for n in (0, 1, 3)]
    (part,) = (piece for piece in done if isinstance(piece, Part))
    assert part.file == files[2]
    assert "killed by signal 9" in part.outcomes[0].message  # type: ignore[union-attr]


def test_times_are_told_in_the_units_that_matter() -> None:
    assert [span(seconds) for seconds in (5, 185, 4_800)] == ["5 s", "3 min 5 s", "1 h 20 min"]

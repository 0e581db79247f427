"""The output folder: staged files, the commit that makes them visible, and the manifests.

    OUT/_staging/<run>/<table>/part-*.parquet   written while the run goes on
    OUT/_staging/<run>/manifest.json            the journal: from here on the run will be completed
    OUT/<table>/part-*.parquet                  renamed into place
    OUT/_runs/<run>.json                        the manifest, last

A run that dies before its journal is complete leaves only its staging folder, which no reader's
glob sees and the next run deletes. One that dies later is completed by the next run: every step
can be done again. One run at a time writes to a folder, on a local disk or, through Beam, in an
object store, where a rename is a copy, then a deletion.
"""

import contextlib
import fcntl
import io
import re
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

import pyarrow as pa
import pyarrow.parquet as parquet
from apache_beam.io.filesystems import FileSystems
from pydantic import BaseModel

from pipeline.write.folder import (
    delete,
    delete_folder,
    files_in,
    is_local,
    make_folder,
    read,
    write,
)
from schemas import TABLES, Manifest, OutputFile, to_table

STAGING, RUNS, JOURNAL = "_staging", "_runs", "manifest.json"
PROBE, LOCK, STREAMED = ".writable", ".lock", "stream-"  # the last: ids of runs of a streaming job
ROW_GROUP = 10_000
"""Rows a row group: small enough to skip by published_at, large enough to compress."""


class StagedFile(NamedTuple):
    """A finished file in the staging folder of its run."""

    table: str
    name: str
    rows: int
    bytes: int


class Revision(NamedTuple):
    """What a commit changes of earlier runs: rows that are gone, or marked anew."""

    manifests: tuple[Manifest, ...] = ()
    """These runs as they are from then on."""
    rewritten: tuple[StagedFile, ...] = ()
    """Files of theirs, in the staging folder of the run that is committed."""
    gone: tuple[str, ...] = ()
    """Paths of the files that these stand for, relative to the output."""


NOTHING = Revision()


def stage(output: str, run_id: str, table: str, name: str, rows: Sequence[BaseModel]) -> StagedFile:
    """Write rows of one table into the staging folder, as they are ordered."""
    return stage_table(output, run_id, table, name, to_table(rows, TABLES[table]))


def stage_table(output: str, run_id: str, table: str, name: str, rows: pa.Table) -> StagedFile:
    """Write rows, as they are, into a file of one table in the staging folder."""
    buffer = io.BytesIO()
    parquet.write_table(
        rows,
        buffer,
        compression="zstd",
        row_group_size=ROW_GROUP,
        write_page_index=True,
    )
    staged = StagedFile(table, name, len(rows), buffer.tell())
    write(staged_path(output, run_id, staged), buffer.getvalue())
    return staged


def staged_path(output: str, run_id: str, staged: StagedFile) -> str:
    """Where a staged file lies."""
    return str(FileSystems.join(output, STAGING, run_id, staged.table, staged.name))


def commit(
    output: str,
    manifest: Manifest,
    *,
    replaces: Iterable[str] = (),
    revision: Revision = NOTHING,
) -> None:
    """Make a run's staged files visible and write its manifest; safe to do twice.

    Args:
        output: the output folder.
        manifest: what the run read and wrote; its files lie in the staging folder.
        replaces: ids of committed runs whose files are removed (``--overwrite``).
        revision: what changes of other runs.
    """
    journal = _Journal(
        manifest=manifest, replaces=tuple(replaces), revised=revision.manifests, gone=revision.gone
    )
    staging = FileSystems.join(output, STAGING, manifest.run_id)
    for file in journal.files:  # before the point of no return
        if not any(FileSystems.exists(FileSystems.join(f, file.path)) for f in (staging, output)):
            raise FileNotFoundError(f"{file.path}: gone from {staging}: cleared by another run?")
    write(FileSystems.join(staging, JOURNAL), journal.model_dump_json().encode())
    _complete(output, journal)


class _Journal(BaseModel):
    """All that a commit does, so that it can be done again."""

    manifest: Manifest
    replaces: tuple[str, ...]
    revised: tuple[Manifest, ...] = ()
    gone: tuple[str, ...] = ()

    @property
    def files(self) -> Iterator[OutputFile]:
        """The files that are in their tables when the commit is done."""
        for manifest in (self.manifest, *self.revised):
            yield from manifest.files


def _complete(output: str, journal: _Journal) -> None:
    run_id = journal.manifest.run_id
    staging = FileSystems.join(output, STAGING, run_id)
    for file in journal.files:
        source, target = FileSystems.join(staging, file.path), FileSystems.join(output, file.path)
        if FileSystems.exists(source):
            make_folder(target.rsplit("/", 1)[0])
            FileSystems.rename([source], [target])
        elif not FileSystems.exists(target):
            raise FileNotFoundError(f"{source}: a staged file of run {run_id} is gone")
    for replaced in journal.replaces:
        path = FileSystems.join(output, RUNS, f"{replaced}.json")
        if FileSystems.exists(path):
            delete([FileSystems.join(output, file.path) for file in _manifest(path).files])
            delete([path])
    delete([FileSystems.join(output, path) for path in journal.gone])
    for manifest in (*journal.revised, journal.manifest):
        write(
            FileSystems.join(output, RUNS, f"{manifest.run_id}.json"),
            manifest.model_dump_json(indent=2).encode(),
        )
    delete_folder(staging)
    if is_local(output):
        with contextlib.suppress(OSError):  # not empty: another run's is left for `recover`
            Path(output, STAGING).rmdir()


def check_output(output: str) -> None:
    """Raise ValueError where ``output`` is not the path of a folder that tables can lie in."""
    if not output:
        raise ValueError("output must name a folder")
    if not is_local(output) and re.search(r"[*?\[]", output):
        raise ValueError(f"{output}: Beam takes *, ? and [ in the path of a store for a pattern")


@contextlib.contextmanager
def held(output: str) -> Iterator[None]:
    """Keep other runs of this machine out of a local output folder for as long as this lasts.

    Raises:
        ValueError: another run holds it, or the path is no folder's.
        OSError: the folder cannot be written to.
    """
    check_output(output)
    if not is_local(output):
        yield
        return
    make_folder(FileSystems.join(output, RUNS))
    with Path(output, RUNS, LOCK).open("a") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            raise ValueError("another run is writing to it") from error
        yield


def open_output(output: str) -> tuple[list[str], list[str]]:
    """Make the output folder, if need be, and mend what cut-off runs have left in it.

    Returns:
        The ids of the runs completed, and of those cleared.

    Raises:
        ValueError: there is no such file system, or the path is no folder's.
        OSError: the folder cannot be written to.
    """
    check_output(output)
    make_folder(FileSystems.join(output, RUNS))
    write(FileSystems.join(output, RUNS, PROBE), b"")
    delete([FileSystems.join(output, RUNS, PROBE)])
    return recover(output)


def recover(output: str) -> tuple[list[str], list[str]]:
    """Complete runs that died while they were being committed, and clear those that died before.

    Returns:
        The ids of the runs completed, and of those cleared.
    """
    completed, cleared = [], []
    staging = FileSystems.join(output, STAGING)
    for run_id in sorted({path.split("/", 1)[0] for path in files_in(staging)}):
        if run_id.startswith(STREAMED):  # its job goes on, and will commit it
            continue
        if journal := _journal(FileSystems.join(staging, run_id, JOURNAL)):
            _complete(output, journal)
            completed.append(run_id)
        else:
            delete_folder(FileSystems.join(staging, run_id))
            cleared.append(run_id)
    if not files_in(staging):
        delete_folder(staging)
    return completed, cleared


def _journal(path: str) -> _Journal | None:
    """The journal of a run; None where there is none that is whole: the run was not committed."""
    if not FileSystems.exists(path):
        return None
    try:
        return _Journal.model_validate_json(read(path))
    except ValueError:
        return None


def manifests(output: str) -> list[Manifest]:
    """The manifests of all committed runs, oldest first.

    Raises:
        ValueError: one of them cannot be read.
    """
    found = each_manifest(output)
    return sorted(found, key=lambda manifest: (manifest.started_at, manifest.run_id))


def each_manifest(output: str) -> Iterator[Manifest]:
    """The manifests of all committed runs, by id, one held at a time.

    Raises:
        ValueError: one of them cannot be read.
    """
    runs = FileSystems.join(output, RUNS)
    for path in files_in(runs):
        if path.endswith(".json"):
            yield _manifest(FileSystems.join(runs, path))


def read_manifest(output: str, run_id: str) -> Manifest:
    """The manifest of a committed run."""
    return _manifest(FileSystems.join(output, RUNS, f"{run_id}.json"))


def _manifest(path: str) -> Manifest:
    try:
        return Manifest.model_validate_json(read(path))
    except ValueError as error:
        raise ValueError(f"{path} is no manifest of this pipeline") from error


def empty_files(
    output: str,
    run_id: str,
    staged: Iterable[StagedFile],
    replaces: Iterable[str],
    revised: Iterable[Manifest] = (),
) -> list[StagedFile]:
    """Stage a file without rows for each table that will have no other, so that every one opens."""
    have = {file.table for file in staged}
    have |= {file.table for manifest in revised for file in manifest.files}
    # this very run is there too when its commit is tried again
    passing = {run_id, *replaces, *(manifest.run_id for manifest in revised)}
    for manifest in each_manifest(output):
        have |= {file.table for file in manifest.files if manifest.run_id not in passing}
    return [
        stage(output, run_id, table, f"part-{run_id}-empty.parquet", [])
        for table in TABLES
        if table not in have
    ]


def output_file(staged: StagedFile) -> OutputFile:
    """How a manifest lists a staged file."""
    return OutputFile(
        table=staged.table,
        path=f"{staged.table}/{staged.name}",
        rows=staged.rows,
        bytes=staged.bytes,
    )

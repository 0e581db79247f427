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
import json
import re
import shutil
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any, NamedTuple

import pyarrow as pa
import pyarrow.parquet as parquet
from apache_beam.io.filesystems import FileSystems
from pydantic import BaseModel

from schemas import TABLES, Manifest, OutputFile, to_table

STAGING, RUNS, JOURNAL = "_staging", "_runs", "manifest.json"
PROBE, LOCK = ".writable", ".lock"
STORES = frozenset({"gs", "s3", "azfs"})
"""Schemes of object stores."""
ROW_GROUP = 10_000
"""Rows a row group: small enough to skip by published_at, large enough to compress."""


class StagedFile(NamedTuple):
    """A finished file in the staging folder of its run."""

    table: str
    name: str
    rows: int
    bytes: int


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
    _write(staged_path(output, run_id, staged), buffer.getvalue())
    return staged


def staged_path(output: str, run_id: str, staged: StagedFile) -> str:
    """Where a staged file lies."""
    return str(FileSystems.join(output, STAGING, run_id, staged.table, staged.name))


def commit(output: str, manifest: Manifest, *, replaces: Iterable[str] = ()) -> None:
    """Make a run's staged files visible and write its manifest; safe to do twice.

    Args:
        output: the output folder.
        manifest: what the run read and wrote; its files lie in the staging folder.
        replaces: ids of committed runs whose files are removed (``--overwrite``).
    """
    replaced = list(replaces)
    staging = FileSystems.join(output, STAGING, manifest.run_id)
    staged = set(_files_in(staging))
    for file in manifest.files:  # before the point of no return
        if file.path not in staged and not FileSystems.exists(FileSystems.join(output, file.path)):
            raise FileNotFoundError(
                f"{file.path}: gone from {staging}; has another run cleared it?"
            )
    journal = {"manifest": manifest.model_dump(mode="json"), "replaces": replaced}
    _write(FileSystems.join(staging, JOURNAL), json.dumps(journal).encode())
    _complete(output, manifest, replaced)


def _complete(output: str, manifest: Manifest, replaces: Sequence[str]) -> None:
    staging = FileSystems.join(output, STAGING, manifest.run_id)
    staged = set(_files_in(staging))
    sources, targets = [], []
    for file in manifest.files:
        source, target = FileSystems.join(staging, file.path), FileSystems.join(output, file.path)
        if file.path in staged:
            _make_folder(target.rsplit("/", 1)[0])
            sources.append(source)
            targets.append(target)
        elif not FileSystems.exists(target):
            raise FileNotFoundError(f"{source}: a staged file of run {manifest.run_id} is gone")
    FileSystems.rename(sources, targets)  # at once: a store takes a hundred in one request
    for run_id in replaces:
        path = FileSystems.join(output, RUNS, f"{run_id}.json")
        if FileSystems.exists(path):
            _delete([FileSystems.join(output, file.path) for file in _manifest(path).files])
            _delete([path])
    _write(
        FileSystems.join(output, RUNS, f"{manifest.run_id}.json"),
        manifest.model_dump_json(indent=2).encode(),
    )
    _delete_folder(staging)
    if _is_local(output):
        with contextlib.suppress(OSError):  # not empty: another run's is left for `recover`
            Path(output, STAGING).rmdir()


def check_output(output: str) -> None:
    """Raise ValueError where ``output`` is not the path of a folder that tables can lie in."""
    if not output:
        raise ValueError("output must name a folder")
    if not _is_local(output) and re.search(r"[*?\[]", output):
        raise ValueError(f"{output}: Beam takes *, ? and [ in the path of a store for a pattern")


@contextlib.contextmanager
def held(output: str) -> Iterator[None]:
    """Keep other runs of this machine out of a local output folder for as long as this lasts.

    Raises:
        ValueError: another run holds it, or the path is no folder's.
        OSError: the folder cannot be written to.
    """
    check_output(output)
    if not _is_local(output):
        yield
        return
    _make_folder(FileSystems.join(output, RUNS))
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
    _make_folder(FileSystems.join(output, RUNS))
    _write(FileSystems.join(output, RUNS, PROBE), b"")
    _delete([FileSystems.join(output, RUNS, PROBE)])
    return recover(output)


def recover(output: str) -> tuple[list[str], list[str]]:
    """Complete runs that died while they were being committed, and clear those that died before.

    Returns:
        The ids of the runs completed, and of those cleared.
    """
    completed, cleared = [], []
    staging = FileSystems.join(output, STAGING)
    for run_id in sorted({path.split("/", 1)[0] for path in _files_in(staging)}):
        journal = _journal(FileSystems.join(staging, run_id, JOURNAL))
        if journal:
            _complete(output, Manifest.model_validate(journal["manifest"]), journal["replaces"])
            completed.append(run_id)
        else:
            cleared.append(run_id)
    _delete_folder(staging)
    return completed, cleared


def _journal(path: str) -> dict[str, Any] | None:
    """The journal of a run; None where there is none that is whole: the run was not committed."""
    if not FileSystems.exists(path):
        return None
    try:
        journal: dict[str, Any] = json.loads(_read(path))
    except ValueError:
        return None
    return journal


def manifests(output: str) -> list[Manifest]:
    """The manifests of all committed runs, oldest first.

    Raises:
        ValueError: one of them cannot be read.
    """
    runs = FileSystems.join(output, RUNS)
    paths = [FileSystems.join(runs, path) for path in _files_in(runs) if path.endswith(".json")]
    found = [_manifest(path) for path in paths]
    return sorted(found, key=lambda manifest: (manifest.started_at, manifest.run_id))


def _manifest(path: str) -> Manifest:
    try:
        return Manifest.model_validate_json(_read(path))
    except ValueError as error:
        raise ValueError(f"{path} is no manifest of this pipeline") from error


def empty_files(
    output: str, run_id: str, staged: Iterable[StagedFile], replaces: Iterable[str]
) -> list[StagedFile]:
    """Stage a file without rows for each table that will have no other, so that every one opens."""
    passing = {run_id, *replaces}  # this very run is there too when its commit is tried again
    kept = [manifest for manifest in manifests(output) if manifest.run_id not in passing]
    have = {file.table for file in staged}
    have |= {file.table for manifest in kept for file in manifest.files}
    return [
        stage(output, run_id, table, f"part-{run_id}-empty.parquet", [])
        for table in TABLES
        if table not in have
    ]


def output_file(staged: StagedFile) -> OutputFile:
    """How a manifest lists a staged file; its path is relative to the output folder."""
    return OutputFile(
        table=staged.table,
        path=f"{staged.table}/{staged.name}",
        rows=staged.rows,
        bytes=staged.bytes,
    )


def _is_local(path: str) -> bool:
    return FileSystems.get_scheme(path) is None


def _files_in(folder: str) -> list[str]:
    """Paths, relative to a folder, of all files under it; none where there is no such folder."""
    if _is_local(folder):  # not by Beam's match, which takes a path for a pattern
        paths = Path(folder).rglob("*")
        return sorted(path.relative_to(folder).as_posix() for path in paths if path.is_file())
    prefix = FileSystems.join(folder, "")
    (found,) = FileSystems.match([f"{prefix}**"])
    return sorted(item.path.removeprefix(prefix) for item in found.metadata_list)


def _make_folder(path: str) -> None:
    try:
        FileSystems.mkdirs(path)
    except OSError:  # it is there already
        if not FileSystems.exists(path):
            raise


def _read(path: str) -> bytes:
    with FileSystems.open(path) as data:
        return bytes(data.read())


def _write(path: str, data: bytes) -> None:
    """Write a whole file or none of it.

    An object of a store is there when all of it is; elsewhere it is written aside, then renamed.
    """
    _make_folder(path.rsplit("/", 1)[0])
    aside = path if FileSystems.get_scheme(path) in STORES else f"{path}.part"
    with FileSystems.create(aside, mime_type="application/octet-stream") as target:
        target.write(data)
    if aside != path:
        FileSystems.rename([aside], [path])


def _delete(paths: Iterable[str]) -> None:
    """Delete files; those that are not there are gone already."""
    for path in paths:
        if _is_local(path):  # not by Beam's delete, which takes a path for a pattern
            Path(path).unlink(missing_ok=True)
        elif FileSystems.exists(path):
            FileSystems.delete([path])


def _delete_folder(folder: str) -> None:
    """Delete a folder with all that is in it; a store has no folders but only their files."""
    if not _is_local(folder):
        _delete(FileSystems.join(folder, path) for path in _files_in(folder))
    elif FileSystems.exists(folder):
        shutil.rmtree(folder)

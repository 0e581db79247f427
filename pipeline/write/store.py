"""The output folder: staged files, the commit that makes them visible, and the manifests.

    OUT/_staging/<run>/<table>/part-*.parquet   written while the run goes on
    OUT/_staging/<run>/_runs/part-*.sketches    what is kept of the articles (write/sketches.py)
    OUT/_staging/<run>/manifest.json            the journal: from here on the run will be completed
    OUT/<table>/part-*.parquet                  renamed into place, and the sketches into _runs/
    OUT/_runs/<run>.json                        the manifest, last

A run that dies before its journal is complete leaves only its staging folder, which no reader's
glob sees and the next run deletes. One that dies later is completed by the next run: every step
can be done again. One run at a time writes to a folder, on a local disk or, through Beam, in an
object store, where a rename is a copy, then a deletion.
"""

import contextlib
import io
from collections.abc import Iterable, Sequence, Set
from pathlib import Path
from typing import NamedTuple

import pyarrow as pa
import pyarrow.parquet as parquet
from apache_beam.io.filesystems import FileSystems
from pydantic import BaseModel

from pipeline.write.committed import (
    RUNS,
    SKETCHES,
    IncompatibleTables,
    check_version,
    each_manifest,
    manifest_path,
    paths_written,
    sketches_among,
    with_sketches,
)
from pipeline.write.folder import (
    check_output,
    delete,
    delete_folder,
    files_in,
    is_local,
    make_folder,
    read,
    write,
)
from schemas import TABLES, Manifest, OutputFile, to_table

STAGING, JOURNAL = "_staging", "manifest.json"
PROBE, STREAMED = ".writable", "stream-"  # the last: ids of runs of a streaming job
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
    aside: Iterable[str] = (),
) -> None:
    """Make a run's staged files visible and write its manifest; safe to do twice.

    Staged sketches go with the files of articles that they belong to, be these staged or there.

    Args:
        output: the output folder.
        manifest: what the run read and wrote; its files lie in the staging folder.
        replaces: ids of committed runs that are removed, with their files but for those that
            ``manifest`` lists too.
        revision: what changes of other runs.
        aside: paths of staged files that are of no table.
    """
    journal = _Journal(
        manifest=manifest,
        replaces=tuple(replaces),
        revised=revision.manifests,
        gone=revision.gone,
        aside=tuple(aside),
    )
    staged = _staged(output, journal)
    beside = sketches_among(staged, output, journal.paths, journal.gone)
    journal = journal.model_copy(update={"aside": (*journal.aside, *beside)})
    _renames(output, journal, staged)  # fails before the point of no return, if at all
    path = FileSystems.join(output, STAGING, manifest.run_id, JOURNAL)
    write(path, journal.model_dump_json().encode())
    _complete(output, journal)


class _Journal(BaseModel):
    """All that a commit does, so that it can be done again."""

    manifest: Manifest
    replaces: tuple[str, ...]
    revised: tuple[Manifest, ...] = ()
    gone: tuple[str, ...] = ()
    aside: tuple[str, ...] = ()

    @property
    def paths(self) -> list[str]:
        """The files that are in their places when the commit is done."""
        manifests = (self.manifest, *self.revised)
        return [*(file.path for each in manifests for file in each.files), *self.aside]


def _staged(output: str, journal: _Journal) -> Set[str]:
    """Paths of what is staged of a run."""
    return set(files_in(FileSystems.join(output, STAGING, journal.manifest.run_id)))


def _renames(output: str, journal: _Journal, staged: Set[str]) -> dict[str, str]:
    """Where each staged file lies, and where it goes; FileNotFoundError if one is in neither."""
    staging = FileSystems.join(output, STAGING, journal.manifest.run_id)
    renames = {}
    for path in journal.paths:
        target = FileSystems.join(output, path)
        if path in staged:
            renames[FileSystems.join(staging, path)] = target
        elif not path.endswith(SKETCHES) and not FileSystems.exists(target):  # those can be made
            raise FileNotFoundError(f"{path}: gone from {staging}: cleared by another run?")
    return renames


def _complete(output: str, journal: _Journal) -> None:
    renames = _renames(output, journal, _staged(output, journal))
    for target in renames.values():
        make_folder(target.rsplit("/", 1)[0])
    FileSystems.rename(list(renames), list(renames.values()))  # a store takes many in one request
    stay = set(journal.paths)
    for replaced in journal.replaces:
        path = manifest_path(output, replaced)
        if FileSystems.exists(path):
            paths = [path for path in paths_written(output, replaced) if path not in stay]
            delete(FileSystems.join(output, each) for each in with_sketches(paths))
            delete([path])
    delete(FileSystems.join(output, path) for path in with_sketches(journal.gone))
    for manifest in (*journal.revised, journal.manifest):
        write(
            manifest_path(output, manifest.run_id),
            manifest.model_dump_json(indent=2).encode(),
        )
    delete_folder(FileSystems.join(output, STAGING, journal.manifest.run_id))
    if is_local(output):
        with contextlib.suppress(OSError):  # not empty: another run's is left for `recover`
            Path(output, STAGING).rmdir()


def has_tables(output: str) -> bool:
    """Whether a folder holds runs: committed ones, or one that was cut off and can be completed."""
    committed = files_in(FileSystems.join(output, RUNS))
    cut_off = files_in(FileSystems.join(output, STAGING))
    return any(path.endswith(".json") for path in (*committed, *cut_off))


def open_output(output: str, *, overwrite: bool = False) -> tuple[list[str], list[str]]:
    """Make the output folder, if need be, and mend what cut-off runs have left in it.

    Args:
        output: the output folder.
        overwrite: whether the tables that it has will be replaced, and may be of any version.

    Returns:
        The ids of the runs completed, and of those cleared.

    Raises:
        IncompatibleTables: it has tables that this program cannot add to; nothing was changed.
        ValueError: there is no such file system, or the path is no folder's.
        OSError: the folder cannot be written to.
    """
    check_output(output)
    for _ in () if overwrite else each_manifest(output):
        pass  # each of them can be read
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
    data = read(path)
    try:
        check_version(data)
        return _Journal.model_validate_json(data)
    except IncompatibleTables as error:
        message = "a run of another version of this program was cut off in it: let that complete it"
        raise IncompatibleTables(message) from error
    except ValueError:
        return None


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
    for manifest in each_manifest(output, without=passing):
        have |= {file.table for file in manifest.files}
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

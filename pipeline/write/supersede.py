"""Rows of files that are read again: taken out of the tables, within the commit.

The files that hold them are written again without them, under new names, beside those of the run
that brings the new content; the commit puts all in place together. Copies of an article that goes
get a new original from among themselves.
"""

import hashlib
from collections.abc import Collection, Iterable, Iterator, Mapping, Set
from typing import Any, NamedTuple

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as parquet
from apache_beam.io.filesystems import FileSystems

from pipeline.duplicates import Copy
from pipeline.guard import DEAD_LETTERS
from pipeline.write import store
from pipeline.write.committed import each_manifest
from pipeline.write.repeats import MARK, TABLE, copy_of
from pipeline.write.sketches import take_over
from pipeline.write.store import Revision, StagedFile
from schemas import InputFile, Manifest, OutputFile

_MARKED = ["article_id", "source_uri", "published_at", "published_at_precision", MARK]


class Superseded(NamedTuple):
    """What a run takes the place of."""

    revision: Revision
    replaces: tuple[str, ...]
    """Ids of runs of which nothing is left."""


UNCHANGED = Superseded(store.NOTHING, ())


def supersede(
    output: str,
    run_id: str,
    inputs: Iterable[InputFile],
    staged: Iterable[StagedFile],
    again: Set[str] = frozenset(),
) -> Superseded:
    """Stage what stays of earlier runs when the rows of other contents of ``inputs`` are gone.

    Args:
        output: folder of the tables.
        run_id: the run that brings the new content; the files are staged with its own.
        inputs: what it has read.
        staged: what it has staged.
        again: uris of which all dead letters go, and, of those among ``inputs``, all rows.
    """
    fresh = {file.uri: file.fingerprint for file in inputs}
    old: dict[str, set[str]] = {}
    for manifest in each_manifest(output):
        passed = {
            file.uri
            for file in manifest.inputs
            if file.uri in fresh and (file.uri in again or fresh[file.uri] != file.fingerprint)
        }
        if passed:
            old[manifest.run_id] = passed
    if not old and not again:
        return UNCHANGED
    heirs = heirs_of(lost_articles(output, old, run_id, staged), output, old)
    manifests, rewritten, gone, replaces = [], list[StagedFile](), list[str](), []
    for manifest in each_manifest(output):
        uris = old.get(manifest.run_id, set())
        if not uris and not heirs and not again:
            continue
        revised, new, passed_files = revise(manifest, output, run_id, uris, heirs, again)
        if revised.files == manifest.files and not uris:
            continue
        rewritten += new
        gone += passed_files
        if revised.files or revised.inputs:
            manifests.append(revised)
        else:
            replaces.append(manifest.run_id)
    return Superseded(Revision(tuple(manifests), tuple(rewritten), tuple(gone)), tuple(replaces))


def revise(
    manifest: Manifest,
    output: str,
    run_id: str,
    uris: Set[str],
    heirs: Mapping[str, str],
    again: Set[str],
) -> tuple[Manifest, list[StagedFile], list[str]]:
    """A run without the rows of some sources, and without the dead letters of others.

    Returns its manifest, files staged for it, and files gone.
    """
    files, staged, gone = list[OutputFile](), list[StagedFile](), list[str]()
    counts = dict(manifest.counts)
    for file in manifest.files:
        passing = uris | again if file.table == DEAD_LETTERS else uris
        table = rows_left(output, file, passing, heirs if file.table == TABLE else {})
        if table is None:
            files.append(file)
            continue
        gone.append(file.path)
        counts[file.table] = counts.get(file.table, 0) - file.rows + len(table)
        if len(table):
            mark = hashlib.sha256(f"{file.path} {run_id}".encode()).hexdigest()[:12]
            name = f"part-{manifest.run_id}-{mark}.parquet"
            staged.append(store.stage_table(output, run_id, file.table, name, table))
            if file.table == TABLE:
                take_over([file.path], table, staged[-1], output, run_id)
            files.append(store.output_file(staged[-1]))
    changes = {
        "inputs": tuple(file for file in manifest.inputs if file.uri not in uris),
        "files": tuple(files),
        "counts": {name: count for name, count in counts.items() if count},
    }
    return manifest.model_copy(update=changes), staged, gone


def rows_left(
    output: str, file: OutputFile, uris: Set[str], heirs: Mapping[str, str]
) -> pa.Table | None:
    """What is left of a file of a table; None if that is all of it, as it is."""
    if not file.rows or not (uris or heirs):
        return None
    with FileSystems.open(FileSystems.join(output, file.path)) as data:
        table = parquet.read_table(data)
    stays = pc.invert(pc.is_in(table["source_uri"], pa.array(sorted(uris), pa.string())))
    left = table.filter(stays)
    marks = left[MARK].to_pylist() if heirs and MARK in left.column_names else []
    if len(left) == len(table) and not heirs.keys() & set(marks):
        return None
    if marks:
        ids = left["article_id"].to_pylist()
        named = [heirs.get(mark, mark) if mark else None for mark in marks]
        new = [None if mark == own else mark for mark, own in zip(named, ids, strict=True)]
        place = left.schema.get_field_index(MARK)
        left = left.set_column(place, left.schema.field(MARK), pa.array(new, pa.string()))
    return left


def lost_articles(
    output: str, old: Mapping[str, Set[str]], run_id: str, staged: Iterable[StagedFile]
) -> set[str]:
    """Ids of the articles that go and do not come again with the new content."""
    lost = {
        row["article_id"]
        for manifest, row in articles_of(output, old)
        if row["source_uri"] in old[manifest.run_id]
    }
    for file in staged if lost else ():
        if file.table == TABLE:
            with FileSystems.open(store.staged_path(output, run_id, file)) as data:
                lost -= set(parquet.read_table(data, columns=["article_id"])[0].to_pylist())
    return lost


def heirs_of(lost: Set[str], output: str, old: Mapping[str, Set[str]]) -> dict[str, str]:
    """For each lost article that others repeat, that one of them that is their original now."""
    heirs: dict[str, Copy] = {}
    for manifest, row in articles_of(output) if lost else ():
        if row.get(MARK) in lost and row["source_uri"] not in old.get(manifest.run_id, ()):
            copy = copy_of(row, fresh=False)
            heirs[row[MARK]] = min(copy, heirs.get(row[MARK], copy))
    return {original: copy.article_id for original, copy in heirs.items()}


def articles_of(
    output: str, runs: Collection[str] | None = None
) -> Iterator[tuple[Manifest, dict[str, Any]]]:
    """What says where articles come from and what they repeat, of all runs or some of them."""
    for manifest in each_manifest(output):
        for file in manifest.files if runs is None or manifest.run_id in runs else ():
            if file.table == TABLE and file.rows:
                with FileSystems.open(FileSystems.join(output, file.path)) as data:
                    rows = parquet.ParquetFile(data).read(columns=_MARKED)  # those that it has
                for row in rows.to_pylist():
                    yield manifest, row

"""Many small files of the tables into few good ones, and many manifests into one, as one commit.

The rows are the same ones. Files of like columns are read together, sorted as all files are, and
written as one; the manifest of the compaction takes over what those of the runs listed, which are
kept, one a line, in ``OUT/_runs/<id>.jsonl``.
"""

import dataclasses
import hashlib
from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC, datetime, timedelta
from typing import NamedTuple

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as parquet
from apache_beam.io.filesystems import FileSystems

from pipeline.elements import RunStamp
from pipeline.write import store
from pipeline.write.committed import ARTICLES, RUNS, manifests
from pipeline.write.folder import write
from pipeline.write.sketches import take_over
from pipeline.write.store import StagedFile
from schemas import SCHEMA_VERSION, InputFile, Manifest, OutputFile

COMPACTED = "compacted"
"""What the manifest of a compaction calls its status."""
TARGET_BYTES = 32 << 20
"""Of a file: large enough to be read well, and small enough to be sorted in memory."""
SPREAD = 8
"""How many times its size a file may unpack to before it counts for more than its size."""
AT_ONCE = 200
"""Small tables held by themselves, which takes far more memory than their rows."""
SETTLED = timedelta(days=1)
"""How old a run of a streaming job is when no one tries to commit it again."""
SORTED_BY = ("published_at", "article_id", "start")


class Compacted(NamedTuple):
    """What a compaction has done."""

    runs: int
    files_before: int
    files_after: int


@dataclasses.dataclass
class _Group:
    """Files that are to be one, with the columns that all of them have, and what they weigh."""

    schema: pa.Schema
    files: list[OutputFile] = dataclasses.field(default_factory=list)
    weight: int = 0


def compact(output: str, run: RunStamp, target: int = TARGET_BYTES) -> Compacted | None:
    """Merge the small files of all tables; whoever calls it holds the output.

    Runs that stopped within a large file, which the next goes on with, stay as they are, and so do
    fresh ones of a streaming job.

    Args:
        output: folder of the tables.
        run: stamp of the compaction; rows keep those of their runs.
        target: about how many bytes the new files have; those of more than half stay.

    Returns:
        What was done; None where there is nothing to do.

    Raises:
        OSError: the tables cannot be read or written; they stay as they were.
        ValueError: a file does not hold what its manifest says.
    """
    merged = settled(manifests(output), run.started_at)
    before = [file for manifest in merged for file in manifest.files]
    staged, files = list[StagedFile](), list[OutputFile]()
    for table in sorted({file.table for file in before}):
        for group in groups_of([file for file in before if file.table == table], output, target):
            if len(group) == 1:
                files += group
            elif any(file.rows for file in group):
                staged.append(merge(group, output, run.run_id))
            else:
                files.append(group[-1])  # one empty file is enough
    if len(merged) < 2 and len(staged) + len(files) == len(before):
        return None
    files += map(store.output_file, staged)
    history = f"{RUNS}/{run.run_id}.jsonl"
    lines = [each.model_dump_json() for each in merged if each.status != COMPACTED]
    staging = FileSystems.join(output, store.STAGING, run.run_id)
    write(FileSystems.join(staging, history), "".join(f"{line}\n" for line in lines).encode())
    manifest = merged_manifest(run, merged, files)
    replaces = [each.run_id for each in merged]
    store.commit(output, manifest, replaces=replaces, aside=[history])
    return Compacted(len(merged), len(before), len(files))


def settled(runs: Sequence[Manifest], now: datetime) -> list[Manifest]:
    """The runs that may be merged: all but those that are to be gone on with."""
    status = {(file.uri, file.fingerprint, file.status) for each in runs for file in each.inputs}
    return [
        manifest
        for manifest in runs
        if all(
            file.status == "read" or (file.uri, file.fingerprint, "read") in status
            for file in manifest.inputs
        )
        and not (
            manifest.run_id.startswith(store.STREAMED) and now - manifest.finished_at < SETTLED
        )
    ]


def groups_of(
    files: Sequence[OutputFile], output: str, target: int
) -> Iterator[Sequence[OutputFile]]:
    """The files of a table, those together that are to be one; files without rows come together."""
    full = [file for file in files if file.rows]
    if not full:
        yield files
        return
    open_groups: list[_Group] = []
    for file in full:
        schema, weight = look_into(file, output) if file.bytes <= target // 2 else (None, target)
        if schema is None or weight > target // 2:
            yield [file]
            continue
        alike = (each for each in open_groups if each.schema.equals(schema, check_metadata=True))
        group = next(alike, None)
        if group is not None and group.weight + weight > target:
            open_groups.remove(group)
            yield group.files
            group = None
        if group is None:
            group = _Group(schema)
            open_groups.append(group)
        group.files.append(file)
        group.weight += weight
    for group in open_groups:
        yield group.files


def look_into(file: OutputFile, output: str) -> tuple[pa.Schema, int]:
    """The columns of a file, and what it weighs: its size, or more where it packs very well."""
    with FileSystems.open(FileSystems.join(output, file.path)) as data:
        metadata = parquet.read_metadata(data)
    groups = (metadata.row_group(number) for number in range(metadata.num_row_groups))
    unpacked = sum(group.total_byte_size for group in groups)
    return metadata.schema.to_arrow_schema(), max(file.bytes, unpacked // SPREAD)


def merge(group: Sequence[OutputFile], output: str, run_id: str) -> StagedFile:
    """Stage the rows of some files of a table as one file, in order."""
    tables: list[pa.Table] = []
    for file in group:
        with FileSystems.open(FileSystems.join(output, file.path)) as data:
            tables.append(parquet.read_table(data, use_threads=False))
        if len(tables[-1]) != file.rows:
            raise ValueError(f"{file.path} holds {len(tables[-1])} rows, not {file.rows}")
        if len(tables) == AT_ONCE:
            tables = [pa.concat_tables(tables).combine_chunks()]
    rows = pa.concat_tables(tables)
    keys = [(name, "ascending") for name in SORTED_BY if name in rows.column_names]
    if keys:
        rows = rows.take(pc.sort_indices(rows, sort_keys=keys))
    mark = hashlib.sha256(" ".join(file.path for file in group).encode()).hexdigest()[:12]
    name = f"part-{run_id}-{mark}.parquet"
    staged = store.stage_table(output, run_id, group[0].table, name, rows)
    if staged.table == ARTICLES:
        take_over([file.path for file in group], rows, staged, output, run_id)
    return staged


def merged_manifest(
    run: RunStamp, merged: Sequence[Manifest], files: Iterable[OutputFile]
) -> Manifest:
    """The manifest that stands for those of some runs."""
    inputs: dict[tuple[str, str], InputFile] = {}
    counts: dict[str, int] = {}
    for manifest in merged:
        for file in manifest.inputs:
            if file.status == "read":
                inputs[file.uri, file.fingerprint] = file
        for name, count in manifest.counts.items():
            counts[name] = counts.get(name, 0) + count
    finished_at = datetime.now(UTC)
    return Manifest(
        run_id=run.run_id,
        status=COMPACTED,
        started_at=run.started_at,
        finished_at=finished_at,
        pipeline_version=run.pipeline_version,
        ontology_version=run.ontology_version,
        schema_version=SCHEMA_VERSION,
        model_id=", ".join(sorted({manifest.model_id for manifest in merged})),
        settings={"runs": len(merged)},
        inputs=tuple(inputs[key] for key in sorted(inputs)),
        files=tuple(sorted(files, key=lambda file: file.path)),
        counts=counts,
        seconds={"total": (finished_at - run.started_at).total_seconds()},
    )

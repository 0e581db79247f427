"""One round of a local run: what is new of the input, chunk by chunk, into the tables."""

import contextlib
import dataclasses
import functools
import hashlib
import time
from collections.abc import Callable, Generator, Iterable, Iterator, Mapping, Sequence, Set
from datetime import UTC, datetime
from types import MappingProxyType
from typing import NamedTuple

from pipeline.elements import DeadLetter, RawFile, RunStamp
from pipeline.graph import ReadEvents
from pipeline.guard import DEAD_LETTERS, REJECTED
from pipeline.read import Listing, read_file
from pipeline.runs.causes import was_interrupted
from pipeline.runs.chunks import PART, Chunk, Part, chunks_of, weight_of_record
from pipeline.runs.stage import HERE, Progress, Staged, stage_chunk
from pipeline.runs.stop import Stop
from pipeline.runs.workers import Workers
from pipeline.version import VERSION
from pipeline.write import (
    UNCHANGED,
    commit_run,
    each_manifest,
    mark_repeats,
    recover,
    supersede,
)
from schemas import ONTOLOGY_VERSION, Manifest


@dataclasses.dataclass(frozen=True)
class Job:
    """What stays the same from round to round.

    Args:
        output: folder of the tables; whoever runs the job holds it (``pipeline.write.held``).
        read: reads the files, and has the model; ``model_id`` is what that calls itself.
        settings: what the manifests say of how the job was set.
        workers: how many processes; with 1, this one does it all.
        append: whether the rows of the old content of files that have changed stay.
    """

    output: str
    read: ReadEvents
    model_id: str
    settings: Mapping[str, str | int | float | bool | None]
    workers: int = 1
    append: bool = False


class Work(NamedTuple):
    """What a round has to do."""

    files: list[RawFile]
    """New files, changed ones, and those that a run was stopped in the midst of."""
    letters: Sequence[DeadLetter]
    """Files that could not be listed."""
    positions: Mapping[tuple[str, str], int] = MappingProxyType({})
    """How many records of a file, by uri and fingerprint, the tables hold already."""
    replaces: Sequence[str] = ()
    """Ids of the runs whose tables go with the commit of the first chunk."""
    changed: Set[str] = frozenset()
    """Uris of the files that the tables hold with another content."""
    again: Set[str] = frozenset()
    """Uris whose dead letters give way, and, where the file is read, all of its rows."""


@dataclasses.dataclass
class Totals:
    """What a round has committed, and how it ended."""

    chunks: int = 0
    files: int = 0
    bytes: int = 0
    counts: dict[str, int] = dataclasses.field(default_factory=dict)
    stopped: int | None = None
    """The signal that ended the round before all was done."""
    _partly: dict[str, int] = dataclasses.field(default_factory=dict)

    @property
    def events(self) -> int:
        """Rows of all event tables."""
        return sum(rows for table, rows in self.counts.items() if table.startswith("events/"))

    @property
    def error_rate(self) -> float:
        """What failed, as a share of all that came of the input: articles, rejects, failures."""
        failed = self.counts.get(DEAD_LETTERS, 0)
        good = self.counts.get("articles", 0) + self.counts.get(REJECTED, 0)
        return failed / (failed + good) if failed else 0.0

    def add(self, manifest: Manifest, chunk: Chunk | None = None) -> None:
        """Count what a run, of a chunk if it is a local one, has brought."""
        self.chunks += 1
        whole = [file for file in manifest.inputs if file.status != PART]
        self.files += len(whole)
        for piece in chunk.pieces if chunk else ():
            self.bytes += self._new_bytes(piece)
        for name, count in manifest.counts.items():
            self.counts[name] = self.counts.get(name, 0) + count

    def _new_bytes(self, piece: RawFile | Part) -> int:
        """How many bytes of its file a piece brings; the last part brings what is left."""
        if isinstance(piece, RawFile):
            return piece.size
        file, before = piece.file, self._partly.get(piece.file.uri, 0)
        after = before + sum(map(weight_of_record, piece.outcomes))
        self._partly[file.uri] = file.size if piece.last else min(after, file.size)
        return self._partly[file.uri] - before


Watch = Callable[[Totals, Callable[[], list[Progress]]], None]


def work_left(listing: Listing, output: str, failed: Set[str] = frozenset()) -> Work:
    """What of a listing the tables do not hold yet, and what they hold but ``failed`` names."""
    listed = {(file.uri, file.fingerprint) for file in listing.files}
    uris = {file.uri for file in listing.files}
    done: set[tuple[str, str]] = set()
    changed: set[str] = set()
    positions: dict[tuple[str, str], int] = {}
    for manifest in each_manifest(output):
        for file in manifest.inputs:
            key = (file.uri, file.fingerprint)
            if key not in listed:
                changed.update({file.uri} & uris)
            elif file.status != PART:
                done.add(key)
            else:
                positions[key] = max(positions.get(key, 0), file.records or 0)
    begun = {uri for uri, fingerprint in positions.keys() - done}
    again = failed & (uris | {letter.source_uri for letter in listing.dead_letters}) - begun
    files = [
        file
        for file in listing.files
        if (file.uri, file.fingerprint) not in done or file.uri in again
    ]
    return Work(
        files=files,
        letters=listing.dead_letters,
        positions={key: position for key, position in positions.items() if key not in done},
        changed=changed & {file.uri for file in files},
        again=again,
    )


def run_round(
    job: Job,
    work: Work,
    stop: Stop,
    watch: Watch = lambda *_: None,
    see: Callable[[Manifest], None] = lambda _: None,
) -> Totals:
    """Stage and commit the chunks of a round, one after the other; returns what it came to.

    Every chunk that was committed stays, whatever comes after it, and the next round goes on there.

    Args:
        job: what to do it with.
        work: what to do.
        stop: takes the signals.
        watch: is told, once at the beginning, where the totals and the progress of the chunks at
            work can be seen at any time.
        see: is given each manifest when it has been committed.

    Raises:
        OSError: the tables cannot be written; what was committed stays.
    """
    totals, replaces = Totals(), work.replaces
    read = functools.partial(read_file, max_bytes=job.read.max_bytes, fields=job.read.fields)
    chunks = chunks_of(work.files, work.letters, work.positions, read)
    try:
        with contextlib.closing(staged_chunks(job, chunks, stop, totals, watch)) as done:
            for chunk, stamp, staged in done:
                with stop.held_back():
                    manifest = commit_chunk(job, work, chunk, stamp, staged, replaces)
                    HERE.clear()
                    totals.add(manifest, chunk)
                replaces = ()
                see(manifest)
    except BaseException as error:
        if stop.signal is None or not was_interrupted(error):
            raise
        with stop.held_back():
            recover(job.output)  # clears what was abandoned
    totals.stopped = stop.signal
    return totals


def staged_chunks(
    job: Job,
    chunks: Iterator[Chunk],
    stop: Stop,
    totals: Totals,
    watch: Watch,
) -> Generator[tuple[Chunk, RunStamp, Staged], None, None]:
    """The chunks, staged in order, here or by workers, until there is no more or a signal came."""

    def wanted() -> Iterator[Chunk]:
        while stop.signal is None and (chunk := next(chunks, None)):
            yield chunk

    def stamp_of(chunk: Chunk) -> RunStamp:
        return stamp_of_run(chunk, job.model_id)

    if job.workers == 1:
        watch(totals, lambda: [HERE])
        for chunk in wanted():
            stamp = stamp_of(chunk)
            yield chunk, stamp, stage_chunk(chunk, stamp, job.output, job.read)
        return
    with Workers(job.workers, job.output, job.read, stamp_of) as workers:
        watch(totals, workers.progress)
        yield from workers.staged(wanted())


def commit_chunk(
    job: Job,
    work: Work,
    chunk: Chunk,
    stamp: RunStamp,
    staged: Staged,
    replaces: Sequence[str],
) -> Manifest:
    """Commit a staged chunk as a run of its own; returns its manifest.

    Rows of the old content of files in it that have changed go, unless the job only appends, and
    so do those of what is tried again.
    """
    begun = time.monotonic()
    again, superseded = work.again & chunk.begun, UNCHANGED
    gives_way = again if job.append else again | work.changed
    renewed = [file for file in chunk.inputs if file.uri in gives_way]
    if renewed or again:
        superseded = supersede(job.output, stamp.run_id, renewed, staged.files, again)
    gone = (*replaces, *superseded.replaces)
    files, duplicates = mark_repeats(
        staged.files, stamp.run_id, job.output, gone, superseded.revision
    )
    return commit_run(
        stamp,
        files,
        chunk.inputs,
        job.output,
        job.settings,
        gone,
        duplicates,
        {**staged.seconds, "mark": time.monotonic() - begun},
        superseded.revision,
        staged.passes,
    )


def stamp_of_run(chunk: Chunk, model_id: str) -> RunStamp:
    """The stamp of a run that starts now. Its id sorts by time and tells the inputs apart."""
    return stamp_of((f"{each.uri} {each.fingerprint}" for each in chunk.inputs), model_id)


def stamp_of(names: Iterable[str], model_id: str) -> RunStamp:
    """The stamp of a run that starts now, on inputs of these names."""
    now = datetime.now(UTC)
    digest = hashlib.sha256("\n".join(names).encode("utf-8", "surrogateescape")).hexdigest()
    return RunStamp(
        run_id=f"{now:%Y%m%dT%H%M%S%f}Z-{digest[:8]}",
        started_at=now,
        pipeline_version=VERSION,
        ontology_version=ONTOLOGY_VERSION,
        model_id=model_id,
    )

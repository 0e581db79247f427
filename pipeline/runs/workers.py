"""Several processes that stage chunks, each with its own model, and what is done when one dies.

The parent cuts the chunks, hands them out, and gets them back in their order; it alone commits.
"""

import contextlib
import dataclasses
import functools
import multiprocessing
import os
import queue
import signal
import threading
import traceback
from collections import deque
from collections.abc import Callable, Iterator
from multiprocessing.connection import Connection, wait
from typing import Self

from pipeline.elements import RunStamp
from pipeline.graph import ReadEvents
from pipeline.inference import load_model
from pipeline.runs.causes import full_disk
from pipeline.runs.chunks import Chunk, given_up, halves_of
from pipeline.runs.stage import HERE, Progress, Staged, stage_chunk
from pipeline.telling import is_json, set_up_logging

REPORT_SECONDS = 1.0
READY = "ready"
AHEAD = 2
"""Chunks, for each worker, that are staged or at work before the oldest is committed."""

Task = tuple[Chunk, RunStamp]


class WorkerDied(RuntimeError):  # noqa: N818 - says what happened
    """A process ended in the midst of a chunk: killed, for want of memory as a rule, or crashed."""


class StagingFailed(RuntimeError):  # noqa: N818
    """A chunk could not be staged, for a reason that is not in its input."""


def work(
    pipe: Connection, output: str, read: ReadEvents, *, as_json: bool
) -> None:  # pragma: no cover - in a process of its own
    """Stage the chunks that come through the pipe, until it is closed: what a process does."""
    set_up_logging(as_json=as_json)
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C goes to all of them
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    tasks: queue.SimpleQueue[Task] = queue.SimpleQueue()
    lock = threading.Lock()

    def send(message: object) -> None:
        with lock, contextlib.suppress(OSError):  # the parent is gone: `receive` ends this process
            pipe.send(message)

    def receive() -> None:
        with contextlib.suppress(EOFError, OSError):
            while True:
                tasks.put(pipe.recv())
        os._exit(0)

    def report() -> None:
        while True:
            threading.Event().wait(REPORT_SECONDS)
            send(dataclasses.replace(HERE))

    for loop in (receive, report):
        threading.Thread(target=loop, daemon=True).start()
    load_model(read.model)
    send(READY)
    while True:
        chunk, stamp = tasks.get()
        try:
            send(stage_chunk(chunk, stamp, output, read))
        except Exception as error:
            send(full_disk(error) or traceback.format_exc())
        HERE.clear()


class Worker:
    """A process that stages chunks, and the chunk that it is at."""

    def __init__(self, output: str, read: ReadEvents) -> None:
        context = multiprocessing.get_context("spawn")  # a fork would share what threads hold
        self.pipe, theirs = context.Pipe()
        self.process = context.Process(
            target=work, args=(theirs, output, read), kwargs={"as_json": is_json()}, daemon=True
        )
        self.process.start()
        theirs.close()
        self.slot: Slot | None = None
        self.ready = False

    def give(self, slot: "Slot") -> None:
        """Have it stage a chunk. That it has died is noticed when its answer is waited for."""
        self.slot = slot
        with contextlib.suppress(OSError):
            self.pipe.send((slot.chunk, slot.stamp))

    def kill(self) -> None:
        """End the process, whatever it is at."""
        self.process.kill()
        self.process.join()
        self.pipe.close()


@dataclasses.dataclass
class Slot:
    """The place of a chunk in the order of commits."""

    chunk: Chunk
    stamp: RunStamp
    staged: Staged | None = None
    begun: bool = False
    progress: Progress = dataclasses.field(default_factory=Progress)


def ending_of(status: int | None) -> str:
    """How a process has ended, in words."""
    if status is not None and status < 0:
        return f"was killed by signal {-status} (9: for want of memory, as a rule)"
    return f"ended with status {status}"


class Workers:
    """So many processes; entered, they start, and left, they are gone.

    Args:
        count: how many.
        output, read: as for ``stage_chunk``.
        stamp_of: makes the stamp of the run that a chunk is.
    """

    def __init__(
        self,
        count: int,
        output: str,
        read: ReadEvents,
        stamp_of: Callable[[Chunk], RunStamp],
    ) -> None:
        self._start = functools.partial(Worker, output, read)
        self._count = count
        self._stamp_of = stamp_of
        self._slots: deque[Slot] = deque()
        self.workers: list[Worker] = []

    def progress(self) -> list[Progress]:
        """What the chunks have come to that are staged or at work."""
        return [slot.progress for slot in list(self._slots)]

    def __enter__(self) -> Self:
        self.workers = [self._start() for _ in range(self._count)]
        return self

    def __exit__(self, *_: object) -> None:
        for worker in self.workers:
            worker.kill()

    def staged(self, chunks: Iterator[Chunk]) -> Iterator[tuple[Chunk, RunStamp, Staged]]:
        """The chunks with what was staged of them, in order.

        A chunk whose process dies is tried again, in halves and alone, down to the file or record
        that no process survives: that becomes a dead letter.

        Raises:
            StagingFailed: a chunk cannot be staged at all, as when the disk is full.
        """
        while True:
            self._hand_out(chunks)
            if not self._slots:
                return
            if (staged := self._slots[0].staged) is not None:
                slot = self._slots.popleft()
                yield slot.chunk, slot.stamp, staged
            else:
                self._wait()

    def _hand_out(self, chunks: Iterator[Chunk]) -> None:
        for worker in self.workers:
            if worker.slot is None and (slot := self._next(chunks)):
                slot.begun = True
                worker.give(slot)

    def _next(self, chunks: Iterator[Chunk]) -> Slot | None:
        """The next chunk to begin, if one may begin now."""
        at_work = [slot for slot in self._slots if slot.begun and slot.staged is None]
        if any(slot.chunk.alone for slot in at_work):
            return None
        for slot in self._slots:
            if not slot.begun:  # one to try again; it waits for the others to end
                return None if at_work else slot
        if len(self._slots) >= AHEAD * self._count:
            return None
        chunk = next(chunks, None)
        if chunk is None:
            return None
        self._slots.append(Slot(chunk, self._stamp_of(chunk)))
        return self._slots[-1]

    def _wait(self) -> None:
        """Take what the workers that are at a chunk have to say."""
        busy = [worker for worker in self.workers if worker.slot]
        spoken = wait([worker.pipe for worker in busy])
        for worker in busy:
            if worker.pipe not in spoken or not worker.slot:
                continue
            try:
                message = worker.pipe.recv()
            except (EOFError, OSError):
                self._bury(worker)
                continue
            if message == READY:
                worker.ready = True
            elif isinstance(message, Progress):
                worker.slot.progress = message
            elif isinstance(message, Staged):
                worker.slot.staged, worker.slot = message, None
            elif isinstance(message, OSError):
                raise message
            else:
                raise StagingFailed(message)

    def _bury(self, worker: Worker) -> None:
        """A worker has died: put another in its place, and see to its chunk."""
        worker.process.join()
        error = WorkerDied(f"the process that worked on it {ending_of(worker.process.exitcode)}")
        slot = worker.slot
        if slot is None or not worker.ready:
            raise StagingFailed(f"a worker {ending_of(worker.process.exitcode)} as it started")
        self.workers[self.workers.index(worker)] = self._start()
        halves = halves_of(slot.chunk)
        if len(halves) == 1 and slot.chunk.alone:
            halves = [given_up(slot.chunk, error)]
        place = self._slots.index(slot)
        del self._slots[place]
        for half in reversed(halves):
            self._slots.insert(place, Slot(half, self._stamp_of(half)))

"""The lock of an output folder: one run at a time writes to it."""

import contextlib
import fcntl
from collections.abc import Iterator
from pathlib import Path

from apache_beam.io.filesystems import FileSystems

from pipeline.write.committed import RUNS
from pipeline.write.folder import check_output, is_local, make_folder

LOCK = ".lock"


class Busy(ValueError):  # noqa: N818 - says what is so
    """Another run writes to the output folder."""


@contextlib.contextmanager
def held(output: str) -> Iterator[None]:
    """Keep other runs of this machine out of a local output folder for as long as this lasts.

    Raises:
        Busy: another run holds it.
        ValueError: the path is no folder's.
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
            raise Busy("another run is writing to it") from error
        yield

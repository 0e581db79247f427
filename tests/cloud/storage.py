"""Cloud Storage, emulated in memory: the package gcp-storage-emulator, watched and breakable."""

import contextlib
import functools
import http
import logging
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, NamedTuple

from gcp_storage_emulator.handlers.buckets import create_bucket
from gcp_storage_emulator.server import RequestHandler
from gcp_storage_emulator.storage import Storage

from tests.cloud.server import served


class Change(NamedTuple):
    """One change of an object, as Cloud Storage notifies of it.

    ``event`` is OBJECT_FINALIZE or OBJECT_DELETE, ``resource`` the object in the JSON interface.
    """

    event: str
    bucket: str
    name: str
    resource: dict[str, Any]


class GoneDarkError(Exception):
    """Raised in place of a change that must not be made any more."""


class EmulatedStorage(Storage):
    """The objects, by bucket and name, and what happens to them.

    Attributes:
        address: what to set STORAGE_EMULATOR_HOST to.
        changes: all that was made, in order.
        listeners: called after each change, in the thread that serves: they must not ask the
            store over HTTP.
        changes_left: after so many more changes every request is refused, reads too: the client's
            machine has died at that moment. None: never.
    """

    def __init__(self) -> None:
        super().__init__(use_memory_fs=True)
        self.address = ""
        self.changes: list[Change] = []
        self.listeners: list[Callable[[Change], None]] = []
        self.changes_left: int | None = None
        self.lock = threading.Lock()

    def clear(self) -> None:
        """Be as new: no buckets, nobody told, nothing refused."""
        self.wipe()
        self.changes.clear()
        self.listeners.clear()
        self.changes_left = None

    def add_bucket(self, name: str) -> str:
        """Make a bucket; returns its uri."""
        create_bucket(name, self)
        return f"gs://{name}"

    def put(self, uri: str, content: bytes) -> None:
        """Write an object from this process, as a client would: over HTTP."""
        from google.cloud.storage import Client

        bucket, _, name = uri.removeprefix("gs://").partition("/")
        with contextlib.closing(Client.create_anonymous_client()) as client:
            client.bucket(bucket).blob(name).upload_from_string(content)

    def put_folder(self, folder: Path, uri: str) -> None:
        """Write the files of a folder, those in folders in it excepted."""
        for path in sorted(folder.iterdir()):
            if path.is_file():
                self.put(f"{uri}/{path.name}", path.read_bytes())

    def names(self, uri: str) -> list[str]:
        """The names, relative to a folder, of all objects in it."""
        bucket, _, folder = uri.removeprefix("gs://").partition("/")
        prefix = f"{folder.rstrip('/')}/" if folder else ""
        found = self.objects.get(bucket, {})
        return sorted(name.removeprefix(prefix) for name in found if name.startswith(prefix))

    def content(self, uri: str) -> bytes:
        """What an object holds."""
        bucket, _, name = uri.removeprefix("gs://").partition("/")
        return bytes(self.get_file(bucket, name))

    def download(self, uri: str, folder: Path) -> Path:
        """Write all objects of a folder to the local disk; returns where."""
        for name in self.names(uri):
            path = folder / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(self.content(f"{uri.rstrip('/')}/{name}"))
        return folder

    def create_file(
        self,
        bucket_name: str,
        file_name: str,
        content: bytes,
        file_obj: dict[str, Any],
        file_id: str | None = None,
    ) -> None:
        """The emulator's: an object is finished, whether uploaded or copied."""
        self._spend()
        super().create_file(bucket_name, file_name, content, file_obj, file_id)
        self._tell(Change("OBJECT_FINALIZE", bucket_name, file_name, file_obj))

    def delete_file(self, bucket_name: str, file_name: str) -> None:
        """The emulator's: an object is deleted."""
        resource = self.get_file_obj(bucket_name, file_name)
        self._spend()
        super().delete_file(bucket_name, file_name)
        self._tell(Change("OBJECT_DELETE", bucket_name, file_name, resource))

    def _spend(self) -> None:
        if self.changes_left is not None:
            if self.changes_left == 0:
                raise GoneDarkError
            self.changes_left -= 1

    def _tell(self, change: Change) -> None:
        self.changes.append(change)
        for listener in self.listeners:
            listener(change)


class _Handler(RequestHandler):  # type: ignore[misc]
    """The emulator's handler, which refuses everything when the store has gone dark.

    It refuses with 403, the status that no client takes for one to try again. The emulator is not
    made for threads: requests are answered one at a time.
    """

    timeout = 30  # s, for a connection on which nothing comes

    def do_GET(self) -> None:  # noqa: N802
        self._answer(super().do_GET)

    def do_POST(self) -> None:  # noqa: N802
        self._answer(super().do_POST)

    def do_PUT(self) -> None:  # noqa: N802
        self._answer(super().do_PUT)

    def do_PATCH(self) -> None:  # noqa: N802
        self._answer(super().do_PATCH)

    def do_DELETE(self) -> None:  # noqa: N802
        self._answer(super().do_DELETE)

    def _answer(self, answer: Callable[[], None]) -> None:
        with self.storage.lock:
            try:
                if self.storage.changes_left == 0:
                    self.rfile.read(int(self.headers.get("Content-Length") or 0))
                    raise GoneDarkError
                answer()
            except GoneDarkError:
                self.send_error(http.HTTPStatus.FORBIDDEN)


@contextlib.contextmanager
def emulated_storage() -> Iterator[EmulatedStorage]:
    """Serve an empty store."""
    logging.getLogger("gcp_storage_emulator").setLevel(logging.CRITICAL)
    store = EmulatedStorage()
    with served(functools.partial(_Handler, store)) as store.address:
        yield store

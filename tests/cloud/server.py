"""A server on a free local port, in a thread of this process, for as long as a ``with`` lasts."""

import contextlib
import json
import threading
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any


@contextlib.contextmanager
def served(handler: Callable[..., BaseHTTPRequestHandler]) -> Iterator[str]:
    """Serve, a thread for each connection: clients leave some open and silent. Yields the address.

    Beam's check of ``--dataflow_endpoint`` refuses 127.0.0.1, so the name is used throughout.
    """
    with ThreadingHTTPServer(("localhost", 0), handler) as server:
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05})
        thread.start()
        try:
            yield f"http://localhost:{server.server_port}"
        finally:
            server.shutdown()
            thread.join()


class JsonHandler(BaseHTTPRequestHandler):
    """Answers every request by ``answer``, a function of method, path and body, with JSON."""

    def answer(self, method: str, path: str, body: bytes) -> Any:
        """What to answer: something that JSON can hold."""
        raise NotImplementedError

    def do_GET(self) -> None:
        self._respond()

    def do_POST(self) -> None:
        self._respond()

    def do_PUT(self) -> None:
        self._respond()

    def log_message(self, *_: object) -> None:
        """Nothing: the tests look at what arrived."""

    def _respond(self) -> None:
        body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
        found = json.dumps(self.answer(self.command, self.path, body)).encode()
        self.send_response(200)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(found)))
        self.end_headers()
        self.wfile.write(found)

"""The endpoint of Dataflow that takes jobs: keeps what is posted and says that it is done."""

import contextlib
import json
from collections.abc import Iterator
from typing import Any

from tests.cloud.server import JsonHandler, served


class PostedJobs:
    """The jobs that were posted, in order, as Dataflow's REST interface has them.

    Attributes:
        address: what to give as ``--dataflow_endpoint``.
        jobs: the bodies of the posts.
        requests: method and path of every request.
        state: what is said of every job that is asked for; Beam stops waiting at a final one.
    """

    def __init__(self) -> None:
        self.address = ""
        self.jobs: list[dict[str, Any]] = []
        self.requests: list[tuple[str, str]] = []
        self.state = "JOB_STATE_DONE"

    def clear(self) -> None:
        """Forget what was posted."""
        self.jobs.clear()
        self.requests.clear()

    def answer(self, method: str, path: str, body: bytes) -> dict[str, Any]:
        """What Dataflow answers: a job, or that there are no messages or metrics of one."""
        self.requests.append((method, path))
        path = path.split("?")[0]
        if method == "POST" and path.endswith("/jobs"):
            self.jobs.append(json.loads(body))
            return {**self.jobs[-1], "id": f"job-{len(self.jobs)}", "environment": {}}
        if path.endswith(("/messages", "/metrics")):
            return {}
        number = int(path.rsplit("-", 1)[1])
        name = self.jobs[number - 1]["name"]
        return {"id": f"job-{number}", "name": name, "currentState": self.state}


@contextlib.contextmanager
def job_endpoint() -> Iterator[PostedJobs]:
    """Serve an endpoint that takes jobs."""
    posted = PostedJobs()

    class Handler(JsonHandler):
        def answer(self, method: str, path: str, body: bytes) -> object:
            return posted.answer(method, path, body)

    with served(Handler) as posted.address:
        yield posted

"""The endpoint of Dataflow that takes jobs: keeps what is posted, and may have it carried out."""

import contextlib
import json
import threading
from collections.abc import Callable, Iterator
from typing import Any
from urllib.parse import parse_qs

from tests.cloud.server import JsonHandler, served

RUNNING, DONE, FAILED = "JOB_STATE_RUNNING", "JOB_STATE_DONE", "JOB_STATE_FAILED"

Job = dict[str, Any]
"""A job, as Dataflow's REST interface has it."""


class PostedJobs:
    """The jobs that were posted.

    Attributes:
        address: what to give as ``--dataflow_endpoint``.
        jobs: the bodies of the posts, in order.
        states: what is said of each of them.
        work: carries out a job, in a thread of its own; an exception makes it a failed one. Where
            nothing is set a job stays as it was when it was posted: running.
        requests: method and path of every request.
    """

    def __init__(self) -> None:
        self.address = ""
        self.jobs: list[Job] = []
        self.states: list[str] = []
        self.work: Callable[[Job], None] | None = None
        self.requests: list[tuple[str, str]] = []

    def clear(self) -> None:
        """Forget what was posted, and do no work."""
        self.jobs.clear()
        self.states.clear()
        self.requests.clear()
        self.work = None

    def answer(self, method: str, path: str, body: bytes) -> Job:
        """What Dataflow answers: a job, the active jobs of a name, or no messages or metrics."""
        self.requests.append((method, path))
        path, _, query = path.partition("?")
        if method == "POST" and path.endswith("/jobs"):
            return self._take(json.loads(body))
        if path.endswith(("/messages", "/metrics")):
            return {}
        if path.endswith("/jobs"):
            (name,) = parse_qs(query)["name"]
            jobs = [self._summary(number) for number in range(len(self.jobs))]
            return {
                "jobs": [
                    job for job in jobs if job["name"] == name and job["currentState"] == RUNNING
                ]
            }
        return self._summary(int(path.rsplit("-", 1)[1]))

    def _take(self, job: Job) -> Job:
        number = len(self.jobs)
        self.jobs.append(job)
        self.states.append(RUNNING)
        if self.work:
            threading.Thread(target=self._carry_out, args=(number, self.work)).start()
        return self._summary(number)

    def _carry_out(self, number: int, work: Callable[[Job], None]) -> None:
        try:
            work(self.jobs[number])
        except Exception:
            self.states[number] = FAILED
        else:
            self.states[number] = DONE

    def _summary(self, number: int) -> Job:
        name, state = self.jobs[number]["name"], self.states[number]
        return {"id": f"job-{number}", "name": name, "currentState": state}


@contextlib.contextmanager
def job_endpoint() -> Iterator[PostedJobs]:
    """Serve an endpoint that takes jobs."""
    posted = PostedJobs()

    class Handler(JsonHandler):
        def answer(self, method: str, path: str, body: bytes) -> object:
            return posted.answer(method, path, body)

    with served(Handler) as posted.address:
        yield posted

"""All that is emulated, together, and the environment in which Google's clients find it."""

import contextlib
import dataclasses
from collections.abc import Iterator
from pathlib import Path

from tests.cloud.credentials import service_account
from tests.cloud.jobs import PostedJobs, job_endpoint
from tests.cloud.storage import EmulatedStorage, emulated_storage

PROJECT = "local-project"


@dataclasses.dataclass
class Cloud:
    """The emulated services; ``environment`` are the variables that lead clients to them."""

    storage: EmulatedStorage
    dataflow: PostedJobs
    environment: dict[str, str]

    def clear(self) -> None:
        """Forget all that was done."""
        self.storage.clear()
        self.dataflow.clear()


@contextlib.contextmanager
def local_cloud(folder: Path) -> Iterator[Cloud]:
    """Serve everything, empty; ``folder`` is for the key of the service account."""
    with (
        emulated_storage() as storage,
        job_endpoint() as dataflow,
        service_account(folder, PROJECT) as key,
    ):
        environment = {
            "STORAGE_EMULATOR_HOST": storage.address,
            "GOOGLE_APPLICATION_CREDENTIALS": str(key),
            "GOOGLE_CLOUD_PROJECT": PROJECT,
        }
        yield Cloud(storage, dataflow, environment)

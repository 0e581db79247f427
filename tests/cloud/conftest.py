"""The emulated cloud, one for all tests of this folder: Beam keeps its credentials for good."""

from collections.abc import Iterator
from pathlib import Path

import pytest

pytest.importorskip("google.cloud.storage", reason="the extra `gcp` is not installed")

from pipeline.__main__ import main
from tests.cloud.services import Cloud, local_cloud

SEEDS = Path(__file__).parents[2] / "seeds"


@pytest.fixture(scope="session")
def whole_cloud(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Cloud]:
    """The emulated services, as whatever was done to them left them."""
    with local_cloud(tmp_path_factory.mktemp("cloud")) as cloud:
        yield cloud


@pytest.fixture
def cloud(whole_cloud: Cloud, monkeypatch: pytest.MonkeyPatch) -> Iterator[Cloud]:
    """The emulated services as they are when nobody has used them, and the environment set."""
    for name, value in whole_cloud.environment.items():
        monkeypatch.setenv(name, value)
    yield whole_cloud
    whole_cloud.clear()


@pytest.fixture(scope="session")
def stored(whole_cloud: Cloud, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder that a run of this process over gs://news/in, the seeds, makes; copied to disk."""
    with pytest.MonkeyPatch.context() as patch:
        for name, value in whole_cloud.environment.items():
            patch.setenv(name, value)
        bucket = whole_cloud.storage.add_bucket("news")
        whole_cloud.storage.put_folder(SEEDS, f"{bucket}/in")
        arguments = ["run", "--input", f"{bucket}/in", "--output", f"{bucket}/out"]
        assert main(arguments) == 0
        written = whole_cloud.storage.names(bucket)
        assert main(arguments) == 0  # nothing is new
        assert whole_cloud.storage.names(bucket) == written
        folder = whole_cloud.storage.download(f"{bucket}/out", tmp_path_factory.mktemp("stored"))
    whole_cloud.clear()
    return folder

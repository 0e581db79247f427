"""The emulated cloud, one for all tests of this folder: Beam keeps its credentials for good."""

from collections.abc import Iterator

import pytest

pytest.importorskip("google.cloud.storage", reason="the extra `gcp` is not installed")

from tests.cloud.services import Cloud, local_cloud


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

"""Notifications of objects: replays, overwritten and vanished objects, a commit tried again."""

from pathlib import Path

import pytest
from google.api_core.exceptions import ServiceUnavailable

from pipeline.stream import write
from pipeline.write import manifests
from schemas import Manifest
from tests.cloud.services import Cloud
from tests.cloud.tables import tables_in
from tests.streams import Clock, QuickModel, at, notification, run_stream, tables, text_of

IN, OUTPUT = "gs://news/in", "gs://news/tables"


@pytest.fixture(autouse=True)
def quick_model(monkeypatch: pytest.MonkeyPatch) -> None:
    model = QuickModel()
    monkeypatch.setattr("pipeline.inference.handler.load_model", lambda _: model)


@pytest.fixture(autouse=True)
def bucket(cloud: Cloud) -> Cloud:
    cloud.storage.add_bucket("news")
    return cloud


def texts(cloud: Cloud, folder: Path) -> list[str]:
    """The first word but three of each article in the tables: the name that it was made with."""
    found = tables_in(cloud.storage.download(OUTPUT, folder))
    return sorted(row["text"].split()[3] for row in found.get("articles", []))


def test_a_notification_that_comes_again_is_taken_once(cloud: Cloud, tmp_path: Path) -> None:
    cloud.storage.put(f"{IN}/a.txt", text_of("Lima").encode())
    cloud.storage.put(f"{IN}/b.txt", text_of("Oslo").encode())
    stream = (
        Clock()
        .until(0)
        .add_elements(at(1, notification("in/a.txt"), notification("in/a.txt")))
        .add_elements(at(2, notification("in/b.txt"), notification("in/a.txt")))
        .until(65)
        .add_elements(at(1, notification("in/a.txt")))
        .advance_watermark_to_infinity()
    )
    run_stream(stream, tables(OUTPUT))
    assert texts(cloud, tmp_path) == ["Lima", "Oslo"]
    (manifest,) = manifests(OUTPUT)
    assert [file.uri for file in manifest.inputs] == [f"{IN}/a.txt", f"{IN}/b.txt"]


def test_an_object_is_read_again_when_its_content_is_new_and_only_then(
    cloud: Cloud, tmp_path: Path
) -> None:
    """By the time of the second notification the object is in its third generation."""
    cloud.storage.put(f"{IN}/a.txt", text_of("Lima").encode())
    versions = iter(["Oslo", "Bern"])

    def overwrite_twice(folder: str, manifest: Manifest) -> None:
        commit(folder, manifest)
        for name in versions:
            cloud.storage.put(f"{IN}/a.txt", text_of(name).encode())

    commit = write.commit
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(write, "commit", overwrite_twice)
        stream = (
            Clock()
            .until(0)
            .add_elements(at(1, notification("in/a.txt", 1)))
            .until(65)
            .add_elements(at(70, notification("in/a.txt", 2)))
            .add_elements(at(71, notification("in/a.txt", 3)))
            .add_elements(at(72, notification("in/a.txt", 2)))
            .advance_watermark_to_infinity()
        )
        run_stream(stream, tables(OUTPUT))
    assert texts(cloud, tmp_path) == ["Bern", "Lima"]


def test_an_object_that_is_gone_is_a_dead_letter_and_is_tried_when_told_of_again(
    cloud: Cloud, tmp_path: Path
) -> None:
    def put_it_back(folder: str, manifest: Manifest) -> None:
        commit(folder, manifest)
        cloud.storage.put(f"{IN}/gone.txt", text_of("Lima").encode())

    commit = write.commit
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(write, "commit", put_it_back)
        stream = (
            Clock()
            .until(0)
            .add_elements(at(1, notification("in/gone.txt")))
            .until(65)
            .add_elements(at(70, notification("in/gone.txt")))
            .advance_watermark_to_infinity()
        )
        run_stream(stream, tables(OUTPUT))
    assert texts(cloud, tmp_path) == ["Lima"]
    (letter,) = tables_in(tmp_path)["dead_letters"]
    assert (letter["stage"], letter["source_uri"]) == ("read", f"{IN}/gone.txt")


@pytest.mark.parametrize("changes", [0, 3, 7, 12])
def test_a_commit_that_the_store_breaks_off_is_completed(
    cloud: Cloud, tmp_path: Path, changes: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    tries = []

    def break_off(folder: str, manifest: Manifest) -> None:
        tries.append(manifest.run_id)
        cloud.storage.changes_left = changes if len(tries) == 1 else None
        try:
            commit(folder, manifest)
        except Exception as error:
            raise ServiceUnavailable("broken off") from error
        finally:
            cloud.storage.changes_left = None

    commit = write.commit
    monkeypatch.setattr(write, "commit", break_off)
    cloud.storage.put(f"{IN}/a.txt", text_of("Lima").encode())
    stream = (
        Clock()
        .until(0)
        .add_elements(at(1, notification("in/a.txt")))
        .advance_watermark_to_infinity()
    )
    run_stream(stream, tables(OUTPUT))
    assert texts(cloud, tmp_path) == ["Lima"]
    assert len(set(tries)) == 1
    (manifest,) = manifests(OUTPUT)
    expected = [f"_runs/{manifest.run_id}.json", *(file.path for file in manifest.files)]
    assert cloud.storage.names(OUTPUT) == sorted(expected)

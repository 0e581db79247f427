"""The emulated cloud itself: that it is what Beam's clients take it for."""

import pytest
from apache_beam.io.filesystems import FileSystems

from tests.cloud.services import Cloud


def test_beam_writes_lists_renames_reads_and_deletes_objects(cloud: Cloud) -> None:
    bucket = cloud.storage.add_bucket("b")
    with FileSystems.create(f"{bucket}/in/año 1.txt") as target:
        target.write(b"words" * 1000)
    FileSystems.rename([f"{bucket}/in/año 1.txt"], [f"{bucket}/out/two.txt"])
    assert cloud.storage.names(bucket) == ["out/two.txt"]
    (found,) = FileSystems.match([f"{bucket}/**"])[0].metadata_list
    assert (found.path, found.size_in_bytes) == (f"{bucket}/out/two.txt", 5000)
    assert found.last_updated_in_seconds
    with FileSystems.open(found.path) as data:
        data.seek(4998)
        assert data.read() == b"ds"
    FileSystems.delete([found.path])
    assert not FileSystems.exists(found.path)
    assert [(change.event, change.name) for change in cloud.storage.changes] == [
        ("OBJECT_FINALIZE", "in/año 1.txt"),
        ("OBJECT_FINALIZE", "out/two.txt"),
        ("OBJECT_DELETE", "in/año 1.txt"),
        ("OBJECT_DELETE", "out/two.txt"),
    ]


@pytest.mark.parametrize("changes", [0, 1])
def test_a_dark_store_refuses_all_that_comes_after(cloud: Cloud, changes: int) -> None:
    bucket = cloud.storage.add_bucket("b")
    cloud.storage.put(f"{bucket}/one", b"1")
    cloud.storage.changes_left = changes
    with pytest.raises(Exception, match="403"):
        FileSystems.rename([f"{bucket}/one"], [f"{bucket}/two"])
    with pytest.raises(Exception, match="403"):
        FileSystems.exists(f"{bucket}/one")
    assert cloud.storage.names(bucket) == ["one", "two"][: 1 + changes]

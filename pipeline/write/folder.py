"""Files and folders, on a local disk or in an object store, where Beam alone does not do."""

import shutil
from collections.abc import Iterable
from pathlib import Path

from apache_beam.io.filesystems import FileSystems


def is_local(path: str) -> bool:
    """Whether a path lies on this machine."""
    return FileSystems.get_scheme(path) is None


def files_in(folder: str) -> list[str]:
    """Paths, relative to a folder, of all files under it; none where there is no such folder."""
    if is_local(folder):  # not by Beam's match, which takes a path for a pattern
        paths = Path(folder).rglob("*")
        return sorted(path.relative_to(folder).as_posix() for path in paths if path.is_file())
    prefix = FileSystems.join(folder, "")
    (found,) = FileSystems.match([f"{prefix}**"])
    return sorted(item.path.removeprefix(prefix) for item in found.metadata_list)


def make_folder(path: str) -> None:
    """Make a folder, if it is not there."""
    try:
        FileSystems.mkdirs(path)
    except OSError:  # it is there already
        if not FileSystems.exists(path):
            raise


def read(path: str) -> bytes:
    """The bytes of a file."""
    with FileSystems.open(path) as data:
        return bytes(data.read())


def write(path: str, data: bytes) -> None:
    """Write a whole file or none of it: aside first, then renamed."""
    make_folder(path.rsplit("/", 1)[0])
    aside = f"{path}.part"
    with FileSystems.create(aside, mime_type="application/octet-stream") as target:
        target.write(data)
    FileSystems.rename([aside], [path])


def delete(paths: Iterable[str]) -> None:
    """Delete files; those that are not there are gone already."""
    for path in paths:
        if is_local(path):  # not by Beam's delete, which takes a path for a pattern
            Path(path).unlink(missing_ok=True)
        elif FileSystems.exists(path):
            FileSystems.delete([path])


def delete_folder(folder: str) -> None:
    """Delete a folder with all that is in it; a store has no folders but only their files."""
    if not is_local(folder):
        delete(FileSystems.join(folder, path) for path in files_in(folder))
    elif FileSystems.exists(folder):
        shutil.rmtree(folder)

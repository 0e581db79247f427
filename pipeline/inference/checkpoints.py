"""A checkpoint, wherever it lies, as a folder on this machine.

From a file system that Beam knows, and from Hugging Face, weights in safetensors, the tokenizer and
settings are copied; code and pickles are not.
"""

import contextlib
import re
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path, PurePosixPath

from apache_beam.io.filesystem import CompressionTypes
from apache_beam.io.filesystems import FileSystems

from pipeline.inference.package import ModelError

TAKEN = (".json", ".safetensors")
TAKEN_OF_MODEL = (".json", ".onnx")
HUB_NAME = re.compile(r"\w[\w.-]*(/\w[\w.-]*)?", re.ASCII)
"""``owner/name`` at Hugging Face, or the name alone."""


def name_of(source: str) -> str:
    """The last part of a folder or of a name at Hugging Face: what rows call the checkpoint."""
    path = Path(source)
    return path.resolve().name if path.is_dir() else source.rstrip("/").rpartition("/")[2]


@contextlib.contextmanager
def local_copy(source: str) -> Iterator[Path]:
    """The folder of a checkpoint; what was copied from afar is deleted again at the end.

    Raises:
        ModelError: there is no such checkpoint, or it cannot be read.
    """
    if Path(source).is_dir():
        yield Path(source)
    elif "://" in source:
        with tempfile.TemporaryDirectory() as folder:
            copy(source.rstrip("/"), Path(folder), TAKEN)
            yield Path(folder)
    elif HUB_NAME.fullmatch(source):
        yield downloaded(source)
    else:
        raise ModelError(f"{source}: no such folder")


@contextlib.contextmanager
def model_folder(source: str) -> Iterator[Path]:
    """The folder of a model; one on another file system is copied, and deleted at the end.

    Raises:
        ModelError: it cannot be copied.
    """
    if "://" not in source:
        yield Path(source)
        return
    with tempfile.TemporaryDirectory() as folder:
        copy(source.rstrip("/"), Path(folder), TAKEN_OF_MODEL)
        yield Path(folder)


def copy(source: str, folder: Path, taken: tuple[str, ...]) -> None:
    """Copy the files of a folder on one of Beam's file systems, those in folders in it excepted."""
    try:
        found = FileSystems.match([f"{source}/*"])[0].metadata_list
        paths = [file.path for file in found if file.path.endswith(taken)]
        for path in paths:
            if path.removeprefix(f"{source}/") == PurePosixPath(path).name:
                with (
                    FileSystems.open(path, compression_type=CompressionTypes.UNCOMPRESSED) as data,
                    (folder / PurePosixPath(path).name).open("wb") as target,
                ):
                    shutil.copyfileobj(data, target)
    except (OSError, ValueError) as error:
        raise ModelError(f"{source}: cannot be read: {' '.join(str(error).split())}") from error
    if not paths:
        raise ModelError(f"{source}: nothing to load here")


def downloaded(name: str) -> Path:
    """The folder in Hugging Face's own cache into which a checkpoint was downloaded, once."""
    from huggingface_hub import snapshot_download

    wanted = [f"*{ending}" for ending in TAKEN]
    try:
        folder = snapshot_download(name, allow_patterns=wanted, ignore_patterns=["*/*"])
    except Exception as error:  # of many unrelated classes: not found, offline, not allowed
        reason = " ".join(str(error).split())
        raise ModelError(
            f"{name}: no folder here, and not to be had from Hugging Face: {reason}"
        ) from error
    return Path(folder)

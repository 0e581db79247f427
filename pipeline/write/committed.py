"""The manifests of committed runs, and whether this program may add to what they tell of.

Columns have a version, ``SCHEMA_VERSION``. Within a major version tables only gain columns that
may be null, so a newer program adds to the tables of an older one: its files keep their columns,
and ``union_by_name`` fills what they lack. Other tables are refused, not guessed at.
"""

import json
from collections.abc import Collection, Iterable, Iterator

from apache_beam.io.filesystems import FileSystems

from pipeline.write.folder import files_in, read
from schemas import SCHEMA_VERSION, Manifest

RUNS = "_runs"
ARTICLES, SKETCHES = "articles", ".sketches"


class IncompatibleTables(ValueError):  # noqa: N818 - says what is the matter
    """The tables are of a version that this program cannot add to."""


def check_version(data: bytes) -> None:
    """Raise IncompatibleTables where a manifest, or a journal with one, is of another version.

    Looks at nothing else: a newer program may write what this one cannot read.
    """
    try:
        told = json.loads(data)
        version = str(told.get("manifest", told)["schema_version"])
        parts = [int(part) for part in version.split(".")]
    except (ValueError, KeyError, TypeError, AttributeError):
        return  # whoever reads it will find out
    ours = [int(part) for part in SCHEMA_VERSION.split(".")]
    if parts[0] == ours[0] and parts <= ours:
        return
    newer = ", a newer version of this program" if parts > ours else ""
    raise IncompatibleTables(
        f"its tables are of schema version {version}, which this program, of {SCHEMA_VERSION}, "
        f"cannot add to: take another --output{newer}, or --overwrite, which replaces them"
    )


def manifests(output: str) -> list[Manifest]:
    """The manifests of all committed runs, oldest first.

    Raises:
        ValueError: one of them cannot be read.
    """
    found = each_manifest(output)
    return sorted(found, key=lambda manifest: (manifest.started_at, manifest.run_id))


def each_manifest(output: str, without: Collection[str] = ()) -> Iterator[Manifest]:
    """The manifests of all committed runs but some, by id, one held at a time.

    Raises:
        IncompatibleTables: one of them is of a version that this program cannot add to.
        ValueError: one of them cannot be read.
    """
    for run_id in run_ids(output):
        if run_id not in without:
            yield read_manifest(output, run_id)


def run_ids(output: str) -> list[str]:
    """The ids of all committed runs, in order."""
    names = files_in(FileSystems.join(output, RUNS))
    return [name.removesuffix(".json") for name in names if name.endswith(".json")]


def manifest_path(output: str, run_id: str) -> str:
    """Where the manifest of a run lies."""
    return str(FileSystems.join(output, RUNS, f"{run_id}.json"))


def sketches_path(path: str) -> str:
    """Where the sketches of a file of articles lie; both relative to the output.

    No table has a file that is called so: a reader who globs ``*.parquet`` never meets one.
    """
    return f"{RUNS}/{path.rsplit('/', 1)[-1].removesuffix('.parquet')}{SKETCHES}"


def with_sketches(paths: Iterable[str]) -> Iterator[str]:
    """Paths of table files, relative to the output, each one of articles with its sketches."""
    for path in paths:
        yield path
        if path.startswith(f"{ARTICLES}/"):
            yield sketches_path(path)


def sketches_among(
    staged: Collection[str], output: str, paths: Collection[str], gone: Collection[str]
) -> list[str]:
    """The staged sketches whose file of articles is there when a commit is done.

    Args:
        staged: paths of all that is staged.
        output: folder of the tables.
        paths: of the files that the commit lists.
        gone: of those that it deletes.
    """
    beside = {
        path: f"{ARTICLES}/{path.rsplit('/', 1)[-1].removesuffix(SKETCHES)}.parquet"
        for path in staged
        if path.endswith(SKETCHES)
    }
    listed = set(paths)
    return sorted(
        sketches
        for sketches, path in beside.items()
        if path in listed  # else made anew for a file of an earlier run, as a rule
        or (path not in gone and FileSystems.exists(FileSystems.join(output, path)))
    )


def read_manifest(output: str, run_id: str) -> Manifest:
    """The manifest of a committed run; raises as ``each_manifest`` does."""
    path = manifest_path(output, run_id)
    data = read(path)
    check_version(data)
    try:
        return Manifest.model_validate_json(data)
    except ValueError as error:
        raise ValueError(f"{path} is no manifest of this pipeline") from error


def paths_written(output: str, run_id: str) -> list[str]:
    """Paths of the table files of a committed run of any version, relative to the output."""
    return [file["path"] for file in json.loads(read(manifest_path(output, run_id)))["files"]]

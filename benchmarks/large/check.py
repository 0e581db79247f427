"""What must hold of the tables of a run that was stopped: nothing lost, nothing twice."""

from collections import Counter
from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.dataset as dataset
import pyarrow.parquet as parquet

from benchmarks.kills.killing import orphans, seen
from pipeline.elements import Article, Document, Rejected
from pipeline.read import list_files, read_file
from pipeline.segment import segment_document
from pipeline.write import manifests

Place = tuple[str, str | None, int]
OF_THE_RUN = frozenset(("run_id", "processed_at", "duplicate_of"))
"""What depends on the run, or on what else was read before."""


def differences(source: Path, output: Path, again: Path) -> dict[str, int]:
    """How many rows are not as they must be, by the kind of the check.

    Args:
        source: folder of the input.
        output: the tables of it all.
        again: tables of some of the files, of a run that nobody disturbed.
    """
    expected, found = places_read(source), places_in(output)
    counted, events = event_counts(output)
    uris = {file.uri for manifest in manifests(str(again)) for file in manifest.inputs}
    ours, theirs = rows_of(output, uris), rows_of(again, uris)
    return {
        "articles and rejects lost": (expected - found).total(),
        "articles and rejects twice, or from nowhere": (found - expected).total(),
        "articles whose events are not all there, once": sum(
            counted[key] != events[key] for key in counted.keys() | events.keys()
        ),
        "files that no manifest lists, or that are gone": len(orphans(output)),
        f"of {theirs.total()} rows read again": ((ours - theirs) + (theirs - ours)).total(),
    }


def places_read(source: Path) -> Counter[Place]:
    """Where each article, or what is none, begins in the input: what any run must find."""
    places: Counter[Place] = Counter()
    for file in list_files([str(source)]).files:
        for document in read_file(file):
            for each in segment_document(document) if isinstance(document, Document) else ():
                if isinstance(each, Article | Rejected):
                    places[each.source_uri, each.source_record, each.start] += 1
    return places


def places_in(output: Path) -> Counter[Place]:
    """The same of the tables."""
    columns = ["source_uri", "source_record", "start"]
    tables = [
        parquet.ParquetFile(path).read(columns=columns)
        for name in ("articles", "rejected")
        for path in output.glob(f"{name}/*.parquet")
    ]
    return Counter(tuple(row.values()) for table in tables for row in table.to_pylist())


def event_counts(output: Path) -> tuple[Counter[str], Counter[str]]:
    """How many events each article says it has, and how many different ones the tables hold."""
    counted: Counter[str] = Counter()
    for path in output.glob("articles/*.parquet"):
        ids, numbers = parquet.ParquetFile(path).read(columns=["article_id", "n_events"])
        for article_id, number in zip(ids.to_pylist(), numbers.to_pylist(), strict=True):
            counted[article_id] += number
    rows: Counter[tuple[str, str]] = Counter()
    for path in output.glob("events/*/*.parquet"):
        table = parquet.ParquetFile(path).read(columns=["article_id", "event_id"])
        rows.update(zip(*(column.to_pylist() for column in table), strict=True))
    events: Counter[str] = Counter()
    for (article_id, _), number in rows.items():
        events[article_id] += number if number == 1 else -number  # twice the same: never right
    return counted, events


def rows_of(output: Path, uris: set[str]) -> Counter[str]:
    """The rows that come of some files."""
    rows: Counter[str] = Counter()
    wanted = pc.field("source_uri").isin(pa.array(sorted(uris), pa.string()))
    for path in seen(output):
        table = dataset.dataset(path).to_table(filter=wanted)
        kept = [name for name in table.column_names if name not in OF_THE_RUN]
        rows.update(map(repr, table.select(kept).to_pylist()))
    return rows

"""Tables: CSV and TSV with a header row, and Parquet; each row is a document."""

import csv
import itertools
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from pipeline.read.encoding import LineDecoder, refuse_binary
from pipeline.read.errors import UnreadableFile
from pipeline.read.fields import columns_of, document_of_record, no_text_among
from pipeline.read.kinds import delimiter_of
from pipeline.read.source import Outcome, Source

BATCH_ROWS = 4  # of any size up to the limit; larger batches are no faster
LONGEST_CELL = 2**31 - 1
NO_FORM = (ValueError, OverflowError, LookupError)
"""What is raised for a year beyond the calendar, text that is not UTF-8, an unknown time zone."""


def read_table(source: Source) -> Iterator[Outcome]:
    """A document for each row of a CSV or TSV file; its record is the number of the row, from 1.

    The first line names the columns and tells what parts them; quotes are as in RFC 4180. A row
    with more cells than there are columns is a dead letter. Raises UnreadableFile where no column
    holds the text, and at a row of more than ``max_bytes`` bytes.
    """
    # The limit is one for the whole process, so it is only ever raised.
    csv.field_size_limit(max(csv.field_size_limit(), min(source.max_bytes, LONGEST_CELL)))
    lines = _Lines(source)
    first = next(lines, "")
    rows = csv.reader(itertools.chain([first], lines), delimiter=delimiter_of(first))
    try:
        names = [name.strip() for name in next(rows, [])]
    except csv.Error as error:
        raise UnreadableFile(f"bad header row: {error}") from error
    if not any(names):
        yield source.empty(source.member, "no rows")
        return
    places = {name: place for place, name in enumerate(names)}
    wanted = [(name, places[name]) for name in require_text(names, source.fields)]
    for number in itertools.count(1):
        record, lines.taken = source.numbered(number), 0
        try:
            row = next(rows, None)
        except csv.Error as error:
            yield source.failed(record, lines.start, error)
            continue
        if row is None:
            return
        if len(row) > len(names):
            mistake = UnreadableFile(f"{len(row)} cells in a row, but {len(names)} columns")
            yield source.failed(record, lines.start, mistake)
        elif any(row):
            values = {name: row[place] if place < len(row) else None for name, place in wanted}
            yield document_of_record(source, record, values)


class _Lines:
    """The lines of a file, for a parser of rows: knows where the row that is read begins."""

    def __init__(self, source: Source) -> None:
        self.lines = source.lines()
        self.max_bytes = source.max_bytes
        self.decoder = LineDecoder()
        self.start = 0
        self.taken = 0

    def __iter__(self) -> "_Lines":
        return self

    def __next__(self) -> str:
        offset, line = next(self.lines)
        if not self.taken:
            self.start = offset
        self.taken += self.max_bytes if line is None else len(line)
        if line is None or self.taken > self.max_bytes:
            raise UnreadableFile(
                f"the row at byte {self.start} holds more than the {self.max_bytes:,} bytes "
                "allowed for one document: a quote may be left open"
            )
        if not offset:
            refuse_binary(line)
        return self.decoder.text(line)


def read_parquet(source: Source) -> Iterator[Outcome]:
    """A document for each row of a Parquet file; its record is the number of the row, from 1.

    Only the columns that can hold a field are read, a few rows at a time.
    """
    import pyarrow as pa
    import pyarrow.parquet as pq

    number = 0
    try:
        with pq.ParquetFile(source.seekable()) as file:
            names = file.schema_arrow.names
            wanted = require_text(names, source.fields)
            tops = {name if name in names else name.split(".")[0] for name in wanted}
            for batch in file.iter_batches(BATCH_ROWS, columns=sorted(tops)):
                source.budget.spend(batch.nbytes)  # a value may be stored once for many rows
                for row in rows_of(batch):
                    number += 1
                    yield _row(source, number, row)
    except (pa.ArrowException, OSError) as error:
        reason = str(error).splitlines()[0] if str(error) else type(error).__name__
        raise UnreadableFile(f"broken Parquet after row {number}: {reason}") from error


def rows_of(batch: Any) -> list[Mapping[str, object] | UnreadableFile]:
    """The rows of a batch; an error for one with a value that Python has no form for."""
    import pyarrow as pa

    for place, field in enumerate(batch.schema):
        if pa.types.is_timestamp(field.type) and field.type.unit == "ns":
            coarser = pa.timestamp("us", field.type.tz)
            column = batch.column(place).cast(coarser, safe=False)
            batch = batch.set_column(place, field.name, column)
    try:
        return list(batch.to_pylist())
    except NO_FORM:
        return [_row_at(batch, number) for number in range(len(batch))]


def _row_at(batch: Any, number: int) -> Mapping[str, object] | UnreadableFile:
    try:
        row: Mapping[str, object] = batch.slice(number, 1).to_pylist()[0]
    except NO_FORM as error:
        return UnreadableFile(f"a value that cannot be read: {error}")
    return row


def _row(source: Source, number: int, row: Mapping[str, object] | UnreadableFile) -> Outcome:
    record = source.numbered(number)
    if isinstance(row, UnreadableFile):
        return source.failed(record, None, row)
    size = sum(len(value) for value in row.values() if isinstance(value, str | bytes))
    if size > source.max_bytes:
        return source.failed(record, None, source.too_large())
    return document_of_record(source, record, row)


def require_text(names: Sequence[str], fields: Mapping[str, str]) -> list[str]:
    """The columns that may hold a field; UnreadableFile where there is none for the text."""
    columns = columns_of(names, fields)
    if not columns["text"]:
        raise UnreadableFile(no_text_among(names))
    return [name for found in columns.values() for name in found]

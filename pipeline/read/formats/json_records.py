"""JSON: a record to a line, an array of records, one record, or a record that wraps an array."""

import json
from collections.abc import Iterator, Mapping
from typing import Any

from pipeline.read.encoding import LineDecoder
from pipeline.read.errors import UnreadableFile
from pipeline.read.fields import columns_of, document_of_record, value_at, words_of
from pipeline.read.source import Outcome, Source

MAX_NESTING = 100
"""Values within values that a record may have; libraries that read it cannot go very deep."""
MAX_WRAPPING = 3
"""How deep in a record an array of records is looked for, as in ``response.docs``."""


def read_json_lines(source: Source) -> Iterator[Outcome]:
    """A document for each line that is not blank; its record is the number of the line, from 1.

    A line that is no JSON object is a dead letter; the others are read.
    """
    decoder = LineDecoder()
    for number, (offset, line) in enumerate(source.lines(), start=1):
        if line is None:
            yield source.failed(source.numbered(number), offset, source.too_large())
            continue
        if not line.strip():
            continue
        try:
            yield _outcome(source, number, json.loads(decoder.text(line)))
        except (ValueError, RecursionError) as error:
            yield source.failed(source.numbered(number), offset, _named(error))


def read_json(source: Source) -> Iterator[Outcome]:
    """A document for each record of an array or of several values; records are numbered from 1.

    Where the file is an object without a text that holds an array of objects, its items are the
    records. Raises UnreadableFile where the JSON is broken: the records before are given.
    """
    import ijson

    stream = _OneRecord(source)
    number = 0
    try:
        for value in _values(stream):
            stream.taken = 0
            for item in _records_in(value, source.fields):
                number += 1
                try:
                    outcome = _outcome(source, number, item)
                except (ValueError, RecursionError) as error:
                    outcome = source.failed(source.numbered(number), None, error)
                yield outcome
    except (ijson.JSONError, UnicodeDecodeError) as error:
        reason = str(error).splitlines()[0] if str(error) else type(error).__name__
        raise UnreadableFile(f"broken JSON after record {number}: {reason}") from error


def _values(stream: "_OneRecord") -> Iterator[Any]:
    """The items of an array, or the values that follow one another, each once it is whole.

    One that is nested deeper than MAX_NESTING comes as an UnreadableFile in its stead.
    """
    import ijson
    from ijson.common import ObjectBuilder

    top = 1 if stream.opening() == b"[" else 0
    depth = deepest = 0
    builder = ObjectBuilder()
    for event, value in ijson.basic_parse(stream, use_float=True, multiple_values=not top):
        opens, closes = event.startswith("start"), event.startswith("end")
        if depth + opens - closes < top or (opens and depth < top):
            depth += opens - closes  # the array around the items begins or ends
            continue
        depth += opens - closes
        deepest = max(deepest, depth)
        if deepest <= MAX_NESTING:
            builder.event(event, value)
        if depth == top and event != "map_key":
            too_deep = deepest > MAX_NESTING
            yield (
                UnreadableFile("not JSON that can be read: nested too deep")
                if too_deep
                else (builder.value)
            )
            builder, deepest = ObjectBuilder(), 0


class _OneRecord:
    """Bytes for a parser, which fail when it takes too many of them for one record."""

    def __init__(self, source: Source) -> None:
        self.stream = source.in_utf8()
        self.source = source
        self.taken = 0

    def opening(self) -> bytes:
        """The first byte that is not white space, after a byte order mark."""
        return self.stream.peek(1 << 16).removeprefix(b"\xef\xbb\xbf").lstrip()[:1]

    def read(self, count: int = -1) -> bytes:
        """Some bytes, at most ``count``: what there is before an error comes without it."""
        if count == 0:
            return b""
        data = self.stream.read1(count)
        if self.taken == 0:
            data = data.removeprefix(b"\xef\xbb\xbf")
        self.taken += len(data)
        if self.taken > self.source.max_bytes + len(data):
            raise self.source.too_large()
        return data


def _outcome(source: Source, number: int, value: object) -> Outcome:
    record = source.numbered(number)
    if isinstance(value, UnreadableFile):
        return source.failed(record, None, value)
    if isinstance(value, str):
        value = {"text": value}
    if not isinstance(value, Mapping):
        raise UnreadableFile(f"not a record but a value of type {type(value).__name__}")
    return document_of_record(source, record, value)


def _records_in(value: Any, fields: Mapping[str, str]) -> list[Any]:
    """The records that an object wraps, or itself."""
    if isinstance(value, Mapping) and not _has_text(value, fields):
        level: list[Any] = [value]
        for _ in range(MAX_WRAPPING):
            inner = [v for item in level for v in item.values()]
            for candidate in inner:
                if isinstance(candidate, list) and candidate and isinstance(candidate[0], Mapping):
                    return candidate
            level = [item for item in inner if isinstance(item, Mapping)]
    return [value]


def _has_text(value: Mapping[str, object], fields: Mapping[str, str]) -> bool:
    columns = columns_of(map(str, value), fields)["text"]
    return any(words_of(value_at(value, name)) for name in columns)


def _named(error: Exception) -> Exception:
    """An error in a line with the reason in words a user can follow."""
    if isinstance(error, UnreadableFile):
        return error
    if isinstance(error, RecursionError):
        return UnreadableFile("not JSON that can be read: nested too deep")
    reason = error.msg if isinstance(error, json.JSONDecodeError) else str(error)
    return UnreadableFile(f"not JSON: {reason}")

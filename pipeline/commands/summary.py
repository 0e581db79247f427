"""What a run tells at its end, for a person to read."""

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

import pyarrow.parquet as parquet
from apache_beam.io.filesystems import FileSystems
from rich.console import Console
from rich.markup import escape
from rich.table import Table

from pipeline.guard import DEAD_LETTERS, REJECTED
from pipeline.runs import Totals
from pipeline.write import DUPLICATES
from schemas import Manifest

MOST_FAILURES = 10
"""Dead letters shown; the table has them all."""
EVENTS = "events/event_type="


def print_summary(
    totals: Totals,
    failures: Sequence[tuple[str, str]],
    output: str,
    *,
    seconds: float,
    unchanged: int = 0,
) -> None:
    """Print what a run has read, found and written, and what to try next."""
    console = Console(highlight=False)
    counts = totals.counts
    events = {
        table.removeprefix(EVENTS): rows
        for table, rows in counts.items()
        if table.startswith(EVENTS)
    }
    if events:
        console.print()
        console.print(in_columns(events))
    console.print()
    found = f"[bold]{counted(sum(events.values()), 'event')}[/]"
    articles = counted(counts.get("articles", 0), "article")
    files = counted(totals.files, "file")
    console.print(f"{found} in {articles} of {files}, {seconds:.1f} s")
    if counts.get(DUPLICATES):
        repeat = "repeats another" if counts[DUPLICATES] == 1 else "repeat others"
        console.print(f"{counted(counts[DUPLICATES], 'article')} {repeat}, see duplicate_of")
    if unchanged:
        console.print(f"{counted(unchanged, 'file')} read by earlier runs")
    if counts.get(REJECTED):
        console.print(f"{counted(counts[REJECTED], 'text')} not used, the reason in {REJECTED}/")
    if counts.get(DEAD_LETTERS):
        console.print(f"[bold red]{counts[DEAD_LETTERS]} failed[/], see {DEAD_LETTERS}/:")
        print_failures(failures)
    console.print(f"\nTables in [bold]{escape(shown(output))}[/]. Try:")
    tables = f"'{shown(output)}/events/*/*.parquet', union_by_name=true"
    console.print(
        f'  duckdb -c "FROM read_parquet({tables}) SELECT event_type, count(*) GROUP BY ALL"',
        markup=False,
        soft_wrap=True,
    )


def counted(number: int, noun: str) -> str:
    """A number with its noun."""
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"


def in_columns(counts: dict[str, int], columns: int = 3) -> Table:
    """Names with their counts, the most frequent first, down one column after the other."""
    table = Table(box=None, padding=(0, 2), show_header=False)
    ranked = sorted(counts.items(), key=lambda item: (-item[1], item[0]))
    rows = -(-len(ranked) // columns)
    for number in range(rows):
        table.add_row(*(str(cell) for item in ranked[number::rows] for cell in item))
    return table


def shown(path: str) -> str:
    """A path as it is typed from where the user stands."""
    try:
        return str(Path(path).relative_to(Path.cwd()))
    except ValueError:
        return path


def print_failures(failures: Iterable[tuple[str, str]]) -> None:
    """Print source and reason of the first failures, a line each."""
    console = Console(highlight=False)
    for number, (uri, message) in enumerate(failures):
        if number == MOST_FAILURES:
            console.print("  ...")
            break
        reason = message.splitlines()[0] if message else ""
        console.print(f"  {escape(uri)}: {escape(reason)}", soft_wrap=True)


def failures_of(manifest: Manifest, output: str, *, already: int = 0) -> Iterator[tuple[str, str]]:
    """Source and message of the dead letters of a run, as far as they are still to be shown."""
    for file in manifest.files:
        if file.table == DEAD_LETTERS and file.rows and already <= MOST_FAILURES:
            with FileSystems.open(FileSystems.join(output, file.path)) as data:
                rows = parquet.read_table(data, columns=["source_uri", "message"])
            yield from zip(*(rows[name].to_pylist() for name in rows.column_names), strict=True)

"""What a run tells at its end, for a person to read."""

import dataclasses
import logging
from collections import Counter
from collections.abc import Iterable, Sequence
from pathlib import Path

from rich.console import Console
from rich.markup import escape
from rich.table import Table

from pipeline.guard import DEAD_LETTERS, REJECTED
from pipeline.options import FAILED_INPUT
from pipeline.runs import Totals
from pipeline.telling import is_json, json_of, tell
from pipeline.write import DUPLICATES, letters_of, reasons_of
from schemas import Manifest

MOST_FAILURES = 10
"""Dead letters shown; the table has them all."""
FAILURE = ("source_uri", "message")
EVENTS = "events/event_type="
TOLD = {"run_id", "counts", "seconds", "metrics"}
"""What of a manifest is told when its chunk is committed."""


@dataclasses.dataclass
class Unused:
    """What of its input a run could not use, as far as it is shown, and why it did not use texts.

    Attributes:
        failures: source and message of the first dead letters.
        reasons: how many texts were rejected for each reason.
    """

    failures: list[tuple[str, str]] = dataclasses.field(default_factory=list)
    reasons: Counter[str] = dataclasses.field(default_factory=Counter)

    def add(self, manifest: Manifest, output: str) -> None:
        """Take up what the run of a manifest has written."""
        self.reasons.update(reasons_of(manifest, output))
        self.add_failures(manifest, output)

    def add_failures(self, manifest: Manifest, output: str) -> None:
        """Take up its dead letters alone, as far as they are still to be shown."""
        if len(self.failures) <= MOST_FAILURES:
            letters = letters_of(manifest, output, FAILURE)
            self.failures.extend((each["source_uri"], each["message"]) for each in letters)


def print_summary(
    totals: Totals,
    unused: Unused,
    output: str,
    *,
    seconds: float,
    unchanged: int = 0,
) -> None:
    """Print what a run has read, found and written, and what to try next."""
    counts = totals.counts
    events = {
        table.removeprefix(EVENTS): rows
        for table, rows in counts.items()
        if table.startswith(EVENTS)
    }
    if is_json():
        told = {name: counts.get(name, 0) for name in ("articles", DUPLICATES, REJECTED)}
        fields = {
            "chunks": totals.chunks,
            "files": totals.files,
            "files_of_earlier_runs": unchanged,
            **told,
            "failed": max(counts.get(DEAD_LETTERS, 0), len(unused.failures)),
            "events": events,
            "reasons": dict(unused.reasons.most_common()),
            "failures": failures_told(unused.failures),
            "output": output,
            "seconds": round(seconds, 3),
            "stopped": totals.stopped,
        }
        print(json_of("summary", "The run has ended", fields))
        return
    console = Console(highlight=False)
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
        reasons = ", ".join(f"{number} {why}" for why, number in unused.reasons.most_common())
        console.print(
            f"{counted(counts[REJECTED], 'text')} not used, see {REJECTED}/: {reasons}",
            soft_wrap=True,
        )
    if counts.get(DEAD_LETTERS):
        console.print(f"[bold red]{counts[DEAD_LETTERS]} failed[/], see {DEAD_LETTERS}/:")
        print_failures(unused.failures)
    console.print(f"\nTables in [bold]{escape(shown(output))}[/]. Try:")
    tables = f"'{shown(output)}/events/*/*.parquet', union_by_name=true"
    console.print(
        f'  duckdb -c "FROM read_parquet({tables}) SELECT event_type, count(*) GROUP BY ALL"',
        markup=False,
        soft_wrap=True,
    )


def status_of(totals: Totals, limit: float) -> int:
    """The exit status of a run that came to its end; says so, where more failed than it may."""
    if totals.error_rate <= limit:
        return 0
    if limit:
        text = f"{totals.error_rate:.1%} failed, more than --max-error-rate {limit:g}"
        tell("error_rate", text, level=logging.ERROR, rate=totals.error_rate)
    return FAILED_INPUT


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


def failures_told(failures: Sequence[tuple[str, str]]) -> list[dict[str, str]]:
    """The first failures, for programs."""
    return [dict(zip(FAILURE, each, strict=True)) for each in failures[:MOST_FAILURES]]


def tell_commit(manifest: Manifest) -> None:
    """Tell programs that a chunk is committed; a person sees it in the progress."""
    if is_json():
        tell("commit", "A chunk is committed", **manifest.model_dump(mode="json", include=TOLD))

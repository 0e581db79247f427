"""How far a round has come: a live line on a terminal, elsewhere a line now and then."""

import threading
import time
from collections.abc import Callable
from typing import Any, Self

from rich.console import Console
from rich.live import Live
from rich.progress_bar import ProgressBar
from rich.table import Table

from pipeline.guard import DEAD_LETTERS
from pipeline.runs.round import Totals, Work
from pipeline.runs.stage import Progress
from pipeline.telling import is_json, tell

LINE_SECONDS = 30.0
"""Between two lines where there is no terminal."""
STEADY_SECONDS = 5.0
"""Before that a rate says little."""


class Display:
    """Shows, on stderr, how far a round has come, for as long as it is entered.

    Args:
        work: what the round has to do.
    """

    def __init__(self, work: Work) -> None:
        self._files = len(work.files)
        self._bytes = sum(file.size for file in work.files)
        self._totals = Totals()
        self._progress: Callable[[], list[Progress]] = list
        self._begun = time.monotonic()
        self._console = Console(stderr=True, highlight=False)
        self._over = threading.Event()
        self._live: Live | None = None

    def watch(self, totals: Totals, progress: Callable[[], list[Progress]]) -> None:
        """Show these from now on."""
        self._totals, self._progress = totals, progress

    def __enter__(self) -> Self:
        if self._console.is_terminal and not is_json():
            self._live = Live(
                console=self._console,
                get_renderable=self._bar,
                refresh_per_second=2,
                transient=True,
            )
            self._live.start()
        else:
            threading.Thread(target=self._lines, daemon=True).start()
        return self

    def __exit__(self, *_: object) -> None:
        self._over.set()
        if self._live:
            self._live.stop()

    def _lines(self) -> None:
        while not self._over.wait(LINE_SECONDS):
            tell("progress", self.line(), **self.figures())

    def _bar(self) -> Table:
        table = Table.grid(padding=(0, 1))
        table.add_row(ProgressBar(total=1.0, completed=self.share(), width=20), self.line())
        return table

    def share(self) -> float:
        """How much of the work is done, 0 to 1, by the bytes of the files."""
        done = self._totals.bytes + sum(each.characters for each in self._progress())
        return min(done / self._bytes, 1.0) if self._bytes else 0.0

    def figures(self) -> dict[str, Any]:
        """Files, articles, events, what failed, and, after a while, the rate and the time left."""
        at_work, counts = self._progress(), self._totals.counts
        found: dict[str, Any] = {
            "files": self._totals.files,
            "of_files": self._files,
            "articles": counts.get("articles", 0) + sum(each.articles for each in at_work),
            "events": self._totals.events + sum(each.events for each in at_work),
            "failed": counts.get(DEAD_LETTERS, 0) + sum(each.dead_letters for each in at_work),
        }
        passed, share = time.monotonic() - self._begun, self.share()
        if passed > STEADY_SECONDS and found["articles"]:
            found["articles_per_second"] = round(found["articles"] / passed, 1)
            if share:
                found["seconds_left"] = round(passed / share - passed)
        return found

    def line(self) -> str:
        """The figures in words."""
        found = self.figures()
        parts = [
            "{files:,} of {of_files:,} files",
            "{articles:,} articles",
            "{events:,} events",
            "{failed:,} failed",
        ]
        if "articles_per_second" in found:
            parts.append("{articles_per_second:.1f} articles/s")
        if "seconds_left" in found:
            parts.append(f"{span(found['seconds_left'])} left")
        return ", ".join(parts).format(**found)


def span(seconds: float) -> str:
    """A time in the two units that matter: 1 h 20 min, 3 min 5 s."""
    minutes, rest = divmod(round(seconds), 60)
    hours, minutes = divmod(minutes, 60)
    if hours:
        return f"{hours} h {minutes} min"
    return f"{minutes} min {rest} s" if minutes else f"{rest} s"

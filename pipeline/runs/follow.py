"""Input that is followed: which of its files are new, or changed, and not being written now."""

from collections.abc import Sequence
from typing import NamedTuple

from pipeline.elements import DeadLetter, RawFile
from pipeline.guard import dead_letter
from pipeline.read import Listing, UnreadableFile, finished_files, printable

State = tuple[float, ...] | str


class _Seen(NamedTuple):
    state: State
    taken: bool


class Follower:
    """Looks at the input again and again.

    A file is whole when two looks, one after the other, saw it with the same size and times. What
    is kept between two looks is a line for each file that is there.

    Args:
        inputs: as for ``list_files``; they may lead to no file, or to none yet.
        output: folder of the tables; what lies in it is no input.
    """

    def __init__(self, inputs: Sequence[str], output: str) -> None:
        self._inputs = inputs
        self._inside = output.rstrip("/") + "/"
        self._seen: dict[str, _Seen] = {}
        self._given: set[str] = set()

    def look(self) -> Listing:
        """The files that are whole now, but for those that were taken as they are.

        Raises:
            OSError: a store cannot be listed.
            ValueError: likewise.
        """
        seen: dict[str, _Seen] = {}
        files, letters = dict[str, RawFile](), dict[str, DeadLetter]()
        for match in finished_files(self._inputs):
            uri, before = match.uri, self._seen.get(match.uri)
            if uri in seen or uri.startswith(self._inside):
                continue
            try:
                state: State = match.state()
            except FileNotFoundError:  # it has gone since, or is a link that leads nowhere yet
                continue
            except OSError as error:
                state = str(error)
            if before is None or before.state != state:
                seen[uri] = _Seen(state, taken=False)
                continue
            seen[uri] = before
            if before.taken:
                continue
            try:
                file = match.describe()
                if match.state() == state:  # nobody wrote to it while it was read
                    files[uri] = file
            except FileNotFoundError:
                del seen[uri]
            except (OSError, UnreadableFile) as error:
                letters[uri] = dead_letter("list", RawFile(printable(uri), 0, ""), error)
        self._seen, self._given = seen, {*files, *letters}
        return Listing(
            files=[files[uri] for uri in sorted(files)],
            dead_letters=[letters[uri] for uri in sorted(letters)],
            skipped=0,
        )

    def taken(self) -> None:
        """What the last look gave is in the tables: it is not given again until it changes."""
        for uri in self._given:
            self._seen[uri] = self._seen[uri]._replace(taken=True)

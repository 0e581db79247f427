"""The input of a run, cut into chunks: each is staged and committed by itself.

Small files go whole, many to a chunk. A large one is read here and handed on in parts, so that no
file, whatever its size, makes a chunk that does not fit in memory.
"""

import dataclasses
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from pathlib import PurePosixPath

from pipeline.elements import DeadLetter, Document, RawFile, Rejected
from pipeline.guard import dead_letter
from schemas import InputFile

CHUNK_BYTES = 4_000_000
"""Of files, and of the text of their records."""
CHUNK_FILES = 1_000
"""Files and records: as articles, five minutes of one core."""
PACKED = 8
"""How many times its size a packed file is taken to hold; news in gzip holds three to ten."""
PACKED_SUFFIXES = frozenset(
    ".gz .bz2 .xz .zst .zip .tgz .txz .tbz2 .parquet .pq".split()  # of names, as a guess will do
)
RECORD_BYTES = 200
"""What a record weighs besides its text."""
PART, READ = "part", "read"
"""What a manifest says became of a file: a part of it, or all the rest, is in the tables."""

Outcome = Document | Rejected | DeadLetter


@dataclasses.dataclass(frozen=True)
class Part:
    """Records of a large file, read: those from number ``first`` on, to its end if ``last``."""

    file: RawFile
    first: int
    outcomes: tuple[Outcome, ...]
    last: bool


@dataclasses.dataclass(frozen=True)
class Chunk:
    """What is staged and committed as one: whole files and parts of files, in the order of a run.

    ``letters`` tell of files that could not even be listed. ``alone`` marks what is tried again.
    """

    pieces: tuple[RawFile | Part, ...]
    letters: tuple[DeadLetter, ...] = ()
    alone: bool = False

    @property
    def files(self) -> list[RawFile]:
        """The files that are still to be read."""
        return [piece for piece in self.pieces if isinstance(piece, RawFile)]

    @property
    def outcomes(self) -> list[Outcome]:
        """What was read or has failed already."""
        parts = (piece.outcomes for piece in self.pieces if isinstance(piece, Part))
        return [*self.letters, *(outcome for part in parts for outcome in part)]

    @property
    def inputs(self) -> list[InputFile]:
        """How the manifest lists the pieces."""
        return list(map(input_of, self.pieces))

    @property
    def begun(self) -> set[str]:
        """Uris of the files that are in it whole or with their first record, or as a letter."""
        whole = {file.uri for file in self.files}
        parts = [piece for piece in self.pieces if isinstance(piece, Part) and not piece.first]
        return (
            whole | {part.file.uri for part in parts} | {each.source_uri for each in self.letters}
        )


def input_of(piece: RawFile | Part) -> InputFile:
    """How the manifest lists a file or a part of one."""
    file = piece.file if isinstance(piece, Part) else piece
    entry = InputFile(uri=file.uri, size=file.size, fingerprint=file.fingerprint)
    if isinstance(piece, RawFile):
        return entry
    records = piece.first + len(piece.outcomes)
    return entry.model_copy(update={"status": READ if piece.last else PART, "records": records})


def weight_of(file: RawFile) -> int:
    """About how many bytes of records a file holds."""
    suffix = PurePosixPath(file.uri.lower()).suffix
    return file.size * (PACKED if suffix in PACKED_SUFFIXES else 1)


def chunks_of(
    files: Iterable[RawFile],
    letters: Sequence[DeadLetter],
    positions: Mapping[tuple[str, str], int],
    read: Callable[[RawFile], Iterable[Outcome]],
) -> Iterator[Chunk]:
    """The chunks of a run, made as they are asked for.

    The same files give the same chunks, and so do those that are left when the first ones are done.

    Args:
        files: the files to read, in order.
        letters: what failed before there was a run; goes with the first chunk.
        positions: how many records of a file (by uri and fingerprint) the tables hold already.
        read: gives the records of a file, as ``read_file`` does.
    """
    pieces: list[RawFile | Part] = []
    left, weight, count = tuple(letters), 0, 0
    for file in files:
        whole = weight_of(file) <= CHUNK_BYTES and not positions.get((file.uri, file.fingerprint))
        if whole:
            if pieces and (weight + weight_of(file) > CHUNK_BYTES or count >= CHUNK_FILES):
                yield Chunk(tuple(pieces), left)
                pieces, left, weight, count = [], (), 0, 0
            pieces.append(file)
            weight, count = weight + weight_of(file), count + 1
            continue
        first, held = positions.get((file.uri, file.fingerprint), 0), list[Outcome]()
        for number, outcome in enumerate(outcomes_of(file, read)):
            if number < first:
                continue  # an earlier run was stopped behind it
            held.append(outcome)
            weight, count = weight + weight_of_record(outcome), count + 1
            if weight > CHUNK_BYTES or count >= CHUNK_FILES:
                yield Chunk((*pieces, Part(file, first, tuple(held), last=False)), left)
                first += len(held)
                pieces, held, left, weight, count = [], [], (), 0, 0
        pieces.append(Part(file, first, tuple(held), last=True))
    if pieces or left:
        yield Chunk(tuple(pieces), left)


def outcomes_of(file: RawFile, read: Callable[[RawFile], Iterable[Outcome]]) -> Iterator[Outcome]:
    """The records of a file; where it cannot be read on, one dead letter stands for the rest."""
    try:
        yield from read(file)
    except Exception as error:
        yield dead_letter("read", file, error)


def weight_of_record(outcome: Outcome) -> int:
    """About how many bytes of a chunk a record takes."""
    return RECORD_BYTES + len("" if isinstance(outcome, DeadLetter) else outcome.text)


def halves_of(chunk: Chunk) -> list[Chunk]:
    """The chunk in two, to be tried alone; itself where it is a single file or record."""
    pieces = chunk.pieces
    if len(pieces) > 1:
        middle = len(pieces) // 2
        halves = [pieces[:middle], pieces[middle:]]
    elif pieces and isinstance(pieces[0], Part) and len(pieces[0].outcomes) > 1:
        part, middle = pieces[0], len(pieces[0].outcomes) // 2
        head = Part(part.file, part.first, part.outcomes[:middle], last=False)
        tail = Part(part.file, part.first + middle, part.outcomes[middle:], part.last)
        halves = [(head,), (tail,)]
    else:
        halves = [pieces]
    letters = iter([chunk.letters])
    return [Chunk(half, next(letters, ()), alone=True) for half in halves]


def given_up(chunk: Chunk, error: Exception) -> Chunk:
    """A dead letter in place of a single file or record that no process survives."""
    (piece,) = chunk.pieces
    if isinstance(piece, Part):
        element: object = next(iter(piece.outcomes), piece.file)
        lost = dataclasses.replace(piece, outcomes=(dead_letter("run", element, error),))
    else:
        lost = Part(piece, 0, (dead_letter("run", piece, error),), last=True)
    return Chunk((lost,), chunk.letters)

"""What the lines of a document show, in numbers, for the tagger.

All of it is form, place, repetition and shared words: what a site nobody has seen has too. Columns
are made for all lines at once; what has few values is looked up in tables.
"""

import functools
from collections import Counter
from collections.abc import Sequence
from itertools import pairwise
from statistics import median_low
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from pipeline.segment.kinds import Kind, Unit, is_prose_shaped
from pipeline.segment.looks import FLAGS, HEAD, flags_of
from pipeline.segment.metadata import agency_in, dateline_in
from pipeline.segment.sharing import Floats, repetition, shared
from pipeline.segment.words import Words, codes_of, words_of

FORM = 48
"""Columns that tell what a line looks like; those of the kinds come next, then whether it is shaped
like running text."""

_COLUMNS = 104
_LAST_CODE = 0x3003
_CLASSES = 9
_ONE_HOT = np.eye(_CLASSES, dtype=np.float32)
_ENDINGS = np.array(  # by the classes of the last two characters: that of the last, a sentence ends
    [
        [*_ONE_HOT[last][:6], last == 4 or (before == 4 and last in (5, 8))]
        for before in range(_CLASSES)
        for last in range(_CLASSES)
    ],
    np.float32,
)
_MOST_WORDS = 200  # no line has more that are read
_LENGTHS = np.arange(_MOST_WORDS + 1, dtype=np.float32)[:, None]
_LENGTHS = np.concatenate(  # by the number of words
    (np.log1p(_LENGTHS) / 3, np.array([1, 2, 3, 4, 6, 9, 14, 22]) >= _LENGTHS), axis=1
)
_BITS = np.arange(FLAGS + len(Kind) + 6)
_KINDS = {kind: 1 << FLAGS + number for number, kind in enumerate(Kind)}
_SHAPED, _TOP, _BELOW, _ITEM, _DATELINE, _SIGNED = (1 << bit for bit in _BITS[-6:].tolist())
_FEW = np.arange(3)
_BEGINNING = np.minimum(np.arange(13), 12) / 12
_TOLD = np.array([[before == 0, before == 1, before / 10] for before in range(11)])


class Wide(NamedTuple):
    """What is counted over a whole document: its usual blanks, what it is like, and by line."""

    usual: int
    whole: Floats
    repetition: Floats
    place: Floats


def wide_of(units: Sequence[Unit]) -> Wide:
    """What is counted over all ``units``. Shape of the last two: (units, features)."""
    keys = [key for _, _, key in units]
    return Wide(_usual_blanks(units), _whole(units), repetition(keys), _place(units))


def features_of(
    document: Sequence[Unit], begin: int = 0, end: int | None = None, wide: Wide | None = None
) -> tuple[Floats, Words]:
    """The features of the units of ``document`` from ``begin`` to ``end``, and their words.

    ``wide`` is counted here unless it is given. Shape: (units, features).
    """
    wide = wide or wide_of(document)
    units = document[begin:end]
    texts = [line[0] for line, _, _ in units]
    lengths = np.array([len(text) for text in texts], np.float32)
    words = words_of(texts)
    found = np.empty((len(units), _COLUMNS), np.float32)
    _form(found, texts, lengths, words)
    marks = np.array([_marks(unit) for unit in units])
    found[:, 36:65] = (marks[:, None] >> _BITS) & 1
    _space(found[:, 65:73], units, wide.usual)
    found[:, 73:82] = wide.repetition[begin:end]
    found[:, 82:90] = wide.place[begin:end]
    found[:, 90:97] = shared(words, lengths > HEAD)
    found[:, 97:] = wide.whole
    return found, words


@functools.cache
def _classes() -> NDArray[np.uint8]:
    """The class of each character: 0 lower, 1 upper, 2 digit, 3 space, 4 end, 5 quote, ..."""
    marks = {".!?…。": 4, "\"'“”‘’«»„": 5, "|·•/>›»–—-": 6, ":;,": 7}
    found = np.full(_LAST_CODE + 1, 8, np.uint8)
    for code in range(_LAST_CODE):
        letter = chr(code)
        if letter.isupper():
            found[code] = 1
        elif letter.isalpha():
            found[code] = 0
        elif letter.isdigit():
            found[code] = 2
        elif letter.isspace():
            found[code] = 3
    for letters, number in marks.items():
        found[[ord(letter) for letter in letters]] = number
    found[_LAST_CODE] = 0
    return found


def _form(found: Floats, texts: Sequence[str], lengths: Floats, words: Words) -> None:
    """What a line looks like: its characters, its first and its last, its capitals, its length."""
    heads = [text[:HEAD] for text in texts]
    tails = [text[-2:].rjust(2) for text in texts]
    count = len(texts)
    classes = _classes().take(codes_of("".join(heads + tails)), mode="clip")
    head, tail = classes[: -2 * count], classes[-2 * count :].reshape(count, 2)
    sizes = np.minimum(lengths, HEAD).astype(np.int64)
    starts = np.cumsum(sizes) - sizes
    begins = np.empty(len(head), bool)  # of words
    begins[1:] = head[:-1] == 3
    begins[starts] = True
    row = np.repeat(np.arange(count) * 2 * _CLASSES, sizes)
    counts = np.bincount(row + head + _CLASSES * begins, minlength=count * 2 * _CLASSES)
    inside, first = counts.reshape(count, 2, _CLASSES).transpose(1, 0, 2)
    held = inside + first
    endings = _ENDINGS.take(tail[:, 0] * _CLASSES + tail[:, 1], axis=0)
    found[:, :9] = held / sizes[:, None]
    found[:, 9:16] = _ONE_HOT[:, :7].take(head[starts], axis=0)
    found[:, 16:22] = endings[:, :6]
    found[:, 22] = first[:, 1] / np.maximum(1, first[:, 0] + first[:, 1])
    found[:, 23] = endings[:, 6]
    found[:, 24] = held[:, 1] > 4 * held[:, 0]
    found[:, 25] = np.log1p(lengths) / 5
    found[:, 26] = np.minimum(lengths, 200) / 200
    found[:, 27:36] = _LENGTHS.take(words.counts, axis=0)


def _marks(unit: Unit) -> int:
    """What a line bears, what the rules say of it alone, and how it begins: a bit for each."""
    line, kind, _ = unit
    text = line.text
    marks = flags_of(text) | _KINDS[kind]
    if is_prose_shaped(line):
        marks |= _SHAPED
    if line.level:
        marks |= _TOP if line.level == 1 else _BELOW
    if line.item:
        marks |= _ITEM
    if kind is Kind.PROSE and (dateline := dateline_in(text)) is not None:
        signed = agency_in(text) is not None or any(map(str.isdigit, dateline))
        marks |= _DATELINE | signed * _SIGNED
    return marks


def _space(found: Floats, units: Sequence[Unit], usual_blanks: int) -> None:
    """The blank lines before and after each line, as such and beside what is usual here."""
    blanks = np.array([line.blanks for line, _, _ in units] + [3], np.float32)
    usual = np.clip((blanks - usual_blanks) / 2, -1, 1.5)
    few = blanks[:, None] == _FEW
    found[:, :3] = few[:-1]
    found[:, 3:6] = few[1:]
    found[:, 6] = usual[:-1]
    found[:, 7] = usual[1:]


def _usual_blanks(units: Sequence[Unit]) -> int:
    """The usual number of blank lines between two paragraphs of running text."""
    blanks = [
        unit.line.blanks
        for previous, unit in pairwise(units)
        if previous.kind is Kind.PROSE and unit.kind is Kind.PROSE
    ]
    return median_low(blanks) if blanks else 1


def _place(units: Sequence[Unit]) -> Floats:
    """Where in the document a line stands, and how much running text lies before and behind it."""
    count = len(units)
    prose = np.array([kind is Kind.PROSE and len(line.text) > HEAD for line, kind, _ in units])
    told = np.cumsum(prose)
    columns = np.empty((count, 8), np.float32)
    index = np.arange(count)
    columns[:, 0] = np.minimum(index, 12) / 12
    columns[:, 1] = columns[::-1, 0]
    before = _TOLD.take(told - prose, axis=0, mode="clip")
    behind = _TOLD.take(told[-1] - told, axis=0, mode="clip")
    columns[:, 2:4] = before[:, :2]
    columns[:, 4:6] = behind[:, :2]
    columns[:, 6] = before[:, 2]
    columns[:, 7] = behind[:, 2]
    return columns


def _whole(units: Sequence[Unit]) -> Floats:
    """What the document is like as a whole."""
    count = len(units)
    kinds = Counter(kind for _, kind, _ in units)
    blanks = [line.blanks for line, _, _ in units]
    return np.array(
        [
            np.log1p(count) / 5,
            kinds[Kind.PROSE] / count,
            kinds[Kind.HEADING] / count,
            kinds[Kind.FURNITURE] / count,
            blanks.count(0) / count,
            sum(blank > 1 for blank in blanks) / count,
            any(line.level == 1 for line, _, _ in units),
        ],
        np.float32,
    )

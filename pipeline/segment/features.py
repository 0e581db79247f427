"""What the lines of a document show, in numbers, for the tagger.

All of it is form, place, repetition and shared words: what a site nobody has seen has too.
"""

import functools
import re
from collections import Counter
from collections.abc import Sequence
from itertools import pairwise
from statistics import median_low
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from pipeline.segment.kinds import Kind, Unit, is_prose_shaped
from pipeline.segment.looks import HEAD, Look, look_at
from pipeline.segment.metadata import agency_in, dateline_in

Floats = NDArray[np.float32]
Counts = NDArray[np.int64]

FORM = 48
"""Columns that tell what a line looks like; those of the kinds come next, then whether it is shaped
like running text."""

WORDS = 18
"""Words at the beginning of a line that are looked up, and a third as many at its end."""

_CLOSE = 8  # lines within which the same line stands close by
_NEAR, _FAR = 4, 10  # paragraphs before and after in which words come again
_NONE = 0.0, 0.0
_DIGITS = re.compile(r"\d+")
_KINDS = {kind: number for number, kind in enumerate(Kind)}
_CLASSES = 9
_LAST_CODE = 0x3003
_ONE_HOT = np.eye(_CLASSES, dtype=np.float32)
_KIND_HOT = np.eye(len(Kind), dtype=np.float32)
_FEW = np.arange(3)
_COUNTS = np.array([1, 2, 3, 4, 6, 9, 14, 22])  # of words


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


def _class_of(text: str) -> NDArray[np.uint8]:
    codes = np.frombuffer(text.encode("utf-32-le", "surrogatepass"), np.uint32)
    return _classes()[np.minimum(codes, _LAST_CODE)]


class Wide(NamedTuple):
    """What is counted over a whole document: its usual blanks, what it is like, and by line."""

    usual: int
    whole: Floats
    repetition: Floats
    place: Floats


def wide_of(units: Sequence[Unit]) -> Wide:
    """What is counted over all ``units``. Shape of the last two: (units, features)."""
    return Wide(_usual_blanks(units), _whole(units), _repetition(units), _place(units))


def features_of(
    document: Sequence[Unit], begin: int = 0, end: int | None = None, wide: Wide | None = None
) -> tuple[Floats, list[tuple[str, ...]]]:
    """The features of the units of ``document`` from ``begin`` to ``end``, and words of each.

    ``wide`` is counted here unless it is given. The words are those that the tagger may know.
    Shape: (units, features).
    """
    wide = wide or wide_of(document)
    units = document[begin:end]
    read = [look_at(unit.text) for unit in units]
    words = [each.words for each in read]
    blocks = (
        _form(units, read),
        _kinds(units),
        _space(units, wide.usual),
        wide.repetition[begin:end],
        wide.place[begin:end],
        _shared(units, [each.telling for each in read]),
        np.tile(wide.whole, (len(units), 1)),
    )
    looked_up = [
        each if len(each) <= WORDS + WORDS // 3 else each[:WORDS] + each[-(WORDS // 3) :]
        for each in words
    ]
    return np.concatenate(blocks, axis=1, dtype=np.float32), looked_up


def _form(units: Sequence[Unit], read: Sequence[Look]) -> Floats:
    """What a line looks like: its characters, its first and its last, its capitals, its length."""
    texts = [unit.text for unit in units]
    heads = [text[:HEAD] for text in texts]
    sizes = np.array([len(head) for head in heads])
    classes = _class_of("".join(heads))
    starts = np.cumsum(sizes) - sizes
    hot = _ONE_HOT[classes]
    begins = np.empty(len(classes), bool)  # of words
    begins[1:] = classes[:-1] == 3
    begins[starts] = True
    letters = np.empty((len(classes), 2), np.float32)
    letters[:, 0] = begins & (classes == 1)
    letters[:, 1] = begins & (classes <= 1)
    shares = np.add.reduceat(hot, starts, axis=0) / sizes[:, None]
    capital = np.add.reduceat(letters, starts, axis=0)
    tails = _class_of("".join([text[-2:].rjust(2) for text in texts])).reshape(-1, 2)
    last = tails[:, 1]
    ended = (last == 4) | ((tails[:, 0] == 4) & ((last == 5) | (last == 8)))
    length = np.array([len(text) for text in texts], np.float32)
    count = np.array([len(each.words) for each in read], np.float32)
    numbers = np.empty((len(texts), 6), np.float32)
    numbers[:, 0] = capital[:, 0] / np.maximum(1, capital[:, 1])
    numbers[:, 1] = ended
    numbers[:, 2] = shares[:, 1] > 4 * shares[:, 0]
    numbers[:, 3] = np.log1p(length) / 5
    numbers[:, 4] = np.minimum(length, 200) / 200
    numbers[:, 5] = np.log1p(count) / 3
    few = count[:, None] <= _COUNTS
    flags = np.array([each.flags for each in read])
    found: Floats = np.concatenate(
        (shares, hot[starts][:, :7], _ONE_HOT[last][:, :6], numbers, few, flags), axis=1
    )
    return found


def _kinds(units: Sequence[Unit]) -> Floats:
    """What the rules say of each line alone."""
    hot = _KIND_HOT[[_KINDS[unit.kind] for unit in units]]
    more = [
        (
            is_prose_shaped(unit.line),
            unit.line.level == 1,
            unit.line.level > 1,
            unit.line.item,
            *_opening(unit),
        )
        for unit in units
    ]
    return np.concatenate((hot, more), axis=1)


def _opening(unit: Unit) -> tuple[bool, bool]:
    """Whether a line begins with a dateline, and whether that names an agency or a date."""
    if unit.kind is not Kind.PROSE:
        return False, False
    dateline = dateline_in(unit.text)
    if dateline is None:
        return False, False
    return True, agency_in(unit.text) is not None or any(map(str.isdigit, dateline))


def _space(units: Sequence[Unit], usual_blanks: int) -> Floats:
    """The blank lines before and after each line, as such and beside what is usual here."""
    blanks = np.array([unit.line.blanks for unit in units] + [3], np.float32)[:, None]
    usual = np.clip((blanks - usual_blanks) / 2, -1, 1.5)
    few = blanks == _FEW
    return np.concatenate((few[:-1], few[1:], usual[:-1], usual[1:]), axis=1)


def _usual_blanks(units: Sequence[Unit]) -> int:
    """The usual number of blank lines between two paragraphs of running text."""
    blanks = [
        unit.line.blanks
        for previous, unit in pairwise(units)
        if previous.kind is Kind.PROSE and unit.kind is Kind.PROSE
    ]
    return median_low(blanks) if blanks else 1


def _repetition(units: Sequence[Unit]) -> Floats:
    """How often a line comes again: as it is, but for its numbers, by its beginning or its end."""
    whole = [unit.key for unit in units]
    masked = [_DIGITS.sub("0", key) if len(key) <= HEAD else key for key in whole]
    split = [key.split() if len(key) <= HEAD else [] for key in masked]
    beginning = [" ".join(each[:2]) for each in split]
    end = [" ".join(each[-2:]) for each in split]
    times = np.empty((len(units), 4), np.float32)
    for column, keys in enumerate((whole, masked, beginning, end)):
        count = Counter(keys)
        count[""] = 1
        times[:, column] = [count[key] for key in keys]
    columns = np.zeros((len(units), 9), np.float32)
    columns[:, :8:2] = np.minimum(np.log(times), 2)
    columns[:, 1:8:2] = times > 1
    last: dict[str, int] = {}
    for index, key in enumerate(whole):
        if index - last.get(key, -_CLOSE - 1) <= _CLOSE:
            columns[index, 8] = columns[last[key], 8] = 1
        last[key] = index
    return columns


def _place(units: Sequence[Unit]) -> Floats:
    """Where in the document a line stands, and how much running text lies before and behind it."""
    count = len(units)
    prose = np.array([unit.kind is Kind.PROSE and len(unit.text) > HEAD for unit in units])
    told = np.cumsum(prose)
    columns = np.empty((count, 8), np.float32)
    columns[:, 0] = np.minimum(np.arange(count), 12) / 12
    columns[:, 1] = np.minimum(np.arange(count - 1, -1, -1), 12) / 12
    for at, texts in ((2, told - prose), (3, told[-1] - told)):
        columns[:, 2 * at - 2] = texts == 0
        columns[:, 2 * at - 1] = texts == 1
        columns[:, at + 4] = np.minimum(texts, 10) / 10
    return columns


def _shared(units: Sequence[Unit], telling: Sequence[frozenset[str]]) -> Floats:
    """The share of telling words that paragraphs before and behind hold too.

    A title is told again at once; a sub-heading sums up, and the headline of another article is
    told nowhere. Running text goes on in the same words until the next article begins.
    """
    long = [len(unit.text) > HEAD for unit in units]
    columns = np.empty((len(units), 7), np.float32)
    columns[:, :2] = _told(telling[::-1], long[::-1])[::-1]
    columns[:, 2:4] = _told(telling, long)
    columns[:, 4] = columns[:, 0] - columns[:, 2]
    count = np.array([len(each) for each in telling])
    columns[:, 5] = np.minimum(count, 12) / 12
    columns[:, 6] = count == 0
    return columns


def _told(telling: Sequence[frozenset[str]], long: Sequence[bool]) -> list[tuple[float, float]]:
    """The share of the words of each line that the last long lines held, those near and all."""
    seen: dict[str, int] = {}
    place = 0  # how many long lines were seen
    shares: list[tuple[float, float]] = []
    for words, is_long in zip(telling, long, strict=True):
        if words:
            # Sets meet in less time than it takes to look words up one by one.
            known = [seen[word] for word in words & seen.keys()] if seen else ()
            near = sum([place - at < _NEAR for at in known])
            far = sum([place - at < _FAR for at in known])
            shares.append((near / len(words), far / len(words)))
        else:
            shares.append(_NONE)
        if is_long:
            place += 1
            seen.update(dict.fromkeys(words, place))
    return shares


def _whole(units: Sequence[Unit]) -> Floats:
    """What the document is like as a whole."""
    count = len(units)
    kinds = Counter(unit.kind for unit in units)
    return np.array(
        [
            np.log1p(count) / 5,
            kinds[Kind.PROSE] / count,
            kinds[Kind.HEADING] / count,
            kinds[Kind.FURNITURE] / count,
            sum(unit.line.blanks == 0 for unit in units) / count,
            sum(unit.line.blanks > 1 for unit in units) / count,
            any(unit.line.level == 1 for unit in units),
        ],
        np.float32,
    )

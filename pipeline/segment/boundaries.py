"""Where one article ends and the next begins, and which line is its title.

Running text falls into stretches with gaps between them. Each gap is weighed: what ends an article
before it, what a title looks like inside it, what opens one after it, and whether the text goes on
in the same words. A gap that weighs enough is a boundary; otherwise its headings stay inside.
"""

import dataclasses
import functools
import re
from collections import Counter
from collections.abc import Iterable, Sequence
from itertools import pairwise
from statistics import median_low

from pipeline.segment.kinds import Kind, Unit
from pipeline.segment.lines import ends_sentence
from pipeline.segment.metadata import agency_in, dateline_in

BOUNDARY = 2.5
"""What a gap must weigh.

The weights below were set by hand; this one and the scale of ``_change`` on dumps mixed from Voice
of America articles and the true articles of the FakeNewsCorpusSpanish.
"""

_TITLE_AT_START = -1.0  # the first heading of a document needs little to be a title
# Capitalised inside a sentence; the space comes first, as it is quick to look for.
_NAMES = re.compile(r" (?<=[\w,] )([^\W\d_a-zß-öø-ÿ][^\W\d_]{2,})")
_LONG_WORD = 7  # letters
_LONG = re.compile(rf"[^\W\d_]{{{_LONG_WORD},}}")
_STEM = 9
_NUMBERED = re.compile(r"(?i)(?:#\d+|\d+ [–—-]|\(?(?:\d{1,2}|[a-z]|[ivx]{1,4})[.)])\s")
_CLOCK_TIME = re.compile(r"\d{1,2}[:.h]\d\d(?:\s?(?:[ap]\.?m\.?|h|Uhr|[A-Z]{3,4}))?")
_UPDATE = 3.0  # the heading under a time of day is that of an update in a live blog
_OVER_UPDATE = 2  # lines over that heading: the time, and who writes
_OPENING = 2  # paragraphs that tell again what the title says
_NEXT = 3  # paragraphs after a gap whose words are compared with those before it
_MOST_HEADINGS = 3  # title, section and standfirst; more in a row are a list of headlines
_UNTITLED = 2.0  # articles without title are the exception
_MOST_CHANGE = 2.0  # what the words ahead and behind weigh at most
_FEW_WORDS = 8  # so few telling words ahead may be new by chance
_DEK_OVER = 4  # words of a title; what is shorter over another heading names a section
_LONGEST_BUTTON = 12  # characters; what is repeated may be a button
_LONG_RULE = 10  # characters; the marks of a break within an article are few
_BUTTON = 2.5  # how much less like a title a button looks
_SECTION = 1.5  # how much less like a title the name of a section looks
_ENDINGS = {Kind.CLOSING: 3.0, Kind.RULE: 1.5, Kind.RELATED: 1.0, Kind.LINK: 0.5}
_SOFT_ENDING = 0.5
_HEADS = frozenset({Kind.BYLINE, Kind.DATE, Kind.FIELD, Kind.CAPTION})  # what stands around a title


@dataclasses.dataclass(frozen=True, slots=True)
class Part:
    """The units of one article in order, its title among them (None if it has none)."""

    units: tuple[Unit, ...]
    title: Unit | None


def parts_of(units: Sequence[Unit], known_title: str = "") -> list[Part]:
    """``units`` cut into articles. ``known_title`` is the key of a title known from elsewhere."""
    usual = _usual_blanks(units)
    parts: list[Part] = []
    current: list[Unit] = []
    title: Unit | None = None
    behind = _Words()
    for gap, stretch in _gaps(units):
        first = not parts and not current
        found = _title(gap, stretch, first=first, known=known_title)
        if first:
            title = found
            current = [*gap]
        elif stretch and _is_boundary(gap, stretch, found, usual, behind):
            cut = _cut(gap, found)
            parts.append(Part((*current, *gap[:cut]), title))
            current, title, behind = [*gap[cut:]], found, _Words()
        else:
            current.extend(gap)
        current.extend(stretch)
        behind.add(stretch)
    return [*parts, Part(tuple(current), title)] if current else []


class _Words:
    """The words that tell the subject of running text, picked out when they are asked for."""

    def __init__(self) -> None:
        self._told: set[str] = set()
        self._unread: list[Unit] = []

    def add(self, units: Sequence[Unit]) -> None:
        """Take in more text."""
        self._unread += units

    def told(self) -> set[str]:
        """The words of all the text."""
        self._told.update(*map(_telling, self._unread))
        self._unread = []
        return self._told


def _gaps(units: Sequence[Unit]) -> Iterable[tuple[list[Unit], list[Unit]]]:
    """The gaps of ``units``, each with the running text that follows it."""
    gap: list[Unit] = []
    stretch: list[Unit] = []
    for unit in units:
        prose = unit.kind is Kind.PROSE
        opens = prose and stretch and _opens(unit)
        if stretch and (not prose or opens or unit.line.blanks >= 3):
            yield gap, stretch
            gap, stretch = [], []
        (stretch if prose else gap).append(unit)
    if gap or stretch:
        yield gap, stretch


def _is_boundary(
    gap: Sequence[Unit], stretch: Sequence[Unit], title: Unit | None, usual: int, behind: _Words
) -> bool:
    """Whether a new article begins in ``gap``, before ``stretch`` and after the text ``behind``."""
    weight = _weight(gap, stretch, title, usual)
    # What begins in lower case goes on with what came before.
    goes_on = 3.0 * stretch[0].text[0].islower()
    if abs(weight - goes_on - BOUNDARY) <= _MOST_CHANGE:  # else no change of words matters
        ahead = ([title] if title else []) + list(stretch[:_NEXT])
        weight += _change(set().union(*map(_telling, ahead)), behind.told())
    return weight - goes_on >= BOUNDARY


def _weight(gap: Sequence[Unit], stretch: Sequence[Unit], title: Unit | None, usual: int) -> float:
    """How much speaks for a new article in ``gap``, before ``stretch``, whatever the words."""
    place = gap.index(title) if title else len(gap)
    endings = sorted((_ENDINGS.get(unit.kind, 0.0) for unit in gap[:place]), reverse=True)
    soft = sum(unit.kind is Kind.FURNITURE for unit in gap[:place])
    weight = sum(endings[:1]) + min(1.0, _SOFT_ENDING * soft)
    if title:
        under = {unit.kind for unit in gap[place + 1 :]}
        weight += _looks(title) + _told(title, stretch) + 3.0 * (title.key in _repeated(gap))
        over = (unit.text for unit in gap[max(0, place - _OVER_UPDATE) : place])
        weight -= _UPDATE * any(map(_CLOCK_TIME.fullmatch, over))
        weight += 1.0 * (not under.isdisjoint(_HEADS)) + 1.0 * (Kind.BYLINE in under)
    elif not _opens(stretch[0]):
        weight -= _UNTITLED * (Kind.RULE not in {unit.kind for unit in gap})
    around = [*gap, *stretch[:1]]
    extra = max(unit.line.blanks for unit in around) - usual
    weight += 1.0 * any(u.kind is Kind.RULE and len(u.text) >= _LONG_RULE for u in gap)
    weight += 1.0 * (extra == 1) + 2.0 * (extra > 1)
    weight += 1.0 * (extra > 0 and any(unit.kind is Kind.CLOSING for unit in gap))
    dated = dateline_in(stretch[0].text) is not None
    return weight + (3.0 * _opens(stretch[0]) + 1.0 * dated)


def _opens(unit: Unit) -> bool:
    """Whether a paragraph opens a report: a dateline with an agency or a date."""
    dateline = dateline_in(unit.text)
    return dateline is not None and (
        agency_in(unit.text) is not None or any(map(str.isdigit, dateline))
    )


def _change(ahead: set[str], behind: set[str]) -> float:
    """2 where the text ahead turns to other words than those behind, -2 where it keeps to them."""
    if len(ahead) < 4 or len(behind) < 4:
        return 0.0
    change = 2.5 - 16.0 * len(ahead & behind) / len(ahead)
    change = min(_MOST_CHANGE, max(-_MOST_CHANGE, change))
    return change / 2 if len(ahead) < _FEW_WORDS else change


def _told(title: Unit, stretch: Sequence[Unit]) -> float:
    """1.5 where the first paragraphs tell all that the heading says, -1 where they tell nothing.

    A title is told again at once; a sub-heading sums up, or teases.
    """
    words = _telling(title)
    if not words or not stretch:
        return 0.0
    told = len(words & set().union(*map(_telling, stretch[:_OPENING]))) / len(words)
    return (2.5 * told - 1.0) * (1.0 if len(words) > 1 else 0.5)


def _telling(unit: Unit) -> frozenset[str]:
    """The words of a paragraph that tell its subject: names, and long words by their stem."""
    return _telling_words(unit.text[:3000])


@functools.lru_cache(maxsize=64)  # around a gap the same few paragraphs are looked at again
def _telling_words(text: str) -> frozenset[str]:
    # Splitting first spares the expression the short words.
    long_words = " ".join([word for word in text.split() if len(word) >= _LONG_WORD])
    found = (*_NAMES.findall(text), *_LONG.findall(long_words))
    return frozenset([word.casefold()[:_STEM] for word in found])


def _looks(unit: Unit) -> float:
    """How much a heading looks like the title of an article rather than a sub-heading."""
    text = unit.text
    words = text.split()
    count = len(words)
    weight = -2.0 if count <= 3 else 0.0 if count == 4 else 1.0 if count <= 6 else 1.5
    long_words = [word for word in words if len(word) >= 4 and word[0].isalpha()]
    capital = sum(word[0].isupper() for word in long_words)
    weight += 1.0 * (len(long_words) >= 2 and capital >= 0.75 * len(long_words))
    weight += 2.0 * (unit.line.level == 1) - 1.0 * (unit.line.level > 1)
    weight -= 3.0 * text.endswith(":") + 2.0 * bool(_NUMBERED.match(text))
    weight -= 2.0 * bool(_CLOCK_TIME.match(text)) + 2.0 * unit.line.item
    weight -= 0.5 * ends_sentence(text) + 0.5 * text.endswith("?")
    return weight - 2.0 * (text[0] in '"“«„' and text[-1] in '"”»“')


def _title(gap: Sequence[Unit], stretch: Sequence[Unit], *, first: bool, known: str) -> Unit | None:
    """The heading of ``gap`` that is the best title; None if nothing there can be one."""
    candidates = _candidates(gap)
    if not candidates:
        return None
    for unit in candidates:
        if known and unit.key == known:
            return unit
    repeated = _repeated(gap)
    for unit in candidates:
        if unit.key in repeated and len(unit.text) > _LONGEST_BUTTON:
            return unit
    likely_ones = _likely(candidates, stretch)
    over_bylines = {id(unit) for unit, below in pairwise(gap) if below.kind is Kind.BYLINE}
    signed = [unit for unit in likely_ones if id(unit) in over_bylines]
    # A list of headlines runs into its title; a title has at most a section's name before it.
    listed = len(likely_ones) > _MOST_HEADINGS
    best = _over_dek(signed[0], likely_ones, gap) if signed else likely_ones[-1 if listed else 0]
    if first and _looks(best) < _TITLE_AT_START and not _introduced(best, gap):
        return None
    return best


def _likely(candidates: Sequence[Unit], stretch: Sequence[Unit]) -> Sequence[Unit]:
    """Those of ``candidates`` that look most like the title of ``stretch``."""
    if len(candidates) == 1:
        return candidates
    scores = [_looks(unit) + _told(unit, stretch) for unit in candidates]
    least = max(scores) - _SECTION
    return [unit for unit, score in zip(candidates, scores, strict=True) if score >= least]


def _candidates(gap: Sequence[Unit]) -> list[Unit]:
    """The headings after the last line in ``gap`` that ends an article, if any are left there."""
    headings: list[Unit] = []
    latest: list[Unit] = []
    for unit in gap:
        if unit.kind is Kind.HEADING:
            latest.append(unit)
        elif unit.kind in _ENDINGS and latest:
            headings, latest = latest, []
    if latest and headings:  # what stands after the ending may be a button
        return (
            latest if max(map(_looks, latest)) > max(map(_looks, headings)) - _BUTTON else headings
        )
    return latest or headings


def _over_dek(unit: Unit, likely: Sequence[Unit], gap: Sequence[Unit]) -> Unit:
    """The heading right over the signed one if that is a title, and the signed one tells more."""
    above = gap[max(0, gap.index(unit) - 1)]
    near = above in likely and unit.line.blanks <= 1
    return above if near and len(above.text.split()) > _DEK_OVER else unit


def _introduced(unit: Unit, gap: Sequence[Unit]) -> bool:
    """Whether byline, date, caption or markup show a short first line to be a title."""
    return unit.line.level == 1 or any(other.kind in _HEADS for other in gap)


def _repeated(gap: Sequence[Unit]) -> set[str]:
    return {key for key, count in Counter(unit.key for unit in gap).items() if count > 1}


def _cut(gap: Sequence[Unit], title: Unit | None) -> int:
    """The index in ``gap`` of the first unit of the new article."""
    if title is None:
        last = [index for index, unit in enumerate(gap) if unit.kind in _ENDINGS]
        return last[-1] + 1 if last else 0
    cut = gap.index(title)
    while cut and gap[cut - 1].kind in _HEADS:
        cut -= 1
    return cut


def _usual_blanks(units: Sequence[Unit]) -> int:
    """The usual number of blank lines between two paragraphs of running text."""
    blanks = [
        unit.line.blanks
        for previous, unit in pairwise(units)
        if previous.kind is Kind.PROSE and unit.kind is Kind.PROSE
    ]
    return median_low(blanks) if blanks else 1

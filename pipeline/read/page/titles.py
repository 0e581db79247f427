"""The title of a page that holds one article, chosen from all that the page says.

A page names its article in several places: headings, ``<title>``, Open Graph, JSON-LD. Each is
wrong somewhere: the first heading is the site's name, ``<title>`` holds that name too or is cut
off, a declared title is the same on all pages. What is printed over the text and agrees with what
is declared is the title; each sign weighs something, and the heaviest candidate is taken.
"""

import dataclasses
import html
import math
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from typing import Any, NamedTuple, Self
from urllib.parse import urlsplit

from pipeline.read.page.printed import LONG_BLOCK, LONGEST_TITLE, Page, Printed, printed_on

_MOST_PARTS = 8  # of a declared title, between separators; where there are more it is left whole
_SEPARATORS = re.compile(r"\s+(?:[-–—|·•»«/<>~]|::?)\s+|\s*[|»]\s*|(?<=\w):\s+")
_WORDS = re.compile(r"\w+")
_UNSPACED = re.compile("[\u0e00-\u0eff\u2e80-\ud7ff]{3}")  # of scripts without blanks
_CUT_OFF = re.compile(r"\s*(?:\.{3}|…)\s*$")
_MOST_OVER = 10  # short lines between a title and the first paragraph
_NAME_SIZE = 4  # words of a site's or section's name
_FEWEST_CUT = 3  # words that are left of a title that was cut off, or they tell nothing

# What each sign weighs; set by hand, on pages written for that.
_AGREES = 3.0
_SEVERAL = 0.5  # of that for a second declared title that agrees
_LEVELS = {1: 2.0, 2: 0.75, 3: 0.25}
_MARKED = 0.75
_NEAREST, _BEFORE, _INSIDE = 1.0, 0.25, -2.0  # by its place beside the main text
_LONG, _SHORT = 1.0, -1.0
_LONG_SIZE, _SHORT_SIZE = 4, 2  # words
_SITE = -6.0
_LEADS = {"": 0.0, "home": -3.0, "away": -1.0}
_PIECE = -0.25  # a part of a heading, which is better taken whole
_DECLARED = 1.25  # what is not printed at all
_DECLARED_AGREES = 1.5
_LIKE = 0.5  # share of words in common from which two titles tell the same
_ALIKE = 0.8  # how much that is worth beside the same words


class _Declared(NamedTuple):
    """A title for machines: its readings by key, each with its words and its share of the whole."""

    key: str
    words: frozenset[str]
    best: str
    readings: dict[str, float]
    cut: tuple[str, ...]


def title_of(
    tree: Any, declared: Iterable[str], site_names: Iterable[str], url: str | None
) -> str | None:
    """The title of the article on a page; None where nothing on it is likely to be one.

    ``declared`` are the titles that the page tells machines, ``<title>`` among them, ``site_names``
    the names of who publishes it, ``url`` its address, where they are known.
    """
    told = [" ".join(html.unescape(text).split()) for text in declared]  # often escaped twice
    told = [text for text in dict.fromkeys(told) if 0 < len(text) <= LONGEST_TITLE]
    parts = {_key(text[start:end]) for text in told for start, end in _spans(_parts(text))}
    page = printed_on(tree, _key, frozenset(parts), url)
    sites = {_letters(name) for name in (*site_names, *page.home_names)} | _names_in(url)
    known = list({each.key: each for text in told if (each := _declared(text, sites))}.values())
    signs = _Signs.of(page, known, sites)
    found = [(signs.weight(each), -float(each.place), each.text) for each in page.candidates]
    found += [(signs.weight_unprinted(each), -math.inf, each.best) for each in known]
    weight, _, best = max(found, default=(0.0, 0, ""))
    return best if weight > 0 else None


def without_title(body: str, title: str | None) -> str:
    """A body without its title, where that stands among the short lines over its first paragraph.

    It goes before the body, and what is said twice would be taken for furniture.
    """
    key = _key(title or "")
    blocks = body.split("\n\n", _MOST_OVER)
    for number, block in enumerate(blocks[:_MOST_OVER]):
        if key and _key(block) == key and len(blocks) > 1:
            return "\n\n".join((*blocks[:number], *blocks[number + 1 :]))
        if len(block) >= LONG_BLOCK:
            break
    return body


def _key(text: str) -> str:
    """The same for titles that read the same."""
    return " ".join(_WORDS.findall(text.casefold()))


def _letters(name: str) -> str:
    """The same for a name in words and in an address."""
    return "".join(_WORDS.findall(name.casefold())).replace("_", "")


def _size(key: str) -> int:
    """How many words a title has, about so many where they are written without blanks."""
    return len(key.split()) + len(_UNSPACED.findall(key))


def _names_in(url: str | None) -> set[str]:
    """What the host of an address may call the site: ``thepost``, ``thepostcom``."""
    try:
        host = urlsplit(url or "").hostname or ""
    except ValueError:
        return set()
    labels = [label for label in host.split(".") if label != "www"]
    return {_letters(name) for name in (".".join(labels), *labels[:-1]) if len(name) > 2}


def _parts(text: str) -> list[tuple[int, int]]:
    """Where the parts of a declared title stand, between its separators."""
    parts: list[tuple[int, int]] = []
    start = 0
    for mark in _SEPARATORS.finditer(text):
        parts.append((start, mark.start()))
        start = mark.end()
    parts = [(begin, end) for begin, end in (*parts, (start, len(text))) if text[begin:end].strip()]
    return parts if len(parts) <= _MOST_PARTS else [(0, len(text))]


def _spans(parts: Sequence[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """All runs of neighbouring parts, the longest first from each beginning."""
    for first in range(len(parts)):
        for last in range(len(parts) - 1, first - 1, -1):
            yield parts[first][0], parts[last][1]


def _declared(text: str, sites: set[str]) -> _Declared | None:
    """A declared title read in all ways; None if it names nothing but the site."""
    parts = _parts(text)
    while parts and _letters(text[slice(*parts[-1])]) in sites:
        parts = parts[:-1]
    while parts and _letters(text[slice(*parts[0])]) in sites:
        parts = parts[1:]
    if not parts:
        return None
    whole = text[parts[0][0] : parts[-1][1]]
    least = max(1, _size(_key(whole)))
    readings: dict[str, float] = {}
    cut: list[str] = []
    for start, end in _spans(parts):
        reading = text[start:end]
        key = _key(reading)
        if key:
            readings.setdefault(key, _size(key) / least)
            if _CUT_OFF.search(reading) and _size(key) >= _FEWEST_CUT:
                cut.append(key)
    if not readings:
        return None
    key = _key(whole)
    words = frozenset(key.split())
    return _Declared(key, words, _without_names(text, parts), readings, tuple(cut))


def _without_names(text: str, parts: Sequence[tuple[int, int]]) -> str:
    """A declared title without the short parts at its ends: the names of a section and a site.

    A colon parts a title within itself.
    """

    def is_name(part: tuple[int, int], rest: str) -> bool:
        return _size(_key(text[slice(*part)])) <= _NAME_SIZE < _size(_key(rest))

    first, last = 0, len(parts) - 1
    while first < last:
        rest = text[parts[first][0] : parts[last - 1][1]]
        if text[parts[last - 1][1]] == ":" or not is_name(parts[last], rest):
            break
        last -= 1
    if last == len(parts) - 1:
        while first < last:
            rest = text[parts[first + 1][0] : parts[last][1]]
            if text[parts[first][1]] == ":" or not is_name(parts[first], rest):
                break
            first += 1
    return text[parts[first][0] : parts[last][1]]


def _agreement(key: str, words: Set[str], declared: _Declared) -> float:
    """How well what reads as ``key``, of these words, fits a declared title, from 0 to 1."""
    if key in declared.readings:
        return declared.readings[key]
    if any(key.startswith(cut) for cut in declared.cut):
        return _ALIKE
    both = len(words & declared.words)
    shared = both / max(1, len(words) + len(declared.words) - both)
    return _ALIKE * shared if shared >= _LIKE else 0.0


def _agreements(key: str, known: Iterable[_Declared]) -> float:
    """How well it fits all declared titles: the best, and a part of the second best."""
    words = frozenset(key.split())
    found = sorted((_agreement(key, words, each) for each in known), reverse=True)
    first, second, *_ = *found, 0.0, 0.0
    return first + _SEVERAL * second


def _length(key: str) -> float:
    size = _size(key)
    return _LONG if size >= _LONG_SIZE else _SHORT if size <= _SHORT_SIZE else 0.0


@dataclasses.dataclass(frozen=True, slots=True)
class _Signs:
    """What the signs on one page weigh."""

    known: Sequence[_Declared]
    sites: Set[str]
    marks: Mapping[str, int]
    main: float
    """The place of the main text; infinite where there is none."""
    nearest: int
    """The place of the last candidate before it."""

    @classmethod
    def of(cls, page: Page, known: Sequence[_Declared], sites: Set[str]) -> Self:
        """The signs on ``page``."""
        main = math.inf if page.main is None else page.main
        likely = (each.place for each in page.candidates if _letters(each.text) not in sites)
        nearest = max((place for place in likely if place <= main), default=-1)
        return cls(known, sites, Counter(each.mark for each in page.candidates), main, nearest)

    def weight(self, each: Printed) -> float:
        """How much speaks for a text on the page."""
        weight = _AGREES * _agreements(each.key, self.known) + _LEVELS.get(each.level, 0.0)
        weight += _length(each.key) + _MARKED * (bool(each.mark) and self.marks[each.mark] == 1)
        if each.place > self.main:
            weight += _INSIDE
        elif self.main < math.inf:
            weight += _NEAREST if each.place == self.nearest else _BEFORE
        weight += _SITE * (_letters(each.text) in self.sites) + _PIECE * each.is_piece
        return weight + _LEADS[each.leads]

    def weight_unprinted(self, each: _Declared) -> float:
        """How much speaks for a declared title as it is declared."""
        others = [other for other in self.known if other is not each]
        agreed = _DECLARED_AGREES * _agreements(each.key, others)
        return _DECLARED + agreed + _length(each.key)

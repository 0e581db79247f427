"""Whose office a person or a government holds: "President Macron", "the Meloni government".

Known heads of state and government tell their country; any other holder of an office that only
states have is one of the country that the article is about.
"""

import functools
import re

from pipeline.link.countries import country_of
from pipeline.link.words.countries.adjectives import adjectives_of
from pipeline.link.words.countries.demonyms import ENGLISH
from pipeline.link.words.countries.leaders import (
    FULL_NAMES,
    IN_FULL,
    MINISTERS,
    OF_EITHER,
    OF_MINISTER,
    OF_PRESIDENT,
    PRESIDENTS,
)
from pipeline.link.words.countries.offices import (
    BODIES_WITH_ONE,
    FORMER,
    GOVERNMENT,
    MINISTER,
    OF_A_CHURCH,
    OFFICIAL,
    OTHER,
    PRESIDENT,
)
from pipeline.link.words.tags import base_of

_ARTICLE = r"(?:(?:the|el|la|le|il|o|a|die|der|de|l['’]) ?)?"
_NAME = (
    r"(?:(?:al|el)-)?(?P<name>[^\W\d_a-z][\w.'’-]*(?: (?:[^\W\d_a-z][\w.'’-]*|"
    r"(?:de|da|del|el|al|van|von|der)(?:-[\w.'’]+)?))*)"
)
_BEFORE = 80
"""Characters before a name in which its office is looked for."""
_LONGEST = 200
"""Characters of a party that are looked at."""
_BESIDE = 5
"""Words up to the end of an office, of which a country may be its own."""
_OFFICE = re.compile(
    rf"(?P<whose>|.*[\s(])(?:(?i:(?P<minister>{MINISTER}))|(?i:(?P<president>{PRESIDENT}))) {_NAME}"
)
_CLAUSE = re.compile(r".*[,;:()“”\"—–]|.*\b(?:and|y|et|und|e|dan|en)\s", re.DOTALL)
_TITLE = (
    rf"(?P<title>(?i:(?P<minister>{MINISTER})|(?P<president>{PRESIDENT})|(?P<official>{OFFICIAL})|"
    rf"(?P<other>{OTHER})))"
)
_OFFICE_BEFORE = re.compile(rf"(?:^|.*[\s(–—-]){_TITLE}(?: (?P<people>[^\W\d_A-Z]{{4,}}))?\s$")
"""An office at the end, with an adjective behind it in some languages: "la ministra peruana"."""
_TITLED = re.compile(rf"{_ARTICLE}{_TITLE} {_NAME}")
_LEADING_WORDS = frozenset(
    "the el la le il o by with and that when after before against from of al del con por para y "
    "que "
    "de du par et con di da com e der dem den mit von und door met en van".split()
)
_BEFORE_TITLES = frozenset("vice prime mr mrs ms acting interim deputy first current".split())
_DAYS = frozenset(
    "monday tuesday wednesday thursday friday saturday sunday yesterday today meanwhile".split()
)
_IN_PLACES = frozenset(
    "in to from at into across near en desde hacia aus nach à au em dalla alla naar di ke".split()
)
"""Words before a place that has nothing to do with the office behind it."""
_AGAINST_OTHERS = frozenset("by with for against al con por para von durch door met oleh".split())


def leader_country(text: str, language: str | None = None) -> str | None:
    """The country of a head of state or government named with the office, or of the government.

    None for the bare name, for whoever held the office before ("former President Obama"), for
    names that are none of the known ones, and for a family name behind the office of another body
    ("Acme President Santos").
    """
    said = re.sub(r"['’]s\b", "", " ".join(text[:_LONGEST].split()))
    if FORMER.search(said):
        return None
    match = _OFFICE.match(said)
    if match:
        known = OF_MINISTER if match["minister"] else OF_PRESIDENT
        name = _plain(match["name"])
        if name not in IN_FULL and _is_of_another_body(match["whose"], language):
            return None
        return known.get(name)
    name, count = GOVERNMENT.subn(" ", said)
    name = re.sub(r"^(?:the|el|la|il|le) ", "", name.strip(), flags=re.IGNORECASE)
    bare = _plain(name)
    if not count or not name[:1].isupper():
        return None
    if re.search(r"\badministration\b", said):
        return OF_PRESIDENT.get(bare) if bare in OF_EITHER or bare in IN_FULL else None
    return OF_EITHER.get(bare)


def _is_of_another_body(whose: str, language: str | None) -> bool:
    """Whether words before an office say that no state has it: "Acme ", "the club "."""
    words = whose.strip(" (").split()[-3:]
    last = words[-1] if words else ""
    key = last.casefold()
    if key in BODIES_WITH_ONE:
        return True
    if not last[:1].isupper() or key in _LEADING_WORDS | _BEFORE_TITLES or key in _DAYS:
        return False
    return country_of(" ".join(words), language) is None and country_of(last, language) is None


def holder_country(before: str, words: str, language: str | None, home: str | None) -> str | None:
    """The country of a person whose office of state stands before the name, or in the words.

    Args:
        before: the sentence up to the words.
        words: a party: "Hasan" after "Indonesia's Trade Minister", "Minister Hasan".
        language: of the text.
        home: the country that the article is about, if any.

    Returns:
        The country beside the office, else that of a known leader, else ``home`` where the office
        is one that only states have; None where there is no office, or it was held before.
    """
    words = words[:_LONGEST]
    near = " ".join(_CLAUSE.sub("", before[-_BEFORE:]).split()) + " "
    titled = _TITLED.fullmatch(words)
    if titled:
        near, words = f"{near}{titled['title']} ", titled["name"]
    office = _OFFICE_BEFORE.match(near.lstrip())
    if office is None or FORMER.search(near) or not words[:1].isupper():
        return None
    near = near.lstrip()
    if office["people"]:
        return country_of(office["people"], language)
    whose = near[: office.start("title")].split()
    leader = leader_country(f"{' '.join(whose[-3:])} {office['title']} {words}", language)
    if leader and _plain(words) in IN_FULL:
        return leader
    beside = _country_beside(near[: office.end("title")].split()[-_BESIDE:], language)
    if beside or leader:
        return beside or leader
    if OF_A_CHURCH.search(near):
        return None
    if office["president"]:  # a company has one too: "Acme President", "the club's president"
        return home if not whose or whose[-1].casefold() in _LEADING_WORDS else None
    of_others = whose and re.search(r"['’]s?$", whose[-1])
    return home if (office["minister"] or office["official"]) and not of_others else None


def _country_beside(words: list[str], language: str | None) -> str | None:
    """The country of the office that ends the words, and none of a place before it.

    "US President", "Indonesia's Trade Minister"; not "during his trip to Japan President".
    """
    for at in range(len(words) - 2, -1, -1):
        key = words[at].casefold()
        if key in _IN_PLACES and not any(_is_owner(word, language) for word in words[at + 1 :]):
            return None
        if key in _IN_PLACES or key in _AGAINST_OTHERS:
            words = words[at + 1 :]
            break
    found = (country_of(" ".join(words[at:]), language) for at in range(len(words)))
    return next((code for code in found if code), None)


def _is_owner(word: str, language: str | None) -> bool:
    """Whether a word can stand before an office as its country's: "Peru's", "US", "Peruvian"."""
    if re.search(r"['’]s?$", word) or (len(word) > 1 and word.isupper()):
        return True
    base = base_of(language or "en")
    return word in ENGLISH or word.lower() in adjectives_of(base)


@functools.cache
def _full_names() -> re.Pattern[str]:
    longest_first = sorted(FULL_NAMES, key=len, reverse=True)
    names = "|".join(name.replace(" ", "[ -]") for name in longest_first)
    return re.compile(rf"(?<!\w)(?:{names})(?!\w)")


def leaders_in(text: str) -> list[str]:
    """The countries of the known leaders that a text names in full, each as often as it does."""
    either = PRESIDENTS | MINISTERS
    return [either[name.replace("-", " ")] for name in _full_names().findall(text)]


def _plain(name: str) -> str:
    return " ".join(re.findall(r"[^\W\d_]+", name)).casefold()

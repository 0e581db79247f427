"""Whose office a person or a government holds: "President Macron", "the Meloni government".

Known heads of state and government tell their country; any other holder of an office that only
states have is one of the country that the article is about.
"""

import functools
import re

from pipeline.link.countries import country_of
from pipeline.link.words.countries.leaders import (
    FULL_NAMES,
    MINISTERS,
    OF_EITHER,
    OF_MINISTER,
    OF_PRESIDENT,
    PRESIDENTS,
)
from pipeline.link.words.countries.offices import (
    FORMER,
    GOVERNMENT,
    MINISTER,
    OFFICIAL,
    OTHER,
    PRESIDENT,
)

_ARTICLE = r"(?:(?:the|el|la|le|il|o|a|die|der|de|l['’]) ?)?"
_NAME = r"(?P<name>[^\W\d_a-z][\w.'’-]*(?: (?:[^\W\d_a-z][\w.'’-]*|de|da|del|el|al|van|von|der))*)"
_BEFORE = 80
"""Characters before a name in which its office is looked for."""
_OFFICE = re.compile(
    rf"(?:^|.*[\s(])(?:(?i:(?P<minister>{MINISTER}))|(?i:(?P<president>{PRESIDENT}))) {_NAME}"
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


def leader_country(text: str) -> str | None:
    """The country of a head of state or government named with the office, or of the government.

    None for the bare name, for whoever held the office before ("former President Obama"), and for
    names that are none of the known ones.
    """
    said = re.sub(r"['’]s\b", "", " ".join(text.split()))
    if FORMER.search(said):
        return None
    match = _OFFICE.match(said)
    if match:
        known = OF_MINISTER if match["minister"] else OF_PRESIDENT
        return known.get(_plain(match["name"]))
    name, count = GOVERNMENT.subn(" ", said)
    bare = _plain(re.sub(r"^(?:the|el|la|il|le) ", "", name.strip(), flags=re.IGNORECASE))
    if not count or not bare:
        return None
    if re.search(r"\badministration\b", said):
        return OF_PRESIDENT.get(bare)
    return OF_EITHER.get(bare)


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
    near = " ".join(_CLAUSE.sub("", before[-_BEFORE:]).split()) + " "
    titled = _TITLED.fullmatch(words)
    if titled:
        near, words = f"{near}{titled['title']} ", titled["name"]
    office = _OFFICE_BEFORE.match(near.lstrip())
    if office is None or FORMER.search(near) or not words[:1].isupper():
        return None
    near = near.lstrip()
    beside = country_of(f"{near[: office.end('title')]} {office['people'] or ''}", language)
    if beside:
        return beside
    leader = leader_country(f"{office['title']} {words}")
    if leader or office["people"]:
        return leader
    whose = near[: office.start("title")].split()
    if office["president"]:  # a company has one too: "Acme President", "the club's president"
        return home if not whose or whose[-1].casefold() in _LEADING_WORDS else None
    of_others = whose and re.search(r"['’]s?$", whose[-1])
    return home if (office["minister"] or office["official"]) and not of_others else None


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

"""Countries: the ISO 3166-1 code of the one country that some words speak of, or None.

Names come from CLDR (babel) in English and the language of the text, cities from ``cities``, the
rest from ``words.countries``. Capital letters count: "Turkey" and "US" are countries, "turkey" and
"us" are not; adjectives of languages that write them small count in any case.
"""

import functools
import re
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from babel import Locale, UnknownLocaleError

from pipeline.link.cities import NOT_ISO, city_country, town_country
from pipeline.link.words.countries.adjectives import adjectives_of, peoples_of
from pipeline.link.words.countries.around import (
    ACROSS,
    BEFORE_CITY,
    COMPANY_WORDS,
    FIRST_NAMES,
    NOT_ITS_OWN,
    OPENING,
    PLACE_WORDS,
    PREFIXES,
    SURNAMES,
    WATER,
)
from pipeline.link.words.countries.bodies import BODIES, OF_LANGUAGE, UNIVERSITIES
from pipeline.link.words.countries.demonyms import (
    ALIASES,
    ENGLISH,
    NO_COUNTRY,
    ORGANS,
    STATES,
)
from pipeline.link.words.countries.exonyms import NAMES
from pipeline.link.words.tags import base_of

GEORGIA = "GE or US"
GEORGIAS = ("Georgia", "Geórgia", "Geòrgia", "Géorgie", "Georgië")
_WORD = re.compile(r"[^\W_]+")
_PARTS = re.compile(r"[,()\"“”;:.?!](?=\s)|\n")
_ARTICLE = re.compile(
    r"^(?:the|l[ao]s?|el|les?|die|der|das|il|i|gli|os?|as?|de|het) ", re.IGNORECASE
)
_LONGEST = 6
_LONGEST_ADJECTIVE = 2
_LONGEST_PREFIX = 20  # characters that are looked at before a name


class _Match(NamedTuple):
    start: int  # in words
    end: int
    code: str | None
    is_city: bool = False
    is_body: bool = False


@functools.lru_cache(maxsize=4096)
def country_of(text: str, language: str | None = None) -> str | None:
    """The country that the words name, by itself, its people, a state or a big city.

    Args:
        text: a name or phrase: "A Russian court", "Culver City, California, US", "Jakarta".
        language: of the text, as an ISO 639 code; English names are known in any.

    Returns:
        ISO 3166-1 alpha-2 code; None where the words name no country, several ("Israel-Lebanon
        border"), a thing larger than one ("Europe"), or a name of places in several countries.
        In "Paris, Texas" the last part decides. Kosovo has no ISO code. Raises nothing.
    """
    if ACROSS.search(text):
        return None
    parts = [part for part in re.split(r"[,()]", text) if _WORD.search(part)]
    found = [_matches(part, language) for part in parts]
    if any(match.code and not match.is_body for matches in found for match in matches):
        found = [[match for match in matches if not match.is_body] for matches in found]
    codes = [{match.code for match in matches if match.code} for matches in found]
    if len(parts) > 1 and len(codes[-1]) == 1 and _is_whole(parts[-1], found[-1]):
        last = next(iter(codes[-1]))
        states_last = _is_state(parts[-1])
        earlier = [match for matches in found[:-1] for match in matches if match.code]
        if last != GEORGIA and (states_last or all(match.is_city for match in earlier)):
            return last
    together = set().union(*codes) if codes else set()
    if GEORGIA in together and len(together) == 2 and together & {"GE", "US"}:
        together.discard(GEORGIA)
    only = next(iter(together)) if len(together) == 1 else None
    return None if only == GEORGIA else only


def countries_in(text: str, language: str | None = None) -> list[str]:
    """The countries that a text names, each as often as it does, in its order."""
    found = (_matches(part, language) for part in _PARTS.split(text))
    return [one.code for ones in found for one in ones if one.code and one.code != GEORGIA]


def is_place_name(text: str, language: str | None = None) -> bool:
    """Whether words are but the name of a country, a state or a town: no people and no organ.

    Each part of "Munich, Germany" is one.
    """
    base = base_of(language or "en")
    no_places = (ENGLISH, ORGANS, peoples_of(base))

    def is_one(key: str) -> bool:
        if not key[:1].isupper() or any(key in words for words in no_places):
            return False
        return key in _names(base).names or town_country(key, language, None) is not None

    return all(
        is_one(_key(part)) or is_one(_key(_ARTICLE.sub("", part))) for part in text.split(", ")
    )


def _is_whole(part: str, matches: Sequence[_Match]) -> bool:
    words = [word for word in _WORD.findall(part) if word.lower() not in ("the", "el", "la")]
    return len(matches) == 1 and matches[0].end - matches[0].start == len(words)


def _is_state(part: str) -> bool:
    return " ".join(_WORD.findall(part)) in STATES


def _matches(part: str, language: str | None) -> list[_Match]:
    """The names in one part of the text, from left to right, the longest at each place."""
    spans = [(match.group(), match.start(), match.end()) for match in _WORD.finditer(part)]
    words = [word for word, _, _ in spans]
    base = base_of(language or "en")
    vocabulary = _names(base)
    found: list[_Match] = []
    at = 0
    while at < len(words):
        match = None
        for length in range(min(_LONGEST, len(words) - at), 0, -1):
            match = _match(words, at, at + length, vocabulary, base)
            if match:
                break
        if match and match.code:
            start, end = spans[at][1], spans[match.end - 1][2]
            prefixed = PREFIXES.search(part, max(0, start - _LONGEST_PREFIX), start)
            if prefixed or NOT_ITS_OWN.match(part, end):
                match = match._replace(code=None)
        if match:
            found.append(match)
        at = match.end if match else at + 1
    return [match for match in found if match.code]


def _match(
    words: Sequence[str], start: int, end: int, vocabulary: "_Vocabulary", language: str
) -> _Match | None:
    key = " ".join(words[start:end])
    if key in NO_COUNTRY:
        return _Match(start, end, None)
    code = vocabulary.names.get(key)
    if code is None and end - start <= _LONGEST_ADJECTIVE:
        code = vocabulary.adjectives.get(key.lower())
    before = words[start - 1] if start else ""
    after = words[end] if end < len(words) else ""
    on_water = after in WATER or (start > 1 and words[start - 2] in WATER)
    personal = (key in SURNAMES and _is_name(before)) or (
        key in FIRST_NAMES and _is_name(after) and after not in PLACE_WORDS
    )
    other = on_water or personal or after in COMPANY_WORDS
    if code:
        return _Match(start, end, None if other else code)
    body = vocabulary.bodies.get(key)
    if body:
        other = other or before in WATER
        return _Match(start, end, None if other else body, is_body=True)
    if not key[:1].isupper() or len(key) < 3:
        return None
    city = city_country(key, language)
    if city is None and language == "de" and end - start == 1 and after[:1].isupper():
        city = city_country(_without_er(key), language)  # "Berliner Polizei"
        after = ""
    if city is None:
        return None
    # "Paris Hilton", "Jack London", "la Fortaleza"; but "the London Festival Choir"
    organisation = before.lower() == "the" or (
        len(words) > end + 1 and all(map(_is_name, words[end : end + 2]))
    )
    surname = _is_name(after) and after not in PLACE_WORDS and not organisation
    named = surname or (_is_name(before) and before not in BEFORE_CITY)
    other = on_water or named or after in COMPANY_WORDS
    other = other or before in ("la", "el", "le", "il", "o")
    return _Match(start, end, None if other else city, is_city=True)


def _without_er(word: str) -> str:
    """The German city in an adjective: "Londoner", "Münchner", "Dresdner"."""
    stem = word.removesuffix("er")
    if stem == word or len(stem) < 3:
        return ""
    return f"{stem[:-1]}en" if stem.endswith(("chn", "sdn", "mn")) else stem


def _is_name(word: str) -> bool:
    return word[:1].isupper() and word not in OPENING


class _Vocabulary(NamedTuple):
    """Words of a language, joined with spaces, and their countries."""

    names: Mapping[str, str]  # as they are written
    adjectives: Mapping[str, str]  # lower case, of languages that write them small
    bodies: Mapping[str, str]


@functools.lru_cache(maxsize=32)
def _names(language: str) -> _Vocabulary:
    names: dict[str, str] = {}
    for code in dict.fromkeys((language, "en")):
        try:
            territories = Locale.parse(code).territories
        except (UnknownLocaleError, ValueError, TypeError):
            continue
        for territory, name in territories.items():
            if len(territory) == 2 and territory.isalpha() and territory not in NOT_ISO:
                names.setdefault(_key(name), territory)
    for table in (STATES, ENGLISH, ALIASES, ORGANS, NAMES.get(language, {}), peoples_of(language)):
        names.update(table)
    names.update({name: GEORGIA for name in GEORGIAS if name in names})
    bodies = {**BODIES, **UNIVERSITIES, **OF_LANGUAGE.get(language, {})}
    return _Vocabulary(names, adjectives_of(language), bodies)


def _key(name: str) -> str:
    return " ".join(_WORD.findall(name))

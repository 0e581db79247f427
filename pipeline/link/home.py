"""The country that an article is about, where it is about one by far.

It tells whose "the Supreme Court" or "the police" are where the article leaves it to its reader.
"""

import collections
import functools
import re
from collections.abc import Iterable, Sequence
from urllib.parse import urlsplit

from pipeline.elements import Article
from pipeline.link.cities import country_of_domain
from pipeline.link.countries import countries_in, country_of
from pipeline.link.offices import leaders_in
from pipeline.link.words.countries.factions import factions_in

LEAST = 2
"""How often the country is named at least."""
SHARE = 0.65
"""What part of all countries' names are its names at least.

Of 95 organs in 224 Voice of America articles that say whose they are, the sentences beside theirs
prevail for the same country in 97% (at 0.6: 96% of 112; at 0.7: 97% of 68).
"""
LONGEST = 100_000
"""Characters of an article that are read for this."""


def home_of(article: Article) -> str | None:
    """The country that an article is about by far, or that it was published in.

    The names of countries, cities and political parties in its text are counted. The country of the
    publisher's address (".es") stands for itself where the text names no country more often.
    """
    texts = (article.title, article.dateline, *article.paragraphs)
    codes = named_in(tuple(text for text in texts if text), article.language)
    return prevailing(codes) or _of_publisher(article.url, codes)


@functools.lru_cache(maxsize=64)
def named_in(texts: tuple[str, ...], language: str | None) -> tuple[str, ...]:
    """The countries that some texts name, each as often as they do."""
    codes: list[str] = []
    left = LONGEST
    for text in texts:
        codes += countries_in(text[:left], language)
        codes += factions_in(text[:left], language)
        codes += leaders_in(text[:left])
        left -= len(text)
        if left <= 0:
            break
    return tuple(codes)


def _of_publisher(url: str | None, codes: Sequence[str]) -> str | None:
    try:
        ending = (urlsplit(url).hostname or "").rpartition(".")[2] if url else ""
    except ValueError:  # no address: "https://[site]/a"
        return None
    code = country_of_domain(ending) if len(ending) == len("es") else None
    counts = collections.Counter(codes)
    return code if code and counts[code] >= max(counts.values(), default=0) else None


def prevailing(codes: Iterable[str], least: int = LEAST, share: float = SHARE) -> str | None:
    """The code that is named often enough, and by far the most."""
    counts = collections.Counter(codes)
    if not counts:
        return None
    code, times = counts.most_common(1)[0]
    return code if times >= least and times >= share * counts.total() else None


_HALF = re.compile(r"(?:[Tt]he )?(North|South)")
_WHOLE = re.compile(r"\b(North|South) (?:Korean?|Sudan|African?|Macedonia)\b")


def namesake_of(words: str, before: str, article: Article) -> str | None:
    """The country that "the North" is short for: the only one so named in the article."""
    short = _HALF.fullmatch(words)
    if short is None or not (words[:1] in "tT" or before.lower().endswith("the ")):
        return None
    named = (match for text in article.paragraphs for match in _WHOLE.finditer(text[:LONGEST]))
    codes = {country_of(match.group(), "en") for match in named if match[1] == short[1]}
    return codes.pop() if len(codes) == 1 else None

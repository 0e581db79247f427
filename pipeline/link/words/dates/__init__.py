"""The small words of dates, by language: what is put in place of what, in order.

The result is in plain English words without articles: "last year", "past april", "2 day ago".
"""

from collections.abc import Mapping

from pipeline.link.words.dates.germanic import DUTCH, ENGLISH, GERMAN
from pipeline.link.words.dates.holidays import HOLIDAYS
from pipeline.link.words.dates.iberian import CATALAN, PORTUGUESE, SPANISH
from pipeline.link.words.dates.malay import INDONESIAN, MALAY
from pipeline.link.words.dates.romance import FRENCH, ITALIAN

_SMALL_WORDS: Mapping[str, tuple[tuple[str, str], ...]] = {
    "en": ENGLISH,
    "es": SPANISH,
    "fr": FRENCH,
    "de": GERMAN,
    "pt": PORTUGUESE,
    "it": ITALIAN,
    "id": INDONESIAN,
    "ms": MALAY,
    "nl": DUTCH,
    "ca": CATALAN,
}
RULES = {language: HOLIDAYS[language] + rules for language, rules in _SMALL_WORDS.items()}

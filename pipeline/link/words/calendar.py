"""The words of time expressions: turns them into one plain form that ``times`` can match.

"el pasado mes de abril" becomes "past abril", "vor zwei Tagen" becomes "2 day ago". Names of
months and weekdays are CLDR's; the small words around them are in ``dates``.
"""

import functools
import re

from babel import Locale, UnknownLocaleError

from pipeline.link.words.dates import RULES
from pipeline.link.words.numbers import COUNTING
from pipeline.link.words.tags import base_of

LANGUAGES = ("en", "es", "fr", "de", "pt", "it", "id", "ms", "nl", "ca")

# Hours and parts of the day say nothing about the date ("last night" and such are days, below).
_CLOCK = (
    r"(?:(?:shortly|just) (?:after|before|past) |around |about |at |by |before |after )?"
    r"(?:\d{1,2}(?:[:.]\d{2})? ?(?:[ap]\. ?m\.?|[ap]m\b)|\d{1,2}:\d{2}|\d{4}(?= gmt)|noon|midday"
    r"|midnight)(?: (?:gmt|utc|est|edt|cet|bst|local time|greek time))*"
)
_DAY_PARTS = {
    "en": r"(?:early |late )?(?:morning|afternoon|evening|night)|early|late|noon",
    "es": r"(?:por |en |durante )?(?:la )?(?:mañana|tarde|noche|madrugada)(?: del?)?",
    "fr": "matin|soir|après-midi|dans la nuit|dans la (?:matinée|soirée)(?: de)?",
    "de": "früh|morgen|vormittag|mittag|nachmittag|abend|nacht",
    "pt": r"(?:[àn]a? |da? |pela )?(?:manhã|tarde|noite|madrugada)(?: d[aeo])?",
    "it": r"(?:nella |nel |di )?(?:mattina|mattinata|pomeriggio|sera|serata|notte)(?: di)?",
    "id": "pagi|siang|sore|malam",
    "ms": "pagi|tengah hari|petang|malam",
    "nl": "(?:in de )?(?:ochtend|morgen|middag|namiddag|avond|nacht)(?: van)?",
    "ca": r"(?:al |a la |de la |durant la )?(?:matí|migdia|tarda|nit|vespre|matinada)(?: de)?",
}

GLUED = re.compile(
    r"((?:mon|diens|donners|frei|sams|sonn)tag|mittwoch|(?:maan|dins|woens|donder|vrij|zater|zon)dag)"
    r"(?=(?:früh|vor|morgen|mittag|nachmittag|abend|nacht|ochtend|namiddag|middag|avond))"
)


class Calendar:
    """The months, weekdays and small words of a language, with English beside it."""

    def __init__(self, language: str | None) -> None:
        self.language = language if language in LANGUAGES else None
        known = dict.fromkeys((language or "en", "en"))
        # Without a language, full names of the common ones: no two disagree on a month.
        spoken = known if language else dict.fromkeys(LANGUAGES)
        self.months: dict[str, int] = {}
        self.weekdays: dict[str, int] = {}
        for code in spoken:
            widths = ("wide", "abbreviated") if code in known else ("wide",)
            self._take_names(code, widths)
        self.month_pattern = "|".join(map(re.escape, sorted(self.months, key=len, reverse=True)))
        self.rules = [rule for code in known for rule in RULES.get(code, ())]
        if language is None:
            self.rules.append((r"\bdel? ", ""))  # "25 de junio de 2024" needs no language
        self.numbers = {
            word: value for code in known for word, value in COUNTING.get(code, {}).items()
        }
        parts = "|".join(_DAY_PARTS[code] for code in known if code in _DAY_PARTS)
        days = "|".join(map(re.escape, sorted(self.weekdays, key=len, reverse=True)))
        self._day = re.compile(rf"\b({days})\b\.?")
        self._clock = re.compile(rf"(?<![\w]){_CLOCK}(?: on\b)?")
        day_words = rf"weekday\d|{self.month_pattern}|yesterday|tomorrow"
        self._part_before = re.compile(rf"^(?:{parts}) (?:on |of )?(?=(?:\w+ )?(?:{day_words})\b)")
        self._part_after = re.compile(
            rf"(?<=\w)(?<!\blast)(?<!\bthis)(?<!\besta)[ ,]+(?:at |in the )?(?:{parts})$"
        )

    def _take_names(self, code: str, widths: tuple[str, ...]) -> None:
        try:
            locale = Locale.parse(code.replace("-", "_"))
        except (UnknownLocaleError, ValueError, TypeError):
            return
        for width in widths:
            for form in ("format", "stand-alone"):
                for number, name in locale.months[form][width].items():
                    self.months.setdefault(_plain(name), number)
                for number, name in locale.days[form][width].items():
                    self.weekdays.setdefault(_plain(name), number)
        if code == "en":
            self.months |= {"sept": 9}
        if code == "id":  # "minggu" is Sunday and week
            self.weekdays.pop("minggu", None)
        if code == "pt":  # "terça" for "terça-feira"
            self.weekdays |= {
                name.removesuffix("-feira"): number
                for name, number in list(self.weekdays.items())
                if name.endswith("-feira")
            }

    def simplify(self, text: str) -> str:
        """The expression in plain form; what is not understood stays as it is."""
        said = re.sub(r"[\s\u00a0\u202f,()]+", " ", text.lower()).strip(" .")
        said = re.sub(r"(?<=[^\W\d])\.(?= ?\d)", " ", said)  # "Dec.14"
        said = self._clock.sub(" ", said)
        # "Donnerstagabend" is one word for day and part of the day.
        said = GLUED.sub(r"\1 ", said)
        said = self._day.sub(lambda match: f"weekday{self.weekdays[match[1]]}", said)
        said = self._part_after.sub("", " ".join(said.split()))
        said = self._part_before.sub("", said)
        for pattern, plain in self.rules:
            said = " ".join(re.sub(pattern, plain, said).split())
        return re.sub(
            r"^(\w+)(?= (?:day|week|month|year) (?:ago|ahead)$)",
            lambda match: str(self.numbers.get(match[1], match[1])),
            said,
        )

    def split_weekday(self, said: str) -> tuple[int | None, str]:
        """The weekday that the expression starts or ends with (Monday is 0), and the rest."""
        if match := re.fullmatch(
            r"(?:the )?weekday(\d)|(?:(?:past|coming) )?weekday(\d) (.+)|(.*\d) weekday(\d)", said
        ):
            day = match[1] or match[2] or match[5]
            return int(day), match[3] or match[4] or ""
        return None, said


def _plain(name: str) -> str:
    return name.lower().rstrip(".")


@functools.lru_cache(maxsize=64)
def calendar_of(language: str | None) -> Calendar:
    """The calendar of a language, made once; English where the language is not known."""
    base = base_of(language) if language else None
    return Calendar(base)

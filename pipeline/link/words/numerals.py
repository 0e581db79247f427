"""Numbers in running text: digits with any separators, number words, and scale words.

``find_numerals`` reads "1.500 millones", "Rs 41,50,000", "half a billion" or "treinta y cinco".
"""

import re
from collections.abc import Iterable, Iterator
from decimal import Decimal, localcontext
from typing import NamedTuple

from pipeline.link.words.digits import SPACES, parse_digits
from pipeline.link.words.numbers import (
    ABBREVIATIONS,
    ARTICLES,
    COUNTING,
    HALVES,
    JOINERS,
    LOANED,
    MONEY_LETTERS,
    MULTIPLIERS,
    SCALES,
    STARTS_ALONE,
    VULGAR,
)
from pipeline.link.words.tags import base_of

DIGITS = 100
"""Precision of the arithmetic: far more than any column holds, so that nothing is rounded."""

_TOKEN = re.compile(
    rf"\d{{1,3}}(?:[{SPACES}]\d{{3}})+(?!\d)(?:[.,]\d+)?|\d+(?:[.,'’]\d+)*"
    r"|(?<![\w.,])\.\d+|[^\W\d_]+|[½¼¾]"
)
_JOINED = re.compile(rf"[{SPACES}\u200e]?[-\u2010\u2011]?[{SPACES}\u200e]?")
_ORDINAL_OR_DECADE = re.compile(r"(?:st|nd|rd|th|s|er|ère|º|ª|°)\b|[º°ª]", re.IGNORECASE)
_PERCENT = re.compile(r"\s*(?:%|percent|per cent|por ciento|prozent|pour cent|persen)", re.I)


class Numeral(NamedTuple):
    """A number in a text; ``value`` is None where its digits can be read in two ways."""

    start: int
    end: int
    value: Decimal | None


class _Token(NamedTuple):
    start: int
    end: int
    text: str


def find_numerals(text: str, language: str | None = None, money: bool = False) -> list[Numeral]:
    """The numbers in ``text``, in order; vague ones ("dozens", "millions") are not among them.

    ``money`` allows a number to stick to letters before it ("CHF100") and to be scaled by
    single letters after it ("$5m").
    """
    with localcontext(prec=DIGITS):
        return list(_read_all(text, base_of(language) if language else None, money))


def _read_all(text: str, language: str | None, money: bool) -> Iterator[Numeral]:
    tokens = [_Token(m.start(), m.end(), m.group()) for m in _TOKEN.finditer(text)]
    place = 0
    while place < len(tokens):
        reader = _Reader(text, tokens, language, money)
        after = reader.read(place)
        if after > place:
            yield Numeral(tokens[place].start, tokens[after - 1].end, reader.value())
        place = max(after, place + 1)


class _Reader:
    """Reads one number from a run of tokens, adding up as the words come."""

    def __init__(self, text: str, tokens: list[_Token], language: str | None, money: bool) -> None:
        self.text = text
        self.tokens = tokens
        self.language = language
        self.money = money
        self.total = Decimal(0)
        self.current: Decimal | None = None
        self.last_scale = 0
        self.clear = True

    def value(self) -> Decimal | None:
        return self.total + (self.current or 0) if self.clear else None

    def read(self, place: int) -> int:
        """Read from ``place`` on; the place after the number, or ``place`` if there is none."""
        at = self._first(place)
        if at == place:
            return place
        while at < len(self.tokens) and self._joined(at):
            after = self._next(at)
            if after == at:
                break
            at = after
        return at

    def _first(self, place: int) -> int:
        token = self.tokens[place]
        if token.text[-1].isdecimal():
            return self._digits(place)
        word = token.text.lower()
        if token.text in VULGAR:
            self.current = VULGAR[token.text]
            return place + 1
        if word in HALVES:
            at = place + 1
            if self._word(at) in ("a", "an"):
                at += 1
            return self._part_of_scale(Decimal("0.5"), at, place)
        if word in ARTICLES:
            if self._word(place + 1) in HALVES:
                return self._part_of_scale(Decimal("0.5"), place + 2, place)
            if [self._word(place + ahead) for ahead in (1, 2, 3)] == ["quarter", "of", "a"]:
                return self._part_of_scale(Decimal("0.25"), place + 4, place)
            following = self._word(place + 1)
            if self._scale(place + 1) is not None or self._multiplier(following):
                self.current = Decimal(1)
                return place + 1
            return place
        counted = self._counted(word)
        if counted == 100 and place and self._word(place - 1) in ("por", "per", "pour"):
            return place  # "por ciento"
        if counted is not None:
            self.current = Decimal(counted)
            return place + 1
        if word in STARTS_ALONE and self._scale(place) is not None:
            return self._apply_scale(place)
        return place

    def _next(self, at: int) -> int:
        token = self.tokens[at]
        word = token.text.lower()
        if token.text in VULGAR and self.current is not None:
            self.current += VULGAR[token.text]
            return at + 1
        if self._scale(at) is not None:
            return self._apply_scale(at)
        multiplier = self._multiplier(word)
        if multiplier and self.current is not None and self.current < 100:
            self.current *= multiplier
            return at + 1
        halved = self._and_a_half(at)
        if halved > at:
            return halved
        if token.text[-1].isdecimal():
            return self._digits_after_thousand(at)
        if word == JOINERS.get(self.language or "en"):
            return self._add(at + 1, at, joined=True)
        return self._add(at, at, joined=False)

    def _digits(self, place: int) -> int:
        token = self.tokens[place]
        before = self.text[max(token.start - 2, 0) : token.start]
        stuck = before[-1:].isalpha() and not self.money
        named = before[-1:] in "-‐‑" and before[:1].isalpha() and len(before) == 2
        if stuck or named or _ORDINAL_OR_DECADE.match(self.text, token.end):
            return place
        scaled = self._scale(place + 1) is not None and self._joined(place + 1)
        percent = _PERCENT.match(self.text, token.end) is not None
        language = self._language_of_scale(place + 1) if scaled else self.language
        self.current = parse_digits(token.text, language, scaled, percent)
        if self.current is None:
            self.clear = False
        return place + 1

    def _digits_after_thousand(self, at: int) -> int:
        # "176 mil 514 pesos": Mexican and Indonesian papers write the rest in digits.
        text = self.tokens[at].text
        if self.last_scale == 3 and self.current is None and re.fullmatch(r"[1-9]\d{0,2}", text):
            self.current = Decimal(text)
            return at + 1
        return at

    def _add(self, at: int, otherwise: int, joined: bool) -> int:
        counted = self._counted(self._word(at))
        if counted is None:
            return otherwise
        have = self.current
        if have is None:
            fits = not joined and self.last_scale >= 3 and counted < 1000
        else:
            tens = have % 10 == 0 and have % 100 >= 20 and 0 < counted < 10
            hundreds = have >= 100 and have % 100 == 0 and 0 < counted < 100
            fits = tens or hundreds
        if not fits or (joined and self.language in (None, "en") and (have or 0) < 100):
            return otherwise
        self.current = (have or Decimal(0)) + counted
        return at + 1

    def _and_a_half(self, at: int) -> int:
        words = [self._word(at), self._word(at + 1), self._word(at + 2)]
        if words == ["and", "a", "half"]:
            after = at + 3
        elif words[0] in ("y", "e", "et") and words[1] in HALVES:
            after = at + 2
        else:
            return at
        if self.current is not None:
            self.current += Decimal("0.5")
        else:
            self.total += Decimal("0.5").scaleb(self.last_scale)
        return after

    def _part_of_scale(self, part: Decimal, at: int, otherwise: int) -> int:
        if self._scale(at) is None:
            return otherwise
        self.current = part
        return self._apply_scale(at)

    def _apply_scale(self, at: int) -> int:
        exponent = self._scale(at) or 0
        word = self._word(at)
        followed = self._scale(at + 1) is not None
        if word == "mil" and not followed and self.language in (None, "en"):
            self.clear = False  # "$5 mil" is a million in English, a thousand in Spanish
        if self.language in ("de", "fr") and self.current != 1 and word in LOANED:
            self.clear = False  # 10^9 if copied from English, 10^12 or 10^18 if not
        if self.last_scale and exponent > self.last_scale:
            self.total = (self.total + (self.current or 0)).scaleb(exponent)
        else:
            amount = Decimal(1) if self.current is None else self.current
            self.total += amount.scaleb(exponent)
        if self.total.adjusted() > DIGITS // 2:
            self.total, self.clear = Decimal(0), False  # "million million million..."
        self.current = None
        self.last_scale = exponent
        return at + 1

    def _joined(self, at: int) -> bool:
        gap = self.text[self.tokens[at - 1].end : self.tokens[at].start]
        return _JOINED.fullmatch(gap) is not None

    def _word(self, at: int) -> str:
        return self.tokens[at].text.lower() if at < len(self.tokens) else ""

    def _languages(self) -> Iterable[str]:
        return dict.fromkeys((self.language or "en", "en", *SCALES))

    def _language_of_scale(self, at: int) -> str | None:
        word = self._word(at)
        if self.language and word in SCALES.get(self.language, {}):
            return self.language
        owners = [language for language, words in SCALES.items() if word in words]
        return (
            owners[0] if owners and (len(owners) == 1 or self.language is None) else (self.language)
        )

    def _scale(self, at: int) -> int | None:
        word = self._word(at)
        for language in self._languages():
            if word in SCALES.get(language, {}):
                return SCALES[language][word]
        if word in ABBREVIATIONS:
            return ABBREVIATIONS[word]
        return MONEY_LETTERS.get(word) if self.money else None

    def _multiplier(self, word: str) -> int | None:
        for language in (self.language or "en", "en"):
            found = MULTIPLIERS.get(language, {}).get(word)
            if found:
                return found
        return None

    def _counted(self, word: str) -> int | None:
        for language in (self.language or "en", "en"):
            found = COUNTING.get(language, {}).get(word)
            if found is not None:
                return found
        return None

"""Money: an amount and its ISO 4217 currency, from words such as "US$ 1.500 millones".

The amount is the first one in the words. What the words leave open stays null: a range, "millions
of dollars" (the currency alone is known), "pesos" (several countries have them). A bare "$" or
"dollars" is read as USD, which is wrong where a local dollar or peso is meant. "up to", "more
than" and the like do not change the amount.
"""

import functools
import re
from collections.abc import Mapping
from decimal import Decimal, localcontext

from babel import Locale, UnknownLocaleError
from babel.numbers import get_currency_name, list_currencies

from pipeline.link.words.numerals import DIGITS, Numeral, find_numerals
from pipeline.link.words.tags import base_of
from schemas.values import Money

MAX_DIGITS_BEFORE_POINT = 34  # decimal(38, 4)

# Signs before or after the number. The meaning of "¥", "kr", "Rs" and "C$" hangs on the country.
SIGNS: Mapping[str, str | None] = {
    "$": "USD", "US$": "USD", "$US": "USD", "U.S.$": "USD", "USD$": "USD", "A$": "AUD",
    "AU$": "AUD", "AUD$": "AUD", "CA$": "CAD", "Can$": "CAD", "CAD$": "CAD", "C$": "CAD",
    "HK$": "HKD", "NT$": "TWD", "S$": "SGD", "SG$": "SGD", "NZ$": "NZD", "R$": "BRL",
    "MX$": "MXN", "Mex$": "MXN", "COP$": "COP", "CLP$": "CLP", "RD$": "DOP", "TT$": "TTD",
    "J$": "JMD", "EC$": "XCD", "€": "EUR", "£": "GBP", "₹": "INR", "₽": "RUB", "₩": "KRW",
    "₪": "ILS", "₱": "PHP", "₺": "TRY", "₴": "UAH", "₸": "KZT", "₦": "NGN", "₫": "VND",
    "฿": "THB", "₾": "GEL", "₡": "CRC", "₲": "PYG", "₵": "GHS", "₼": "AZN", "Rp": "IDR",
    "RM": "MYR", "RMB": "CNY", "CN¥": "CNY", "JP¥": "JPY", "¥": None, "S/": "PEN",
    "Rs": None, "NIS": "ILS", "KSh": "KES", "Ksh": "KES", "USh": "UGX", "TSh": "TZS",
    "SFr": "CHF", "Fr": None, "kr": None, "SKr": "SEK", "NKr": "NOK", "DKr": "DKK", "zł": "PLN",
    "Kč": "CZK", "Ft": "HUF", "Bs": None,
}  # fmt: skip

# Names that mean one currency without their country.
NAMES: Mapping[str, str] = {
    name: code
    for code, names in {
        "USD": "dollar dollars dólar dólares dólar dolar dollari dollaro",
        "EUR": "euro euros eur",
        "GBP": "pound pounds sterling",
        "JPY": "yen yenes",
        "CNY": "yuan yuanes yuans renminbi",
        "RUB": "ruble rubles rouble roubles rublo rublos rubel rubli",
        "KRW": "won wones",
        "IDR": "rupiah rupiahs",
        "MYR": "ringgit ringgits",
        "THB": "baht bahts",
        "VND": "dong dongs",
        "PLN": "zloty zlotys zlotych złoty złotych",
        "CZK": "koruna korunas korun",
        "HUF": "forint forints",
        "UAH": "hryvnia hryvnias hryvnya grivnas",
        "KZT": "tenge",
        "BDT": "taka takas",
        "NGN": "naira nairas",
        "GHS": "cedi cedis",
        "ZAR": "rand rands",
        "ILS": "shekel shekels séqueles",
        "SEK": "kronor",
        "BRL": "reais",
        "PEN": "soles",
        "PYG": "guaraní guaraníes guarani guaranies",
        "PAB": "balboa balboas",
        "HNL": "lempira lempiras",
        "GTQ": "quetzal quetzales",
        "GEL": "lari",
        "AMD": "dram",
        "PGK": "kina",
    }.items()
    for name in names.split()
}
# Names that several countries share: null unless the country is named too.
SHARED_NAMES = frozenset(
    "peso pesos rupee rupees rupia rupias krone kroner krona kronur franc francs franco francos "
    "franken franchi dinar dinars dinares dirham dirhams riyal riyals rial rials lira liras lire "
    "leu lei kwacha colón colones córdoba córdobas bolívar bolívares manat libra libras".split()
)
CENTS = {"pence": "GBP", "p": "GBP", "kopecks": "RUB", "paise": None} | dict.fromkeys(
    "cent cents centime centimes céntimo céntimos centavo centavos centesimo centesimi".split()
)
SUFFIX_MEANS = {"mdd": "USD", "mdp": "MXN"}  # Mexican: millones de dólares, de pesos

_RANGE = re.compile(
    r"[\s.]*(?:(?:-|–|—|to|and|bis|et|à|hasta|hingga|sampai)[\s\S]{0,25}"
    r"|(?:or|y|e|o|u|a|ou|oder|und|atau|dan)[\s\S]{0,6})",
    re.IGNORECASE,
)
_WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
_CODE = re.compile(r"\b[A-Z]{3}\b")
_LINK = re.compile(r"[\s.\-\u2010\u2011\u200e]*(?:(?:de|of)\s+|d['’]\s*|di\s+)?", re.IGNORECASE)
_UNREAD_SCALE = re.compile(
    r"\d[\s.\u2010\u2011-]*(?:[mb]il[ijlh]|tril|mia\b|mrd|mld)", re.IGNORECASE
)
"""Digits before what must be a scale in a language whose numbers are not known."""
_VAGUE = re.compile(
    r"\b(?:millions?|billions?|trillions?|thousands?|millones|milliards?|miliardi|milioni|"
    r"milhões|bilhões|milliarden|millionen|juta|miliar|triliun)\b(?:[\s-]+)"
    r"(?:of\s+|de\s+|di\s+|d['’]\s*)?",
    re.IGNORECASE,
)


def parse_money(text: str, language: str | None = None) -> Money:
    """Read an amount of money.

    Args:
        text: the words, as they stand in the source.
        language: of the source, as an ISO 639 code; settles decimal signs and "billion".

    Returns:
        The first amount (at most 4 decimals and 38 digits) and its currency; each is null where
        the words do not settle it. ``text`` is the words as given. Raises nothing.
    """
    numerals = find_numerals(text, language, money=True)
    if not numerals:
        return Money(currency=_currency_of_vague(text, language), text=text)
    first = numerals[0]
    currency, is_cents = _currency_around(text, first, language)
    if len(numerals) > 1 and _is_range(text, first, numerals[1]):
        currency = currency or _currency_around(text, numerals[1], language)[0]
        return Money(currency=currency, text=text)
    if first.value is None or _UNREAD_SCALE.match(text, first.end - 1):
        return Money(currency=currency, text=text)
    is_negative = re.match(r"\s*[-−][^\s\d]{0,4}\s*$", text[: first.start]) is not None
    with localcontext(prec=DIGITS):
        amount = _fitted(first.value / (100 if is_cents else 1) * (-1 if is_negative else 1))
    return Money(amount=amount, currency=currency, text=text)


def _fitted(amount: Decimal) -> Decimal | None:
    """The amount in the form of decimal(38, 4), or None where it does not fit."""
    if abs(amount) >= Decimal(10) ** MAX_DIGITS_BEFORE_POINT:
        return None
    plain = amount.normalize()
    if plain.quantize(Decimal("0.0001")) != plain:
        return None
    return plain.quantize(Decimal(1)) if plain == plain.to_integral_value() else plain


def _is_range(text: str, first: Numeral, second: Numeral) -> bool:
    between = text[first.end : second.start]
    without_currency = _CODE.sub("", _WORD.sub(_drop_name, between))
    return _RANGE.fullmatch(without_currency) is not None


def _drop_name(match: re.Match[str]) -> str:
    word = match.group().lower()
    return "" if word in NAMES or word in SHARED_NAMES or word in CENTS else match.group()


def _currency_around(text: str, number: Numeral, language: str | None) -> tuple[str | None, bool]:
    """The currency right before or right after a number; whether the number counts cents."""
    before, after = text[: number.start].rstrip("\u200e\u200f \u00a0\u202f."), text[number.end :]
    scale = re.search(r"[^\W\d_]+$", text[number.start : number.end])
    if scale and scale.group().lower() in SUFFIX_MEANS:
        return SUFFIX_MEANS[scale.group().lower()], False
    sign = _sign_at_end(before)
    code = _code_at_end(before.removesuffix(sign or "").rstrip())
    if code:
        return code, False
    if sign:
        return _after_sign(sign, text, after, language), False
    after = after[_LINK.match(after).end() :]  # type: ignore[union-attr]
    found_sign = _sign_at_start(after)
    if found_sign:
        return SIGNS[found_sign], False
    return _name_at_start(after, language)


def _after_sign(sign: str, text: str, after: str, language: str | None) -> str | None:
    """What a sign before the number means, given the words after it and the language."""
    base = base_of(language or "")
    if sign == "$":
        rest = after[_LINK.match(after).end() :]  # type: ignore[union-attr]
        named, _ = _name_at_start(rest, language)
        first = _WORD.match(rest)
        is_shared = first is not None and first.group().lower() in SHARED_NAMES
        return named or (None if is_shared else "USD")
    if sign == "Rs":  # also of Pakistan, Sri Lanka, Nepal; grouping by lakhs is Indian usage
        return "INR" if re.search(r"\d,\d\d,|\bcrore|\blakh", text, re.IGNORECASE) else None
    if sign == "¥":
        return {"ja": "JPY", "zh": "CNY"}.get(base)
    if sign == "C$" and base == "es":
        return None  # also the Nicaraguan córdoba
    return SIGNS[sign]


def _sign_at_end(before: str) -> str | None:
    for sign in _signs_by_length():
        if before.endswith(sign):
            start = before[: -len(sign)]
            if not sign[0].isalpha() or not start[-1:].isalpha():
                return sign
    return None


def _sign_at_start(after: str) -> str | None:
    for sign in _signs_by_length():
        if after.startswith(sign) and not (
            sign[-1].isalpha() and after[len(sign) : len(sign) + 1].isalpha()
        ):
            return sign
    return None


@functools.cache
def _signs_by_length() -> tuple[str, ...]:
    return tuple(sorted(SIGNS, key=len, reverse=True))


def _code_at_end(before: str) -> str | None:
    code = before[-3:]
    whole = len(before) == 3 or not before[-4:-3].isalpha()
    return code if whole and code in _codes() else None


@functools.cache
def _codes() -> frozenset[str]:
    return frozenset(list_currencies()) - {"XXX", "XTS", "ALL", "TOP"}


def _name_at_start(after: str, language: str | None) -> tuple[str | None, bool]:
    """The currency that ``after`` starts with, by code or by name; whether it is cents."""
    code = re.match(r"[A-Z]{3}\b", after)
    if code and code.group() in _codes():
        return code.group(), False
    words = [match.group().lower() for match in list(_WORD.finditer(after))[:4]]
    for length in range(len(words), 1, -1):
        named = _full_names(language).get(" ".join(words[:length]))
        if named:
            return named, False
    if not words:
        return None, False
    first = words[0]
    if first in CENTS:
        return CENTS[first], True
    if NAMES.get(first) == "USD" and re.match(r"\w+ (?:de|of|di) [A-Z]", after):
        return None, False  # "dólares de Canadá"
    return _full_names(language).get(first) or NAMES.get(first), False


@functools.lru_cache(maxsize=32)
def _full_names(language: str | None) -> dict[str, str]:
    """Names of currencies with their country, lower case, of CLDR in English and ``language``."""
    names: dict[str, str] = {}
    for wanted in dict.fromkeys((language or "en", "en")):
        try:
            locale = Locale.parse(wanted.replace("-", "_"))
        except (UnknownLocaleError, ValueError, TypeError):
            continue
        for code in sorted(_codes() & set(locale.currencies)):
            for count in (None, 1, 2, 5):
                name = get_currency_name(code, count=count, locale=locale).lower()
                if name not in NAMES and name not in SHARED_NAMES:
                    names.setdefault(name, code)
    return names


def _currency_of_vague(text: str, language: str | None) -> str | None:
    match = _VAGUE.search(text)
    return _name_at_start(text[match.end() :], language)[0] if match else None

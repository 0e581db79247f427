"""Digits with separators: "1.500" is 1500 in Spanish and unclear in English.

A number that can be read in two ways is None.
"""

import functools
import re
from decimal import Decimal

from babel import Locale, UnknownLocaleError

SPACES = " \u00a0\u202f\u2009"


@functools.lru_cache(maxsize=64)
def decimal_sign(language: str | None) -> str | None:
    """The decimal sign, "." or ",", that CLDR gives for a language; None if it is not known."""
    if not language:
        return None
    try:
        symbols = Locale.parse(language.replace("-", "_")).number_symbols
    except (UnknownLocaleError, ValueError, TypeError):
        return None
    sign = symbols.get("latn", {}).get("decimal")
    return sign if sign in (".", ",") else None


def parse_digits(
    token: str, language: str | None, scaled: bool = False, percent: bool = False
) -> Decimal | None:
    """The number that digits with separators stand for, or None where that is not clear.

    ``scaled`` says that a scale word follows ("1.500 millones"), ``percent`` a per cent sign:
    such numbers may have three decimals; counts and amounts of money do not.
    """
    plain = re.sub(rf"(?<=\d)[{SPACES}'’](?=\d{{3}}(?!\d))", "", token)
    if len(plain) > 60 or not plain.isascii():
        return None
    if plain.isdigit():
        return Decimal(plain)
    if re.fullmatch(r"\d{1,3}(?:\.\d{3}){2,}|\d{1,3}(?:,\d{3}){2,}|\d{1,2}(?:,\d\d)+,\d{3}", plain):
        return Decimal(re.sub("[.,]", "", plain))
    if re.fullmatch(r"\d{1,3}(?:\.\d{3})+,\d+", plain):
        return Decimal(plain.replace(".", "").replace(",", "."))
    if re.fullmatch(r"\d{1,3}(?:,\d{2,3})*,\d{3}\.\d+", plain):
        return Decimal(plain.replace(",", ""))
    if re.fullmatch(r"\.\d+", plain):
        return Decimal(f"0{plain}")
    single = re.fullmatch(r"(\d+)([.,])(\d+)", plain)
    if not single:
        return None
    whole, sign, rest = single.groups()
    as_decimal, as_groups = Decimal(f"{whole}.{rest}"), Decimal(whole + rest)
    if len(rest) != 3 or len(whole) > 3 or whole.startswith("0"):
        return as_decimal
    return _three_digits_after(sign, language, scaled, percent, as_decimal, as_groups)


def _three_digits_after(
    sign: str,
    language: str | None,
    scaled: bool,
    percent: bool,
    as_decimal: Decimal,
    as_groups: Decimal,
) -> Decimal | None:
    own = decimal_sign(language)
    # Spanish is written with both conventions: a comma groups in Mexico, a dot groups in Spain.
    spanish = (language or "").split("-")[0].split("_")[0] == "es"
    if own is None or (spanish and sign == ","):
        return as_groups if sign == "," and not scaled and not percent else None
    if sign == own:
        return as_decimal if scaled or percent else None
    return None if percent and sign == "." else as_groups

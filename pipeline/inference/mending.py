"""Spans mended where the tagger's cut cannot be meant: half a number, half a word, a lone "of".

Rules about writing, in any language. Added to a span is the rest of what it holds a part of: a
number with its scale words, currency or percent sign, a score, a date, the word after a lone "last"
or "next", an abbreviation with dots, a word with a hyphen or an apostrophe in its midst, a country
of several words, a pair of marks; and what stands between two spans that are one name. Taken off
are words at the end that lead on ("in", "which"), an apostrophe that leads, a mark without its
partner. Dropped are one word of money that tells no number, percents taken for money, parties and
places of mere digits, and of an agent, a target and a thing that share words all but the surest.
"""

import re
from collections.abc import Iterable, Sequence

from babel import Locale

from pipeline.inference.decoding import CODES, TaggedSpan, whole_words
from schemas.values import Role

Filled = tuple[Role, TaggedSpan]

TRAILING_ON = (
    r"in|into|to|as|than|that|which|who|whose|while|but|over|under|against|about|after|before|"
    r"between|during|through|que|a|e|à|au|aux|et|ou|dans|sur|par|pour|avec|zu|und|oder|für|mit|"
    r"di|da|con|per|em|com|no|na|dan|atau|untuk|dengan|yang|het|een|der|die|das|den|amb|per|i|o|u"
)

TRAILING = re.compile(rf"\s(?:{TRAILING_ON})$")
"""What only triggers end with ("swore in"): more follows it."""
LANGUAGES = "en es fr de pt it id ms nl ca".split()
_SCALE = (
    r"hundred|thousand|million|billion|trillion|lakh|crore|m|bn|tn|k|mln|mn|mil|millón|millones|"
    r"billón|billones|mille|millions?|milliards?|mds?|mrd\.?|mio\.?|tausend|millionen|milliarden?|"
    r"milhão|milhões|bilhão|bilhões|trilhão|trilhões|mila|milioni?|miliard[oi]|mld|ribu|juta|"
    r"miliar|triliun|bilion|trilion|duizend|miljoen|miljard|biljoen|milió|milions"
)
_NUMBER = rf"(?:\d+(?:[.,\u00a0\u202f]\d+)*(?:(?i:{_SCALE})\b|(?:[\s-](?i:{_SCALE})\b)*))(?![\w])"
_SIGN = rf"(?:(?:{CODES})|Rs\.?|Rp\.?|RM|R\$|[A-Z]{{0,3}}[$€£¥₹₽₩₺₫฿₱₦])"
NUMBER = re.compile(rf"(?<![\w.,]){_NUMBER}")
"""A number with its scale words."""
AMOUNT = re.compile(rf"(?<![\w.,])(?:{_SIGN}\s?)?(?:{_NUMBER})(?:\s?[€£¥₹₽])?")
"""A number with the currency before it."""
PERCENT = re.compile(r"\s?(?:%|per ?cent\b|por ciento\b|pour ?cent\b|prozent\b|persen\b)", re.I)
_MONTHS = "|".join(
    sorted(
        {
            re.escape(name.rstrip("."))
            for language in LANGUAGES
            for name in Locale.parse(language).months["format"]["wide"].values()
        },
        key=len,
        reverse=True,
    )
)
DATE = re.compile(
    rf"(?<!\w)(?:\d{{1,2}}(?:st|nd|rd|th|er|\.|º)?\s(?:of\s|de\s)?)?(?:{_MONTHS})"
    rf"(?:\s\d{{1,2}}(?:st|nd|rd|th)?(?!\d))?(?:,?\s(?:de\s|del\s|of\s)?(?:19|20)\d\d)?(?!\w)",
    re.IGNORECASE,
)
"""A month with the day and the year beside it."""
WHOLE = re.compile(r"(?<![\w.])(?:[^\W\d_]\.){2,}|(?<!\w)\d+[-–]\d+(?!\w)")
"""An abbreviation with dots ("U.S."), and a score ("5-4")."""
_COUNTRIES = {
    name
    for language in LANGUAGES
    for code, name in Locale.parse(language).territories.items()
    if len(code) == len("US") and re.fullmatch(r"[^\W\d_]+(?:[ -][^\W\d_]+)+", name)
}
COUNTRY = re.compile(
    rf"(?<!\w)(?:{'|'.join(sorted(map(re.escape, _COUNTRIES), key=len, reverse=True))})(?!\w)"
)
"""A country of several words, by CLDR: "South Korea", "Arab Saudi"."""
POINTERS = re.compile(r"(?:last|next|this|past|late|early|mid)", re.IGNORECASE)
PARTICLE = re.compile(r"\s(?:bin|ibn|bint|al|van|von|van der|van den|von der|ten|ter)\s")
HYPHENATED = re.compile(r"[\w-]+-$")
"""The part before a hyphen of a word that goes on behind it."""
WITH_APOSTROPHE = re.compile(r"\b(?:O|[A-Z]\w*[aeiou](?<![Qq]u))['’]$")
"""The part of a name before an apostrophe in its midst: "Shi'ite", "Sana'a", "O'Brien".

An elision is no part of a name ("Dall'azienda", "Quest'anno", "Qu'elle"). What it drops is the
vowel before the apostrophe, so a consonant or "qu" is left there.
"""
POSSESSIVE = re.compile(r"['’](?:s\b|\s)")
PAIRS = {"“": "”", "«": "»", "„": "“", "‘": "’", '"': '"', "(": ")", "[": "]"}
NEAR = 40
"""Characters around a span in which the rest of an expression is looked for."""
REFLEXIVE = re.compile(r"(?:se|si|sich)\s+(?=\w)|s['’](?=\w)", re.IGNORECASE)
"""What a verb reflects on, before it: the verb alone names the happening ("se >reunió<")."""
PARTIES = (Role.AGENT, Role.TARGET, Role.PLACE)
EXCLUSIVE = (Role.AGENT, Role.TARGET, Role.OBJECT)
"""No word fills two of these: fewer than one in a hundred spans of the training labels do."""


def mended(arguments: Iterable[Filled], text: str) -> list[Filled]:
    """The arguments of one event with whole numbers, dates, words and pairs of marks.

    Args:
        arguments: spans of the sentence by role, those of one role in order.
        text: the sentence.

    Returns:
        The same roles in the same order; spans that run into one another are one, those that name
        nothing are left out. No span lies outside the sentence or is empty.
    """
    result: list[Filled] = []
    for role, span in arguments:
        one = _grown(role, span, text)
        if one is None:
            continue
        before = result[-1][1] if result and result[-1][0] is role else None
        if before and (not text[before.end : one.start].strip() or _is_one_name(before, one, text)):
            result[-1] = (
                role,
                TaggedSpan(
                    min(before.start, one.start),
                    max(before.end, one.end),
                    max(before.confidence, one.confidence),
                ),
            )
        else:
            result.append((role, one))
    return _exclusive(result)


def mended_trigger(span: TaggedSpan, text: str) -> TaggedSpan:
    """The trigger without a reflexive pronoun that leads it."""
    pronoun = REFLEXIVE.match(text, span.start, span.end)
    return span._replace(start=pronoun.end()) if pronoun else span


def _grown(role: Role, span: TaggedSpan, text: str) -> TaggedSpan | None:
    """One span made whole; None where it can be none of its role."""
    match role:
        case Role.MONEY:
            span = _over(span, AMOUNT, text)
            words = text[span.start : span.end]
            told = any(map(str.isdigit, words)) or " " in words
            return span if told and not PERCENT.match(text, span.end) else None
        case Role.QUANTITY:
            span = _over(_over(span, NUMBER, text), WHOLE, text)
            percent = PERCENT.match(text, span.end) if text[span.end - 1].isdigit() else None
            return span._replace(end=percent.end()) if percent else span
        case Role.TIME:
            span = _over(span, DATE, text)
            following = re.compile(r"\s\w+").match(text, span.end)
            alone = POINTERS.fullmatch(text, span.start, span.end)
            return span._replace(end=following.end()) if alone and following else span
        case _:
            if role in PARTIES and text[span.start : span.end].isdigit():
                return None
            whole = _over(_over(_hyphenated(span, text), WHOLE, text), COUNTRY, text)
            return _ended(_paired(whole, text), text)


def _over(span: TaggedSpan, pattern: re.Pattern[str], text: str) -> TaggedSpan:
    """The span with all of each expression that it holds a part of."""
    for match in pattern.finditer(text, max(0, span.start - NEAR), span.end + NEAR):
        if match.start() < span.end and span.start < match.end():
            span = span._replace(
                start=min(span.start, match.start()), end=max(span.end, match.end())
            )
    return span


def _hyphenated(span: TaggedSpan, text: str) -> TaggedSpan:
    """The span with all of "e-commerce"; not with all of "US-led", which names a party."""
    start, end = span.start, span.end
    rest = start + (text[start] in "-'’")
    possessive = POSSESSIVE.match(text, max(0, rest - 1))
    named = WITH_APOSTROPHE.search(text, max(0, rest - 20), rest)
    first = HYPHENATED.search(text, max(0, start - 20), start)
    if named and not possessive and text[rest : rest + 1].isalpha():
        start = named.start()
    elif first and text[start].islower():
        start = first.start()
    elif text[start] == "-":
        word = re.search(r"\w+$", text[:start])
        start = word.start() if word else rest
    elif not possessive:
        start = rest
    if end > start + 1 and text[end - 1] == "-":
        end -= 1
    last = re.search(r"(?<!\w)[^\W\d_A-Z]+$", text[start:end])
    after = re.compile(r"-[^\W\d_]+").match(text, end)
    if last and after:
        end = after.end()
    return span._replace(start=start, end=end)


def _paired(span: TaggedSpan, text: str) -> TaggedSpan | None:
    """The span with both marks of a pair, or none of them; no apostrophe that leads it."""
    start, end = span.start, span.end
    if re.match(r"['’]\s", text[start:end]):
        start += 1
    for opening, closing in PAIRS.items():
        words = text[start:end]
        if opening == closing:
            odd = words.count(opening) % 2
            lone_opening = lone_closing = bool(odd)
        else:
            lone_opening = words.count(opening) > words.count(closing)
            lone_closing = closing != "’" and words.count(closing) > words.count(opening)
        if lone_closing and text[start - 1 : start] == opening:
            start -= 1
        elif lone_closing and words.endswith(closing):
            end -= 1
        elif lone_opening and text[end : end + 1] == closing:
            end += 1
        elif lone_opening and words.startswith(opening):
            start += 1
    start, end = whole_words(start, end, text) if start < end else (start, end)
    return span._replace(start=start, end=end) if start < end else None


def _ended(span: TaggedSpan | None, text: str) -> TaggedSpan | None:
    """The span without the words at its end that lead on."""
    while span and (last := TRAILING.search(text, span.start, span.end)):
        span = span._replace(end=last.start())
    return span


def _is_one_name(one: TaggedSpan, other: TaggedSpan, text: str) -> bool:
    """Whether nothing but a particle of names stands between two spans: "Alwaleed >bin< Talal"."""
    named = text[one.start].isupper() and text[other.start].isupper()
    return named and bool(PARTICLE.fullmatch(text, one.end, other.start))


def _exclusive(arguments: Sequence[Filled]) -> list[Filled]:
    """The arguments without those that share a word with a surer one of another role.

    From the surest down, each is compared with those that were kept: what is itself dropped drops
    nothing.
    """
    kept: list[int] = []
    surest_first = sorted(range(len(arguments)), key=lambda at: -arguments[at][1].confidence)
    for at in surest_first:
        if not any(_exclude(arguments[at], arguments[other]) for other in kept):
            kept.append(at)
    return [arguments[at] for at in sorted(kept)]


def _exclude(one: Filled, other: Filled) -> bool:
    """Whether two arguments share a word, and are of roles that share none."""
    (role, span), (other_role, other_span) = one, other
    return (
        role is not other_role
        and role in EXCLUSIVE
        and other_role in EXCLUSIVE
        and other_span.start < span.end
        and span.start < other_span.end
    )

"""Quantities: a number and its unit, and counts of people killed, injured and missing."""

import itertools
import re
from collections.abc import Iterator, Sequence
from decimal import Decimal

from pipeline.link.words.casualties import CUES
from pipeline.link.words.numerals import Numeral, find_numerals
from pipeline.link.words.units import (
    DURATIONS,
    NO_UNIT,
    NOUN_FIRST,
    PEOPLE,
    PERCENT,
    PLURALS_WITHOUT_S,
    SKIPPED,
    STOPS,
)
from schemas.values import Casualties, Quantity

_VAGUE = re.compile(
    r"\b(?:(?:dozens|hundreds|thousands|millions|billions|tens|scores)\s+of\s+)+|"
    r"\b(?:decenas|cientos|miles|millones|docenas)\s+de\s+|\b(?:several|many|a few|few)\s+"
    r"(?:dozen|hundred|thousand|million)?\s*|\b(?:des\s+)?(?:dizaines|centaines|milliers)\s+de\s+",
    re.IGNORECASE,
)
_NONE = re.compile(
    r"(?:no|zero|ning[uú]na?|cero|aucune?|keine?|nenhuma?|nessun[oa]?)\s+"
    r"(?!one\b|more\b|less\b|fewer\b|longer\b|matter\b)(?=\w)",
    re.IGNORECASE,
)
_WORD = re.compile(r"[^\W\d_]+(?:[-'’.][^\W_]+)*\d*")
_OF_ALL = re.compile(
    r"\s*(?:out\s+)?of\s+(?:(?:the|its|his|her|their|our|those|these|all)\s+)*", re.I
)
_RATIO_BEFORE = re.compile(
    r"[$€£¥₹₽]\s*$|\b(?:between|entre|zwischen)\s+$|\b(?:half|third|quarter|mitad|hälfte)\b",
    re.IGNORECASE,
)
_FRACTION = re.compile(
    r"[\s-]*(?:half|halves|thirds?|quarters?|fourths?|fifths?|sixths?|eighths?|tenths?|"
    r"tercios?|cuart[oa]s?|quintos?|tiers|quarts?|drittel|viertel)\b|"
    r"\s+in\s+(?:every|each|\d)|\s*[/:]\s*\d",
    re.IGNORECASE,
)


def parse_quantity(text: str, language: str | None = None) -> Quantity:
    """Read a number with its unit.

    Args:
        text: the words, as they stand in the source.
        language: of the source, as an ISO 639 code.

    Returns:
        The value and its unit: "percent", "percentage points", a unit of time in the plural
        ("years"), else the head noun in lower case as it stands ("people", "jobs"). The value is
        null for what is not one number: vague words, ranges, scores, fractions, ordinals.
    """
    numerals = find_numerals(text, language)
    if not numerals:
        return _without_number(text, language)
    first = numerals[0]
    if _FRACTION.match(text, first.end):
        return Quantity(text=text)
    unit, _ = _unit_after(text, first.end, language)
    if _is_one_number(text, numerals):
        value = _signed(text, first)
        return Quantity(value=None if value is None else float(value), unit=unit, text=text)
    return Quantity(unit=_unit_after(text, numerals[-1].end, language)[0], text=text)


def _signed(text: str, number: Numeral) -> Decimal | None:
    if number.value is None or number.value >= Decimal(10) ** 300:
        return None
    return -number.value if text[: number.start].strip() in ("-", "−") else number.value


def _is_one_number(text: str, numerals: Sequence[Numeral]) -> bool:
    first = numerals[0]
    if _RATIO_BEFORE.search(text[: first.start]) or _UP_TO.match(text, first.end):
        return False
    if len(numerals) == 1:
        touched = re.match(r"\s?[-–—]\s?\d|[^\W\d_]*\ufffd|[^\x00-\x7f]?\ufffd", text[first.end :])
        return touched is None
    rest = numerals[1:]
    # "182 of 273 seats" counts the 182; any other second number makes the first one unclear.
    between = text[first.end : rest[0].start]
    return len(rest) == 1 and first.value != 1 and _OF_ALL.fullmatch(between) is not None


def _without_number(text: str, language: str | None) -> Quantity:
    none = _NONE.match(text)
    if none:
        return Quantity(value=0.0, unit=_unit_after(text, none.end(), language)[0], text=text)
    vague = _VAGUE.search(text)
    if vague:
        return Quantity(unit=_unit_after(text, vague.end(), language)[0], text=text)
    single = re.match(r"\s*(?:an?|un|una|une|eine?|uma?)\s+(.*)", text, re.IGNORECASE | re.DOTALL)
    if single:
        unit, noun = _unit_after(text, single.start(1), language)
        if noun in PEOPLE or (unit in DURATIONS.values() and single.group(1).lower() in DURATIONS):
            return Quantity(value=1.0, unit=unit, text=text)
    return Quantity(text=text)


def _unit_after(text: str, at: int, language: str | None) -> tuple[str | None, str | None]:
    """The unit named from ``at`` on, and the noun as it stands, lower case."""
    share = PERCENT.match(text, at)
    if share:
        return ("percent" if share.group("percent") else "percentage points"), None
    if re.match(r"[\s-]*(?:basis points|bps)\b", text[at:], re.IGNORECASE):
        return "basis points", None
    of_all = _OF_ALL.match(text, at)
    at = of_all.end() if of_all else at
    later = find_numerals(text[at:], language)
    if of_all and later and later[0].start == 0:
        at += later[0].end
    nouns = list(_noun_phrase(text, at, language))
    if not nouns:
        return None, None
    if nouns[0] in DURATIONS:
        return DURATIONS[nouns[0]], nouns[0]
    noun = nouns[0] if (language or "")[:2] in NOUN_FIRST else nouns[-1]
    return (None if noun in NO_UNIT else noun), noun


def _noun_phrase(text: str, at: int, language: str | None) -> Iterator[str]:
    end = at
    last = ""
    for match in _WORD.finditer(text, at):
        gap = text[end : match.start()]
        word = re.sub(r"['’]s$", "", match.group().lower())
        if gap.strip(" \u00a0\u202f-\"“”'‘’«»."):
            return
        end = match.end()
        if not last and word in SKIPPED and (language or "")[:2] in NOUN_FIRST:
            continue
        if word in ("and", "or") and last and not (last.endswith("s") or last in PLURALS_WITHOUT_S):
            continue  # "sport and utility vehicles": the noun is still to come
        if word.split("-")[0] in STOPS:
            return
        last = word
        parts = word.split("-")
        yield parts[0] if parts[0] in DURATIONS else word


FARTHEST = 200
"""Characters between a count and the word for what it counts."""
_UP_TO = re.compile(r"[\s-]*\w*[\s-]*\bto[\s-]+(?:\d|life\b)", re.IGNORECASE)
_CLAUSE_END = re.compile(
    r"[,;:()–—]|[.!?]\s|\b(?:and|but|while|or|as|after|y|e|o|mientras|et|und|sowie|dan|mais|pero|ma|mas)\b",
    re.IGNORECASE,
)
_PARTS = re.compile(
    r",?\s*\b(?:including|among them|incluid[oa]s?|entre ellos|entre ellas|dont|darunter|"
    r"incluindo|tra cui|termasuk)\b[^,;]*(?:,|$)",
    re.IGNORECASE,
)
_SHARE_OF = re.compile(
    r"(?:%|percent|per cent|half|third|most|some) of (?:the |its |these |more than |over )*$", re.I
)
_BETWEEN_TWO_KINDS = re.compile(r"\s*(?:and|or|y|o|e|et|und|oder|dan|atau|and/or|/)\s*", re.I)
_COORDINATED = re.compile(r"\s*(?:,|and|y|e|et|und|dan|as well as)+\s*(?:and\s+)?", re.IGNORECASE)


def parse_casualties(
    spans: Sequence[tuple[int, int]], sentence: str, language: str | None = None
) -> Casualties:
    """Sort counts of people into killed, injured and missing by the nearest words for that.

    Args:
        spans: half-open ranges of characters in ``sentence``, one for each count.
        sentence: the whole sentence.
        language: of the sentence, as an ISO 639 code.

    Returns:
        A count is null where the words say none, leave open what it counts, or give two that
        differ. ``text`` is the words of the spans, joined by "; ".
    """
    ranges = sorted((start, end) for start, end in spans if 0 <= start <= end <= len(sentence))
    kinds = [_kind_of(span, ranges, sentence, language) for span in ranges]
    counts: dict[str, set[int | None]] = {"killed": set(), "injured": set(), "missing": set()}
    for span, kind in zip(ranges, kinds, strict=True):
        if kind is not None and not _is_part(span, sentence):
            counts[kind].add(_people(sentence[slice(*span)], language))
    # "two soldiers and 3 civilians were killed": the word counts both, and neither alone.
    for one, other in itertools.pairwise(zip(ranges, kinds, strict=True)):
        kind = one[1] or other[1]
        alone = one[1] is None or other[1] is None
        if kind and alone and _COORDINATED.fullmatch(sentence[one[0][1] : other[0][0]]):
            counts[kind].add(None)
    settled = {kind: found.pop() if len(found) == 1 else None for kind, found in counts.items()}
    return Casualties(**settled, text="; ".join(sentence[slice(*span)] for span in ranges))


def _people(text: str, language: str | None) -> int | None:
    quantity = parse_quantity(text, language)
    value, unit = quantity.value, quantity.unit
    if value is None or value < 0 or value != int(value) or value > 10**9:
        return None
    if unit in DURATIONS.values() or unit in ("percent", "percentage points"):
        return None
    return int(value)


def _is_part(span: tuple[int, int], sentence: str) -> bool:
    """Whether a count is part of an earlier one ("14 people, including 3 children")."""
    return _SHARE_OF.search(sentence[: span[0]]) is not None or any(
        match.start() < span[0] <= match.end() for match in _PARTS.finditer(sentence)
    )


def _kind_of(
    span: tuple[int, int], ranges: Sequence[tuple[int, int]], sentence: str, language: str | None
) -> str | None:
    """The kind of the nearest cue in the span's own clause; None if none or two are as near."""
    found: list[tuple[int, str]] = []
    for kind, start, end in _cues(sentence, language):
        if span[0] <= start and end <= span[1]:
            found.append((0, kind))
            continue
        gap = (end, span[0]) if end <= span[0] else (span[1], start)
        if gap[1] - gap[0] > FARTHEST:
            continue
        between = _PARTS.sub(" ", sentence[gap[0] : gap[1]])
        crossed = any(gap[0] <= other[0] and other[1] <= gap[1] for other in ranges)
        if crossed and not _PARTS.search(sentence[gap[0] : gap[1]]):
            continue
        if not _CLAUSE_END.search(between):
            found.append((1 + len(between.split()), kind))
    if not found:
        return None
    nearest = min(distance for distance, _ in found)
    kinds = {kind for distance, kind in found if distance == nearest}
    inside_and_out = nearest == 0 and len({kind for _, kind in found}) > 1
    return kinds.pop() if len(kinds) == 1 and not inside_and_out else None


def _cues(sentence: str, language: str | None) -> Iterator[tuple[str, int, int]]:
    """The words for killed, injured and missing; not those of two kinds joined into one."""
    base = (language or "en").replace("_", "-").split("-")[0].lower()
    cues = sorted(
        (match.start(), match.end(), kind)
        for kind, words in CUES.get(base, CUES["en"]).items()
        for match in re.finditer(rf"\b(?:{words})\b", sentence, re.IGNORECASE)
    )
    joined: set[int] = set()
    for place in range(1, len(cues)):
        before, after = cues[place - 1], cues[place]
        between = sentence[before[1] : after[0]]
        if before[2] != after[2] and _BETWEEN_TWO_KINDS.fullmatch(between):
            joined |= {place - 1, place}
    for place, (start, end, kind) in enumerate(cues):
        if place not in joined:
            yield kind, start, end

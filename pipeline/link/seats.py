"""Where a party has its seat, as the words right behind it say: "Widgets GmbH >of Germany<"."""

import dataclasses
import re
from collections.abc import Sequence

from pipeline.elements import ArgumentSpan
from pipeline.link.countries import country_of, is_place_name
from pipeline.link.names import clean_name
from pipeline.link.words.countries.around import SEATED, SITTING
from pipeline.link.words.countries.organs import is_organ
from pipeline.link.words.tags import base_of
from schemas.values import Role

_LISTED = re.compile(r"(?:,| (?:and|or|y|e|o|et|ou|und|oder|en|of|i|dan|atau|serta)) $")
"""Between two that a list names: the second is no seat of the first alone."""
_LONGEST = 60
"""Characters of a seat, and of a party's end, that are looked at."""
_WORD_BEGINS = re.compile(r"[\s'’(-]")


def with_seats(
    spans: Sequence[ArgumentSpan], sentence: str, start: int, language: str | None
) -> tuple[ArgumentSpan, ...]:
    """The arguments of a mention without countries and towns that are the seat of one before them.

    The party keeps its name, and its place in the text takes in the seat, so that it tells the
    country. A seat in a list stays: "the presidents >of Peru and Chile<".

    Args:
        spans: of one mention.
        sentence: the mention's.
        start: where that begins in the document.
        language: of the article.
    """
    kept = list(spans)
    for seat in spans:
        if seat.role not in (Role.AGENT, Role.TARGET) or seat not in kept:
            continue
        for party in kept:
            if (
                party.role is seat.role
                and 0 < seat.start - party.end < _LONGEST
                and _may_have_a_seat(
                    sentence[party.start - start : party.end - start],
                    sentence[party.end - start : seat.start - start],
                    language,
                )
                and is_place_name(sentence[seat.start - start : seat.end - start], language)
                and not _is_listed(seat, spans, sentence, start)
            ):
                kept.remove(seat)
                at = kept.index(party)
                kept[at] = dataclasses.replace(party, end=seat.end)
                break
    return tuple(kept)


def _may_have_a_seat(words: str, between: str, language: str | None) -> bool:
    """Whether words are a name, which no country's is, or an organ of a state, and a link."""
    organ = is_organ(words, language)
    if organ and SITTING.fullmatch(between):
        return not (base_of(language or "en") == "nl" and between.startswith(" en "))
    if not SEATED.fullmatch(between):
        return False
    ends_in_a_name = _WORD_BEGINS.split(words[-_LONGEST:])[-1][:1].isupper()
    return organ or (ends_in_a_name and not is_place_name(words, language))


def _is_listed(
    seat: ArgumentSpan, spans: Sequence[ArgumentSpan], sentence: str, start: int
) -> bool:
    """Whether another of the same role goes on with a list that the seat opens."""
    return any(
        other.role is seat.role
        and other.start > seat.end
        and _LISTED.fullmatch(sentence, seat.end - start, other.start - start)
        for other in spans
    )


def seat_country(words: str, name: str, language: str | None) -> str | None:
    """The country of the seat that a party's words end with, where its name does not.

    Args:
        words: of the source: "Widgets GmbH of Germany".
        name: "Widgets GmbH".
        language: of the text.
    """
    for match in SEATED.finditer(words, max(0, len(words) - 2 * _LONGEST)):
        seat = words[match.end() :]
        if len(seat) <= _LONGEST and not name.endswith(seat) and is_place_name(seat, language):
            return country_of(seat, language)
    return None


def is_place_of_another(
    span: ArgumentSpan, spans: Sequence[ArgumentSpan], language: str | None
) -> bool:
    """Whether an agent is a place of the same mention, beside another agent that is none."""
    key = clean_name(span.text).casefold()
    return (
        any(one.role is Role.PLACE and clean_name(one.text).casefold() == key for one in spans)
        and is_place_name(span.text, language)
        and any(one.role is Role.AGENT and not is_place_name(one.text, language) for one in spans)
    )

"""The typed fields of an event, from the words of its mentions."""

import re
from collections.abc import Sequence
from typing import TypeVar

from pipeline.elements import ArgumentSpan, Article, Mention
from pipeline.link.countries import country_of
from pipeline.link.money import parse_money
from pipeline.link.names import clean_name
from pipeline.link.quantities import parse_casualties, parse_quantity
from pipeline.link.times import resolve_time
from pipeline.link.words.reference import NO_NAMES
from schemas.events import EVENT_TYPES
from schemas.values import Casualties, EventTime, Money, Quantity, Role

ARTICLE = re.compile(
    r"^(?:the|an?|el|la|los|las|le|les|der|die|das|den|il|lo|gli|o|os|as|het|de) ", re.IGNORECASE
)
DIVIDING = frozenset("of for and or y e et und the in at de del di da do von van la".split())
T = TypeVar("T")


def typed_fields(
    event_type: str, mentions: Sequence[Mention], time: EventTime | None, language: str | None
) -> dict[str, object]:
    """Every field of the type that the mentions fill, by name.

    Args:
        event_type: name of the type.
        mentions: all mentions of the event, the best first: its values come before the others'.
        time: when it happened, which is a common column too.
        language: of the article.
    """
    fields: dict[str, object] = {}
    for role, name in EVENT_TYPES[event_type].fields_by_role().items():
        match role:
            case Role.MONEY:
                value: object = money_of(mentions, language)
            case Role.QUANTITY if name == "casualties":
                value = casualties_of(mentions, language)
            case Role.QUANTITY:
                value = quantity_of(mentions, language)
            case Role.TIME:
                value = time
            case Role.PLACE if name == "place":
                continue  # the common column
            case _:
                value = names_of(mentions, role)
        fields[name] = value
    return fields


def spans_of(mentions: Sequence[Mention], role: Role) -> list[tuple[Mention, ArgumentSpan]]:
    """The spans that fill a role, mention by mention."""
    return [
        (mention, argument)
        for mention in mentions
        for argument in mention.arguments
        if argument.role is role
    ]


def names_of(mentions: Sequence[Mention], role: Role) -> tuple[str, ...]:
    """The distinct names of a role, in order; of two spellings of one, the first.

    Words that only point ("he", "many") are no names, and one is not named again that ends another
    ("Supreme Court" beside "U.S. Supreme Court", "users" beside "paying users").
    """
    names: dict[str, str] = {}
    for _, argument in spans_of(mentions, role):
        name = clean_name(argument.text)
        if name and name.casefold() not in NO_NAMES:
            names.setdefault(name.casefold(), name)
    found = tuple(names.values())
    return tuple(name for name in found if not any(ends(name, other) for other in found))


def ends(short: str, long: str) -> bool:
    """Whether a name is the end of a longer one for the same: "Senate", "US Senate".

    The longer one tells the country besides, or the shorter is a common noun, which begins small.
    "Ford" is not the end of "Harrison Ford", nor "Bank" of "World Bank".
    """
    bare, whole = ARTICLE.sub("", short), ARTICLE.sub("", long)
    if not whole.casefold().endswith(f" {bare.casefold()}"):
        return False
    before = whole.split()[: -len(bare.split())]
    if before[-1].casefold() in DIVIDING:
        return False
    country = country_of(" ".join(before))
    same = country_of(whole) in (None, country_of(bare), country)
    return same and (country is not None or bare[:1].islower())


def first(values: Sequence[T]) -> T | None:
    """The first of some values, if there is one."""
    return values[0] if values else None


def money_of(mentions: Sequence[Mention], language: str | None) -> Money | None:
    """The first amount with a currency, else the first that can be read, else the first words.

    Words without a currency that are a quantity of the same mention count something: they are none.
    """
    parsed = [
        money
        for mention, span in spans_of(mentions, Role.MONEY)
        if (money := parse_money(span.text, language)).currency or not is_count(mention, span)
    ]
    read = [money for money in parsed if money.amount is not None]
    return first([money for money in read if money.currency] or read or parsed)


def is_count(mention: Mention, money: ArgumentSpan) -> bool:
    """Whether words taken for money are a quantity of the mention too: "4 billion incidents"."""
    return any(
        span.start < money.end and money.start < span.end
        for _, span in spans_of([mention], Role.QUANTITY)
    )


def quantity_of(mentions: Sequence[Mention], language: str | None) -> Quantity | None:
    """The first number that can be read, else the first words for one."""
    parsed = [parse_quantity(span.text, language) for _, span in spans_of(mentions, Role.QUANTITY)]
    return first([quantity for quantity in parsed if quantity.value is not None] or parsed)


def casualties_of(mentions: Sequence[Mention], language: str | None) -> Casualties | None:
    """The first count of people hurt that can be read, else the first words for one."""
    parsed = []
    for mention in mentions:
        spans = [
            (span.start - mention.sentence.start, span.end - mention.sentence.start)
            for _, span in spans_of([mention], Role.QUANTITY)
        ]
        if spans:
            parsed.append(parse_casualties(spans, mention.sentence.text, language))
    counted = [
        toll
        for toll in parsed
        if any(count is not None for count in (toll.killed, toll.injured, toll.missing))
    ]
    return first(counted or parsed)


def time_of(mentions: Sequence[Mention], article: Article) -> EventTime | None:
    """The first time that can be resolved to a date, else the first words for one."""
    resolved = [
        resolve_time(
            span.text,
            article.published_at,
            article.published_at_precision,
            mention.realis,
            article.language,
        )
        for mention, span in spans_of(mentions, Role.TIME)
    ]
    return first([time for time in resolved if time.date is not None] or resolved)

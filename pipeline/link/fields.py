"""The typed fields of an event, from the words of its mentions."""

import collections
import re
from collections.abc import Sequence
from typing import TypeVar

from pipeline.elements import ArgumentSpan, Article, Mention
from pipeline.link.countries import country_of
from pipeline.link.home import home_of
from pipeline.link.money import parse_money
from pipeline.link.names import clean_name
from pipeline.link.quantities import parse_casualties, parse_quantity
from pipeline.link.times import resolve_time
from pipeline.link.words.countries.around import BORDERING
from pipeline.link.words.countries.organs import is_organ
from pipeline.link.words.reference import NO_NAMES
from schemas.events import EVENT_TYPES
from schemas.values import Casualties, EventTime, Money, Quantity, Role

ARTICLE = re.compile(
    r"^(?:the|an?|el|la|los|las|le|les|der|die|das|den|il|lo|gli|o|os|as|het|de) ", re.IGNORECASE
)
DIVIDING = frozenset("of for and or y e et und the in at de del di da do von van la".split())
T = TypeVar("T")
NAME = r"([^\W\d_a-z][\w.]*(?: [^\W\d_a-z][\w.]*){0,3})"
OWNER = re.compile(NAME + r"['’]s $")
BESIDE = 100  # characters before a place that are looked at
LARGER = re.compile(rf",? (?:in|en|em) (?:the )?{NAME}(?=[,.;)]|$)")
JOINED = rf"(?:, {NAME}){{0,5}},? (?:and|or|y|e|o|et|ou|und|oder|en|of|i|dan|atau) {NAME}"
LARGER_OF_NAME = re.compile(rf"(?:, | \(){NAME}(?=[,.;)]|$)(?!{JOINED})")
"""After a name of a place; a list is none: "Smallville, France, and Italy"."""


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
    """The first amount that can be read, else the first words for one."""
    parsed = [parse_money(span.text, language) for _, span in spans_of(mentions, Role.MONEY)]
    return first([money for money in parsed if money.amount is not None] or parsed)


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


def country_of_event(
    mentions: Sequence[Mention], language: str | None, article: Article | None = None
) -> str | None:
    """The country of most of the event's places, else of most of the parties that act.

    An organ of a state that does not say whose it is ("the Supreme Court") has the country that
    the article is about.
    """
    for role in (Role.PLACE, Role.AGENT):
        codes = collections.Counter(
            code
            for mention, span in spans_of(mentions, role)
            if not is_beyond(mention, span)
            and (
                code := country_of(words_of(mention, span), language)
                or country_of(span.text, language)
                or country_around(mention, span, language)
                or country_of_organ(span, article)
            )
        )
        if codes:
            code, times = codes.most_common(1)[0]
            return code if 2 * times > codes.total() else None
    return None


def is_beyond(mention: Mention, span: ArgumentSpan) -> bool:
    """Whether a place lies on the other side of a border: "the border with >Serbia<"."""
    before = mention.sentence.text[: span.start - mention.sentence.start]
    return span.role is Role.PLACE and bool(BORDERING.search(before[-40:]))


def words_of(mention: Mention, span: ArgumentSpan) -> str:
    """The words of the source, where a span has the full name of a party instead."""
    start = mention.sentence.start
    return mention.sentence.text[span.start - start : span.end - start]


def country_of_organ(span: ArgumentSpan, article: Article | None) -> str | None:
    """The country of an article for an agent that is an organ of some state, else None."""
    if article is None or span.role is not Role.AGENT:
        return None
    return home_of(article) if is_organ(span.text, article.language) else None


def country_around(mention: Mention, span: ArgumentSpan, language: str | None) -> str | None:
    """The country told right beside a place: "London's >Abbey Road<", ">Bray<, in Ireland"."""
    if span.role is not Role.PLACE:
        return None
    sentence, start = mention.sentence.text, mention.sentence.start
    begin, end = span.start - start, span.end - start
    owner = OWNER.search(sentence[max(0, begin - BESIDE) : begin])
    larger = LARGER.match(sentence, end)
    if sentence[:end].rpartition(" ")[2][:1].isupper():  # it ends in a name
        larger = larger or LARGER_OF_NAME.match(sentence, end)
    names = [match[1] for match in (owner, larger) if match]
    return first([code for name in names if (code := country_of(name, language))])

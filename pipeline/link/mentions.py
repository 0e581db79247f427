"""Which mentions of an article speak of one happening.

Two mentions are kept apart when they are of two types or stand in one sentence, or when what both
tell is at odds: amounts, dates, countries, or named parties in one role. Else signs are counted
that they speak of one happening (``evidence``); two make them one. In the order of the text, each
mention joins the group with the most signs, the largest of equals, that has none it is at odds
with: "fined Twitch 2 million" never joins "fined TikTok 3 million".
"""

import dataclasses
import datetime
import re
from collections import deque
from collections.abc import Iterable, Sequence
from decimal import Decimal

from pipeline.elements import ArgumentSpan, Article, Mention
from pipeline.link.countries import country_of
from pipeline.link.money import parse_money
from pipeline.link.quantities import parse_quantity
from pipeline.link.times import resolve_time
from pipeline.link.words.dates.holidays import is_holiday
from pipeline.link.words.reference import DEFINITE, EACH, EMPTY_WORDS, PRONOUNS
from schemas.values import Precision, Role

PARTIES = (Role.AGENT, Role.TARGET)
THINGS = (Role.AGENT, Role.TARGET, Role.OBJECT)
TOGETHER = frozenset(("meeting", "agreement"))
"""What has many parties in one role, each named in a sentence of its own."""
ENOUGH = 2
MOST_COMPARED = 200
"""Mentions before it that each is compared with: an article has fewer, unless it is none."""
WORD = re.compile(r"\w+")
NEARLY = 0.6
"""Part of the words of the shorter of two long phrases that makes them one."""
LENGTHS = {
    Precision.DAY: 1,
    Precision.WEEK: 7,
    Precision.MONTH: 31,
    Precision.QUARTER: 92,
    Precision.YEAR: 366,
}
"""Days of a period, at most."""

Period = tuple[datetime.date, datetime.date]
Names = list[frozenset[str]]


@dataclasses.dataclass(frozen=True, slots=True)
class _Told:
    """What a mention tells that others are compared with."""

    mention: Mention
    amounts: frozenset[Decimal]
    counts: frozenset[float]
    periods: tuple[Period, ...]
    countries: frozenset[str]  # of its places
    places: Names
    parties: dict[Role, Names]  # the capitalised words of each span that is a name
    things: Names  # the telling words of each participant and thing
    stem: str
    points_back: bool  # names nothing itself: "the attack", "the company's offer"


def group_mentions(
    mentions: Sequence[Mention], article: Article | None = None
) -> list[tuple[Mention, ...]]:
    """The mentions of one article, grouped by happening; groups in the order of their first.

    Args:
        mentions: in the order of the text.
        article: what they stand in; its date resolves "Tuesday", its language reads the words.
    """
    groups: list[list[Mention]] = []
    recent: deque[tuple[int, _Told]] = deque(maxlen=MOST_COMPARED)
    for one in (told_by(mention, article) for mention in mentions):
        near: dict[int, list[_Told]] = {}
        for number, other in recent:
            near.setdefault(number, []).append(other)
        ranked = [
            (signs, len(groups[number]), number)
            for number, others in near.items()
            if (signs := belonging(one, others)) >= ENOUGH
        ]
        number = max(ranked)[2] if ranked else len(groups)
        if not ranked:
            groups.append([])
        groups[number].append(one.mention)
        recent.append((number, one))
    return [tuple(group) for group in groups]


def told_by(mention: Mention, article: Article | None = None) -> _Told:
    """What a mention tells, found once for all comparisons."""
    language = article.language if article else None
    spans: dict[Role, list[str]] = {role: [] for role in Role}
    for argument in mention.arguments:
        spans[argument.role].append(argument.text)
    amounts = [parse_money(text, language) for text in spans[Role.MONEY] if not EACH.search(text)]
    counts = [parse_quantity(text, language).value for text in spans[Role.QUANTITY]]
    countries = [country_of(text, language) for text in spans[Role.PLACE]]
    return _Told(
        mention=mention,
        amounts=frozenset(money.amount for money in amounts if money.amount is not None),
        counts=frozenset(count for count in counts if count is not None),
        periods=tuple(periods_of(mention, spans[Role.TIME], article)),
        countries=frozenset(country for country in countries if country),
        places=telling_words(spans[Role.PLACE]),
        parties={role: proper_names(spans[role]) for role in PARTIES},
        things=[words for role in THINGS for words in telling_words(spans[role])],
        stem=stem(mention.trigger),
        points_back=points_back(mention),
    )


def belonging(one: _Told, group: Sequence[_Told]) -> int:
    """How much speaks for a mention telling the happening of a group; 0 if anything is against."""
    if any(at_odds(one, other) for other in group):
        return 0
    return max(evidence(one, other) for other in group)


def at_odds(one: _Told, other: _Told) -> bool:
    """Whether two mentions cannot speak of one happening."""
    if one.mention.event_type != other.mention.event_type:
        return True
    if one.mention.sentence.start == other.mention.sentence.start:
        return True  # named twice in one sentence, a happening is one mention
    if differ(one.amounts, other.amounts) or differ(one.countries, other.countries):
        return True
    if one.periods and other.periods and not overlap(one.periods, other.periods):
        return True
    return one.mention.event_type not in TOGETHER and any(
        one.parties[role]
        and other.parties[role]
        and not share(one.parties[role], other.parties[role])
        for role in PARTIES
    )


def evidence(one: _Told, other: _Told) -> int:
    """How many signs there are that a mention speaks of the happening of an earlier one."""
    same_word = one.stem == other.stem
    if one.points_back:
        return ENOUGH + same_word
    if not (one.things and other.things):
        signs = ENOUGH * same_word
    else:
        signs = ENOUGH * share(one.things, other.things)
        signs += same_word
    signs += share(one.places, other.places) or bool(one.countries & other.countries)
    return signs + bool(one.counts & other.counts) + bool(one.amounts & other.amounts)


def points_back(mention: Mention) -> bool:
    """Whether a mention says no more than that its happening is known: "the deal", "it fell"."""
    spans = [span for span in mention.arguments if span.role in THINGS]
    if any(not is_reference(span) for span in spans):
        return False
    before = mention.sentence.text[: mention.start - mention.sentence.start]
    return bool(DEFINITE.search(before))


def is_reference(span: ArgumentSpan) -> bool:
    """Whether words only point at what was named before: "it", "the company"."""
    return span.text.casefold() in PRONOUNS


def periods_of(mention: Mention, texts: Iterable[str], article: Article | None) -> Iterable[Period]:
    """The first and last day of each time that can be resolved.

    A holiday comes again each year, so that one keeps no two mentions apart.
    """
    language = article.language if article else None
    for text in texts:
        if is_holiday(text, language):
            continue
        time = resolve_time(
            text,
            article.published_at if article else None,
            article.published_at_precision if article else None,
            mention.realis,
            language,
        )
        if time.date is not None and time.precision in LENGTHS:
            yield time.date, time.date + datetime.timedelta(days=LENGTHS[time.precision] - 1)


def overlap(some: Iterable[Period], others: Sequence[Period]) -> bool:
    """Whether any two periods have a day in common."""
    return any(a[0] <= b[1] and b[0] <= a[1] for a in some for b in others)


def differ(some: frozenset[str] | frozenset[Decimal], others: frozenset[object]) -> bool:
    """Whether both say something, and nothing that both say."""
    return bool(some and others and not some & others)


def share(some: Names, others: Names) -> bool:
    """Whether a name of the one stands among the others."""
    return any(same_name(a, b) for a in some for b in others)


def telling_words(texts: Iterable[str]) -> Names:
    """The words of each text that tell something, lower case; texts without any are left out.

    A country has its code as well: "Pyongyang" is "North Korea".
    """
    found = []
    for text in texts:
        words = frozenset(WORD.findall(text.casefold())) - EMPTY_WORDS
        words = frozenset(word for word in words if not word.isdigit())
        country = country_of(text) if len(words) <= 2 and text[-1:].islower() else None
        if words:
            found.append(words)
        if country and not re.search(r"\b[a-z]", text.removeprefix("the ")):
            found.append(frozenset((country,)))
    return found


def proper_names(texts: Iterable[str]) -> Names:
    """The capitalised words of each name; a text that ends in lower case is no name."""
    names = (text for text in texts if WORD.findall(text)[-1:] and is_name(text))
    return telling_words(names)


def is_name(text: str) -> bool:
    """Whether words are a name: the last is capitalised, or more than a first one is."""
    capitals: list[bool] = [word[0].isupper() for word in WORD.findall(text)]
    return capitals[-1] or sum(capitals[1:]) > 1


def same_name(one: frozenset[str], other: frozenset[str]) -> bool:
    """Whether one of two names is part of the other, nearly, or is its initials."""
    few, many = sorted((one, other), key=len)
    if few <= many:
        return True
    if len(few) == 1 and len(many) > 2:
        (short,) = few
        return len(short) == len(many) and set(short) == {word[0] for word in many}
    return len(few) > 2 and len(few & many) >= len(few) * NEARLY


def stem(word: str) -> str:
    """The start of a trigger: enough to see that "banned" and "ban" are one word."""
    return word.casefold()[:3]

"""Which mentions of an article speak of one happening.

Two mentions go together when they are of one type, nothing that both tell is at odds, and they
share a participant or thing - or one of them names none and points back with the same trigger
("the ban"). In the order of the text, each mention joins the first group that has one it goes with
and none it is at odds with: "fined Twitch 2 million" never joins "fined TikTok 3 million".
"""

import dataclasses
import re
from collections.abc import Iterable, Sequence
from decimal import Decimal

from pipeline.elements import Mention
from pipeline.link.money import parse_money
from schemas.values import Role

PARTIES = (Role.AGENT, Role.TARGET)
THINGS = (Role.AGENT, Role.TARGET, Role.OBJECT)
WORD = re.compile(r"\w+")
EMPTY_WORDS = frozenset(
    "the a an of in on for and or to by with its their his her this that these those some other "
    "el la los las un una unos unas de del y en su sus le les des du et der die das ein eine und "
    "o os as da do dos e il lo gli i di della dello dei s".split()
)
"""Words too common to show that two names mean one thing."""


@dataclasses.dataclass(frozen=True, slots=True)
class _Told:
    """What a mention tells that others are compared with."""

    mention: Mention
    amounts: frozenset[Decimal]
    parties: dict[Role, list[frozenset[str]]]  # the capitalised words of each span that has any
    things: list[frozenset[str]]  # the telling words of each participant and thing
    stem: str


def group_mentions(mentions: Sequence[Mention]) -> list[tuple[Mention, ...]]:
    """The mentions of one article, grouped by happening; groups in the order of their first."""
    groups: list[list[_Told]] = []
    for one in map(told_by, mentions):
        home = next((group for group in groups if belongs(one, group)), None)
        if home is None:
            groups.append([one])
        else:
            home.append(one)
    return [tuple(one.mention for one in group) for group in groups]


def told_by(mention: Mention) -> _Told:
    """What a mention tells, found once for all comparisons."""
    texts = {
        role: [argument.text for argument in mention.arguments if argument.role is role]
        for role in (*THINGS, Role.MONEY)
    }
    parsed = map(parse_money, texts[Role.MONEY])
    return _Told(
        mention=mention,
        amounts=frozenset(money.amount for money in parsed if money.amount is not None),
        parties={role: proper_names(texts[role]) for role in PARTIES},
        things=[words for role in THINGS for words in telling_words(texts[role])],
        stem=stem(mention.trigger),
    )


def belongs(one: _Told, group: Sequence[_Told]) -> bool:
    """Whether a mention speaks of the happening that a group of others speaks of."""
    return (
        one.mention.event_type == group[0].mention.event_type
        and not any(at_odds(one, other) for other in group)
        and any(akin(one, other) for other in group)
    )


def at_odds(one: _Told, other: _Told) -> bool:
    """Whether two mentions tell different amounts, or different named parties in one role."""
    if one.amounts and other.amounts and not one.amounts & other.amounts:
        return True
    return any(
        one.parties[role]
        and other.parties[role]
        and not share(one.parties[role], other.parties[role])
        for role in PARTIES
    )


def akin(one: _Told, other: _Told) -> bool:
    """Whether two mentions share a participant or thing, or one only points back at the other."""
    if one.things and other.things:
        return share(one.things, other.things)
    return one.stem == other.stem


def share(some: Sequence[frozenset[str]], others: Sequence[frozenset[str]]) -> bool:
    """Whether a name of the one stands among the others."""
    return any(same_name(a, b) for a in some for b in others)


def telling_words(texts: Iterable[str]) -> list[frozenset[str]]:
    """The words of each text that tell something, lower case; texts without any are left out."""
    words = (frozenset(WORD.findall(text.casefold())) - EMPTY_WORDS for text in texts)
    return [found for found in words if found]


def proper_names(texts: Iterable[str]) -> list[frozenset[str]]:
    """The capitalised words of each text, lower case; texts without any are left out."""
    words = (
        frozenset(word.casefold() for word in WORD.findall(text) if word[0].isupper())
        for text in texts
    )
    return [found for found in (proper - EMPTY_WORDS for proper in words) if found]


def same_name(one: frozenset[str], other: frozenset[str]) -> bool:
    """Whether one of two names is part of the other: "Cloutier" and "Roland Cloutier"."""
    return one <= other or other <= one


def stem(word: str) -> str:
    """The start of a trigger: enough to see that "banned" and "ban" are one word."""
    return word.casefold()[:3]

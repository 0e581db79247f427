"""Which mentions of an article speak of one happening.

Two mentions go together when they are of one type, nothing that both tell is at odds, and they
share a participant or thing - or one of them names none and points back with the same trigger
("the ban"). The groups are the closure of that relation, with every pair in a group free of
conflict: "fined Twitch 2 million" never joins "fined TikTok 3 million".
"""

import re
from collections.abc import Sequence

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


def group_mentions(mentions: Sequence[Mention]) -> list[tuple[Mention, ...]]:
    """The mentions of one article, grouped by happening; groups in the order of their first."""
    groups: list[list[Mention]] = []
    for mention in mentions:
        home = next((group for group in groups if belongs(mention, group)), None)
        if home is None:
            groups.append([mention])
        else:
            home.append(mention)
    return [tuple(group) for group in groups]


def belongs(mention: Mention, group: Sequence[Mention]) -> bool:
    """Whether a mention speaks of the happening that a group of others speaks of."""
    return (
        mention.event_type == group[0].event_type
        and not any(at_odds(mention, other) for other in group)
        and any(akin(mention, other) for other in group)
    )


def at_odds(one: Mention, other: Mention) -> bool:
    """Whether two mentions tell different amounts, or different named parties in one role."""
    amounts = [amounts_of(one), amounts_of(other)]
    if amounts[0] and amounts[1] and not amounts[0] & amounts[1]:
        return True
    return any(
        left and right and not any(same_name(a, b) for a in left for b in right)
        for role in PARTIES
        for left, right in [(named(one, role), named(other, role))]
    )


def akin(one: Mention, other: Mention) -> bool:
    """Whether two mentions share a participant or thing, or one only points back at the other."""
    left = [name for role in THINGS for name in words_of(one, role)]
    right = [name for role in THINGS for name in words_of(other, role)]
    if left and right:
        return any(same_name(a, b) for a in left for b in right)
    return stem(one.trigger) == stem(other.trigger)


def words_of(mention: Mention, role: Role) -> list[frozenset[str]]:
    """The telling words of each span of a role, lower case."""
    spans = (argument.text for argument in mention.arguments if argument.role is role)
    words = (frozenset(WORD.findall(text.casefold())) - EMPTY_WORDS for text in spans)
    return [found for found in words if found]


def named(mention: Mention, role: Role) -> list[frozenset[str]]:
    """The capitalised words of each span of a role that has any: what names a party."""
    texts = (argument.text for argument in mention.arguments if argument.role is role)
    proper = (
        [
            word
            for word in WORD.findall(text)
            if word[0].isupper() and word.casefold() not in EMPTY_WORDS
        ]
        for text in texts
    )
    return [frozenset(word.casefold() for word in words) for words in proper if words]


def same_name(one: frozenset[str], other: frozenset[str]) -> bool:
    """Whether one of two names is part of the other: "Cloutier" and "Roland Cloutier"."""
    return one <= other or other <= one


def amounts_of(mention: Mention) -> frozenset[object]:
    """The amounts of money that a mention tells."""
    parsed = (
        parse_money(argument.text) for argument in mention.arguments if argument.role is Role.MONEY
    )
    return frozenset(money.amount for money in parsed if money.amount is not None)


def stem(word: str) -> str:
    """The start of a trigger: enough to see that "banned" and "ban" are one word."""
    return word.casefold()[:3]

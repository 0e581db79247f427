"""Forms of names: what is a form of what, and what a form is headed by."""

from collections.abc import Sequence

from pipeline.link.parties.clean import is_kind
from pipeline.link.parties.found import Named
from pipeline.link.words.kinds import FIRST, LAST
from pipeline.link.words.titles import (
    DEFINITE,
    GENERATIONS,
    LEGAL_FORMS,
    OF,
    POINTING,
    SECTORS,
    TRADES,
)


def largest(names: Sequence[Named], two_surnames: bool = False) -> str | None:
    """The one name that all the others are forms of, where there is one."""
    most = [
        one
        for one in names
        if not any(is_form(one.words, other.words, two_surnames) for other in names)
        and (two_surnames or not any(is_tail(other.words, one.words) for other in names))
    ]
    return most[0].form if len(most) == 1 and not is_unsure(most[0]) else None


def is_unsure(named: Named) -> bool:
    """Whether a name may begin later than it seems: "Moviemaker Gary Ross", "Habló Ana Ruiz"."""
    return named.is_opening and not named.kinds


def is_form(short: tuple[str, ...], long: tuple[str, ...], two_surnames: bool) -> bool:
    """Whether a name is a form of a longer one: "Roland Cloutier" of "Roland A. Cloutier"."""
    if len(short) >= len(long):
        return False
    if {short[-1], long[-1]} & GENERATIONS:
        return False
    ends = short[-1] == long[-1] or two_surnames
    initials = [[word for word in words if len(word) == 1] for words in (short, long)]
    if initials[0] and initials[0] != initials[1]:
        return False  # George W. Bush and George H. W. Bush
    person = short[0] == long[0] and ends and is_within(short, long)
    return person or (two_surnames and is_tail(short, long)) or is_company_form(short, long)


def is_tail(short: tuple[str, ...], long: tuple[str, ...]) -> bool:
    """Whether two words or more of a name end a longer one: "Owner Arte Moreno"."""
    return 1 < len(short) < len(long) and long[-len(short) :] == short


def is_within(short: Sequence[str], long: Sequence[str]) -> bool:
    """Whether the words of the one stand in the other, in their order."""
    rest = iter(long)
    return all(word in rest for word in short)


def is_headed(words: Sequence[str], noun: str) -> bool:
    """Whether a noun is the head of a name or phrase: "Ministry of Finance", "Deutsche Bank"."""
    ends = words[-1] == noun and noun in LAST
    begins = words[0] == noun and (noun in FIRST or not OF.isdisjoint(words[1:2]))
    return len(words) > 1 and (ends or begins)


def is_company_form(short: tuple[str, ...], long: tuple[str, ...]) -> bool:
    """Whether a company's longer name adds no more than its trade and form: "Acme Motor Corp"."""
    if long[-len(short) :] == short and FIRST.get(long[0]) in ("company", "bank", "airline"):
        return len(long) == len(short) + 1
    added = long[len(short) :]
    if long[: len(short)] != short or not added:
        return False
    formal = added[-1] in LEGAL_FORMS and set(added) <= LEGAL_FORMS | SECTORS | TRADES
    return formal or set(added) <= SECTORS


def bare(named: Named) -> list[str]:
    """The words of a form without an article."""
    return [word for word in named.words if word not in DEFINITE | POINTING]


def is_one_noun(named: Named) -> bool:
    """Whether a form is but a noun with an article: "the company"."""
    return is_kind(bare(named)) or not bare(named)

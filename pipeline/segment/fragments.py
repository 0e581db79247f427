"""One quick pass over a text for any of many fragments, before what is slow is looked for.

An alternation of words has the engine try them at nearly every letter. One whose branches begin
with the rarest letter of each word, and look back for what comes before it, is tried at few.
"""

import re
from collections import defaultdict
from collections.abc import Iterable

_BY_FREQUENCY = " eaoinrtslducmhpgfbyvwqkjxz"  # in news of the languages we know; others are rarer


def any_of(fragments: Iterable[str]) -> re.Pattern[str]:
    """A pattern that finds one of ``fragments`` wherever one stands, be it inside a word."""
    branches: defaultdict[str, list[str]] = defaultdict(list)
    for fragment in fragments:
        # The letter after it tells quickly that a branch does not match.
        places = range(max(1, len(fragment) - 1))
        at = max(places, key=lambda place: _rarity(fragment[place]))
        rest, whole = re.escape(fragment[at + 1 :]), re.escape(fragment)
        branches[fragment[at]].append(f"{rest}(?<={whole})" if at else rest)
    return re.compile(
        "|".join(f"{re.escape(letter)}(?:{'|'.join(rest)})" for letter, rest in branches.items())
    )


def _rarity(character: str) -> int:
    place = _BY_FREQUENCY.find(character)
    return place if place >= 0 else len(_BY_FREQUENCY)

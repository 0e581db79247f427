"""What a common noun stands for: "the company", "el ministerio", where one reading is clear."""

import math
import re
from collections.abc import Callable, Mapping

from pipeline.link.countries import country_of
from pipeline.link.parties.clean import MAKERS, is_person, is_title
from pipeline.link.parties.forms import bare, is_headed, is_one_noun
from pipeline.link.parties.found import PERSON, Named, key_of, kinds_of
from pipeline.link.words.kinds import FIRST, GENERIC, LAST

_OTHERS = frozenset("another other no any every each some several otro otra ningún ninguna".split())


class Nouns:
    """The parties of an article, to find the one that a noun stands for.

    Args:
        known: all names and phrases for parties, by their words.
        entity_of: gives the fullest form of a name.
        text: of the article.
        language: of the text, as an ISO 639 code.
    """

    def __init__(
        self,
        known: Mapping[tuple[str, ...], Named],
        entity_of: Callable[[Named], str],
        text: str,
        language: str | None,
    ) -> None:
        self._known = known
        self._entity_of = entity_of
        self._text = text.casefold()
        self._language = language
        self._fitting: dict[str, list[Named]] = {}
        self._first: dict[str, tuple[float, float]] = {}

    def stands_for(self, noun: str, start: int) -> str | None:
        """The one party named before ``start`` that fits a noun; None where none or several do."""
        earlier: dict[str, Named] = {}
        for named in self._fitting_of(noun):
            if named.start >= start or len(earlier) > 1:
                break
            earlier.setdefault(self._entity_of(named), named)
        if len(earlier) != 1:
            return None
        ((entity, one),) = earlier.items()
        if is_title(noun):
            return entity
        if one.words[0] in _OTHERS or not (one.is_name or self._is_told_apart(one.form)):
            return None
        kind = LAST.get(noun) or FIRST.get(noun)
        exact = kind not in MAKERS and is_headed(bare(one), noun)
        return entity if exact or kind not in GENERIC or self._is_alone(entity, start) else None

    def _fitting_of(self, noun: str) -> list[Named]:
        """All that a noun can stand for, wherever it is named, the first first."""
        if noun not in self._fitting:
            if is_title(noun):
                office = re.search(rf"\b{noun}s?\s(?:of|de|del|di|da|do|du|des)\b", self._text)
                fitting = [one for one in self._known.values() if noun in one.titles and not office]
            else:
                fitting = [one for one in self._known.values() if self._fits(one, noun)]
            self._fitting[noun] = sorted(fitting, key=place_of)
        return self._fitting[noun]

    def _fits(self, named: Named, noun: str) -> bool:
        kind = LAST.get(noun) or FIRST.get(noun)
        if kind is None or PERSON in named.kinds or is_one_noun(named):
            return False
        full = self._entity_of(named).split()
        kinds = named.kinds | kinds_of(full)
        likely = named.may_be_company and not is_person(full)
        of_kind = kind != "other" and kind in kinds
        of_kind |= kind == "company" and (likely or bool(kinds & MAKERS))
        return of_kind or is_headed(bare(named), noun)

    def _is_told_apart(self, phrase: str) -> bool:
        """Whether a phrase says which one it is: "A Russian court", "un tribunal de Madrid"."""
        capitals = any(word[0].isupper() for word in phrase.split()[1:])
        return capitals or country_of(phrase, self._language) is not None

    def _is_alone(self, entity: str, start: int) -> bool:
        """Whether a party of an event is meant, and none of which nothing is told comes before."""
        if entity not in self._first:
            parties = [one for one in self._known.values() if one.is_party]
            own = [one.start for one in parties if self._entity_of(one) == entity]
            others = [one for one in parties if self._entity_of(one) != entity]
            doubtful = (one.start for one in others if self._is_doubtful(one))
            self._first[entity] = min(own, default=math.inf), min(doubtful, default=math.inf)
        own_start, doubtful_start = self._first[entity]
        return own_start < start <= doubtful_start

    def _is_doubtful(self, named: Named) -> bool:
        """Whether a name of a party could be anything: no person, no country, no kind is told."""
        if not named.is_name:
            return False
        full = self._entity_of(named)
        known = self._known.get(key_of(full), named)
        if known.kinds or named.kinds or kinds_of(full.split()):
            return False
        surname_alone = is_person(full.split()) and key_of(full)[-1:] in self._known
        return not surname_alone and country_of(full, self._language) is None


def place_of(named: Named) -> int:
    """Where a name first stands."""
    return named.start

"""Parties: the fullest form of a name that the same article writes, and what "the bank" stands for.

A form is resolved only where one reading is left; else it stays as it is, cleaned.
"""

import dataclasses
import re
from collections import defaultdict
from collections.abc import Iterable, Sequence

from pipeline.elements import ArgumentSpan, Mention, MentionedArticle, Sentence
from pipeline.link.countries import country_of
from pipeline.link.names import clean_name
from pipeline.link.parties.clean import (
    MAKERS,
    clean_party,
    is_acronym,
    is_capitalised,
    is_kind,
    is_person,
    is_surname,
    is_title,
)
from pipeline.link.parties.forms import (
    is_company_form,
    is_headed,
    is_unsure,
    is_within,
    largest,
)
from pipeline.link.parties.found import PERSON, Named, acronyms_in, key_of, kinds_of, names_in
from pipeline.link.words.demonyms import ENGLISH
from pipeline.link.words.kinds import COMPANY_FIELDS, FIRST, GENERIC, LAST, PARTY_OBJECTS
from pipeline.link.words.titles import (
    DEFINITE,
    GENERATIONS,
    NOT_FIRST,
    PERSON_PARTICLES,
    POINTING,
    plain,
)
from schemas.events import EVENT_TYPES
from schemas.values import Role

PARTY_ROLES = frozenset((Role.AGENT, Role.TARGET))
TWO_SURNAMES = frozenset(("es", "pt", "ca", "gl"))
_DEFINITE_NOUN = re.compile(r"(?:(\w+)\s|(l['’]))([\w-]+)")
# "the company that ...", "the bank of ...": the noun is told apart here, it does not point back.
_GOES_ON = re.compile(
    r",?\s(?:that|which|who|whose|of|for|in|at|behind|from|where|responsible|owned|based|called|"
    r"named|que|quien|cuy[oa]s?|de|del|di|da|do|dos|du|des|en|der|die|das|dem|den|qui|dont|à|von|"
    r"im|per|per|para|llamad[oa]|[^\W\d_]+ed by)\b|\s\(|-"
)
_OTHERS = frozenset("another other no any every each some several otro otra ningún ninguna".split())


class Parties:
    """The parties of one article, to look up what its words for them stand for."""

    def __init__(
        self, sentences: Iterable[Sentence], mentions: Sequence[Mention], language: str | None
    ) -> None:
        self._language = language
        self._two_surnames = (language or "en")[:2] in TWO_SURNAMES
        self._known: dict[tuple[str, ...], Named] = {}
        self._by_word: dict[str, list[Named]] = defaultdict(list)
        self._long: dict[str, set[str]] = defaultdict(set)
        self._full: dict[str, str] = {}
        by_place = {sentence.start: sentence for sentence in sentences}
        by_place.update((mention.sentence.start, mention.sentence) for mention in mentions)
        ordered = [by_place[start] for start in sorted(by_place)]
        for sentence in ordered:
            for named in names_in(sentence, language):
                self._learn(named)
            for short, long in acronyms_in(sentence.text):
                self._long[plain(short)].add(clean_name(long))
        self._text = "\n".join(sentence.text for sentence in ordered).casefold()
        for mention in mentions:
            for span, field in party_spans(mention):
                form = clean_party(span.text, language, span.start == mention.sentence.start)
                self._learn(self._as_named(form, span.start, (mention.event_type, field)))
        for named in self._known.values():
            tails = (named.words[index:] for index in range(1, len(named.words) - 1))
            if is_unsure(named) and any(tail in self._known for tail in tails):
                continue
            for word in set(named.words) if named.is_name else ():
                self._by_word[word].append(named)

    def _as_named(self, form: str, start: int, field: tuple[str, str]) -> Named:
        words = form.split()
        named = Named(form, key_of(form), start, is_capitalised(words), is_party=True)
        named.kinds |= kinds_of(words)
        if field in COMPANY_FIELDS and named.is_name:
            named.kinds.add("company")
        return named

    def _learn(self, named: Named) -> None:
        known = self._known.setdefault(named.words, named)
        known.start = min(known.start, named.start)
        known.is_party |= named.is_party
        known.kinds |= named.kinds
        known.titles |= named.titles
        known.is_opening &= named.is_opening
        if (known.form.isupper() and not named.form.isupper()) or known.form == named.form + ".":
            known.form = named.form

    def name(self, words: str, start: int, after: str = "", opening: bool = True) -> str:
        """The fullest name of the party that the words stand for; cleaned words where unclear.

        Args:
            words: of the source.
            start: where they stand in the document; nouns point back, to what is named before.
            after: the text behind them in their sentence.
            opening: whether they open the sentence.
        """
        name = clean_party(words, self._language, opening)
        pointing = _DEFINITE_NOUN.fullmatch(name)
        if pointing and plain(pointing[1] or "l'") in DEFINITE | POINTING:
            stands_for = None if _GOES_ON.match(after) else self._noun(plain(pointing[3]), start)
            return stands_for or name
        parts = name.split()
        return self._fullest(name) if is_capitalised(parts) or is_surname(parts) else name

    def named(self, mention: Mention) -> Mention:
        """The mention with the names of its parties in place of the words of the source."""
        sentence = mention.sentence
        resolved = {
            id(span): self.name(
                span.text,
                span.start,
                sentence.text[span.end - sentence.start :],
                span.start == sentence.start,
            )
            for span, _ in party_spans(mention)
        }
        return dataclasses.replace(
            mention,
            arguments=tuple(
                dataclasses.replace(span, text=resolved.get(id(span), span.text))
                for span in mention.arguments
            ),
        )

    def _fullest(self, name: str) -> str:
        """The fullest form of a name: where several are possible, or none, the name itself."""
        if name not in self._full:
            self._full[name] = name  # ends a circle
            long = self._long.get(plain(name), set())
            if is_acronym(name) or long:
                found = next(iter(long)) if len(long) == 1 else name
                self._full[name] = self._fullest(found) if found != name else name
            else:
                fuller = largest(self._fuller(name), self._two_surnames)
                self._full[name] = fuller or self._with_article(name)
        return self._full[name]

    def _with_article(self, name: str) -> str:
        """The name as the article spells it, with a capital article that belongs to it."""
        words = key_of(name)
        for article in ("el", "la", "los", "las"):
            named = self._known.get((article, *words))
            if named and named.is_name and not named.is_opening:
                return named.form
        known = self._known.get(words)
        return known.form if known else name

    def _fuller(self, name: str) -> list[Named]:
        """The longer names of the article that a short one can be a form of."""
        words, short = key_of(name), self._known.get(key_of(name))
        parts = {
            id(named): named for word in (words[0], words[-1]) for named in self._by_word[word]
        }
        longer = [named for named in parts.values() if len(named.words) > len(words)]
        longer = [named for named in longer if not (named.kinds & {"other"})]
        if not longer or is_kind(name.split()) or name in ENGLISH:
            return []
        organised = [named for named in longer if is_company_form(words, named.words)]
        is_company = bool(short and short.kinds - {PERSON})
        people = [
            named for named in longer if not is_company and self._is_full_person(words, named)
        ]
        if people and country_of(name, self._language) is not None:
            return []
        return organised + people

    def _is_full_person(self, words: tuple[str, ...], named: Named) -> bool:
        parts, full = named.form.split(), named.words
        if not is_person(parts) or named.kinds - {PERSON} or full[0] in NOT_FIRST:
            return False
        if is_acronym(parts[0]) and "." not in parts[0]:
            return False
        if PERSON not in named.kinds and (
            parts[0] in ENGLISH or country_of(parts[0], self._language) is not None
        ):
            return False
        base = full[:-1] if full[-1] in GENERATIONS else full
        before = base[-len(words) - 1 : -len(words)]
        tail = base[-len(words) :] == words and not set(before) & PERSON_PARTICLES
        if len(words) == 1:
            middle = self._two_surnames and base[-2:-1] == words and len(base) > 2
            return tail or middle
        if base != full or not is_within(words, base):
            return False
        if plain(words[0]) in PERSON_PARTICLES:
            return tail
        begins = base[0] == words[0]
        return (begins and base[-1] == words[-1]) or (self._two_surnames and (begins or tail))

    def _noun(self, noun: str, start: int) -> str | None:
        """The one party named before that a noun can stand for."""
        earlier = [named for named in self._known.values() if named.start < start]
        if is_title(noun):
            return self._titled(noun, earlier)
        kind = LAST.get(noun) or FIRST.get(noun)
        fitting: dict[str, Named] = {}
        for named in earlier:
            if not is_one_noun(named) and self._fits(named, noun, kind):
                fitting.setdefault(self._entity(named), named)
        if len(fitting) != 1:
            return None
        ((entity, one),) = fitting.items()
        if one.words[0] in _OTHERS or not (one.is_name or self._is_told_apart(one.form)):
            return None
        exact = kind not in MAKERS and is_headed(bare(one), noun)
        if (
            kind in GENERIC
            and not exact
            and (
                not self._is_a_party(entity, earlier)
                or any(self._may_be_one(named, entity) for named in earlier)
            )
        ):
            return None
        return entity

    def _is_told_apart(self, phrase: str) -> bool:
        """Whether a phrase says which one it is: "A Russian court", "un tribunal de Madrid"."""
        words = phrase.split()[1:]
        return (
            any(word[0].isupper() for word in words)
            or country_of(phrase, self._language) is not None
        )

    def _entity(self, named: Named) -> str:
        return self._fullest(named.form) if named.is_name else named.form

    def _fits(self, named: Named, noun: str, kind: str | None) -> bool:
        if kind is None or PERSON in named.kinds:
            return False
        kinds = named.kinds | kinds_of(self._entity(named).split())
        of_kind = kind != "other" and kind in kinds
        of_kind |= kind == "company" and bool(kinds & MAKERS)
        return of_kind or is_headed(bare(named), noun)

    def _is_a_party(self, entity: str, earlier: Iterable[Named]) -> bool:
        return any(named.is_party and self._entity(named) == entity for named in earlier)

    def _may_be_one(self, named: Named, entity: str) -> bool:
        """Whether a party of which nothing is told could be what a noun stands for instead."""
        if not (named.is_party and named.is_name) or self._entity(named) == entity:
            return False
        full = self._entity(named)
        known = self._known.get(key_of(full), named)
        if known.kinds or named.kinds or kinds_of(full.split()):
            return False
        surname_alone = is_person(full.split()) and key_of(full)[-1:] in self._known
        return not surname_alone and country_of(full, self._language) is None

    def _titled(self, noun: str, earlier: Sequence[Named]) -> str | None:
        people = {self._entity(named) for named in earlier if noun in named.titles}
        if len(people) != 1 or re.search(
            rf"\b{noun}s?\s(?:of|de|del|di|da|do|du|des)\b", self._text
        ):
            return None
        return people.pop()


def parties_of(article: MentionedArticle) -> Parties:
    """The parties that an article names, to look up what its words for them stand for."""
    return Parties(article.sentences, article.mentions, article.article.language)


def party_spans(mention: Mention) -> Iterable[tuple[ArgumentSpan, str]]:
    """The spans that name parties, each with the field that it fills."""
    fields = EVENT_TYPES[mention.event_type].fields_by_role()
    for span in mention.arguments:
        field = fields.get(span.role, "")
        if span.role in PARTY_ROLES or (mention.event_type, field) in PARTY_OBJECTS:
            yield span, field


def bare(named: Named) -> list[str]:
    """The words of a form without an article."""
    return [word for word in named.words if word not in DEFINITE | POINTING]


def is_one_noun(named: Named) -> bool:
    """Whether a form is but a noun with an article: "the company"."""
    return is_kind(bare(named)) or not bare(named)

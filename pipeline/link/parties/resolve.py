"""Parties: the fullest form of a name that the same article writes, and what "the bank" stands for.

A form is resolved only where one reading is left; else it stays as it is, cleaned.
"""

import dataclasses
import functools
import itertools
import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from pipeline.elements import ArgumentSpan, Mention, MentionedArticle, Sentence
from pipeline.link.countries import country_of
from pipeline.link.names import clean_name
from pipeline.link.parties.clean import (
    clean_party,
    is_acronym,
    is_capitalised,
    is_kind,
    is_person,
    is_surname,
)
from pipeline.link.parties.forms import (
    is_company_form,
    is_unsure,
    is_within,
    largest,
)
from pipeline.link.parties.found import (
    PERSON,
    Named,
    acronyms_in,
    key_of,
    kinds_of,
    names_in,
    opens,
)
from pipeline.link.parties.nouns import Nouns
from pipeline.link.words.countries.demonyms import ENGLISH
from pipeline.link.words.kinds import COMPANY_FIELDS, PARTY_OBJECTS
from pipeline.link.words.titles import (
    DEFINITE,
    GENERATIONS,
    LEGAL_FORMS,
    NOT_FIRST,
    PERSON_PARTICLES,
    POINTING,
    plain,
)
from schemas.events import EVENT_TYPES, Event
from schemas.values import Role

MOST_NAMES, MOST_OF_A_WORD, LONGEST_TEXT = 2000, 50, 1_000_000
"""Names of an article, those that share a word, and characters, that are compared with one another:
more than articles have, so that what is none ends in good time."""
_ACRONYMS = re.compile(r"[A-Z]{2,}s")  # "MPs"
PARTY_ROLES = frozenset((Role.AGENT, Role.TARGET))
TWO_SURNAMES = frozenset(("es", "pt", "ca", "gl"))
_DEFINITE_NOUN = re.compile(r"(?:(\w+)\s|(l['’]))([\w-]+)")
# "the company that ...", "the bank of ...": the noun is told apart here, it does not point back.
_GOES_ON = re.compile(
    r",?\s(?:that|which|who|whose|of|for|in|at|behind|from|where|responsible|owned|based|called|"
    r"named|que|quien|cuy[oa]s?|de|del|di|da|do|dos|du|des|en|der|die|das|dem|den|qui|dont|à|von|"
    r"im|per|per|para|llamad[oa]|[^\W\d_]+ed by)\b|\s\(|-"
)


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
        acronyms = (pair for sentence in ordered for pair in acronyms_in(sentence.text))
        for short, long in itertools.islice(acronyms, MOST_NAMES):
            self._long[plain(short)].add(clean_name(long))
        for mention in mentions:
            for span, field in party_spans(mention):
                sentence = mention.sentence
                opening = opens(sentence.text, span.start - sentence.start)
                form = clean_party(span.text, language, opening)
                self._learn(self._as_named(form, span.start, (mention.event_type, field)))
        for named in self._known.values():
            tails = (named.words[index:] for index in range(1, len(named.words) - 1))
            if is_unsure(named) and any(tail in self._known for tail in tails):
                continue
            for word in set(named.words) if named.is_name else ():
                if len(self._by_word[word]) < MOST_OF_A_WORD:
                    self._by_word[word].append(named)
        self._text = "\n".join(sentence.text for sentence in ordered)[:LONGEST_TEXT]
        self._nouns = Nouns(self._known, self._entity, self._text, language)

    def _as_named(self, form: str, start: int, field: tuple[str, str]) -> Named:
        words = form.split()
        named = Named(form, key_of(form), start, is_capitalised(words), is_party=True)
        named.kinds |= kinds_of(words)
        named.may_be_company = field in COMPANY_FIELDS and named.is_name
        return named

    def _learn(self, named: Named) -> None:
        if len(self._known) >= MOST_NAMES and named.words not in self._known:
            return
        known = self._known.setdefault(named.words, named)
        known.start = min(known.start, named.start)
        known.is_party |= named.is_party
        known.may_be_company |= named.may_be_company
        known.kinds |= named.kinds
        known.titles |= named.titles
        known.is_opening &= named.is_opening
        forms = (named.form, known.form)
        dotted = named.words[-1] in LEGAL_FORMS  # "Acme Inc." keeps its dot
        ended = forms[1 - dotted] == forms[dotted] + "."
        if ended or (known.form.isupper() and not named.form.isupper()):
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
            stands_for = (
                None if _GOES_ON.match(after) else self._nouns.stands_for(plain(pointing[3]), start)
            )
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
                opens(sentence.text, span.start - sentence.start),
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
            start = name.casefold() + " "
            long = self._long.get(plain(name)) or {
                form
                for forms in self._long.values()
                for form in forms
                if name.count(" ") > 1 and form.casefold().startswith(start)
            }
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
        for article in ("el", "la", "los", "las") if len(words) > 1 else ():
            named = self._known.get((article, *words))
            belongs = not re.search(rf"\b(?:d?el|al|l[ao]s?) {re.escape(name)}", self._text)
            if named and named.is_name and not named.is_opening and belongs:
                return named.form
        known = self._known.get(words)
        return known.form if known and known.is_name else name

    def _fuller(self, name: str) -> list[Named]:
        """The longer names of the article that a short one can be a form of."""
        words, short = key_of(name), self._known.get(key_of(name))
        parts = {
            id(named): named for word in (words[0], words[-1]) for named in self._by_word[word]
        }
        longer = [named for named in parts.values() if len(named.words) > len(words)]
        longer = [named for named in longer if not (named.kinds & {"other"})]
        if not longer or is_kind(name.split()) or name in ENGLISH or _ACRONYMS.fullmatch(name):
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
            first = base[0] == words[0] and PERSON in named.kinds
            return tail or middle or first
        if base != full or not is_within(words, base):
            return False
        if plain(words[0]) in PERSON_PARTICLES:
            return tail
        begins = base[0] == words[0]
        added = base[len(words) :] if base[: len(words)] == words else ()
        further = 0 < len(added) < 3 and not set(added) & PERSON_PARTICLES
        return (begins and base[-1] == words[-1]) or (self._two_surnames and (further or tail))

    def _entity(self, named: Named) -> str:
        return self._fullest(named.form) if named.is_name else named.form


def parties_of(article: MentionedArticle) -> Parties:
    """The parties that an article names, to look up what its words for them stand for."""
    return Parties(article.sentences, article.mentions, article.article.language)


@functools.cache
def fields_of(event: type[Event]) -> Mapping[Role, str]:
    """The field of a type that each role fills."""
    return event.fields_by_role()


def party_spans(mention: Mention) -> Iterable[tuple[ArgumentSpan, str]]:
    """The spans that name parties, each with the field that it fills."""
    fields = fields_of(EVENT_TYPES[mention.event_type])
    for span in mention.arguments:
        field = fields.get(span.role, "")
        if span.role in PARTY_ROLES or (mention.event_type, field) in PARTY_OBJECTS:
            yield span, field

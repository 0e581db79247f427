"""Arguments that cannot be meant, found by what the rest of the article says of the same words.

They stay in ``arguments``, as the model gave them, but fill no field and tell no country.
"""

import collections
import dataclasses
import re
from collections.abc import Callable, Sequence

from pipeline.elements import ArgumentSpan, Mention
from pipeline.link.cities import town_country
from pipeline.link.countries import country_of
from pipeline.link.names import clean_name
from pipeline.link.offices import leader_country
from pipeline.link.seats import is_place_of_another, with_seats
from pipeline.link.words.countries.around import NOT_ITS_OWN
from pipeline.link.words.countries.organs import is_organ
from schemas.events import EVENT_TYPES
from schemas.values import Role

STATE_ACTS = frozenset(
    "ban legislation license_decision sanctions fine arrest indictment verdict "
    "economic_policy".split()
)
"""What an authority does to others: whom another of them is done to is hardly its authority."""
AUTHORITIES = frozenset(("authority", "body", "court", "prosecutor"))
"""Fields of agents that a town fills only for want of a body."""
INTRUSIONS = frozenset(("cyberattack", "data_breach"))
DEFENDERS = re.compile(
    r"(?:.* )?(?:(?:cyber[- ]?)?security|law[- ]enforcement|intelligence|safety) (?:officials?|"
    r"experts?|"
    r"researchers?|analysts?|teams?|professionals?|specialists?|agenc(?:y|ies)|firms?|compan(?:y|ies))|"
    r"(?:.* )?(?:funcionarios|expertos|investigadores|analistas|empresas?|agencias?) de "
    r"(?:ciber)?seguridad|(?:.* )?experts? en (?:cyber)?sécurité|"
    r"(?:.* )?(?:sicherheits|it-sicherheits)(?:experten|behörden|forscher|firmen?)|"
    r"(?:.* )?(?:especialistas|autoridades) (?:em|de) (?:ciber)?segurança",
    re.IGNORECASE,
)
"""Those whose trade is to keep intruders out."""
NO_PLACES = frozenset(
    "course wake process context framework meantime case transcurso curso marco proceso contexto "
    "caso "
    "cours cadre rahmen laufe zuge corso ambito quadro âmbito decorrer contesto verlauf kader "
    "two three four five six dos tres cuatro deux trois zwei drei due tre dois".split()
)
"""Nouns that only words of time and manner put "in" before, and numbers."""
IN_A_REASON = re.compile(
    r"\b(?:in (?:response|reaction) to|in retaliation for|because of|owing to|in protest (?:at|"
    r"against|over)|"
    r"en respuesta a|en represalia por|a causa de|debido a|en réponse à|en raison de|als "
    r"reaktion auf|"
    r"em resposta a|in risposta a|als reactie op|en resposta a)\b[^,.;:]*$",
    re.IGNORECASE,
)
"""Before a place that belongs to the reason of what happened: "in response to the coup in Mali".

None of the 5,726 places of the training labels stands so behind its trigger.
"""
_NEAR = 300
"""Characters before a place in which its reason is looked for."""
NAMED_BY_PARTIES = frozenset(("venue", "location"))
"""Fields whose places may bear the name of whoever runs them."""


def plausible(mentions: Sequence[Mention], language: str | None) -> list[Mention]:
    """The mentions of one article, in order, without the arguments that cannot be meant.

    Args:
        mentions: with the full names of parties.
        language: of the article.
    """
    parties: collections.Counter[str] = collections.Counter()
    places: collections.Counter[str] = collections.Counter()
    done_to = set()
    for mention in mentions:
        for span in mention.arguments:
            key = clean_name(span.text).casefold()
            places[key] += span.role is Role.PLACE
            parties[key] += span.role in (Role.AGENT, Role.TARGET)
            if span.role is Role.TARGET and mention.event_type in STATE_ACTS:
                done_to.add(key)

    def is_party(span: ArgumentSpan) -> bool:
        key = clean_name(span.text).casefold()
        return (
            span.text[:1].isupper()
            and parties[key] >= places[key]
            and country_of(span.text, language) is None
            and town_country(span.text, language, None) is None
        )

    return [_without(mention, language, done_to, is_party) for mention in mentions]


def _without(
    mention: Mention,
    language: str | None,
    done_to: set[str],
    is_party: Callable[[ArgumentSpan], bool],
) -> Mention:
    """The mention without the arguments that cannot be meant."""
    sentence, start = mention.sentence.text, mention.sentence.start
    fields = EVENT_TYPES[mention.event_type].fields_by_role()
    spans = with_seats(mention.arguments, sentence, start, language)
    by_state = mention.event_type in STATE_ACTS and any(
        country_of(span.text, language)
        for span in mention.arguments
        if span.role in (Role.AGENT, Role.PLACE)
    )

    def is_meant(span: ArgumentSpan) -> bool:
        match span.role:
            case Role.AGENT:
                if NOT_ITS_OWN.match(sentence, span.end - start):
                    return sentence[span.end - start : span.end - start + 1] != "-"
                if mention.event_type in INTRUSIONS and DEFENDERS.fullmatch(span.text):
                    return country_of(span.text, language) is not None
                if fields.get(Role.AGENT) in AUTHORITIES and is_place_of_another(
                    span, spans, language
                ):
                    return False
                return not (by_state and _is_done_to(span, done_to, language))
            case Role.PLACE:
                told = sentence[mention.end - start : span.start - start]
                if span.text.casefold() in NO_PLACES or IN_A_REASON.search(told[-_NEAR:]):
                    return False
                return fields.get(Role.PLACE) in NAMED_BY_PARTIES or not is_party(span)
            case _:
                return True

    kept = tuple(span for span in spans if is_meant(span))
    return mention if kept == mention.arguments else dataclasses.replace(mention, arguments=kept)


def _is_done_to(span: ArgumentSpan, done_to: set[str], language: str | None) -> bool:
    """Whether an agent is one that a state acts upon in the same article, and no organ of one."""
    return (
        clean_name(span.text).casefold() in done_to
        and country_of(span.text, language) is None
        and leader_country(span.text, language) is None
        and not is_organ(span.text, language)
    )

"""The trigger and the arguments of an event, chosen among candidates."""

from collections.abc import Callable
from typing import NamedTuple

import numpy as np

from pipeline.inference.candidates import Candidates, Pieces, candidates, range_of, scores
from pipeline.inference.decoding import (
    Tagged,
    TaggedSpan,
    Words,
    cut_at,
    likeliest,
    with_currency,
)
from pipeline.inference.mending import Filled, mended, mended_trigger
from pipeline.inference.package import TRIGGER, Floats, ModelPackage, logistic
from schemas.events import EVENT_TYPES
from schemas.values import Role


class EventSpans(NamedTuple):
    """The words of one event."""

    trigger: TaggedSpan
    arguments: tuple[Filled, ...]


def spans_of(
    event_type: str, text: str, tagged: Tagged, pieces: Pieces, package: ModelPackage
) -> EventSpans:
    """The spans of an event in a sentence.

    Args:
        event_type: which roles there are.
        text: the sentence.
        tagged: what the tagger says of it.
        pieces: what the first pass says of it.
        package: labels, and the weights of candidates.
    """
    calibration = package.calibration
    roles = list(EVENT_TYPES[event_type].fields_by_role())
    trigger_tag, *tags = (package.tags.index(name) for name in (TRIGGER, *roles))
    found = candidates(tagged, (trigger_tag, *tags), trigger_tag, pieces)
    log_odds = scores(found, package.tags, calibration.span_weights)
    trigger = best_trigger(found, log_odds, trigger_tag, tagged.words, text)
    if trigger is None:
        trigger = likeliest(tagged.tags[:, trigger_tag], tagged.words.ranges, text)
    by_role = {
        role: best_apart(found, log_odds, tag, calibration.span_threshold, tagged.words, text)
        for role, tag in zip(roles, tags, strict=True)
    }
    amounts = [with_currency(span, text) for span in by_role.get(Role.MONEY, ())]
    arguments = (
        (role, cut_at(span, amounts, text))
        for role, own in by_role.items()
        for span in (amounts if role is Role.MONEY else own)
    )
    return EventSpans(mended_trigger(trigger, text), tuple(mended(arguments, text)))


def best_apart(
    found: Candidates, log_odds: Floats, tag: int, least: float, words: Words, text: str
) -> list[TaggedSpan]:
    """The spans of one role, in order: the surest, then those that share nothing with surer ones.

    Args:
        found: candidates, of other tags too.
        log_odds: of each.
        tag: the role, by number.
        least: probability from which on one is taken.
        words: where the words stand.
        text: the sentence.
    """
    own = np.flatnonzero(found.tags == tag)
    taken = apart(log_odds[own], least, lambda at: range_of(found, own[at], words, text))
    return sorted(span for _, span in taken)


def apart(
    log_odds: Floats, least: float, place: Callable[[int], tuple[int, int] | None]
) -> list[tuple[int, TaggedSpan]]:
    """From the surest down, the candidates that share nothing with those taken before them.

    Args:
        log_odds: of each candidate of one role.
        least: probability from which on one is taken.
        place: the characters of a candidate by its number, if it can be a span.

    Returns:
        The number of each, and its span with its probability.
    """
    taken: list[tuple[int, TaggedSpan]] = []
    for number in np.argsort(-log_odds, kind="stable").tolist():
        probability = float(logistic(log_odds[number]))
        if probability < least:
            break
        where = place(number)
        if where and not any(where[0] < one.end and one.start < where[1] for _, one in taken):
            taken.append((number, TaggedSpan(*where, probability)))
    return taken


def best_trigger(
    found: Candidates, logits: Floats, tag: int, words: Words, text: str
) -> TaggedSpan | None:
    """The likeliest of the candidates, with its probability among them; None if there are none.

    Args: as those of ``best_apart``.
    """
    places = {
        number: place
        for number in np.flatnonzero(found.tags == tag).tolist()
        if (place := range_of(found, number, words, text))
    }
    if not places:
        return None
    own = logits[list(places)]
    chances = np.exp(own - own.max())
    likeliest_one = int(chances.argmax())
    place = list(places.values())[likeliest_one]
    return TaggedSpan(*place, float(chances[likeliest_one] / chances.sum()))

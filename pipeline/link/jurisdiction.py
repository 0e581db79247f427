"""The country of a happening: that of its places, else of the parties that act.

Each tells its country by its own words, by those right beside it, or by the country that the
article is about.
"""

import collections
import re
from collections.abc import Sequence

from pipeline.elements import ArgumentSpan, Article, Mention
from pipeline.link.cities import town_country
from pipeline.link.countries import country_of
from pipeline.link.fields import spans_of
from pipeline.link.home import home_of, namesake_of
from pipeline.link.names import clean_name
from pipeline.link.offices import holder_country, leader_country
from pipeline.link.seats import seat_country
from pipeline.link.words.countries.around import BORDERING, EU_SEAT, WATER
from pipeline.link.words.countries.offices import KNOWN_PLACE, PLACE_NOUNS, TOWARDS
from pipeline.link.words.countries.organs import is_organ
from schemas.values import Role

NAME = r"([^\W\d_a-z][\w.]*(?: [^\W\d_a-z][\w.]*){0,3})"
OWNER = re.compile(NAME + r"['’]s $")
BESIDE = 100  # characters before a place that are looked at
LARGER = re.compile(rf",? (?:in|en|em) (?:the )?{NAME}(?=[,.;)]|$)")
JOINED = rf"(?:, {NAME}){{0,5}},? (?:and|or|y|e|o|et|ou|und|oder|en|of|i|dan|atau) {NAME}"
LARGER_OF_NAME = re.compile(rf"(?:, | \()(?:{TOWARDS})?{NAME}(?=[,.;)]|$)(?!{JOINED})")
"""After a name of a place; a list is none: "Smallville, France, and Italy"."""
US_SEAT = re.compile(r"\s?\((?:R|D|I)-[A-Z]")
"""Behind a member of the Congress or of a state's legislature: "(D-N.Y.)"."""
KIND = re.compile(
    rf"((?:[\w'’-]+ ){{0,2}}\b(?:{PLACE_NOUNS})\b(?: [\w-]+){{0,2}}) (?:(?:of|de|del|di|da|do|"
    rf"von) |d['’])?$",
    re.IGNORECASE,
)
"""Before a name of a place: "the Ukrainian town of", "en la ciudad mexicana de"."""
_AT_HOME = "home"
"""In place of the article's country, which is only looked for where it is needed."""
_PARTS = re.compile(
    r"[^\W\d_a-z][\w'’.-]*(?: (?:(?:de|del|la|las|los|do|da|dos|di|du|des|am|an|der|upon|sur|el) "
    r"|d['’])*"
    r"[^\W\d_a-z][\w'’.-]*)*"
)
"""The names in the words for a place: "the port of >Alexandria<"."""
_WITHIN = re.compile(r" (?:de|del|do|da|di|du|des|de la|de los|de las|da la) ")


def country_of_event(
    mentions: Sequence[Mention], language: str | None, article: Article | None = None
) -> str | None:
    """The country of most of the event's places, else of most of the parties that act.

    Else that where a party has its seat whom it is done to ("bought Widgets GmbH of Germany").
    An organ of a state that does not say whose it is ("the Supreme Court"), a minister, and a place
    that is known from before ("the city") have the country that the article is about.
    """
    for role in (Role.PLACE, Role.AGENT, Role.TARGET):
        told = [
            (span.text.casefold(), code)
            for mention, span in spans_of(mentions, role)
            if not is_beyond(mention, span)
            and (code := country_of_span(mention, span, language, article))
        ]
        if told:
            # A party is one however often it is named: "Iran" of the seven that signed.
            voices = told if role is Role.PLACE else dict.fromkeys(told)
            codes = collections.Counter(code for _, code in voices)
            code, times = codes.most_common(1)[0]
            return code if 2 * times > codes.total() else None
    return None


def country_of_span(
    mention: Mention, span: ArgumentSpan, language: str | None, article: Article | None = None
) -> str | None:
    """The country of a place, of a party that acts, or of another's seat, of one mention."""
    words = words_of(mention, span)
    if span.role is Role.TARGET:
        return seat_country(words, span.text, language)
    if span.role is Role.AGENT and clean_name(words).casefold() in EU_SEAT:
        return None
    told = country_of(words, language) or country_of(span.text, language)
    if told is None and span.role is Role.PLACE:
        return country_of_place(mention, span, language, article)
    return told or country_of_party(mention, span, language, article)


def is_beyond(mention: Mention, span: ArgumentSpan) -> bool:
    """Whether a place lies on the other side of a border: "the border with >Serbia<"."""
    before = mention.sentence.text[: span.start - mention.sentence.start]
    return span.role is Role.PLACE and bool(BORDERING.search(before[-40:]))


def words_of(mention: Mention, span: ArgumentSpan) -> str:
    """The words of the source, where a span has the full name of a party instead."""
    start = mention.sentence.start
    return mention.sentence.text[span.start - start : span.end - start]


def country_of_party(
    mention: Mention, span: ArgumentSpan, language: str | None, article: Article | None
) -> str | None:
    """The country of an organ, a government or a holder of an office that does not say it."""
    words, start = words_of(mention, span), mention.sentence.start
    before = mention.sentence.text[: span.start - start]
    governed = leader_country(words, language) or leader_country(f"{words} {span.text}", language)
    if governed:
        return governed
    if article and (namesake := namesake_of(words, before, article)):
        return namesake
    if US_SEAT.match(mention.sentence.text, span.end - start):
        return "US"
    held = holder_country(before, words, language, _AT_HOME)
    if article and (held == _AT_HOME or (held is None and is_organ(words, language))):
        return home_of(article)
    return held if held != _AT_HOME else None


def country_of_place(
    mention: Mention, span: ArgumentSpan, language: str | None, article: Article | None
) -> str | None:
    """The country of a place that does not name it: told beside it, a town's, or the article's."""
    beside = country_around(mention, span, language)
    if beside:
        return beside
    words = words_of(mention, span)
    home = home_of(article) if article else None
    if home and (KNOWN_PLACE.fullmatch(words) or is_organ(words, language)):
        return home
    if WATER & set(words.split()):
        return None
    codes = {code for name in _PARTS.findall(words) if (code := _town(name, language, home))}
    return next(iter(codes)) if len(codes) == 1 else None


def _town(name: str, language: str | None, home: str | None) -> str | None:
    """The country of a town, or of that at the end of a name: "Jardines de >Braga<"."""
    found = town_country(name, language, home)
    parts = _WITHIN.split(name)
    if found or len(parts) == 1:
        return found
    return town_country(parts[-1], language, home)


def country_around(mention: Mention, span: ArgumentSpan, language: str | None) -> str | None:
    """The country told right beside a place: "London's >Abbey Road<", ">Bray<, in Ireland"."""
    sentence, start = mention.sentence.text, mention.sentence.start
    begin, end = span.start - start, span.end - start
    before = sentence[max(0, begin - BESIDE) : begin]
    owner = OWNER.search(before)
    larger = LARGER.match(sentence, end)
    kind = None
    if re.search(
        r"(?:^|[ '’(-])[^\W\d_a-z][\w-]*[.'’]?$", sentence[begin:end]
    ):  # it ends in a name
        larger = larger or LARGER_OF_NAME.match(sentence, end)
        kind = KIND.search(before)
    names = [match[1] for match in (owner, kind, larger) if match]
    return next((code for name in names if (code := country_of(name, language))), None)

"""Values that the link stage gives spans and events, against what a careful reader gives them.

money, quantity, time    of a span                    place    the country of a place
country                  of a happening, by all       party    the country that the words of
                         its mentions in the gold              an agent or target carry
"""

import dataclasses
from collections import defaultdict
from collections.abc import Iterable, Iterator
from decimal import Decimal
from typing import Any, NamedTuple

from benchmarks.labelled import LabelledArticle, Place
from pipeline.elements import Mention
from pipeline.link.countries import country_of
from pipeline.link.jurisdiction import country_of_event
from pipeline.link.money import parse_money
from pipeline.link.offices import leader_country
from pipeline.link.quantities import parse_quantity
from pipeline.link.times import resolve_time

Value = tuple[object, ...]


class Answer(NamedTuple):
    """One gold value and the one that was given; None or a tuple of None is no value."""

    kind: str
    part: str
    words: str
    gold: Value
    given: Value

    @property
    def is_right(self) -> bool:
        """Whether nothing of it differs."""
        return self.gold == self.given


@dataclasses.dataclass
class Tally:
    """Answers counted: ``right`` of ``values``, and values given where the gold has none."""

    values: int = 0
    right: int = 0
    wrong: int = 0
    nulls: int = 0
    false_values: int = 0

    def add(self, answer: Answer) -> None:
        """Count one more."""
        has_value = any(part is not None for part in answer.given)
        if any(part is not None for part in answer.gold):
            self.values += 1
            self.right += answer.is_right
            self.wrong += has_value and not answer.is_right
        else:
            self.nulls += 1
            self.false_values += has_value

    @property
    def share(self) -> float:
        """Of what has a value, how much is right."""
        return self.right / self.values if self.values else 1.0

    @property
    def true_nulls(self) -> float:
        """Of what has no value, how much is left without one."""
        return 1 - self.false_values / self.nulls if self.nulls else 1.0


def answers(
    articles: Iterable[LabelledArticle], gold: Iterable[dict[str, Any]], groups: dict[Place, int]
) -> Iterator[Answer]:
    """Each gold value with the one that is given for the same words, from the labels alone.

    Values that only the rest of the article tells have a kind of their own, "time by article".
    """
    by_name = {article.article.article_id: article for article in articles}
    told: set[tuple[str, int]] = set()
    for item in gold:
        article = by_name[item["doc"]]
        if item["kind"] != "country":
            yield _of_span(article, item)
            continue
        group = groups[Place(item["doc"], item["i"], item["event"])]
        if (item["doc"], group) not in told:
            told.add((item["doc"], group))
            mentions = [one for place, one in article.named.items() if groups[place] == group]
            given = country_of_event(mentions, article.article.language, article.article)
            words = " | ".join(f"{one.trigger}: {one.sentence.text}" for one in mentions)
            yield Answer("country", article.part, words, (item["country"],), (given,))


def tallies(found: Iterable[Answer]) -> dict[tuple[str, str], Tally]:
    """Counts by part and kind."""
    result: dict[tuple[str, str], Tally] = defaultdict(Tally)
    for answer in found:
        result[answer.part, answer.kind].add(answer)
    return result


def _of_span(article: LabelledArticle, item: dict[str, Any]) -> Answer:
    kind, start, end = item["kind"], item["start"], item["end"]
    mention = _mention_of(article, item)
    words, language = mention.sentence.text[start:end], article.article.language
    gold: Value
    given: Value
    match kind:
        case "money":
            money = parse_money(words, language)
            gold = (item["amount"] and Decimal(item["amount"]), item["currency"])
            given = (money.amount, money.currency)
        case "quantity":
            quantity = parse_quantity(words, language)
            gold, given = (item["value"], item["unit"]), (quantity.value, quantity.unit)
        case "time":
            published = article.article.published_at
            precision = article.article.published_at_precision
            time = resolve_time(words, published, precision, mention.realis, language)
            gold = (item["date"], item["precision"])
            given = (time.date and time.date.isoformat(), time.precision and time.precision.value)
        case _:
            country = country_of(words, language) or leader_country(words)
            gold, given = (item["country"],), (country,)
    if item.get("by") == "article":
        kind += " by article"
    return Answer(kind, article.part, words, gold, given)


def _mention_of(article: LabelledArticle, item: dict[str, Any]) -> Mention:
    """The first mention that has the span."""
    for place, mention in article.mentions.items():
        start = mention.sentence.start + item["start"]
        if place.sentence == item["i"] and any(span.start == start for span in mention.arguments):
            return mention
    raise ValueError(f"no such span: {item}")

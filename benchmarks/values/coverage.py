"""Prints how often each field is filled: ``python -m benchmarks.values.coverage --labels DIR``.

From labelled spans, without a model: what the texts and the link stage give where the model errs
in nothing. Without ``--labels``, on our own sentences alone.
"""

import argparse
import collections
import sys
from collections.abc import Iterable, Sequence
from pathlib import Path

from benchmarks.labelled import LabelledArticle, label_files, read_articles
from pipeline.elements import LinkedEvent, MentionedArticle
from pipeline.link.link import link_article
from schemas.events import EVENT_TYPES

COMMON = ("time", "place", "country")


def events_of(articles: Iterable[LabelledArticle]) -> dict[str, list[LinkedEvent]]:
    """The events of labelled articles, by type in the order of the ontology."""
    found: dict[str, list[LinkedEvent]] = {name: [] for name in EVENT_TYPES}
    for labelled in articles:
        mentions = tuple(labelled.mentions.values())
        sentences = tuple(dict.fromkeys(mention.sentence for mention in mentions))
        for linked in link_article(MentionedArticle(labelled.article, sentences, mentions, "gold")):
            for event in linked.events:
                found[event.event_type].append(event)
    return found


def filled(events: Sequence[LinkedEvent]) -> dict[str, int]:
    """In how many events each common and typed field has a value."""
    counts: collections.Counter[str] = collections.Counter(dict.fromkeys(COMMON, 0))
    for event in events:
        counts.update(name for name in COMMON if getattr(event, name) is not None)
        counts.update({name: int(has_value(value)) for name, value in event.fields.items()})
    return dict(counts)


def has_value(value: object) -> bool:
    """Whether a field holds more than the words it was read from."""
    if value is None or value == ():
        return False
    read = [
        getattr(value, name)
        for name in ("amount", "currency", "value", "date", "killed", "injured", "missing")
        if hasattr(value, name)
    ]
    return not read or any(one is not None for one in read)


def main(arguments: Sequence[str] | None = None) -> int:
    """Runs the count."""
    parser = argparse.ArgumentParser("benchmarks.values.coverage", description=__doc__)
    parser.add_argument("--labels", type=Path, help="folder of dev.jsonl and seeds.jsonl")
    options = parser.parse_args(arguments)
    try:
        found = events_of(read_articles(label_files(options.labels)))
    except ValueError as error:
        parser.error(str(error))
    print("| type | events | date | place | country | typed fields |")
    print("|---|---|---|---|---|---|")
    for name, events in found.items():
        counts = filled(events)
        common = " | ".join(str(counts.pop(field)) for field in COMMON)
        typed = ", ".join(f"{field} {count}" for field, count in counts.items())
        print(f"| {name} | {len(events)} | {common} | {typed} |")
    return 0


if __name__ == "__main__":
    sys.exit(main())

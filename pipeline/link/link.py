"""Mentions to events: one row a happening, with its typed arguments.

How mentions are grouped is told in ``pipeline.link.mentions``, how words become values in
``pipeline.link.fields``.
"""

from collections.abc import Iterator

import apache_beam as beam

from pipeline.elements import LinkedArticle, LinkedEvent, Mention, MentionedArticle
from pipeline.guard import DEAD_LETTERS, Guarded, Outputs
from pipeline.link.fields import first, names_of, time_of, typed_fields
from pipeline.link.jurisdiction import country_of_event
from pipeline.link.mentions import group_mentions
from pipeline.link.parties import parties_of
from pipeline.link.plausible import plausible
from schemas.values import Role

STAGE = "link"
ROLE_BONUS = 0.05
"""What each role that a mention fills adds to its worth: enough to prefer, among sentences that
are nearly as sure, the one that tells more."""


def link_article(article: MentionedArticle) -> Iterator[LinkedArticle]:
    """The article with its mentions grouped into events, in the order of the text.

    They are grouped, and fields filled, by the full names of parties; the mentions that the events
    keep have the words of the source.
    """
    events = []
    parties = parties_of(article)
    language = article.article.language
    named = plausible([parties.named(mention) for mention in article.mentions], language)
    source = {id(one): mention for one, mention in zip(named, article.mentions, strict=True)}
    for group in group_mentions(named, article.article):
        best = max(group, key=worth)
        ranked = (best, *(mention for mention in group if mention is not best))
        time = time_of(ranked, article.article)
        events.append(
            LinkedEvent(
                event_type=best.event_type,
                best=source[id(best)],
                mentions=tuple(source[id(mention)] for mention in group),
                time=time,
                place=first(names_of(ranked, Role.PLACE)),
                country=country_of_event(ranked, language, article.article),
                fields=typed_fields(best.event_type, ranked, time, language),
            )
        )
    yield LinkedArticle(
        article=article.article,
        n_sentences=len(article.sentences),
        events=tuple(events),
        model_id=article.model_id,
    )


def worth(mention: Mention) -> float:
    """How well a mention stands for its event."""
    return mention.confidence + ROLE_BONUS * len({span.role for span in mention.arguments})


class LinkEvents(beam.PTransform):
    """PCollection[MentionedArticle] -> outputs ``articles`` (LinkedArticle, main), dead_letters.

    One element out for one in. Works in any window; keeps timestamps.
    """

    def expand(self, articles: beam.PCollection[MentionedArticle]) -> Outputs:
        return articles | "LinkMentions" >> beam.ParDo(Guarded(STAGE, link_article)).with_outputs(
            DEAD_LETTERS, main="articles"
        )

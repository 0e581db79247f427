"""Elements to rows of the tables. Every row is validated here, by its pydantic model."""

import dataclasses
from collections.abc import Iterator

from pydantic import BaseModel

from pipeline.elements import (
    DeadLetter,
    LinkedArticle,
    LinkedEvent,
    Mention,
    Rejected,
    RunStamp,
)
from pipeline.guard import dead_letter
from pipeline.identity import identity
from schemas import records
from schemas.events import EVENT_TYPES, Event
from schemas.values import Argument, Paragraph, Role
from schemas.values import Mention as MentionValue


def rows_of(element: object, run: RunStamp) -> Iterator[BaseModel]:
    """The rows that an element gives: an article's own and those of its events, or the one.

    An event whose row cannot be made gives a dead letter in its stead, beside the good ones.

    Raises:
        pydantic.ValidationError: any other row is not what its table promises.
        TypeError: no table takes such an element.
    """
    match element:
        case LinkedArticle():
            events = [event_row_or_dead_letter(event, element, run) for event in element.events]
            n_events = sum(isinstance(row, Event) for row in events)
            yield article_row(element, n_events, run)
            yield from events
        case Rejected():
            yield rejected_row(element, run)
        case DeadLetter():
            yield dead_letter_row(element, run)
        case _:
            raise TypeError(f"no table takes a {type(element).__name__}")


def rows_or_dead_letter(element: object, run: RunStamp) -> list[BaseModel]:
    """The rows that an element gives, or, where they are not valid, that of why not."""
    try:
        return list(rows_of(element, run))
    except Exception as error:
        return list(rows_of(dead_letter("write", element, error), run))


def article_row(linked: LinkedArticle, n_events: int, run: RunStamp) -> records.Article:
    """The row of an article."""
    article = linked.article
    paragraphs, position = [], 0
    for text, (start, end) in zip(article.paragraphs, article.paragraph_ranges, strict=True):
        paragraphs.append(
            Paragraph(start=position, end=position + len(text), source_start=start, source_end=end)
        )
        position += len(text) + len(records.PARAGRAPH_BREAK)
    text = records.PARAGRAPH_BREAK.join(article.paragraphs)
    return records.Article(
        article_id=article.article_id,
        source_uri=article.source_uri,
        source_record=article.source_record,
        ordinal=article.ordinal,
        start=article.start,
        end=article.end,
        title=article.title,
        text=text,
        paragraphs=tuple(paragraphs),
        captions=article.captions,
        byline=article.byline,
        dateline=article.dateline,
        publisher=article.publisher,
        url=article.url,
        published_at=article.published_at,
        published_at_precision=article.published_at_precision,
        language=article.language,
        n_sentences=linked.n_sentences,
        n_events=n_events,
        content_hash=identity(article.title or "", text),
        duplicate_of=None,  # known when all articles are: pipeline.write.repeats
        ontology_version=run.ontology_version,
        model_id=linked.model_id,
        pipeline_version=run.pipeline_version,
        run_id=run.run_id,
        processed_at=run.started_at,
    )


def event_row_or_dead_letter(
    event: LinkedEvent, linked: LinkedArticle, run: RunStamp
) -> Event | records.DeadLetter:
    """The row of an event, or of why it has none."""
    try:
        return event_row(event, linked, run)
    except Exception as error:
        letter = dead_letter("write", linked, error)
        return dead_letter_row(dataclasses.replace(letter, offset=event.best.start), run)


def event_row(event: LinkedEvent, linked: LinkedArticle, run: RunStamp) -> Event:
    """The row of an event, of the model class of its type."""
    article, best, model = linked.article, event.best, EVENT_TYPES[event.event_type]
    fields = model.fields_by_role()
    arguments: dict[tuple[Role, int, int], Argument] = {}
    for mention in sorted(event.mentions, key=lambda mention: mention is not best):
        for span in mention.arguments:
            argument = Argument(
                role=span.role,
                field=fields[span.role],
                text=span.text,
                start=span.start,
                end=span.end,
                confidence=span.confidence,
            )
            arguments.setdefault((span.role, span.start, span.end), argument)
    return model.model_validate(
        {
            **model.constants(),
            "event_id": identity(article.article_id, event.event_type, best.start, best.end),
            "article_id": article.article_id,
            "title": article.title,
            "language": article.language,
            "publisher": article.publisher,
            "url": article.url,
            "published_at": article.published_at,
            "realis": best.realis,
            "confidence": best.confidence,
            "trigger": best.trigger,
            "sentence": best.sentence.text,
            "sentence_index": best.sentence.index,
            "start": best.start,
            "end": best.end,
            "source_uri": article.source_uri,
            "source_record": article.source_record,
            "event_date": event.time.date if event.time else None,
            "event_date_precision": event.time.precision if event.time else None,
            "event_date_text": event.time.text if event.time else None,
            "place": event.place,
            "country": event.country,
            "arguments": tuple(arguments.values()),
            "mentions": tuple(mention_value(mention) for mention in event.mentions),
            "in_title": any(mention.sentence.in_title for mention in event.mentions),
            "ontology_version": run.ontology_version,
            "model_id": linked.model_id,
            "pipeline_version": run.pipeline_version,
            "run_id": run.run_id,
            "processed_at": run.started_at,
            **event.fields,
        }
    )


def mention_value(mention: Mention) -> MentionValue:
    """A mention as it stands in an event's row."""
    return MentionValue(
        sentence=mention.sentence.text,
        sentence_index=mention.sentence.index,
        start=mention.start,
        end=mention.end,
        trigger=mention.trigger,
        realis=mention.realis,
        confidence=mention.confidence,
    )


def rejected_row(rejected: Rejected, run: RunStamp) -> records.Rejected:
    """The row of text that was not used."""
    return records.Rejected(
        rejected_id=identity(
            rejected.source_uri,
            rejected.source_record,
            rejected.start,
            rejected.end,
            rejected.reason,
        ),
        source_uri=rejected.source_uri,
        source_record=rejected.source_record,
        start=rejected.start,
        end=rejected.end,
        reason=rejected.reason,
        detail=rejected.detail,
        text=rejected.text,
        language=rejected.language,
        pipeline_version=run.pipeline_version,
        run_id=run.run_id,
        processed_at=run.started_at,
    )


def dead_letter_row(letter: DeadLetter, run: RunStamp) -> records.DeadLetter:
    """The row of a failure. Surrogates, which no table takes, are escaped: it must not fail."""
    return records.DeadLetter(
        dead_letter_id=identity(
            letter.stage, letter.source_uri, letter.source_record, letter.offset, letter.message
        ),
        stage=letter.stage,
        source_uri=encodable(letter.source_uri),
        source_record=None if letter.source_record is None else encodable(letter.source_record),
        offset=letter.offset,
        error=letter.error,
        message=encodable(letter.message),
        stack=encodable(letter.stack),
        pipeline_version=run.pipeline_version,
        run_id=run.run_id,
        processed_at=run.started_at,
    )


def encodable(text: str) -> str:
    """The text with lone surrogates escaped."""
    return text.encode("utf-8", "backslashreplace").decode("utf-8")

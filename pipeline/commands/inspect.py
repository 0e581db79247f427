"""``inspect``: the articles and events of one file, highlighted, in the terminal."""

import argparse
import dataclasses
import sys
from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime

from pydantic import BaseModel
from rich.console import Console
from rich.markup import escape
from rich.text import Text

from pipeline.classify import classify_article
from pipeline.commands.model import model_settings, open_model
from pipeline.elements import (
    Article,
    DeadLetter,
    Document,
    LinkedArticle,
    LinkedEvent,
    RawFile,
    Rejected,
)
from pipeline.extract import extract_article
from pipeline.inference import EventModel
from pipeline.link import link_article
from pipeline.options import FAILED_INPUT, UsageError
from pipeline.read import UnreadableFile, check_fields, list_files, read_file
from pipeline.segment import segment_document
from schemas.values import Precision

TRIGGER, ARGUMENT, TITLE = "bold reverse", "underline cyan", "bold"


@dataclasses.dataclass(frozen=True)
class _Mark:
    start: int
    end: int
    style: str


def inspect(options: argparse.Namespace) -> int:
    """Run the command; returns the exit status.

    Raises:
        UsageError: the file or the model cannot be used.
    """
    console, settings = Console(highlight=False), model_settings(options)
    limits = dict(options.field), options.max_document_size
    records = records_of(options.file, *limits, options.record)
    if options.text:
        print_texts(records, alone=options.record is not None)
        return 0
    model = open_model(settings)
    status = 0
    for record in records:
        status = FAILED_INPUT if isinstance(record, DeadLetter) else status
        outcomes = segment_document(record) if isinstance(record, Document) else [record]
        if isinstance(record, Document) and record.source_record is not None:
            console.rule(f"record {escape(record.source_record)}")
        for outcome in outcomes:
            show(outcome, model, console)
    return status


def records_of(
    path: str, fields: Mapping[str, str], max_bytes: int, wanted: str | None
) -> Iterator[Document | Rejected | DeadLetter]:
    """What is read from a file, one after the other; of one record, if one is ``wanted``."""
    try:
        check_fields(fields)
        listing = list_files([path])
    except (ValueError, OSError) as error:
        raise UsageError(str(error)) from error
    if listing.dead_letters:
        raise UsageError(listing.dead_letters[0].message)
    if len(listing.files) > 1:
        raise UsageError(f"{path}: {len(listing.files)} files, and inspect shows one")
    records = read_all(listing.files, fields, max_bytes)
    return records if wanted is None else iter([only(records, wanted, path)])


def read_all(
    files: Iterable[RawFile], fields: Mapping[str, str], max_bytes: int
) -> Iterator[Document | Rejected | DeadLetter]:
    """What is read from files."""
    try:
        for file in files:
            yield from read_file(file, max_bytes, fields)
    except (UnreadableFile, OSError) as error:
        raise UsageError(str(error)) from error


def only(
    records: Iterable[Document | Rejected | DeadLetter], wanted: str, path: str
) -> Document | Rejected | DeadLetter:
    """The record of that name."""
    for record in records:
        if record.source_record == wanted:
            return record
    raise UsageError(f"no record {wanted!r} in {path}")


def print_texts(records: Iterable[Document | Rejected | DeadLetter], *, alone: bool) -> None:
    """Print the texts that offsets point into: one as it is, or each under the name of its record.

    Bytes are written, as a terminal's own way with line ends would move the offsets.
    """
    for record in records:
        if isinstance(record, Document):
            if record.source_record is not None and not alone:
                print(f"--- record {record.source_record}", flush=True)
            sys.stdout.buffer.write(record.text.encode("utf-8", "replace"))
            sys.stdout.flush()
            if record.source_record is not None and not alone:
                print(flush=True)
        else:
            reason = record.message if isinstance(record, DeadLetter) else record.detail
            print(f"record {record.source_record or ''} not read: {reason}", file=sys.stderr)


def show(outcome: Article | Rejected | DeadLetter, model: EventModel, console: Console) -> None:
    """Print an article with its events, or why there is none."""
    if isinstance(outcome, DeadLetter):
        console.rule(f"failed: {escape(outcome.source_record or '')}")
        console.print(f"[red]{escape(outcome.message)}[/]")
        return
    classified = classify_article(outcome, model) if isinstance(outcome, Article) else outcome
    if isinstance(classified, Rejected):
        show_rejected(classified, console)
        return
    for linked in link_article(extract_article(classified, model)):
        show_article(linked, console)


def show_rejected(rejected: Rejected, console: Console) -> None:
    """Print what was not used, and why."""
    console.rule(f"not used: {rejected.reason}")
    console.print(f"{escape(rejected.detail)}\n[dim]{escape(rejected.text[:200])}[/]")


def show_article(linked: LinkedArticle, console: Console) -> None:
    """Print an article: title, what is known of it, its text with the marks, its events."""
    article = linked.article
    console.rule(f"article {article.ordinal + 1}", style="dim")
    console.print(Text(article.title or "(no title)", style=TITLE))
    known = {
        "language": article.language,
        "published": date_words(article.published_at, article.published_at_precision),
        "publisher": article.publisher,
        "byline": article.byline,
        "dateline": article.dateline,
        "characters": f"{article.start} to {article.end}",
    }
    facts = " · ".join(f"{name} {value}" for name, value in known.items() if value)
    console.print(Text(facts, style="dim"))
    for caption in article.captions:
        console.print(Text(f"caption: {caption}", style="dim"))
    marks = list(marks_of(linked))
    for text, (start, _) in zip(article.paragraphs, article.paragraph_ranges, strict=True):
        console.print()
        console.print(marked(text, start, marks))
    console.print()
    for event in linked.events:
        show_event(event, console)


def marks_of(linked: LinkedArticle) -> Iterator[_Mark]:
    """What to highlight, in characters of the document; arguments first, triggers over them."""
    mentions = [mention for event in linked.events for mention in event.mentions]
    for mention in mentions:
        for argument in mention.arguments:
            yield _Mark(argument.start, argument.end, ARGUMENT)
    for mention in mentions:
        yield _Mark(mention.start, mention.end, TRIGGER)


def marked(text: str, start: int, marks: Iterable[_Mark]) -> Text:
    """A paragraph that begins at ``start`` of the document, with the marks that fall into it."""
    result = Text(text)
    for mark in marks:
        if mark.start >= start and mark.end <= start + len(text):
            result.stylize(mark.style, mark.start - start, mark.end - start)
    return result


def show_event(event: LinkedEvent, console: Console) -> None:
    """Print an event on one line, and a line for each of its fields."""
    best = event.best
    head = Text(f"{event.event_type}", style="bold green")
    head.append(f"  {best.realis}  {best.confidence:.2f}  ", style="default")
    head.append(best.trigger, style=TRIGGER)
    if len(event.mentions) > 1:
        head.append(f"  ({len(event.mentions)} mentions)", style="dim")
    console.print(head)
    common = {"event_date": event.time, "place": event.place, "country": event.country}
    for name, value in {**event.fields, **common}.items():
        if value:
            console.print(Text(f"    {name}: {words(value)}"))


def words(value: object) -> str:
    """A field's value in words."""
    if isinstance(value, BaseModel):
        parts = [f"{name} {part}" for name, part in value if part is not None and name != "text"]
        text = str(getattr(value, "text", ""))
        return f"{', '.join(parts)} ({text})" if parts else text
    if isinstance(value, tuple):
        return "; ".join(str(part) for part in value)
    return str(value)


def date_words(moment: datetime | None, precision: Precision | None) -> str | None:
    """A moment as exactly as it is known."""
    if moment is None:
        return None
    shapes = {Precision.YEAR: "%Y", Precision.MONTH: "%Y-%m", Precision.INSTANT: "%Y-%m-%d %H:%M"}
    return moment.strftime(shapes.get(precision or Precision.INSTANT, "%Y-%m-%d"))

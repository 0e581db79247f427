"""What flows between the stages: small, typed, picklable values. No Beam here, no I/O.

All offsets are half-open ranges of characters. Those of paragraphs, captions, sentences and spans
point into the text of the document: ``document.text[start:end]`` is exactly what they stand for.
"""

import dataclasses
from collections.abc import Sequence
from datetime import datetime
from typing import NamedTuple

from schemas.values import EventTime, Precision, Realis, Role


class Range(NamedTuple):
    """A half-open range of characters in the text of a document."""

    start: int
    end: int


@dataclasses.dataclass(frozen=True, slots=True)
class RawFile:
    """A file to read, known by its place, its size in bytes and its fingerprint."""

    uri: str
    size: int
    fingerprint: str


@dataclasses.dataclass(frozen=True, slots=True)
class Document:
    """One record of a file, decoded; a plain text file is one, and ``source_record`` is None.

    ``published_at_precision`` is that of ``published_at``: an instant, where it is not given.
    """

    source_uri: str
    text: str
    source_record: str | None = None
    media_type: str = "text/plain"
    encoding: str = "utf-8"
    title: str | None = None
    url: str | None = None
    published_at: datetime | None = None
    publisher: str | None = None
    language: str | None = None
    published_at_precision: Precision | None = None


@dataclasses.dataclass(frozen=True, slots=True)
class Article:
    """One news article cut out of a document.

    ``start`` and ``end`` enclose everything of the document that belongs to it, furniture between
    its parts included. ``title_range`` is None where the title comes from the container and
    not from the text. ``paragraphs`` are in order and do not overlap.
    """

    article_id: str
    source_uri: str
    source_record: str | None
    ordinal: int
    start: int
    end: int
    title: str | None
    title_range: Range | None
    paragraphs: tuple[str, ...]
    paragraph_ranges: tuple[Range, ...]
    captions: tuple[str, ...] = ()
    byline: str | None = None
    dateline: str | None = None
    publisher: str | None = None
    url: str | None = None
    published_at: datetime | None = None
    published_at_precision: Precision | None = None
    language: str | None = None


@dataclasses.dataclass(frozen=True, slots=True)
class Rejected:
    """Text that was read and deliberately not used, with the reason. Not an error."""

    source_uri: str
    source_record: str | None
    start: int
    end: int
    reason: str
    detail: str
    text: str
    language: str | None = None


@dataclasses.dataclass(frozen=True, slots=True)
class DeadLetter:
    """Something that failed, with all that is needed to find out why and to try it again."""

    stage: str
    source_uri: str
    source_record: str | None
    offset: int | None
    error: str
    message: str
    stack: str


@dataclasses.dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence of an article; the title is one too, the first, with ``in_title`` set."""

    index: int
    text: str
    start: int
    end: int
    in_title: bool = False


@dataclasses.dataclass(frozen=True, slots=True)
class TypedSentence:
    """An event type that a sentence was found to hold, with the calibrated probability.

    ``pieces`` has two numbers for each word piece: how much it looks like the words for such an
    event, and for another (log odds); it is empty where the classifier tells nothing of words.
    """

    sentence: Sentence
    event_type: str
    confidence: float
    pieces: Sequence[tuple[float, float]] = ()


@dataclasses.dataclass(frozen=True, slots=True)
class ClassifiedArticle:
    """An article, its sentences, and the event types found in them, by sentence then type."""

    article: Article
    sentences: tuple[Sentence, ...]
    found: tuple[TypedSentence, ...]
    model_id: str


@dataclasses.dataclass(frozen=True, slots=True)
class ArgumentSpan:
    """Words that fill a role; offsets in the document."""

    role: Role
    text: str
    start: int
    end: int
    confidence: float


@dataclasses.dataclass(frozen=True, slots=True)
class Mention:
    """One sentence asserts one event. ``start`` and ``end`` place the trigger in the document."""

    sentence: Sentence
    event_type: str
    realis: Realis
    trigger: str
    start: int
    end: int
    confidence: float
    arguments: tuple[ArgumentSpan, ...]


@dataclasses.dataclass(frozen=True, slots=True)
class MentionedArticle:
    """An article with all the event mentions found in it, in the order of the text."""

    article: Article
    sentences: tuple[Sentence, ...]
    mentions: tuple[Mention, ...]
    model_id: str


@dataclasses.dataclass(frozen=True, slots=True)
class LinkedEvent:
    """The mentions in one article that speak of one happening, with its typed arguments.

    ``best`` is the mention that the event takes its trigger, realis and confidence from; ``fields``
    are the typed fields of the event type by name.
    """

    event_type: str
    best: Mention
    mentions: tuple[Mention, ...]
    time: EventTime | None
    place: str | None
    country: str | None
    fields: dict[str, object]


@dataclasses.dataclass(frozen=True, slots=True)
class LinkedArticle:
    """An article with its events, in the order of the text."""

    article: Article
    n_sentences: int
    events: tuple[LinkedEvent, ...]
    model_id: str


@dataclasses.dataclass(frozen=True, slots=True)
class RunStamp:
    """What every row of a run carries, so that it can be told which run made it, and with what."""

    run_id: str
    started_at: datetime
    pipeline_version: str
    ontology_version: str
    model_id: str

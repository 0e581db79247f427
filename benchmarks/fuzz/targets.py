"""What the fuzzer calls: each target takes any bytes and raises where a promise is broken."""

import dataclasses
import io
import itertools
from collections.abc import Callable, Sequence
from datetime import UTC, datetime

from benchmarks.fuzz import seeds
from pipeline.classify.sentences import LONGEST, sentences_of
from pipeline.duplicates import sketch_article
from pipeline.elements import Article, DeadLetter, Document, LinkedArticle, RawFile, RunStamp
from pipeline.link.countries import country_of
from pipeline.link.money import parse_money
from pipeline.link.parties import clean_party
from pipeline.link.quantities import parse_casualties, parse_quantity
from pipeline.link.times import resolve_time
from pipeline.read import UnreadableFile, read_stream
from pipeline.read.dates import moment_of
from pipeline.segment import segment_document
from pipeline.write import rows_of
from schemas.values import Precision, Realis

LANGUAGES = (None, "en", "es", "fr", "de", "pt", "it", "id", "nl", "ca", "zh", "x")
REPEATED = 60_000
"""Characters or bytes, about, of an input that is repeated, so that a time that is the square of
its length is seen."""
MAX_BYTES = 200_000
"""What ``--max-document-size`` is for the readers, within reach of what is repeated."""
BUGS = frozenset(
    "AssertionError AttributeError IndexError KeyError MemoryError NameError NotImplementedError "
    "RecursionError StopIteration SystemError TypeError UnboundLocalError ZeroDivisionError".split()
)
"""Errors that say nothing of a file: a dead letter that has one hides a fault of ours."""
NOW = datetime(2024, 5, 3, 12, tzinfo=UTC)
STAMP = RunStamp("fuzz", NOW, "0", "0", "none")


class Broken(AssertionError):  # noqa: N818 - says what it is
    """A promise that is not kept."""


def ensure(kept: object, promise: str) -> None:
    """Raise Broken where a promise is not kept."""
    if not kept:
        raise Broken(promise)


# --- readers ---


def read_bytes(name: str, data: bytes) -> None:
    """Read a file of that name and content to rows; all that is promised of it must hold."""
    names = set[str | None]()
    try:
        for each in read_stream(io.BytesIO(data), RawFile(name, 0, ""), MAX_BYTES, {}):
            if isinstance(each, DeadLetter):
                ensure(each.error not in BUGS, f"a dead letter of {each.error}: {each.stack}")
                ensure(each.message, "a dead letter without a message")
            if not isinstance(each, Document):
                _ = list(rows_of(each, STAMP))
                continue
            ensure(each.source_record not in names, f"two records {each.source_record!r}")
            names.add(each.source_record)
            segment(each)
    except (UnreadableFile, OSError) as error:
        ensure(str(error), "an error without a message")


def reader(files: dict[str, bytes]) -> "Target":
    """The target that reads files like these: the first byte says which name, and whether twice."""
    named = tuple(files)

    def read(data: bytes) -> None:
        choice, content = data[0] if data else 0, data[1:]
        if choice & 1 and content:
            content *= max(1, REPEATED // len(content))
        read_bytes(("a", *named)[(choice >> 1) % (len(named) + 1)], content)

    corpus = [bytes([place << 1]) + content for place, content in enumerate(files.values(), 1)]
    return Target(read, [*corpus, *(bytes([0]) + content for content in files.values())], 30_000)


# --- texts ---


def segment(document: Document) -> None:
    """Cut a document into articles and those into sentences, all of it verbatim and in order."""
    end = 0
    for each in segment_document(document):
        if not isinstance(each, Article):
            _ = list(rows_of(each, STAMP))
            continue
        for paragraph, (begin, stop) in zip(each.paragraphs, each.paragraph_ranges, strict=True):
            ensure(end <= begin < stop, "paragraphs out of order")
            ensure(document.text[begin:stop] == paragraph, "a paragraph is not verbatim")
            ensure(each.start <= begin and stop <= each.end, "a paragraph beside its article")
            end = stop
        if each.title_range:
            begin, stop = each.title_range
            ensure(document.text[begin:stop].strip(), "a title that stands nowhere")
        for sentence in sentences_of(each):
            if not sentence.in_title or each.title_range:
                part = document.text[sentence.start : sentence.end]
                ensure(part == sentence.text, "a sentence is not verbatim")
            ensure(0 < len(sentence.text) <= LONGEST, "a sentence of no or of too great a length")
        values, bands = sketch_article(each)[1:]
        ensure(bool(values) == bool(bands), "half a sketch")
        _ = list(rows_of(LinkedArticle(each, 0, (), "none"), STAMP))


def text_of(data: bytes, most: int) -> tuple[str, str | None]:
    """A text and a language: the first byte says which, whether as it is or of words, how often."""
    choice, content = data[0] if data else 0, data[1:]
    if choice & 1:
        text = " ".join(seeds.WORDS[byte % len(seeds.WORDS)] for byte in content)
    else:
        text = content.decode("utf-8", "replace")
    if choice & 2 and text:
        text *= max(1, most // len(text))
    return text, LANGUAGES[(choice >> 2) % len(LANGUAGES)]


def of_documents(data: bytes) -> None:
    """Segment a text."""
    text, language = text_of(data, REPEATED)
    segment(Document("a.txt", text, language=language))


def of_money(data: bytes) -> None:
    """Read an amount; the value checks itself what its column takes."""
    text, language = text_of(data, LONGEST)
    ensure(parse_money(text[:LONGEST], language).text == text[:LONGEST], "other words")


def of_dates(data: bytes) -> None:
    """Resolve a time, of an article and of a container."""
    text, language = text_of(data, LONGEST)
    text = text[:LONGEST]
    for at, realis in ((NOW, Realis.ACTUAL), (NOW, Realis.PLANNED), (None, Realis.ACTUAL)):
        found = resolve_time(text, at, Precision.DAY if at else None, realis, language)
        ensure(found.text == text, "other words")
        ensure((found.date is None) == (found.precision is None), "half a date")
    moment = moment_of(text)
    ensure(moment is None or moment.at.tzinfo is UTC, "a moment of no zone")


def of_quantities(data: bytes) -> None:
    """Read numbers, and people killed and injured."""
    text, language = text_of(data, LONGEST)
    text = text[:LONGEST]
    ensure(parse_quantity(text, language).text == text, "other words")
    places = [0, len(text) // 3, len(text) // 2, len(text)]
    parse_casualties(list(itertools.pairwise(places)), text, language)


def of_names(data: bytes) -> None:
    """Clean the name of a party, and tell its country."""
    text, language = text_of(data, LONGEST)
    text = text[:LONGEST]
    clean_party(text, language)
    country = country_of(text, language)
    ensure(country is None or (len(country) == 2 and country.isupper()), "no code of a country")


@dataclasses.dataclass(frozen=True)
class Target:
    """Something to fuzz: the function, inputs to begin with, and the longest one that is tried."""

    call: Callable[[bytes], None]
    corpus: Sequence[bytes]
    longest: int


def of_texts(call: Callable[[bytes], None], longest: int) -> Target:
    """A target that takes texts."""
    chosen = [number << 2 for number in range(len(LANGUAGES))]
    corpus = [
        bytes([chosen[number % len(chosen)] | number & 2]) + text.encode()
        for number, text in enumerate(seeds.TEXTS)
    ]
    words = bytes(range(len(seeds.WORDS)))
    parts = [words[start : start + 12] for start in range(0, len(words), 12)]
    values = [  # a value is a few words, and most rules take no more
        bytes([language]) + value.encode()
        for text in seeds.TEXTS[4:]
        for value in text.split(", ")
        for language in (4, 8)
    ]
    return Target(call, [*corpus, *(bytes([5]) + part for part in parts), *values], longest)


TARGETS = {
    "records": reader(seeds.files_of_records()),
    "markup": reader(seeds.files_of_markup()),
    "messages": reader(seeds.files_of_messages()),
    "archives": reader(seeds.files_of_archives()),
    "segment": of_texts(of_documents, 20_000),
    "money": of_texts(of_money, 1_200),
    "dates": of_texts(of_dates, 1_200),
    "quantities": of_texts(of_quantities, 1_200),
    "names": of_texts(of_names, 1_200),
}
"""By name: four of readers, by what the content of a file begins with; then those of texts."""

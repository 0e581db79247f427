"""The segment stage: cuts a document into its articles and leaves the furniture out.

Everything an article holds stands in the document at the offsets it gives.
"""

import dataclasses
import enum
from collections.abc import Sequence
from datetime import UTC, datetime

import apache_beam as beam

from pipeline.dates import Published
from pipeline.elements import Article, Document, Range, Rejected
from pipeline.guard import DEAD_LETTERS, REJECTED, Guarded, Outputs
from pipeline.identity import identity
from pipeline.segment.boundaries import Part, parts_of
from pipeline.segment.context import classified
from pipeline.segment.dates import date_in, dated_opening
from pipeline.segment.fields import key_of
from pipeline.segment.kinds import Kind, Unit, is_prose_shaped
from pipeline.segment.lines import lines_of
from pipeline.segment.metadata import agency_in, byline_in, copyright_in, dateline_in, language_of
from pipeline.segment.tagger import tagged
from schemas.values import Precision

SHORTEST_BODY = 40
"""Letters that the body of an article must have: the length of one short sentence of news."""

LONGEST_ARTICLE = 1_000_000
"""Characters from the beginning of an article to its end: some 150,000 words, which is a book."""

_CLIP = 500  # characters of a rejected text that are kept
_NOTES = frozenset({Kind.BYLINE, Kind.DATE, Kind.FIELD, Kind.CLOSING})


class Reason(enum.StrEnum):
    """Why a document, or a part of one, is no article."""

    EMPTY = "empty"
    TOO_SHORT = "too_short"
    TOO_LONG = "too_long"
    BOILERPLATE_ONLY = "boilerplate_only"


def segment_document(document: Document) -> list[Article | Rejected]:
    """The articles of ``document`` in order, with what of it was rejected.

    A document without an article gives exactly one ``Rejected``. A part that is cut off from its
    neighbours but too short to be an article, or too long, is rejected by itself.
    """
    units = classified(lines_of(document.text))
    if not units:
        return [_rejected(document, 0, len(document.text), Reason.EMPTY, "no visible characters")]
    drafts = [_draft(part) for part in parts_of(units, tagged(units, key_of(document.title)))]
    alone = sum(draft.is_article for draft in drafts) == 1
    if not any(draft.is_article for draft in drafts):
        return [_without_article(document, units)]
    results: list[Article | Rejected] = []
    ordinal = 0
    for draft in drafts:
        start, end = draft.extent if draft.title or draft.body else (0, 0)
        if draft.is_article and end - start > LONGEST_ARTICLE:
            detail = f"{end - start:,} characters without the sign of a new article"
            results.append(_rejected(document, start, end, Reason.TOO_LONG, detail))
        elif draft.is_article:
            results.append(_article(document, draft, ordinal, alone=alone))
            ordinal += 1
        elif draft.body:
            detail = f"{draft.letters} letters of running text, fewer than {SHORTEST_BODY}"
            results.append(_rejected(document, start, end, Reason.TOO_SHORT, detail))
    return results


@dataclasses.dataclass(frozen=True, slots=True)
class _Draft:
    """The units of a part by what becomes of them."""

    title: Unit | None
    body: tuple[Unit, ...]
    captions: tuple[Unit, ...]
    notes: tuple[Unit, ...]
    """Lines that say something of the article: byline, date, copyright, source."""
    letters: int
    """Those of the body; no more are counted than an article needs."""

    @property
    def is_article(self) -> bool:
        return self.letters >= SHORTEST_BODY and any(is_prose_shaped(u.line) for u in self.body)

    @property
    def extent(self) -> Range:
        held = [*self.body, *self.captions, *self.notes, *([self.title] if self.title else [])]
        return Range(min(u.line.start for u in held), max(u.line.end for u in held))


def _draft(part: Part) -> _Draft:
    return _Draft(
        title=part.title,
        body=part.body,
        captions=tuple(unit for unit in part.others if unit.kind is Kind.CAPTION),
        notes=tuple(unit for unit in part.others if unit.kind in _NOTES),
        letters=_letters(part.body),
    )


def _letters(body: Sequence[Unit]) -> int:
    letters = 0
    for unit in body:
        letters += sum(map(str.isalpha, unit.text[:_CLIP]))
        if letters >= SHORTEST_BODY:
            break
    return letters


def _article(document: Document, draft: _Draft, ordinal: int, *, alone: bool) -> Article:
    title, title_range = None, None
    if draft.title:
        title = " ".join(draft.title.text.splitlines())
        start, end = draft.title.line.start, draft.title.line.end
        if document.text[start:end] == title:  # one that was wrapped is no range of the document
            title_range = Range(start, end)
    elif alone and document.title:
        title = " ".join(document.title.split()) or None
    paragraphs = tuple(unit.text for unit in draft.body)
    opening = (paragraphs[0], *(unit.text for unit in draft.notes if unit.kind is Kind.FIELD))
    language = document.language or language_of("\n".join([title or "", *paragraphs[:8]]))
    dated = dated_opening(paragraphs[0], day_first=_is_day_first(language))
    published = _published(document, draft, language, dated[1] if dated else None)
    start, end = draft.extent
    return Article(
        article_id=identity(  # where it stands and what it says
            document.source_uri, document.source_record, start, end, title, *paragraphs
        ),
        source_uri=document.source_uri,
        source_record=document.source_record,
        ordinal=ordinal,
        start=start,
        end=end,
        title=title,
        title_range=title_range,
        paragraphs=paragraphs,
        paragraph_ranges=tuple(Range(u.line.start, u.line.end) for u in draft.body),
        captions=tuple({unit.key: unit.text for unit in reversed(draft.captions)}.values())[::-1],
        byline=next(filter(None, (byline_in(u.text) for u in draft.notes)), None),
        dateline=next(filter(None, map(dateline_in, opening)), dated[0] if dated else None),
        publisher=document.publisher or _publisher(draft),
        url=document.url,
        published_at=published.at if published else None,
        published_at_precision=published.precision if published else None,
        language=language,
    )


def _publisher(draft: _Draft) -> str | None:
    """The holder of the copyright, else the agency that is named."""
    holders = [copyright_in(unit.text)[0] for unit in draft.notes]
    agencies = [agency_in(unit.text) for unit in (*draft.notes, draft.body[0])]
    return next(filter(None, (*holders, *agencies)), None)


def _is_day_first(language: str | None) -> bool:
    return language not in (None, "en")


def _published(
    document: Document, draft: _Draft, language: str | None, opening: Published | None
) -> Published | None:
    """When the article was published: as the container, a date line or the opening says.

    The last resort is the year of the copyright.
    """
    if document.published_at:
        at = document.published_at
        at = at.replace(tzinfo=UTC) if at.tzinfo is None else at.astimezone(UTC)
        return Published(at, document.published_at_precision or Precision.INSTANT)
    day_first = _is_day_first(language)
    heads = (unit.text for unit in draft.notes if unit.kind in (Kind.BYLINE, Kind.DATE, Kind.FIELD))
    dated = [date_in(text, day_first=day_first) for text in heads]
    years = [copyright_in(unit.text)[1] for unit in draft.notes]
    if found := next(filter(None, dated), opening):
        return found
    year = next(filter(None, years), None)
    return Published(datetime(year, 1, 1, tzinfo=UTC), Precision.YEAR) if year else None


def _without_article(document: Document, units: Sequence[Unit]) -> Rejected:
    text = [unit for unit in units if unit.kind in (Kind.PROSE, Kind.HEADING)]
    if text:
        detail = (
            f"{_letters(text)} letters of running text, fewer than {SHORTEST_BODY} in one piece"
        )
        return _rejected(document, 0, len(document.text), Reason.TOO_SHORT, detail)
    detail = "only captions, links, notices and the like"
    return _rejected(document, 0, len(document.text), Reason.BOILERPLATE_ONLY, detail)


def _rejected(document: Document, start: int, end: int, reason: Reason, detail: str) -> Rejected:
    return Rejected(
        source_uri=document.source_uri,
        source_record=document.source_record,
        start=start,
        end=end,
        reason=reason,
        detail=detail,
        text=document.text[start:end].strip()[:_CLIP],
    )


class SegmentArticles(beam.PTransform):
    """Cuts documents into articles.

    In: a PCollection of ``Document``. Out: a tuple of PCollections: ``articles`` (any number for
    a document, in its order), ``rejected`` and ``dead_letters``, in the windows of the input.
    """

    def expand(self, documents: beam.PCollection[Document]) -> Outputs:
        """Apply the stage."""
        return documents | "CutIntoArticles" >> beam.ParDo(
            Guarded("segment", segment_document)
        ).with_outputs(REJECTED, DEAD_LETTERS, main="articles")

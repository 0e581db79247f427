"""Typed values that an event's fields hold: money, quantities, times, arguments and mentions.

Offsets are half-open ranges of characters in the text of the source document:
``document.text[start:end]`` is the span.
"""

import datetime
import enum
from decimal import Decimal
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field, model_validator

Probability = Annotated[float, Field(ge=0.0, le=1.0)]
Offset = Annotated[int, Field(ge=0)]
CurrencyCode = Annotated[str, Field(pattern=r"^[A-Z]{3}$")]
CountryCode = Annotated[str, Field(pattern=r"^[A-Z]{2}$")]
Amount = Annotated[Decimal, Field(max_digits=38, decimal_places=4)]
Count = Annotated[int, Field(ge=0)]


class Realis(enum.StrEnum):
    """Whether the event happened, is planned, may happen, or is said not to have happened."""

    ACTUAL = "actual"
    PLANNED = "planned"
    POSSIBLE = "possible"
    NEGATED = "negated"


class Precision(enum.StrEnum):
    """How exactly a date is known."""

    INSTANT = "instant"
    DAY = "day"
    WEEK = "week"
    MONTH = "month"
    QUARTER = "quarter"
    YEAR = "year"


class Role(enum.StrEnum):
    """The coarse roles that the tagger marks in a sentence, whatever the type of the event."""

    AGENT = "agent"
    TARGET = "target"
    OBJECT = "object"
    PLACE = "place"
    TIME = "time"
    MONEY = "money"
    QUANTITY = "quantity"
    POSITION = "position"


class Value(BaseModel):
    """Base of all values: frozen, and nothing but the declared fields."""

    model_config = ConfigDict(frozen=True, extra="forbid", allow_inf_nan=False)


class Money(Value):
    """An amount with its ISO 4217 currency; both null where the words do not settle them."""

    amount: Amount | None = None
    currency: CurrencyCode | None = None
    text: str


class Quantity(Value):
    """A number with its unit, as ``unit`` names it (``percent``, ``people``, ``jobs``...)."""

    value: float | None = None
    unit: str | None = None
    text: str


class Casualties(Value):
    """People killed, injured and missing; a count is null where the words do not give it."""

    killed: Count | None = None
    injured: Count | None = None
    missing: Count | None = None
    text: str


class EventTime(Value):
    """A time expression; ``date`` is the first day of the period that ``precision`` names."""

    date: datetime.date | None = None
    precision: Precision | None = None
    text: str


class Span(Value):
    """Words of the source with their place in the document's text."""

    start: Offset
    end: Offset

    @model_validator(mode="after")
    def _is_a_range(self) -> "Span":
        if self.end < self.start:
            raise ValueError(f"span ends at {self.end}, before it starts at {self.start}")
        return self


class Argument(Span):
    """One participant, thing, place, time or number that the source gives an event."""

    role: Role
    field: str
    text: str
    confidence: Probability


class Mention(Span):
    """One sentence that asserts the event; ``start`` and ``end`` place its trigger."""

    sentence: str
    sentence_index: Count
    trigger: str
    realis: Realis
    confidence: Probability


class Paragraph(Span):
    """A paragraph of an article: its range in the article's text and in the source document."""

    source_start: Offset
    source_end: Offset

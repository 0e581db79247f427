"""Typed values that the columns of a row hold: money, quantities, times, arguments and mentions.

Offsets are half-open ranges of characters in the text of the source document:
``document.text[start:end]`` is the span.
"""

import datetime
import enum
from decimal import Decimal
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field, model_validator

# Bounds are those of the column types: 64-bit integers, decimals of 38 digits, 4 after the point.
Probability = Annotated[float, Field(ge=0.0, le=1.0)]
Count = Annotated[int, Field(ge=0, lt=2**63)]
Offset = Count
CurrencyCode = Annotated[str, Field(pattern=r"^[A-Z]{3}$")]
CountryCode = Annotated[str, Field(pattern=r"^[A-Z]{2}$")]
Amount = Annotated[Decimal, Field(max_digits=38, decimal_places=4)]


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

    model_config = ConfigDict(
        frozen=True,
        extra="forbid",
        allow_inf_nan=False,
        str_min_length=0,  # any bound makes pydantic refuse lone surrogates, unknown to UTF-8
        json_schema_serialization_defaults_required=True,  # a row is written with all its columns
    )


class Money(Value):
    """An amount with its currency; both null where the words do not settle them."""

    amount: Amount | None = Field(None, description="The amount in units of the currency.")
    currency: CurrencyCode | None = Field(None, description="ISO 4217 code.")
    text: str = Field(description="The words of the source.")


class Quantity(Value):
    """A number with its unit."""

    value: float | None = Field(None, description="The number.")
    unit: str | None = Field(None, description="What is counted: percent, people, jobs...")
    text: str = Field(description="The words of the source.")


class Casualties(Value):
    """People killed, injured and missing; a count is null where the words do not give it."""

    killed: Count | None = Field(None, description="People who died.")
    injured: Count | None = Field(None, description="People who were hurt.")
    missing: Count | None = Field(None, description="People who are not accounted for.")
    text: str = Field(description="The words of the source.")


class EventTime(Value):
    """A time expression; date and precision are null where it cannot be resolved."""

    date: datetime.date | None = Field(None, description="First day of the period that is meant.")
    precision: Precision | None = Field(None, description="The length of that period.")
    text: str = Field(description="The words of the source.")


def check_range(start: int, end: int) -> None:
    """Raise ValueError where a half-open range ends before it starts."""
    if end < start:
        raise ValueError(f"range ends at {end}, before it starts at {start}")


class Argument(Value):
    """One participant, thing, place, time or number that the source gives an event."""

    role: Role = Field(description="The coarse role.")
    field: str = Field(description="The column of the event that the role fills.")
    text: str = Field(description="The words of the source.")
    start: Offset = Field(description="First character in the document's text.")
    end: Offset = Field(description="One past the last character in the document's text.")
    confidence: Probability = Field(description="Probability that the span is right, 0 to 1.")

    @model_validator(mode="after")
    def _is_a_range(self) -> "Argument":
        check_range(self.start, self.end)
        return self


class Mention(Value):
    """One sentence that asserts the event; start and end place its trigger."""

    sentence: str = Field(description="The sentence as the source has it.")
    sentence_index: Count = Field(description="Its number in the article, from 0.")
    start: Offset = Field(description="First character of the trigger in the document's text.")
    end: Offset = Field(description="One past the trigger's last character.")
    trigger: str = Field(description="The words that name the event.")
    realis: Realis = Field(description="Actual, planned, possible or negated.")
    confidence: Probability = Field(description="Probability that it asserts it, 0 to 1.")

    @model_validator(mode="after")
    def _is_a_range(self) -> "Mention":
        check_range(self.start, self.end)
        return self


class Paragraph(Value):
    """A paragraph of an article: its range in the article's text and in the source document."""

    start: Offset = Field(description="First character in the article's text.")
    end: Offset = Field(description="One past the last character in the article's text.")
    source_start: Offset = Field(description="First character in the document's text.")
    source_end: Offset = Field(description="One past the last character in the document's text.")

    @model_validator(mode="after")
    def _is_two_ranges(self) -> "Paragraph":
        check_range(self.start, self.end)
        check_range(self.source_start, self.source_end)
        return self

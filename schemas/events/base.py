"""The base of all event types: the common columns, and how a type declares its own fields.

An event type is a class: its docstring is the definition, its class data the crosswalk to other
ontologies, and each field of its own is annotated with the coarse role that fills it.
"""

import enum
from collections.abc import Mapping
from datetime import date
from typing import Annotated, Any, ClassVar, NamedTuple

from pydantic import AwareDatetime, BaseModel, ConfigDict, Field

from schemas.values import (
    Argument,
    Casualties,
    Count,
    CountryCode,
    EventTime,
    Mention,
    Money,
    Offset,
    Precision,
    Probability,
    Quantity,
    Realis,
    Role,
)

# The types of a field, by the coarse role that fills it.
Agent = Annotated[tuple[str, ...], Role.AGENT]
Target = Annotated[tuple[str, ...], Role.TARGET]
Object = Annotated[tuple[str, ...], Role.OBJECT]
Place = Annotated[tuple[str, ...], Role.PLACE]
Position = Annotated[tuple[str, ...], Role.POSITION]
Time = Annotated[EventTime | None, Role.TIME]
Amount = Annotated[Money | None, Role.MONEY]
Measure = Annotated[Quantity | None, Role.QUANTITY]
Toll = Annotated[Casualties | None, Role.QUANTITY]
CommonPlace = Annotated[str | None, Role.PLACE]  # the type's place is the common column itself


class Family(enum.StrEnum):
    """The ten families of event types."""

    BUSINESS = "business"
    ECONOMY = "economy"
    PERSONNEL = "personnel"
    REGULATION = "regulation"
    JUSTICE = "justice"
    CYBER = "cyber"
    CONFLICT = "conflict"
    POLITICS = "politics"
    DISASTER = "disaster"
    SOCIETY = "society"


class Crosswalk(NamedTuple):
    """The codes of the same idea elsewhere: PLOVER, CAMEO root, ACE05/Rich ERE, IPTC topics."""

    plover: str | None = None
    cameo: str | None = None
    ace: tuple[str, ...] = ()
    iptc: tuple[str, ...] = ()


class Event(BaseModel):
    """One happening that an article tells of: the columns that every event type has."""

    model_config = ConfigDict(frozen=True, extra="forbid", allow_inf_nan=False)

    name: ClassVar[str]
    family_name: ClassVar[Family]
    crosswalk: ClassVar[Crosswalk] = Crosswalk()
    excludes: ClassVar[str | None] = None
    """What the definition does not cover, and the type that does."""

    event_id: str
    event_type: str
    family: Family
    article_id: str
    title: str | None
    language: str | None
    publisher: str | None
    url: str | None
    published_at: AwareDatetime | None
    realis: Realis
    confidence: Probability
    trigger: str
    sentence: str
    sentence_index: Count
    start: Offset
    end: Offset
    source_uri: str
    source_record: str | None
    event_date: date | None
    event_date_precision: Precision | None
    event_date_text: str | None
    place: str | None
    country: CountryCode | None
    arguments: tuple[Argument, ...]
    mentions: Annotated[tuple[Mention, ...], Field(min_length=1)]
    in_title: bool
    plover: str | None
    cameo: str | None
    ace: tuple[str, ...]
    iptc: tuple[str, ...]
    ontology_version: str
    model_id: str
    pipeline_version: str
    run_id: str
    processed_at: AwareDatetime

    @classmethod
    def fields_by_role(cls) -> Mapping[Role, str]:
        """The field of this type that each coarse role fills; roles it does not take are absent."""
        return {
            role: name
            for name, info in cls.model_fields.items()
            for role in info.metadata
            if isinstance(role, Role)
        }

    @classmethod
    def constants(cls) -> dict[str, Any]:
        """The columns that are the same in every row of this type."""
        return {
            "event_type": cls.name,
            "family": cls.family_name,
            **cls.crosswalk._asdict(),
        }


__all__ = [
    "Agent",
    "Amount",
    "CommonPlace",
    "Crosswalk",
    "Event",
    "Family",
    "Measure",
    "Object",
    "Place",
    "Position",
    "Target",
    "Time",
    "Toll",
]

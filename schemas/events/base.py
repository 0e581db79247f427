"""The base of all event types: the common columns, and how a type declares its own fields.

An event type is a class: its docstring is the definition, its class data the crosswalk to other
ontologies, and each field of its own is annotated with the coarse role that fills it.
"""

import enum
from collections.abc import Mapping
from datetime import date
from types import MappingProxyType
from typing import Annotated, Any, ClassVar, NamedTuple

from pydantic import Field, model_validator

from schemas.row import (
    Language,
    ModelId,
    OntologyVersion,
    PipelineVersion,
    ProcessedAt,
    PublishedAt,
    Publisher,
    Row,
    RunId,
    SourceRecord,
    SourceUri,
    Title,
    Url,
)
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
    check_range,
)

_PLACE = "Where the event takes place, as the source puts it."

# The types of a field, by the coarse role that fills it.
Agent = Annotated[tuple[str, ...], Role.AGENT, Field(description="Who does or causes it.")]
Target = Annotated[tuple[str, ...], Role.TARGET, Field(description="Whom it is done to.")]
Object = Annotated[tuple[str, ...], Role.OBJECT, Field(description="The thing it is about.")]
Place = Annotated[tuple[str, ...], Role.PLACE, Field(description="A location or jurisdiction.")]
Position = Annotated[tuple[str, ...], Role.POSITION, Field(description="A job or office.")]
Time = Annotated[EventTime | None, Role.TIME, Field(description="When.")]
Amount = Annotated[Money | None, Role.MONEY, Field(description="An amount of money.")]
Measure = Annotated[Quantity | None, Role.QUANTITY, Field(description="A number with its unit.")]
Toll = Annotated[Casualties | None, Role.QUANTITY, Field(description="The human toll.")]
# The type's place is the common column itself.
CommonPlace = Annotated[str | None, Role.PLACE, Field(description=_PLACE)]


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


FAMILY_DEFINITIONS: Mapping[Family, str] = MappingProxyType(
    {
        Family.BUSINESS: "Deals, money, products, premises and people of companies and other "
        "organisations.",
        Family.ECONOMY: "Policy and prices of whole economies and markets.",
        Family.PERSONNEL: "Who takes or leaves a post.",
        Family.REGULATION: "What authorities allow, forbid, write into law or look into.",
        Family.JUSTICE: "Courts, police, prosecutors and crime.",
        Family.CYBER: "Attacks on, faults of and movements within computer systems and data.",
        Family.CONFLICT: "Force, the threat or the end of it, and public unrest.",
        Family.POLITICS: "Diplomacy, elections and words between public actors.",
        Family.DISASTER: "Nature, accidents, disease and death.",
        Family.SOCIETY: "Science, culture and sport.",
    }
)


class Crosswalk(NamedTuple):
    """The codes of the same idea elsewhere: PLOVER, CAMEO root, ACE05/Rich ERE, IPTC topics."""

    plover: str | None = None
    cameo: str | None = None
    ace: tuple[str, ...] = ()
    iptc: tuple[str, ...] = ()


class Event(Row):
    """One happening that an article tells of: the columns that every event type has."""

    name: ClassVar[str]
    family_name: ClassVar[Family]
    crosswalk: ClassVar[Crosswalk] = Crosswalk()
    excludes: ClassVar[str | None] = None
    """What the definition does not cover, and the type that does."""

    event_id: str = Field(description="Hash of the content: the same input gives the same id.")
    event_type: str = Field(description="The type, which is also the table's name.")
    family: Family = Field(description="The family of the type.")
    article_id: str = Field(description="The article that tells of it, in `articles`.")
    title: Title
    language: Language
    publisher: Publisher
    url: Url
    published_at: PublishedAt
    realis: Realis = Field(description="Actual, planned, possible or negated.")
    confidence: Probability = Field(description="Calibrated probability of the type, 0 to 1.")
    trigger: str = Field(description="The words that name the event.")
    sentence: str = Field(description="The sentence of the trigger, as the source has it.")
    sentence_index: Count = Field(description="Number of that sentence in the article, from 0.")
    start: Offset = Field(description="First character of the trigger in the document's text.")
    end: Offset = Field(description="One past the trigger's last character.")
    source_uri: SourceUri
    source_record: SourceRecord
    event_date: date | None = Field(description="First day of the period when it happens.")
    event_date_precision: Precision | None = Field(description="The length of that period.")
    event_date_text: str | None = Field(description="The words that say when.")
    place: str | None = Field(description=_PLACE)
    country: CountryCode | None = Field(description="Its country, ISO 3166-1 alpha-2.")
    arguments: tuple[Argument, ...] = Field(description="All that fills a role, with its place.")
    mentions: tuple[Mention, ...] = Field(
        min_length=1, description="The sentences that assert the event, one or more."
    )
    in_title: bool = Field(description="Whether the headline asserts it.")
    plover: str | None = Field(description="PLOVER category, with its mode after a dot.")
    cameo: str | None = Field(description="CAMEO root code.")
    ace: tuple[str, ...] = Field(description="Types of ACE 2005, Rich ERE and CASIE.")
    iptc: tuple[str, ...] = Field(description="IPTC Media Topics.")
    ontology_version: OntologyVersion
    model_id: ModelId
    pipeline_version: PipelineVersion
    run_id: RunId
    processed_at: ProcessedAt

    @classmethod
    def __pydantic_init_subclass__(cls, **kwargs: Any) -> None:
        """Refuse a type that gives a common column another meaning."""
        super().__pydantic_init_subclass__(**kwargs)
        for name in Event.model_fields:
            if name in cls.__annotations__ and cls.__annotations__[name] is not CommonPlace:
                raise TypeError(f"{cls.__name__}.{name} is a common column of all events")

    @model_validator(mode="after")
    def _stands_in_its_own_table(self) -> "Event":
        check_range(self.start, self.end)
        if (self.event_type, self.family) != (self.name, self.family_name):
            raise ValueError(f"{self.event_type} of {self.family} in the table {self.name}")
        return self

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
    "FAMILY_DEFINITIONS",
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

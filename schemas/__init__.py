"""What a row is: the ontology as typed models, the tables, and their schemas elsewhere.

The single source of the columns. Light to import: no Beam, no model code.
"""

from schemas.arrow import arrow_schema, to_table
from schemas.bigquery import bigquery_schema
from schemas.events import EVENT_TYPES, ONTOLOGY_VERSION, Crosswalk, Event, Family
from schemas.json_schema import json_schema
from schemas.records import (
    Article,
    DeadLetter,
    InputFile,
    Manifest,
    OutputFile,
    PassMetrics,
    Rejected,
)
from schemas.row import SCHEMA_VERSION, Row
from schemas.tables import TABLES, table_of
from schemas.values import (
    Argument,
    Casualties,
    EventTime,
    Mention,
    Money,
    Paragraph,
    Precision,
    Quantity,
    Realis,
    Role,
)

__all__ = [
    "EVENT_TYPES",
    "ONTOLOGY_VERSION",
    "SCHEMA_VERSION",
    "TABLES",
    "Argument",
    "Article",
    "Casualties",
    "Crosswalk",
    "DeadLetter",
    "Event",
    "EventTime",
    "Family",
    "InputFile",
    "Manifest",
    "Mention",
    "Money",
    "OutputFile",
    "Paragraph",
    "PassMetrics",
    "Precision",
    "Quantity",
    "Realis",
    "Rejected",
    "Role",
    "Row",
    "arrow_schema",
    "bigquery_schema",
    "json_schema",
    "table_of",
    "to_table",
]

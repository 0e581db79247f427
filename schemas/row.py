"""The base of all rows: what every table's row model has in common.

A row model is the single source of its table: the Arrow, BigQuery and JSON schemas and the
documentation are derived from its annotations and descriptions.
"""

from typing import Annotated

from pydantic import AwareDatetime, Field

from schemas.values import Value

SCHEMA_VERSION = "1.0.0"
"""The version of the columns of all tables, written into the metadata of every file."""

# Columns that several tables share, with their descriptions.
SourceUri = Annotated[str, Field(description="The file that the row comes from.")]
SourceRecord = Annotated[
    str | None, Field(description="The record in that file; null where the file is one document.")
]
Title = Annotated[str | None, Field(description="The article's headline.")]
Publisher = Annotated[str | None, Field(description="Who published the article, or the agency.")]
Url = Annotated[str | None, Field(description="Where the article was published.")]
Language = Annotated[str | None, Field(description="Language of the text, ISO 639-1.")]
PublishedAt = Annotated[AwareDatetime | None, Field(description="When the article appeared.")]
OntologyVersion = Annotated[str, Field(description="Version of the event types.")]
ModelId = Annotated[str, Field(description="Name of the model that was used.")]
PipelineVersion = Annotated[str, Field(description="Version of the code that wrote the row.")]
RunId = Annotated[str, Field(description="The run that wrote the row; it names its manifest.")]
ProcessedAt = Annotated[AwareDatetime, Field(description="When the row was made.")]


class Row(Value):
    """Base of all rows: frozen, and nothing but the declared columns, like any value."""

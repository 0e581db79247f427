"""The rows of the tables beside the events, and the manifest that each run leaves.

Together they account for all that was read: articles, what was rejected, and what failed.
"""

from pydantic import AwareDatetime, Field, model_validator

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
from schemas.values import Count, Offset, Paragraph, Precision, Value, check_range

PARAGRAPH_BREAK = "\n\n"
"""What stands between two paragraphs in the text of an article."""


class Article(Row):
    """One news article cut out of a document, with its text and how it was published.

    ``text`` is the paragraphs joined by a blank line; ``paragraphs`` says where each of them
    stands in it and in the source. Boilerplate and captions are not part of the text.
    """

    article_id: str = Field(description="Hash of the content: the same input gives the same id.")
    source_uri: SourceUri
    source_record: SourceRecord
    ordinal: Count = Field(description="Its number among the articles of the document, from 0.")
    start: Offset = Field(description="First character in the document, furniture included.")
    end: Offset = Field(description="One past the last character in the document.")
    title: Title
    text: str = Field(description="The paragraphs, joined by a blank line.")
    paragraphs: tuple[Paragraph, ...] = Field(
        description="Range of each paragraph in `text` and in the document."
    )
    captions: tuple[str, ...] = Field(description="Captions of pictures.")
    byline: str | None = Field(description="Who wrote it.")
    dateline: str | None = Field(description="Place and date that open the text.")
    publisher: Publisher
    url: Url
    published_at: PublishedAt
    published_at_precision: Precision | None = Field(description="How exactly that is known.")
    language: Language
    n_sentences: Count = Field(description="Sentences read, the headline included.")
    n_events: Count = Field(description="Events found.")
    content_hash: str = Field(description="Hash of title and text alone; equal in exact copies.")
    duplicate_of: str | None = Field(description="The `article_id` that this one repeats.")
    ontology_version: OntologyVersion
    model_id: ModelId
    pipeline_version: PipelineVersion
    run_id: RunId
    processed_at: ProcessedAt

    @model_validator(mode="after")
    def _text_is_its_paragraphs(self) -> "Article":
        check_range(self.start, self.end)
        paragraphs = (self.text[part.start : part.end] for part in self.paragraphs)
        if PARAGRAPH_BREAK.join(paragraphs) != self.text:
            raise ValueError("text is not its paragraphs joined by a blank line")
        return self


class DeadLetter(Row):
    """Something that failed, with all that is needed to find out why and to try it again."""

    dead_letter_id: str = Field(description="Hash of the failure: stage, source and error.")
    stage: str = Field(description="The stage that failed.")
    source_uri: SourceUri
    source_record: SourceRecord
    offset: Offset | None = Field(
        description="Where what failed begins: a character of the document, or a byte of the file."
    )
    error: str = Field(description="Name of the exception.")
    message: str = Field(description="What the exception says.")
    stack: str = Field(description="The stack trace.")
    pipeline_version: PipelineVersion
    run_id: RunId
    processed_at: ProcessedAt


class Rejected(Row):
    """Text that was read and deliberately not used, with the reason. Not an error."""

    rejected_id: str = Field(description="Hash of the source, the range and the reason.")
    source_uri: SourceUri
    source_record: SourceRecord
    start: Offset = Field(description="First character in the document.")
    end: Offset = Field(description="One past the last character in the document.")
    reason: str = Field(description="The reason, one of a fixed few.")
    detail: str = Field(description="The reason in words.")
    text: str = Field(description="The text that was not used.")
    language: Language
    pipeline_version: PipelineVersion
    run_id: RunId
    processed_at: ProcessedAt

    @model_validator(mode="after")
    def _is_a_range(self) -> "Rejected":
        check_range(self.start, self.end)
        return self


class InputFile(Value):
    """A file that a run took in."""

    uri: str = Field(description="Where it lies.")
    size: Count = Field(description="Bytes.")
    fingerprint: str = Field(description="What changes when its content does.")
    status: str = Field("read", description="`read`, or `part`: the rest of it is in later runs.")
    records: Count | None = Field(
        None, description="How many of its records are in the tables, where it was read in parts."
    )


class OutputFile(Value):
    """A table file that a run committed."""

    table: str = Field(description="Name of the table.")
    path: str = Field(description="Path, relative to the output.")
    rows: Count = Field(description="Rows in it.")
    bytes: Count = Field(description="Its size in bytes.")


class PassMetrics(Value):
    """What one of the two passes of the model has read."""

    sentences: Count = Field(description="Sentences; in `extract`, each with a type found in it.")
    windows: Count = Field(description="What is read at once: a sentence, or a part of a long one.")
    batches: Count = Field(description="Calls of the network.")
    batch_size: float = Field(description="Windows in a batch, on average.")
    padding: float = Field(description="Share of what was read that only filled up, 0 to 1.")
    seconds: float = Field(description="Time within the network.")


class Manifest(Value):
    """What a run read, wrote and used; written last, as JSON, it makes the run's files count."""

    run_id: RunId
    status: str = Field(description="How the run ended.")
    started_at: AwareDatetime = Field(description="When the run began.")
    finished_at: AwareDatetime = Field(description="When its files were committed.")
    pipeline_version: PipelineVersion
    ontology_version: OntologyVersion
    schema_version: str = Field(description="Version of the columns of all tables.")
    model_id: ModelId
    settings: dict[str, str | int | float | bool | None] = Field(
        description="The options that shaped the result."
    )
    inputs: tuple[InputFile, ...] = Field(description="The files that were read.")
    files: tuple[OutputFile, ...] = Field(description="The files that were written.")
    counts: dict[str, int] = Field(description="Articles, events, rejections and the like.")
    seconds: dict[str, float] = Field(description="Time spent: in total, and at work by stage.")
    metrics: dict[str, PassMetrics] = Field(
        {}, description="The passes of the model, by stage; of local runs."
    )

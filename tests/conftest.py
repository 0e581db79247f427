"""One made-up article with its events, the stamp of a run, and an object store in memory."""

import dataclasses
import io
import itertools
import posixpath
from collections.abc import Callable, Iterable, Iterator
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from apache_beam.io.filesystem import BeamIOError, FileMetadata, FileSystem

from pipeline.elements import (
    ArgumentSpan,
    Article,
    DeadLetter,
    Document,
    LinkedArticle,
    LinkedEvent,
    Mention,
    Range,
    RawFile,
    Rejected,
    RunStamp,
    Sentence,
)
from pipeline.guard import dead_letter
from pipeline.read import UnreadableFile, read_file
from schemas.values import EventTime, Money, Precision, Realis, Role


def article_of(*paragraphs: str, language: str = "en", url: str | None = None) -> Article:
    """An article of these paragraphs, one right behind the other, and no title."""
    ends = list(itertools.accumulate(map(len, paragraphs)))
    return Article(
        article_id="a",
        source_uri="a.txt",
        source_record=None,
        ordinal=0,
        start=0,
        end=ends[-1],
        title=None,
        title_range=None,
        paragraphs=paragraphs,
        paragraph_ranges=tuple(itertools.starmap(Range, zip([0, *ends], ends, strict=False))),
        url=url,
        language=language,
    )


TEXT = """Regulator fines Acme

The regulator fined Acme 5 million dollars on Monday. Police arrested Jo Roe in Lima.

The fine shocked the market.
"""


def place(words: str) -> Range:
    """Where the words stand in TEXT."""
    start = TEXT.index(words)
    return Range(start, start + len(words))


def sentence(index: int, words: str) -> Sentence:
    return Sentence(index, words, *place(words), in_title=index == 0)


def argument(role: Role, words: str) -> ArgumentSpan:
    return ArgumentSpan(role, words, *place(words), confidence=0.75)


TITLE = sentence(0, "Regulator fines Acme")
FINED = sentence(1, "The regulator fined Acme 5 million dollars on Monday.")
ARRESTED = sentence(2, "Police arrested Jo Roe in Lima.")
SHOCKED = sentence(3, "The fine shocked the market.")
SENTENCES = (TITLE, FINED, ARRESTED, SHOCKED)


def mention(
    where: Sentence, event_type: str, trigger: str, confidence: float, *arguments: ArgumentSpan
) -> Mention:
    start, end = place(trigger)
    return Mention(
        where, event_type, Realis.ACTUAL, trigger, start, end, confidence, arguments=arguments
    )


def ban_of(text: str, *arguments: ArgumentSpan) -> Mention:
    """A ban that a sentence of its own tells, by its first letter."""
    where = Sentence(0, text, 0, len(text))
    return Mention(where, "ban", Realis.ACTUAL, text[:1], 0, 1, 0.9, arguments=arguments)


@pytest.fixture
def document() -> Document:
    return Document(source_uri="news/a.txt", text=TEXT)


@pytest.fixture
def article(document: Document) -> Article:
    """Its title stands in the text; its first paragraph has two sentences, its second one."""
    paragraphs = (f"{FINED.text} {ARRESTED.text}", SHOCKED.text)
    return Article(
        article_id="a" * 32,
        source_uri=document.source_uri,
        source_record="7",
        ordinal=0,
        start=0,
        end=len(TEXT),
        title=TITLE.text,
        title_range=place(TITLE.text),
        paragraphs=paragraphs,
        paragraph_ranges=tuple(place(text) for text in paragraphs),
        captions=("A judge.",),
        byline="By Ann Lee",
        dateline="LIMA, May 5",
        publisher="The Daily",
        url="https://daily.example/1",
        published_at=datetime(2024, 5, 7, 9, 30, tzinfo=UTC),
        published_at_precision=Precision.INSTANT,
        language="en",
    )


@pytest.fixture
def linked(article: Article) -> LinkedArticle:
    """The article with a fine, mentioned twice, and an arrest."""
    title = mention(TITLE, "fine", "fines", 0.9, argument(Role.TARGET, "Acme"))
    fined = mention(
        FINED,
        "fine",
        "fined",
        0.95,
        argument(Role.AGENT, "The regulator"),
        argument(Role.MONEY, "5 million dollars"),
    )
    arrested = mention(ARRESTED, "arrest", "arrested", 0.8, argument(Role.PLACE, "Lima"))
    fine = LinkedEvent(
        event_type="fine",
        best=fined,
        mentions=(title, fined),
        time=EventTime(date=date(2024, 5, 6), precision=Precision.DAY, text="Monday"),
        place=None,
        country=None,
        fields={
            "authority": ("The regulator",),
            "penalized": ("Acme",),
            "amount": Money(amount=Decimal(5_000_000), currency="USD", text="5 million dollars"),
        },
    )
    arrest = LinkedEvent("arrest", arrested, (arrested,), None, "Lima", "PE", {"place": "Lima"})
    return LinkedArticle(article, len(SENTENCES), (fine, arrest), model_id="small-1")


@pytest.fixture
def stamp() -> RunStamp:
    return RunStamp(
        run_id="20240508T000000Z-1",
        started_at=datetime(2024, 5, 8, tzinfo=UTC),
        pipeline_version="1.2.3",
        ontology_version="1.0.0",
        model_id="small-1",
    )


@pytest.fixture
def many(linked: LinkedArticle) -> Callable[[int], list[LinkedArticle]]:
    """So many articles from as many files, the latest first."""

    def articles(count: int) -> list[LinkedArticle]:
        return [
            dataclasses.replace(
                linked,
                article=dataclasses.replace(
                    linked.article,
                    article_id=f"{number:032x}",
                    source_uri=f"news/{number}.txt",
                    published_at=datetime(2024, 5, 28 - number, tzinfo=UTC),
                ),
            )
            for number in range(count)
        ]

    return articles


class ObjectStore(FileSystem):  # type: ignore[misc]
    """Objects in memory under ``objects://``: no folders, and a rename is a copy and a deletion."""

    objects: dict[str, bytes] = {}  # noqa: RUF012 - one store for all
    before_change: Callable[[], None] = staticmethod(lambda: None)

    @classmethod
    def scheme(cls) -> str:
        return "objects"

    def join(self, basepath: str, *paths: str) -> str:
        return "/".join([basepath.rstrip("/"), *(path.strip("/") for path in paths[:-1])]) + (
            "/" + paths[-1].lstrip("/")
        )

    def split(self, path: str) -> tuple[str, str]:
        return posixpath.split(path)

    def mkdirs(self, path: str) -> None:
        pass

    def has_dirs(self) -> bool:
        return False

    def _list(self, dir_or_prefix: str) -> Iterator[FileMetadata]:
        for path in sorted(self.objects):
            if path.startswith(dir_or_prefix):
                yield self.metadata(path)

    def create(self, path: str, *_: object, **__: object) -> io.BytesIO:
        def keep() -> None:
            if not upload.closed:
                data = upload.getvalue()
                io.BytesIO.close(upload)
                self._put(path, data)

        upload = io.BytesIO()
        upload.close = keep  # type: ignore[method-assign]
        return upload

    def open(self, path: str, *_: object, **__: object) -> io.BytesIO:
        return io.BytesIO(self.objects[path])

    def _put(self, path: str, data: bytes) -> None:
        ObjectStore.before_change()
        self.objects[path] = data

    def _remove(self, path: str) -> None:
        ObjectStore.before_change()
        del self.objects[path]

    def copy(self, source_file_names: Iterable[str], destination_file_names: Iterable[str]) -> None:
        for source, target in zip(source_file_names, destination_file_names, strict=True):
            self._put(target, self.objects[source])

    def rename(
        self, source_file_names: Iterable[str], destination_file_names: Iterable[str]
    ) -> None:
        for source, target in zip(source_file_names, destination_file_names, strict=True):
            self._put(target, self.objects[source])
            self._remove(source)

    def exists(self, path: str) -> bool:
        return path in self.objects

    def size(self, path: str) -> int:
        return len(self.objects[path])

    def last_updated(self, path: str) -> float:
        return self.metadata(path).last_updated_in_seconds

    def checksum(self, path: str) -> str:
        return str(hash(self.objects[path]))

    def metadata(self, path: str) -> FileMetadata:
        return FileMetadata(path, self.size(path), 0.0)

    def delete(self, paths: Iterable[str]) -> None:
        for path in paths:
            found = self.match([path])[0].metadata_list
            if not found:
                raise BeamIOError(f"nothing to delete at {path}")
            for item in found:
                self._remove(item.path)


@pytest.fixture
def object_store() -> Iterator[type[ObjectStore]]:
    """The store, empty."""
    ObjectStore.objects.clear()
    yield ObjectStore
    ObjectStore.objects.clear()
    ObjectStore.before_change = staticmethod(lambda: None)


@pytest.fixture(params=["disk", "object store"])
def output(request: pytest.FixtureRequest, tmp_path: Path, object_store: type[ObjectStore]) -> str:
    """A folder for tables, not yet there: on the local disk, then in the object store."""
    assert object_store
    return str(tmp_path / "tables") if request.param == "disk" else "objects://bucket/tables"


Read = Callable[..., list[Document | Rejected | DeadLetter]]


@pytest.fixture
def read(tmp_path: Path) -> Read:
    """Writes a file and reads it. Where that fails in the middle, the error comes last."""

    def read_all(name: str, data: str | bytes, **options: Any) -> list[Any]:
        path = tmp_path / name
        path.write_bytes(data.encode() if isinstance(data, str) else data)
        raw, found = RawFile(str(path), 0, ""), []
        try:
            for each in read_file(raw, **options):
                found.append(each)
        except UnreadableFile as error:
            found.append(dead_letter("read", raw, error))
        return found

    return read_all

"""From a record with named values to a document: which name holds the text, the title, the date.

Names are looked for as users write them, whatever their case and punctuation: ``publishedAt``,
``published_at`` and ``Published At`` are one.
"""

import functools
import re
from collections.abc import Iterable, Mapping

from babel.core import get_global

from pipeline.elements import Document, Rejected
from pipeline.read.dates import moment_of
from pipeline.read.markup import looks_like_markup, markup_text
from pipeline.read.source import Source

DEFAULT_FIELDS: Mapping[str, tuple[str, ...]] = {
    "text": (
        *("text", "body", "content", "article", "article_text", "article_body", "full_text"),
        *("main_text", "plain_text", "body_text", "raw_text", "raw_content"),
        *("story", "texto", "contenido", "cuerpo", "contenu", "inhalt", "description", "summary"),
    ),
    "title": (
        *("title", "headline", "heading", "head", "article_title", "web_title", "titulo", "título"),
        *("titular", "titre", "titel"),
    ),
    "url": (
        *("url", "link", "article_url", "source_url", "canonical_url", "web_url", "permalink"),
        *("href", "uri"),
    ),
    "published_at": (
        *("published_at", "date_published", "date_publish", "publish_date", "published_date"),
        *("publication_date", "web_publication_date", "pub_date", "published", "date", "datetime"),
        *("timestamp", "created_at", "time", "fecha"),
    ),
    "publisher": (
        *("publisher", "source_name", "source", "site_name", "outlet", "publication", "newspaper"),
        *("source_domain", "domain", "site", "medio"),
    ),
    "language": ("language", "lang", "language_code", "lang_code", "locale", "idioma"),
}
"""The names that each field of a document is looked for under, likeliest first: those of common
news corpora, of news interfaces and of schema.org."""

LONGEST_NAMES = 10_000
"""Characters of all names in a record, from which on what they hold is not remembered."""

_PUNCTUATION = re.compile(r"[\W_]+")
_SURROGATES = re.compile("[\ud800-\udfff]")
_LANGUAGE = re.compile(r"([a-z]{2,3})(?:[-_][a-z0-9]{1,8})*", re.IGNORECASE)


def check_fields(fields: Mapping[str, str]) -> None:
    """Raise ValueError where ``fields`` names no field of a document, or nothing for one."""
    for name, source in fields.items():
        if name not in DEFAULT_FIELDS:
            raise ValueError(f"no field {name!r}; there are {', '.join(DEFAULT_FIELDS)}")
        if not source:
            raise ValueError(f"nothing is named for the field {name!r}")


def key_of(name: str) -> str:
    """A name of a field without case and punctuation."""
    return _PUNCTUATION.sub("", name).casefold()


def columns_of(names: Iterable[str], fields: Mapping[str, str]) -> dict[str, list[str]]:
    """For each field of a document the names in a record that may hold it, likeliest first.

    A name with dots, in ``fields``, leads into records within the record.
    """
    held = tuple(names)
    find = _remembered_columns if sum(map(len, held)) <= LONGEST_NAMES else _columns_of
    return find(held, tuple(fields.items()))


def _columns_of(
    names: tuple[str, ...], fields: tuple[tuple[str, str], ...]
) -> dict[str, list[str]]:
    by_key: dict[str, str] = {}
    for name in names:
        by_key.setdefault(key_of(name), name)
    wanted = dict(fields)
    found: dict[str, list[str]] = {}
    for field, usual in DEFAULT_FIELDS.items():
        if field in wanted:
            path = wanted[field]
            found[field] = [path] if path in names or path.split(".")[0] in names else []
        else:
            found[field] = [by_key[key_of(name)] for name in usual if key_of(name) in by_key]
    if "text" not in wanted and "fields" in names:
        found["text"].append("fields.bodyText")  # The Guardian's interface
    return found


# Records of one file have few sets of names.
_remembered_columns = functools.lru_cache(maxsize=1024)(_columns_of)


def no_text_among(names: Iterable[str]) -> str:
    """What to tell where no field of a record is known to hold its text."""
    listed = ", ".join(list(names)[:20])
    return f"no field for the text among: {listed[:300]}; name it with --field text=NAME"


def value_at(record: Mapping[str, object], path: str) -> object:
    """What stands at ``path`` in a record; dots lead into records within it."""
    if path in record:
        return record[path]
    value: object = record
    for part in path.split("."):
        value = value.get(part) if isinstance(value, Mapping) else None
    return value


def words_of(value: object) -> str:
    """The text in a value: a string, the paragraphs of a list, the name in a record; else none."""
    match value:
        case str():
            return clean(value)
        case list() | tuple():
            return "\n\n".join(filter(None, map(words_of, value)))
        case Mapping():
            names = ("name", "title", "text", "value", "id")
            return next(filter(None, (words_of(value.get(name)) for name in names)), "")
        case _:
            return ""


def clean(text: str) -> str:
    """``text`` with what UTF-8 has no bytes for, halves of characters, as U+FFFD."""
    return _SURROGATES.sub("\ufffd", text)


def one_line(text: str | None) -> str | None:
    """``text`` with single blanks for all white space; None where nothing is left."""
    return " ".join(text.split()) or None if text else None


def with_title(title: str | None, body: str) -> str:
    """The text of a document: the title, a blank line, the body; alone if it begins with it."""
    if not title:
        return body
    opening = " ".join(body[: 4 * len(title) + 200].split()).casefold()
    after = opening.removeprefix(title.casefold())
    repeats = opening.startswith(title.casefold()) and not after[:1].isalnum()
    return body if repeats else f"{title}\n\n{body}"


def language_code(text: str | None) -> str | None:
    """The ISO 639 code in a language tag such as ``en-GB``, ``pt_BR`` or ``eng``, the shortest."""
    found = _LANGUAGE.fullmatch(text.strip()) if text else None
    if found is None:
        return None
    code = found[1].lower()
    return str(get_global("language_aliases").get(code, code)) if len(code) == 3 else code


def document_of(
    source: Source,
    record: str | None,
    body: str,
    *,
    title: str | None = None,
    url: str | None = None,
    published_at: object = None,
    publisher: str | None = None,
    language: str | None = None,
    media_type: str = "text/plain",
    encoding: str = "utf-8",
) -> Document | Rejected:
    """A document of ``body`` with its title before it, or a reject if there is no text in it."""
    if not body.strip():
        return source.empty(record, "no text")
    title = one_line(clean(title)) if title else None
    moment = moment_of(published_at)
    return Document(
        source_uri=source.uri,
        text=with_title(title, clean(body)),
        source_record=record,
        media_type=media_type,
        encoding=encoding,
        title=title,
        url=one_line(clean(url)) if url else None,
        published_at=moment.at if moment else None,
        publisher=one_line(clean(publisher)) if publisher else None,
        language=language_code(language),
        published_at_precision=moment.precision if moment else None,
    )


def document_of_record(
    source: Source, record: str, values: Mapping[str, object]
) -> Document | Rejected:
    """The document that a record holds. HTML in its text becomes plain text."""
    columns = columns_of(map(str, values), source.fields)
    if not columns["text"]:
        return source.empty(record, no_text_among(map(str, values)))
    found: dict[str, object] = {}
    for field, paths in columns.items():
        found[field] = next(filter(None, (value_at(values, path) for path in paths)), None)
    body = words_of(found["text"])
    is_markup = looks_like_markup(body)
    return document_of(
        source,
        record,
        markup_text(body) if is_markup else body,
        title=words_of(found["title"]),
        url=words_of(found["url"]),
        published_at=found["published_at"],
        publisher=words_of(found["publisher"]),
        language=words_of(found["language"]),
        media_type="text/html" if is_markup else "text/plain",
    )

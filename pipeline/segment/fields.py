"""The fields that archives, data bases and mails print above and below an article."""

import re
from collections.abc import Iterator, Sequence

from pipeline.segment.kinds import HEADING_LENGTH, Kind, Unit
from pipeline.segment.lines import ends_sentence

_CODES = 3  # different codes or names that make lines the fields of an archive
_FIELDS = 8  # lines around a title in which its fields stand
_KEY_LENGTH = 600
_NAME = 80  # characters in which the name of a field has ended
_WORDS_ALONE = {
    code: chr(code).lower() if chr(code).isalnum() or chr(code) == "_" else " "
    for code in range(128)
}  # for ASCII alone, where it is quicker than an expression
_NAMED = re.compile(r"(?P<name>[A-ZÀ-Þ][^\W\d_]+(?: [^\W\d_]+){0,3})\s?: (?=\S.{0,150}$)")
"""A field of any name; several of them, one under the other, are those of an archive or a mail."""

_BODY = re.compile(
    r"(?:(?:full[ -]?)?text|body|texto(?: completo)?|texte(?: intégral)?|volltext"
    r"|testo(?: integrale)?|cuerpo|corpo)\s?:\s*(?=\S)",
    re.IGNORECASE,
)
"""What archives print before the first paragraph."""

_CODE = re.compile(
    r"(?P<code>BY|WC|PD|ET|SN|SC|ED|PG|LA|CY|LP|TD|AN|CT|CO|IN|NS|RE|PUB|SE|CR|RF|CLM|VOL|DLN)"
    r"(?:\s|$)"
)
"""The fields of archives that name them by codes; prose too may begin with one of these words."""

_TITLE = re.compile(
    r"(?:(?:HEADLINE|TITLE|HL|Headline|Title|TITULAR|TÍTULO|Título|TITRE|Titre|TITEL|Titel)\s?:"
    r"|HD\b)\s*(?=\S)"
)
"""What archives print before a title."""


def key_of(text: str | None) -> str:
    """The same for lines that read the same: the words in lower case, of long lines the text."""
    if text and len(text) > HEADING_LENGTH:
        return text[:_KEY_LENGTH]
    if text and text.isascii():
        return " ".join(text[:_KEY_LENGTH].translate(_WORDS_ALONE).split())
    return " ".join(re.findall(r"\w+", (text or "")[:_KEY_LENGTH].casefold()))


def with_named_fields(units: list[Unit]) -> list[Unit]:
    """Lines of a name, a colon and a few words, one under the other, are fields of any archive."""
    named = [_NAMED.match(unit.text) if ":" in unit.text[:_NAME] else None for unit in units]
    fields = [
        bool(found) and not ends_sentence(u.text) for found, u in zip(named, units, strict=True)
    ]
    for start, end in runs(units, fields):
        if len({found["name"] for found in named[start:end] if found}) >= _CODES:
            for index in range(start, end):
                text = units[index].text
                if not _TITLE.match(text) and not _BODY.match(text):
                    units[index] = units[index]._replace(kind=Kind.FIELD)
    return units


def with_archive(units: list[Unit]) -> list[Unit]:
    """Lines that begin with the codes of an archive, one under the other, are its fields.

    A title among fields loses the name of its field and rises to level 1.
    """
    coded = [_CODE.match(unit.text) is not None for unit in units]
    for start, end in runs(units, coded):
        if len({unit.text[:2] for unit in units[start:end]}) >= _CODES:
            fields = (unit._replace(kind=Kind.FIELD) for unit in units[start:end])
            units[start:end] = fields
    for index, unit in enumerate(units):
        text = unit.text
        if ":" not in text[:_NAME] and not text.startswith("HD"):
            continue
        named = _TITLE.match(text)
        if named and _among_fields(units, index):
            units[index] = bare_title(unit, named.end())
        body = _BODY.match(text[:_KEY_LENGTH])
        if body and _among_fields(units, index):
            units[index] = _bare(unit, body.end(), Kind.PROSE)
    return units


def _among_fields(units: Sequence[Unit], index: int) -> bool:
    around = units[max(0, index - _FIELDS) : index + _FIELDS]
    return any(other.kind is Kind.FIELD for other in around)


def runs(units: Sequence[Unit], wanted: list[bool]) -> Iterator[tuple[int, int]]:
    """The longest runs of lines without a blank between them that are ``wanted``."""
    end = 0
    for start, opens in enumerate(wanted):
        if opens and start >= end:
            end = start + 1
            while end < len(units) and wanted[end] and joined(units[end]):
                end += 1
            yield start, end


def joined(unit: Unit) -> bool:
    """Whether no blank line stands before the line."""
    return unit.line.blanks == 0


def bare_title(unit: Unit, begin: int) -> Unit:
    """The unit as a title of level 1 whose text begins at ``begin``."""
    unit = _bare(unit, begin, Kind.HEADING)
    return unit._replace(line=unit.line._replace(level=1))


def _bare(unit: Unit, begin: int, kind: Kind) -> Unit:
    """The unit without what stands before ``begin``."""
    text = unit.text[begin:]
    return Unit(unit.line._replace(text=text, start=unit.line.start + begin), kind, key_of(text))

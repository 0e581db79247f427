"""What stands on the line of a title and is not of it: a field's name, a number, tags, a sender."""

import re
from collections.abc import Sequence
from itertools import pairwise, takewhile

from pipeline.segment.fields import key_of
from pipeline.segment.kinds import Unit

_LONGEST = 60  # characters of a label
_DIGITS = re.compile(r"\d+")
_MARK = re.compile(r"[»›→►▶]\s+(?=\w)")
_SENT = re.compile(
    r"\[?\d{1,4}[./-]\d{1,2}[./-]\d{2,4},? \d{1,2}[:.]\d\d(?:[:.]\d\d)?(?:\s?[APap]\.?[Mm]\.?)?"
    r"(?:\]| -) [^:]{2,40}: "
)
"""When a message of a chat was sent, and by whom."""

_ORNAMENT = re.compile(r"(?:[☀-➿⬀-⯿\U0001f1e6-\U0001faff]\ufe0f?\s*)+")
_LABEL_ENDS = re.compile(r"[:\])>|=/]\s*[\"“'*]{0,2}|\d[.)]\s+")
_FIELD = re.compile(
    r"\W*(?:title|subject|headline|asunto|título|titular|titre|titel|oggetto|titolo|betreff|objet"
    r"|assunto|judul|überschrift|schlagzeile|manchete|header"
    r"|fwd?|re|aw|wg|tr|rv|enc)\s?[:=]",  # what mail programs write before a subject
    re.IGNORECASE,
)
_MARKS = re.compile(r"[<>\[\]|=]|\s/\s|^\(")
"""What shows that words before a title are no part of it."""

_SITE = re.compile(r"\s[|–—-]\s[^|]{2,40}")
_PAIRS = {'"': '"', "'": "'", "“": "”", "*": "*"}  # what closes what a label ends with


def bare_titles(titles: Sequence[Unit]) -> list[Unit]:
    """``titles``, those of one document in order, without the label that they have in common."""
    texts = [_unsigned(unit.text) for unit in titles]
    if len(texts) > 1:
        label, end = _shared_label(texts), _shared_end(texts)
        texts = [_cut(text, label, end) for text in texts]
    return [_bare(unit, _unenclosed(text)) for unit, text in zip(titles, texts, strict=True)]


def _unsigned(text: str) -> str:
    """``text`` without who sent it, and without the mark of a list."""
    if found := _SENT.match(text):
        rest = text[found.end() :]
        ornament = _ORNAMENT.match(rest)
        return rest[ornament.end() :] if ornament else rest
    return _MARK.sub("", text, count=1) if _MARK.match(text) else text


def _shared_label(texts: Sequence[str]) -> str:
    """The label, 0 for each of its numbers, that all of ``texts`` begin with.

    A word and a colon may be of the titles, of several on one subject: they are a label if the word
    is the name of a field, or a mark or a counter is beside it.
    """
    common = _common([_DIGITS.sub("0", text[:_LONGEST]) for text in texts])
    ends = [0, *(found.end() for found in _LABEL_ENDS.finditer(common))]
    for begin, end in reversed(list(pairwise(ends))):
        part = common[begin:end]
        if _FIELD.match(part) or _MARKS.search(part) or not any(map(str.isalpha, part)):
            return common[:end]
        numbers = range(common[:begin].count("0"), common[:end].count("0"))
        if any(_counts(texts, at) for at in numbers):
            return common[:end]
    return ""


def _counts(texts: Sequence[str], at: int) -> bool:
    """Whether the number at place ``at`` of each text rises from text to text."""
    numbers = [int(_DIGITS.findall(text[:_LONGEST])[at]) for text in texts]
    return all(first < second for first, second in pairwise(numbers))


def _shared_end(texts: Sequence[str]) -> str:
    """The closing tag, or the name of the site, that all of ``texts`` end with."""
    common = _common([text[::-1][:_LONGEST] for text in texts])[::-1]
    if tag := re.search(r"\s?</[^<>]{1,30}>$", common):
        return tag[0]
    site = _SITE.search(common)
    return common[site.start() :] if site and site.end() == len(common) else ""


def _common(texts: Sequence[str]) -> str:
    """What all of ``texts`` begin with: so do the first and the last of them in order."""
    first, last = min(texts), max(texts)
    same = (a == b for a, b in zip(first, last, strict=False))
    return "".join(letter for letter, _ in zip(first, takewhile(bool, same), strict=False))


def _cut(text: str, label: str, end: str) -> str:
    begin = 0
    for part in re.split("(0)", label):  # numbers may be longer here
        found = _DIGITS.match(text, begin) if part == "0" else None
        begin = found.end() if found else begin + len(part)
    rest = text[begin:].removesuffix(end)
    return rest.removesuffix(_PAIRS.get(label[-1:], ""))


def _unenclosed(text: str) -> str:
    """``text`` without the marks of bold letters around it."""
    inner = text.strip()
    for mark in "*_":
        if len(inner) > 2 and inner[0] == inner[-1] == mark and mark not in inner[1:-1]:
            return inner[1:-1]
    return inner


def _bare(unit: Unit, text: str) -> Unit:
    """The unit with only ``text`` of its own."""
    begin = unit.text.find(text)
    if not text or text == unit.text or begin < 0:
        return unit
    start, end = unit.line.start, unit.line.end
    if end - start == len(unit.text):  # else it was wrapped, with more than "\n" between its lines
        start += begin
        end = start + len(text)
    return unit._replace(line=unit.line._replace(text=text, start=start, end=end), key=key_of(text))

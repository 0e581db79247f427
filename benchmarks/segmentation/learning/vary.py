"""Varies dumps so that phrases, layouts and articles no longer go together.

Whoever learns from the dumps of some styles learns those styles; from these, what they share.
"""

import dataclasses
import random
import re
from collections.abc import Iterable, Sequence

from benchmarks.segmentation.page import Dump, Page

_LINE = re.compile(r"[^\n]*\n?")


@dataclasses.dataclass(frozen=True, slots=True)
class Printed:
    """A line of a dump: what stands before its text, the text, what stands after it.

    ``article`` is None for what belongs to no article.
    """

    text: str
    article: int | None = None
    is_title: bool = False
    before: str = ""
    after: str = ""


def printed(dump: Dump) -> list[Printed] | None:
    """The lines of ``dump``; None where a title or paragraph covers several of them."""
    spans = sorted(
        (place.start, place.end, number, place is article.title)
        for number, article in enumerate(dump.articles)
        for place in ([article.title] if article.title else []) + list(article.paragraphs)
    )
    lines: list[Printed] = []
    at = 0
    for match in _LINE.finditer(dump.text):
        start, raw = match.start(), match[0]
        if not raw:
            continue
        text = raw.rstrip("\r\n")
        if at < len(spans) and spans[at][0] < start + len(raw):
            first, last, number, is_title = spans[at]
            if last > start + len(text):
                return None
            at += 1
            if at < len(spans) and spans[at][0] < start + len(raw):
                return None
            before, after = text[: first - start], text[last - start :]
            lines.append(Printed(dump.text[first:last], number, is_title, before, after))
        else:
            lines.append(Printed(text))
    return lines


def furniture_of(dumps: Iterable[Dump]) -> dict[str, list[str]]:
    """The lines of ``dumps`` that belong to no article, by language, each once."""
    found: dict[str, dict[str, None]] = {}
    for dump in dumps:
        for line in printed(dump) or ():
            if line.article is None and line.text.strip() and len(line.text) < 300:
                found.setdefault(dump.language, {})[line.text] = None
    return {language: list(lines) for language, lines in found.items()}


def varied(dump: Dump, rng: random.Random, furniture: Sequence[str]) -> Dump:
    """``dump`` with some of its features changed; ``furniture`` are lines of any site."""
    lines = printed(dump)
    if lines is None:
        return dump
    if rng.random() < 0.4:
        lines = _cut_short(lines, rng)
    if furniture and rng.random() < 0.6:
        lines = _other_furniture(lines, rng, furniture)
    if rng.random() < 0.4:
        share = rng.choice((0.05, 0.15, 0.4))
        lines = [
            line
            for line in lines
            if line.article is not None or not line.text.strip() or rng.random() > share
        ]
    if furniture and rng.random() < 0.35:
        lines = _more_furniture(lines, rng, furniture)
    lines = _other_titles(lines, rng)
    if rng.random() < 0.35:
        lines = _other_space(lines, rng)
    return _dump(dump, lines)


def _cut_short(lines: Sequence[Printed], rng: random.Random) -> list[Printed]:
    """Articles of a few paragraphs."""
    most = rng.randint(1, 6)
    seen: dict[int, int] = {}
    kept = []
    for line in lines:
        if line.article is not None and not line.is_title:
            seen[line.article] = seen.get(line.article, 0) + 1
            if seen[line.article] > most:
                continue
        kept.append(line)
    return kept


def _other_furniture(
    lines: Sequence[Printed], rng: random.Random, furniture: Sequence[str]
) -> list[Printed]:
    """Some lines of furniture replaced, the same ones by the same."""
    share = rng.choice((0.1, 0.3, 0.6))
    instead: dict[str, str] = {}
    result = []
    for line in lines:
        if line.article is None and line.text.strip() and any(map(str.isalnum, line.text)):
            if line.text not in instead:
                changed = rng.random() < share
                instead[line.text] = rng.choice(furniture) if changed else line.text
            line = dataclasses.replace(line, text=instead[line.text])
        result.append(line)
    return result


def _more_furniture(
    lines: Sequence[Printed], rng: random.Random, furniture: Sequence[str]
) -> list[Printed]:
    """Some lines of furniture more, anywhere; the same few or always others."""
    few = [rng.choice(furniture) for _ in range(rng.randint(1, 4))]
    pool = few if rng.random() < 0.5 else furniture
    share = rng.choice((0.03, 0.08, 0.15))
    result: list[Printed] = []
    for number, line in enumerate(lines):
        result.append(line)
        goes_on = number + 1 < len(lines) and line.article is not None and line.text
        if goes_on and rng.random() < share:
            apart = rng.random() < 0.7
            result += [Printed("")] * apart
            result += [Printed(rng.choice(pool)) for _ in range(rng.choice((1, 1, 1, 2, 3)))]
            result += [Printed("")] * apart
    return result


def _other_titles(lines: Sequence[Printed], rng: random.Random) -> list[Printed]:
    """Titles in capitals, with a capital for each word, without markup, or none at all."""
    change = rng.random()
    result = []
    for line in lines:
        if line.is_title and change < 0.07:
            line = dataclasses.replace(line, text=line.text.upper())
        elif line.is_title and change < 0.14:
            words = (word[:1].upper() + word[1:] for word in line.text.split(" "))
            line = dataclasses.replace(line, text=" ".join(words))
        elif line.is_title and change < 0.24:
            line = dataclasses.replace(line, before="", after="")
        elif line.is_title and change < 0.3:
            line = dataclasses.replace(line, text=line.text[:1] + line.text[1:].lower())
        result.append(line)
    return result


def _other_space(lines: Sequence[Printed], rng: random.Random) -> list[Printed]:
    """Fewer or more blank lines."""
    how = rng.random()
    if how < 0.3:
        return [line for line in lines if line.article is not None or line.text.strip()]
    result: list[Printed] = []
    for line in lines:
        blank = line.article is None and not line.text.strip()
        if blank and how < 0.6 and result and not result[-1].text.strip():
            continue  # never more than one
        if blank and 0.6 <= how < 0.75 and rng.random() < 0.3:
            continue
        result.append(line)
        if blank and 0.75 <= how < 0.9 and rng.random() < 0.3:
            result.append(line)
        if not blank and how >= 0.9:
            result.append(Printed(""))
    return result


def _dump(dump: Dump, lines: Sequence[Printed]) -> Dump:
    """``lines`` as a dump."""
    page = Page()
    bodies = {line.article for line in lines if not line.is_title}
    current = None
    for line in lines:
        if line.article is None or line.article not in bodies:
            page.line(line.text)
        elif line.is_title:
            page.title(line.text, line.before, line.after)
            current = line.article
        else:
            if line.article != current:
                page.article()
                current = line.article
            page.body(line.text, line.before, line.after)
    return page.dump(dump.style, dump.language)

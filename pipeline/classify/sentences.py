"""Articles to sentences that keep their place in the document."""

import re
from collections.abc import Iterator

import sentencex

from pipeline.elements import Article, Sentence

AT_ONCE = 10_000
"""Characters that sentencex is given: it takes a time that is their square."""
LONGEST = 1200
"""Characters; a longer "sentence" is no sentence (a table, a list without stops) and is cut."""


INITIAL = re.compile(r"(?<![\w.])[A-HJ-Z]\.$")
"""A capital letter alone at the end; not that of "U.S.", and not the pronoun."""


def sentences_of(article: Article) -> tuple[Sentence, ...]:
    """The title, if it stands in the text, then the sentences of each paragraph, in order.

    A sentence never crosses a paragraph, and every one is ``document.text[start:end]``. A title
    that stands beside the text, not in it, has no place in the text, so none of its words
    could be traced: it is left out.
    """
    sentences: list[Sentence] = []
    if article.title and article.title_range:
        start, _ = article.title_range
        for left, right in shortened(article.title, 0, len(article.title)):
            sentences.append(
                Sentence(
                    len(sentences),
                    article.title[left:right],
                    start + left,
                    start + right,
                    in_title=True,
                )
            )
    for text, (start, _) in zip(article.paragraphs, article.paragraph_ranges, strict=True):
        for left, right in split(text, article.language):
            sentences.append(
                Sentence(len(sentences), text[left:right], start + left, start + right)
            )
    return tuple(sentences)


def split(text: str, language: str | None) -> Iterator[tuple[int, int]]:
    """Ranges of the sentences of a paragraph, without the blanks around them, in order.

    sentencex cuts after some abbreviations and initials; what starts in lower case, or follows a
    single capital letter ("M. Dupont"), goes on the sentence before it.
    """
    pending: tuple[int, int] | None = None
    for start, end in boundaries(text, language or "en"):
        left, right = trimmed(text, start, end)
        if left == right:
            continue
        if pending and not (
            text[left].islower() or INITIAL.search(text, max(0, pending[1] - 3), pending[1])
        ):
            yield from shortened(text, *pending)
            pending = None
        pending = (pending[0] if pending else left, right)
    if pending:
        yield from shortened(text, *pending)


def boundaries(text: str, language: str) -> Iterator[tuple[int, int]]:
    """The sentences as sentencex cuts them, in pieces: the last of a piece begins the next one."""
    start = 0
    while start < len(text):
        piece = text[start : start + AT_ONCE]
        found = sentencex.get_sentence_boundaries(language, piece)
        after = start + len(piece)
        if after < len(text) and len(found) > 1:
            after = start + found.pop()["start_index"]
        for each in found:
            yield start + each["start_index"], start + each["end_index"]
        start = after


def trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    """The range without the blanks at its ends."""
    part = text[start:end]
    left = start + len(part) - len(part.lstrip())
    return left, max(left, start + len(part.rstrip()))


def shortened(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """The range, in pieces of at most ``LONGEST`` characters, cut at a blank where there is one."""
    while end - start > LONGEST:
        blank = text.rfind(" ", start + 1, start + LONGEST)
        cut = blank if blank > 0 else start + LONGEST
        yield trimmed(text, start, cut)
        start, _ = trimmed(text, cut, end)
    if end > start:
        yield start, end

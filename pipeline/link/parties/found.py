"""The names that an article writes, and what it tells of each: a person, a company, a court.

Names are found by their capital letters, once for each sentence; what is told of them stands right
before or behind ("the carmaker Volkswagen", "Acme, a software company", "Tim Cook, 63").
"""

import dataclasses
import re
import sys
from collections.abc import Iterator, Sequence

from pipeline.elements import Sentence
from pipeline.link.parties.clean import clean_party, is_acronym, is_capitalised, is_person, is_title
from pipeline.link.words.kinds import BODIES, FIRST, GERMAN_KIND, LAST, OF_COMPANIES, TOLD_BEFORE
from pipeline.link.words.titles import (
    CALENDAR,
    DETERMINERS,
    LEGAL_FORMS,
    OF,
    OPENERS,
    ROLES,
    STRONG_TITLES,
    WEAK_TITLES,
    plain,
)

PERSON = "person"
_UPPER = "".join(chr(code) for code in range(min(sys.maxunicode, 0x530)) if chr(code).isupper())
_WORD = (
    rf"(?:(?:[{_UPPER}]\.)+(?:[{_UPPER}](?!\w))?|[a-z]{{0,2}}[{_UPPER}][\w&]*"
    r"(?:[-.][\w]+|['’](?!s\b)\w+)*)"
)
_PARTICLES = "of|for|de|del|de la|de los|de las|van|van der|van den|von|von der|di|della|da|do|dos"
_NAME = re.compile(
    rf"(?<![\w'’])(?:[dl]['’])?({_WORD}(?:\s(?:(?:{_PARTICLES}|du|des|bin|al|&|zu|et)\s)?{_WORD})*)"
)
_ACRONYM = re.compile(rf"[(\[]\s*[\"“'‘«]?([{_UPPER}][\w.&-]{{1,9}})[\"”'’»]?\s*[)\]]")
_KINDS = sorted(
    noun for noun in {*LAST, *FIRST} if "other" not in (LAST.get(noun), FIRST.get(noun))
)
_LETTERS = r"[\w-]+"
_A = rf"(?:{'|'.join(sorted(DETERMINERS - {chr(39), 'l' + chr(39)}))})"
_IS_A = re.compile(rf",\s(?:{_A}\s|l['’])(?:{_LETTERS}\s){{0,4}}?({'|'.join(_KINDS)})\b")
_SOMEBODY = re.compile(
    rf",\s(?:\d{{1,3}}[,.\s]|(?:{_A}\s)?(?:{_LETTERS}\s){{0,3}}?"
    rf"(?:{'|'.join(sorted(STRONG_TITLES | WEAK_TITLES | ROLES))})\b)"
)
_COMPANY_AFTER = re.compile(rf"(?:['’]s)?\s{OF_COMPANIES}\b")
_COMPANY_BEFORE = re.compile(rf"\b{OF_COMPANIES}\s(?:of|de|von|di|da|do)\s(?:the\s|la\s)?$")
_LAST_WORDS = re.compile(rf"({_LETTERS}[.]?)[\s-]({_LETTERS}[.]?)\s$|({_LETTERS}[.]?)\s$")
_FULL_STOP = re.compile(r"[.!?…][\"'”’»)]*\s*$")
_CASED = re.compile(r"[^\W\d_]{4,}")
_HEADLINE = 0.9
"""From what share of capitals among its longer words a sentence is a headline without names."""


@dataclasses.dataclass(slots=True)
class Named:
    """A name, or a phrase for a party, and what the article tells of it."""

    form: str
    words: tuple[str, ...]
    start: int  # where it first stands in the document
    is_name: bool
    is_party: bool = False
    may_be_company: bool = False  # it fills a field that companies fill
    is_opening: bool = False  # only seen as the first words of sentences
    kinds: set[str] = dataclasses.field(default_factory=set)
    titles: set[str] = dataclasses.field(default_factory=set)


def key_of(form: str) -> tuple[str, ...]:
    """The words of a name as names are compared: without case and dots."""
    return tuple(plain(word).strip(",") for word in form.split())


def names_in(sentence: Sentence, language: str | None) -> Iterator[Named]:
    """The capitalised names of a sentence, in its order, none from headlines in capitals."""
    text = sentence.text
    longer = _CASED.findall(text)
    capitals = sum(word[0].isupper() for word in longer)
    if capitals > _HEADLINE * max(len(longer), 3) and not _FULL_STOP.search(text):
        return
    for match in _NAME.finditer(text):
        start, end = match.span(1)
        words = match.group(1).split()
        opening = opens(text, start)
        if opening:
            opened, words = words, without_opener(words)
            opening = words == opened
        words = before_dates(words)
        form = clean_party(" ".join(words), language) if len(words) > 1 else "".join(words)
        if not is_capitalised(form.split()):
            continue
        named = Named(form, key_of(form), sentence.start + start, True, is_opening=opening)
        named.kinds |= (
            kinds_of(form.split()) | told_after(text, end) | told_before(text, start, form)
        )
        named.titles |= titles_of(words, form, text[:start])
        if named.titles:
            named.kinds.add(PERSON)
        yield named


def opens(text: str, start: int) -> bool:
    """Whether nothing but quotation marks and dashes stands before a place in a sentence."""
    return not text[:start].strip(" \"'“‘«¿¡-—–•*")


def without_opener(words: Sequence[str]) -> list[str]:
    """The name after the words that open a sentence: "On Friday Roland", "Shares of Acme"."""
    rest = list(words)
    while rest and plain(rest[0]) in OPENERS | CALENDAR:
        rest = rest[1:]
    if len(rest) > 2 and rest[1] == "of" and plain(rest[0]) not in LAST:
        rest = rest[2:]
    return rest


def before_dates(words: Sequence[str]) -> list[str]:
    """The words up to the first day or month: "Maurice Cheeks Saturday" names one person."""
    dates = (index for index, word in enumerate(words) if index and plain(word) in CALENDAR)
    return list(words[: next(dates, len(words))])


def kinds_of(words: Sequence[str]) -> set[str]:
    """What kinds of party the words of a name tell: "Deutsche Bank" is a bank."""
    low = [plain(word).strip(",") for word in words]
    if low and low[0] in DETERMINERS:
        low = low[1:]
    if len(low) == 1:
        german = GERMAN_KIND.fullmatch(low[0])
        known = BODIES.get(low[0]) if is_acronym(words[-1]) else None
        return {known} if known else {LAST[german[1]]} if german and german[1] in LAST else set()
    if not low:
        return set()
    if low[-1] in LEGAL_FORMS:
        return {"company"}
    if low[0] in FIRST:
        return {FIRST[low[0]]}
    if low[-1] in LAST:
        return {
            LAST[low[-1]],
            *(LAST[word] for word in low[-2:-1] if low[-1] == "department" and word in LAST),
        }
    if low[0] in LAST and low[1] in OF:
        return {LAST[low[0]]}
    german = GERMAN_KIND.fullmatch(low[0])
    return {LAST[german[1]]} if german and german[1] in LAST else set()


def told_after(text: str, end: int) -> set[str]:
    """The kind of a party that the words behind its name tell."""
    if _COMPANY_AFTER.match(text, end):
        return {"company"}
    if _SOMEBODY.match(text, end):
        return {PERSON}
    kind = _IS_A.match(text, end)
    if kind:
        return {LAST.get(kind[1]) or FIRST[kind[1]]}
    return set()


def told_before(text: str, start: int, form: str) -> set[str]:
    """The kind of a party that the words before its name tell: "the carmaker Volkswagen"."""
    before = text[max(0, start - 60) : start]
    if _COMPANY_BEFORE.search(before):
        return {"company"}
    word = before.split()[-1] if before[-1:].isspace() and before.strip() else ""
    kind = LAST.get(plain(word)) or FIRST.get(plain(word))
    return {kind} & TOLD_BEFORE if kind and not is_person(form.split()) else set()


def titles_of(words: Sequence[str], form: str, before: str) -> set[str]:
    """The title before a name, of its words or of the text before it; "vice president" is one."""
    cut = len(words) - len(form.split())
    leading = [plain(word) for word in before[-40:].split()[-2:] if before[-1:].isspace()]
    leading += [plain(word) for word in words[:cut]]
    if not leading or not is_title(leading[-1]):
        return set()
    return {" ".join(leading[-2:]) if "vice" in leading[-2:] else leading[-1]}


def acronyms_in(text: str) -> Iterator[tuple[str, str]]:
    """Each acronym in brackets with the name before it that it stands for.

    The name is found as by Schwartz and Hearst (2003): the shortest run of words that holds the
    letters in their order and begins with the first; here it begins with a capital letter too.
    """
    for match in _ACRONYM.finditer(text):
        letters = [letter for letter in match[1].casefold() if letter.isalnum()]
        if sum(map(str.isupper, match[1])) < 2:
            continue
        before = text[max(0, match.start() - 120) : match.start()].rstrip(" \"“”'’")
        start = _start_of(before, letters)
        name = before[start:] if start is not None else ""
        if name[:1].isupper() and not re.search(r"[,;:()]", name):
            yield match[1], " ".join(name.split())


def _start_of(before: str, letters: Sequence[str]) -> int | None:
    at = len(before)
    low = before.casefold()
    if len(low) != len(before):
        return None
    for index in range(len(letters) - 1, -1, -1):
        at -= 1
        while at >= 0 and (
            low[at] != letters[index] or (index == 0 and at > 0 and low[at - 1].isalnum())
        ):
            at -= 1
        if at < 0:
            return None
    words = [word for word in low[at:].split() if len(word) > 3 and word not in LEGAL_FORMS]
    last = low[at:].split()[-1]
    told = last[0] in letters or last in LEGAL_FORMS  # not "Nacional de Futbol Americano (NFL)"
    return at if told and len(words) <= len(letters) + 1 else None

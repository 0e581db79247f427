"""The bare name of a party, from the words of the source: no title, no role, no article."""

import functools
import re
from collections.abc import Sequence

from pipeline.link.names import clean_name
from pipeline.link.words.countries.demonyms import ENGLISH
from pipeline.link.words.kinds import FIRST, LAST
from pipeline.link.words.titles import (
    ADJECTIVES,
    DEFINITE,
    DETERMINERS,
    GERMAN_TITLE,
    KEPT_WITH_THE,
    LEGAL_FORMS,
    LOWER_TITLES,
    NOT_AFTER_TITLES,
    OF,
    OPENERS,
    OPENING_PARTICLES,
    OTHER_LINKS,
    PERSON_PARTICLES,
    ROLES,
    SECTORS,
    STRONG_TITLES,
    TRADES,
    WEAK_TITLES,
    plain,
)

BRACKETED_END = re.compile(r"(?<=\S)\s*(?:\([^()]*\)|\[[^\[\]]*\])$")
AGE = re.compile(r"\d{1,3}\b(?!\.\d)")
ELIDED = re.compile(r"l['’](?=\w)")
ONE_LANGUAGE = {"a": "pt", "o": "pt", "os": "pt", "as": "pt", "i": "it"}
"""Articles that are other words elsewhere."""
GERMAN_ARTICLES = frozenset("der die das den dem".split())
WITHIN_NAMES = OF | PERSON_PARTICLES | frozenset("on in and und et & for".split())
LETTERS = re.compile(r"(?:[^\W\d_]|[-.'’])+")
MAKERS = frozenset(("company", "airline", "bank"))


@functools.lru_cache(maxsize=16_384)
def clean_party(text: str, language: str | None = None, opening: bool = True) -> str:
    """The bare name of a party: no title, no role in apposition, no article before a name.

    Args:
        text: the words of the source, such as "the carmaker Volkswagen" or "President Joe Biden".
        language: of the text, as an ISO 639 code.
        opening: whether they open a sentence; elsewhere a capital "El" is part of the name.

    Returns:
        The name; a common noun keeps its article ("the company"). Never empty unless the words hold
        no letter of a name. Raises nothing.
    """
    name = clean_name(BRACKETED_END.sub("", " ".join(text.split()).rstrip(" ,;:")))
    words = without_apposition(name).split()
    words = (
        without_title(words, language)
        or without_noun(words)
        or without_article(words, language, opening)
    )
    return clean_name(" ".join(words)) or clean_name(text)


def without_apposition(name: str) -> str:
    """What stands before a comma, where an age, a role or a kind follows it."""
    head, comma, rest = name.partition(", ")
    if not comma or not head[:1].isupper():
        return name
    if AGE.match(rest):
        return head
    said = rest.split()[:4]
    words = [plain(word.strip(",")) for word in said]
    if words[0] in LEGAL_FORMS or (said[0][:1].isupper() and words[0] not in STRONG_TITLES):
        return name
    roles = any(is_title(word) or word in ROLES for word in words)
    kinds = words[0] in DETERMINERS and any(word in LAST or word in FIRST for word in words)
    return head if roles or kinds else name


def without_title(words: Sequence[str], language: str | None = None) -> list[str]:
    """The name of a person after the last title before it; empty where there is none."""
    for index in range(len(words) - 2, -1, -1):
        word, name = plain(words[index]), list(words[index + 1 :])
        lower = word in LOWER_TITLES and words[index][0].islower()
        lower |= words[index] == "M." and (language or "")[:2] == "fr"
        office = word == "state" and [*map(plain, words[:index])][-2:] == ["secretary", "of"]
        strong = word in STRONG_TITLES or lower or office or GERMAN_TITLE.fullmatch(word)
        if not (strong or word in WEAK_TITLES):
            continue
        if is_person(name, least=1 if strong else 2) and not is_another(
            words[: index - 2 * office]
        ):
            return name
        break
    return []


def is_another(words: Sequence[str]) -> bool:
    """Whether words before a title name somebody else: "a lawyer for", "supporters of"."""
    return any(
        plain(word) in OTHER_LINKS
        and not (
            plain(word) in OF and 0 < i < len(words) - 1 and is_capitalised(words[i - 1 : i + 2])
        )
        for i, word in enumerate(words)
        if word[0].islower()
    )


def without_noun(words: Sequence[str]) -> list[str]:
    """The name after a common noun for a company: "la empresa Acme"; empty where there is none."""
    for index, word in enumerate(words[:-1]):
        noun, name = plain(word), list(words[index + 1 :])
        german = index > 0 and plain(words[index - 1]) in GERMAN_ARTICLES
        if (word[0].islower() or german) and MAKERS & {LAST.get(noun), FIRST.get(noun)}:
            if is_capitalised(name) and plain(name[0]) not in ADJECTIVES:
                return name
            break
    return []


def without_article(
    words: Sequence[str], language: str | None = None, opening: bool = True
) -> list[str]:
    """The words without a definite article before a name; all of them before a common noun."""
    if not words:
        return []
    first, rest = words[0], list(words[1:])
    if ELIDED.match(first):
        bare = [ELIDED.sub("", first), *rest]
        return bare if bare[0][0].isupper() and not is_kind(bare) else list(words)
    article = plain(first)
    definite = article in DEFINITE or article in ("los", "las", "les", "gli", "i", "os", "as")
    if not definite or not rest or not is_capital(rest[0]) or is_kind(rest):
        return list(words)
    if (language or "en")[:2] != ONE_LANGUAGE.get(article, (language or "en")[:2]):
        return list(words)
    if article == "the":
        people = len(rest) == 1 and rest[0] in ENGLISH
        named = is_capital(rest[-1]) and not people and rest[0] not in KEPT_WITH_THE
    elif article in GERMAN_ARTICLES:
        named = is_acronym(rest[0]) or (len(rest) > 1 and all(map(is_capital, rest)))
    elif first[0].isupper():  # "El Gobierno ruso", but "El Salvador"
        named = is_acronym(rest[0]) or (opening and plain(rest[0]) in FIRST)
    else:
        named = True
    return rest if named else list(words)


def is_title(word: str) -> bool:
    """Whether a word, as ``plain`` gives it, is a title, an office or a trade of people."""
    return word in STRONG_TITLES or word in WEAK_TITLES or bool(GERMAN_TITLE.fullmatch(word))


def is_kind(words: Sequence[str]) -> bool:
    """Whether the words are one common noun for a party: "company", "Ministerio"."""
    return len(words) == 1 and (plain(words[0]) in LAST or plain(words[0]) in FIRST)


def is_capital(word: str) -> bool:
    """Whether a word is written like a name: with a capital, a digit or a capital inside."""
    return word[:1].isupper() or word[:1].isdigit() or any(map(str.isupper, word[1:]))


def is_acronym(word: str) -> bool:
    """Whether a word is written in capitals: "FTC", "U.S."."""
    letters = word.replace(".", "")
    return len(letters) > 1 and letters.isupper() and letters.isalpha()


def is_capitalised(words: Sequence[str]) -> bool:
    """Whether the words are a name: capitals, with particles between them."""
    ends = bool(words) and is_capital(words[0]) and is_capital(words[-1])
    return ends and all(is_capital(word) or plain(word) in WITHIN_NAMES for word in words)


def is_surname(words: Sequence[str]) -> bool:
    """Whether the words are a name that particles open: "van der Berg", "de la Cruz"."""
    rest = list(words)
    while rest and rest[0].islower() and plain(rest[0]) in PERSON_PARTICLES:
        rest = rest[1:]
    return len(rest) < len(words) and is_capitalised(rest)


def is_person(words: Sequence[str], least: int = 2) -> bool:
    """Whether the words can be the name of a person, of so many words at least.

    Capitals with particles between them, at most six, none of them said of organisations.
    """
    names = [word for word in words if plain(word) not in PERSON_PARTICLES]
    opening = words[0] if words else ""
    return (
        least <= len(names) <= 5
        and (opening in names or plain(opening) in OPENING_PARTICLES)
        and words[-1] in names
        and all(word[0].isupper() and LETTERS.fullmatch(word) for word in names)
        and not any(map(is_organisational, names))
        and len(set(names)) == len(names)
        and not any(len(word) > 3 and plain(word) in OPENERS for word in names)
        and not (len(names) == 1 and is_acronym(names[0]) and len(names[0]) < 4)
        and plain(names[0]) not in OPENERS
    )


def is_organisational(word: str) -> bool:
    """Whether a word tells that a name is not a person's."""
    bare = plain(word).strip(",")
    return (
        bare in LAST
        or bare in FIRST
        or bare in LEGAL_FORMS
        or bare in SECTORS
        or bare in TRADES
        or bare in NOT_AFTER_TITLES
        or is_title(bare)
        or bool(re.search(r"\d|['’]s$", word))
    )

"""What becomes of an article when others print it: the edits of desks, sites and live pages."""

import random
import re
from collections.abc import Callable, Sequence

from benchmarks.segmentation.page import SourceArticle

Paragraphs = list[str]
Edit = Callable[[Paragraphs, Paragraphs, random.Random], Paragraphs]
"""The paragraphs of an article, of another one to draw on, and chance; to new paragraphs."""

SITES = (
    "Sign up for our morning briefing and get the stories that matter, every weekday, in your "
    "inbox. You can unsubscribe at any time, and we will never share your address with anybody.",
    "The material on this site may not be reproduced, distributed, transmitted, cached or "
    "otherwise used, except with the prior written permission of the publisher and its agencies.",
    "Do you have a story for us? Our reporters want to hear from you. Write to the newsroom, call "
    "the number above, or send us your pictures and videos through the form below this page.",
    "Independent journalism costs money. If everyone who reads our reporting helped to pay for it, "
    "our future would be more secure. Support us with as little as a cup of coffee a month.",
    "Nuestro periodismo es independiente y se debe a sus lectores. Suscríbase y reciba cada mañana "
    "un resumen con las noticias más importantes del día, elegidas por nuestra redacción.",
    "Este contenido está protegido por la ley de propiedad intelectual. Queda prohibida su "
    "reproducción, total o parcial, sin la autorización expresa y por escrito de la editorial.",
)
"""What sites print above and below the articles of all agencies."""

_NUMBER = re.compile(r"\d+")


def retyped(own: Paragraphs, _other: Paragraphs, _rng: random.Random) -> Paragraphs:
    """Another editor's quotes, dashes and spaces, nothing else."""
    table = str.maketrans({"“": '"', "”": '"', "’": "'", "—": " - ", "\u00a0": " "})
    return [text.translate(table) for text in own]


def cut(own: Paragraphs, _other: Paragraphs, rng: random.Random) -> Paragraphs:
    """The end is cut off: half to nine tenths of the words are left."""
    wanted = rng.uniform(0.5, 0.9) * words_in(own)
    kept: Paragraphs = []
    for text in own[:-1]:
        kept.append(text)
        if words_in(kept) >= wanted:
            break
    return kept


def new_lead(own: Paragraphs, other: Paragraphs, _rng: random.Random) -> Paragraphs:
    """The first paragraph is another one."""
    return [other[0], *own[1:]]


def reordered(own: Paragraphs, _other: Paragraphs, rng: random.Random) -> Paragraphs:
    """The paragraphs after the first in another order, one in five left out."""
    rest = own[1:]
    rng.shuffle(rest)
    return [own[0], *rest[: max(1, round(len(rest) * 0.8))]]


def corrected(own: Paragraphs, _other: Paragraphs, rng: random.Random) -> Paragraphs:
    """One number in two is another one; one word in fifty has a typing error."""
    return [
        " ".join(
            _with_typo(word, rng) if rng.random() < 0.02 else word
            for word in _NUMBER.sub(lambda number: _renumbered(number[0], rng), text).split()
        )
        for text in own
    ]


def other_site(own: Paragraphs, _other: Paragraphs, rng: random.Random) -> Paragraphs:
    """What a site prints above and below its articles."""
    above, below = rng.sample(SITES, 2)
    return [above, *own, below] if rng.random() < 0.5 else [*own, below]


def grown(own: Paragraphs, other: Paragraphs, rng: random.Random) -> Paragraphs:
    """An update that has grown by a third to two thirds; its news stands first or last."""
    wanted = rng.uniform(1 / 3, 2 / 3) * words_in(own)
    news: Paragraphs = []
    for text in other:
        if words_in([*news, text]) <= wanted or not news:
            news.append(text)
    return [*news, *own] if rng.random() < 0.5 else [*own, *news]


def desk(own: Paragraphs, other: Paragraphs, rng: random.Random) -> Paragraphs:
    """A desk at work: a lead of its own, typing errors, and a fifth cut at the end."""
    kept = own[: max(2, round(len(own) * 0.8))]
    return corrected(new_lead(kept, other, rng), other, rng)


EDITS: dict[str, Edit] = {
    "retyped": retyped,
    "cut": cut,
    "new lead": new_lead,
    "reordered": reordered,
    "corrected": corrected,
    "other site": other_site,
    "grown": grown,
    "desk": desk,
}


def copies(
    articles: Sequence[SourceArticle], kind: str, donors: Sequence[SourceArticle]
) -> list[SourceArticle]:
    """One copy of each article, edited; the same every time. What is new in it is a donor's."""
    edited = []
    for article in articles:
        rng = random.Random(f"{kind}:{article.name}")
        speaking = [each for each in donors if each.language == article.language]
        other = rng.choice(speaking or donors).paragraphs
        begin = rng.randrange(len(other))
        text = EDITS[kind](list(article.paragraphs), [*other[begin:], *other[:begin]], rng)
        name = f"{article.name}/{kind}"
        edited.append(SourceArticle(name, article.language, article.title, tuple(text)))
    return edited


def words_in(paragraphs: Paragraphs) -> int:
    """How many words there are."""
    return sum(len(text.split()) for text in paragraphs)


def _with_typo(word: str, rng: random.Random) -> str:
    """``word`` with two letters changed over, or one doubled."""
    if len(word) < 3:
        return word
    at = rng.randrange(len(word) - 1)
    return word[:at] + rng.choice((word[at + 1] + word[at], word[at] * 2)) + word[at + 2 :]


def _renumbered(number: str, rng: random.Random) -> str:
    return str(int(number) + rng.randint(1, 9)) if rng.random() < 0.5 else number

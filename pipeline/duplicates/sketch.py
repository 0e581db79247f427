"""What an article is compared by: a MinHash of a hundred bytes in the place of its text.

Broder, "On the resemblance and containment of documents" (1997): of the hashes of all runs of words
in a text, the smallest under each of many hash functions; two texts agree in as many of them as
their sets of runs overlap (Jaccard). Of each smallest hash, eight bits are kept (Li and König,
"b-Bit Minwise Hashing", 2010). Only runs that hold a name or a number count: reports written from
one template differ in those, and what a site prints around every article has none.
"""

import itertools
import math
import re
import unicodedata
from collections.abc import Sequence
from datetime import datetime
from functools import lru_cache
from hashlib import blake2b
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from pipeline.elements import Article
from schemas.values import Precision

RUN = 3
"""Words in a run. docs/duplicates.md has the figures that these constants come from."""
BANDS, ROWS = 32, 3
"""Two texts are compared when all hashes of any band agree: at an overlap of 0.5, with a
probability of 1 - (1 - 0.5 ** 3) ** 32 = 0.99; at 0.4, of 0.88; at 0.1, of 0.03."""
HASHES = 128
"""The estimate of an overlap of 0.5 has a standard error of sqrt(0.5 * 0.5 / 128) = 0.04."""
FEWEST_RUNS = 20
"""A text with fewer different runs that count repeats only what is equal to it, word for word."""
FEWEST_WORDS = 30
"""A text with fewer words, which is two sentences, is not compared: short notices look alike."""

Hashes = NDArray[np.uint64]

_PROBE = (
    "Bei Straße 7 in Ærø sagte José Ñandú am 3. Mai: »Ω und Ｆ１ sind ＡＢＣ.« The firm Acme O'Neil"
    " paid 4,500 to Ana Roe of Lima; İstanbul and ŁÓDŹ got 12% more. Did K2 know? "
) + " ".join(f"Plant {number} of Borealis made {number * 7} tons." for number in range(40))
_SHORT_PROBE = (  # it has so few runs that count that all of it is one
    "On Monday the council of Borealis said that the old harbour would stay closed until the end of"
    " the year, as the repairs of its two walls had taken far longer than anybody had thought."
)

_WORD = re.compile(r"\w+")
_STOP = re.compile(r"[.!?:\n]")  # after it, a capital is none of a name
_SEED = 20240508
_GOLDEN = np.uint64(0x9E3779B97F4A7C15)
_BLOCK = 4096  # runs hashed at once: a kilobyte of memory each
_MAX_WORDS = 1 << 16  # words whose hashes are remembered
_LONGEST_WORD = 64  # characters of a word that is remembered


class Copy(NamedTuple):
    """An article among its copies, which are ordered as its fields are: the first is the original.

    ``fresh`` is false where the tables hold it already, ``published`` is in seconds
    (``publication_rank``), and ``original`` is the article that it is known to repeat, or itself.
    """

    fresh: bool
    published: float
    article_id: str
    original: str


class Sketch(NamedTuple):
    """What an article is compared by.

    ``values`` are the low eight bits of each smallest hash and ``bands`` the keys under which it
    looks for copies; both are empty for a text that is too short.
    """

    copy: Copy
    values: bytes
    bands: tuple[int, ...]


def sketch_article(article: Article) -> Sketch:
    """The sketch of an article that no table holds yet."""
    published = publication_rank(article.published_at, article.published_at_precision)
    copy = Copy(True, published, article.article_id, article.article_id)
    return Sketch(copy, *sketch_text("\n".join(article.paragraphs)))


def publication_rank(at: datetime | None, precision: str | None) -> float:
    """When an article appeared, in seconds; infinite where that is not known to the day."""
    known = at is not None and precision in (None, Precision.INSTANT, Precision.DAY)
    return at.timestamp() if at is not None and known else math.inf


def sketch_text(text: str) -> tuple[bytes, tuple[int, ...]]:
    """Values and bands of the running text of an article; the title is no part of it."""
    words, telling = words_of(text)
    if len(words) < FEWEST_WORDS:
        return b"", ()
    runs = runs_of(words, telling)
    if len(runs) < FEWEST_RUNS:
        runs = runs_of(words, telling | True, len(words))  # all of it is one run
    smallest = smallest_hashes(runs)
    return smallest.astype(np.uint8).tobytes(), band_keys(smallest)


@lru_cache(1)
def sketch_version() -> bytes:
    """A name of what ``sketch_text`` makes of texts, another one when that changes.

    Texts are told into words by the Unicode tables of Python, so these are a part of it.
    """
    made = [(values.hex(), bands) for values, bands in map(sketch_text, (_PROBE, _SHORT_PROBE))]
    told = f"{unicodedata.unidata_version} {made} {FEWEST_RUNS} {FEWEST_WORDS}"
    return blake2b(told.encode(), digest_size=8).hexdigest().encode()


def words_of(text: str) -> tuple[Hashes, NDArray[np.bool_]]:
    """The hash of each word of ``text``, and whether it may be a name or holds a digit.

    Shapes: (words,). Case, punctuation, spacing and the width of characters make no difference to
    a hash. A name begins with a capital that is not owed to the beginning of a sentence.
    """
    text = unicodedata.normalize("NFKC", f".{text}")
    found = list(_WORD.finditer(text))  # an expression for the gaps too would look at them again
    words = [
        _known_word(match[0]) if match.end() - match.start() <= _LONGEST_WORD else _word(match[0])
        for match in found
    ]
    hashes = np.fromiter((known[0] for known in words), np.uint64, len(words))
    ends = itertools.chain((0,), map(re.Match.end, found))
    telling = (
        known[2] or (known[1] and not _STOP.search(text, end, match.start()))
        for known, match, end in zip(words, found, ends, strict=False)
    )
    return hashes, np.fromiter(telling, np.bool_, len(words))


def _word(word: str) -> tuple[int, bool, bool]:
    """The hash of a word, whether it begins with a capital, and whether it holds a digit."""
    data = word.casefold().encode("utf-8", "surrogatepass")
    digest = int.from_bytes(blake2b(data, digest_size=8).digest(), "little")
    return digest, word[0].isupper(), not word.isalpha()


_known_word = lru_cache(_MAX_WORDS)(_word)


def runs_of(words: Hashes, telling: NDArray[np.bool_], length: int = RUN) -> Hashes:
    """The hashes of the different runs of ``length`` words with one that is telling. Sorted."""
    count = len(words) - length + 1
    if count <= 0:
        return words[:0]
    runs, counted = words[:count].copy(), telling[:count].copy()
    for offset in range(1, length):
        runs = runs * _GOLDEN + words[offset : offset + count]
        counted |= telling[offset : offset + count]
    return np.unique(_mixed(runs[counted]))


def _mixed(hashes: Hashes) -> Hashes:
    """Each hash with its bits stirred: the finalizer of splitmix64 (Steele and others, 2014)."""
    hashes = (hashes ^ (hashes >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
    hashes = (hashes ^ (hashes >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
    return hashes ^ (hashes >> np.uint64(31))


def _functions(count: int) -> tuple[Hashes, Hashes]:
    """Factors, odd, and summands of hash functions; spelt out, as no library promises its draws."""
    drawn = _mixed(np.arange(_SEED, _SEED + 2 * count, dtype=np.uint64) * _GOLDEN)
    return drawn[:count, None] | np.uint64(1), drawn[count:, None]


_FACTORS, _SUMMANDS = _functions(HASHES)


def smallest_hashes(runs: Hashes) -> Hashes:
    """The smallest of the 32-bit hashes of ``runs`` under each function. Shape: (HASHES,)."""
    smallest = np.full(HASHES, np.iinfo(np.uint64).max)
    for start in range(0, len(runs), _BLOCK):  # multiply-shift (Dietzfelbinger, 1996)
        hashes = runs[start : start + _BLOCK] * _FACTORS + _SUMMANDS
        np.minimum(smallest, hashes.min(axis=1), out=smallest)
    return np.asarray(smallest >> np.uint64(32), np.uint64)


def band_keys(smallest: Hashes) -> tuple[int, ...]:
    """A key for each band: the same in two texts when all its hashes are."""
    keys = np.arange(1, BANDS + 1, dtype=np.uint64)
    for row in range(ROWS):
        keys = _mixed(keys * _GOLDEN + smallest[row * BANDS : (row + 1) * BANDS])
    signed: list[int] = keys.view(np.int64).tolist()
    return tuple(signed)


def overlaps(some: Sequence[bytes], others: Sequence[bytes]) -> NDArray[np.float64]:
    """The estimated Jaccard overlap of texts with others, by their values. Shape: (some, others).

    Eight bits agree by chance in one case of 256.
    """
    agreeing = np.count_nonzero(_as_rows(some)[:, None] == _as_rows(others)[None], axis=2)
    return np.asarray((agreeing / HASHES - 1 / 256) / (1 - 1 / 256))


def _as_rows(values: Sequence[bytes]) -> NDArray[np.uint8]:
    return np.frombuffer(b"".join(values), np.uint8).reshape(len(values), HASHES)

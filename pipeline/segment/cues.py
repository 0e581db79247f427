"""What the words and the marks of one line are evidence for: furniture, caption, notice, link.

One cue alone never makes a sentence furniture.
"""

import re
from typing import Literal

from pipeline.segment import phrases
from pipeline.segment.lines import ends_sentence
from pipeline.segment.metadata import agency_in, copyright_in

HEADING_WORDS = 22
"""The most words that a heading has."""

FURNITURE = 2.0
"""The score from which a line is furniture."""

CAPTION = 2.5
"""The score from which a line is a caption."""

_STAFF_WORDS = 8
_LINK_LENGTH = 160
_LINK_WORDS = 8  # beside the address
_BUTTONS = 20  # words; what buttons say decides nothing about a longer line
_AGO_LENGTH = 40
_SLUG_LENGTH = 60
_LETTERS = re.compile(r"[^\W\d_]+")
_LINK = re.compile(r"!?\[[^\]\n]*\]\([^)\n]*\)\W{0,3}|(?:https?://|www\.)\S+")
_ADDRESS = re.compile(r"https?://\S+|www\.\S+")
_POINTER = re.compile(r"\s?[»→›►▶]\W*$|>>\W*$")  # the arrow at the end of a link
_CREDIT_MARKS = re.compile(r"/|[)\]]\.?$|\w$")
_MAIL = re.compile(r"\b[\w.+-]{1,40}@[\w-]{1,40}\.\w")
_PAGES = re.compile(r"(?:\W*\b\d{1,3}\b){3,}\W*(?:\w+\W*)?")
_INITIALS = re.compile(r"[a-z]{2,4}(?:/[a-z]{2,4})+")  # those of the desk, under agency reports


def is_field(text: str) -> bool:
    """Whether the line is a field of an archive, its name before a colon."""
    return phrases.ARCHIVE_FIELD.match(text) is not None


def is_numbering(text: str) -> bool:
    """Whether the line counts the documents of an archive."""
    return phrases.COUNTED.fullmatch(text) is not None


def is_comment_count(text: str) -> bool:
    """Whether the line says how many comments follow."""
    return phrases.COMMENT_COUNT.fullmatch(text) is not None


def is_time_ago(text: str) -> bool:
    """Whether the line is a time such as "3 hours ago" and nothing else."""
    return len(text) <= _AGO_LENGTH and phrases.TIME_AGO.fullmatch(text) is not None


def is_link(text: str) -> bool:
    """Whether the line is a link: an address, or a few words that point to it."""
    if _LINK.fullmatch(text):
        return True
    if _POINTER.search(text[-4:]):
        return len(text.split()) <= _LINK_WORDS
    address = _ADDRESS.search(text)
    return address is not None and len(_ADDRESS.sub("", text).split()) <= _LINK_WORDS


def is_slug(text: str) -> bool:
    """Whether the line is the slug of an agency report, or the initials below one."""
    if len(text) > _SLUG_LENGTH or "/" not in text:
        return False
    return text.isupper() or _INITIALS.fullmatch(text) is not None


def related(text: str) -> Literal["link", "list"] | None:
    """Whether the line names one other article, or heads a list of them."""
    found = phrases.RELATED.match(text)
    if found is None:
        return None
    rest = text[found.end() :].lstrip()
    sentence = ends_sentence(text.rstrip(":"))
    if rest[:1] in (":", "|", "-", "–", "»", ">", "…") and rest[1:].strip():
        return "link" if not sentence or (rest[0] == ":" and len(text) <= _LINK_LENGTH) else None
    return "list" if not sentence and len(rest.split()) <= 2 else None


def is_closing(text: str) -> bool:
    """Whether the line ends an article: a copyright, a source, the credits of its staff."""
    if phrases.CLOSES.fullmatch(text):
        return True
    if phrases.STAFF.match(text):  # in brackets or no sentence, or else it may be prose
        return text[0] in "([" or not ends_sentence(text) or len(text.split()) <= _STAFF_WORDS
    holder, year = copyright_in(text)
    start = text[:12].lstrip("Â ").casefold()
    marked = start.startswith(("©", "(c)", "copyright", "℗", "hak cipta"))
    if (holder or year) and (marked or (year and len(text.split()) <= 15)):
        return not phrases.PICTURE.search(text)
    return len(text.split()) <= 6 and agency_in(text) is not None and not ends_sentence(text)


def furniture_score(text: str, spread: int) -> float:
    """How much speaks for furniture; ``spread`` counts the stretches that the line occurs in."""
    words = _LETTERS.findall(text)
    lower = text.lower()
    marked = phrases.LABELS.match(text) or text.count("|") >= 3 or text.count(" #") >= 2
    if len(words) > _BUTTONS and not marked and not any(map(lower.__contains__, phrases.STEMS)):
        return 0.0  # most lines are such prose
    found = len(phrases.FURNITURE_PHRASES.findall(lower))
    actions = len(phrases.ACTIONS.findall(lower))
    named = actions + len(phrases.PLATFORMS.findall(lower))
    calls = phrases.CALLS.search(text) is not None
    # A button is little else than its cue; a headline about a platform has other words.
    button = named > 0.5 * len(words) or (len(words) <= 2 and named > 0)
    score = 2.0 * min(found, 2) + 2.0 * (button and (actions > 0 or named == len(words)))
    mail = _MAIL.search(text) is not None and not ends_sentence(text)
    score += 2.0 * bool(marked or mail or _PAGES.fullmatch(text) or is_slug(text))
    score += 1.0 * (calls and found + actions > 0) + 0.5 * (not ends_sentence(text))
    score -= 1.5 * bool(phrases.TELLS.search(lower)) + 1.5 * (text[0] in "\"“«'‘")
    score -= 1.0 * (len(words) > 12 and not calls) + 1.0 * (len(words) > 25)
    # Sentences such as "He declined to comment." come again in article after article.
    if len(words) <= 15 and (found or calls or not ends_sentence(text)):
        score += 1.0 * (spread == 2 and found + actions > 0) + 2.0 * (spread > 2)
    return score


def caption_score(text: str, *, opening: bool, again: bool) -> float:
    """How much speaks for a caption; ``again``: the same line stands close by."""
    picture = phrases.FILE_NAME.match(text) or phrases.PICTURE.match(text)
    tail = text[-120:]
    # Few lines end so; the search is slow.
    credit = phrases.CREDIT.search(tail) if _CREDIT_MARKS.search(tail) else None
    score = (
        3.0 * bool(picture) + 1.5 * bool(credit) + 1.0 * bool(phrases.DEPICTS.search(text.lower()))
    )
    long = len(text.split()) > HEADING_WORDS or ends_sentence(text)
    score += 1.5 * (again and (credit is not None or long))
    return score + 1.0 * opening if score else 0.0

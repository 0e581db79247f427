"""What the words and the marks of one line are evidence for: furniture, caption, notice, link.

One cue alone never makes a sentence furniture.
"""

import re
from typing import Literal

from pipeline.segment import closings, hints, openings, phrases
from pipeline.segment.lines import ends_sentence
from pipeline.segment.metadata import agency_in, copyright_in

HEADING_WORDS = 22
"""The most words that a heading has."""

FURNITURE = 2.0
"""The score from which a line is furniture."""

OFTEN = 3
"""The number of stretches from which it makes no difference in how many more a line occurs."""

CAPTION = 2.5
"""The score from which a line is a caption."""

_STAFF_WORDS = 8
_AGENCY_WORDS = 6
_LINK_LENGTH = 160
_LINK_WORDS = 8  # beside the address
_BUTTONS = 20  # words; what buttons say decides nothing about a longer line
_AGO_LENGTH = 40
_SLUG_LENGTH = 60
_NOTICE_LENGTH = 240  # ``closings.NOTICES`` matches nothing longer
_AGAIN_WORDS = 15  # longer lines come again in article after article without being furniture
_CREDIT_LENGTH = 120
_LETTERS = re.compile(r"[^\W\d_]+")
_NO_LETTERS = {code: " " for code in range(128) if not chr(code).isalpha()}  # for ASCII alone
_MORE_WORDS = re.compile(r"[\W\d_]*+[^\W\d_]++" * (_BUTTONS + 1))  # than buttons have
_LINK = re.compile(r"!?\[[^\]\n]*\]\([^)\n]*\)\W{0,3}|(?:https?://|www\.)\S+")
_HOST = re.compile(r"(?:[a-z0-9-]{1,63}\.){1,4}[a-z]{2,12}")
_ADDRESS = re.compile(r"https?://\S+|www\.\S+")
_PATH = re.compile(r"\s[>›»/]\s")  # between the parts of a site, one within the other
_PATH_WORDS = 3
_ELSEWHERE = re.compile(r"(?:at|on|en|em|su|sur|bei|auf)\s", re.IGNORECASE)
_SITE_WORDS = 6
_ARROWS_BEFORE = frozenset("→►▶›»")
_ARROWS = frozenset("»→›►▶>")
_POINTER = re.compile(r"\s?[»→›►▶]\W*$|>>\W*$")  # the arrow at the end of a link
_MAIL = re.compile(r"\b[\w.+-]{1,40}@[\w-]{1,40}\.\w")
_PAGES = re.compile(r"(?:\W*\b\d{1,3}\b){3,}\W*(?:\w+\W*)?")
_INITIALS = re.compile(r"[a-z]{2,4}(?:/[a-z]{2,4})+")  # those of the desk, under agency reports


def is_field(text: str) -> bool:
    """Whether the line is a field of an archive, its name before a colon."""
    return ":" in text and phrases.ARCHIVE_FIELD.match(text) is not None


def is_numbering(text: str) -> bool:
    """Whether the line counts the documents of an archive."""
    counts = text[0].isdigit() or text[: openings.LETTERS].lower() in openings.COUNTED
    return counts and phrases.COUNTED.fullmatch(text) is not None


def is_message(text: str) -> bool:
    """Whether the line says when a message of a chat was sent, and by whom."""
    dated = text[0] == "[" or text[0].isdigit()
    return dated and phrases.MESSAGE.match(text) is not None


def is_comment_count(text: str) -> bool:
    """Whether the line says how many comments follow."""
    return phrases.COMMENT_COUNT.fullmatch(text) is not None


def is_time_ago(text: str) -> bool:
    """Whether the line is a time such as "3 hours ago" and nothing else."""
    return len(text) <= _AGO_LENGTH and phrases.TIME_AGO.fullmatch(text) is not None


def is_update(text: str) -> bool:
    """Whether the line says when the page was changed, or how long ago, and nothing else."""
    return len(text) <= _AGO_LENGTH and phrases.UPDATED.fullmatch(text) is not None


def is_link(text: str) -> bool:
    """Whether the line is a link: an address, or a few words that point to it."""
    if "." in text and " " not in text and _HOST.fullmatch(text):
        return True
    addressed = "](" in text or "http" in text or "www." in text
    if addressed and _LINK.fullmatch(text):
        return True
    if not _ARROWS.isdisjoint(text[-4:]) and _POINTER.search(text[-4:]):
        return len(text.split()) <= _LINK_WORDS
    if text[0] in _ARROWS_BEFORE and not ends_sentence(text):
        return len(text) <= _LINK_LENGTH
    address = _ADDRESS.search(text) if addressed else None
    return address is not None and len(_ADDRESS.sub("", text).split()) <= _LINK_WORDS


def is_slug(text: str) -> bool:
    """Whether the line is the slug of an agency report, or the initials below one."""
    if len(text) > _SLUG_LENGTH or "/" not in text:
        return False
    return text.isupper() or _INITIALS.fullmatch(text) is not None


def is_path(text: str) -> bool:
    """Whether the line says where in a site a page stands: ``Home > News > Courts``."""
    if len(text) > _LINK_LENGTH or text[0] in ">›»/":
        return False
    marked = "/" in text or ">" in text or "»" in text or "›" in text
    if not marked or not _PATH.search(text):
        return False
    parts = _PATH.split(text)
    return all(0 < len(part.split()) <= _PATH_WORDS for part in parts)


def related(text: str) -> Literal["link", "list"] | None:
    """Whether the line names one other article, or heads a list of them."""
    begins = text[: openings.LETTERS].lower() in openings.RELATED
    found = phrases.RELATED.match(text) if begins else None
    if found is None:
        return None
    rest = text[found.end() :].lstrip()
    sentence = ends_sentence(text.rstrip(":"))
    if rest[:1] in (":", "|", "-", "–", "»", ">", "…") and rest[1:].strip():
        return "link" if not sentence or (rest[0] == ":" and len(text) <= _LINK_LENGTH) else None
    if not sentence and _ELSEWHERE.match(rest) and len(rest.split()) <= _SITE_WORDS:
        return "link"
    return "list" if not sentence and len(rest.split()) <= 2 else None


def is_closing(text: str, lower: str) -> bool:
    """Whether the line ends an article: a copyright, a source, the credits of its staff.

    ``lower`` is the line in lower case.
    """
    opening = lower[: openings.LETTERS]
    if (opening in openings.CLOSES or _tells_outlook(lower)) and closings.CLOSES.fullmatch(text):
        return True
    short = len(text) <= _NOTICE_LENGTH
    if short and hints.NOTICE.search(lower) and closings.NOTICES.fullmatch(text):
        return True
    staff = opening in openings.STAFF or not opening[0].isalnum()
    if staff and closings.STAFF.match(text):  # in brackets or no sentence, or else it may be prose
        return text[0] in "([" or not ends_sentence(text) or len(text.split()) <= _STAFF_WORDS
    holder, year = copyright_in(text) if hints.COPYRIGHT.search(lower) else (None, None)
    if holder or year:
        start = text[:12].lstrip("Â ").casefold()
        marked = start.startswith(("©", "(c)", "copyright", "℗", "hak cipta"))
        if marked or (year and len(text.split()) <= 15):
            return not phrases.PICTURE.search(text)
    few = len(text.split(maxsplit=_AGENCY_WORDS)) <= _AGENCY_WORDS
    return few and agency_in(text) is not None and not ends_sentence(text)


def _tells_outlook(lower: str) -> bool:
    """Whether a line may say that what follows is about the future."""
    return (
        "-looking" in lower
        or "prospectiv" in lower
        or "previsional" in lower
        or "zukunftsger" in lower
    )


def is_furniture(text: str, lower: str, spread: int) -> bool:
    """Whether the line is furniture; ``spread`` counts the stretches that it occurs in.

    ``lower`` is the line in lower case.
    """
    marked = (
        (":" in text and phrases.LABELS.match(text) is not None)
        or text.count("|") >= 3
        or text.count(" #") >= 2
        or is_path(text)
    )
    long = len(text) > 2 * _BUTTONS and _MORE_WORDS.match(text)
    if long and not marked and not hints.STEM.search(lower):
        return False  # most lines are such prose
    words = lower.translate(_NO_LETTERS).split() if lower.isascii() else _LETTERS.findall(lower)
    count = len(words) if len(lower) == len(text) else len(_LETTERS.findall(text))
    found = len(phrases.FURNITURE_PHRASES.findall(lower)) if hints.PHRASE.search(lower) else 0
    mail = "@" in text and _MAIL.search(text) is not None and not ends_sentence(text)
    marked = marked or mail or _PAGES.fullmatch(text) is not None or is_slug(text)
    named = 0  # at most: they come in phrases
    if not hints.BUTTON_WORDS.isdisjoint(words):
        named = sum(map(hints.BUTTON_WORDS.__contains__, words))
    may_be_button = named > 0.5 * count or (count <= 2 and named > 0)
    again = spread > 1 and count <= _AGAIN_WORDS
    if not (found or marked or may_be_button or again):
        return False  # all else together falls short of the score
    return _furniture_score(text, lower, count, found, marked=marked, spread=spread) >= FURNITURE


def _furniture_score(
    text: str, lower: str, words: int, found: int, *, marked: bool, spread: int
) -> float:
    """How much speaks for furniture in a line of ``words`` with ``found`` phrases of furniture."""
    actions = len(phrases.ACTIONS.findall(lower))
    named = actions + len(phrases.PLATFORMS.findall(lower))
    calls = phrases.CALLS.search(text) is not None
    whole = ends_sentence(text)
    # A button is little else than its cue; a headline about a platform has other words.
    button = named > 0.5 * words or (words <= 2 and named > 0)
    score = 2.0 * min(found, 2) + 2.0 * (button and (actions > 0 or named == words))
    score += 2.0 * marked + 1.0 * (calls and found + actions > 0) + 0.5 * (not whole)
    score -= 1.5 * bool(phrases.TELLS.search(lower)) + 1.5 * (text[0] in "\"“«'‘")
    score -= 1.0 * (words > 12 and not calls) + 1.0 * (words > 25)
    # Sentences such as "He declined to comment." come again in article after article.
    if words <= _AGAIN_WORDS and (found or calls or not whole):
        score += 1.0 * (spread == 2 and found + actions > 0) + 2.0 * (spread >= OFTEN)
    return score


def is_caption(text: str, *, opening: bool, again: bool) -> bool:
    """Whether the line is a caption; ``again``: the same line stands close by.

    ``opening`` is set where no running text stands right before it.
    """
    if "." in text.split(maxsplit=1)[0] and phrases.FILE_NAME.match(text):
        return True
    if text[: openings.LETTERS].lower() in openings.PICTURE and phrases.PICTURE.match(text):
        return True
    tail = text[-_CREDIT_LENGTH:]
    named = tail[-1] not in ".:(" or tail.endswith((").", "]."))  # as sentences do not end
    if named and hints.PHOTO.search(tail.lower()) and phrases.PHOTO_CREDIT.search(tail):
        return True
    credit = _has_credit(tail)
    if not credit and not again:
        return False  # what it says of a picture is not enough
    long = len(text.split()) > HEADING_WORDS or ends_sentence(text)
    score = 1.5 * credit + 1.5 * (again and (credit or long))
    if not score:
        return False
    score += 1.0 * opening
    return score >= CAPTION or score + bool(phrases.DEPICTS.search(text.lower())) >= CAPTION


def _has_credit(tail: str) -> bool:
    """Whether ``tail`` ends with a photographer or an agency, after a quick look: few lines do."""
    signed = tail[-1] in ")]" or "/" in tail or tail.endswith((").", "]."))
    signed = signed or tail.lower().endswith(openings.SIGNED)
    return signed and phrases.CREDIT.search(tail) is not None

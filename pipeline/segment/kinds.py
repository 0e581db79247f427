"""What each line of a dump is: prose, heading, caption, byline, date, or furniture of some kind.

A line is weighed by its shape (length, punctuation, case, repetition, place) and by cues in several
languages; one cue alone never makes a sentence furniture.
"""

import dataclasses
import enum
import re
from collections import defaultdict
from collections.abc import Sequence

from pipeline.segment.lines import Line, ends_sentence
from pipeline.segment.metadata import (
    agency_in,
    byline_in,
    copyright_in,
    is_date_line,
)

_HEADING_WORDS = 22
_HEADING_LENGTH = 160
_FURNITURE_LENGTH = 400  # no furniture is longer; keeps the cues off long lines
_FURNITURE = 2.0
_CAPTION = 2.5
_STAFF_WORDS = 8


class Kind(enum.StrEnum):
    """The part that a line plays."""

    PROSE = "prose"
    HEADING = "heading"
    CAPTION = "caption"
    BYLINE = "byline"
    DATE = "date"
    CLOSING = "closing"
    """Ends an article: copyright, source, credits of reporters and editors."""
    RELATED = "related"
    """Announces links to other articles."""
    LINK = "link"
    RULE = "rule"
    FURNITURE = "furniture"


@dataclasses.dataclass(frozen=True, slots=True)
class Unit:
    """A line with its kind; ``key`` is the same for lines that read the same."""

    line: Line
    kind: Kind
    key: str

    @property
    def text(self) -> str:
        """The words of the line, as they stand in the document."""
        return self.line.text


def _any(*phrases: str) -> re.Pattern[str]:
    return re.compile(rf"(?<!\w)(?:{'|'.join(phrases)})(?!\w)", re.IGNORECASE)


_PHRASES = _any(  # phrases of furniture, seldom used in news prose
    r"(?:follow|like|join) us|s[ií]guenos|suivez[- ]nous|folge(?:n sie)? uns|siga[- ]nos|seguici",
    r"ikuti (?:kami|berita)|(?:our|us on) (?:facebook|twitter|instagram|telegram|whatsapp|youtube)",
    r"(?:sign up|subscribe|register)(?: now)? (?:for|to) (?:our|the|your|receive|get)",
    r"suscr[ií]b[ae](?:te|se)|abonnez-vous|jetzt abonnieren|assine (?:já|agora)|iscriviti",
    r"affiliate links?|affiliate commission|enlaces? de afiliados|ethics (?:statement|policy)",
    r"cookie policy|privacy (?:policy|notice)|terms of (?:use|service)|(?:uses?|accept) cookies",
    r"pol[ií]tica de (?:privacidad|cookies|privacidade)|utiliza(?:mos)? cookies|datenschutz\w*",
    r"click here|haga clic|haz clic|cliquez ici|clique aqui|klik di sini|hier klicken|clicca qui",
    r"share (?:this|on|via|article)|comparte? (?:en|este|esta)|partager (?:sur|cet)|bagikan",
    r"(?:exit|view|switch to|go to) (?:the )?(?:mobile|desktop|full|classic) (?:version|site)",
    r"skip to (?:main )?content|back to top|leave a (?:comment|reply)|deja un comentario",
    r"download (?:our|the) app|get the app|continue reading|story continues|trust principles",
    r"\d+ ?(?:min(?:ute)?s?|minutos?|minuti) (?:read|de lectura|de lecture|de leitura|di lettura)",
)
_ACTIONS = _any(  # what buttons and menus say
    r"advertisements?|publicidad|publicité|anzeige|publicidade|pubblicità|iklan|sponsored|promoted",
    r"subscribe|suscríbete|abonnieren|assine|berlangganan|log ?in|sign in|sign up|log out|register",
    r"newsletters?|boletín|cookies?|privacy|disclaimer|about us|contact us|menu|search|home",
    r"comments?|comentarios?|commentaires?|kommentare?|comentários?|commenti|komentar|repl(?:y|ies)",
    r"shares?|tweet|compartir|partager|compartilhar|condividi|teilen|e-?mail|print|imprimir",
    r"imprimer|drucken|listen|tags?|topics?|etiquetas?|temas?|mots-clés|check out|latest news",
    r"breaking news|live updates|últimas noticias|download|copy link|follow|like|load|show|see",
    r"view|read|loading|sitemap",
)
_PLATFORMS = _any(r"facebook|twitter|whatsapp|telegram|linkedin|pinterest|instagram|reddit|x|app")
_CALLS = re.compile(  # in lower case only: "US" is a country
    r"(?<!\w)(?:us|[Oo]urs?|[Yy]ou|[Yy]our|[Ww]e|nuestr[oa]s?|[Nn]os|notre|[Nn]ous|votre|[Vv]ous"
    r"|uns|[Uu]nser\w*|[Kk]ami|[Aa]nda|tu|[Nn]ossos?|[Nn]ossas?)(?!\w)"
)
_TELLS = _any(r"said|says|told|reported|announced|dijo|informó|déclaré|sagte|disse|ha detto|kata")
_LETTERS = re.compile(r"[^\W\d_]+")
_FIELD = re.compile(
    r"(?:tags?|topics?|etiquetas?|temas?|keywords|mots-clés|schlagwörter|filed under|categor\w+"
    r"|section|sección|rubrik|share|share this|advertisement|anzeige|publicidad)\s*:",
    re.IGNORECASE,
)
_RELATED = re.compile(
    r"(?:(?:also )?read (?:more|also|next)|also read|see also|(?:you )?m(?:ay|ight) also like"
    r"|you m(?:ay|ight) also like|related\b[\w ]{0,30}|more (?:on|from|in|about|stories|news)\b"
    r"|recommended\b[\w ]{0,20}|most (?:read|popular|viewed)|trending\b[\w ]{0,20}|top stories"
    r"|editor'?s'? picks?|don'?t miss|in other news|latest (?:news|stories|headlines)"
    r"|lea? (?:también|además|más)|le[eé] también|te puede interesar|también te\b[\w ]{0,25}"
    r"|(?:noticias|artículos|notas) relacionad[ao]s|lo más (?:leído|visto)|más (?:noticias|leídas)"
    r"|(?:à )?lire (?:aussi|également)|(?:à )?voir aussi|sur le même (?:sujet|thème)"
    r"|les plus lus|lesen sie (?:auch|mehr)|mehr zum thema|auch interessant|das könnte[\w ]{0,30}"
    r"|meistgelesen|leia (?:também|mais)|veja também|notícias relacionadas|mais lidas"
    r"|leggi anche|potrebbe interessarti|articoli correlati|i più letti"
    r"|baca (?:juga|selengkapnya)|berita terkait|terpopuler|lees ook)",
    re.IGNORECASE,
)
_CLOSES = re.compile(
    r"(?:view |see |read )?(?:the )?(?:original )?"
    r"(?:source|article|post|fuente|quelle|fonte|sumber)(?: link| originale?)?(?:\s*:.{0,40})?"
    r"|this (?:article|story|post|piece) (?:was )?(?:originally|first) .*"
    r"|the post .{0,200} (?:appeared first|first appeared) on .*"
    r"|este art[ií]culo (?:fue|se|se ha) public.*|cet article (?:est|a été) (?:paru|publié).*"
    r"|dieser (?:artikel|text|beitrag) (?:erschien|ist|wurde) zuerst.*"
    r"|(?:editor|reporter|pewarta|penulis|penyunting)\s*:\s.*",
    re.IGNORECASE | re.DOTALL,
)
_STAFF = re.compile(
    r"\W{0,2}(?:additional )?(?:report(?:ing|ed)|writ(?:ing|ten)|edit(?:ing|ed)|compiled) by\b"
    r"|\W{0,2}(?:additional )?(?:reporting|writing|editing) in\b"
    r"|\W{0,2}(?:reporte|reportaje|información|escrito|editado|edición|redacción) (?:de|por)\b"
    r"|\W{0,2}(?:with )?(?:assistance|inputs?) (?:from|by)\b",
    re.IGNORECASE,
)
_FILE_NAME = re.compile(r"\S{1,120}\.(?:jpe?g|png|webp|gif|avif|svg)(?=\s|$|\?)", re.IGNORECASE)
_LINK = re.compile(r"!?\[[^\]\n]*\]\([^)\n]*\)\W{0,3}|(?:https?://|www\.)\S+")
_PICTURE = re.compile(
    r"(?:file )?(?:photo|image|picture|pic)s?(?: credits?| by| courtesy\w*)?\s?[:/(]|file photo\b"
    r"|photograph\s?:|foto(?:graf[ií]a|s)?(?: de archivo)?\s?:|(?:crédit )?photos?\s?:|bild\s?:"
    r"|imagen(?: de archivo)?\s?:|imagem\s?:|immagine\s?:|(?:credit|crédito)s?\s?:|gambar\s?:",
    re.IGNORECASE,
)
_SIGNED = (
    r"(?:reuters|afp|ap|epa|efe|dpa|ap photo|getty(?: images)?|shutterstock|istock|unsplash|alamy"
    r"|file(?: photo)?|handout|archiv[eo]|photo|foto|images)"
)
_CREDIT = re.compile(
    rf"[(\[][^()\[\]]{{0,60}}\b{_SIGNED}\b[^()\[\]]{{0,60}}[)\]]\.?$"
    rf"|\b{_SIGNED} ?/ ?\w[^()]{{0,50}}$|/ ?{_SIGNED}$|[.|–—] [^()/.]{{0,40}}\b{_SIGNED}$",
    re.IGNORECASE,
)
_DEPICTS = _any(
    r"(?:is|are) (?:pictured|seen|shown)|pictured|seen (?:in|on|at|outside|here)|poses?|file photo",
    r"a (?:general )?view of|in this (?:\w+ )?(?:photo|picture|image|illustration)|illustration",
    r"looks? on|se ve|imagen de|vista de|sur cette photo|auf diesem (?:bild|foto)|terlihat",
)


def classified(lines: Sequence[Line]) -> list[Unit]:
    """``lines`` with their kinds, in order."""
    keys = [" ".join(re.findall(r"\w+", line.text[:600].casefold())) for line in lines]
    spread = _spread(lines, keys)
    units: list[Unit] = []
    seen_prose = False
    for index, (line, key) in enumerate(zip(lines, keys, strict=True)):
        opening = not units or units[-1].kind is not Kind.PROSE
        again = key in keys[max(0, index - 4) : index] or key in keys[index + 1 : index + 5]
        kind = _kind(line, spread[key], opening=opening, again=again)
        if kind is Kind.HEADING and _is_link(line, units):
            kind = Kind.LINK
        if kind is Kind.HEADING and seen_prose and line.item:
            kind = Kind.PROSE
        seen_prose = seen_prose or kind is Kind.PROSE
        units.append(Unit(line, kind, key))
    return units


def is_prose_shaped(line: Line) -> bool:
    """Whether the line reads like running text by its shape alone."""
    text = line.text
    first = text[:2]
    if first[:1].islower() and not (len(first) == 2 and first[1].isupper()):
        return True
    if len(text) > _HEADING_LENGTH or len(text.split(maxsplit=_HEADING_WORDS)) > _HEADING_WORDS:
        return True
    return first[:1] in "-–—" or (ends_sentence(text) and not text.endswith(("?", "!", "?”", "!”")))


def _kind(line: Line, spread: int, *, opening: bool, again: bool) -> Kind:
    text = line.text
    letters = sum(map(str.isalpha, text[:200]))
    if letters < 4 and text.isascii():
        return Kind.RULE if len(text) > 2 and not any(map(str.isalnum, text)) else Kind.FURNITURE
    if len(text) <= _FURNITURE_LENGTH:
        if byline_in(text, opening=opening):
            return Kind.BYLINE
        if _is_closing(text):
            return Kind.CLOSING
        if is_date_line(text):
            return Kind.DATE
        if (related := _RELATED.match(text)) and not ends_sentence(text.rstrip(":")):
            rest = text[related.end() :].lstrip()
            if rest[:1] in (":", "|", "-", "–", "»", ">", "…") and rest[1:].strip():
                return Kind.LINK
            if len(rest.split()) <= 2:
                return Kind.RELATED
        if _LINK.fullmatch(text):
            return Kind.LINK
        if _furniture_score(line, spread) >= _FURNITURE:
            return Kind.FURNITURE
    if _caption_score(text[:2000], opening=opening, again=again) >= _CAPTION:
        return Kind.CAPTION
    return Kind.PROSE if is_prose_shaped(line) else Kind.HEADING


def _is_closing(text: str) -> bool:
    if _CLOSES.fullmatch(text):
        return True
    if _STAFF.match(text):  # in brackets or no sentence, or else it may be prose
        return text[0] in "([" or not ends_sentence(text) or len(text.split()) <= _STAFF_WORDS
    holder, year = copyright_in(text)
    marked = text[:12].casefold().startswith(("©", "(c)", "copyright", "℗", "hak cipta"))
    if (holder or year) and (marked or (year and len(text.split()) <= 15)):
        return not _PICTURE.search(text)
    return len(text.split()) <= 6 and agency_in(text) is not None and not ends_sentence(text)


def _furniture_score(line: Line, spread: int) -> float:
    text = line.text
    words = _LETTERS.findall(text)
    phrases = len(_PHRASES.findall(text))
    actions = len(_ACTIONS.findall(text))
    named = actions + len(_PLATFORMS.findall(text))
    calls = _CALLS.search(text) is not None
    # A button is little else than its cue; a headline about a platform has other words.
    button = named > 0.5 * len(words) or (len(words) <= 2 and named > 0)
    score = 2.0 * min(phrases, 2) + 2.0 * (button and (actions > 0 or named == len(words)))
    score += 2.0 * bool(_FIELD.match(text) or text.count("|") >= 3 or text.count(" #") >= 2)
    score += 1.0 * (calls and phrases + actions > 0) + 0.5 * (not ends_sentence(text))
    score -= 1.5 * bool(_TELLS.search(text)) + 1.5 * (text[0] in "\"“«'‘")
    score -= 1.0 * (len(words) > 12 and not calls) + 1.0 * (len(words) > 25)
    # Sentences such as "He declined to comment." come again in article after article.
    if len(words) <= 15 and (phrases or calls or not ends_sentence(text)):
        score += 1.0 * (spread == 2 and phrases + actions > 0) + 2.0 * (spread > 2)
    return score


def _caption_score(text: str, *, opening: bool, again: bool) -> float:
    picture = _FILE_NAME.match(text) or _PICTURE.match(text)
    credit = _CREDIT.search(text[-120:])
    score = 3.0 * bool(picture) + 1.5 * bool(credit) + 1.0 * bool(_DEPICTS.search(text))
    long = len(text.split()) > _HEADING_WORDS or ends_sentence(text)
    score += 1.5 * (again and (credit is not None or long))
    return score + 1.0 * opening if score else 0.0


def _is_link(line: Line, before: Sequence[Unit]) -> bool:
    """Whether a heading is a link in the list that a "related" line opened.

    A wider space than that between the links ends the list.
    """
    last = before[-1] if before else None
    if last is None or last.kind not in (Kind.RELATED, Kind.LINK):
        return False
    least = 1 if last.kind is Kind.RELATED else 0
    return line.blanks <= max(least, last.line.blanks)


def _spread(lines: Sequence[Line], keys: Sequence[str]) -> dict[str, int]:
    """In how many stretches between running text each line occurs."""
    stretches: defaultdict[str, set[int]] = defaultdict(set)
    stretch = 0
    for line, key in zip(lines, keys, strict=True):
        stretches[key].add(stretch)
        stretch += len(line.text) > _HEADING_LENGTH or len(line.text.split()) > 15
    return {key: len(where) for key, where in stretches.items()}

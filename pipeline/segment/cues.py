"""What lines of furniture, captions and notices say and look like, in several languages.

A line is weighed by its cues and its shape; one cue alone never makes a sentence furniture.
"""

import re
from typing import Literal

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


def _any(*phrases: str) -> re.Pattern[str]:
    return re.compile(rf"(?<!\w)(?:{'|'.join(phrases)})(?!\w)", re.IGNORECASE)


_PHRASES = _any(  # phrases of furniture, seldom used in news prose
    r"(?:follow|like|join) us|s[ií]guenos|suivez[- ]nous|folge(?:n sie)? uns|siga[- ]nos|seguici",
    r"ikuti (?:kami|berita)|(?:our|us on) (?:facebook|twitter|instagram|telegram|whatsapp|youtube)",
    r"(?:sign up|subscribe|register)(?: now)? (?:for|to) (?:our|the|your|receive|get)",
    r"suscr[ií]b[ae](?:te|se)|abonnez-vous|jetzt abonnieren|assine (?:já|agora)|iscriviti",
    r"affiliate links?|affiliate commission|enlaces? de afiliados|ethics (?:statement|policy)",
    r"cookie policy|privacy (?:policy|notice)|terms of (?:use|service)|datenschutz\w*",
    r"(?:uses?|using|accept|utili[sz]\w+|verwende[nt]|usa(?:mos)?) (?:[\w']+ ){0,2}cookies?",
    r"pol[ií]tica de (?:privacidad|cookies|privacidade)|abonnieren sie|assine (?:a|o|nossa)",
    r"(?:e-?mail|print|save) this (?:article|story|page)",
    r"click here|haga clic|haz clic|cliquez ici|clique aqui|klik di sini|hier klicken|clicca qui",
    r"share (?:this|on|via|article)|comparte? (?:en|este|esta)|partager (?:sur|cet)|bagikan",
    r"(?:exit|view|switch to|go to) (?:the )?(?:mobile|desktop|full|classic) (?:version|site)",
    r"skip to (?:main )?content|back to top|leave a (?:comment|reply)|deja un comentario",
    r"download (?:our|the) app|get the app|continue reading|story continues|trust principles",
    r"\d+ ?(?:min(?:ute)?s?|minutos?|minuti) (?:read|de lectura|de lecture|de leitura|di lettura)",
)
_ACTIONS = _any(  # what buttons and menus say
    r"advertisements?|publicidad|publicité|anuncio|enviar|anzeige|publicidade|pubblicità|iklan|sponsored|promoted",
    r"subscribe|suscríbete|abonnieren|assine|berlangganan|log ?in|sign in|sign up|log out|register",
    r"newsletters?|boletín|cookies?|privacy|disclaimer|about us|contact us|menu|search|home",
    r"comments?|comentarios?|commentaires?|kommentare?|comentários?|commenti|komentar|repl(?:y|ies)",
    r"shares?|tweet|compartir|partager|compartilhar|condividi|teilen|e-?mail|print|imprimir",
    r"imprimer|drucken|stampa|twittern|tweeter|twittear|tuitar|twitta|listen|tags?|topics?|etiquetas?|temas?|mots-clés|check out|latest news",
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
    r"(?:(?:also )?(?:click here to )?read (?:more|also|next)|also read|see also|(?:you )?m(?:ay|ight) also like"
    r"|you m(?:ay|ight) also like|related\b[\w ]{0,30}|more (?:on|from|in|about|stories|news)\b"
    r"|recommended\b[\w ]{0,20}|most (?:read|popular|viewed)|trending\b[\w ]{0,20}|top stories"
    r"|editor'?s'? picks?|don'?t miss|in other news|latest (?:news|stories|headlines)"
    r"|(?:haz clic aquí para )?le(?:a|e|er) (?:también|además|más)|le[eé] también|te puede interesar|también te\b[\w ]{0,25}"
    r"|(?:noticias|artículos|notas) relacionad[ao]s|lo más (?:leído|visto)|más (?:noticias|leídas)"
    r"|(?:à )?lire (?:aussi|également|la suite)|(?:à )?voir aussi|sur le même (?:sujet|thème)"
    r"|les plus lus|lesen sie (?:auch|mehr)|mehr lesen|mehr zum thema|auch interessant|das könnte[\w ]{0,30}"
    r"|meistgelesen|leia (?:também|mais)|veja também|notícias relacionadas|mais lidas"
    r"|leggi (?:anche|tutto)|potrebbe interessarti|articoli correlati|i più letti"
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
_ARCHIVE = re.compile(
    r"(?:BYLINE|SECTION|LENGTH|DATELINE|LOAD-DATE|LANGUAGE|PUBLICATION-TYPE|DOCUMENT-TYPE|EDITION"
    r"|GRAPHIC|SUBJECT|TYPE|DISTRIBUTION|SERIES|COLUMN|JOURNAL-CODE|COUNTRY|STATE|CITY|COMPANY"
    r"|ORGANIZATION|PERSON|GEOGRAPHIC|INDUSTRY|TICKER|UPDATE-DATE|ISSN"
    r"|Byline|Section|Length|Dateline|Load-Date|Language|Publication[- ][Tt]ype|Document type"
    r"|Publication date|Publication title|Word count|Subject|Classification)\s?:\s"
)
_COUNTED = re.compile(
    r"(?:document |article |documento |dokument )?\d{1,5} (?:of|de|sur|von|di) \d{1,5}"
    r"(?: (?:documents?|articles?|results?|documentos|dokumenten?|documenti))?",
    re.IGNORECASE,
)
_COMMENT_NAMES = r"(?:comments?|comentarios?|commentaires?|kommentare?|comentários?|commenti)"
_COMMENTS = re.compile(
    rf"\(?\d+\)? {_COMMENT_NAMES}|{_COMMENT_NAMES}\s?(?:\(?\d+\)?)?:?", re.IGNORECASE
)
_AGO_LENGTH = 40
_AGO = re.compile(
    r"(?:an?|\d+) \w+ ago|(?:hace|il y a|vor|há) (?:un[ae]?|eine[mr]?|\d+) \w+|\d+ \w+ (?:fa|atrás)",
    re.IGNORECASE,
)
_FILE_NAME = re.compile(r"\S{1,120}\.(?:jpe?g|png|webp|gif|avif|svg)(?=\s|$|\?)", re.IGNORECASE)
_LINK = re.compile(r"!?\[[^\]\n]*\]\([^)\n]*\)\W{0,3}|(?:https?://|www\.)\S+")
_PICTURE = re.compile(
    r"(?:file )?(?:photo|image|picture|pic)s?(?: credits?| by| courtesy\w*)?\s?[:/(]|file photo\b"
    r"|photograph\s?:|(?:foto|imagen) de archivo\b|foto(?:graf[ií]a|s)?\s?:|(?:crédit )?photos?\s?:|bild\s?:"
    r"|imagen\s?:|imagem\s?:|immagine\s?:|(?:credit|crédito)s?\s?:|gambar\s?:",
    re.IGNORECASE,
)
_SIGNED = (
    r"(?:reuters|afp|ap|epa|efe|dpa|europa press|ansa|lusa|xinhua|ap photo|getty(?: images)?|shutterstock|istock|unsplash|alamy"
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


def is_field(text: str) -> bool:
    """Whether the line is a field of an archive, its name before a colon."""
    return _ARCHIVE.match(text) is not None


def is_numbering(text: str) -> bool:
    """Whether the line counts the documents of an archive."""
    return _COUNTED.fullmatch(text) is not None


def is_comment_count(text: str) -> bool:
    """Whether the line says how many comments follow."""
    return _COMMENTS.fullmatch(text) is not None


def is_time_ago(text: str) -> bool:
    """Whether the line is a time such as "3 hours ago" and nothing else."""
    return len(text) <= _AGO_LENGTH and _AGO.fullmatch(text) is not None


def is_link(text: str) -> bool:
    """Whether the line is a link and nothing else."""
    return _LINK.fullmatch(text) is not None


def related(text: str) -> Literal["link", "list"] | None:
    """Whether the line names one other article, or heads a list of them."""
    found = _RELATED.match(text)
    if found is None:
        return None
    rest = text[found.end() :].lstrip()
    sentence = ends_sentence(text.rstrip(":"))
    if rest[:1] in (":", "|", "-", "–", "»", ">", "…") and rest[1:].strip():
        return "link" if not sentence or (rest[0] == ":" and len(text) <= _LINK_LENGTH) else None
    if sentence:
        return None
    return "list" if len(rest.split()) <= 2 else None


def is_closing(text: str) -> bool:
    """Whether the line ends an article: a copyright, a source, the credits of its staff."""
    if _CLOSES.fullmatch(text):
        return True
    if _STAFF.match(text):  # in brackets or no sentence, or else it may be prose
        return text[0] in "([" or not ends_sentence(text) or len(text.split()) <= _STAFF_WORDS
    holder, year = copyright_in(text)
    marked = (
        text[:12].lstrip("Â ").casefold().startswith(("©", "(c)", "copyright", "℗", "hak cipta"))
    )
    if (holder or year) and (marked or (year and len(text.split()) <= 15)):
        return not _PICTURE.search(text)
    return len(text.split()) <= 6 and agency_in(text) is not None and not ends_sentence(text)


def furniture_score(text: str, spread: int) -> float:
    """How much speaks for furniture; ``spread`` counts the stretches that the line occurs in."""
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


def caption_score(text: str, *, opening: bool, again: bool) -> float:
    """How much speaks for a caption; ``again``: the same line stands close by."""
    picture = _FILE_NAME.match(text) or _PICTURE.match(text)
    credit = _CREDIT.search(text[-120:])
    score = 3.0 * bool(picture) + 1.5 * bool(credit) + 1.0 * bool(_DEPICTS.search(text))
    long = len(text.split()) > HEADING_WORDS or ends_sentence(text)
    score += 1.5 * (again and (credit is not None or long))
    return score + 1.0 * opening if score else 0.0

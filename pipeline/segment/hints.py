"""What a line in lower case holds wherever a slow expression matches, for a quick look first.

Each names the expression that it is for, in ``phrases.py`` where it names no other module; a test
proves that none hides a match.
An alternation of words has the engine try them at nearly every letter. One whose branches begin
with the rarest letter of each word, and look back for what comes before it, is tried at few.
"""

import re
from collections import defaultdict
from collections.abc import Iterable

from pipeline.segment.phrases import STEMS

_BY_FREQUENCY = " eaoinrtslducmhpgfbyvwqkjxz"  # in news of the languages we know; others are rarer


def any_of(fragments: Iterable[str]) -> re.Pattern[str]:
    """A pattern that finds one of ``fragments`` wherever one stands, be it inside a word."""
    branches: defaultdict[str, list[str]] = defaultdict(list)
    for fragment in fragments:
        # The letter after it tells quickly that a branch does not match.
        places = range(max(1, len(fragment) - 1))
        at = max(places, key=lambda place: _rarity(fragment[place]))
        rest, whole = re.escape(fragment[at + 1 :]), re.escape(fragment)
        branches[fragment[at]].append(f"{rest}(?<={whole})" if at else rest)
    return re.compile(
        "|".join(f"{re.escape(letter)}(?:{'|'.join(rest)})" for letter, rest in branches.items())
    )


def _rarity(character: str) -> int:
    place = _BY_FREQUENCY.find(character)
    return place if place >= 0 else len(_BY_FREQUENCY)


STEM = any_of(STEMS)

PHRASE = any_of(
    (
        *("follow us", "like us", "join us", "find us", "guenos", "suivez", "folge", "siga"),
        *("seguici", "ikuti", "facebook", "twitter", "instagram", "telegram", "youtube", "follow "),
        *("sigue a ", "segui ", " folgen", "whatsapp", "sign up", "subscribe", "register "),
        *("suscrib", "suscríb", "abonnez", "abonnieren", "iscriviti", "assine ", "apuntate"),
        *("apúntate", "inscrivez", "inscreva", "melden sie", "inbox", "mailbox", "postfach"),
        *("votre boîte", "nella tua ", " correo", " bandeja", " buzón", "mail", "correio"),
        *("newsletter", "never miss", "pierdas", "manquez", "ratez", " de baja", "désabonner"),
        *("désinscri", "cancelar ", "iscrizione", "browser", "navegador", "navigateur"),
        *("affiliate", "afiliados", "ethics ", "cookie", "privacy ", "terms of ", "datenschutz"),
        *("privacidad", "mentions légales", "aviso legal", "impressum", "print this", "save this"),
        *("share this", "save for later", "to a friend", "more informa", "further informa"),
        *("más informa", "mais informa", "plus d'informations", "weitere informationen"),
        *("press contact", "media contact", "media enquiries", "pressekontakt", "click here"),
        *(
            "contact presse",
            "contacts presse",
            "contacto de ",
            "contacto para ",
            "original content",
        ),
        *("immediat", "inmediat", "immédiat", "imediat", "sofortigen", "subscriber", "member"),
        *("suscriptor", "socio", "abonado", "assinante", "miembros", "membros", "abonné"),
        *("abonnent", "abbonat", "have an account", "free trial", "listen to ", "anhören"),
        *("escuch", "écouter", "ascolta ", "ouvir ", "comments are ", "preferenc", "préférences"),
        *("sent from ", "sent via ", "sent with ", "many times", "muchas veces", "enviad"),
        *("envoyé de", " gesendet", "gesendet ", "inviato da"),
        *("continued ", "pág", "pag"),
        *("forwarded to", "edited for ", "el resto", "nota completa", "continúa"),
        *("haga clic", "haz clic", "cliquez ici", "clique aqui", "klik di ", "hier klicken"),
        *("clicca qui", "share on", "share via", "share article", "compart", "partager "),
        *("bagikan", "condividi ", " teilen", "mobile version", "mobile site", "desktop version"),
        *("desktop site", "full version", "full site", "classic version", "classic site"),
        *("skip to ", "back to top", "leave a comment", "leave a reply", "comentario"),
        *("join the conversation", "join the discussion", "download ", "get the app"),
        *("continue reading", "keep reading", " leyendo", "weiterlesen", " lendo", "a leggere"),
        *("lire la suite", "lire l'article", "noticia completa", "read the ", "zum artikel"),
        *("zum ganzen artikel", "ler a ", "leggi ", "trust principles", "story continues"),
        *("article continues", "la public", "da public", "cette public", "le public"),
        *("pubblicità", "der anzeige", "sponsored", "paid content", "promoted content"),
        *("branded content", "patrocinado", "sponsorisé", "gesponserte", "sponsorizzato"),
        *("reading time", "read time", "lectura", "lecture", "lesezeit", "lesedauer", "leitura"),
        *("lettura", "next page", "next article", "next story", "next post", "previous page"),
        *("previous article", "previous story", "previous post", "página", "page ", "pagina "),
        *("seite", " read", "de lecura"),
        *(f"{place} {which}" for place in ("after", "below") for which in ("ad", " ad", "a ad")),
        *(f"{place} the{gap}ad" for place in ("after", "below") for gap in ("", " ")),
        *(f"{place} this{gap}ad" for place in ("after", "below") for gap in ("", " ")),
        *(f"{place} a{gap}ad" for place in ("after", "below") for gap in ("", "n", "n ")),
    )
)
"""For ``FURNITURE_PHRASES``."""

NOTICE = any_of(
    (
        *(
            "reserv",
            "riserv",
            "réserv",
            "vorbehalten",
            "verboten",
            "interdite",
            "may not be ",
            "prohibida",
        ),
        *("proibida", "vietata", "contributed to", "assisted with", "colabor", "contrib"),
        *("particip", "collabor"),
    )
)
"""For ``closings.NOTICES``."""

PHOTO = any_of(
    (
        *("photo", "picture", "foto", "image", "bild", "gentileza", "cortesía", "divulgação"),
        *("arquivo pessoal", "handout", "courtesy"),
    )
)
"""For ``PHOTO_CREDIT``."""

COPYRIGHT = any_of(("©", "℗", "(c)", "copyr", "hak c"))
"""For ``metadata.COPYRIGHT``."""

BUTTON_WORDS = frozenset(
    "advertisement advertisements publicidad publicité anuncio anuncios anzeige werbung publicidade"
    " pubblicità iklan sponsored promoted subscribe suscríbete abonnieren assine berlangganan log"
    " login sign register newsletter newsletters boletín cookie cookies privacy disclaimer about"
    " contact menu search home check latest breaking live comment comments comentario comentarios"
    " commentaire commentaires kommentar kommentare comentário comentários commenti komentar reply"
    " replies share shares tweet compartir partager compartilhar condividi teilen email mail print"
    " imprimir imprimer drucken stampa twittern tweeter twittear tuitar twitta listen tag tags"
    " topic topics etiqueta etiquetas tema temas mots últimas download copy copiar copier copia"
    " kopieren link follow like load show see view read loading sitemap save guardar enregistrer"
    " salvar salva send enviar envoyer senden invia merken bookmark url facebook twitter whatsapp"
    " telegram linkedin pinterest instagram reddit x app".split()
)
"""Words in lower case, for ``ACTIONS`` and ``PLATFORMS``."""

"""The words of furniture in several languages, as regular expressions.

Each says what it is evidence for; how much it weighs is said in ``cues.py``.
"""

import re

_SITES = (
    r"(?:facebook|twitter|x|instagram|telegram|whatsapp|youtube|linkedin|tiktok|threads|bluesky"
    r"|google \w+|apple news|flipboard)"
)


def _any(*phrases: str) -> re.Pattern[str]:
    """Matches in text in lower case: to ignore case costs the engine its short cuts."""
    return re.compile(rf"(?<!\w)(?:{'|'.join(phrases)})(?!\w)")


FURNITURE_PHRASES = _any(
    r"(?:follow|like|join|find) us|s[ií]guenos|suivez[- ]nous|folge(?:n sie)? uns|siga[- ]nos",
    r"seguici|ikuti (?:kami|berita)|(?:our|us on) (?:facebook|twitter|instagram|telegram|youtube)",
    rf"(?:follow|sigue a|suivez|siga|segui|folgen sie) [^.]{{2,40}}"
    rf" (?:on|en|sur|auf|no|su) {_SITES}",
    rf"(?:auf|bei) {_SITES} folgen|(?:whatsapp|telegram)[- ](?:channel|kanal)",
    r"(?:canale?|chaîne) (?:de |do |sur )?(?:whatsapp|telegram)",
    r"(?:sign up|subscribe|register)(?: now)? (?:for|to) (?:our|the|your|receive|get)",
    r"suscr[ií]b[ae](?:te|se)|abonnez-vous|(?:jetzt|online) abonnieren|abonnieren sie|iscriviti",
    r"assine (?:já|agora|a|o|nossa)|ap[uú]ntate|inscrivez-vous|inscreva-se|melden sie sich",
    r"(?:in|to|straight to) your (?:inbox|mailbox)|in ihre?m? postfach|dans votre boîte \w+",
    r"nella tua (?:casella|posta|mail)\w*|en (?:tu|su) (?:correo|bandeja|buzón|e-?mail)",
    r"no (?:seu|teu) (?:e-?mail|correio)|(?:our|daily|weekly|free) (?:e-?mail|newsletter)",
    r"never miss (?:a|an|out)|no te pierdas|ne (?:manquez|ratez) (?:rien|aucun\w*|pas)",
    r"unsubscribe|dar(?:se|me) de baja|se désabonner|désinscri\w+|newsletter abbestellen",
    r"cancelar (?:a )?(?:inscri\w+|suscri\w+)|annulla l'iscrizione",
    r"(?:view|read|open|see) (?:this|it) .{0,16}in (?:your|a|the) browser|im browser \w+",
    r"(?:en el|dans (?:le|votre)|no|nel|in je) (?:navegador|navigateur|browser)",
    r"affiliate links?|affiliate commission|enlaces? de afiliados|ethics (?:statement|policy)",
    r"cookie policy|privacy (?:policy|notice)|terms of (?:use|service)|datenschutz\w*",
    r"(?:use[sd]?|using|use of|accept|utili[sz]\w+|verwende[nt]|nutzt|usa(?:mos|re)?|uso de)"
    r" (?:[\w']+ ){0,2}cookies?",
    r"pol[ií]tica de (?:privacidad|cookies|privacidade)|mentions légales|aviso legal|impressum",
    r"(?:e-?mail|print|save|share) this (?:article|story|page)|save for later",
    r"send (?:this )?to a friend",
    r"(?:for|para) (?:more|further|más|mais) informa\w+",
    r"pour plus d'informations|weitere informationen",
    r"(?:press|media) contacts?|media enquiries|pressekontakt|contacts? presse",
    r"contacto (?:de|para) (?:la )?(?:prensa|medios)|view original content",
    r"for immediate release|para (?:su )?(?:difusión inmediata|divulgação imediata)",
    r"pour diffusion immédiate|per (?:diffusione|pubblicazione) immediata|zur sofortigen \w+",
    r"(?:subscribers?|members?)-only|for (?:subscribers|members) only",
    r"exclusively? (?:to|for) (?:our )?(?:subscribers|members)",
    r"(?:exclusiv[oa]s?|s[oó]lo|apenas|só) para (?:nuestros |nossos )?(?:suscriptores|socios"
    r"|abonados|assinantes|miembros|membros)|réservée?s? (?:à nos|aux) abonnés|nur für abonnent\w*",
    r"(?:riservat[oai]|esclusiv[oa]) (?:agli|per gli) abbonati|already (?:a subscriber|subscribed)",
    r"already have an account|ya eres (?:suscriptor|socio)|déjà abonnée?|schon abonnent|free trial",
    r"já é assinante|sei già abbonato|listen to (?:this|the) (?:article|story)|artikel anhören",
    r"escuch[aáe]r? (?:el|est[ea]|la) (?:artículo|nota|noticia)|écouter (?:l'|cet )article",
    r"ascolta l'articolo|ouvir (?:a )?(?:notícia|matéria|reportagem)|comments are (?:\w+ )?\w+ed",
    r"sent (?:from|via|with) (?:my|the)|forwarded many times|reenviado muchas veces",
    r"enviad[oa] (?:desde (?:mi|la app)|do meu|pelo app)|envoyé (?:de mon|depuis (?:mon|l'app\w*))",
    r"von meinem \w+ gesendet|gesendet (?:von meinem|mit der)|inviato da(?:l mio|ll'app)",
    r"continued (?:on|from) (?:page )?[a-z]?\d+|(?:fortsetzung|bericht) (?:auf |von )?seite \d+",
    r"(?:contin[uú]a|sigue|segue|pasa|viene|suite) (?:\w+ ){0,2}(?:p[áa]g\w*\.?|page) \d+",
    r"manage (?:your )?preferences|gestionar preferencias|gérer (?:mes|vos) préférences",
    r"was this (?:\w+ )?forwarded to you|edited for (?:length|clarity|brevity)",
    r"click here|haga clic|haz clic|cliquez ici|clique aqui|klik di sini|hier klicken|clicca qui",
    r"share (?:this|on|via|article)|comparte? (?:en|este|esta)|partager (?:sur|cet|l)|bagikan",
    r"compartilhe (?:est[ae]|no|nas)|condividi (?:l|su|quest\w+)|(?:artikel|beitrag|seite) teilen",
    r"(?:exit|view|switch to|go to) (?:the )?(?:mobile|desktop|full|classic) (?:version|site)",
    r"skip to (?:main )?content|back to top|leave a (?:comment|reply)|(?:deja|escribe) (?:un|tu)"
    r" comentario|join the (?:conversation|discussion)|download (?:our|the) app|get the app",
    r"(?:continue|keep) reading|(?:seguir|sigue|continuar) leyendo|weiterlesen|continue lendo",
    r"continua a leggere|lire (?:la suite|l'article (?:complet|entier))|leer la noticia completa",
    r"read the (?:full|whole|rest of the|entire) (?:story|article|post)|zum (?:ganzen )?artikel",
    r"read the rest|leer el resto|(?:nota|noticia) completa|la (?:nota|noticia) continúa",
    r"ler a (?:notícia|matéria) completa|leggi (?:tutto|l'articolo)|trust principles",
    r"(?:story|article) continues|(?:after|below) (?:the|this|an?)? ?ad(?:vert\w*)?",
    r"(?:después|depois|dopo|après) (?:de )?(?:la|da|cette|l[ae]) (?:public\w+|pubblicità)",
    r"(?:unter|nach) der anzeige|(?:sponsored|paid|promoted|branded) content|contenido patrocinado",
    r"contenu sponsorisé|gesponserte \w+|conteúdo patrocinado|contenuto sponsorizzato",
    r"(?:reading|read) time|tiempo de lectura|temps de lecture|lesezeit|lesedauer",
    r"tempo d[ie] (?:leitura|lettura)|(?:next|previous) (?:page|article|story|post)",
    r"página (?:siguiente|anterior)|page (?:suivante|précédente)|(?:nächste|vorige) seite",
    r"(?:próxima|anterior) página|pagina (?:successiva|precedente)",
    r"(?:page|página|seite|pagina) \d+ (?:of|de|sur|von|di) \d+",
    r"\d+ ?(?:min(?:ute)?[sn]?\.?|minutos?|minuti) (?:read|de lect?ura|de lecture|de leitura"
    r"|di lettura|lesezeit)",
)
"""Phrases of furniture, seldom used in news prose."""

STEMS = (
    *("cookie", "newsletter", "subscri", "suscri", "suscrí", "abonn", "inscri", "iscri", "assin"),
    *("sign up", "follow", "affiliate", "afiliado", "privacy", "privaci", "privé", "datenschutz"),
    *(
        "click",
        "clic",
        "klik",
        "inbox",
        "postfach",
        "boîte",
        "casella",
        "correo",
        "e-mail",
        "email",
    ),
    *("app", "download", "reading", "leyendo", "lesen", "browser", "navega", "navigat", "http"),
    *("share", "compart", "partag", "teilen", "condivid", "comment", "coment", "kommentar"),
    *("sponsor", "publici", "pubblici", "advert", "anzeige", "promo", "never miss", "contact"),
    *("facebook", "twitter", "whatsapp", "telegram", "instagram", "google", "@", "terms of"),
)
"""What a long line of furniture holds somewhere; quick to look for, in lower case."""

ACTIONS = _any(
    r"advertisements?|publicidad|publicité|anuncios?|anzeige|werbung|publicidade|pubblicità|iklan",
    r"sponsored|promoted|subscribe|suscríbete|abonnieren|assine|berlangganan|log ?in|sign in",
    r"sign up|log out|register|newsletters?|boletín|cookies?|privacy|disclaimer|about us",
    r"contact us|menu|search|home|check out|latest news|breaking news|live updates",
    r"comments?|comentarios?|commentaires?|kommentare?|comentários?|commenti|komentar|repl(?:y|ies)",
    r"shares?|tweet|compartir|partager|compartilhar|condividi|teilen|e-?mail|print|imprimir",
    r"imprimer|drucken|stampa|twittern|tweeter|twittear|tuitar|twitta|listen|tags?|topics?",
    r"etiquetas?|temas?|mots-clés|últimas noticias|download|copy|copiar|copier|copia|kopieren|link",
    r"follow|like|load|show|see|view|read|loading|sitemap|save|guardar|enregistrer|salvar|salva",
    r"send|enviar|envoyer|senden|invia|merken|bookmark|url",
)
"""What buttons and menus say."""

PLATFORMS = _any(r"facebook|twitter|whatsapp|telegram|linkedin|pinterest|instagram|reddit|x|app")

CALLS = re.compile(
    r"(?<!\w)(?:us|[Oo]urs?|[Yy]ou|[Yy]our|[Ww]e|nuestr[oa]s?|[Nn]os|notre|[Nn]ous|votre|[Vv]ous"
    r"|uns|[Uu]nser\w*|[Kk]ami|[Aa]nda|tu|[Nn]ossos?|[Nn]ossas?)(?!\w)"
)
"""Words by which a site speaks to its reader; in lower case only, since "US" is a country."""

TELLS = _any(r"said|says|told|reported|announced|dijo|informó|déclaré|sagte|disse|ha detto|kata")
"""Verbs of prose."""

LABELS = re.compile(
    r"(?:tags?|topics?|etiquetas?|temas?|keywords|mots-clés|schlag(?:wörter|worte)|filed under"
    r"|themen|thèmes|assuntos|argomenti|archiva?do en|arquivado em|archiviato in|classé dans"
    r"|in this (?:story|article)|en esta noticia|categor\w+|section|sección|rubrik|share"
    r"|sort by|ordenar por|trier par|sortieren|ordina per"
    r"|share this|advertisement|anzeige|publicidad)\s*:",
    re.IGNORECASE,
)
"""The label of a line that is no text."""

RELATED = re.compile(
    r"(?:(?:also )?(?:click here to )?read (?:more|also|next)|also read|see also"
    r"|(?:you )?m(?:ay|ight) also (?:like|be interested)"
    r"|you m(?:ay|ight) (?:like|be interested in)"
    r"|related\b[\w ]{0,30}|more (?:on|from|in|about|stories|news)\b|elsewhere on\b[\w ]{0,30}"
    r"|recommended\b[\w ]{0,20}|most (?:read|popular|viewed)|trending\b[\w ]{0,20}|top stories"
    r"|editor'?s'? picks?|don'?t miss|in other news|latest (?:news|stories|headlines)"
    r"|(?:haz clic aquí para )?le(?:a|e|er) (?:también|además|más)|le[eé] también"
    r"|(?:te|le) puede interesar|(?:quizás?|tal vez) te interes[ae]|también te\b[\w ]{0,25}"
    r"|otras noticias|más sobre (?:el|este) tema|más (?:noticias|leídas)|lo más (?:leído|visto)"
    r"|(?:noticias|artículos|notas) relacionad[ao]s|(?:à )?lire (?:aussi|également|la suite)"
    r"|(?:à )?voir aussi|à découvrir|sur le même (?:sujet|thème)|nos autres articles|les plus lus"
    r"|te recomendamos|no te (?:lo )?pierdas|mir[aá] también|what \w+ are reading"
    r"|lesen sie (?:auch|mehr|dazu)|mehr lesen|mehr zum thema|mehr aus\b[\w ]{0,25}|weitere artikel"
    r"|auch interessant|das könnte[\w ]{0,30}|meistgelesen|leia (?:também|mais)|veja também"
    r"|você pode (?:gostar|se interessar)|outras notícias|mais sobre o (?:assunto|tema)"
    r"|notícias relacionadas|mais lidas|leggi (?:anche|tutto)|(?:ti )?potrebbe interessar\w+"
    r"|altre notizie|altri articoli\b[\w ]{0,20}|articoli correlati|i più letti"
    r"|(?:sources|references|external links|fuentes|referencias|enlaces externos|liens externes"
    r"|quellen|weblinks|fontes|fonti|collegamenti esterni)(?=\W*$)"
    r"|baca (?:juga|selengkapnya)|berita terkait|terpopuler|lees ook)",
    re.IGNORECASE,
)
"""How links to other articles are announced."""


ARCHIVE_FIELD = re.compile(
    r"(?:BYLINE|SECTION|LENGTH|DATELINE|LOAD-DATE|LANGUAGE|PUBLICATION-TYPE|DOCUMENT-TYPE|EDITION"
    r"|GRAPHIC|SUBJECT|TYPE|DISTRIBUTION|SERIES|COLUMN|JOURNAL-CODE|COUNTRY|STATE|CITY|COMPANY"
    r"|ORGANIZATION|PERSON|GEOGRAPHIC|INDUSTRY|TICKER|UPDATE-DATE|ISSN"
    r"|Byline|Section|Length|Dateline|Load-Date|Language|Publication[- ][Tt]ype|Document type"
    r"|Publication date|Publication title|Word count|Subject|Classification)\s?:\s"
)
"""The fields that archives of the press print above and below an article."""


COUNTED = re.compile(
    r"(?:document |article |documento |dokument )?\d{1,5} (?:of|de|sur|von|di) \d{1,5}"
    r"(?: (?:documents?|articles?|results?|documentos|dokumenten?|documenti))?",
    re.IGNORECASE,
)
"""How archives count their documents."""

_COMMENTS = (
    r"(?:comments?|comentarios?|commentaires?|kommentare?|comentários?|commenti|responses?"
    r"|replies|réactions?|respuestas?)"
)
COMMENT_COUNT = re.compile(
    rf"(?:\w+ (?:\w+ )?)?\(?\d+\)? {_COMMENTS}(?: \w+)?|{_COMMENTS}\s?(?:\(?\d+\)?)?:?",
    re.IGNORECASE,
)
"""The line that says how many comments follow."""

TIME_AGO = re.compile(
    r"(?:an?|\d+) \w+ ago|(?:hace|il y a|vor|há) (?:un[ae]?|eine[mr]?|\d+) \w+"
    r"|\d+ \w+ (?:fa|atrás)",
    re.IGNORECASE,
)
"""How long ago a comment was written."""

PICTURE_COUNT = re.compile(r"\d{1,3}\s?/\s?\d{1,3}")
"""Which picture of a gallery it is that the line below describes."""


MESSAGE = re.compile(
    r"\[?\d{1,4}[./-]\d{1,2}[./-]\d{2,4},? \d{1,2}[:.]\d\d(?:[:.]\d\d)?(?:\s?[APap]\.?[Mm]\.?)?"
    r"(?:\]| -) [^:]{2,40}:$"
)
"""The line over a message in what a chat exports."""

UPDATED = re.compile(
    r"(?:last )?(?:updated|actualizad[oa]|aktualisiert|aggiornat[oa]|atualizad[oa]|mis à jour"
    r"|actualisé)\b.{0,20}\d[^.]{0,24}\.?",
    re.IGNORECASE,
)
"""When a page was changed last, of which no date need be part."""

FILE_NAME = re.compile(r"\S{1,120}\.(?:jpe?g|png|webp|gif|avif|svg)(?=\s|$|\?)", re.IGNORECASE)
"""The name of a picture's file."""

PICTURE = re.compile(
    r"(?:file )?(?:photo|image|picture|pic)s?(?: credits?| by| courtesy\w*)?\s?[:/(]|file photo\b"
    r"|(?:image|photo) (?:caption|source)\b|pie de foto\b|légende\b|bildunterschrift\b"
    r"|didascalia\b|legenda da foto\b|photograph\s?:|(?:foto|imagen) de archivo\b"
    r"|foto(?:graf[ií]a|s)?\s?:|foto (?:de|di|von)\s"
    r"|(?:crédit )?photos?\s?:|bild(?:quelle)?\s?:|imagen\s?:|imagem\s?:|immagine\s?:"
    r"|(?:credit|crédito|crediti)s?\s?:|gambar\s?:",
    re.IGNORECASE,
)
"""How captions and photo credits begin."""

_SIGNED = (
    r"(?:reuters|afp|ap|epa|efe|dpa|europa press|ansa|lusa|xinhua|ap photo|getty(?: images)?"
    r"|shutterstock|istock|unsplash|alamy|file(?: photo)?|handout|archiv[eo]|photo|foto|images)"
)
CREDIT = re.compile(
    rf"[(\[][^()\[\]]{{0,60}}\b{_SIGNED}\b[^()\[\]]{{0,60}}[)\]]\.?$"
    rf"|\b{_SIGNED} ?/ ?\w[^()]{{0,50}}$|/ ?{_SIGNED}$|[.|–—] [^()/.]{{0,40}}\b{_SIGNED}$",
    re.IGNORECASE,
)
"""How captions end: with the photographer or the agency."""

PHOTO_CREDIT = re.compile(
    r"(?:[.!?—–|/)\]]\s?|^)(?:photo(?:graph)?s?|pictures?|fotos?|fotograf[ií]a|imagen|bild|images?)"
    r"(?:\s?:| by) [^().:]{2,60}$"
    r"|[(\[](?:photo(?:graph)?s?|pictures?|fotos?|fotograf[ií]a|imagen|bild|image)(?:\s?:| by| de"
    r"| von| di| par)? [^():]{2,60}[)\]]\.?$"
    r"|/ ?(?:gentileza|cortesía|divulgação|arquivo pessoal|handout|courtesy)$",
    re.IGNORECASE,
)
"""How captions end that name the photographer as such."""

DEPICTS = _any(
    r"(?:is|are) (?:pictured|seen|shown)|pictured|seen (?:in|on|at|outside|here)|poses?|file photo",
    r"a (?:general )?view of|in this (?:\w+ )?(?:photo|picture|image|illustration)|illustration",
    r"looks? on|se ve|imagen de|vista de|sur cette photo|auf diesem (?:bild|foto)|terlihat",
)
"""What captions say of a picture."""

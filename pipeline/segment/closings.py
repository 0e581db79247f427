"""How the lines read that end an article, and those below releases for the press."""

import re

CLOSES = re.compile(
    r"(?:view |see |read )?(?:the )?(?:original )?"
    r"(?:source|article|post|fuente|quelle|fonte|sumber)(?: link| originale?)?(?:\s*:.{0,40})?"
    r"|this (?:article|story|post|piece) (?:was )?(?:originally|first) .*"
    r"|the post .{0,200}(?:appeared first|first appeared) on .*"
    r"|(?:la entrada|l'article|der beitrag|o post|l'articolo) .{0,200}(?:se publicó primero"
    r"|apareció primero|apparu en premier|erschien zuerst|apareceu primeiro|proviene da|apparso) .*"
    r"|este art[ií]culo (?:fue|se|se ha) public.*|cet article (?:est|a été)"
    r" (?:ap)?(?:paru|publié).*"
    r"|(?:corrections?|clarification|correcci[oó]n|aclaración|fe de erratas?|rectificatif|erratum"
    r"|errata|correção|korrektur|berichtigung|correzione|errata corrige)\s?: .*"
    r"|an earlier version of this (?:article|story|report|post) .*"
    r"|(?:con información de|con datos de|com informações d[aeo]s?|mit material (?:von|der)"
    r"|with files from|con informazioni) [^.]{2,60}\.?"
    r"|(?:\w+ )?(?:presente )?(?:press )?(?:release|announcement|statement|comunicado|communiqué"
    r"|mitteilung|comunicato) (?:includes?|contain|contien|enthält|contém).{0,20}"
    r"(?:forward-looking|prospectiv|zukunftsgerichtet|previsional).*"
    r"|(?:dated|given|signed) (?:at|in|this) .{2,60}\d{4}\.?"
    r"|(?:fait à|dado en|hecho en) [^.]{2,60}\d{4}\.?"
    r"|dieser (?:artikel|text|beitrag) (?:erschien|ist|wurde) zuerst.*"
    r"|(?:editor|reporter|pewarta|penulis|penyunting)\s*:\s.*",
    re.IGNORECASE | re.DOTALL,
)
"""Lines that end an article."""

NOTICES = re.compile(
    r".{3,60} (?:contributed to|assisted with) this (?:report|story|article)\.?"
    r"|.{3,60} (?:colaboró (?:en|con|para)|contribuyó (?:a|en|con)|colaborou (?:com|para)"
    r"|contribuiu (?:com|para)|a (?:contribué|participé) à|ha collaborato a)"
    r" (?:est[ae]|cet|quest\w) ?\w{4,12}\.?"
    r"|.{0,80}(?:all rights reserved|derechos reservados|reservados todos los derechos"
    r"|direitos reservados|tous droits réservés|alle rechte vorbehalten|diritti (?:sono )?riservati"
    r"|riproduzione riservata|nachdruck verboten|reproduction interdite).{0,60}"
    r"|.{0,80}\bmay not be (?:published|broadcast|reproduced|rewritten|rebroadcast).{0,80}"
    r"|.{0,30}(?:prohibida|proibida|vietata) (?:la|a) (?:re|ri)(?:produ[cz]|transmis|distribu)"
    r".{0,80}",
    re.IGNORECASE,
)
"""Lines that end an article, whose telling words stand in their midst."""

STAFF = re.compile(
    r"\W{0,2}(?:additional )?(?:report(?:ing|ed)|writ(?:ing|ten)|edit(?:ing|ed)|compiled) by\b"
    r"|\W{0,2}(?:additional )?(?:reporting|writing|editing) in\b"
    r"|\W{0,2}(?:reporte|reportaje|información|escrito|editado|edición|redacción) (?:de|por)\b"
    r"|\W{0,2}(?:with )?(?:assistance|inputs?) (?:from|by)\b",
    re.IGNORECASE,
)
"""How the credits of reporters and editors begin."""

RELEASE = re.compile(
    r"(?<!\w)(?:(?:press|media) contacts?|contacts? presse|contacto (?:de|para) (?:prensa|medios)"
    r"|pressekontakt|contatti (?:stampa|per i media)|for immediate release|forward-looking)(?!\w)"
)
"""What shows that a text holds releases for the press, in lower case."""

ABOUT = re.compile(
    r"(?:About|Acerca de|Sobre|À propos de|Über|Informazioni su|Chi è)"
    r"(?: (?:el|la|o|a|the|die|das))? [A-ZÀ-Þ0-9][^.?!:]{1,60}"
    r"(?:\b(?:Corp|Inc|Ltd|Co|Cos|Bros|Cía|Plc|[SN]\.\s?[AV]|S\.p\.A|S\.r\.l|S\.L)\.)?:?"
)
"""Over the paragraph in which whoever issues a release describes itself."""

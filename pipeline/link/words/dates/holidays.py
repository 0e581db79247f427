"""Holidays that fall on one day of the year, as the day that they stand for.

Only names that say one day wherever they are used in their language: not "Christmas" alone, which
is a season, no movable feasts, and no "Chinese New Year".
"""

import re
from collections.abc import Mapping

from pipeline.link.words.tags import base_of

Rules = tuple[tuple[str, str], ...]

_LEADING: Mapping[str, str] = {
    "en": "on|the|by|at",
    "es": "el|la|en|del?|por|día de|noche de",
    "fr": "le|la|à|au|du|de|pour|jour de|jour du",
    "de": "am|an|zu|zum|in|der|den",
    "pt": "o|a|no|na|em|ao|à|dia de|dia do",
    "it": "il|la|lo|a|al|alla|di|il giorno di|giorno di",
    "id": "pada|hari|di",
    "ms": "pada|hari|di",
    "nl": "op|met|de|in",
    "ca": "el|la|al|a|per|en|dia de|diada de",
}
_BEFORE_YEAR = "of|in|de|del|des jahres|von|do|di|van|pada|tahun"
_DAYS: Mapping[str, Mapping[str, str]] = {
    "en": {
        "1 january": r"new year['’]?s day|(?<!the )new year",
        "14 february": r"(?:saint |st )?valentine['’]?s day",
        "8 march": r"international women['’]?s day",
        "17 march": r"(?:saint|st) patrick['’]?s day",
        "1 april": r"april fools?['’]?s?['’]? day",
        "25 april": "anzac day",
        "19 june": "juneteenth",
        "1 july": "canada day",
        "4 july": "(?:fourth|4th) of july",
        "14 july": "bastille day",
        "31 october": "halloween(?: night)?",
        "1 november": r"all saints['’]? day",
        "11 november": "veterans day|armistice day",
        "24 december": "christmas eve",
        "25 december": "christmas day",
        "26 december": "boxing day",
        "31 december": r"new year['’]?s eve",
    },
    "es": {
        "1 january": "(?:día de )?año nuevo",
        "6 january": "día de(?: los)? reyes(?: magos)?",
        "8 march": "día internacional de la mujer",
        "12 october": "día de la hispanidad",
        "1 november": "(?:día de )?todos los santos",
        "2 november": "día de(?: los)? muertos",
        "24 december": "nochebuena",
        "25 december": "día de navidad",
        "31 december": "nochevieja",
    },
    "fr": {
        "1 january": r"jour de l['’]an|nouvel an|premier de l['’]an",
        "14 february": "saint-valentin",
        "8 march": "journée internationale des droits des femmes",
        "14 july": "14[- ]juillet",
        "1 november": "toussaint",
        "24 december": "réveillon de noël|veille de noël",
        "25 december": "jour de noël",
        "31 december": "saint-sylvestre|réveillon du nouvel an|réveillon de la saint-sylvestre",
    },
    "de": {
        "1 january": "neujahr(?:stag|smorgen)?",
        "6 january": "dreikönigstag",
        "14 february": "valentinstag",
        "3 october": "tag der deutschen einheit",
        "31 october": "reformationstag",
        "1 november": "allerheiligen",
        "24 december": "heiligabend|heilige[nr]? abend",
        "25 december": "(?:ersten?|1) weihnachts(?:feier)?tag",
        "26 december": "(?:zweiten?|2) weihnachts(?:feier)?tag",
        "31 december": "silvester(?:abend|nacht|tag)?",
    },
    "pt": {
        "1 january": "ano[- ]novo",
        "6 january": "dia de reis",
        "8 march": "dia internacional da mulher",
        "1 november": "dia de todos os santos",
        "24 december": "(?:véspera|noite) de natal",
        "25 december": "dia de natal",
        "31 december": "réveillon|véspera de ano[- ]novo|noite de réveillon",
    },
    "it": {
        "1 january": "capodanno",
        "6 january": "epifania",
        "14 february": "san valentino",
        "15 august": "ferragosto",
        "1 november": "ognissanti",
        "24 december": "vigilia di natale",
        "25 december": "giorno di natale",
        "26 december": "santo stefano",
        "31 december": "san silvestro|vigilia di capodanno|notte di capodanno",
    },
    "id": {
        "1 january": "tahun baru",
        "17 august": "kemerdekaan",
        "24 december": "malam natal",
        "25 december": "hari natal",
        "31 december": "malam tahun baru",
    },
    "ms": {
        "1 january": "tahun baharu|tahun baru",
        "31 august": "kebangsaan|kemerdekaan",
        "24 december": "malam krismas",
        "25 december": "krismas",
        "31 december": "malam tahun bah?a?ru",
    },
    "nl": {
        "1 january": "nieuwjaar(?:sdag)?",
        "27 april": "koningsdag",
        "5 may": "bevrijdingsdag",
        "24 december": "kerstavond",
        "25 december": "(?:eerste|1e) kerstdag",
        "26 december": "(?:tweede|2e) kerstdag",
        "31 december": "oudejaars(?:dag|avond|nacht)|oudjaar",
    },
    "ca": {
        "1 january": r"cap d['’]any|any nou",
        "23 april": "sant jordi",
        "11 september": "diada",
        "1 november": "tots sants",
        "24 december": "nit de nadal",
        "25 december": "dia de nadal",
        "26 december": "sant esteve",
        "31 december": r"nit de cap d['’]any",
    },
}


def _rules(language: str) -> Rules:
    leading = f"(?:(?:{_LEADING[language]}) )*"
    year = rf"(?: (?:(?:{_BEFORE_YEAR}) )*(\d{{4}}))?"
    return tuple(
        (rf"^{leading}(?:{names}){year}$", rf"{day} \1") for day, names in _DAYS[language].items()
    )


HOLIDAYS: Mapping[str, Rules] = {language: _rules(language) for language in _DAYS}
"""For each language, the whole expression and its day and month in English, which all know."""


def is_holiday(text: str, language: str | None) -> bool:
    """Whether words are the name of a holiday and tell no year."""
    said = " ".join(text.lower().split()).strip(" ,.")
    base = base_of(language or "en")
    rules = HOLIDAYS["en"] + HOLIDAYS.get(base, ())
    return not re.search(r"\d{4}", said) and any(re.match(names, said) for names, _ in rules)

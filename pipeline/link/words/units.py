"""Units and the words around them: per cent, time, people, and where a noun phrase ends."""

import re
from collections.abc import Mapping

PERCENT = re.compile(
    r"[\s\u00a0\u202f]*-?(?:(?:percentage|per cent|percent|%)[\s-]+points?\b|"
    r"puntos? porcentuale?s?|prozentpunkte?n?\b|points? de pourcentage|pontos? percentua(?:l|is)|"
    r"punt[oi] percentual[ei])"
    r"|(?P<percent>[\s\u00a0\u202f]*-?(?:%|(?:percent|per cent|pct|por ciento|prozent|pour cent|"
    r"por cento|per cento|persen)\b))",
    re.IGNORECASE,
)
# Units of time, by any form that words give them.
DURATIONS: Mapping[str, str] = {
    form: unit
    for unit, forms in {
        "seconds": "second seconds segundo segundos seconde secondes sekunden secondi detik",
        "minutes": "minute minutes minuto minutos minuten minuti menit",
        "hours": "hour hours hora horas heure heures stunde stunden ora ore jam",
        "days": "day days día días jour jours tag tage tagen dia dias giorno giorni hari",
        "weeks": "week weeks semana semanas semaine semaines woche wochen settimana settimane "
        "pekan",
        "months": "month months mes meses mois monat monate monaten mês mese mesi bulan",
        "years": "year years año años an ans jahr jahre jahren ano anos anno anni tahun",
    }.items()
    for form in forms.split()
}
PEOPLE = frozenset(
    "man woman person boy girl child soldier officer policeman civilian worker journalist "
    "protester militant passenger resident student driver bystander suspect guard villager".split()
)
# A noun phrase ends before these words.
STOPS = frozenset(
    "of in on at to for from by with per a an and or who that which as than after before since "
    "between among against into over under out each every were was are is have had while during "
    "de del da do das dos di des du en em im par por pour für von des y e et und o ou dan di yang "
    "que qui die der den con sin".split()
)
# Words between a number and its noun that are not the noun, in languages with the noun first.
SKIPPED = frozenset(
    "de d des le la les los las el del otros otras nuevos nuevas más mil autres nouveaux nouvelles "
    "outros outras novos novas mais altri altre nuovi nuove lagi".split()
)
NOUN_FIRST = frozenset(("es", "fr", "pt", "it", "id"))
NO_UNIT = frozenset(
    "more fewer less additional further other them us those these ones strong straight "
    "dozens tens hundreds thousands millions billions".split()
)
PLURALS_WITHOUT_S = frozenset("people police men women children personnel staff".split())

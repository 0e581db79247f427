"""The small words of dates in French and Italian.

What is put in place of what, in order, as told in ``pipeline.link.words.dates``.
"""

Rules = tuple[tuple[str, str], ...]

FRENCH: Rules = (
    (r"aujourd['’]hui|ce (?:matin|soir)|cet après-midi|cette nuit", "today"),
    (r"^avant-hier\b", "2 day ago"),
    (r"^après-demain$", "2 day ahead"),
    (r"\bhier\b(?: (?:matin|soir))?", "yesterday"),
    (r"^demain$", "tomorrow"),
    (r"^(?:dans |lors d)?(?:les |des )?(?:premiers|derniers) mois (?:de |du |d['’])", ""),
    (r"(?:le )?(?:premier|1er) trimestre(?: de)?", "q1"),
    (r"(?:le )?(?:deuxième|2e) trimestre(?: de)?", "q2"),
    (r"(?:le )?(?:troisième|3e) trimestre(?: de)?", "q3"),
    (r"(?:le )?(?:quatrième|4e) trimestre(?: de)?", "q4"),
    (r"(?:l['’]an(?:née)?) (?:dernier|dernière|passée?)", "last year"),
    (r"(?:le )?mois (?:dernier|passé)", "last month"),
    (r"(?:la )?semaine (?:dernière|passée)", "last week"),
    (r"(?:l['’]an(?:née)?) prochaine?", "next year"),
    (r"(?:le )?mois prochain", "next month"),
    (r"(?:la )?semaine prochaine", "next week"),
    (r"cette année", "this year"),
    (r"ce mois(?:-ci)?", "this month"),
    (r"cette semaine", "this week"),
    (r"^il y a une? ", "il y a 1 "),
    (r"^il y a (\w+) jours?$", r"\1 day ago"),
    (r"^il y a (\w+) semaines?$", r"\1 week ago"),
    (r"^il y a (\w+) mois$", r"\1 month ago"),
    (r"^il y a (\w+) an(?:née)?s?$", r"\1 year ago"),
    (r"^(?:le |en )?(.+) derni(?:er|ère)$", r"past \1"),
    (r"^(?:le |en )?(.+) prochaine?$", r"coming \1"),
    (r"(?<=\d)er\b", ""),
    (
        r"^(?:(?:ce|le|en|au|à la|dans la|début|fin|mi|courant|journée|matinée|soirée)[ -])+"
        r"(?:du |de )?",
        "",
    ),
    (r"\b(?:le )?mois (?:de |d['’])|^d['’](?=\w)", ""),
)

ITALIAN: Rules = (
    (
        r"^(?:oggi|stamattina|stamani|stamane|stasera|stanotte)\b|^questa (?:mattina|sera|notte)$",
        "today",
    ),
    (r"^(?:l['’]altro ?ieri|ieri l['’]altro|altroieri)$", "2 day ago"),
    (r"^dopodomani$", "2 day ahead"),
    (r"^ieri\b(?: (?:mattina|pomeriggio|sera|notte))?", "yesterday"),
    (r"^(?:nei |i )?(?:primi|ultimi) mesi (?:del |di |dell['’])", ""),
    (r"(?:il |nel )?primo trimestre(?: del| di)?", "q1"),
    (r"(?:il |nel )?secondo trimestre(?: del| di)?", "q2"),
    (r"(?:il |nel )?terzo trimestre(?: del| di)?", "q3"),
    (r"(?:il |nel )?(?:quarto|ultimo) trimestre(?: del| di)?", "q4"),
    (r"(?:il |nel )?primo semestre(?: del| di)", "half 1"),
    (r"(?:il |nel )?secondo semestre(?: del| di)", "half 2"),
    (
        r"^(?:al?|ad?|all['’]|alla )? ?(?:inizio|inizi|fine|metà) (?:di |del |d['’])?mese$",
        "this month",
    ),
    (
        r"^(?:agli |all['’]|alla |ad |a )?(?:inizio|inizi|fine|metà) (?:di |del |dell['’]|d['’])?",
        "",
    ),
    (r"^domani$", "tomorrow"),
    (r"(?:l['’])?anno scorso|(?:lo )?scorso anno", "last year"),
    (r"(?:il )?mese scorso|(?:lo )?scorso mese", "last month"),
    (r"(?:la )?(?:settimana scorsa|scorsa settimana)", "last week"),
    (r"(?:l['’])?anno prossimo|(?:il )?prossimo anno", "next year"),
    (r"(?:il )?(?:mese prossimo|prossimo mese)", "next month"),
    (r"(?:la )?(?:settimana prossima|prossima settimana)", "next week"),
    (r"quest['’]anno", "this year"),
    (r"questo mese", "this month"),
    (r"questa settimana", "this week"),
    (r"^un(?:a|o)? (?=\w+ fa$)", "1 "),
    (r"^(\w+) giorn[oi] fa$", r"\1 day ago"),
    (r"^(\w+) settiman[ae] fa$", r"\1 week ago"),
    (r"^(\w+) mes[ei] fa$", r"\1 month ago"),
    (r"^(\w+) ann[oi] fa$", r"\1 year ago"),
    (r"\b(?:di |del)?quest['’]anno$", "this year"),
    (r"^(?:l[ao] )?scors[oa] (.+)$", r"past \1"),
    (r"^(?:il |l['’])?(.+) scors[oa]$", r"past \1"),
    (r"^(?:il |la )?prossim[oa] (.+)$", r"coming \1"),
    (r"^(?:il )?primo (?=\w+(?: \d{4})?$)", "1 "),
    (r"(?<=\d)[º°]", ""),
    (
        r"^(?:(?:il|la|nel|nella|a|di|del|giornata|mese) |(?:l|nell|dell)['’])+(?:di )?(?=\w)",
        "",
    ),
    (r"(?<=[a-z] )del (?=\d{4}$)", ""),
)

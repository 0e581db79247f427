"""The small words of dates in Indonesian and Malay.

What is put in place of what, in order, as told in ``pipeline.link.words.dates``.
"""

Rules = tuple[tuple[str, str], ...]

INDONESIAN: Rules = (
    (r"^hari ini$", "today"),
    (r"^kemarin$", "yesterday"),
    (r"^besok$", "tomorrow"),
    (r"kuartal (?:pertama|i)(?= |$)", "q1"),
    (r"kuartal (?:kedua|ii)(?= |$)", "q2"),
    (r"kuartal (?:ketiga|iii)(?= |$)", "q3"),
    (r"kuartal (?:keempat|iv)(?= |$)", "q4"),
    (r"^lusa$", "2 day ahead"),
    (r"^(?:pada )?(?:awal|akhir|pertengahan|hari) (?=\w)", ""),
    (r"\btahun (?:lalu|kemarin)$", "last year"),
    (r"\bbulan lalu$", "last month"),
    (r"\bpekan lalu$", "last week"),  # "minggu lalu" is last Sunday too
    (r"\btahun depan$", "next year"),
    (r"\bbulan depan$", "next month"),
    (r"\bpekan depan$", "next week"),
    (r"\btahun ini$", "this year"),
    (r"\bbulan ini$", "this month"),
    (r"\bpekan ini$", "this week"),
    (r"^(\w+) hari (?:yang )?lalu$", r"\1 day ago"),
    (r"^(\w+) (?:pekan|minggu) (?:yang )?lalu$", r"\1 week ago"),
    (r"^(\w+) bulan (?:yang )?lalu$", r"\1 month ago"),
    (r"^(\w+) tahun (?:yang )?lalu$", r"\1 year ago"),
    (r"^(?:(?:hari|bulan|tahun|tanggal|pada|di) )+", ""),
    (r"^(.+) lalu$", r"past \1"),
    (r"\bbulan |\btahun ", ""),
)

MALAY: Rules = (
    (r"^hari ini$|^(?:pagi|petang|malam) (?:ini|tadi)$", "today"),
    (r"^(?:semalam|kelmarin)$", "yesterday"),
    (r"^(?:esok|besok)$", "tomorrow"),
    (r"^lusa$", "2 day ahead"),
    (r"suku (?:tahun )?(?:pertama|i)(?= |$)", "q1"),
    (r"suku (?:tahun )?(?:kedua|ii)(?= |$)", "q2"),
    (r"suku (?:tahun )?(?:ketiga|iii)(?= |$)", "q3"),
    (r"suku (?:tahun )?(?:keempat|iv)(?= |$)", "q4"),
    (r"^(?:pada )?(?:awal|akhir|pertengahan|hari) (?=\w)", ""),
    (r"\btahun (?:lalu|lepas)$", "last year"),
    (r"\bbulan (?:lalu|lepas)$", "last month"),
    (r"\bminggu (?:lalu|lepas)$", "last week"),
    (r"\btahun (?:depan|hadapan)$", "next year"),
    (r"\bbulan (?:depan|hadapan)$", "next month"),
    (r"\bminggu (?:depan|hadapan)$", "next week"),
    (r"\btahun ini$", "this year"),
    (r"\bbulan ini$", "this month"),
    (r"\bminggu ini$", "this week"),
    (r"^(\w+) hari (?:yang )?(?:lalu|lepas)$", r"\1 day ago"),
    (r"^(\w+) minggu (?:yang )?(?:lalu|lepas)$", r"\1 week ago"),
    (r"^(\w+) bulan (?:yang )?(?:lalu|lepas)$", r"\1 month ago"),
    (r"^(\w+) tahun (?:yang )?(?:lalu|lepas)$", r"\1 year ago"),
    (r"^(?:(?:hari|bulan|tahun|tarikh|pada|di|haribulan) )+", ""),
    (r"^(.+) (?:lalu|lepas)$", r"past \1"),
    (r"^(.+) (?:depan|hadapan)$", r"coming \1"),
    (r"(?<=\d) ?hb\b|\bbulan |\btahun ", ""),
)

"""Time expressions to dates: absolute ones, and relative ones by the day of publication."""

import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.link.times import resolve_time
from schemas.values import Precision, Realis

WEDNESDAY = datetime.datetime(2024, 6, 12, 9, 30, tzinfo=datetime.UTC)
REALIS = {"a": Realis.ACTUAL, "p": Realis.PLANNED, "?": Realis.POSSIBLE, "n": Realis.NEGATED}
LANGUAGES = st.sampled_from([None, "en", "es", "fr", "de", "pt", "it", "id", "ru", "ja", "xx", ""])

# Words, language, date and precision: true whatever the day of publication.
ABSOLUTE = """
June 2021 | en | 2021-06-01 month
June, 2005 | en | 2005-06-01 month
January of 1955 | en | 1955-01-01 month
June 25, 2024 | en | 2024-06-25 day
June 6th, 2006 | en | 2006-06-06 day
Oct. 21, 2011 | en | 2011-10-21 day
20 June 2011 | en | 2011-06-20 day
Tuesday, 5 March 2024 | en | 2024-03-05 day
Sunday 5 July 2015 | en | 2015-07-05 day
Monday, 5 March 2024 | en | -
2013 | en | 2013-01-01 year
early 2024 | en | 2024-01-01 year
mid-2021 | en | 2021-01-01 year
the end of 2016 | en | 2016-01-01 year
the end of March 2021 | en | 2021-03-01 month
2020-06-01 | en | 2020-06-01 day
31.12.2024 | de | 2024-12-31 day
3/4/2024 | es | 2024-04-03 day
3/4/2024 | en | -
13/4/2024 | en | 2024-04-13 day
the fourth quarter of 2022 | en | 2022-10-01 quarter
third-quarter 2011 | en | 2011-07-01 quarter
Q1 2023 | en | 2023-01-01 quarter
the first half of 2020 | en | 2020-01-01 year
25 de junio de 2024 | es | 2024-06-25 day
marzo del 2019 | es | 2019-03-01 month
último trimestre de 2021 | es | 2021-10-01 quarter
1. März 2020 | de | 2020-03-01 day
drittes Quartal 2021 | de | 2021-07-01 quarter
1er mars 2020 | fr | 2020-03-01 day
14 juillet 2021 | fr | 2021-07-14 day
7 de setembro de 2022 | pt | 2022-09-07 day
2 giugno 2023 | it | 2023-06-02 day
17 Agustus 2023 | id | 2023-08-17 day
kuartal ketiga 2021 | id | 2021-07-01 quarter
25 de junio de 2024 | - | 2024-06-25 day
February 30, 2024 | en | -
2018 to 2023 | en | -
2001-02 | en | -
1970s | en | -
9/11 | en | -
10.12 | en | -
fiscal year 2008 | en | -
first fiscal quarter of 2009 | en | -
between 2003 and 2010 | en | -
"""
# Words, language, realis, date and precision, said on Wednesday 12 June 2024.
RELATIVE = """
Tuesday | en | a | 2024-06-11 day
Tuesday | en | n | 2024-06-11 day
Tuesday | en | p | 2024-06-18 day
Tuesday | en | ? | -
on Monday | en | a | 2024-06-10 day
Wednesday | en | a | 2024-06-12 day
Friday afternoon | en | a | 2024-06-07 day
late on Tuesday night | en | a | 2024-06-11 day
about 1630 GMT on Saturday | en | a | 2024-06-08 day
last Friday | en | a | 2024-06-07 day
last Tuesday | en | a | -
next Monday | en | p | 2024-06-17 day
next Thursday | en | p | -
this Friday | en | p | 2024-06-14 day
yesterday | en | a | 2024-06-11 day
last night | en | a | 2024-06-11 day
tonight | en | a | 2024-06-12 day
tomorrow at 4:00 a.m. GMT | en | p | 2024-06-13 day
two days ago | en | a | 2024-06-10 day
two weeks ago | en | a | 2024-05-27 week
a month ago | en | a | 2024-05-01 month
three years ago | en | a | 2021-01-01 year
last week | en | a | 2024-06-03 week
this week | en | a | 2024-06-10 week
next week | en | p | 2024-06-17 week
last month | en | a | 2024-05-01 month
later this month | en | p | 2024-06-01 month
last year | en | a | 2023-01-01 year
earlier this year | en | a | 2024-01-01 year
the end of the year | en | p | 2024-01-01 year
November last year | en | a | 2023-11-01 month
last November | en | a | 2023-11-01 month
last May | en | a | -
March | en | a | 2024-03-01 month
March | en | p | 2025-03-01 month
April | en | p | -
June 13, around 8.15 a.m. local time | en | a | 2024-06-13 day
noon on Monday | en | a | 2024-06-10 day
March | en | ? | -
late August | en | p | 2024-08-01 month
this October | en | p | 2024-10-01 month
June 2 | en | a | 2024-06-02 day
July 1 | en | p | 2024-07-01 day
June 30 | en | a | -
June 10 | en | p | -
Dec.14 | en | a | 2023-12-14 day
the second quarter of this year | en | a | 2024-04-01 quarter
ayer | es | a | 2024-06-11 day
el pasado martes | es | a | 2024-06-11 day
este lunes | es | a | 2024-06-10 day
la madrugada del lunes | es | a | 2024-06-10 day
el próximo jueves | es | p | 2024-06-13 day
la semana pasada | es | a | 2024-06-03 week
el pasado mes de abril | es | a | 2024-04-01 month
octubre pasado | es | a | 2023-10-01 month
el pasado 24 de febrero | es | a | 2024-02-24 day
el próximo 24 de marzo | es | p | 2025-03-24 day
hace dos días | es | a | 2024-06-10 day
hace un año | es | a | 2023-01-01 year
el año pasado | es | a | 2023-01-01 year
hier | fr | a | 2024-06-11 day
mardi dernier | fr | a | 2024-06-11 day
il y a deux jours | fr | a | 2024-06-10 day
la semaine prochaine | fr | p | 2024-06-17 week
gestern | de | a | 2024-06-11 day
am Dienstag | de | a | 2024-06-11 day
Donnerstagabend | de | a | 2024-06-06 day
vor zwei Tagen | de | a | 2024-06-10 day
im vergangenen Jahr | de | a | 2023-01-01 year
ontem | pt | a | 2024-06-11 day
terça-feira | pt | a | 2024-06-11 day
mês passado | pt | a | 2024-05-01 month
ieri | it | a | 2024-06-11 day
due giorni fa | it | a | 2024-06-10 day
l'anno scorso | it | a | 2023-01-01 year
kemarin | id | a | 2024-06-11 day
Senin | id | a | 2024-06-10 day
bulan lalu | id | a | 2024-05-01 month
dua hari lalu | id | a | 2024-06-10 day
minggu lalu | id | a | -
lunes 10 | es | a | 2024-06-10 day
lunes 10 | es | ? | -
Senin (10/6) | id | ? | -
since Monday | en | a | -
since 2019 | en | a | -
seit Montag | de | a | -
seit April | de | a | -
sinds maandag | nl | a | -
voor maandag | nl | p | -
op maandag | nl | a | 2024-06-10 day
depuis lundi | fr | a | -
dal 3 maggio | it | a | -
desde segunda-feira | pt | a | -
des de dilluns | ca | a | -
sejak Senin | id | a | -
sejak Isnin | ms | a | -
twenty years ago | en | a | -
nearly a decade ago | en | a | -
a few days ago | en | a | -
the past year | en | a | -
the last month | en | a | -
the next two years | en | p | -
the day before | en | a | -
third quarter | en | a | -
Christmas | en | a | -
three days | en | a | -
recently | en | a | -
"""


def rows(table: str) -> list[tuple[str, ...]]:
    return [tuple(cell.strip() for cell in line.split("|")) for line in table.strip().splitlines()]


def resolved(
    text: str,
    language: str,
    realis: Realis = Realis.ACTUAL,
    published_at: datetime.datetime | None = None,
    precision: Precision | None = Precision.DAY,
) -> str:
    time = resolve_time(
        text, published_at, precision, realis, None if language == "-" else language
    )
    assert time.text == text
    return f"{time.date} {time.precision}" if time.date else "-"


@pytest.mark.parametrize(("text", "language", "expected"), rows(ABSOLUTE))
def test_absolute_times_need_no_publication_date(text: str, language: str, expected: str) -> None:
    assert resolved(text, language) == expected


@pytest.mark.parametrize(("text", "language", "realis", "expected"), rows(RELATIVE))
def test_relative_times_count_from_the_publication(
    text: str, language: str, realis: str, expected: str
) -> None:
    assert resolved(text, language, REALIS[realis], WEDNESDAY) == expected


@pytest.mark.parametrize("text", ["Tuesday", "yesterday", "last month", "March", "this year"])
def test_relative_times_stay_text_without_a_publication_date(text: str) -> None:
    assert resolved(text, "en", published_at=None) == "-"
    assert resolved(text, "en", published_at=WEDNESDAY, precision=None) == "-"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("this year", "2024-01-01 year"),
        ("last year", "2023-01-01 year"),
        ("March", "-"),
        ("last November", "-"),
        ("Tuesday", "-"),
        ("last month", "-"),
        ("two years ago", "-"),
        ("June 2021", "2021-06-01 month"),
    ],
)
def test_a_publication_known_to_the_year_settles_only_years(text: str, expected: str) -> None:
    assert resolved(text, "en", Realis.ACTUAL, WEDNESDAY, Precision.YEAR) == expected


def test_the_end_of_the_calendar_is_not_an_error() -> None:
    first = datetime.datetime(1, 1, 1, tzinfo=datetime.UTC)
    assert resolved("last week", "en", Realis.ACTUAL, first) == "-"
    assert resolved("last year", "en", Realis.ACTUAL, first) == "-"


WORDS = st.sampled_from(
    "last next this past the of in early March may 12 2024 31 Tuesday ago two days week month year"
    " quarter first el pasado próximo hace martes vor Tagen il y a jours 99 lalu . , - / : a.m."
    " yesterday 9999 0 30 february half second coming weekday7 q9".split()
)


@given(
    st.text() | st.lists(WORDS, max_size=6).map(" ".join),
    st.none() | st.datetimes(),
    st.none() | st.sampled_from(Precision),
    st.sampled_from(Realis),
    LANGUAGES,
)
def test_any_text_gives_a_date_with_its_precision_or_neither(
    text: str,
    published_at: datetime.datetime | None,
    precision: Precision | None,
    realis: Realis,
    language: str | None,
) -> None:
    time = resolve_time(text, published_at, precision, realis, language)
    assert time.text == text
    assert (time.date is None) == (time.precision is None)
    if time.date and time.precision in (Precision.MONTH, Precision.QUARTER, Precision.YEAR):
        assert time.date.day == 1
    if time.date and time.precision is Precision.WEEK:
        assert time.date.weekday() == 0

"""Bylines, datelines, agencies and dates as papers of many countries print them."""

from datetime import UTC, datetime

import pytest

from pipeline.dates import Published
from pipeline.elements import Article, Document
from pipeline.segment import segment_document
from pipeline.segment.dates import date_in, dated_opening, is_date_line
from pipeline.segment.metadata import agency_in, byline_in, dateline_in
from schemas.values import Precision

JUNE_3 = datetime(2022, 6, 3, tzinfo=UTC)


@pytest.mark.parametrize(
    "line",
    [
        "June 3, 2022",
        "JUNE 3, 2022",
        "Jun 3 2022",
        "Fri, Jun 3, 2022",
        "Friday 3 June 2022",
        "3 June, 2022",
        "03-Jun-2022",
        "3rd June 2022",
        "Published on June 3rd, 2022",
        "Last updated: 3 June 2022 at 18:05",
        "Posted at 6:05 pm on June 3, 2022",
        "2022-06-03",
        "2022/06/03",
        "Date: 2022-06-03 18:05",
        "viernes, 3 de junio de 2022",
        "3 de junio del 2022",
        "Publicado: 3 jun. 2022",
        "Actualizado a las 18:05 h, 3 junio 2022",
        "Vendredi 3 juin 2022",
        "Publié le 3 juin 2022 à 18h05",
        "Mis à jour le 03 juin 2022",
        "Freitag, 3. Juni 2022",
        "Veröffentlicht am 03.06.2022 um 18:05 Uhr",
        "Stand: 03.06.2022",
        "sexta-feira, 3 de junho de 2022",
        "Publicado em 3 de Junho de 2022",
        "venerdì 3 giugno 2022",
        "Pubblicato il 3 giugno 2022 alle 18:05",
        "vrijdag 3 juni 2022",
        "Gepubliceerd op 3 juni 2022",
        "Jumat, 3 Juni 2022",
        "3 czerwca 2022",
        "3 июня 2022",
        "3 Haziran 2022",
        "3 juni 2022",
        "3. června 2022",
        "2022年6月3日",
    ],
)
def test_the_day_in_date_lines_of_many_countries(line: str) -> None:
    assert is_date_line(line)
    assert date_in(line) == (JUNE_3, "day")


@pytest.mark.parametrize(
    ("line", "hour", "minute"),
    [
        ("June 3, 2022 6:05 PM GMT", 18, 5),
        ("3 June 2022, 18:05 UTC", 18, 5),
        ("2022-06-03T18:05:00Z", 18, 5),
        ("2022-06-03 20:05 +0200", 18, 5),
        ("June 3, 2022, 2:05 p.m. EDT", 18, 5),
        ("3. Juni 2022, 20:05 Uhr (CEST)", 18, 5),
        ("Jumat, 3 Juni 2022 14:05 WIB", 7, 5),
    ],
)
def test_the_moment_where_the_zone_is_told(line: str, hour: int, minute: int) -> None:
    assert is_date_line(line)
    assert date_in(line) == (JUNE_3.replace(hour=hour, minute=minute), "instant")


def test_a_zone_that_means_several_things_is_none() -> None:
    assert date_in("June 3, 2022 6:05 PM IST") == (JUNE_3, "day")


def test_digits_are_read_by_the_custom_of_the_language() -> None:
    assert is_date_line("03/06/2022")
    assert date_in("03/06/2022") is None
    assert date_in("03/06/2022", day_first=True) == (JUNE_3, "day")
    assert date_in("06/13/2022", day_first=True) == (JUNE_3.replace(day=13), "day")


@pytest.mark.parametrize(
    ("line", "names"),
    [
        ("By Jane Doe", "Jane Doe"),
        ("By JANE DOE, Associated Press", "JANE DOE, Associated Press"),
        ("By Jane Doe in Nairobi", None),
        ("By Jane Doe, Nairobi correspondent", "Jane Doe"),
        ("By Jane Doe and John O'Neil", "Jane Doe and John O'Neil"),
        ("Author: Jane Doe", "Jane Doe"),
        ("BYLINE: Jane Doe", "Jane Doe"),
        ("Por: Ana Ruiz", "Ana Ruiz"),
        ("Texto: Ana Ruiz", "Ana Ruiz"),
        ("Por Ana Ruiz y Luis Gil", "Ana Ruiz y Luis Gil"),
        ("Par Anne-Lise Dupont", "Anne-Lise Dupont"),
        ("Auteur : Anne Dupont", "Anne Dupont"),
        ("Von Petra Müller und Jan Koch", "Petra Müller und Jan Koch"),
        ("Di Marco Rossi", "Marco Rossi"),
        ("Door Jan de Vries", "Jan de Vries"),
        ("Oleh: Budi Santoso", "Budi Santoso"),
        ("By law, banks must report", None),
        ("Por fin llega la lluvia", None),
        ("Par ailleurs, la banque recule", None),
    ],
)
def test_bylines(line: str, names: str | None) -> None:
    assert byline_in(line) == names


@pytest.mark.parametrize(
    ("opening", "dateline", "agency"),
    [
        ("NAIROBI, Kenya (AP) — Rain fell.", "NAIROBI, Kenya (AP)", "AP"),
        ("PARIS/BERLIN, June 3 (Reuters) - Rain.", "PARIS/BERLIN, June 3 (Reuters)", "Reuters"),
        ("BEIJING, June 3 (Xinhua) -- Rain.", "BEIJING, June 3 (Xinhua)", "Xinhua"),
        ("São Paulo (AFP) – Choveu.", "São Paulo (AFP)", "AFP"),
        (
            "MADRID, 3 Jun. (EUROPA PRESS) - Llovió.",
            "MADRID, 3 Jun. (EUROPA PRESS)",
            "EUROPA PRESS",
        ),
        ("Wien (APA) - Es regnet.", "Wien (APA)", "APA"),
        ("Genève (ATS) - Il pleut.", "Genève (ATS)", "ATS"),
        ("Roma, 3 giu. (Adnkronos) - Piove.", "Roma, 3 giu. (Adnkronos)", "Adnkronos"),
        ("Jakarta (ANTARA) - Hujan turun.", "Jakarta (ANTARA)", "ANTARA"),
        ("NEW YORK — Rain fell.", "NEW YORK", None),
        ("Rain (and snow) - as ever - fell.", None, None),
    ],
)
def test_datelines(opening: str, dateline: str | None, agency: str | None) -> None:
    assert (dateline_in(opening), agency_in(opening)) == (dateline, agency)


@pytest.mark.parametrize(
    "dateline",
    [
        *("London, 4 March 2024", "LONDON, March 4, 2024 (Reuters)", "Bonn, 4. März 2024 (dpa)"),
        *("MADRID, 4 de marzo de 2024 (EFE)", "Santo Domingo, lunes 4 de marzo de 2024"),
        *("Paris, le 4 mars 2024", "Berlin, den 4. März 2024", "London, Monday, 4 March 2024"),
        *("Springfield, Ill., March 4, 2024 /Example Wire/", "(ANSA) - ROMA, 04 MAR 2024"),
        *("Rio de Janeiro, 4 de março de 2024 (AFP)", "London, 2024-03-04"),
    ],
)
@pytest.mark.parametrize("dash", [" - ", " – ", " -- ", ".- "])
def test_a_dateline_with_its_year_is_a_date(dateline: str, dash: str) -> None:
    at = Published(datetime(2024, 3, 4, tzinfo=UTC), Precision.DAY)
    assert dated_opening(f"{dateline}{dash}A court fined the bank on Monday.") == (dateline, at)


@pytest.mark.parametrize(
    "opening",
    [
        "PARIS, March 3 (Reuters) - A court fined the bank.",
        "London, 03/06/2024 - A court fined the bank.",
        "Monday, 4 March 2024 - A court fined the bank.",
        "On Monday, 4 March 2024 - A court fined the bank.",
        "The court ruled in London, 4 March 2024 - A first.",
        "London, 4 March 2024 - a Monday - was cold.",
        "Anna Kowalska, born 4 March 1950 - A life in law.",
        "Anna Kowalska, 4 March 1950 - 3 June 2020, was a judge.",
        "London, 4 March 2024 was a cold day - The court was closed.",
        "London, 31 February 2024 - A court fined the bank.",
        "World War II, 8 May 1945 - A court fined the bank.",
        "By Jane Doe, 4 March 2024 - A court fined the bank.",
        "London, 4 March 2024",
    ],
)
def test_what_is_no_dateline_with_a_date(opening: str) -> None:
    assert dated_opening(opening) is None


def test_the_day_in_digits_is_first_where_that_is_the_custom() -> None:
    found = dated_opening("Madrid, 03/06/2022 - El banco compra a su rival.", day_first=True)
    assert found == ("Madrid, 03/06/2022", Published(JUNE_3, Precision.DAY))


BODY = (
    "El banco aprobó el martes la compra de su rival por cuatro mil millones de euros.\n\n"
    "Los sindicatos anunciaron que consultarán a sus afiliados sobre una posible huelga."
)


def article(text: str) -> Article:
    [found] = segment_document(Document(source_uri="a", text=text))
    assert isinstance(found, Article)
    return found


def test_the_language_of_an_article_reads_its_digits() -> None:
    found = article(f"El banco compra a su rival\n\nPublicado: 03/06/2022\n\n{BODY}")
    assert (found.published_at, found.published_at_precision) == (JUNE_3, "day")


def test_the_fields_of_an_archive_are_read() -> None:
    fields = "DATELINE: MADRID\nPD 3 de junio de 2022\nSN El Faro\nWC 30 words\nBY Ana Ruiz"
    found = article(f"HD El banco compra a su rival\n{fields}\n\n{BODY}")
    assert (found.title, found.published_at) == ("El banco compra a su rival", JUNE_3)
    assert (found.byline, found.dateline) == ("Ana Ruiz", "MADRID")
    assert found.title_range == (3, 29)


def test_the_dateline_dates_the_article() -> None:
    found = article(f"El banco compra a su rival\n\nMadrid, 3 de junio de 2022 - {BODY}")
    assert found.dateline == "Madrid, 3 de junio de 2022"
    assert (found.published_at, found.published_at_precision) == (JUNE_3, "day")
    assert found.paragraphs[0].startswith("Madrid, 3 de junio")


def test_a_date_line_and_the_container_go_before_the_dateline() -> None:
    text = (
        f"El banco compra a su rival\n\n3 de junio de 2022\n\nMadrid, 2 de junio de 2022 - {BODY}"
    )
    assert article(text).published_at == JUNE_3
    later = datetime(2022, 6, 5, tzinfo=UTC)
    [found] = segment_document(Document(source_uri="a", text=text, published_at=later))
    assert isinstance(found, Article)
    assert found.published_at == later


def test_the_dateline_goes_before_the_year_of_the_copyright() -> None:
    assert article(f"Madrid, 3 de junio de 2022 - {BODY}\n\n© 2021 El Faro").published_at == JUNE_3


def test_a_dateline_without_a_year_is_no_date() -> None:
    found = article(f"MADRID, 3 jun (EFE) - {BODY}")
    assert (found.dateline, found.published_at) == ("MADRID, 3 jun (EFE)", None)


def test_the_year_of_the_copyright_is_the_last_resort() -> None:
    closed = f"{BODY}\n\n© 2021 El Faro"
    dated = article(f"El banco compra a su rival\n\n3 de junio de 2022\n\n{closed}")
    undated = article(f"El banco compra a su rival\n\n{closed}")
    assert (dated.published_at, dated.published_at_precision) == (JUNE_3, "day")
    assert undated.published_at == datetime(2021, 1, 1, tzinfo=UTC)
    assert (undated.published_at_precision, undated.publisher) == ("year", "El Faro")

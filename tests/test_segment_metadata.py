"""What single lines say of an article: names, places, dates, holders of rights, language."""

import socket
from datetime import UTC, datetime

import pytest

from pipeline.segment.dates import date_in, is_date_line
from pipeline.segment.metadata import agency_in, byline_in, copyright_in, dateline_in, language_of


@pytest.mark.parametrize(
    ("line", "names"),
    [
        ("By Jane Doe", "Jane Doe"),
        ("BY JANE DOE and JOHN SMITH", "JANE DOE and JOHN SMITH"),
        ("By Jane Doe | June 3, 2022", "Jane Doe"),
        ("Written by: Jane Doe", "Jane Doe"),
        ("Por Ana María de la Cruz", "Ana María de la Cruz"),
        ("Par Jean Dupont, publié le 3 juin 2022", "Jean Dupont"),
        ("Von Petra Müller", "Petra Müller"),
        ("Oleh Budi Santoso", "Budi Santoso"),
        ("By the numbers", None),
        ("By Monday the river had risen by two metres.", None),
        ("Por qué sube el dólar", None),
        ("Von der Leyen Calls for Unity", None),
        ("Bypass Opens", None),
    ],
)
def test_bylines(line: str, names: str | None) -> None:
    assert byline_in(line) == names


def test_one_name_after_running_text_is_no_byline() -> None:
    assert byline_in("By Design", opening=False) is None
    assert byline_in("By Jane Doe", opening=False) == "Jane Doe"


@pytest.mark.parametrize(
    ("line", "dateline", "agency"),
    [
        ("LONDON, June 3 (Reuters) - Shares rose.", "LONDON, June 3 (Reuters)", "Reuters"),
        ("WASHINGTON (AP) — The Senate voted.", "WASHINGTON (AP)", "AP"),
        ("NEW YORK — Shares rose.", "NEW YORK", None),
        ("Berlin (dpa) - Die Regierung tagt.", "Berlin (dpa)", "dpa"),
        ("Madrid, 3 jun (EFE).- El Gobierno aprobó.", "Madrid, 3 jun (EFE)", "EFE"),
        ("(ANSA) - ROMA, 03 GIU - Il governo.", "(ANSA) - ROMA, 03 GIU", "ANSA"),
        ("The bank (Castello) said on Monday it would sell.", None, None),
        ("Shares rose - and fell again.", None, None),
    ],
)
def test_datelines(line: str, dateline: str | None, agency: str | None) -> None:
    assert (dateline_in(line), agency_in(line)) == (dateline, agency)


@pytest.mark.parametrize(
    ("line", "agency"),
    [
        ("Source: Example Wire", "Example Wire"),
        ("Fuente: Agencia EFE", "Agencia EFE"),
        ("(AFP)", "AFP"),
        ("— Reuters", "Reuters"),
        ("Via Rail strikes a deal", None),
        ("Reuters buys a rival", None),
    ],
)
def test_agency_lines(line: str, agency: str | None) -> None:
    assert agency_in(line) == agency


@pytest.mark.parametrize(
    ("line", "holder", "year"),
    [
        ("© Thomson Reuters 2022", "Thomson Reuters", 2022),
        ("Copyright 2021 The Associated Press. All rights reserved.", "The Associated Press", 2021),
        ("(c) 2019-2023 Le Monde, tous droits réservés", "Le Monde", 2023),
        ("Copyright © 2022, Example Times", "Example Times", 2022),
        ("© AFP", "AFP", None),
        ("The year 2022 was good for publishers.", None, None),
    ],
)
def test_copyright_lines(line: str, holder: str | None, year: int | None) -> None:
    assert copyright_in(line) == (holder, year)


@pytest.mark.parametrize(
    "line",
    [
        "June 3, 2022",
        "Friday, 3rd June 2022",
        "Published: Jun. 3, 2022",
        "2022-06-03",
        "Publicado el 3 de junio de 2022",
        "vendredi 3 juin 2022",
        "Stand: 3. Juni 2022",
        "03.06.2022",
        "3 giugno 2022",
        "3 de junho de 2022",
        "Jumat, 3 Juni 2022",
        "13/06/2022",
    ],
)
def test_date_lines_of_many_languages(line: str) -> None:
    assert is_date_line(line)
    found = date_in(line)
    assert found is not None
    day = 13 if line.startswith("13") else 3
    assert found == (datetime(2022, 6, day, tzinfo=UTC), "day")


@pytest.mark.parametrize(
    ("line", "at", "precision"),
    [
        ("June 3, 2022 10:45 p.m. GMT", datetime(2022, 6, 3, 22, 45, tzinfo=UTC), "instant"),
        ("2022-06-03T10:45:00+02:00", datetime(2022, 6, 3, 8, 45, tzinfo=UTC), "instant"),
        ("3. Juni 2022, 10:45 Uhr", datetime(2022, 6, 3, tzinfo=UTC), "day"),
    ],
)
def test_the_time_counts_only_with_its_zone(line: str, at: datetime, precision: str) -> None:
    assert is_date_line(line)
    assert date_in(line) == (at, precision)


@pytest.mark.parametrize(
    "line",
    [
        "Minister to resign on June 3, 2022, after lost vote",
        "February 30, 2022",
        "June 3",
        "The 3 banks of 2022",
    ],
)
def test_what_is_no_date_line(line: str) -> None:
    assert not is_date_line(line)


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("The minister resigned on Monday after a lost vote.", "en"),
        ("El ministro dimitió el lunes tras perder la votación.", "es"),
        ("Le ministre a démissionné lundi après un vote perdu.", "fr"),
        ("Der Minister trat nach einer verlorenen Abstimmung zurück.", "de"),
        ("Menteri itu mengundurkan diri pada hari Senin kemarin.", "id"),
        ("OK", None),
        ("1234 5678 9012 3456", None),
    ],
)
def test_language_without_network(
    text: str, language: str | None, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise AssertionError("the model must be in the package")

    monkeypatch.setattr(socket.socket, "connect", refuse)
    assert language_of(text) == language


def test_half_a_character_does_not_hide_the_language() -> None:
    half = "\ud800"
    text = f"The minister resigned {half} on Monday after a lost vote."
    assert language_of(text) == "en"
    assert language_of(half * 100) is None

"""Whose "the Supreme Court" is: the country that an article is about, where it is about one."""

import dataclasses

import pytest

from pipeline.elements import ArgumentSpan, Mention
from pipeline.link.fields import names_of
from pipeline.link.home import home_of, named_in, prevailing
from pipeline.link.jurisdiction import BESIDE, country_of_event
from pipeline.link.words.countries.organs import is_organ
from schemas.values import Role
from tests.conftest import article_of, ban_of

ABOUT_CHILE = (
    "Farmers in Chile want help. The Chilean harvest failed, they said in Santiago de Chile."
)


def mention(text: str, *told: tuple[Role, str]) -> Mention:
    spans = [
        ArgumentSpan(role, words, text.index(words), text.index(words) + len(words), 0.9)
        for role, words in told
    ]
    return ban_of(text, *spans)


@pytest.mark.parametrize(
    ("codes", "expected"),
    [
        (["CL", "CL"], "CL"),
        (["CL"], None),
        ([], None),
        (["CL", "CL", "AR"], "CL"),
        (["CL", "CL", "AR", "AR"], None),
        (["CL", "CL", "CL", "AR", "PE"], None),
    ],
)
def test_a_country_prevails_that_most_names_speak_of(codes: list[str], expected: str) -> None:
    assert prevailing(codes) == expected


def test_an_article_is_about_the_country_that_it_names_most() -> None:
    assert home_of(article_of(ABOUT_CHILE)) == "CL"
    assert home_of(article_of("Chile and Peru met. Peru and Chile agreed.")) is None
    assert home_of(article_of("The mayor spoke. Nobody listened.")) is None


def test_the_address_of_the_publisher_tells_where_the_text_does_not() -> None:
    silent = "El ministro habló ayer. Nadie lo oyó."
    assert home_of(article_of(silent, url="https://diario.es/1", language="es")) == "ES"
    assert (
        home_of(article_of(silent, url="https://diario.co/1", language="es")) is None
    )  # sold to anyone
    assert home_of(article_of(silent, url="https://diario.com/1", language="es")) is None
    assert home_of(article_of(silent, url="https://[site]/a", language="es")) is None  # no address
    abroad = "El ministro viajó a Perú. En Perú habló."
    assert home_of(article_of(abroad, url="https://diario.es/1", language="es")) == "PE"


def test_no_more_of_an_article_is_read_for_its_country_than_a_length(monkeypatch) -> None:
    monkeypatch.setattr("pipeline.link.home.LONGEST", 20)
    assert named_in(("Peru.", "Chile.", "Brazil. Canada.", "France."), "en") == ("PE", "CL", "BR")


@pytest.mark.parametrize(
    ("text", "language", "expected"),
    [
        ("the Supreme Court", "en", True),
        ("the central bank", "en", True),
        ("lawmakers", "en", True),
        ("the Ministry of Health", "en", True),
        ("the Obama administration", "en", True),
        ("el Gobierno de Ana Ruiz", "es", True),
        ("il governo Meloni", "it", True),
        ("the House of Representatives", "en", True),
        ("the foreign ministry", "en", True),
        ("the Foreign Affairs Committee of Parliament", "en", True),
        ("The Hamas government", "en", False),
        ("The Taliban government", "en", False),
        ("el gobierno de Hamás", "es", False),
        ("A foreign government", "en", False),
        ("foreign police", "en", False),
        ("House of Fraser", "en", False),
        ("the army", "en", False),
        ("el ejército", "es", False),
        ("the armed forces", "en", False),
        ("the court in Leeds", "en", False),
        ("the police chief", "en", False),
        ("troops", "en", False),  # they are abroad too often
        ("NATO", "en", False),
        ("the company", "en", False),
        ("el Tribunal Constitucional", "es", True),
        ("el Ministerio de Hacienda", "es", True),
        ("la empresa", "es", False),
        ("le ministère de l'Intérieur", "fr", True),
        ("das Verfassungsgericht", "de", True),
        ("a polícia", "pt", True),
        ("la procura", "it", True),
        ("het kabinet", "nl", True),
        ("la fiscalia", "ca", True),
        ("kementerian kesehatan", "id", True),
        ("mahkamah tinggi", "ms", True),
    ],
)
def test_an_organ_of_a_state_is_told_from_other_parties(
    text: str, language: str, expected: bool
) -> None:
    assert is_organ(text, language) is expected


def test_an_organ_has_the_country_of_its_article_and_others_have_none() -> None:
    said = "The Supreme Court banned fishing."
    organ = mention(said, (Role.AGENT, "The Supreme Court"))
    assert country_of_event([organ], "en", article_of(ABOUT_CHILE)) == "CL"
    assert country_of_event([organ], "en") is None
    company = mention("Acme banned fishing.", (Role.AGENT, "Acme"))
    assert country_of_event([company], "en", article_of(ABOUT_CHILE)) is None
    named = mention("A Peruvian court banned fishing.", (Role.AGENT, "A Peruvian court"))
    assert country_of_event([named], "en", article_of(ABOUT_CHILE)) == "PE"


def test_a_title_before_a_person_keeps_its_country() -> None:
    said = "Chilean President Ana Ruiz banned fishing."
    told = mention(said, (Role.AGENT, "Chilean President Ana Ruiz"))
    full = dataclasses.replace(
        told, arguments=(dataclasses.replace(told.arguments[0], text="Ana Ruiz"),)
    )
    assert country_of_event([full], "en") == "CL"


def test_a_country_beyond_a_border_is_not_where_it_happened() -> None:
    said = "Hungary built a fence on its border with Serbia."
    place = mention(said, (Role.PLACE, "Serbia"), (Role.AGENT, "Hungary"))
    assert country_of_event([place], "en") == "HU"


def test_words_that_only_point_and_ends_of_longer_names_fill_no_field() -> None:
    said = "He, many senators, US senators, North Korea and Korea were told."
    words = ("He", "many", "senators", "US senators", "North Korea", "Korea")
    told = [(Role.TARGET, one) for one in words]
    assert names_of([mention(said, *told)], Role.TARGET) == ("US senators", "North Korea", "Korea")


@pytest.mark.parametrize(
    ("names", "expected"),
    [
        (("U.S. Supreme Court", "Supreme Court"), ("U.S. Supreme Court",)),
        (("The American Embassy", "Embassy"), ("The American Embassy",)),
        (("paying users", "users"), ("paying users",)),
        (("Harrison Ford", "Ford"), ("Harrison Ford", "Ford")),
        (("World Bank", "the Bank"), ("World Bank", "the Bank")),
        (("Papua New Guinea", "Guinea"), ("Papua New Guinea", "Guinea")),
        (("Bank of Lima", "Lima"), ("Bank of Lima", "Lima")),
    ],
)
def test_a_name_is_left_out_that_ends_another_for_the_same_and_no_other_partys(
    names: tuple[str, ...], expected: tuple[str, ...]
) -> None:
    said = ", ".join(names)
    told = mention(said, *((Role.TARGET, name) for name in names))
    assert set(names_of([told], Role.TARGET)) == set(expected)


@pytest.mark.parametrize(
    ("said", "place", "expected"),
    [
        ("Talks were held in Smallville, France.", "Smallville", "FR"),
        ("Talks were held in Smallville, France, on Monday.", "Smallville", "FR"),
        ("Talks were held in Smallville (France).", "Smallville", "FR"),
        ("Talks were held in a village in France.", "a village", "FR"),
        ("Talks were held in France’s Smallville.", "Smallville", "FR"),
        ("Talks in Smallville, France, and Italy.", "Smallville", None),
        ("Talks in Smallville, France, Italy, and Spain.", "Smallville", None),
        ("Charlas en Smallville, Francia, Italia y España.", "Smallville", None),
        ("In the village, France, they said, was far.", "the village", None),
    ],
)
def test_a_country_right_beside_a_place_is_its_own_unless_a_list_goes_on(
    said: str, place: str, expected: str | None
) -> None:
    assert country_of_event([mention(said, (Role.PLACE, place))], "en") == expected


def test_only_what_stands_near_a_place_is_looked_at(monkeypatch) -> None:
    looked = []

    class Bounded:
        def search(self, text: str) -> None:
            looked.append(len(text))

    monkeypatch.setattr("pipeline.link.jurisdiction.OWNER", Bounded())
    said = "Aa " * 500 + "Smallville"
    assert country_of_event([mention(said, (Role.PLACE, "Smallville"))], "en") is None
    assert looked == [BESIDE]

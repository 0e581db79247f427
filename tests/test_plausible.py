"""Arguments that cannot be meant fill no field and tell no country."""

import pytest

from pipeline.elements import ArgumentSpan, Mention, Sentence
from pipeline.link.fields import money_of
from pipeline.link.offices import holder_country, leader_country
from pipeline.link.plausible import plausible
from pipeline.link.words.dates.holidays import is_holiday
from schemas.values import Realis, Role

AGENT, TARGET, PLACE = Role.AGENT, Role.TARGET, Role.PLACE


def mention(event_type: str, text: str, trigger: str, *told: tuple[Role, str]) -> Mention:
    def at(words: str) -> int:
        return text.index(words)

    spans = (
        ArgumentSpan(role, words, at(words), at(words) + len(words), 0.9) for role, words in told
    )
    return Mention(
        sentence=Sentence(0, text, 0, len(text)),
        event_type=event_type,
        realis=Realis.ACTUAL,
        trigger=trigger,
        start=at(trigger),
        end=at(trigger) + len(trigger),
        confidence=0.9,
        arguments=tuple(spans),
    )


def told_by(one: Mention) -> list[tuple[Role, str]]:
    return [(span.role, span.text) for span in one.arguments]


def test_what_the_article_has_as_a_party_is_no_place() -> None:
    hacked = mention("cyberattack", "Thieves broke in at Nimbus.", "broke in", (PLACE, "Nimbus"))
    sued = mention("lawsuit", "Users sued Nimbus.", "sued", (TARGET, "Nimbus"))
    assert [told_by(one) for one in plausible([hacked, sued], "en")] == [[], [(TARGET, "Nimbus")]]
    assert told_by(plausible([hacked], "en")[0]) == [(PLACE, "Nimbus")]


def test_a_town_stays_a_place_though_it_is_a_party_too() -> None:
    flood = mention("natural_disaster", "A flood hit Lyon.", "flood", (PLACE, "Lyon"))
    sued = mention("lawsuit", "Lyon sued the state.", "sued", (AGENT, "Lyon"))
    assert told_by(plausible([flood, sued], "en")[0]) == [(PLACE, "Lyon")]


def test_a_venue_may_bear_the_name_of_a_party() -> None:
    show = mention("cultural_event", "The Blue Door played at Nimbus.", "played", (PLACE, "Nimbus"))
    sued = mention("lawsuit", "Users sued Nimbus.", "sued", (TARGET, "Nimbus"))
    assert told_by(plausible([show, sued], "en")[0]) == [(PLACE, "Nimbus")]


def test_whom_a_state_acts_upon_is_not_the_authority_beside_it() -> None:
    said = "Nimbus heard that Peru banned its drones."
    banned = mention("ban", said, "banned", (AGENT, "Nimbus"), (AGENT, "Peru"))
    fined = mention("fine", "Chile fined Nimbus.", "fined", (AGENT, "Chile"), (TARGET, "Nimbus"))
    assert told_by(plausible([banned, fined], "en")[0]) == [(AGENT, "Peru")]
    assert told_by(plausible([banned], "en")[0]) == [(AGENT, "Nimbus"), (AGENT, "Peru")]


def test_a_company_bans_what_it_likes_where_no_state_acts() -> None:
    banned = mention("ban", "Nimbus banned bots.", "banned", (AGENT, "Nimbus"))
    fined = mention("fine", "Chile fined Nimbus.", "fined", (AGENT, "Chile"), (TARGET, "Nimbus"))
    assert told_by(plausible([banned, fined], "en")[0]) == [(AGENT, "Nimbus")]


@pytest.mark.parametrize(
    ("words", "is_kept"),
    [
        ("cybersecurity experts", False),
        ("Security researchers", False),
        ("Iranian intelligence agencies", True),
        ("officials", True),
        ("hackers", True),
    ],
)
def test_those_who_guard_against_intruders_are_none(words: str, is_kept: bool) -> None:
    said = f"On Friday {words} faced an attack."
    one = mention("cyberattack", said, "attack", (AGENT, words))
    assert bool(plausible([one], "en")[0].arguments) is is_kept


def test_where_the_reason_lies_is_not_where_it_happened() -> None:
    said = "Nimbus closed its office in response to the coup in Mali."
    assert told_by(plausible([mention("closure", said, "closed", (PLACE, "Mali"))], "en")[0]) == []
    said = "Nimbus closed its office in Mali in response to the coup."
    closed = mention("closure", said, "closed", (PLACE, "Mali"))
    assert told_by(plausible([closed], "en")[0]) == [(PLACE, "Mali")]


def test_no_more_of_a_text_is_read_for_a_reason_or_an_office_than_a_length() -> None:
    said = f"closed {'because of ' * 9_000}it. Nimbus left Mali."
    one = mention("closure", said, "closed", (PLACE, "Mali"))
    assert told_by(plausible([one], "en")[0]) == [(PLACE, "Mali")]
    long = "ministro de " + "a " * 50_000
    assert holder_country(long, f"Minister {long}", "es", "CL") is None
    assert leader_country(f"President {'Aa ' * 33_000}") is None


def test_who_only_backs_others_is_no_agent() -> None:
    one = mention("armed_attack", "Iran-backed rebels struck.", "struck", (AGENT, "Iran"))
    assert told_by(plausible([one], "en")[0]) == []


def test_a_bare_count_is_no_money() -> None:
    said = "They expect 4 billion attacks."
    counted = (Role.QUANTITY, "4 billion")
    money = (Role.MONEY, "4 billion")
    assert money_of([mention("cyberattack", said, "attacks", counted, money)], "en") is None
    alone = money_of([mention("cyberattack", said, "attacks", money)], "en")
    assert alone is not None
    assert alone.currency is None


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("President Emmanuel Macron", "FR"),
        ("the Blair government", "GB"),
        ("la administración Biden", "US"),
        ("el Gobierno de Mariano Rajoy", "ES"),
        ("former President Emmanuel Macron", None),
        ("Emmanuel Macron", None),
        ("Prime Minister Ana Ruiz", None),
        ("", None),
        ("President Bashar al-Assad", "SY"),
        ("President el-Sisi", "EG"),
        ("President Santos", "CO"),
        ("Acme President Santos", None),
        ("Acme President Juan Manuel Santos", "CO"),
        ("Senate President Faye", None),
        ("President Morales", None),
        ("the park administration", None),
        ("the May government", None),
    ],
)
def test_known_leaders_tell_their_country_with_their_office_only(
    text: str, code: str | None
) -> None:
    assert leader_country(text) == code


@pytest.mark.parametrize(
    ("before", "words", "code"),
    [
        ("Indonesia's Trade Minister ", "Budi Santo", "ID"),
        ("On Monday Health Minister ", "Ana Ruiz", "CL"),
        ("It was signed by President ", "Ana Ruiz", "CL"),
        ("Acme President ", "Ana Ruiz", None),
        ("the club's president, ", "Ana Ruiz", None),
        ("former Health Minister ", "Ana Ruiz", None),
        ("Lima and ", "Ana Ruiz", None),
        ("The prime minister told ", "Johnson", None),
        ("At 9 pm ", "Brown", None),
        ("At 9 PM ", "Brown", None),
        ("On his trip to Japan President ", "Joe Biden", "US"),
        ("In Japan President ", "Ana Ruiz", None),
        ("A letter to US President ", "Ana Ruiz", "US"),
        ("Baptist minister ", "Ana Ruiz", None),
        ("the then-President ", "Ana Ruiz", None),
    ],
)
def test_an_office_that_only_states_have_is_one_of_the_articles_country(
    before: str, words: str, code: str | None
) -> None:
    assert holder_country(before, words, "en", "CL") == code


def test_a_holiday_without_its_year_is_known_as_one() -> None:
    assert is_holiday("on New Year's Eve", "en")
    assert is_holiday("Nochebuena", "es")
    assert not is_holiday("New Year's Eve 2015", "en")
    assert not is_holiday("May", "en")

"""A country or town right behind a party is where that has its seat, and no second party."""

import pytest

from pipeline.elements import Mention
from pipeline.link.fields import names_of
from pipeline.link.jurisdiction import country_of_event
from pipeline.link.plausible import plausible
from schemas.values import Role
from tests.test_plausible import AGENT, PLACE, TARGET, mention, told_by


def read(one: Mention, role: Role, language: str = "en") -> tuple[tuple[str, ...], str | None]:
    (meant,) = plausible([one], language)
    return names_of([meant], role), country_of_event([meant], language)


@pytest.mark.parametrize(
    ("language", "said", "party", "seat", "code"),
    [
        ("en", "Acme will buy Widgets GmbH of Germany.", "Widgets GmbH", "Germany", "DE"),
        ("en", "Acme will buy Widgets, based in Lyon.", "Widgets", "Lyon", "FR"),
        ("en", "Acme will buy Widgets of Munich, Germany.", "Widgets", "Munich, Germany", "DE"),
        ("es", "Acme compra Tejidos Nova de la India.", "Tejidos Nova", "India", "IN"),
        ("fr", "Acme rachète Tissus Nova d'Espagne.", "Tissus Nova", "Espagne", "ES"),
        ("de", "Acme kauft die Nova AG aus Österreich.", "Nova AG", "Österreich", "AT"),
        ("pt", "A Acme compra a Nova do Chile.", "Nova", "Chile", "CL"),
        ("it", "Acme compra Nova della Francia.", "Nova", "Francia", "FR"),
        ("nl", "Acme koopt Nova uit Duitsland.", "Nova", "Duitsland", "DE"),
        ("ca", "Acme compra Nova d'Itàlia.", "Nova", "Itàlia", "IT"),
        ("id", "Acme membeli Nova dari Jepang.", "Nova", "Jepang", "JP"),
        ("ms", "Acme membeli Nova dari Jepun.", "Nova", "Jepun", "JP"),
    ],
)
def test_the_seat_of_a_party_is_no_second_one_and_tells_the_country(
    language: str, said: str, party: str, seat: str, code: str
) -> None:
    one = mention("acquisition", said, "Acme", (TARGET, party), (TARGET, seat))
    assert read(one, TARGET, language) == ((party,), code)


@pytest.mark.parametrize(
    ("said", "told"),
    [
        ("The President of Peru and Chile came.", ("President", "Peru", "Chile")),
        ("They beat Nimbus and Germany.", ("Nimbus", "Germany")),
        ("They met officers of Germany.", ("officers", "Germany")),
        ("They met Nimbus of the White House.", ("Nimbus", "White House")),
        ("They met France in Germany.", ("France", "Germany")),
        ("They met Nimbus of German Rail.", ("Nimbus", "German Rail")),
        ("They met Nimbus in Ukraine.", ("Nimbus", "Ukraine")),
        ("They met des étudiants de Lyon.", ("des étudiants", "Lyon")),
        ("They met les élus de France.", ("les élus", "France")),
    ],
)
def test_what_is_no_seat_stays_a_party(said: str, told: tuple[str, ...]) -> None:
    one = mention("meeting", said, "The", *((TARGET, words) for words in told))
    assert read(one, TARGET)[0] == told


@pytest.mark.parametrize(
    ("language", "said", "body", "town", "code"),
    [
        ("en", "A court in Madrid fined Nimbus.", "A court", "Madrid", "ES"),
        ("es", "Un juzgado de Lima multó a Nimbus.", "Un juzgado", "Lima", "PE"),
        ("it", "Un tribunale a Roma ha multato Nimbus.", "Un tribunale", "Roma", "IT"),
        ("en", "In Madrid a court fined Nimbus.", "a court", "Madrid", "ES"),
        ("en", "A court in Los Angeles fined Nimbus.", "A court", "Los Angeles", "US"),
    ],
)
def test_the_town_of_a_body_is_no_authority_beside_it(
    language: str, said: str, body: str, town: str, code: str
) -> None:
    both = mention("fine", said, "Nimbus", (AGENT, body), (AGENT, town), (PLACE, town))
    assert read(both, AGENT, language) == ((body,), code)
    if said.index(body) < said.index(town):
        behind = mention("fine", said, "Nimbus", (AGENT, body), (AGENT, town))
        assert read(behind, AGENT, language) == ((body,), code)


def test_a_town_that_acts_alone_or_plays_stays_an_agent() -> None:
    alone = mention("fine", "Lyon fined Nimbus.", "fined", (AGENT, "Lyon"), (PLACE, "Lyon"))
    assert told_by(plausible([alone], "en")[0]) == [(AGENT, "Lyon"), (PLACE, "Lyon")]
    said, clubs = "Lyon and Nimbus drew.", ((AGENT, "Lyon"), (AGENT, "Nimbus"), (PLACE, "Lyon"))
    drew = mention("sports_result", said, "drew", *clubs)
    assert told_by(plausible([drew], "en")[0]) == list(clubs)


@pytest.mark.parametrize(
    ("said", "who", "code"),
    [
        ("Brussels fined Nimbus.", "Brussels", None),
        ("Bruselas multa a Nimbus.", "Bruselas", None),
        ("Bruxelles multa Nimbus.", "Bruxelles", None),
        ("Brüssel straft Nimbus.", "Brüssel", None),
        ("Brussels police fined Nimbus.", "Brussels police", "BE"),
        ("Madrid fined Nimbus.", "Madrid", "ES"),
    ],
)
def test_the_union_is_not_the_country_of_its_capital(said: str, who: str, code: str) -> None:
    assert country_of_event([mention("fine", said, "Nimbus", (AGENT, who))], "en") == code


def test_a_seat_named_twice_or_a_long_party_ends_in_good_time() -> None:
    said = f"{'x-' * 20_000}Nova of Lyon in France came."
    spans = ((TARGET, said[: said.index(" of")]), (TARGET, "Lyon"), (TARGET, "Lyon"))
    one = mention("meeting", said, "came", *spans, (TARGET, "France"))
    assert next(words for _, words in told_by(plausible([one], "en")[0])) == spans[0][1]


def test_brussels_as_the_place_is_in_belgium() -> None:
    one = mention("fine", "They were fined in Brussels.", "fined", (PLACE, "Brussels"))
    assert country_of_event([one], "en") == "BE"

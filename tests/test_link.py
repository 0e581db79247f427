"""Mentions to events: what is grouped, what is kept apart, and how words become values."""

from datetime import UTC, date, datetime
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from pipeline.elements import ArgumentSpan, Article, Mention, MentionedArticle, Range, Sentence
from pipeline.link import link_article
from pipeline.link.mentions import group_mentions
from pipeline.link.names import clean_name
from schemas.values import Casualties, Precision, Realis, Role

PUBLISHED = datetime(2024, 3, 7, 9, tzinfo=UTC)  # a Thursday


def mention(
    text: str,
    event_type: str = "fine",
    trigger: str = "fined",
    *,
    start: int = 0,
    realis: Realis = Realis.ACTUAL,
    confidence: float = 0.9,
    **roles: list[str],
) -> Mention:
    """A mention in a sentence that stands at ``start`` of the document."""

    def place(words: str) -> tuple[int, int]:
        return start + text.index(words), start + text.index(words) + len(words)

    return Mention(
        sentence=Sentence(start, text, start, start + len(text)),
        event_type=event_type,
        realis=realis,
        trigger=trigger,
        start=place(trigger)[0],
        end=place(trigger)[1],
        confidence=confidence,
        arguments=tuple(
            ArgumentSpan(Role(role), words, *place(words), 0.9)
            for role, spans in roles.items()
            for words in spans
        ),
    )


def linked(*mentions: Mention, language: str = "en", precision: Precision = Precision.INSTANT):
    """The events that an article with these mentions gives."""
    article = Article(
        article_id="a",
        source_uri="/in/a.txt",
        source_record=None,
        ordinal=0,
        start=0,
        end=10_000,
        title=None,
        title_range=None,
        paragraphs=("x",),
        paragraph_ranges=(Range(0, 1),),
        published_at=PUBLISHED,
        published_at_precision=precision,
        language=language,
    )
    (result,) = link_article(MentionedArticle(article, (), mentions, "model"))
    return result.events


TITLE = mention("Acme fined $3 million over leak", target=["Acme"], money=["$3 million"])
BODY = mention(
    "A French court on Tuesday fined Acme Corp $3 million over a leak.",
    start=100,
    agent=["A French court"],
    target=["Acme Corp"],
    money=["$3 million"],
    time=["Tuesday"],
    object=["a leak"],
)


def test_title_and_body_that_tell_of_one_fine_are_one_event() -> None:
    (event,) = linked(TITLE, BODY)
    assert event.mentions == (TITLE, BODY)
    assert event.best is BODY
    assert event.fields["authority"] == ("A French court",)
    assert event.fields["penalized"] == ("Acme Corp",)
    assert event.fields["amount"].amount == Decimal(3_000_000)
    assert event.fields["amount"].currency == "USD"
    assert event.fields["violation"] == ("a leak",)
    assert event.country == "FR"


def test_weekdays_are_the_last_such_day_before_publication() -> None:
    (event,) = linked(BODY)
    assert event.time is not None
    assert (event.time.date, event.time.precision, event.time.text) == (
        date(2024, 3, 5),
        Precision.DAY,
        "Tuesday",
    )


def test_a_weekday_stays_text_where_only_the_year_of_publication_is_known() -> None:
    (event,) = linked(BODY, precision=Precision.YEAR)
    assert event.time is not None
    assert (event.time.date, event.time.precision, event.time.text) == (None, None, "Tuesday")


def test_fines_of_two_companies_stay_two_events() -> None:
    other = mention(
        "A French court fined Borealis $2 million.",
        start=300,
        agent=["A French court"],
        target=["Borealis"],
        money=["$2 million"],
    )
    assert [event.fields["penalized"] for event in linked(BODY, other)] == [
        ("Acme Corp",),
        ("Borealis",),
    ]


def test_two_fines_of_one_company_stay_two_events() -> None:
    other = mention(
        "In 2020, a court fined Acme $5 million.",
        start=300,
        target=["Acme"],
        money=["$5 million"],
        time=["2020"],
    )
    assert len(linked(BODY, other)) == 2


def test_a_mention_without_participants_points_back_by_its_trigger() -> None:
    back = mention("The fine is the highest ever.", trigger="fine", start=300)
    (event,) = linked(BODY, back)
    assert event.mentions == (BODY, back)


def test_types_are_never_mixed() -> None:
    verdict = mention(
        "A French court convicted Acme Corp.",
        "verdict",
        "convicted",
        start=300,
        agent=["A French court"],
        target=["Acme Corp"],
    )
    assert [event.event_type for event in linked(BODY, verdict)] == ["fine", "verdict"]


def test_casualties_are_split_by_what_happened_to_people() -> None:
    attack = mention(
        "A bomb killed 14 people and wounded 30 in Kabul.",
        "armed_attack",
        "bomb",
        quantity=["14 people", "30"],
        place=["Kabul"],
    )
    (event,) = linked(attack)
    toll = event.fields["casualties"]
    assert isinstance(toll, Casualties)
    assert (toll.killed, toll.injured, toll.missing) == (14, 30, None)
    assert (event.place, event.country) == ("Kabul", "AF")


def test_names_lose_possessives_and_quotation_marks_and_line_breaks() -> None:
    assert clean_name("“Acme’s\n  Labs’s”") == "Acme’s Labs"
    assert clean_name("the workers'") == "the workers"
    assert clean_name("St James's Park") == "St James's Park"


@given(
    st.lists(
        st.builds(
            lambda name, amount, start: mention(
                f"{name} was fined {amount}.",
                start=start,
                target=[name],
                money=[amount],
            ),
            st.sampled_from(["Acme", "Acme Corp", "Borealis", "the company"]),
            st.sampled_from(["$3 million", "$5 million", "a sum"]),
            st.integers(0, 1000),
        ),
        max_size=8,
    )
)
def test_every_mention_is_in_exactly_one_group(mentions: list[Mention]) -> None:
    groups = group_mentions(mentions)
    assert sorted(id(m) for group in groups for m in group) == sorted(id(m) for m in mentions)
    for group in groups:
        amounts = {a.text for m in group for a in m.arguments if a.text.startswith("$")}
        assert len(amounts) <= 1


def test_a_known_happening_that_is_only_pointed_at_joins_the_one_told_most_of() -> None:
    told = mention(
        "A boiler exploded at a mill in Sweden.",
        "accident",
        "exploded",
        object=["A boiler"],
        place=["Sweden"],
    )
    again = mention(
        "A boiler had exploded there before.",
        "accident",
        "exploded",
        start=100,
        object=["A boiler"],
    )
    back = mention("Nobody had expected the tragedy.", "accident", "tragedy", start=200)
    new = mention("Mishaps abound.", "accident", "Mishaps", start=300)
    assert group_mentions([told, again, back, new]) == [(told, again, back), (new,)]


def test_two_happenings_of_one_sentence_stay_two() -> None:
    text = "The court fined Acme and fined it anew."
    first = mention(text, target=["Acme"])
    second = mention(text, trigger="anew", target=["Acme"])
    assert len(group_mentions([first, second])) == 2


def test_dates_and_countries_that_differ_keep_happenings_apart() -> None:
    roles = {"target": ["banks"]}
    one = mention("Peru fined banks in May 2021.", place=["Peru"], time=["May 2021"], **roles)
    year = mention("It fined banks in 2021.", start=100, time=["2021"], **roles)
    later = mention("It fined banks in 2023.", start=200, time=["2023"], **roles)
    abroad = mention(
        "Chile fined banks in 2021.", start=300, place=["Chile"], time=["2021"], **roles
    )
    assert group_mentions([one, year, later, abroad]) == [(one, year), (later,), (abroad,)]


def test_an_equal_amount_joins_a_headline_with_what_tells_it_in_full() -> None:
    headline = mention("Café owner fined £5,000", target=["Café owner"], money=["£5,000"])
    told = mention(
        "A court fined John Smith £5,000.", start=100, target=["John Smith"], money=["£5,000"]
    )
    other = mention("A court fined Ann Lee £900.", start=200, target=["Ann Lee"], money=["£900"])
    assert group_mentions([headline, told, other]) == [(headline, told), (other,)]


def test_a_price_of_one_share_is_not_held_against_the_whole_price() -> None:
    whole = mention(
        "Acme to buy Beta for $3bn", "acquisition", "buy", target=["Beta"], money=["$3bn"]
    )
    piece = mention(
        "Acme bids $12 a share for Beta",
        "acquisition",
        "bids",
        start=100,
        target=["Beta"],
        money=["$12 a share"],
    )
    assert len(group_mentions([whole, piece])) == 1


def test_a_capital_and_initials_name_the_same_party() -> None:
    whole = mention("Russia fined a bank.", agent=["Russia"])
    metonym = mention("Moscow fined a bank.", start=100, agent=["Moscow"])
    assert len(group_mentions([whole, metonym])) == 1
    full = mention("World Food Agency fined", target=["World Food Agency"])
    short = mention("the WFA was fined", start=100, target=["the WFA"])
    assert len(group_mentions([full, short])) == 1


def test_a_country_is_that_of_most_places_or_told_beside_the_place() -> None:
    text = "London's Rose Hall was hit."
    (event,) = linked(mention(text, "accident", "hit", place=["Rose Hall"]))
    assert event.country == "GB"
    text = "A train crashed near Xyz, in Peru."
    (event,) = linked(mention(text, "accident", "crashed", place=["Xyz"]))
    assert event.country == "PE"
    text = "Crash in Peru, in Lima, and off Chile"
    (event,) = linked(mention(text, "accident", "Crash", place=["Peru", "Lima", "Chile"]))
    assert event.country == "PE"
    (event,) = linked(mention(text, "accident", "Crash", place=["Peru", "Chile"]))
    assert event.country is None

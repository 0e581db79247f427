"""Spans whose cut cannot be meant are made whole; one trigger tells one happening."""

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.inference.decoding import TaggedSpan
from pipeline.inference.mending import EXCLUSIVE, mended, mended_trigger
from pipeline.inference.rivals import NEARLY, Rival, unrivalled
from schemas.values import Role

TEXTS = st.text(alphabet="ab A1.,-’'“”$% ofJune2021", min_size=1, max_size=60)


def spans(text: str, *told: tuple[Role, str, float]) -> list[tuple[Role, str]]:
    arguments = [
        (role, TaggedSpan(text.index(words), text.index(words) + len(words), sure))
        for role, words, sure in told
    ]
    return [(role, text[span.start : span.end]) for role, span in mended(arguments, text)]


@pytest.mark.parametrize(
    ("text", "role", "cut", "whole"),
    [
        ("It must pay CHF 3 million by May.", Role.MONEY, "3", "CHF 3 million"),
        ("They paid Rs. 41,50,000 to him.", Role.MONEY, "Rs", "Rs. 41,50,000"),
        ("It raised €2.5bn from banks.", Role.MONEY, "2.5", "€2.5bn"),
        ("Profit fell 12 per cent.", Role.QUANTITY, "12", "12 per cent"),
        ("Some 3 million homes lost power.", Role.QUANTITY, "3", "3 million"),
        ("The house passed it 5-4 on Monday.", Role.QUANTITY, "5", "5-4"),
        ("The law of June 2021 was repealed.", Role.TIME, "2021", "June 2021"),
        ("El 3 de mayo de 2020 dimitió.", Role.TIME, "mayo", "3 de mayo de 2020"),
        ("It closed last autumn for good.", Role.TIME, "last", "last autumn"),
        ("They sell e-bike parts abroad.", Role.OBJECT, "-bike parts", "e-bike parts"),
        ("The union-led vote failed.", Role.OBJECT, "led vote", "union-led vote"),
        ("The Shi'ite party won.", Role.AGENT, "ite party", "Shi'ite party"),
        ("The Shi'ite party won.", Role.AGENT, "'ite party", "Shi'ite party"),
        ("The Sana’a airport reopened.", Role.PLACE, "a airport", "Sana’a airport"),
        ("Police held O'Brien.", Role.TARGET, "'Brien", "O'Brien"),
        ("Courts in the U.S. agreed.", Role.PLACE, "U", "U.S."),
        ("A ship left South Korea today.", Role.PLACE, "Korea", "South Korea"),
        ("They met “friendly” bankers.", Role.TARGET, "friendly” bankers", "“friendly” bankers"),
        ("He denied “the charge”.", Role.OBJECT, "the charge”", "“the charge”"),
        ("It sold the users’ data.", Role.OBJECT, "’ data", "data"),
        ("The Board of Trade in Leeds met.", Role.AGENT, "Board of Trade in", "Board of Trade"),
        ("The US-led force left.", Role.AGENT, "US", "US"),
    ],
)
def test_what_is_cut_in_its_midst_is_made_whole(
    text: str, role: Role, cut: str, whole: str
) -> None:
    assert spans(text, (role, cut, 0.9)) == [(role, whole)]


@pytest.mark.parametrize(
    ("text", "cut", "whole"),
    [
        ("Dall'azienda italiana nessun commento.", "azienda italiana", "azienda italiana"),
        ("Dall’azienda italiana nessun commento.", "’azienda italiana", "azienda italiana"),
        ("Quest'impresa ha vinto.", "impresa", "impresa"),
        ("Qu'elle parte, dit le maire.", "elle", "elle"),
        ("Lorsqu'une usine ferme, on proteste.", "une usine", "une usine"),
        ("Canada's army left.", "s army", "s army"),
        ("'firms of the north' protested.", "'firms", "firms"),
    ],
)
def test_an_elided_word_and_a_possessor_stay_outside(text: str, cut: str, whole: str) -> None:
    assert spans(text, (Role.AGENT, cut, 0.9)) == [(Role.AGENT, whole)]


def test_what_can_be_no_argument_of_its_role_is_left_out() -> None:
    text = "They charge 5 percent commission in 3 towns."
    told = ((Role.MONEY, "5", 0.9), (Role.MONEY, "commission", 0.9), (Role.PLACE, "3", 0.9))
    assert spans(text, *told) == []


def test_parts_of_one_name_and_of_one_amount_are_one_span() -> None:
    text = "Prince Faisal bin Nasser lent SAR 40 million."
    told = ((Role.AGENT, "Faisal", 0.6), (Role.AGENT, "Nasser", 0.8))
    assert spans(text, *told) == [(Role.AGENT, "Faisal bin Nasser")]
    told = ((Role.MONEY, "40", 0.6), (Role.MONEY, "million", 0.8))
    assert spans(text, *told) == [(Role.MONEY, "SAR 40 million")]


def test_no_word_is_agent_and_target_at_once() -> None:
    text = "Ana Ruiz blamed Bo Lind."
    told = ((Role.AGENT, "Bo Lind", 0.4), (Role.TARGET, "Lind", 0.8), (Role.QUANTITY, "Bo", 0.3))
    assert spans(text, *told) == [(Role.TARGET, "Lind"), (Role.QUANTITY, "Bo")]


def test_an_argument_that_was_dropped_drops_no_other() -> None:
    text = "Ana Ruiz Bo Lind Eva."
    told = (
        (Role.AGENT, "Ana Ruiz", 0.9),
        (Role.TARGET, "Ruiz Bo Lind", 0.8),
        (Role.OBJECT, "Lind Eva", 0.7),
    )
    kept = [(Role.AGENT, "Ana Ruiz"), (Role.OBJECT, "Lind Eva")]
    assert spans(text, *told) == kept
    assert spans(text, *told[1:]) == [(Role.TARGET, "Ruiz Bo Lind")]


@pytest.mark.parametrize(
    ("text", "cut", "whole"),
    [
        ("La sala se reunió ayer.", "se reunió", "reunió"),
        ("Se fugó un preso.", "Se fugó", "fugó"),
        ("Il ministro si dimette.", "si dimette", "dimette"),
        ("Il s’est retiré.", "s’est retiré", "est retiré"),
        ("No se sabe más.", "se", "se"),
        ("They seized it.", "seized", "seized"),
        ("A sizeable fine.", "fine", "fine"),
    ],
)
def test_a_reflexive_pronoun_leads_no_trigger(text: str, cut: str, whole: str) -> None:
    span = TaggedSpan(text.index(cut), text.index(cut) + len(cut), 0.9)
    trigger = mended_trigger(span, text)
    assert text[trigger.start : trigger.end] == whole
    assert trigger.confidence == span.confidence


@st.composite
def filled(draw: st.DrawFn, text: str) -> list[tuple[Role, TaggedSpan]]:
    """Up to four spans of each role, in order and apart, of any confidence."""
    arguments = []
    for role in Role:
        ends = draw(st.lists(st.integers(0, len(text)), max_size=8, unique=True).map(sorted))
        for start, end in zip(ends[::2], ends[1::2], strict=False):
            sure = draw(st.sampled_from([0.2, 0.5, 0.6, 0.9]))
            arguments.append((role, TaggedSpan(start, end, sure)))
    return arguments


@given(text=TEXTS, data=st.data())
def test_mended_spans_lie_in_the_sentence_and_share_no_words(
    text: str, data: st.DataObject
) -> None:
    result = mended(data.draw(filled(text)), text)
    assert all(0 <= span.start < span.end <= len(text) for _, span in result)
    exclusive = [one for one in result if one[0] in EXCLUSIVE]
    for (role, span), (other_role, other) in itertools.combinations(exclusive, 2):
        assert role is other_role or other.end <= span.start or span.end <= other.start


def test_of_events_on_one_trigger_the_much_less_sure_are_dropped() -> None:
    events = [Rival(0.6, 0, 5), Rival(0.9, 3, 8), Rival(0.5, 7, 9), Rival(0.4, 20, 25)]
    assert unrivalled(events) == [False, True, False, True]
    assert unrivalled([]) == []
    assert unrivalled([Rival(0.5, 0, 5), Rival(0.45, 0, 5)]) == [True, True]


def test_an_event_that_was_dropped_drops_no_other() -> None:
    chain = [Rival(0.3, 8, 12), Rival(0.9, 0, 5), Rival(0.6, 4, 9)]
    assert unrivalled(chain) == [True, True, False]
    assert unrivalled([chain[0], chain[2]]) == [False, True]


@given(
    st.lists(
        st.builds(
            lambda sure, start, length: Rival(sure, start, start + length),
            st.floats(0, 1),
            st.integers(0, 12),
            st.integers(1, 6),
        ),
        max_size=8,
    )
)
def test_only_a_kept_event_drops_another(events: list[Rival]) -> None:
    flags = unrivalled(events)
    kept = list(itertools.compress(events, flags))
    for event, is_kept in zip(events, flags, strict=True):
        surer = [
            one
            for one in kept
            if event.confidence < NEARLY * one.confidence
            and one.start < event.end
            and event.start < one.end
        ]
        assert is_kept is not bool(surer)

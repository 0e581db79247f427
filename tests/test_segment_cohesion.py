"""Headings that only blank lines set off: whose text goes on, and whose is another article."""

import pytest

from pipeline.elements import Article, Document
from pipeline.segment import segment_document
from pipeline.segment.cohesion import apart
from pipeline.segment.context import classified
from pipeline.segment.dates import names_weekday
from pipeline.segment.kinds import Kind, Unit
from pipeline.segment.lines import lines_of

BRIEFS = """Lastwagen verliert Bier auf der A7

Ein Lastwagen hat am Montag auf der A7 bei Rhüden 400 Kisten Bier verloren. Die Polizei sperrte \
die Autobahn für vier Stunden.

Der Fahrer blieb unverletzt.

Wer rettet das Freibad?

Das Freibad in Ellrode soll im Herbst schließen. Der Stadtrat stimmte am Dienstag mit 14 zu 11 \
Stimmen dafür.

Ein Verein sammelt nun Unterschriften.

Bürgermeister tritt zurück

Der Bürgermeister von Hasel, Dieter Kroll, hat am Mittwoch seinen Rücktritt erklärt. Gegen ihn \
ermittelt die Staatsanwaltschaft.

Neu gewählt wird im Frühjahr.
"""

MIXED_TITLES = [
    "Prison riot leaves six dead",
    "The town that buys back its houses",
    "How a baker beat the bank",
]
MIXED = """Prison riot leaves six dead

Six inmates died on Saturday in a riot at the prison of Colinas, the governor of the province said.

Guards took back control in the evening.

The town that buys back its houses

When the steel works closed, Harlow lost a third of its people. Now the town buys their houses.

It has bought 61 since 2020.

Some are rented to students, others were pulled down.

How a baker beat the bank

A baker in Lenz won a lawsuit on Friday against his bank, which must repay 18,000 francs.

The bank had charged him for a loan that he never took.
"""

FEATURE = """The last ferry to Marsh Island

On a cold morning in February the islanders of Marsh blocked the harbour with their boats, since \
the county wanted to sell the ferry to a company from Denmark.

County officials had announced in January that the ferry cost more than it earned, and that the \
company offered two million for it.

A winter of protest

The islanders collected signatures against the sale of the ferry and carried them through the \
harbour to the county officials, who had not announced a meeting.

What happens next?

The county council will meet in May, and the company from Denmark has said that it will keep its \
offer for the ferry until then, whatever the islanders do.
"""


def units_of(text: str) -> list[Unit]:
    return classified(lines_of(text))


def headings_of(units: list[Unit]) -> list[int]:
    """All but the first."""
    return [at for at, unit in enumerate(units) if unit.kind is Kind.HEADING][1:]


def titles_of(text: str) -> list[str | None]:
    found = segment_document(Document(source_uri="a.txt", text=text))
    return [each.title for each in found if isinstance(each, Article)]


def test_briefs_that_only_blank_lines_part_are_articles_of_their_own() -> None:
    assert titles_of(MIXED) == MIXED_TITLES


def test_sub_headings_of_one_story_divide_nothing() -> None:
    assert titles_of(FEATURE) == ["The last ferry to Marsh Island"]


def test_words_that_come_again_speak_against_another_article() -> None:
    briefs, feature = units_of(BRIEFS), units_of(FEATURE)
    assert min(apart(briefs, headings_of(briefs)).values()) > 0
    assert max(apart(feature, headings_of(feature)).values()) < 0


def test_questions_of_an_interview_open_no_articles() -> None:
    text = BRIEFS.replace("tritt zurück\n", "tritt zurück?\n")
    units = units_of(text)
    assert max(apart(units, headings_of(units)).values()) <= 0


def test_too_few_words_tell_nothing() -> None:
    units = units_of("Rain\n\nIt rained a lot on us.\n\nSun\n\nIt is hot on the isle now.\n")
    assert apart(units, headings_of(units)) == {}


def test_scripts_that_do_not_part_their_words_tell_nothing() -> None:
    units = units_of(
        "洪水致十二人死亡\n\n"
        + "周二的大雨淹没了北部省的大片地区造成至少十二人死亡当局说。" * 4
        + "\n\n议会通过预算\n\n"
        + "议会周三以微弱多数通过了明年的预算总理对此表示欢迎。" * 4
    )
    assert apart(units, [2]) == {}


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("The boat sank on Tuesday, police said.", True),
        ("O governo assinou na sexta-feira o decreto.", True),
        ("Der Rat tagte am Mittwoch.", True),
        ("La segunda vuelta se celebra en mayo.", False),
        ("The sun sat low in May.", False),
    ],
)
def test_days_of_the_week_are_known_in_full(text: str, named: bool) -> None:
    assert names_weekday(text) is named

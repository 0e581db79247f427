"""Numbers with their units, and counts of people hurt."""

import math
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.link.quantities import parse_casualties, parse_quantity

LANGUAGES = st.sampled_from([None, "en", "es", "fr", "de", "pt", "it", "id", "ru", "xx", ""])

# Words, language, value, unit; "-" is null.
QUANTITIES = """
14 people | en | 14 | people
1 person | en | 1 | person
14 people | - | 14 | people
300 jobs | en | 300 | jobs
2.3 million Norwegian patients | en | 2300000 | patients
13 mostly US companies | en | 13 | companies
six million sellers | en | 6000000 | sellers
Fifty thousand soldiers | en | 50000 | soldiers
Twenty-four people | en | 24 | people
a hundred and ten loggers | en | 110 | loggers
two dozen colleges | en | 24 | colleges
a million households | en | 1000000 | households
four | en | 4 | -
no survivors | en | 0 | survivors
no more | en | - | -
ninguna víctima | es | 0 | víctima
aucun blessé | fr | 0 | blessé
no | en | - | -
4,387 | en | 4387 | -
more than 50 | en | 50 | -
40 more | en | 40 | -
14 others | en | 14 | others
10 percent | en | 10 | percent
10% | en | 10 | percent
.9% | en | 0.9 | percent
0,4 % | es | 0.4 | percent
10 por ciento | es | 10 | percent
14 Prozent | de | 14 | percent
3,5 pour cent | fr | 3.5 | percent
11 persen | id | 11 | percent
800 percent | en | 800 | percent
6% of its workforce | en | 6 | percent
50% stake | en | 50 | percent
-5% | en | -5 | percent
0.5 percentage points | en | 0.5 | percentage points
dos puntos porcentuales | es | 2 | percentage points
25 basis points | en | 25 | basis points
a 5-year prison term | en | 5 | years
12 - year sentence | en | 12 | years
20 years imprisonment | en | 20 | years
18 months | en | 18 | months
2½ years in prison | en | 2.5 | years
two-and-a-half-year | en | 2.5 | years
a week | en | 1 | weeks
55 años de prisión | es | 55 | years
a soldier | en | 1 | soldier
six of its workers | en | 6 | workers
182 of 273 MPs | en | 182 | mps
21 out of 28 seats | en | 21 | seats
11 counts of murder | en | 11 | counts
24 COVID-19 patients | en | 24 | patients
ten F-35 fighter jets | en | 10 | jets
3,000 research and development positions | en | 3000 | positions
11,000 journalists and other employees | en | 11000 | journalists
85km | en | 85 | km
46,000 km2 | en | 46000 | km2
treinta y cinco heridos | es | 35 | heridos
noventa y nueve personas | es | 99 | personas
ninety-nine people | en | 99 | people
130 mil personas | es | 130000 | personas
1.300 triciclos motorizados | es | 1300 | triciclos
80 millones de personas | es | 80000000 | personas
740 000 adhérents | fr | 740000 | adhérents
vingt personnes | fr | 20 | personnes
zwölf Menschen | de | 12 | menschen
50.000 Kundendaten | de | 50000 | kundendaten
nove dipendenti | it | 9 | dipendenti
quinze pessoas | pt | 15 | pessoas
dua puluh lima orang | id | 25 | orang
6,2 juta nasabah | id | 6200000 | nasabah
dozens of people | en | - | people
tens of thousands of residents | en | - | residents
hundreds of thousands | en | - | -
decenas de personas | es | - | personas
several hundred people | en | - | people
a third | en | - | -
two-thirds | en | - | -
one in every 500 users | en | - | -
half the 64-strong newsroom | en | - | newsroom
29-0 | en | - | -
3-2 | en | - | -
1 – 0 | en | - | -
316 votes to 311 | en | - | -
3–6, 7–6(7–4), 7–5 | en | - | -
100–125 million doses | en | - | doses
15,000 to 20,000 people | en | - | people
between 9 and 13 years | en | - | years
1.0-to-1.25 percent | en | - | -
25 years to life | en | - | years
8 years and 9 months | en | - | months
40th goal | en | - | -
1930s | en | - | -
AA3 | en | - | -
2:24.49 | en | - | -
1.500 people | en | - | people
$5 | en | - | -
a life sentence | en | - | -
prison terms | en | - | -
"""
ROWS = [tuple(cell.strip() for cell in line.split("|")) for line in QUANTITIES.strip().splitlines()]


@pytest.mark.parametrize(("text", "language", "value", "unit"), ROWS)
def test_quantity_is_read(text: str, language: str, value: str, unit: str) -> None:
    quantity = parse_quantity(text, None if language == "-" else language)
    assert (quantity.value, quantity.unit, quantity.text) == (
        None if value == "-" else float(value),
        None if unit == "-" else unit,
        text,
    )


# Sentence with the counts in brackets, language, then killed, injured, missing.
CASUALTIES = """
The blast killed [14 people] and wounded [30]. | en | 14 30 -
[14 people] were killed and [30] wounded. | en | 14 30 -
[14 people] died and [30 others] were injured. | en | 14 30 -
[Six people] are killed, [60 others] injured and [18 more] are missing. | en | 6 60 18
The quake left [22 dead], [40] hurt and [3] unaccounted for. | en | 22 40 3
The death toll rose to [510]. | en | 510 - -
At least [14 people], including [three children], were killed. | en | 14 - -
The fire killed [78 people], including [34 children]. | en | 78 - -
[Four people] died. The toll may rise, as many are missing. | en | 4 - -
It killed [a soldier]. | en | 1 - -
El sismo dejó [12 muertos], [30 heridos] y [4 desaparecidos]. | es | 12 30 4
[Siete personas] murieron y [20] resultaron heridas. | es | 7 20 -
L'explosion a fait [12 morts] et [30 blessés]. | fr | 12 30 -
Bei dem Unfall wurden [zwei Menschen] getötet und [fünf] verletzt. | de | 2 5 -
O acidente deixou [3 mortos] e [10 feridos]. | pt | 3 10 -
L'attacco ha causato [5 morti] e [8 feriti]. | it | 5 8 -
Gempa menewaskan [14 orang] dan melukai [30 orang]. | id | 14 30 -
[Two soldiers] and [three civilians] were killed. | en | - - -
The clash kills [58] and [32], respectively. | en | - - -
The attack killed or injured [40 people]. | en | - - -
The blast killed [dozens] and wounded [30]. | en | - 30 -
Police moved [40 people] to shelters. | en | - - -
It killed dozens, police said, and [30 people] were taken to hospital. | en | - - -
Destroying [three houses] and killing [five people]. | en | 5 - -
Of 75 percent of the [400 sailors] dead nothing is known. | en | - - -
The toll of dead rose by [10 percent]. | en | - - -
"""
CASUALTY_ROWS = [
    tuple(cell.strip() for cell in line.split("|")) for line in CASUALTIES.strip().splitlines()
]


@pytest.mark.parametrize(("marked", "language", "counts"), CASUALTY_ROWS)
def test_casualties_are_sorted_by_the_nearest_words(
    marked: str, language: str, counts: str
) -> None:
    sentence, spans = "", []
    for place, piece in enumerate(re.split(r"[\[\]]", marked)):
        if place % 2:
            spans.append((len(sentence), len(sentence) + len(piece)))
        sentence += piece
    found = parse_casualties(spans, sentence, language)
    expected = [None if count == "-" else int(count) for count in counts.split()]
    assert [found.killed, found.injured, found.missing] == expected
    assert found.text == "; ".join(sentence[start:end] for start, end in spans)


def test_spans_outside_the_sentence_are_left_out() -> None:
    assert parse_casualties([(-1, 2), (0, 99), (3, 1)], "2 dead", "en").text == ""


@given(st.text(), LANGUAGES)
def test_any_text_gives_a_quantity_with_that_text(text: str, language: str | None) -> None:
    quantity = parse_quantity(text, language)
    assert quantity.text == text
    assert quantity.value is None or math.isfinite(quantity.value)


PIECES = st.sampled_from(
    "killed injured missing and or , including 14 30 two people 1.5 dozen million % [ ] - to a of"
    " 99999999999999999999999 muertos y heridos mil 3/4 ½ hundred".split()
)


@given(st.lists(PIECES, max_size=12), st.lists(st.integers(0, 60), max_size=6), LANGUAGES)
def test_counts_of_people_are_whole_and_not_negative(
    pieces: list[str], bounds: list[int], language: str | None
) -> None:
    sentence = " ".join(pieces)
    spans = list(zip(bounds[::2], bounds[1::2], strict=False))
    found = parse_casualties(spans, sentence, language)
    assert all(count is None or count >= 0 for count in (found.killed, found.injured))

"""Words to the one country that they speak of, or none."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.link.countries import countries_in, country_of

CASES = """
Russia | en | RU
A Russian court | en | RU
Russians | en | RU
American tourists | en | US
Indonesia's trade ministry | en | ID
the United States | en | US
US | en | US
U.S. | en | US
U.S. cities | en | US
USA | en | US
us | en | -
UK | en | GB
Britain | en | GB
Northern Ireland | en | GB
the London Festival Choir | en | GB
London Jackson | en | -
the hospitals of Jalisco | en | MX
Michoacán | es | MX
Bavaria's interior ministry | en | DE
Kerala | en | IN
China-based firms | en | CN
Turkey | en | TR
turkey | en | -
chile | en | -
the Netherlands | en | NL
The Dutch government | en | NL
Czech Republic | en | CZ
Côte d'Ivoire | en | CI
Ivory Coast | en | CI
Guinea | en | GN
Guinea-Bissau | en | GW
Equatorial Guinea | en | GQ
Papua New Guinea | en | PG
Niger | en | NE
Nigerian police | en | NG
South Korea | en | KR
North Korea's state media | en | KP
Korean companies | en | -
Democratic Republic of the Congo | en | CD
Congo | en | -
South Sudan | en | SS
Hong Kong | en | HK
West Bank | en | PS
Kosovo | en | -
Moscow | en | RU
Moscow Stock Exchange | en | RU
the White House | en | US
The Kremlin | en | RU
State Duma | en | RU
a prison in Minsk | en | BY
central Paris | en | FR
Jakarta | en | ID
Mumbai | en | IN
São Paulo | en | BR
Sao Paulo | en | BR
Dubai | en | AE
Virginia | en | US
California | en | US
New Mexico | en | US
West Virginia | en | US
Ontario | en | CA
Queensland | en | AU
Georgia | en | -
Georgian towns | en | GE
Tbilisi, Georgia | en | GE
Atlanta, Georgia | en | US
Georgia, US | en | US
Paris, Texas | en | US
London, Ontario | en | CA
Lagos, Portugal | en | PT
Hyderabad, Pakistan | en | PK
Lebanon, Pennsylvania | en | US
Culver City, California, US | en | US
Lake Chad, Chad | en | TD
Valais, Switzerland | en | CH
Cambridge | en | -
Springfield | en | -
Hyderabad | en | -
Bali | en | -
Victoria | en | -
Europe | en | -
European Union | en | -
Africa | en | -
Latin America | en | -
African American voters | en | US
South China Sea | en | -
the Niger River | en | -
Gulf of Thailand | en | -
Gulf of Aden | en | -
Israel—Lebanon border | en | -
the border with North Korea | en | -
the Syrian embassy | en | -
Russia, China | en | -
two Chinese nationals and a Russian | en | -
anti-China protest | en | -
pro-Russian rebels | en | -
Michael Jordan | en | -
Jordan | en | JO
Jimmy Wales | en | -
Paris Hilton | en | -
Virginia Woolf | en | -
a bank | en | -
España | es | ES
Estados Unidos | es | US
EE.UU. | es | US
Alemania | es | DE
Reino Unido | es | GB
la empresa rusa | es | RU
autoridades francesas | es | FR
Los estadounidenses | es | US
Moscú | es | RU
Londres | es | GB
la Fortaleza | es | -
23 países fuera de China | es | -
États-Unis | fr | US
Allemagne | fr | DE
Royaume-Uni | fr | GB
Österreich | de | AT
Frankreich | de | FR
Island | de | IS
Rhode Island | en | US
the Garda | en | IE
Lago di Garda | it | -
Lake Garda | en | -
Riva del Garda | de | -
the No. 10 bus | en | -
the Number 10 shirt | en | -
INEC | en | NG
el INEC | es | -
Carabineros | en | CL
Rosa Bercy | fr | -
Cade Miller | pt | -
o Cade | pt | BR
Long Island | en | -
França | pt | FR
Alemanha | pt | DE
Stati Uniti | it | US
Cina | it | CN
Jepang | id | JP
Amerika Serikat | id | US
Tiongkok | id | CN
Germany | ja | DE
Germany | xx | DE
Germany | - | DE
"""
ROWS = [tuple(cell.strip() for cell in line.split("|")) for line in CASES.strip().splitlines()]


@pytest.mark.parametrize(("text", "language", "code"), ROWS)
def test_country_is_found(text: str, language: str, code: str) -> None:
    found = country_of(text, None if language == "-" else language)
    assert found == (None if code == "-" else code)


def test_a_part_of_any_length_is_searched_beside_each_name_only(monkeypatch) -> None:
    looked = []

    class Bounded:
        def search(self, _: str, start: int, end: int) -> None:
            looked.append(end - start)

    monkeypatch.setattr("pipeline.link.countries.PREFIXES", Bounded())
    assert countries_in("China " * 2000) == ["CN"] * 2000
    assert len(looked) == 2000
    assert max(looked) <= 20


WORDS = st.sampled_from(
    "Russia Georgia US U.S. Paris Texas , ( ) - the of Jordan Lake Chad Sea border y rusa Moscow"
    " American São é ' 1 New York".split()
)


@given(
    st.text() | st.lists(WORDS, max_size=8).map(" ".join),
    st.sampled_from([None, "en", "es", "fr", "de", "id", "zh", "xx", "", "es-MX", "../x"]),
)
def test_any_text_gives_a_code_or_none(text: str, language: str | None) -> None:
    code = country_of(text, language)
    assert code is None or (len(code) == 2 and code.isascii() and code.isupper())

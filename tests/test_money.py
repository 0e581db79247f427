"""Amounts of money in many languages, and what stays null."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.link.money import parse_money

LANGUAGES = st.sampled_from([None, "en", "es", "fr", "de", "pt", "it", "id", "ru", "ja", "xx", ""])

# Words, language, amount, currency; "-" is null.
CASES = """
$1 | en | 1 | USD
$ 604 million | en | 604000000 | USD
$1,685,000 | en | 1685000 | USD
$1.10 | en | 1.1 | USD
$.99 | en | 0.99 | USD
$1.1bn | en | 1100000000 | USD
$24.725 million | en | 24725000 | USD
$35billion | en | 35000000000 | USD
$5k | en | 5000 | USD
$2.5tn | en | 2500000000000 | USD
$3B | en | 3000000000 | USD
$44 billion (roughly Rs. 3,37,000 crore) | en | 44000000000 | USD
$1 million (€0.9 million) | en | 1000000 | USD
$1 million dollars | en | 1000000 | USD
$15-an-hour | en | 15 | USD
$100 per share | en | 100 | USD
$28 a barrel | en | 28 | USD
$30,000/year | en | 30000 | USD
-$5 | en | -5 | USD
−$37.63 | en | -37.63 | USD
up to $5 million | en | 5000000 | USD
more than US$4.1 million | en | 4100000 | USD
US$ 1.500 millones | es | 1500000000 | USD
US$ 1.500 millones | - | 1500000000 | USD
US$ 2,10 | es | 2.1 | USD
US$ 740,000 | en | 740000 | USD
$US17 billion | en | 17000000000 | USD
USD $1.91 billion | en | 1910000000 | USD
USD$1 billion | en | 1000000000 | USD
7.8 million USD | en | 7800000 | USD
5 million dollars | en | 5000000 | USD
36.4 billion US dollars | en | 36400000000 | USD
half a billion dollars | en | 500000000 | USD
a quarter of a million dollars | en | 250000 | USD
two and a half million dollars | en | 2500000 | USD
a hundred dollars | en | 100 | USD
$12 million to settle | en | 12000000 | USD
A$2m | en | 2000000 | AUD
AU$610,500 | en | 610500 | AUD
1.94 billion Australian dollars | en | 1940000000 | AUD
C$3.75 million | en | 3750000 | CAD
CAD $80,000 | en | 80000 | CAD
4 millions de dollars canadiens | fr | 4000000 | CAD
HK$3.1 billion | en | 3100000000 | HKD
NT$14 billion | en | 14000000000 | TWD
S$7,000 | en | 7000 | SGD
3.000 dólares singapurenses | es | 3000 | SGD
NZ$3m | en | 3000000 | NZD
R$ 5 milhões | pt | 5000000 | BRL
R$ 1,2 bilhão | pt | 1200000000 | BRL
10 mil milhões de euros | pt | 10000000000 | EUR
2,9 milhões de euros | pt | 2900000 | EUR
£4bn | en | 4000000000 | GBP
£2.3-billion | en | 2300000000 | GBP
£469m | en | 469000000 | GBP
4,000 pounds | en | 4000 | GBP
50 pence | en | 0.5 | GBP
€8.50 | en | 8.5 | EUR
€6.5-billion | en | 6500000000 | EUR
€3,5 Mio. | de | 3500000 | EUR
40 Mrd. Euro | de | 40000000000 | EUR
mehr als 1,2 Mrd. Euro | de | 1200000000 | EUR
212 Millionen Euro | de | 212000000 | EUR
180.000 Euro | de | 180000 | EUR
1 Billion Euro | de | 1000000000000 | EUR
zwei Milliarden Euro | de | 2000000000 | EUR
eine halbe Million Euro | de | 500000 | EUR
CHF 1'250'000.50 | de | 1250000.5 | CHF
12.000 millones de euros | es | 12000000000 | EUR
un millón de euros | es | 1000000 | EUR
un millón y medio de euros | es | 1500000 | EUR
mil millones de euros | es | 1000000000 | EUR
tres billones de euros | es | 3000000000000 | EUR
60.000 euros | es | 60000 | EUR
0,10 euros por acción | es | 0.1 | EUR
2,5 milliards d'euros | fr | 2500000000 | EUR
12 000 euros | fr | 12000 | EUR
12 000 € | fr | 12000 | EUR
5 M€ | fr | 5000000 | EUR
deux millions d’euros | fr | 2000000 | EUR
300 mila euro | it | 300000 | EUR
88 milioni di euro | it | 88000000 | EUR
3 miliardi di euro | it | 3000000000 | EUR
19,90 euro | it | 19.9 | EUR
two million euros | en | 2000000 | EUR
RUB 3 million | en | 3000000 | RUB
3.000 millones de rublos | es | 3000000000 | RUB
200,000 rubles | en | 200000 | RUB
CNY36 billion | en | 36000000000 | CNY
RMB 30 billion | en | 30000000000 | CNY
1 trillion yuan | en | 1000000000000 | CNY
9.4bn yen | en | 9400000000 | JPY
700 billion Japanese yen | en | 700000000000 | JPY
¥300 | ja | 300 | JPY
¥300 | zh | 300 | CNY
¥300 | en | 300 | -
19 million-won | en | 19000000 | KRW
Rs 41,50,000 | en | 4150000 | INR
Rs. 2,140 crore | en | 21400000000 | INR
₹1.5 lakh crore | en | 1500000000000 | INR
Rs 100 million | en | 100000000 | -
900 million rupees | en | 900000000 | -
900 million Indian rupees | en | 900000000 | INR
Rp 3 triliun | id | 3000000000000 | IDR
Rp 2,4 miliar | id | 2400000000 | IDR
Rp 8.000 | id | 8000 | IDR
12 juta dolar AS | id | 12000000 | USD
4.9 trillion-rupiah | en | 4900000000000 | IDR
RM322.5 billion | en | 322500000000 | MYR
₱30 million | en | 30000000 | PHP
NIS 2,500 | en | 2500 | ILS
KSh 9 billion | en | 9000000000 | KES
₦70,000 | en | 70000 | NGN
18 kronor | en | 18 | SEK
88 million Danish kroner | en | 88000000 | DKK
190 million kroner | en | 190000000 | -
45 francs suisses | fr | 45 | CHF
19.7 billion francs | en | 19700000000 | -
S/ 41,6 millones | es | 41600000 | PEN
350 lempiras | es | 350 | HNL
2.100 millones de pesos chilenos | es | 2100000000 | CLP
176 mil 514 pesos | es | 176514 | -
500 mdd | es | 500000000 | USD
500 mdp | es | 500000000 | MXN
31.40 pesos | es | 31.4 | -
diez pesos | es | 10 | -
50 cents | en | 0.5 | -
zehn Cent | de | 0.1 | -
13.44 to the U.S. dollar | en | 13.44 | -
40 billion | en | 40000000000 | -
between $5 and $7 million | en | - | USD
$5-7 million | en | - | USD
$5m-$7m | en | - | USD
$5 million to as much as $7 million | en | - | USD
5 to 7 million euros | en | - | EUR
entre 5 y 7 millones de euros | es | - | EUR
millions of dollars | en | - | USD
hundreds of millions of dollars | en | - | USD
billion-dollar | en | - | USD
billions | en | - | -
millones de euros | es | - | EUR
$1.500 | en | - | USD
1,980 millones de pesos | es | - | -
5 billion euros | de | - | EUR
$5 mil | en | - | USD
5 dólares de Canadá | es | 5 | -
a controlling stake | en | - | -
45 miljoen euro | nl | 45000000 | EUR
€ 3,4 miljard | nl | 3400000000 | EUR
250 milions d'euros | ca | 250000000 | EUR
RM2.5 bilion | ms | 2500000000 | MYR
12 miljarder kronor | sv | - | -
€ 7 milionów | pl | - | EUR
$ 3.500 millones de pesos | es | 3500000000 | -
$ 3.500 millones de pesos colombianos | es | 3500000000 | COP
50p | en | 0.5 | GBP
CHF 1’250’000 | de | 1250000 | CHF
1.250,50 € | de | 1250.5 | EUR
R$ 2,3 bilhões | pt | 2300000000 | BRL
S$1.2 million | en | 1200000 | SGD
NT$500 million | en | 500000000 | TWD
₹1,200 crore | en | 12000000000 | INR
₩1.2 trillion | en | 1200000000000 | KRW
ARS 12.000 millones | es | 12000000000 | ARS
200 juta rupiah | id | 200000000 | IDR
300 milioni di euro | it | 300000000 | EUR
2 mila euro | it | 2000 | EUR
1.2 lakh crore rupees | en | 1200000000000 | -
a quarter of a million dollars | en | 250000 | USD
two and a half million euros | en | 2500000 | EUR
$1.4 million to $1.8 million | en | - | USD
1,5 milliard de francs CFA | fr | 1500000000 | -
zł 5 million | en | 5000000 | PLN
8,000 baht | en | 8000 | THB
"""
ROWS = [tuple(cell.strip() for cell in line.split("|")) for line in CASES.strip().splitlines()]


@pytest.mark.parametrize(("text", "language", "amount", "currency"), ROWS)
def test_money_is_read(text: str, language: str, amount: str, currency: str) -> None:
    money = parse_money(text, None if language == "-" else language)
    assert (money.amount, money.currency, money.text) == (
        None if amount == "-" else Decimal(amount),
        None if currency == "-" else currency,
        text,
    )


def test_an_amount_too_large_or_too_fine_for_the_column_is_null() -> None:
    assert parse_money("$" + "9" * 35, "en").amount is None
    assert parse_money("$1.23456", "en").amount is None
    assert parse_money("$1.2345", "en").amount == Decimal("1.2345")
    assert parse_money("$" + "9" * 34, "en").amount == 10**34 - 1


def test_a_region_in_the_language_does_not_matter() -> None:
    assert parse_money("1.500 millones de euros", "es-MX").amount == 1_500_000_000


@given(st.text(), LANGUAGES)
def test_any_text_gives_money_with_that_text(text: str, language: str | None) -> None:
    assert parse_money(text, language).text == text


PIECES = st.sampled_from(
    "$ € Rs kr USD 1 12 000 1.500 2,5 '000 ½ . , - to and y million mil millones Mrd trillion crore"
    " half a dozen hundred cents euros pesos \u00a0 of de billion 99999999999999999999".split(" ")
)


@given(st.lists(PIECES, max_size=8), st.sampled_from(["", " "]), LANGUAGES)
def test_amounts_always_fit_the_column(pieces: list[str], glue: str, language: str | None) -> None:
    amount = parse_money(glue.join(pieces), language).amount
    if amount is not None:
        assert abs(amount) < Decimal(10) ** 34
        assert int(amount.as_tuple().exponent) >= -4

"""Bytes to text: codecs, byte order marks, damage, and what is not text."""

import codecs
import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.read import UnreadableFile, decode

SPANISH = (
    "El presidente de la compañía anunció ayer que la inversión será de 300 millones de euros.\r\n"
    "«No habrá más despidos», señaló María Núñez. ¿Qué pasará después? Nadie respondió.\n"
)
ENGLISH = "The plan isn’t final, the minister said on Tuesday. “We’ll see” – in a week.\n"
FRENCH = "Le président a déclaré que l’été serait « très chaud » à Genève ; le garçon est sauvé.\n"
GERMAN = (
    "Die Bundesregierung will die Förderung für größere Gebäude kürzen, sagte die Präsidentin.\n"
)
PORTUGUESE = "O governo anunciou que não haverá aumento de impostos; a decisão foi após reunião.\n"
POLISH = "Rząd ogłosił we wtorek, że podwyżki będą mniejsze. „Zrobimy wszystko” – mówił Wójcik.\n"
CZECH = "Vláda v úterý oznámila, že zvýšení daní bude menší, než se čekalo, řekl Jiří Dvořák.\n"
HUNGARIAN = "A kormány kedden bejelentette, hogy jövőre csökkennek az adók, mondta Győző.\n"
TURKISH = "Hükümet salı günü vergilerin düşürüleceğini açıkladı, borsa İstanbul’da yükseldi.\n"
LITHUANIAN = "Vyriausybė antradienį paskelbė, kad mokesčiai bus sumažinti. Įmonės tai įvertino.\n"
RUSSIAN = "Правительство объявило во вторник, что налоги будут снижены, — заявил Иван Петров.\n"
CODEC_OF = [
    ("cp1252", SPANISH),
    ("cp1252", ENGLISH),
    ("cp1252", FRENCH),
    ("cp1252", GERMAN),
    ("cp1252", PORTUGUESE),
    ("cp1250", POLISH),
    ("cp1250", CZECH),
    ("cp1250", HUNGARIAN),
    ("iso8859_2", POLISH.translate({ord(mark): '"' for mark in "„”–"})),
    ("cp1254", TURKISH),
    ("cp1257", LITHUANIAN),
    ("cp1251", RUSSIAN),
    ("koi8_r", RUSSIAN.replace("—", "-")),
]


@given(st.text(st.characters(exclude_categories=["Cs", "Cc"])).filter(lambda t: t[:1] != "\ufeff"))
def test_utf8_text_comes_back_as_it_was(text):
    assert decode(text.encode()) == (text, "utf-8")


@given(st.binary(max_size=300))
def test_text_is_what_the_named_codec_makes_of_the_bytes(data):
    try:
        text, codec = decode(data)
    except UnreadableFile:
        return
    assert data.decode(codec, errors="replace") == text


@pytest.mark.parametrize(
    ("codec", "mark", "name"),
    [
        ("utf-8", codecs.BOM_UTF8, "utf-8-sig"),
        ("utf-16-le", codecs.BOM_UTF16_LE, "utf-16"),
        ("utf-16-be", codecs.BOM_UTF16_BE, "utf-16"),
        ("utf-32-le", codecs.BOM_UTF32_LE, "utf-32"),
        ("utf-32-be", codecs.BOM_UTF32_BE, "utf-32"),
    ],
)
def test_a_byte_order_mark_settles_the_codec_and_is_no_part_of_the_text(codec, mark, name):
    data = mark + SPANISH.encode(codec)
    assert decode(data) == (SPANISH, name)
    assert data.decode(name) == SPANISH


@pytest.mark.parametrize(("codec", "text"), CODEC_OF)
@pytest.mark.parametrize("times", [1, 50])
def test_a_legacy_codec_is_told_by_its_text(codec, text, times):
    assert decode((text * times).encode(codec)) == (text * times, codec)


def test_latin_1_is_read_as_the_codec_that_contains_it():
    assert decode(SPANISH.encode("latin-1")) == (SPANISH, "cp1252")


def test_one_curly_quote_in_a_long_english_text_is_kept():
    text = (
        "Nothing but plain letters stands here.\n" * 5000 + ENGLISH + "More of the same.\n" * 5000
    )
    assert decode(text.encode("cp1252")) == (text, "cp1252")


def test_a_name_in_foreign_letters_does_not_change_the_codec():
    text = SPANISH + "El señor Köhler y la señora Gonçalves viajarán juntos a Malmö.\n"
    assert decode(text.encode("cp1252")) == (text, "cp1252")


def test_bytes_that_the_codec_lacks_are_replaced_one_for_one():
    data = SPANISH.encode("cp1252").replace(b"300", b"3\x8100")
    assert decode(data) == (SPANISH.replace("300", "3\ufffd00"), "cp1252")


@pytest.mark.parametrize("text", [SPANISH, RUSSIAN, ENGLISH, "北京的企业对此表示欢迎。"])
def test_damaged_utf8_stays_utf8(text):
    data = text.encode()
    middle = len(text) // 2
    stray = text[:middle].encode() + b"\xff" + text[middle:].encode()
    assert decode(stray) == (f"{text[:middle]}\ufffd{text[middle:]}", "utf-8")
    cut = (text + "é").encode()[:-1]
    assert decode(cut) == (text + "\ufffd", "utf-8")
    assert decode(data[1:])[1] == "utf-8"


def test_a_character_cut_off_at_the_end_of_ascii_is_utf8():
    assert decode("It ends with a “".encode()[:-1]) == ("It ends with a \ufffd", "utf-8")


def test_replacement_characters_of_the_source_are_no_damage():
    text = "caf\ufffd " * 20 + "é"
    assert decode(text.encode() + b"\xff") == (text + "\ufffd", "utf-8")


@pytest.mark.parametrize(
    ("data", "what"),
    [
        (b"%PDF-1.7\nsome text", "PDF"),
        (b"\x89PNG\r\n\x1a\n" + bytes(20), "PNG"),
        (b"\xff\xd8\xff\xe0" + b"JFIF" * 20, "JPEG"),
        (b"PK\x03\x04" + b"word/document.xml", "ZIP"),
        (rb"{\rtf1\ansi Hello}", "RTF"),
        (b"a.txt".ljust(257, b"\x00") + b"ustar\x00" + b"text " * 10000, "tar"),
        (b"\x7fELF\x02\x01\x01" + bytes(50) + b"\xff\xfe" * 20, "NUL bytes"),
        (bytes(1000), "control characters"),
        (SPANISH.encode("utf-16-le"), "control characters|NUL bytes"),
    ],
)
def test_binary_data_is_refused_with_its_kind(data, what):
    with pytest.raises(UnreadableFile, match=f"not text: .*({what})") as caught:
        decode(data)
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize("seed", range(5))
def test_random_bytes_are_refused(seed):
    noise = random.Random(seed).randbytes(5000)
    with pytest.raises(UnreadableFile, match="not text"):
        decode(noise)
    with pytest.raises(UnreadableFile, match="not text"):
        decode(noise.replace(b"\x00", b""))


def test_a_stray_control_character_in_a_text_is_kept():
    text = SPANISH + "\x00\x0c\x1b[1m" + SPANISH
    assert decode(text.encode()) == (text, "utf-8")

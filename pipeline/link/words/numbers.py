"""Number words and scale words, by language."""

from collections.abc import Mapping
from decimal import Decimal

# A scale word means a power of ten; "billion" depends on the language (short or long scale).
SCALES: Mapping[str, Mapping[str, int]] = {
    "en": {"thousand": 3, "million": 6, "millions": 6, "billion": 9, "billions": 9}
    | {"trillion": 12, "trillions": 12, "lakh": 5, "lakhs": 5, "crore": 7, "crores": 7},
    "es": {"mil": 3, "millón": 6, "millon": 6, "millones": 6, "millardo": 9, "millardos": 9}
    | {"billón": 12, "billones": 12, "trillón": 18, "trillones": 18},
    "fr": {"mille": 3, "million": 6, "millions": 6, "milliard": 9, "milliards": 9}
    | {"md": 9, "mds": 9, "billion": 12, "billions": 12},
    "de": {"tausend": 3, "million": 6, "millionen": 6, "mio": 6, "milliarde": 9}
    | {"milliarden": 9, "mrd": 9, "billion": 12, "billionen": 12},
    "pt": {"mil": 3, "milhão": 6, "milhões": 6, "bilhão": 9, "bilhões": 9, "bilião": 12}
    | {"biliões": 12, "trilhão": 12, "trilhões": 12},
    "it": {"mille": 3, "mila": 3, "milione": 6, "milioni": 6, "miliardo": 9, "miliardi": 9},
    "id": {"ribu": 3, "juta": 6, "miliar": 9, "milyar": 9, "triliun": 12},
    "ms": {"ribu": 3, "juta": 6, "bilion": 9, "trilion": 12},
    "nl": {"duizend": 3, "miljoen": 6, "miljard": 9, "biljoen": 12},
    "ca": {"mil": 3, "milió": 6, "milions": 6, "bilió": 12, "bilions": 12},
}
ABBREVIATIONS = {"mn": 6, "mln": 6, "bn": 9, "bln": 9, "mld": 9, "tn": 12, "trn": 12}
MONEY_LETTERS = {"k": 3, "m": 6, "b": 9, "mdp": 6, "mdd": 6}

LOANED = frozenset(("billion", "trillion", "trillions"))

# Words in the order of their values, from the first one's value on.
_COUNTING: Mapping[str, tuple[tuple[int, int, str], ...]] = {
    "en": (
        (0, 1, "zero one two three four five six seven eight nine ten eleven twelve thirteen"),
        (14, 1, "fourteen fifteen sixteen seventeen eighteen nineteen"),
        (20, 10, "twenty thirty forty fifty sixty seventy eighty ninety"),
    ),
    "es": (
        (2, 1, "dos tres cuatro cinco seis siete ocho nueve diez once doce trece catorce quince"),
        (16, 1, "dieciséis diecisiete dieciocho diecinueve veinte veintiuno veintidós veintitrés"),
        (24, 1, "veinticuatro veinticinco veintiséis veintisiete veintiocho veintinueve"),
        (30, 10, "treinta cuarenta cincuenta sesenta setenta ochenta noventa cien"),
        (100, 100, "ciento doscientos trescientos cuatrocientos quinientos seiscientos"),
        (700, 100, "setecientos ochocientos novecientos"),
    ),
    "fr": (
        (2, 1, "deux trois quatre cinq six sept huit neuf dix onze douze treize quatorze quinze"),
        (20, 10, "vingt trente quarante cinquante soixante"),
        (100, 1, "cent"),
    ),
    "de": (
        (2, 1, "zwei drei vier fünf sechs sieben acht neun zehn elf zwölf dreizehn vierzehn"),
        (15, 1, "fünfzehn sechzehn siebzehn achtzehn neunzehn zwanzig"),
        (30, 10, "dreißig vierzig fünfzig sechzig siebzig achtzig neunzig hundert"),
    ),
    "pt": (
        (2, 1, "dois três quatro cinco seis sete oito nove dez onze doze treze catorze quinze"),
        (16, 1, "dezesseis dezessete dezoito dezenove vinte"),
        (30, 10, "trinta quarenta cinquenta sessenta setenta oitenta noventa cem"),
    ),
    "it": (
        (2, 1, "due tre quattro cinque sei sette otto nove dieci undici dodici tredici"),
        (14, 1, "quattordici quindici sedici diciassette diciotto diciannove venti"),
        (30, 10, "trenta quaranta cinquanta sessanta settanta ottanta novanta cento"),
    ),
    "id": ((1, 1, "satu dua tiga empat lima enam tujuh delapan sembilan sepuluh sebelas"),),
    "ms": ((1, 1, "satu dua tiga empat lima enam tujuh lapan sembilan sepuluh sebelas"),),
    "nl": (
        (2, 1, "twee drie vier vijf zes zeven acht negen tien elf twaalf dertien veertien"),
        (15, 1, "vijftien zestien zeventien achttien negentien twintig"),
        (30, 10, "dertig veertig vijftig zestig zeventig tachtig negentig honderd"),
    ),
    "ca": (
        (2, 1, "dos tres quatre cinc sis set vuit nou deu onze dotze tretze catorze quinze"),
        (16, 1, "setze disset divuit dinou vint"),
        (30, 10, "trenta quaranta cinquanta seixanta setanta vuitanta noranta cent"),
    ),
}
COUNTING: Mapping[str, Mapping[str, int]] = {
    language: {
        word: first + step * place
        for first, step, words in rows
        for place, word in enumerate(words.split())
    }
    for language, rows in _COUNTING.items()
}
MULTIPLIERS = {"en": {"hundred": 100, "dozen": 12}, "id": {"puluh": 10, "ratus": 100}}
# Words that join parts of one number ("treinta y cinco"), never two numbers.
JOINERS = {"en": "and", "es": "y", "pt": "e", "fr": "et"}
ARTICLES = frozenset("a an un una une uno ein eine einer einem um uma".split())
HALVES = frozenset("half medio media demi halbe halben meio meia mezzo mezza setengah".split())
STARTS_ALONE = frozenset(("mil", "mille", "tausend"))  # "mil personas" is a thousand, not vague
VULGAR = {"½": Decimal("0.5"), "¼": Decimal("0.25"), "¾": Decimal("0.75")}

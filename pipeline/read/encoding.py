"""From bytes to text: which codec a file is in, and whether it is text at all.

Nothing is normalised: ``data.decode(encoding, errors="replace")`` is exactly the text.
"""

import codecs
import io
import re
from collections import Counter
from typing import Any

from charset_normalizer import from_bytes

from pipeline.read.errors import UnreadableFile

SAMPLE_BYTES = 1 << 16  # what a codec is guessed from
CONTEXT_BYTES = 100  # of the sample, before and after a byte that is not ASCII
MAX_CONTROL_SHARE = 0.02  # random bytes read as cp1252 have 0.1, text next to none

# UTF-32 comes first: its little-endian mark begins with that of UTF-16.
BYTE_ORDER_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)

# Signatures of what often lies beside text files: place, bytes, name.
SIGNATURES = (
    (0, b"%PDF-", "a PDF document"),
    (0, b"\x89PNG\r\n", "a PNG image"),
    (0, b"\xff\xd8\xff", "a JPEG image"),
    (0, b"GIF8", "a GIF image"),
    (0, b"PK\x03\x04", "a ZIP archive or Office document"),
    (0, b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "an old Office document"),
    (0, rb"{\rtf", "an RTF document"),
    (0, b"\x1f\x8b\x08", "gzip data, compressed twice"),
    (257, b"ustar", "a tar archive"),
)

# The letters beyond a to z that each language writes with (Unicode CLDR, main exemplar
# characters, with some that loanwords bring), by the legacy codec of its texts.
CENTRAL_EUROPEAN = (
    *("ąćęłńóśźż", "áčďéěíňóřšťúůýž", "áäčďéíĺľňóôŕšťúýž"),
    *("áéíóöőúüű", "čćđšž", "ăâîşţ"),
)
ALPHABETS = {
    "cp1252": (
        *("áéíñóúüªº", "àâæçèéêëîïôœùûüÿ", "äöüßé", "àáâãçéêíòóôõúªº", "àèéìîòóùªº"),
        *("áéëïóöü", "åäöéà", "æøåéòô", "áðéíóúýþæö", "àçèéíïòóúü"),
    ),
    "cp1250": CENTRAL_EUROPEAN,
    "iso8859_2": CENTRAL_EUROPEAN,
    "cp1254": ("çğıöşüâîû",),
    "cp1257": ("ąčęėįšųūž", "āčēģīķļņšūž", "äõöüšž"),
}
SIGNS = "“”„‘’‚‹›«»–—…¡¿·•´°§©®™€£½\u00a0\u00ad"

USUAL = "cp1252"  # of all legacy codecs the most used on the web; latin-1 is a part of it
USUAL_ADVANTAGE = 0.05  # a name with foreign letters must not outweigh how usual it is
ENOUGH = 0.8  # text in the right codec has 0.95 and more, Cyrillic read as cp1252 has 0.5

# Names that pages use for the codec beside the one they mean (WHATWG Encoding Standard).
WIDER = {
    **dict.fromkeys(("iso-8859-1", "iso8859-1", "latin-1", "latin1", "ascii", "us-ascii"), USUAL),
    **dict.fromkeys(("gb2312", "gbk", "x-gbk", "gb_2312-80"), "gb18030"),
    **dict.fromkeys(("shift_jis", "shift-jis", "sjis", "x-sjis"), "cp932"),
    **dict.fromkeys(("euc-kr", "ks_c_5601-1987", "korean"), "cp949"),
    **dict.fromkeys(("iso-8859-9", "latin5"), "cp1254"),
    **dict.fromkeys(("iso-8859-11", "tis-620"), "cp874"),
    "utf8": "utf-8",
    "x-user-defined": USUAL,
}
# Codecs of Python that are none of texts; punycode takes a time that is the square of the length.
NOT_OF_TEXTS = frozenset(
    "idna punycode raw-unicode-escape unicode-escape undefined mbcs oem".split()
)
# Such text would have begun with a byte order mark, or is none at all.
NEVER_DECLARED = NOT_OF_TEXTS | frozenset(
    "utf-16 utf-16-le utf-16-be utf-32 utf-32-le utf-32-be utf-7".split()
)

# What else is told apart; a longer list lets rare codecs win by chance.
CODECS = [
    *("cp1252", "cp1251", "koi8_r", "iso8859_5", "cp866", "cp1253", "cp437"),
    *("cp932", "euc_jp", "gb18030", "big5", "cp949"),
]

NOT_ASCII = re.compile(rb"[\x80-\xff]")
CONTROL = re.compile(r"[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f-\x84\x86-\x9f]")


def sample_of(data: bytes) -> bytes:
    """Up to SAMPLE_BYTES of ``data`` from around its bytes beyond ASCII, which tell the codec."""
    pieces: list[bytes] = []
    size = end = 0
    while size < SAMPLE_BYTES and (hit := NOT_ASCII.search(data, end)):
        start = max(end, hit.start() - CONTEXT_BYTES)
        end = hit.end() + CONTEXT_BYTES
        pieces.append(data[start:end])
        size += len(pieces[-1])
    return b"".join(pieces)


def fit(sample: bytes, codec: str) -> float:
    """How much of what ``sample`` has beyond ASCII is usual in one language of ``codec``, 0 to 1.

    Letters of that language's alphabet count as usual, and SIGNS.
    """
    text = sample.decode(codec, errors="replace").lower()
    counts = Counter(character for character in text if character > "\x7f")
    return max(
        sum(counts[character] for character in alphabet + SIGNS) / counts.total()
        for alphabet in ALPHABETS[codec]
    )


def guess_codec(data: bytes) -> str:
    """The likeliest legacy codec of ``data``, which is not UTF-8.

    Latin scripts are told apart by their letters, since charset-normalizer 3.5 takes four Spanish
    news articles in five from cp1252 into another of them; all else is left to it.
    """
    sample = sample_of(data)
    fits = {codec: fit(sample, codec) for codec in ALPHABETS}
    fits[USUAL] += USUAL_ADVANTAGE
    latin = max(fits, key=fits.__getitem__)
    if fits[latin] >= ENOUGH:
        return latin
    best = from_bytes(sample, cp_isolation=CODECS).best()
    return best.encoding if best else USUAL


def is_damaged_utf8(data: bytes, error: UnicodeDecodeError) -> bool:
    """Whether ``data``, which ``error`` says is not UTF-8, is UTF-8 with some bad bytes.

    It is if it has two whole multi-byte characters for each broken one, since a legacy text
    hardly ever forms one by chance; or if all that is wrong is a character cut off at the end,
    of which two bytes are left. How rare the bad bytes are would not tell: an English page in
    cp1252 may have one curly quote in a thousand bytes.
    """
    if error.reason == "unexpected end of data" and error.end - error.start > 1:
        return True
    text = data.decode(errors="replace")
    broken = text.count("\ufffd") - data.count("\ufffd".encode())
    whole = len(text) - len(text.encode("ascii", errors="ignore")) - broken
    return whole >= 2 * broken


def codec_of(data: bytes) -> str:
    """The codec of ``data``; raises UnreadableFile if no text holds such bytes."""
    for mark, codec in BYTE_ORDER_MARKS:
        if data.startswith(mark):
            return codec
    try:
        data.decode()
    except UnicodeDecodeError as error:
        if b"\x00" in data:
            raise UnreadableFile(
                "not text: NUL bytes, as in binary data or UTF-16 without a byte order mark"
            ) from None
        return "utf-8" if is_damaged_utf8(data, error) else guess_codec(data)
    return "utf-8"


def refuse_binary(data: bytes) -> None:
    """Raise UnreadableFile for what often lies beside texts and is none, by how it begins."""
    for place, signature, name in SIGNATURES:
        if data.startswith(signature, place):
            raise UnreadableFile(f"not text: {name}")


def decode(data: bytes) -> tuple[str, str]:
    """The text of ``data``, without its byte order mark if it has one, and the codec it is in.

    A byte order mark settles the codec; else it is UTF-8, even if slightly damaged; else a guess
    among ALPHABETS and CODECS from a sample. Bytes that the codec does not know become U+FFFD.
    Raises UnreadableFile where ``data`` is not text.
    """
    refuse_binary(data)
    codec = codec_of(data)
    text = data.decode(codec, errors="replace")
    head = text[:SAMPLE_BYTES]
    if len(CONTROL.findall(head)) > MAX_CONTROL_SHARE * len(head):
        raise UnreadableFile("not text: too many control characters, as in binary data")
    return text, codec


def known_codec(label: str) -> str | None:
    """The codec that a container means by ``label``; None for what it cannot mean."""
    name = label.strip().lower()
    try:
        codec = codecs.lookup(WIDER.get(name, name)).name
        b"".decode(codec)  # some turn bytes into bytes
    except (LookupError, ValueError):
        return None
    return None if codec in NEVER_DECLARED else codec


def decode_declared(data: bytes, *labels: str | None) -> tuple[str, str]:
    """As ``decode``, believing the first of ``labels`` in which ``data`` is without error.

    ``labels`` are names of codecs as a container gives them, the most trusted first. A byte order
    mark goes before all of them, and so does UTF-8 without error: what a server is set to say of
    all its pages is often wrong, and text in another codec is hardly ever valid UTF-8.
    """
    if not any(data.startswith(mark) for mark, _ in BYTE_ORDER_MARKS):
        refuse_binary(data)
        # Text in ISO-2022 is all ASCII, with escapes.
        for label in filter(None, labels if b"\x1b" in data else ("utf-8", *labels)):
            codec = known_codec(label)
            if codec:
                try:
                    return data.decode(codec), codec
                except UnicodeError:
                    continue
    return decode(data)


class LineDecoder:
    """Decodes the lines of a file one by one: UTF-8 until a line is not, then what that line is."""

    def __init__(self) -> None:
        self.codec = "utf-8"

    def text(self, line: bytes) -> str:
        """A line as text; bytes that the codec does not know become U+FFFD."""
        try:
            return line.decode()
        except UnicodeDecodeError:
            if self.codec == "utf-8":
                self.codec = codec_of(line)
            return line.decode(self.codec, errors="replace")


def is_wide(head: bytes) -> str | None:
    """The codec of a text that begins with a byte order mark of UTF-16 or UTF-32; else None."""
    for mark, codec in BYTE_ORDER_MARKS[1:]:
        if head.startswith(mark):
            return codec
    return None


class Recoded(io.RawIOBase):
    """A stream in some codec as a stream in UTF-8."""

    def __init__(self, stream: io.BufferedReader, codec: str) -> None:
        self.stream = stream
        self.decoder = codecs.getincrementaldecoder(codec)(errors="replace")
        self.left = b""

    def readable(self) -> bool:
        """It is."""
        return True

    def readinto(self, buffer: Any, /) -> int:
        """Fill ``buffer`` with what there is; the number of bytes, 0 at the end."""
        while not self.left:
            data = self.stream.read1()
            self.left = self.decoder.decode(data, final=not data).encode("utf-8", "replace")
            if not data:
                break
        count = min(len(buffer), len(self.left))
        buffer[:count], self.left = self.left[:count], self.left[count:]
        return count

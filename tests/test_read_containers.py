"""Pages, web archives, feeds, mails and archives: what is taken, and what must do no harm."""

import gzip
import io
import json
import lzma
import tarfile
import zipfile
from datetime import UTC, datetime
from typing import Any

import pytest
import zstandard
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pipeline.elements import DeadLetter, Document, Rejected
from pipeline.read import read_record
from pipeline.segment import segment_document
from schemas.values import Precision

ONE = (
    "The regulator fined Acme five million dollars on Monday after a long inquiry into its prices."
)
TWO = (
    "Police said that they had arrested two people in Lima in connection with the case on Tuesday."
)
BODY = f"{ONE}\n\n{TWO}"
WHEN = datetime(2024, 5, 7, 9, 30, tzinfo=UTC)
PAGE = f"""<!DOCTYPE html><html lang="en-GB"><head><meta charset="utf-8">
<title>Acme fined | Daily</title>
<meta property="og:site_name" content="The Daily"><link rel="canonical" href="https://d.example/1">
<meta property="article:published_time" content="2024-05-07T11:30:00+02:00"></head><body>
<nav><a href="/">Home</a><a href="/w">World</a></nav><article><h1>Acme fined</h1><p>{ONE}</p>
<p>{TWO}</p><h2>What next</h2><p>{ONE}</p></article>
<footer>All rights reserved</footer></body></html>"""


def texts(found: list[Any]) -> list[tuple[str | None, str]]:
    return [(each.source_record, each.text) for each in found if isinstance(each, Document)]


@pytest.mark.parametrize("name", ["a.html", "a.txt", "a.csv", "a", "a.json"])
def test_a_page_is_its_main_text_with_what_it_says_of_itself(read, name) -> None:
    (document,) = read(name, PAGE)
    assert document == Document(
        source_uri=document.source_uri,
        text=f"Acme fined\n\n{BODY}\n\nWhat next\n\n{ONE}",
        media_type="text/html",
        title="Acme fined",
        url="https://d.example/1",
        published_at=WHEN,
        publisher="The Daily",
        language="en",
        published_at_precision=Precision.INSTANT,
    )
    (article,) = segment_document(document)
    assert (article.title, article.title_range) == ("Acme fined", (0, 10))


def test_a_page_of_several_articles_is_split_where_it_marks_them(read) -> None:
    story = (
        "<article><h2><a href='/n/{0}'>Story {0}</a></h2><time datetime='2024-05-0{0}'></time>"
        f"<p>{ONE}</p><p>{TWO}</p></article>"
    )
    teaser = "<article><h3>Read more</h3><p>A few words.</p></article>"
    page = f"<base><link rel=canonical href='https://d.example/'>{story.format(1)}{story.format(2)}"
    found = read("a.html", f"<html><body>{page}{teaser}</body></html>")
    assert texts(found) == [("1", f"Story 1\n\n{BODY}"), ("2", f"Story 2\n\n{BODY}")]
    assert [each.published_at.day for each in found] == [1, 2]


@pytest.mark.parametrize(
    ("head", "codec"),
    [
        ('<meta charset="utf-8">', "utf-8"),
        ('<meta charset="iso-8859-1">', "cp1252"),
        ('<meta http-equiv="Content-Type" content="text/html; charset=windows-1251">', "cp1251"),
        ('<meta charset="nonsense">', "cp1252"),
        ("", "utf-16"),
    ],
)
def test_pages_are_decoded_as_they_say_unless_that_is_wrong(read, head, codec) -> None:
    word = "следствие" if codec == "cp1251" else "año – señor"
    page = f"<html><head>{head}</head><body><p>{ONE} {word}</p><p>{TWO}</p></body></html>"
    (document,) = read("a.html", page.encode(codec))
    assert word in document.text


@pytest.mark.parametrize("page", ["<html></html>", "<html><script>x</script>", "<" * 10_000])
def test_a_page_without_text_is_a_reject(read, page) -> None:
    (found,) = read("a.html", page)
    assert isinstance(found, Rejected) or found.text == page


def test_deep_pages_end(read) -> None:
    deep = "<div>" * 50_000
    (found,) = read("a.html", f"<html><body><p>{ONE}</p><p>{TWO}</p>{deep}</body></html>")
    assert ONE in found.text


def warc(*records: tuple[str, str, bytes], compress: bool = False) -> bytes:
    out = b""
    for number, (kind, media, body) in enumerate(records):
        head = (
            f"WARC/1.0\r\nWARC-Type: {kind}\r\nWARC-Record-ID: <urn:uuid:{number}>\r\n"
            f"WARC-Target-URI: http://a.example/{number}\r\nWARC-Date: 2020-01-01T00:00:00Z\r\n"
            f"Content-Type: {media}\r\nContent-Length: {len(body)}\r\n\r\n"
        )
        record = head.encode() + body + b"\r\n\r\n"
        out += gzip.compress(record) if compress else record
    return out


def http(status: str, media: str, body: bytes, more: str = "") -> bytes:
    return f"HTTP/1.1 {status}\r\nContent-Type: {media}\r\n{more}\r\n".encode() + body


ZIPPED = gzip.compress(PAGE.encode())
CRAWL = (
    ("warcinfo", "application/warc-fields", b"software: x"),
    ("response", "application/http", http("200 OK", "text/html; charset=utf-8", PAGE.encode())),
    ("response", "application/http", http("404 Not Found", "text/html", PAGE.encode())),
    (
        "response",
        "application/http",
        http(
            "200 OK",
            "text/html",
            f"{len(ZIPPED):x}\r\n".encode() + ZIPPED + b"\r\n0\r\n\r\n",
            "Transfer-Encoding: chunked\r\nContent-Encoding: gzip\r\n",
        ),
    ),
    ("response", "application/http", http("200 OK", "image/png", b"\x89PNG")),
    ("response", "application/http", http("200 OK", "text/html", b"%PDF-1.4")),
    ("conversion", "text/plain", f"{ONE}\n{TWO}".encode()),
)


@pytest.mark.parametrize("name", ["a.warc", "a.warc.gz", "a.txt", "a.wet.zst"])
def test_pages_and_texts_of_a_web_archive_are_documents(read, name) -> None:
    data = warc(*CRAWL, compress=name.endswith("gz"))
    data = zstandard.compress(data) if name.endswith("zst") else data
    first, second, bad, text = read(name, data)
    assert [first.source_record, second.source_record] == ["<urn:uuid:1>", "<urn:uuid:3>"]
    assert first.text == second.text == f"Acme fined\n\n{BODY}\n\nWhat next\n\n{ONE}"
    assert isinstance(bad, DeadLetter)
    assert bad.source_record == "<urn:uuid:5>"
    assert (text.source_record, text.text) == ("<urn:uuid:6>", f"{ONE}\n{TWO}")
    assert (text.url, text.published_at) == (
        "http://a.example/6",
        None,
    )  # a crawl is no publication


@pytest.mark.parametrize("compress", [True, False])
def test_of_a_cut_off_web_archive_the_whole_records_are_read(read, compress) -> None:
    plain = ("conversion", "text/plain", BODY.encode())
    data = warc(plain, plain, plain, compress=compress)
    *good, bad = read("a.warc", data[:-50])
    assert texts(good) == [("<urn:uuid:0>", BODY), ("<urn:uuid:1>", BODY)]
    assert isinstance(bad, DeadLetter)


def test_a_header_that_does_not_end_is_an_error_and_not_a_memory_leak(read) -> None:
    (bad,) = read("a.warc", b"WARC/1.0\r\nWARC-Type: response\r\nX: " + b"a" * 3_000_000)
    assert "no record begins" in bad.message


def rss(*items: str) -> str:
    return (
        '<?xml version="1.0" encoding="utf-8"?><rss version="2.0" '
        'xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel><title>The Daily</title>'
        f"<language>en-us</language>{''.join(items)}</channel></rss>"
    )


ITEM = f"""<item><title>A &amp;amp; B</title><link>http://d.example/1?a=1&amp;b=2</link><guid>g1</guid>
<pubDate>Tue, 07 May 2024 11:30:00 +0200</pubDate><description>short</description>
<content:encoded><![CDATA[<p>{ONE}</p><p>{TWO}</p>]]></content:encoded></item>"""
NEXT = (
    "<item><title>Next &nbsp; one</title><guid>g1</guid>"
    "<description>&lt;p&gt;x &amp; y</description></item>"
)


@pytest.mark.parametrize("name", ["a.rss", "a.xml", "a.txt"])
def test_items_of_a_feed_are_documents_with_the_longest_text(read, name) -> None:
    first, second = read(name, rss(ITEM, NEXT))
    assert first == Document(
        source_uri=first.source_uri,
        text=f"A & B\n\n{BODY}",
        source_record="g1",
        media_type="text/html",
        title="A & B",
        url="http://d.example/1?a=1&b=2",
        published_at=WHEN,
        publisher="The Daily",
        language="en",
        published_at_precision=Precision.INSTANT,
    )
    # An entity that XML does not know must not swallow those after it.
    assert (second.source_record, second.text) == ("g1~2", "Next one\n\nx & y")


def test_atom_nitf_and_newsml_are_read(read) -> None:
    xhtml = f'<div xmlns="http://www.w3.org/1999/xhtml"><p>{ONE}</p><p>{TWO}</p></div>'
    (atom,) = read(
        "a.xml",
        '<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="es"><title>Diario</title><entry>'
        '<id>urn:1</id><title>T</title><link rel="self" href="http://no"/><link href="http://a/1"/>'
        f'<published>2024-05-07T09:30:00Z</published><content type="xhtml">{xhtml}</content>'
        "</entry></feed>",
    )
    (nitf,) = read(
        "a.nitf",
        '<nitf><head><docdata><doc-id id-string="d1"/><date.issue norm="20240507T093000Z"/>'
        "</docdata></head><body><body.head><hedline><hl1>T</hl1></hedline></body.head>"
        f"<body.content><p>{ONE}</p><p>{TWO}</p></body.content></body></nitf>",
    )
    (newsml,) = read(
        "a.xml",
        '<newsMessage xmlns="http://iptc.org/std/nar/2006-10-01/"><itemSet><newsItem guid="n1">'
        '<itemMeta><provider literal="Diario"/><versionCreated>2024-05-07T09:30:00Z'
        "</versionCreated></itemMeta><contentMeta><headline>T</headline></contentMeta>"
        f"<contentSet><inlineXML>{xhtml}</inlineXML></contentSet></newsItem></itemSet></newsMessage>",
    )
    assert texts([atom, nitf, newsml]) == [(n, f"T\n\n{BODY}") for n in ("urn:1", "d1", "n1")]
    assert {each.published_at for each in (atom, nitf, newsml)} == {WHEN}
    assert (atom.publisher, newsml.publisher, atom.language) == ("Diario", "Diario", "es")
    assert atom.url == "http://a/1"


def test_of_a_cut_off_feed_the_whole_items_are_read(read) -> None:
    *good, bad = read("a.rss", rss(ITEM, NEXT)[:-60])
    assert [each.source_record for each in good] == ["g1"]
    assert bad.message == "broken XML after item 1: it is cut off"


def test_entities_are_neither_expanded_nor_fetched(read, tmp_path) -> None:
    (tmp_path / "secret").write_text("SECRET")
    laughs = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 12))
    found = read(
        "a.rss",
        f'<?xml version="1.0"?><!DOCTYPE r [<!ENTITY l0 "lol">{laughs}<!ENTITY x SYSTEM "secret">]>'
        "<rss><channel><item><title>t</title><description>a &l11; &x; b</description></item>"
        "</channel></rss>",
    )
    assert texts(found) == [("1", "t\n\na &l11; &x; b")]


def mail(number: int, body: str, more: str = "") -> str:
    return (
        f"From: The Daily <n@d.example>\nSubject: =?utf-8?q?Caf=C3=A9?= {number}\n{more}"
        f"Message-ID: <{number}@d>\nDate: Tue, 07 May 2024 11:30:00 +0200\n\n{body}\n"
    )


HTML_MAIL = mail(1, f"<p>{ONE}</p><p>{TWO}</p>", "MIME-Version: 1.0\nContent-Type: text/html\n")


@pytest.mark.parametrize(("name", "data"), [("a.eml", HTML_MAIL), ("a.txt", HTML_MAIL)])
def test_a_mail_is_a_document_under_its_subject(read, name, data) -> None:
    (document,) = read(name, data.replace("\n", "\r\n"))
    assert texts([document]) == [("<1@d>", f"Café 1\n\n{BODY}")]
    assert (document.published_at, document.publisher) == (WHEN, "The Daily")


def test_plain_text_is_preferred_and_attachments_are_left_out(read) -> None:
    parts = "\n--b\nContent-Type: text/{0}\n\n{1}"
    attached = "\n--b\nContent-Type: text/plain\nContent-Disposition: attachment\n\nnot this"
    body = parts.format("html", "<p>no</p>") + parts.format("plain", "yes") + attached + "\n--b--"
    found = read("a.eml", mail(1, body, "Content-Type: multipart/mixed; boundary=b\n"))
    assert texts(found) == [("<1@d>", "Café 1\n\nyes")]


@pytest.mark.parametrize("name", ["a.mbox", "mislabelled.txt"])
def test_mails_of_a_mailbox_are_documents_with_ids_of_their_own(read, name) -> None:
    line = "From n@d.example Tue May  7 09:30:00 2024\n"
    mails = [mail(n % 2, f"Body {n}\n>From here") for n in range(3)]
    found = read(name, "".join(f"{line}{each}\n" for each in mails))
    assert [each.source_record for each in found] == ["<0@d>", "<1@d>", "<0@d>~2"]
    assert found[2].text.rstrip() == "Café 0\n\nBody 2\nFrom here"


@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(junk=st.binary(max_size=300))
def test_no_header_of_a_mail_stops_a_run(read, junk) -> None:
    data = b"From: a@b\nMIME-Version: 1.0\nSubject: " + junk + b"\nContent-Type: " + junk + b"\n\nx"
    assert len(read("a.eml", data)) == 1


def packed(members: dict[str, bytes]) -> bytes:
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return data.getvalue()


def tarred(members: dict[str, bytes | None]) -> bytes:
    data = io.BytesIO()
    with tarfile.open(fileobj=data, mode="w") as archive:
        for name, content in members.items():
            entry = tarfile.TarInfo(name)
            if content is None:
                entry.type, entry.linkname = tarfile.SYMTYPE, "/etc/passwd"
            else:
                entry.size = len(content)
            archive.addfile(entry, io.BytesIO(content or b""))
    return data.getvalue()


INNER = {"a.txt": b"one", "b#%.jsonl": b'{"text": "two"}\n{x\n', "c.png": b"no", "._d.txt": b"no"}
FORMS = {
    "a.zip": packed(INNER),
    "a.tar": tarred(INNER),  # type: ignore[arg-type]
    "a.tgz": gzip.compress(tarred(INNER)),  # type: ignore[arg-type]
    "a.tar.xz": lzma.compress(tarred(INNER)),  # type: ignore[arg-type]
    "a.tar.zst": zstandard.compress(tarred(INNER)),  # type: ignore[arg-type]
    "a.zip.gz": gzip.compress(packed(INNER)),
    "mislabelled.txt": packed(INNER),
}


@pytest.mark.parametrize(("name", "data"), FORMS.items(), ids=FORMS)
def test_members_of_an_archive_are_read_by_their_kinds(read, name, data) -> None:
    found = read(name, data)
    assert texts(found) == [("a.txt", "one"), ("b%23%25.jsonl#1", "two")]
    (bad,) = (each for each in found if isinstance(each, DeadLetter))
    assert (bad.source_record, bad.offset) == ("b%23%25.jsonl#2", 16)


def test_paths_and_links_of_an_archive_touch_nothing(read, tmp_path) -> None:
    members = {"../up.txt": b"a", "/root.txt": b"b", "link.txt": None, "../../x/y.txt": b"c"}
    found = read("a.tar", tarred(members))
    assert texts(found) == [("../up.txt", "a"), ("/root.txt", "b"), ("../../x/y.txt", "c")]
    assert [path.name for path in tmp_path.rglob("*")] == ["a.tar"]
    assert not (tmp_path.parent / "up.txt").exists()


def test_bombs_are_refused_member_by_member_and_as_a_whole(read) -> None:
    large = packed({"a.txt": b"a" * 3_000_000, "b.txt": b"good"})
    bad, good = read("a.zip", large, max_bytes=1_000_000)
    assert (bad.source_record, "more than the 1,000,000" in bad.message) == ("a.txt", True)
    assert good.text == "good"
    many = packed({f"{n}.jsonl": b"\n" * 900_000 for n in range(20)})
    assert "unpacks to more than" in read("a.zip", many, max_bytes=1_000_000)[-1].message


def test_archives_may_be_in_one_another_but_not_without_end(read) -> None:
    data = packed({"a.txt": b"deep"})
    for _ in range(2):
        data = packed({"in.zip": data})
    assert texts(read("a.zip", data)) == [("in.zip#in.zip#a.txt", "deep")]
    (bad,) = read("a.zip", packed({"in.zip": data}))
    assert bad.message == "an archive inside of 3 others"


def test_of_a_cut_off_tar_file_the_whole_members_are_read(read) -> None:
    data = tarred({"a.txt": b"a" * 600, "b.txt": b"b" * 600})
    for end in (512 * 3 + 100, 512 * 4 + 100, 512 * 3):
        *good, bad = read("a.tar", data[:end])
        assert texts(good) == [("a.txt", "a" * 600)]
        assert isinstance(bad, DeadLetter)


def test_office_documents_are_not_taken_for_archives(read) -> None:
    (bad,) = read("a.zip", packed({"[Content_Types].xml": b"<x/>", "a.txt": b"text"}))
    assert "Office document" in bad.message


@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    names=st.lists(
        st.tuples(
            st.text("ab#%~2/", min_size=1, max_size=6), st.sampled_from([".txt", ".jsonl", ".zip"])
        ),
        max_size=6,
    )
)
@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_records_of_an_archive_have_names_of_their_own_and_are_found_again(read, names) -> None:
    contents = {
        ".txt": b"text",
        ".jsonl": json.dumps({"text": "a"}).encode() * 2,
        ".zip": packed({"a#1.txt": b"x", "a.jsonl": b'{"text": "y"}\n{"text": "z"}\n'}),
    }
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w") as archive:
        for stem, suffix in names:
            archive.writestr(stem + suffix, contents[suffix])
    found = read("a.zip", data.getvalue())
    records = [each.source_record for each in found]
    assert len(set(records)) == len(records)
    for each in found:
        if isinstance(each, Document):
            assert read_record(each.source_uri, each.source_record) == each


@settings(max_examples=150, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    junk=st.binary(max_size=200),
    opening=st.sampled_from(
        [
            b"",
            b"PK\x03\x04",
            b"PAR1",
            b"WARC/1.0\r\n",
            b"<rss>",
            b"<html>",
            b'{"',
            b"[{",
            b"\x1f\x8b\x08",
        ]
    ),
    suffix=st.sampled_from([".txt", ".csv", ".json", ".mbox", ".eml", ".xml", ".tar", ".html"]),
)
def test_junk_is_an_error_or_a_text_but_never_a_crash(read, junk, opening, suffix) -> None:
    for each in read(f"a{suffix}", opening + junk):
        assert isinstance(each, Document | Rejected | DeadLetter)

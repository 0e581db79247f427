"""What the fuzzer begins with: small good files of each kind, texts, and words to make more of."""

import bz2
import gzip
import io
import json
import lzma
import tarfile
import zipfile

import pyarrow as pa
import pyarrow.parquet as parquet

STORY = (
    "The regulator fined Acme five million dollars on Monday after a long inquiry into prices. "
    "Police said that they had arrested two people in Lima in connection with the case."
)
WORDS = """\
\n \n\n \r\n \t \0 - – — . , : ; ( ) ' ’s " “ ” « » … * # = _ | / \\ [ ] < > & © ® @ % + ~ ! ? 。 、
By Por Von Di Jane Roe Acme Borealis Lima LONDON MADRID, Reuters (Own) Source: Photo: Read more
Advertisement Share Related HEADLINE: LENGTH: BYLINE: DATELINE: Copyright All rights reserved
January mai octubre März 12 3 1 0 00 2024 24 1999 31/12/2024 2024-02-30 5:30 p.m. Z +0530 GMT
Monday lunes dimanche last next this ago yesterday mañana hace il y a vor week weeks días month
quarter Q3 half year years first second early late mid since until between and to of a the de la
one two twenty hundred dozen thousand million billion trillion mil millones Mrd. milliards lakh
crore juta triliun half-a-million 1.500 1,500 1.5 3,37,000 1e9 9999999999999999999 -5 −5 ½ ٣ ５ ²
$ US$ C$ £ € ¥ ₹ Rs Rs. Rp R$ USD EUR RUB dollars euros pesos pounds yen yuan rupees cents pence
percent per cent percentage points % people jobs users killed wounded injured missing dead hurt
muertos heridos soldiers civilians including among them more than about at least court ministry
Russian Indonesia's Côte d'Ivoire Congo U.S. US UK EU México Georgia Guinea Niger Dr. Mr. CEO Inc.
""".split(" ")
"""Words that the rules know, with line breaks among them; a byte of an input names one."""
WORDS = [part for word in WORDS for part in (word.split("\n") if word.strip("\n") else [word])]


def files_of_records() -> dict[str, bytes]:
    """Lines, arrays and tables."""
    table = io.BytesIO()
    columns = {"text": [STORY] * 3, "title": ["T"] * 3, "date": [1_714_000_000] * 3}
    parquet.write_table(pa.table(columns), table)
    deep = {"body": STORY, "author": {"name": []}}
    row = {"id": 1, "title": "T", "text": STORY, "published_at": "2024-05-01", "url": "http://a.b"}
    return {
        "a.jsonl": f"{json.dumps(row)}\n{json.dumps(deep)}\n".encode(),
        "a.json": json.dumps([row, {"articles": [row]}]).encode(),
        "b.json": json.dumps({"items": [row, row]}).encode("utf-16"),
        "a.csv": f'title,text,date\nT,"{STORY}",2024-05-01\n"a\nb",x\n'.encode(),
        "a.tsv": f"title\tbody\nT\t{STORY}\n".encode("latin-1"),
        "a.parquet": table.getvalue(),
    }


def files_of_markup() -> dict[str, bytes]:
    """Pages, feeds and the markup of agencies."""
    head = '<title>T - Site</title><meta property="og:title" content="T"><base href="/x">'
    ld = json.dumps({"@type": "NewsArticle", "headline": "T", "datePublished": "2024-05-01"})
    page = (
        f"<!doctype html><html lang=en><head><meta charset=utf-8>{head}"
        f'<script type="application/ld+json">{ld}</script></head><body><nav><a href=#>x</a></nav>'
        f"<article><h1>T</h1><p class=a>{STORY}</p><p>{STORY}<br>&amp;&#x41;&nbsp;</p></article>"
        f"<article><h2>U</h2><p>{STORY}</p></article></body></html>"
    )
    item = "<item><title>T</title><guid>g</guid><pubDate>Wed, 1 May 2024 10:00:00 GMT</pubDate>"
    item += f"<description><![CDATA[<p>{STORY}</p>]]></description></item>"
    entry = f'<entry><id>i</id><title type="html">T</title><content type="xhtml"><div>{STORY}'
    nitf = f"<nitf><head><title>T</title></head><body><body.content><p>{STORY}</p></body.content>"
    newsml = f"<newsItem guid='u'><itemMeta/><contentSet><inlineXML><nitf><body><p>{STORY}</p>"
    return {
        "a.html": page.encode(),
        "a.txt": page.encode("utf-16-le"),
        "a.rss": f'<?xml version="1.0"?><rss><channel>{item * 2}</channel></rss>'.encode(),
        "a.atom": f"<feed>{entry}</div></content></entry></feed>".encode(),
        "a.nitf": f"{nitf}</body></nitf>".encode(),
        "a.xml": f"{newsml}</body></nitf></inlineXML></contentSet></newsItem>".encode(),
        "b.xml": b'<!DOCTYPE a [<!ENTITY b "c"><!ENTITY d SYSTEM "file:///x">]><rss>&b;&d;</rss>',
    }


def files_of_messages() -> dict[str, bytes]:
    """Mails, mailboxes and records of web archives."""
    head = "From: Jane <a@b.c>\nSubject: =?utf-8?q?T?=\nDate: Wed, 1 May 2024 10:00:00 +0000\n"
    head += "Message-ID: <1@b.c>\nMIME-Version: 1.0\n"
    parts = f"--x\nContent-Type: text/html; charset=utf-8\n\n<p>{STORY}</p>\n--x\n"
    parts += "Content-Type: text/plain\nContent-Transfer-Encoding: base64\n\nVGV4dA==\n--x--\n"
    mail = f"{head}Content-Type: multipart/mixed; boundary=x\n\n{parts}"
    page = f"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n<p>{STORY}</p>".encode()
    record = b"WARC/1.0\r\nWARC-Type: %b\r\nWARC-Target-URI: http://a.b/c\r\nContent-Type: %b\r\n"
    response = record % (b"response", b"application/http; msgtype=response")
    text = record % (b"conversion", b"text/plain")
    size = b"Content-Length: %d\r\n\r\n%b\r\n\r\n"
    return {
        "a.eml": mail.encode(),
        "b.eml": f"{head}\n{STORY}\n".encode(),
        "a.mbox": f"From a@b.c Wed May  1 10:00:00 2024\n{mail}\n\n".encode() * 2,
        "a.warc": response + size % (len(page), page) + response + size % (len(page), page),
        "a.wet": text + size % (len(STORY), STORY.encode()),
        "a.warc.gz": gzip.compress(response + size % (len(page), page), mtime=0),
    }


def files_of_archives() -> dict[str, bytes]:
    """Archives and packed files."""
    packed, lumped = io.BytesIO(), io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("a.txt", STORY)
        archive.writestr("d/b.jsonl.gz", gzip.compress(json.dumps({"text": STORY}).encode()))
    with tarfile.open(fileobj=lumped, mode="w") as tape:
        for name, data in (("a.txt", STORY.encode()), ("c.zip", packed.getvalue())):
            entry = tarfile.TarInfo(name)
            entry.size = len(data)
            tape.addfile(entry, io.BytesIO(data))
    return {
        "a.zip": packed.getvalue(),
        "a.tar": lumped.getvalue(),
        "a.tgz": gzip.compress(lumped.getvalue(), mtime=0),
        "a.txt.gz": gzip.compress(STORY.encode(), mtime=0),
        "a.txt.bz2": bz2.compress(STORY.encode()),
        "a.txt.xz": lzma.compress(STORY.encode()),
        "a.txt": STORY.encode("cp1252"),
    }


TEXTS = (
    f"Acme fined\n\nLIMA, May 3 (Own) - {STORY}\n\n{STORY}\n\nShare\n\n© 2024 The Own Paper\n",
    f"Borealis cierra\nPor Ana Roe\n3 de mayo de 2024, 5:30\n\n{STORY}\n\nCantera abre\n\n{STORY}",
    f"HEADLINE: Acme\nBYLINE: Jane Roe\nLENGTH: 12 words\n\n{STORY}\n\n1. One\n{STORY}\n2. Two\n",
    f"# Acme\n\n* one\n* two\n\n> {STORY}\n\n[x](http://a.b) | [y](z)\n\n“{STORY}”\r\n\r\n10:35 x",
    "RUB 3 million $44 billion (roughly Rs. 3,37,000 crore) 12.000 millones de euros £4bn",
    "between 3 and 5 million yuan, about US$ 1.500 millones, 40 Mrd. Euro, Rp 3 triliun, 50 pence",
    "last Monday, 31 de diciembre de 2023, third quarter of 2024, two weeks ago, 2024-02-29, Q3",
    "12 people were killed and at least 30 injured, two of them soldiers; 5.5 percentage points",
)

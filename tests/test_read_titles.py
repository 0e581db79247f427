"""Titles of pages: what is taken where their headings, heads and metadata say different things."""

import json

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pipeline.read.markup import parse
from pipeline.read.page import titles
from pipeline.read.page.titles import title_of
from pipeline.read.page.told import told_by
from pipeline.segment import segment_document

TEXT = (
    "<p>The council voted on Monday to close the old bridge for a year, as its piers crack.</p>"
    "<p>Shopkeepers on both banks said that nobody had asked them; they would go to court now.</p>"
)
TITLE = "Council closes old bridge for a year"


def og(title: str, site: str = "") -> str:
    name = f'<meta property="og:site_name" content="{site}">' if site else ""
    return f'<meta property="og:title" content="{title}">{name}'


def linked(**properties: object) -> str:
    data = json.dumps({"@type": "NewsArticle", **properties})
    return f'<script type="application/ld+json">{data}</script>'


def chosen(head: str, body: str, url: str | None = None) -> str | None:
    tree = parse(f"<!DOCTYPE html><html><head>{head}</head><body>{body}</body></html>")
    told = told_by(tree)
    return title_of(tree, told.titles, told.site_names, told.facts.get("url") or url)


TEASERS = "".join(f"<h2><a href='/{n}'>Another story of some length {n}</a></h2>" for n in "abc")
PAGES = {
    "the heading over the text": ("", f"<h1>{TITLE}</h1>{TEXT}"),
    "the site's name in h1, known by its address": (
        '<meta property="og:url" content="https://www.valley-herald.example/n/1">',
        f"<h1>Valley Herald</h1><h2>{TITLE}</h2>{TEXT}",
    ),
    "the site's name in h1, known by <title>": (
        f"<title>{TITLE} - Valley Herald</title>",
        f"<h1>Valley Herald</h1><h2>{TITLE}</h2>{TEXT}",
    ),
    "a long slogan in h1, known by nothing": (
        f"<title>{TITLE} | Home</title>",
        f"<h1>All the news of the valley every day</h1><div>x</div><h2>{TITLE}</h2>{TEXT}",
    ),
    "a logo that leads home": (
        "<title>Valley</title>",
        f"<h1><a href='/'>The News of the Whole Valley</a></h1><h3>{TITLE}</h3>{TEXT}",
    ),
    "no heading but a bold line": (
        f"<title>Herald: {TITLE}</title>" + og(TITLE + " | Herald", "Herald"),
        f"<table><tr><td><b>{TITLE}</b><br>{TEXT}</td></tr></table>",
    ),
    "a title that is declared, and printed nowhere": (
        f"<title>{TITLE} | Local news | The Valley Herald</title>",
        f"<h1>Local</h1>{TEXT}",
    ),
    "the section in h1": (
        f"<title>{TITLE} | Local news | Herald</title>",
        f"<h1>Local news</h1><h2>{TITLE}</h2>{TEXT}<h2>Court case ahead of the city</h2>{TEXT}",
    ),
    "a title for search engines that is another": (
        "<title>Bridge closure: all you need to know | Herald</title>" + og("Bridge closed?"),
        f"<h1>{TITLE}</h1>{TEXT}",
    ),
    "a <title> cut off": (
        "<title>Council closes old bridge ... - Herald</title>",
        f"<h2>Our newsletter every morning</h2><h2>{TITLE}</h2><h2>A dek that says more</h2>{TEXT}",
    ),
    "the same declared title on all pages": (
        og("The Valley Herald - news, sport and weather"),
        f"<h1>{TITLE}</h1>{TEXT}",
    ),
    "a rubric within the heading": (
        og(TITLE, "Herald"),
        f"<h1><span>Transport</span><span>{TITLE}</span></h1>{TEXT}",
    ),
    "headlines of others before the text": (
        "<title>Herald</title>" + linked(headline=TITLE, publisher={"name": "Herald"}),
        f"<div>{TEASERS}</div><div><h2>{TITLE}</h2>{TEXT}</div>",
    ),
    "a dek in a heading of its own": (
        "",
        f"<h1>{TITLE}</h1><h2>Shopkeepers on both banks want to go to court</h2>{TEXT}",
    ),
    "headings of margins": (
        "",
        f"<aside><h1>Most read stories of the week</h1></aside><h2>{TITLE}</h2>{TEXT}"
        f"<div><h2>Related stories from the valley</h2></div>",
    ),
    "a class that says so": (
        "<title>Herald</title>",
        f"<div class='site-title'>Herald</div><div class='articleTitle'>{TITLE}</div>{TEXT}",
    ),
    "JSON-LD alone": (linked(headline="Council closes old bridge for a year"), TEXT),
    "letters that are not shown": (
        "",
        f"<h1>Council closes old br\u00adidge for a year</h1>{TEXT}",
    ),
    "lines in the heading": ("", f"<h1>Council closes<br>old bridge\n for a year</h1>{TEXT}"),
}


@pytest.mark.parametrize("name", PAGES)
def test_the_title_of_a_page(name: str) -> None:
    assert chosen(*PAGES[name]) == TITLE


@pytest.mark.parametrize(
    ("title", "site", "section"),
    [
        ("El consejo cierra el puente viejo – Valle – durante un año", "El Heraldo", "Ciudad"),
        ("Dewan kota menutup jembatan tua selama setahun", "Kabar Lembah", "Kota"),
        ("Rada zamyka stary most: „To konieczne”", "Głos Doliny", "Miasto"),
        ("Belediye eski köprüyü bir yıl kapatıyor", "Vadi Postası", "Yerel"),
        ("Совет закрывает старый мост на год", "Вестник долины", "Город"),
        ("市议会决定将老桥关闭一年，商户表示将上诉法院", "山谷日报", "本地"),
        ("المجلس يغلق الجسر القديم لمدة عام", "صحيفة الوادي", "محليات"),
        ("Le conseil ferme le vieux pont : un an de travaux", "La Voix du Val", "Ville"),
    ],
)
@pytest.mark.parametrize("mark", [" - ", " | ", " — ", " » "])
def test_titles_in_other_languages_lose_the_names_of_site_and_section(
    title: str, site: str, section: str, mark: str
) -> None:
    ends, begins = f"{title}{mark}{section}{mark}{site}", f"{site}{mark}{section}{mark}{title}"
    for told in (f"<title>{ends}</title>", f"<title>{begins}</title>", og(ends, site)):
        page = f"<h1>{site}</h1><div>{section}</div><h2>{title}</h2>{TEXT}<h2>{section}</h2>{TEXT}"
        assert chosen(told, page) == title
        assert chosen(told, f"<h1><a href='./'>x</a></h1><p>{title}</p>{TEXT}") == title


def test_a_page_that_names_only_its_site_has_no_title() -> None:
    assert (
        chosen(og("Herald", "Herald") + "<title>Herald</title>", f"<h1>Herald</h1>{TEXT}") is None
    )


def test_entities_that_were_escaped_twice_are_resolved() -> None:
    assert chosen(og("Fish &amp;amp; chips &amp;#8211; dearer again"), TEXT) == (
        "Fish & chips – dearer again"
    )


def test_a_link_to_another_site_is_no_link_home() -> None:
    page = f"<h1><a href='https://other.example/'>{TITLE}</a></h1>{TEXT}"
    assert chosen("", page, url="https://herald.example/n/1") == TITLE


@pytest.mark.parametrize("url", ["http://[news/2023/a", "http://exa\u2100mple/a"])
@pytest.mark.parametrize("href", ["/n/1", "http://[x", "https://herald.example/"])
def test_a_page_whose_address_is_malformed_is_read(read, url: str, href: str) -> None:
    head = f'<title>{TITLE}</title><meta property="og:url" content="{url}">'
    page = f"<h1><a href='{href}'>{TITLE}</a></h1>{TEXT}<a href='/'>Herald</a>"
    (document,) = read("a.html", f"<html><head>{head}</head><body>{page}</body></html>")
    assert document.title == TITLE
    assert "Shopkeepers on both banks" in document.text


def test_a_title_that_the_text_repeats_stands_once(read) -> None:
    title = "Will the council really close the old bridge for a whole year because of cracks?"
    page = f"<title>{title} - Herald</title><p>Local news</p><p>{title}</p><p>By Jo Roe</p>{TEXT}"
    (document,) = read("a.html", f"<html><body>{page}</body></html>")
    assert document.title == title
    assert document.text.startswith(f"{title}\n\nLocal news\n\nBy Jo Roe\n\nThe council")
    (article,) = segment_document(document)
    assert (article.title, article.title_range) == (title, (0, len(title)))


MARKUP = (
    *("<h1>", "</h1>", "<h2>", "<a href='/'>", "<a href='http://[x'>", "</a>", "<p>", "</p>"),
    *("<title>", "</title>", "<span>", "</span>", " - ", "| ", ": ", "… ", TITLE, "Herald ", TEXT),
    *("<meta property='og:title' content='A - B | C'>", "<nav>", "</nav>", "<!-- x -->", "\x00"),
    *("<script type='application/ld+json'>[{\"@type\": 3}]</script>", "<div class='headline'>"),
    "<br>",
)


@given(
    st.lists(st.sampled_from(MARKUP), max_size=30).map("".join),
    st.sampled_from([None, "http://[", "http://a.b/c"]),
)
@settings(max_examples=100, suppress_health_check=[HealthCheck.too_slow], deadline=None)
def test_any_page_has_a_title_of_one_line_or_none(page: str, url: str | None) -> None:
    tree = parse(page)
    if tree is not None:
        told = told_by(tree)
        title = title_of(tree, told.titles, told.site_names, url)
        assert title is None or (title == " ".join(title.split()) and 0 < len(title) <= 300)


def test_the_title_of_a_huge_page_is_looked_for_in_its_beginning() -> None:
    head = f"<title>{TITLE} - Herald</title>"
    flood = "<br>x" * 300_000 + "<a href='/'>Home</a>" * 20_000 + "<h3>Another title</h3>" * 2000
    assert chosen(head, f"<h1>{TITLE}</h1>{TEXT}{flood}") == TITLE


def test_a_page_that_lists_thousands_of_articles_compares_few_titles(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    items = [
        {
            "@type": "NewsArticle",
            "headline": f"Another story of some length {number}",
            "publisher": {"name": f"Herald of town {number}"},
        }
        for number in range(2000)
    ]
    listed = f'<script type="application/ld+json">{json.dumps(items)}</script>'
    head = f"{listed}<title>{TITLE} - Herald</title>" + og(TITLE, "Herald")
    headings = "".join(f"<h3>Another story of some length {number}</h3>" for number in range(2000))
    repeated = "<p>" + f"{TITLE}<br>" * 2000 + "</p>"
    told = told_by(parse(f"<html><head>{head}</head><body></body></html>"))
    assert len(told.titles) == len(told.site_names) == 20
    assert {TITLE, f"{TITLE} - Herald"} < set(told.titles)
    assert told.site_names[:2] == ["Herald", "Herald of town 0"]
    compared: list[str] = []
    agreement = titles._agreement

    def counted(key: str, *others: object) -> float:
        compared.append(key)
        return agreement(key, *others)

    monkeypatch.setattr(titles, "_agreement", counted)
    assert chosen(head, f"<h1>{TITLE}</h1>{TEXT}{repeated}{headings}") == TITLE
    assert len(compared) <= (500 + 20) * 20

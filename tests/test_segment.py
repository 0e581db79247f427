"""The segment stage on the seeds, on arbitrary text, on what holds no article, and inside Beam."""

import dataclasses
import re
import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import apache_beam as beam
import pytest
from apache_beam.testing import test_pipeline
from apache_beam.testing.util import assert_that, equal_to
from hypothesis import given
from hypothesis import strategies as st

from pipeline.elements import Article, DeadLetter, Document, Rejected
from pipeline.segment import Reason, SegmentArticles, segment_document

SEEDS = Path(__file__).parent.parent / "seeds"
RUNNER = "apache_beam.runners.portability.fn_api_runner.FnApiRunner"

# Of each article: title, number of paragraphs, how the first begins, how the last ends.
EXPECTED: dict[str, list[tuple[str | None, int, str, str]]] = {
    "000_576f4b58545258bd.txt": [
        (
            "TikTok in Talks with Indonesian E-commerce Firms about Partnerships",
            16,
            "TikTok has been holding talks with Indonesian e-commerce companies about possible",
            "in Indonesia include SEA's Shopee and Alibaba's Lazada.",
        ),
        (
            "Paris Olympics Expected to Face 4 Billion Cyber Incidents",
            12,
            "As the Paris 2024 Olympic Games approach, cybersecurity officials are bracing for",
            "it helps ensure that unusual activity is flagged for further review.",
        ),
    ],
    "001_8ccfcf09f806eac2.txt": [
        (
            "TikTok Says It Regrets Indonesia’s Decision to Ban E-Commerce Sales on Social Media"
            " Platforms",
            8,
            "Chinese-owned app TikTok on Thursday said it regretted the Indonesian government's",
            "is intended for all social commerce platforms, not just TikTok Shop.",
        ),
        (
            "OpenAI's Internal AI Details Stolen in 2023 Breach",
            9,
            "A hacker gained access to the internal messaging systems at OpenAI last year and",
            "are scrambling to keep up with rapid innovation and emerging risks.",
        ),
    ],
    "002_800926bc0fae71f4.txt": [
        (
            None,
            15,
            "Ahora le toca opinar al Ministerio de Comercio de Indonesia. Si la sociedad",
            "de los protocolos de seguridad e informará de cualquier incidente.",
        ),
    ],
    "003_9bbc47c97ca15003.txt": [
        (
            "Tencent Is Bringing Content Creators to WeChat to Challenge TikTok’s Dominance",
            32,
            "On a hot summer’s day last year, the 90’s boy band Backstreet Boys clambered on to",
            "those who already have their own private traffic on WeChat,” he said.",
        ),
        (
            "TikTok Fined RUB 3 Million for Violating Russian Law Against Spreading LGBT"
            " Propaganda",
            8,
            "A Russian court on Tuesday fined ByteDance-owned TikTok RUB 3 million (roughly Rs.",
            "“fake” content related to its military campaign in Ukraine.",
        ),
        (
            "TikTok’s Global Security Chief Roland Cloutier to Step Down, Reveals Internal Memo",
            8,
            "TikTok’s global chief security officer Roland Cloutier, who oversees cybersecurity,",
            "claims to lawmakers and users that the data was protected.",
        ),
        (
            "Russian Lawmakers Approve Harsher Rules for Foreign Tech Firms Without Offices,"
            " Personal Data Transfer",
            17,
            "Russian lawmakers on Tuesday approved a bill providing for stricter penalties for",
            "before President Vladimir Putin can sign it into law.",
        ),
        (
            "US Senators Seek Report on Security Review of TikTok a Week After Data Transferred to"
            " Oracle",
            11,
            "A group of six Republican senators on Friday asked the US Treasury Secretary Janet",
            "active users globally, and counts the US as its largest market.",
        ),
        (
            "TikTok Migrates US Users’ Data to Oracle Servers, Ensures Safety of Information",
            21,
            "TikTok said it has completed migrating information on its US users to servers at",
            "that’s meaningless on TikTok is not the way to do it,” she said.",
        ),
        (
            "Elon Musk’s Latest $7 Billion Twitter Funding Could Face US Regulator Scrutiny:"
            " Experts",
            20,
            "Elon Musk’s decision to accept some foreign investors as part of his $44 billion",
            "do not expect the deal to face significant antitrust scrutiny.",
        ),
    ],
}
SUB_HEADINGS = [
    ("002_800926bc0fae71f4.txt", 0, ["Proyecto Clover", "Avances"]),
    ("003_9bbc47c97ca15003.txt", 0, ["Integrating products", "Rivalry"]),
    ("003_9bbc47c97ca15003.txt", 5, ["Data security team"]),
    ("003_9bbc47c97ca15003.txt", 6, ["BROADCOM PRECEDENT"]),
]


def document(name: str) -> Document:
    text = (SEEDS / name).read_bytes().decode("utf-8")
    return Document(source_uri=f"file:///{name}", text=text)


def articles(source: Document) -> list[Article]:
    return [result for result in segment_document(source) if isinstance(result, Article)]


def only(text: str, **known: Any) -> Article | Rejected:
    [result] = segment_document(Document(source_uri="file:///a.txt", text=text, **known))
    return result


@pytest.mark.parametrize("name", sorted(EXPECTED))
def test_seeds_come_out_whole_under_their_titles(name: str) -> None:
    found = segment_document(document(name))
    assert [
        (
            result.title,
            len(result.paragraphs),
            result.paragraphs[0][: len(begin)],
            result.paragraphs[-1][len(result.paragraphs[-1]) - len(end) :],
        )
        for result, (_, _, begin, end) in zip(articles(document(name)), EXPECTED[name], strict=True)
    ] == EXPECTED[name]
    assert not any(isinstance(result, Rejected) for result in found)


@pytest.mark.parametrize("name", sorted(EXPECTED))
def test_every_line_of_a_seed_is_title_or_body_or_furniture(name: str) -> None:
    source = document(name)
    kept = [
        place
        for article in articles(source)
        for place in (*article.paragraph_ranges, *filter(None, [article.title_range]))
    ]
    left = {
        line.strip()
        for line in source.text.splitlines()
        if line.strip() and not any(line.strip() in source.text[a:b] for a, b in kept)
    }
    furniture = re.compile(
        r"TT|.*(REUTERS/.*|\(AFP\)|\(Reuters\))|FILE PHOTO.*|\w+\.(webp|jpg) .*|© .*"
        r"|Affiliate links.*|Check out our.*|Original Source|Exit mobile version"
    )
    assert [line for line in left if not furniture.fullmatch(line)] == []
    body = [text for article in articles(source) for text in article.paragraphs]
    assert [text for text in body if furniture.fullmatch(text)] == []


@pytest.mark.parametrize(("name", "ordinal", "headings"), SUB_HEADINGS)
def test_sub_headings_of_the_seeds_stay_in_their_article(
    name: str, ordinal: int, headings: list[str]
) -> None:
    paragraphs = articles(document(name))[ordinal].paragraphs
    assert [text for text in paragraphs if text in headings] == headings


def test_seeds_tell_captions_publisher_year_and_language() -> None:
    spanish = articles(document("002_800926bc0fae71f4.txt"))[0]
    assert spanish.language == "es"
    assert spanish.captions == (
        "tiktok_shop.webp TikTok Shop, un Mercado Libre en expansión.",
        "clover.jpg Proyecto Clover, para vencer las resistencias europeas.",
    )
    digest = articles(document("003_9bbc47c97ca15003.txt"))
    assert {article.publisher for article in digest} == {"Thomson Reuters"}
    assert [article.published_at for article in digest] == [
        datetime(year, 1, 1, tzinfo=UTC) for year in (2023, 2022, 2022, 2022, 2022, 2022, 2022)
    ]
    assert {article.published_at_precision for article in digest} == {"year"}
    olympics = articles(document("000_576f4b58545258bd.txt"))[1]
    assert olympics.published_at is None  # the only date stands in a caption
    assert len(olympics.captions) == 1


def check_offsets(source: Document) -> None:
    """Paragraphs and titles are slices, in order, apart, and no article reaches into another."""
    end = 0
    for result in segment_document(source):
        assert 0 <= result.start <= result.end <= len(source.text)
        if isinstance(result, Rejected):
            assert len(result.text) <= 500
            continue
        assert result.start >= end
        inside = result.start
        for text, place in zip(result.paragraphs, result.paragraph_ranges, strict=True):
            assert inside <= place.start < place.end <= result.end
            assert source.text[place.start : place.end] == text == text.strip()
            inside = place.end
        if result.title_range:
            start, stop = result.title_range
            assert source.text[start:stop] == result.title
            assert len(result.title.splitlines()) == 1
            assert all(stop <= a or b <= start for a, b in result.paragraph_ranges)
            assert result.start <= start < stop <= result.end
        end = result.end
        assert result.paragraphs
        assert result.published_at is None or result.published_at.tzinfo is not None


@pytest.mark.parametrize("name", sorted(EXPECTED))
def test_offsets_point_back_into_the_seeds(name: str) -> None:
    check_offsets(document(name))


@given(st.text())
def test_offsets_hold_for_arbitrary_text(text: str) -> None:
    check_offsets(Document(source_uri="file:///a.txt", text=text))


LINES = st.sampled_from(
    [
        "",
        "",
        "\r",
        "Minister Resigns After Vote on Budget",
        "# Minister Resigns",
        "A short heading",
        "The minister resigned on Monday after losing a vote on the budget, her office said.",
        "The talks between Acme Corporation and the regulators in Brussels ended without a deal.",
        "PARIS, June 3 (Reuters) - The company said on Monday it would close two of its plants.",
        "which is why the second half of this wrapped line goes on here, he said",
        "• one item",
        "By Jane Doe",
        "June 3, 2022",
        "Photo: Jane Doe/AFP",
        "© Example News 2022",
        "Share on Facebook",
        "Read more",
        "Original Source",
        "---",
        "TT",
        "* * *",
        "=====",
        "= Minister Resigns =",
        "*By Jane Doe*",
        "1. Minister Resigns After Vote",
        "2. Bank Buys Rival in Record Deal",
        "HD Minister Resigns After Vote",
        "WC 30 words",
        "PD 3 June 2022",
        "BYLINE: Jane Doe",
        "3 of 12 DOCUMENTS",
        "2 Comments",
        "3 hours ago",
        "14:05 GMT",
        "Home",
        "Sport",
        "\t\u00a0Bank Buys Rival\u200b",
        "Â© 2022 Example â€” News",
    ]
)


@given(st.lists(LINES, max_size=40).map("\n".join))
def test_offsets_hold_for_arbitrary_dumps(text: str) -> None:
    check_offsets(Document(source_uri="file:///a.txt", text=text))


@given(st.lists(LINES, max_size=40).map("\n".join))
def test_the_same_document_gives_the_same_articles(text: str) -> None:
    source = Document(source_uri="file:///a.txt", text=text)
    assert segment_document(source) == segment_document(source)


def test_ids_depend_on_source_record_place_and_text() -> None:
    body = "The minister resigned on Monday after losing a vote on the budget, her office said."
    base = Document(source_uri="a", text=body)
    variants = [
        base,
        dataclasses.replace(base, source_uri="b"),
        dataclasses.replace(base, source_record="1"),
        dataclasses.replace(base, text="\n" + body),
        dataclasses.replace(base, text=body.replace("Monday", "Friday")),
        dataclasses.replace(base, title="Minister resigns"),
    ]
    ids = [articles(variant)[0].article_id for variant in variants]
    assert len(set(ids)) == len(variants)
    assert all(re.fullmatch(r"[0-9a-f]{32}", found) for found in ids)


def test_what_the_container_knows_comes_first() -> None:
    known = Document(
        source_uri="a",
        text="The minister resigned on Monday, her office in the capital said.\n\n© Other 2020",
        title="Minister resigns",
        url="https://example.com/1",
        publisher="Example News",
        published_at=datetime(2022, 6, 3, 10, 45, tzinfo=UTC),
        language="xx",
    )
    [article] = articles(known)
    assert (article.title, article.title_range) == ("Minister resigns", None)
    assert (article.url, article.publisher) == ("https://example.com/1", "Example News")
    assert article.published_at == datetime(2022, 6, 3, 10, 45, tzinfo=UTC)
    assert (article.published_at_precision, article.language) == ("instant", "xx")


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("", Reason.EMPTY),
        (" \r\n\t\u200b\ufeff\n", Reason.EMPTY),
        ("Minister Resigns", Reason.TOO_SHORT),
        ("Minister Resigns\n\nShe said so.", Reason.TOO_SHORT),
        (
            "Home | World | Sport | Money\n\nSubscribe to our newsletter\n\n© 2022 X",
            "boilerplate_only",
        ),
        ("12 Comments\n\nShare on Facebook\n\nPhoto: Jane Doe/AFP", Reason.BOILERPLATE_ONLY),
    ],
)
def test_documents_without_article_are_rejected_with_the_reason(text: str, reason: str) -> None:
    rejected = only(text)
    assert isinstance(rejected, Rejected)
    assert (rejected.reason, rejected.start, rejected.end) == (reason, 0, len(text))
    assert rejected.detail


def test_rejected_text_is_clipped() -> None:
    rejected = only("Share on Facebook\n" * 200)
    assert isinstance(rejected, Rejected)
    assert rejected.text == ("Share on Facebook\n" * 200)[:500]


class Steps:
    """Counts the lines of our own code that run: the same on any machine."""

    def __init__(self) -> None:
        self.count = 0

    def __call__(self, _frame: object, event: str, _arg: object) -> "Steps":
        self.count += event == "line"
        return self


def steps(text: str) -> int:
    counter = Steps()
    before = sys.gettrace()
    sys.settrace(counter)
    try:
        segment_document(Document(source_uri="a", text=text, language="en"))
    finally:
        sys.settrace(before)
    return counter.count


@pytest.mark.parametrize(
    "piece",
    [
        "\n",
        "Minister Resigns After Vote\n\n",
        "The minister resigned on Monday after she lost a vote on the budget, she said.\n\n",
        "Read more\nOther Headline of the Day\n",
        "> ",
        "( ",
        "* * *\n",
        "Minister Resigns\n=====\n",
        "1. Minister Resigns After Vote\n\nShe lost a vote on the budget, her office said.\n\n",
        "HD Minister Resigns\nBY Jane Doe\nWC 30 words\nPD 3 June 2022\n",
        "2 Comments\nJane Doe\n3 hours ago\nWell said, all of you.\n",
        "Home\nSport\nWorld\nMenu\n",
        "\u200b\u00a0\t\r\n",
        "\r",
        "word ",
    ],
)
def test_work_grows_with_the_text_and_not_with_its_square(piece: str) -> None:
    steps(piece)  # what is loaded once is loaded here
    once, four = steps(piece * 250), steps(piece * 1000)
    assert four <= 4.5 * once + 500


def test_a_line_of_a_megabyte_is_one_paragraph() -> None:
    text = "The minister resigned on Monday. " * 30_000
    article = only(text)
    assert isinstance(article, Article)
    assert article.paragraphs == (text.strip(),)


def test_documents_become_articles_and_rejections_in_a_pipeline() -> None:
    name = "001_8ccfcf09f806eac2.txt"
    with test_pipeline.TestPipeline(runner=RUNNER) as pipeline:
        outputs = (
            pipeline
            | beam.Create([document(name), Document(source_uri="file:///empty", text=" ")])
            | SegmentArticles()
        )
        assert_that(outputs.articles, equal_to(articles(document(name))), "Articles")
        empty = Rejected("file:///empty", None, 0, 1, "empty", "no visible characters", "")
        assert_that(outputs.rejected, equal_to([empty]), "Rejected")
        assert_that(outputs.dead_letters, equal_to([]), "DeadLetters")


def summary(letter: DeadLetter) -> tuple[str, str, str | None, str]:
    return letter.stage, letter.source_uri, letter.source_record, letter.error


def test_a_document_that_cannot_be_read_is_a_dead_letter_and_stops_nothing() -> None:
    good = document("002_800926bc0fae71f4.txt")
    broken = Document(source_uri="file:///broken", text=None, source_record="7")  # type: ignore[arg-type]
    with test_pipeline.TestPipeline(runner=RUNNER) as pipeline:
        outputs = pipeline | beam.Create([broken, good]) | SegmentArticles()
        assert_that(outputs.articles, equal_to(articles(good)), "Articles")
        assert_that(
            outputs.dead_letters | "Summary" >> beam.Map(summary),
            equal_to([("segment", "file:///broken", "7", "AttributeError")]),
            "DeadLetters",
        )

"""Labelled articles as the link stage gets them: mentions with their spans, no model."""

import datetime
import hashlib
import json
from collections import defaultdict
from pathlib import Path
from typing import Any, NamedTuple

from pipeline.elements import ArgumentSpan, Article, Mention, Range, Sentence
from pipeline.link.parties import Parties
from schemas.values import Precision, Realis, Role
from training.labels import locate

OWN = Path(__file__).parent / "own_articles.jsonl"
"""Sentences written for this project, in the form of the label files."""

NAME = 16
"""Hex digits of the SHA-256 of an article's name: how the gold files call it."""


class Place(NamedTuple):
    """Where a mention stands: the article, the number of its sentence, of the event in that."""

    doc: str
    sentence: int
    event: int


class LabelledArticle(NamedTuple):
    """One article, its mentions by their places, and the label file it stands in.

    ``named`` has the mentions with the full names of parties, as the link stage groups them.
    """

    file: str
    article: Article
    mentions: dict[Place, Mention]
    named: dict[Place, Mention]

    @property
    def part(self) -> str:
        """What may be done with it: rules are mended by ``own`` and ``mended`` alone."""
        if self.file != "dev":
            return self.file
        return "held back" if int(self.article.article_id, 16) % 2 else "mended"


def label_files(folder: Path | None) -> list[Path]:
    """The label files to measure on: our own sentences, and those of a folder if there is one."""
    return [*(folder / f"{name}.jsonl" for name in ("dev", "seeds") if folder), OWN]


def read_articles(paths: list[Path]) -> list[LabelledArticle]:
    """All articles of label files.

    Raises:
        ValueError: a label file that is missing, or a span that its sentence does not hold.
    """
    articles = []
    for path in paths:
        if not path.is_file():
            raise ValueError(f"no label file {path}")
        rows: dict[str, list[dict[str, Any]]] = defaultdict(list)
        for line in path.read_text(encoding="utf-8").splitlines():
            row = json.loads(line)
            rows[row["doc"]].append(row)
        file = "own" if path == OWN else path.stem
        articles += [_article(file, doc, found) for doc, found in rows.items()]
    return articles


def read_gold(path: Path, articles: list[LabelledArticle]) -> list[dict[str, Any]]:
    """The gold objects that speak of sentences of these articles.

    Raises:
        ValueError: a sentence is not the one that the gold was written for.
    """
    texts = {
        (place.doc, place.sentence): mention.sentence.text
        for article in articles
        for place, mention in article.mentions.items()
    }
    found = []
    for line in path.read_text(encoding="utf-8").splitlines():
        gold = json.loads(line)
        text = texts.get((gold["doc"], gold["i"]))
        if text is None:
            continue
        if hashlib.sha256(text.encode()).hexdigest() != gold["sentence"]:
            raise ValueError(f"sentence {gold['i']} of article {gold['doc']} has changed")
        found.append(gold)
    return found


def _article(file: str, doc: str, rows: list[dict[str, Any]]) -> LabelledArticle:
    name = hashlib.sha256(doc.encode()).hexdigest()[:NAME]
    mentions, sentences, at = {}, [], 0
    for row in rows:
        sentence = Sentence(row["i"], row["text"], at, at + len(row["text"]))
        at = sentence.end + 1
        sentences.append(sentence)
        for number, event in enumerate(row["events"]):
            mentions[Place(name, row["i"], number)] = _mention(sentence, event)
    date = rows[0]["date"]
    published = datetime.datetime.fromisoformat(date) if date else None
    at_midnight = published is not None and published.time() == datetime.time()
    article = Article(
        article_id=name,
        source_uri=file,
        source_record=None,
        ordinal=0,
        start=0,
        end=at,
        title=None,
        title_range=None,
        paragraphs=("\n".join(row["text"] for row in rows),),
        paragraph_ranges=(Range(0, at),),
        published_at=published and published.replace(tzinfo=datetime.UTC),
        published_at_precision=Precision.DAY if at_midnight else Precision.INSTANT,
        language=rows[0]["lang"],
    )
    told = tuple(mentions.values())
    parties = Parties(sentences, told, article.language)
    named = {place: parties.named(mention) for place, mention in mentions.items()}
    return LabelledArticle(file, article, mentions, named)


def _mention(sentence: Sentence, event: dict[str, Any]) -> Mention:
    start, end = locate(sentence.text, event["trigger"])
    spans = []
    for role in Role:
        for words in event.get(role.value, ()):
            first, last = locate(sentence.text, words, near=(start, end))
            spans.append(
                ArgumentSpan(role, words, sentence.start + first, sentence.start + last, 1.0)
            )
    return Mention(
        sentence=sentence,
        event_type=event["type"],
        realis=Realis(event["realis"]),
        trigger=event["trigger"],
        start=sentence.start + start,
        end=sentence.start + end,
        confidence=1.0,
        arguments=tuple(spans),
    )

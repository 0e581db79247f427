"""Sites drawn at random, to train on: what is printed around an article, where, and how far apart.

Each site keeps to its own habits; no two sites have the same.
"""

import dataclasses
import re
import textwrap
from collections.abc import Callable, Sequence
from datetime import timedelta
from typing import Any

from benchmarks.segmentation.learning.site import Site
from benchmarks.segmentation.page import SourceArticle
from benchmarks.segmentation.scene import Scene

_SENTENCE = re.compile(r"(?<=[.!?])\s+(?=[A-ZÀ-Þ“\"¿¡])")
_TONGUES = ("en", "es", "fr", "de", "pt", "it")


def drawn(scene: Scene) -> None:
    """Prints the articles of ``scene`` on a site that its generator draws."""
    rng = scene.rng
    other = rng.choice(_TONGUES) if scene.chance(0.1) else scene.language
    site = Site(rng, other)
    if len(scene.articles) == 1 and scene.chance(0.15):
        site.digest = rng.choice(("{0}. {1}", "{0}. {1}", "{0}) {1}", "#{0} {1}", "{1}"))
    elif len(scene.articles) == 1 and scene.chance(0.35):
        site.titled = False  # what is left where the container knows the title
        site.front, site.back = site.front[:1], site.back[:1]
    said = dataclasses.replace(scene, language=other, part="drawn")
    printer = _Printer(said, site)
    printer.block(site.front)
    for number, article in enumerate(scene.articles):
        if number:
            printer.part()
        printer.article(article, number)
    printer.part()
    printer.block(site.back)


class _Printer:
    """Prints on the page of ``scene`` as ``site`` does."""

    def __init__(self, scene: Scene, site: Site) -> None:
        self.scene, self.site, self.page, self.rng = scene, site, scene.page, scene.rng
        self._blocks: dict[str, Callable[[], Any]] = {
            "also": self._also,
            "talk": self._talk,
            "pull": lambda: None,
            "link": self._link,
            "teaser": self._teaser,
            "contents": self._contents,
            "figures": self._figures,
            "fields": self._fields,
            "sender": lambda: self.page.line(f"[{scene.date('short')}, 9:14] {scene.say('name')}:"),
            "address": lambda: self.page.line(f"https://paper.example/{self.rng.randrange(10**6)}"),
        }

    def part(self) -> None:
        """What stands between two articles."""
        if self.site.rule:
            self.page.blank(self.site.space)
            self.page.line(self.site.rule)
        self.page.blank(self.site.apart)

    def block(self, kinds: Sequence[str]) -> None:
        """The furniture of ``kinds``, in order."""
        for kind in kinds:
            if self.rng.random() < self.site.present:
                self._print(kind)
                self.page.blank(self.site.block_space)

    def _print(self, kind: str) -> None:
        if kind in self._blocks:
            self._blocks[kind]()
            return
        few = kind in ("kicker", "by", "stamp", "role", "bio", "dek", "caption", "page", "ad")
        count = 1 if few else self.site.many.get(kind, 1)
        texts = self.scene.several(kind, count * (2 if kind == "nav" else 1))
        if self.site.in_row and kind in ("nav", "tool", "foot", "stamp"):
            if kind == "stamp":
                texts.insert(0, self.scene.say("by"))
            self.page.line(self.site.in_row.join(texts))
        elif kind in ("nav", "tool", "foot", "tags"):
            self.page.lines(*(self.site.decor.format(text) for text in texts))
        else:
            self.page.lines(*texts)
        if self.site.twice and kind == "caption":
            self.page.line(texts[0])

    def _also(self) -> None:
        self.page.line(self.scene.say("also"))
        for _ in range(self.rng.randint(1, 6)):
            self.page.blank(self.site.block_space and self.rng.random() < 0.3)
            self.page.line(self.site.list_mark + self.site.decor.format(self.scene.headline()))
            if self.site.many["also"] == 1:
                self.page.line(self.scene.say(self.rng.choice(("stamp", "kicker", "tool"))))

    def _link(self) -> None:
        sign = self.rng.choice((": ", " | ", " » ", ": "))
        label = self.scene.say("also").rstrip(": |")
        self.page.line(f"{self.site.list_mark}{label}{sign}{self.scene.headline()}")

    def _teaser(self) -> None:
        self.page.lines(self.scene.headline(), self.scene.say("dek").rstrip(".") + "…")

    def _contents(self) -> None:
        """What the page holds, and other headlines, some with the beginning of their text."""
        own = [(article.title, article.paragraphs[0]) for article in self.scene.articles]
        shown = own if self.rng.random() < 0.6 else []
        shown = [*shown, *((self.scene.headline(), "") for _ in range(self.rng.randint(1, 6)))]
        if self.rng.random() < 0.5:
            self.rng.shuffle(shown)
        form = self.rng.choice(("{1}", "{1}", "{0}. {1}", "{1} ........ {0}"))
        begun, timed = self.rng.random() < 0.4, self.rng.random() < 0.3
        for number, (title, text) in enumerate(shown, start=1):
            self.page.line(form.format(number, title))
            if text and begun:
                self.page.line(" ".join(text.split()[: self.rng.randint(8, 18)]) + "…")
            if timed:
                self.page.line(self.scene.say("stamp"))
            self.page.blank(self.site.block_space)

    def _figures(self) -> None:
        """Rates, results, temperatures."""
        for _ in range(self.rng.randint(2, 6)):
            name, sign = self.scene.say("place"), self.rng.choice("+-")
            rate, change = self.rng.randrange(100, 99999) / 100, self.rng.randrange(400) / 100
            self.page.line(f"{name}  {rate:,.2f}  {sign}{change:.2f}%")

    def _fields(self) -> None:
        for field in self.site.fields:
            kind = self.rng.choice(("name", "site", "stamp", "kicker"))
            self.page.line(f"{field}: {self.scene.say(kind)}")

    def _talk(self) -> None:
        for text in self.scene.several("talk", self.rng.randint(2, 9)):
            self.page.line(text)
            self.page.blank(self.rng.random() < 0.3)

    def article(self, article: SourceArticle, number: int) -> None:
        """One article with what stands over it, amid it and below it."""
        site, page = self.site, self.page
        self.block([kind for kind in site.over if site.titled])
        if site.titled:
            if site.twice and self.rng.random() < 0.5:
                page.line(article.title)
                page.blank(site.space)
                page.lines(*self.scene.several("caption", 1))
                page.blank(site.space)
            self._title(self._worded(article.title), number)
            page.blank(site.title_space)
            if site.twice and self.rng.random() < 0.5:
                page.line(article.title)
            for kind in site.under:
                if self.rng.random() < site.present:
                    if kind == "dek":
                        page.body(self._dek(article))
                    else:
                        self._print(kind)
                    page.blank(site.block_space)
        else:
            page.article()
        self._body(article)
        self.block(site.below)

    def _worded(self, title: str) -> str:
        """A title now and then about what furniture speaks of."""
        if self.rng.random() > 0.06:
            return title
        words = self.rng.choice(self.scene.all(self.rng.choice(("tool", "box", "nav")))).split()
        return f"{words[0].strip('.,:').title()} {title}" if "{" not in words[0] else title

    def _title(self, text: str, number: int) -> None:
        mark = self.site.title_mark
        if self.site.broken:
            self.page.wrapped_title(textwrap.wrap(text, self.site.broken))
        elif self.site.label:
            self.page.title(text, before=self.site.label)
        elif self.site.numbered:
            self.page.title(text, before=f"{number + 1}. ")
        elif mark == "upper":
            self.page.title(text.upper())
        else:
            self.page.title(text, mark, mark[::-1] if mark in ("**", "= ") else "")

    def _dek(self, article: SourceArticle) -> str:
        """A phrase, or what a sentence further on says."""
        if self.rng.random() < 0.4:
            return self.scene.say("dek")
        words = _SENTENCE.split(self.rng.choice(article.paragraphs[1:]))[0].split()
        text = " ".join(words[:24])
        return text if self.rng.random() < 0.5 and len(words) <= 24 else text.rstrip(".,;:")

    def _body(self, article: SourceArticle) -> None:
        site, rng, page = self.site, self.rng, self.page
        texts = list(article.paragraphs)
        if site.sentences:
            texts = [part for text in texts for part in _SENTENCE.split(text)]
        if site.short:
            texts = texts[: rng.randint(1, 4)]
        if site.dateline:
            agency = f" ({self.scene.say('agency')})" if rng.random() < 0.6 else ""
            sign = rng.choice((" - ", " — ", " – ", ".- "))
            texts[0] = f"{self.scene.say('place').upper()}{agency}{sign}{texts[0]}"
        asked = self.scene.all("question")
        if site.digest:  # one article that sums others up
            opening = self.scene.say("digest").rstrip(":") if rng.random() < 0.5 else texts[-1]
            if opening.endswith("."):
                page.body(opening)
                page.blank(site.space)
        for number, text in enumerate(texts):
            if site.live and number % 2 == 0:
                page.line(
                    f"{rng.randrange(6, 23)}:{rng.randrange(10, 60)}{rng.choice(('', ' GMT'))}"
                )
            if number and site.asked is not None and rng.random() < 0.5:
                question = rng.choice(asked)
                page.body(question, site.asked, site.asked if site.asked == "**" else "")
                page.blank(site.space)
            elif site.digest:
                page.body(site.digest.format(number + 1, self._some_headline(number)))
                page.blank(site.space)
            elif number and (site.subheads or site.live) and rng.random() < 0.25:
                self._subhead(text)
            self._paragraph(text)
            page.blank(site.space)
            if site.amid and number + 1 < len(texts) and rng.random() < site.amid_often:
                kind = rng.choice(site.amid)
                if kind == "pull":
                    page.line(f"“{_SENTENCE.split(text)[0].strip('“”')}”")
                else:
                    self._print(kind)
                page.blank(site.space)

    def _some_headline(self, number: int) -> str:
        """A short one."""
        return " ".join(self.scene.headlines[number % len(self.scene.headlines)].split()[:7])

    def _subhead(self, text: str) -> None:
        """A phrase, or some words of the paragraph below."""
        if self.site.subhead_mark == "date":
            self.scene.day += timedelta(days=self.rng.randrange(1, 9))
            words = self.scene.date("long")
        elif self.site.subhead_mark == "count":
            counted = self.rng.choice(text.split()).strip(',.;:()"“”«»')
            words = f"{counted[:1].upper()}{counted[1:]}: {self.rng.randrange(2, 900)}"
        elif self.rng.random() < 0.35:
            words = self.scene.fresh("subhead")
        else:
            told = [word.strip(',.;:()"“”«»') for word in text.split()]
            count, begin = self.rng.randint(1, 6), self.rng.randrange(max(1, len(told) - 3))
            words = " ".join(filter(None, told[begin : begin + count])) or told[0]
            words = words[:1].upper() + words[1:]
            words = words.title() if self.site.many["tool"] == 1 else words
        mark = self.site.subhead_mark
        if mark == "upper":
            self.page.body(words.upper())
        elif mark in ("date", "count"):
            self.page.body(words)
        else:
            self.page.body(words, mark, mark if mark == "**" else "")
        self.page.blank(self.site.space)

    def _paragraph(self, text: str) -> None:
        sentences = _SENTENCE.split(text)
        if self.site.lists and len(sentences) > 2:
            self.page.body(sentences[0].rstrip(".!?") + ":")
            for each in sentences[1:]:
                self.page.blank(self.site.space)
                self.page.body(each, self.site.bullet)
            return
        if self.site.width and len(text) > self.site.width:
            self.page.wrapped_body(textwrap.wrap(text, self.site.width))
        else:
            self.page.body(text, self.site.indent)

"""What an edition says, taken apart once for all checks: passages with their links, photographs, the day."""

import re
from dataclasses import dataclass
from html.parser import HTMLParser
from typing import NamedTuple

from django.utils.translation import gettext as _

HEADINGS = {"h2", "h3", "h4"}
_BLOCKS = {"p", "li", "td", "th", "caption", "figcaption", *HEADINGS}
_CONTAINERS = {"ul", "ol", "table", "tr", "figure", "blockquote"}
# The end of a sentence: its mark, what closes with it, and white space. What follows is looked at in `sentences`.
_SENTENCE_END = re.compile(r"(?<![.!?…])[.!?…]+[”“\"»’)\]]*\s+")


class Finding(NamedTuple):
    """What a check yields; the fields are those of `articles.checks.Fault`."""

    field: str
    message: str
    subject: str = ""


class Link(NamedTuple):
    """A link of the body: its address, and the words that one presses."""

    href: str
    words: str


@dataclass(frozen=True)
class Passage:
    """Some words that stand together: the headline, a paragraph, a list item, a cell, a caption."""

    field: str
    # For a person, e.g. 'Paragraph 3'.
    where: str
    # Plain text; a line break is '\n', all other white space one blank.
    words: str
    # The innermost block of the body around it, e.g. 'p' or 'h2'; empty outside the body.
    tag: str = ""
    links: tuple[Link, ...] = ()
    # The number of the blockquote around it, 0 for none, and what stands in its <cite>.
    quotation: int = 0
    cited: str = ""


class Text:
    """All that an edition says, as the checks take it."""

    def __init__(self, edition, photographs, at):
        """Read an edition whose release is loaded, with its `EditionImage`s; `at` is the moment of the check."""
        self.edition, self.release, self.photographs, self.at = edition, edition.release, photographs, at
        # When readers will have it before them, and the day under which they will find it.
        self.moment = max(at, edition.live_from or edition.planned_for or at)
        self.day = edition.release.date or edition.release.date_for(edition.live_from or edition.planned_for or at)
        self.body = passages_of(edition.body)
        self.passages = [passage for passage in (*self._before(), *self.body, *self._after()) if passage.words]
        # The addresses of links within the site that lead nowhere; `destinations.mark_broken` fills it.
        self.broken = frozenset()
        # Of a translation what it is made from, as `untranslated.know_originals` brings it; else None.
        self.original = None

    @property
    def links(self):
        """Every link of the body as (passage, link)."""
        return [(passage, link) for passage in self.body for link in passage.links]

    def _before(self):
        edition = self.edition
        yield Passage("headline", _("Headline"), _tidy(edition.headline))
        yield Passage("lead", _("Lead"), _tidy(edition.lead))
        yield Passage("dateline", _("Dateline"), _tidy(edition.dateline))

    def _after(self):
        for use in self.photographs:
            field, title = f"{use.role}_images", {"title": use.image.title}
            yield Passage(field, _("Caption of “%(title)s”") % title, _tidy(use.caption))
            yield Passage(field, _("Alternative text of “%(title)s”") % title, _tidy(use.alternative_text))
            yield Passage(field, _("Credit of “%(title)s”") % title, _tidy(use.credit))
        yield Passage("public_note", _("Public note"), _tidy(self.edition.public_note))


def passages_of(body):
    """Return the passages of cleaned rich text, in order. Only a heading may be among them without words."""
    reader = _Reader()
    reader.feed(body)
    reader.close()
    reader.end_passage()
    return reader.passages


def sentences(words):
    """Return the sentences of a passage; a line break ends one. After 'Mr.' it may cut too early, never too late."""
    found = []
    for line in words.split("\n"):
        start = 0
        for match in _SENTENCE_END.finditer(line):
            after = line[match.end() : match.end() + 5].lstrip("“„«\"'‘([–—- ")[:1]
            if after and not after.islower():
                found.append(line[start : match.end()].strip())
                start = match.end()
        found.append(line[start:].strip())
    return [sentence for sentence in found if sentence]


def has_words(text):
    """Whether there is anything to read: a letter or a digit."""
    return any(character.isalnum() for character in text)


def short(words, limit=60):
    """Return words cut to a length, with '…' where something is left out."""
    words = " ".join(words.split())
    return words if len(words) <= limit else words[: limit - 1].rstrip() + "…"


def around(words, start, end, margin=24):
    """Return words[start:end] with a few of its neighbours, none of them cut in two, on one line."""
    first, last = max(start - margin, 0), min(end + margin, len(words))
    while 0 < first < start and not words[first - 1].isspace():
        first += 1
    while end < last < len(words) and not words[last].isspace():
        last -= 1
    cut = " ".join(words[first:last].split())
    return ("… " if first else "") + short(cut, 200) + (" …" if last < len(words) else "")


class _Reader(HTMLParser):
    """Reads cleaned HTML, in which every tag is closed and blocks hold either text or blocks."""

    def __init__(self):
        super().__init__(convert_charrefs=True)
        self.passages = []
        self._path = []
        self._counts = {}
        self._quotations, self._depth = 0, 0
        self._words, self._cited, self._links = [], [], []
        self._link, self._is_cite = None, False

    def handle_starttag(self, tag, attrs):
        if tag in _BLOCKS or tag in _CONTAINERS:
            self.end_passage()
        if tag in _BLOCKS:
            self._path.append(tag)
        elif tag == "blockquote":
            self._depth += 1
            self._quotations += self._depth == 1
        elif tag == "table":
            self._counts["table"] = self._counts.get("table", 0) + 1
        elif tag == "br":
            self._words.append("\n")
        elif tag == "q":
            self._words.append("“")
        elif tag == "cite":
            self._is_cite = True
        elif tag == "a":
            self._link = (dict(attrs).get("href") or "", [])

    def handle_endtag(self, tag):
        if tag in _BLOCKS or tag in _CONTAINERS:
            self.end_passage()
        if tag in _BLOCKS:
            if self._path:
                self._path.pop()
        elif tag == "blockquote":
            self._depth = max(self._depth - 1, 0)
        elif tag == "q":
            self._words.append("”")
        elif tag == "cite":
            self._is_cite = False
        elif tag == "a":
            self._end_link()

    def handle_data(self, data):
        data = data.replace("\n", " ")
        self._words.append(data)
        if self._is_cite:
            self._cited.append(data)
        if self._link:
            self._link[1].append(data)

    def end_passage(self):
        """Keep what was read since the last block began or ended; a heading also if it is empty."""
        self._end_link()
        tag = self._path[-1] if self._path else "p"
        words = _tidy("".join(self._words))
        if words or self._links or tag in HEADINGS:
            self.passages.append(
                Passage(
                    "body",
                    self._where(tag, words),
                    words,
                    tag,
                    tuple(self._links),
                    self._quotations if self._depth else 0,
                    _tidy("".join(self._cited)),
                )
            )
        self._words, self._cited, self._links = [], [], []

    def _end_link(self):
        if self._link:
            href, words = self._link
            self._links.append(Link(href, _tidy("".join(words))))
            self._link = None

    def _where(self, tag, words):
        if tag in HEADINGS:
            return _("Heading “%(words)s”") % {"words": short(words)}
        if "table" in self._counts and tag in {"td", "th", "caption"}:
            return _("Table %(number)d") % {"number": self._counts["table"]}
        if self._depth:
            return _("Quotation %(number)d") % {"number": self._quotations}
        self._counts[tag] = self._counts.get(tag, 0) + 1
        number = {"number": self._counts[tag]}
        if tag == "p":
            return _("Paragraph %(number)d") % number
        return _("List item %(number)d") % number if tag == "li" else _("Caption %(number)d") % number


def _tidy(words):
    lines = (" ".join(line.split()) for line in words.split("\n"))
    return "\n".join(line for line in lines if line)

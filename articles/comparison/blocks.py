"""The text of an edition as a flat list of blocks: each a line of words with what it is and what it stands in."""

from dataclasses import dataclass
from html.parser import HTMLParser

from django.utils.functional import cached_property

from articles.comparison.words import Line, words_of

_LINES = {"p", "h2", "h3", "h4", "caption", "figcaption"}
_AROUND = {"blockquote", "ul", "ol"}
_INLINE = {"strong", "em", "sub", "sup", "cite", "q", "a"}


@dataclass(frozen=True)
class Block:
    """A paragraph, heading, list item, table row or caption, or (with its key as `image`) a photograph.

    `around` are the lists and quotations that it stands in, outermost first. The cells of a row are parted by tabs.
    """

    tag: str
    around: tuple
    line: Line
    image: int | None = None

    @cached_property
    def key(self):
        """What makes it the same block as another, however that is set."""
        return (self.image, self.line.text)

    @cached_property
    def words(self):
        """The set of its words."""
        return words_of(self.line.text)


def blocks_of(html):
    """Return the `Block`s of cleaned rich text. Whatever else comes is read as text."""
    reader = _Reader()
    reader.feed(html)
    reader.close()
    reader.end_line()
    return reader.blocks


class _Reader(HTMLParser):
    def __init__(self):
        super().__init__(convert_charrefs=True)
        self.blocks, self.pieces = [], []
        self.around, self.formats = [], []
        self.tag, self.in_row, self.cells = "p", False, 0

    def handle_starttag(self, tag, attributes):
        attributes = {name: value or "" for name, value in attributes}
        if tag in _INLINE:
            detail = " ".join(filter(None, (attributes.get("href"), attributes.get("lang"))))
            self.formats.append((tag, detail))
        elif tag == "br":
            self.pieces.append(("\n", self._formats()))
        elif tag == "img":
            self.end_line()
            key = attributes.get("data-image", "")
            if key.isascii() and key.isdigit():
                self.blocks.append(Block("img", tuple(self.around), Line.plain(""), int(key[:18])))
        elif self.in_row:
            if tag in {"td", "th"}:
                self._begin_cell(tag)
            elif tag in _LINES | _AROUND | {"li"} and self.pieces and self.pieces[-1][0] not in "\t\n":
                self.pieces.append(("\n", ()))
        elif tag == "tr":
            self.end_line()
            self.in_row, self.tag, self.cells = True, "tr", 0
        elif tag in _AROUND:
            self.end_line()
            self.around.append(" ".join(filter(None, (tag, attributes.get("start"), attributes.get("lang")))))
        elif tag in _LINES or tag == "li":
            self.end_line()
            self.tag = tag

    def handle_endtag(self, tag):
        if tag in _INLINE:
            for place in reversed(range(len(self.formats))):
                if self.formats[place][0] == tag:
                    del self.formats[place]
                    break
        elif tag == "tr":
            self.in_row = False
            self.end_line()
        elif self.in_row:
            if tag == "th":
                self.formats = [pair for pair in self.formats if pair[0] != "th"]
        elif tag in _AROUND:
            self.end_line()
            if self.around and self.around[-1].split()[0] == tag:
                self.around.pop()
        elif tag in _LINES or tag == "li":
            self.end_line()

    def handle_data(self, data):
        self.pieces.append((data, self._formats()))

    def end_line(self):
        """Keep the words gathered so far as a block."""
        line = Line.of(self.pieces)
        if line.text.strip():
            self.blocks.append(Block(self.tag, tuple(self.around), line))
        self.pieces, self.tag = [], "tr" if self.in_row else "p"

    def _begin_cell(self, tag):
        if self.cells:
            self.pieces.append(("\t", ()))
        self.cells += 1
        if tag == "th":
            self.formats.append(("th", ""))

    def _formats(self):
        # Each tag once: the innermost of a kind holds.
        return tuple(sorted(dict(self.formats).items()))

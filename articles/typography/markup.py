"""HTML: the rules on the words of each block, whatever inline tags stand between them."""

import re
from html import unescape

from articles.typography.languages import rules_of
from articles.typography.marks import Q_CLOSES, Q_OPENS
from articles.typography.setting import OPAQUE, seen, set_cells

_TAG = re.compile(r"""<(/?)([a-zA-Z][a-zA-Z0-9-]*)((?:[^"'<>]|"[^"]*"|'[^']*')*+)>""")
_OTHER = re.compile(r"<!--.*?-->|<![^<>]*>", re.DOTALL)
_LANGUAGE = re.compile(r"""\slang=["']?([A-Za-z0-9-]+)""")
_CHARACTER = re.compile(r"&(?:#[0-9]{1,7}|#[xX][0-9a-fA-F]{1,6}|[a-zA-Z][a-zA-Z0-9]{1,31});|.", re.DOTALL)
# The text of a link that is an address: nothing in it may change, or who copies it gets another one.
_LOOKS_LIKE_AN_ADDRESS = re.compile(r"\s*(?=\S*[@/.])[^\s«»„“”]+\s*")

_VOID = {"area", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param", "source", "track", "wbr"}
_UNTOUCHED = {"code", "pre", "kbd", "samp", "script", "style", "textarea", "svg", "math", "title"}
_INLINE = {
    *"a abbr b bdi bdo cite code data del dfn em i img input ins kbd label mark picture q s samp small".split(),
    *"source span strong sub sup svg time u var wbr".split(),
}


def typeset_html(html, language):
    """Return HTML, as `articles.richtext` writes it, with its words set as `typeset` sets them.

    Tags and attributes stay as they are, and so do code and the text of links that is an address; entities are left
    where they are. Marks are matched across inline tags within a block. A fragment with another `lang` follows that
    language. What comes after a '<' that begins no tag is left alone.
    """
    html = str(html)
    page = _Page(language)
    place = 0
    while place < len(html):
        start = html.find("<", place)
        if start < 0:
            start = len(html)
        if start > place:
            page.text(html[place:start])
        if start == len(html):
            break
        match = _TAG.match(html, start)
        if match is not None:
            page.tag(match[0], is_end=bool(match[1]), name=match[2].lower(), attributes=match[3])
        else:
            match = _OTHER.match(html, start)
            if match is None:
                page.parts.append(html[start:])
                break
            page.parts.append(match[0])
        place = match.end()
    return page.finished()


class _Line:
    """The words of a block, or of a fragment of it in a language of its own, gathered until they are set."""

    def __init__(self, language, *, is_whole):
        self.language = language
        self.is_whole = is_whole
        self.cells, self.view = [], []
        self.texts = []  # (index in the page's parts, begin, end)
        self.links = []  # (begin, end)
        self.link = None

    def add(self, cells, view):
        self.cells += cells
        self.view.append(view)

    def set_into(self, parts):
        rules = rules_of(self.language)
        if rules is None or not self.texts:
            return
        if self.link is not None:
            self.links.append((self.link, len(self.cells)))
        set_cells(self.cells, self._view_without_addresses(), rules, is_whole=self.is_whole)
        for index, begin, end in self.texts:
            parts[index] = "".join(self.cells[begin:end])

    def _view_without_addresses(self):
        view, pieces, place = "".join(self.view), [], 0
        for begin, end in self.links:
            if begin >= place and _LOOKS_LIKE_AN_ADDRESS.fullmatch(view, begin, end):
                pieces += [view[place:begin], OPAQUE * (end - begin)]
                place = end
        return "".join([*pieces, view[place:]])


class _Page:
    """What was read so far: the parts to be written, the open elements, and the lines that are being gathered."""

    def __init__(self, language):
        self.parts = []
        self.elements = []  # (name, its language, whether it began a line)
        self.count = {}
        self.language = language
        self.untouched = 0
        self.lines = [_Line(language, is_whole=True)]

    def text(self, text):
        line = self.lines[-1]
        if self.untouched:
            self.parts.append(text)
            line.add([""], OPAQUE)
            return
        cells, view = (list(text), text) if "&" not in text else _characters(text)
        begin = len(line.cells)
        # White space is no end of a line here.
        line.add(cells, seen(view).replace("\n", " "))
        line.texts.append((len(self.parts), begin, begin + len(cells)))
        self.parts.append(text)

    def tag(self, text, *, is_end, name, attributes):
        if name not in _INLINE:
            self._end_lines()
        if is_end:
            self._close(name)
        self.parts.append(text)
        if name == "img":
            self.lines[-1].add([""], OPAQUE)
        if not is_end and name not in _VOID and not text.endswith("/>"):
            self._open(name, attributes)

    def finished(self):
        self._end_lines()
        return "".join(self.parts)

    def _open(self, name, attributes):
        found = _LANGUAGE.search(attributes)
        language = found[1] if found else self.language
        is_fragment = name in _INLINE and language != self.language
        self.elements.append((name, self.language, is_fragment))
        self.count[name] = self.count.get(name, 0) + 1
        self.language = language
        if name in _UNTOUCHED:
            self.untouched += 1
        if is_fragment:
            self.lines[-1].add([""], OPAQUE)
            self.lines.append(_Line(language, is_whole=False))
        elif name not in _INLINE:
            self.lines[-1].language = language
        if name == "q":
            self.lines[-1].add([""], Q_OPENS)
        if name == "a":
            self.lines[-1].link = len(self.lines[-1].cells)

    def _close(self, name):
        if not self.count.get(name):
            return
        while self.elements:
            closed, language, is_fragment = self.elements.pop()
            self.count[closed] -= 1
            line = self.lines[-1]
            if closed == "a" and line.link is not None:
                line.links.append((line.link, len(line.cells)))
                line.link = None
            if closed == "q":
                line.add([""], Q_CLOSES)
            if is_fragment and len(self.lines) > 1:
                self.lines.pop().set_into(self.parts)
            self.language = language
            if closed in _UNTOUCHED:
                self.untouched -= 1
            if closed not in _INLINE:
                self.lines[-1].language = language
            if closed == name:
                return

    def _end_lines(self):
        """Set what was gathered: a block begins or ends, or a <br> stands there."""
        for line in self.lines:
            line.set_into(self.parts)
        self.lines = [_Line(self.language, is_whole=True)]


def _characters(text):
    """Return the characters of a text with references as (what stands for each, the view of them)."""
    cells = _CHARACTER.findall(text)
    return cells, "".join(cell if len(cell) == 1 else _one(unescape(cell)) for cell in cells)


def _one(text):
    return text if len(text) == 1 else OPAQUE

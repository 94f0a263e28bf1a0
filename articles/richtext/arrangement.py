"""Decent paragraphs out of what people paste: the middle step of cleaning, which decides nothing about safety.

The input is what nh3 wrote: every tag closed, every '<' that is no tag escaped. The output keeps to a strict grammar
(blocks hold text or blocks, text holds no block), so that parsing it again gives the same tree.
"""

import html
import re

from articles.richtext.lines import BREAK, INLINE, line_of, opening, paragraphs, pieces_of, with_format, without_strong

_TOKEN = re.compile(r"<(/?)([a-z0-9]+)([^<>]*)>|([^<]+)")
_ATTRIBUTE = re.compile(r'([a-z-]+)="([^"]*)"')
# Characters that no text needs and that some reader of ours can't take: PostgreSQL (NUL), XML (most controls), UTF-8
# (lone surrogates); and two invisible ones that editors leave behind (zero width space, byte order mark).
_UNWANTED = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u200b\u2028\u2029\ufeff\ufffe\uffff\ud800-\udfff]")
_LINE_ENDS = "\x0b\x0c\x85\u2028\u2029"

_VOID = {"br", "img", "hr"}
_RENAMED = {"b": "strong", "i": "em", "h1": "h2", "h5": "h4", "h6": "h4"}
_HEADINGS = {"h2", "h3", "h4"}
# Neither is reached by text that somebody wrote on purpose; both keep recursion and the stored tree shallow.
_DEEPEST_PARSED, _DEEPEST_KEPT = 100, 8


class _Node:
    """An element: its tag, its attributes and its children, which are nodes and strings."""

    __slots__ = ("attributes", "children", "tag")

    def __init__(self, tag, attributes):
        self.tag = tag
        self.attributes = attributes
        self.children = []

    def find(self, tag):
        """Return the elements of a kind below this one, the outermost of each branch."""
        found = []
        for child in self.children:
            if isinstance(child, _Node):
                found += [child] if child.tag == tag else child.find(tag)
        return found


def scrub(text):
    """Return the text without characters that can't be stored, sent or seen."""
    return _UNWANTED.sub(lambda match: " " if match[0] in _LINE_ENDS else "", text)


def arrange(text):
    """Return HTML that nh3 wrote as a tidy sequence of blocks."""
    return _Blocks("p").take(_tree(text).children).html()


def words(text):
    """Return the text of cleaned HTML, a block a line."""
    lines = re.sub(r"</?(?:p|h[2-4]|li|ul|ol|tr|blockquote|figure|figcaption|caption)[^>]*>|<br>", "\n", text)
    lines = re.sub(r"</t[dh]>", " ", lines)
    plain = html.unescape(re.sub(r"<[^>]*>", "", lines)).replace("\xa0", " ")
    return "\n".join(line for line in (" ".join(line.split()) for line in plain.splitlines()) if line)


def _tree(text):
    root = _Node("", {})
    path, ignored = [root], []
    for is_end, tag, attributes, words in _TOKEN.findall(text):
        if words:
            path[-1].children.append(html.unescape(words))
        elif is_end:
            if ignored:
                ignored.pop()
            elif len(path) > 1:
                path.pop()
        elif tag not in _VOID and len(path) > _DEEPEST_PARSED:
            ignored.append(tag)
        else:
            node = _Node(_RENAMED.get(tag, tag), _attributes(attributes))
            _read_styles(node)
            path[-1].children.append(node)
            if tag not in _VOID:
                path.append(node)
    return root


def _attributes(text):
    if not text:
        return {}
    return {name: html.unescape(value) for name, value in _ATTRIBUTE.findall(text)}


def _read_styles(node):
    """Make of a styled <span> or <b> the tag that says the same; one that says nothing has no tag afterwards."""
    style = node.attributes.pop("style", "")
    weight = re.search(r"font-weight:\s*(\w+)", style)
    is_bold = weight and weight[1] in {"bold", "bolder", "600", "700", "800", "900"}
    if node.tag == "strong" and weight and not is_bold:
        node.tag = "span"
    elif node.tag == "span" and is_bold:
        node.tag = "strong"
    elif node.tag == "span" and re.search(r"font-style:\s*(italic|oblique)", style):
        node.tag = "em"


class _Blocks:
    """Gathers the blocks of one container. A line of text gets the tag `line`, or none where that is empty (li, td)."""

    def __init__(self, line, depth=0, formats=()):
        self.line = line
        self.depth = depth
        self.formats = formats
        self.blocks = []  # (kind, html); kind is 'p' for paragraphs, 'bare' for text without a tag
        self.pieces = []  # (formats, text) of the line being gathered

    def take(self, nodes):
        """Add the nodes and end the last line."""
        self._walk(nodes, self.formats, self.line)
        self._end_line(self.line)
        return self

    def html(self):
        """Return the blocks; the only paragraph of a list item or a cell stands there without its tag."""
        kinds = [kind for kind, _html in self.blocks]
        is_single = not self.line and kinds.count("p") == 1 and "bare" not in kinds
        return "".join(text[3:-4] if is_single and kind == "p" else text for kind, text in self.blocks)

    def _walk(self, nodes, formats, line):
        for node in nodes:
            if isinstance(node, str):
                self.pieces.append((formats, node))
            elif node.tag == "br":
                self.pieces.append((formats, BREAK))
            elif node.tag in INLINE:
                self._walk(node.children, with_format(formats, node), line)
            elif node.tag == "span":
                self._walk(node.children, formats, line)
            else:
                self._end_line(line)
                self._block(node, formats, line)

    def _block(self, node, formats, line):
        tag = node.tag
        if tag == "img":
            self._add("figure", _figure(node))
        elif tag in _HEADINGS:
            self._walk(node.children, formats, tag)
            self._end_line(tag)
        elif tag == "figure" and node.find("img") and not node.find("figure"):
            images = [figure for figure in map(_figure, node.find("img")) if figure]
            captions = node.find("figcaption")
            caption = line_of([piece for each in captions for piece in pieces_of(each.children)])
            if images and caption:
                images[-1] = images[-1].replace("</figure>", f"<figcaption>{caption}</figcaption></figure>")
            self._add("figure", "".join(images))
        elif tag in {"ul", "ol"} and self.depth < _DEEPEST_KEPT:
            self._add(tag, self._list(node, formats))
        elif tag == "blockquote" and self.depth < _DEEPEST_KEPT:
            self._add(tag, self._blockquote(node, formats))
        elif tag == "table" and self.depth < _DEEPEST_KEPT and not node.find("table"):
            self._add(tag, self._table(node, formats))
        else:
            # What has no meaning of its own separates paragraphs; a table around a table is such, being mere layout.
            # Inside a heading the text stays a heading.
            inside = line if line in _HEADINGS else "p"
            self._walk(node.children, formats, inside)
            self._end_line(inside)

    def _add(self, kind, text):
        if text:
            self.blocks.append((kind, text))

    def _within(self, line, nodes, formats):
        return _Blocks(line, self.depth + 1, formats).take(nodes).html()

    def _blockquote(self, node, formats):
        inside = self._within("p", node.children, formats)
        return inside and f"{opening('blockquote', node.attributes)}{inside}</blockquote>"

    def _list(self, node, formats):
        items, loose = [], []

        def item(nodes):
            inside = self._within("", nodes, formats)
            if inside:
                items.append(inside)
            nodes.clear()

        for child in node.children:
            if isinstance(child, _Node) and child.tag == "li":
                item(loose)
                item(child.children)
            elif isinstance(child, _Node) and child.tag in {"ul", "ol"} and items and not loose:
                # A list right inside a list belongs to the item before it.
                items[-1] += self._within("", [child], formats)
            else:
                loose.append(child)
        item(loose)
        inside = "".join(f"<li>{text}</li>" for text in items)
        return inside and f"{opening(node.tag, node.attributes)}{inside}</{node.tag}>"

    def _table(self, node, formats):
        captions = [child for child in node.children if isinstance(child, _Node) and child.tag == "caption"]
        caption = line_of(pieces_of(captions[0].children)) if captions else ""
        heads = node.find("thead")
        parts = {"thead": "", "tbody": ""}
        for row in node.find("tr"):
            cells = [cell for cell in row.children if isinstance(cell, _Node) and cell.tag in {"td", "th"}]
            inside = "".join(
                f"{opening(cell.tag, cell.attributes)}{self._within('', cell.children, formats)}</{cell.tag}>"
                for cell in cells
            )
            is_head = any(row in part.children for part in heads)
            parts["thead" if is_head else "tbody"] += inside and f"<tr>{inside}</tr>"
        inside = "".join(f"<{part}>{rows}</{part}>" for part, rows in parts.items() if rows)
        is_empty = not caption and "<img" not in inside and not words(inside)
        return "" if is_empty else f"<table>{caption and f'<caption>{caption}</caption>'}{inside}</table>"

    def _end_line(self, line):
        pieces, self.pieces = self.pieces, []
        if not any(text for _formats, text in pieces):
            return
        if line in _HEADINGS:
            # A heading is bold and on one line as it is.
            pieces = [(without_strong(formats), " " if text == BREAK else text) for formats, text in pieces]
        for part in paragraphs(pieces) if line == "p" else [pieces]:
            text = line_of(part)
            if text:
                self.blocks.append((line or "bare", f"<{line}>{text}</{line}>" if line else text))


def _figure(node):
    """Return the figure of an <img> of the library, or nothing. `src` is the key in it, as the first step left it."""
    key = node.attributes.get("src") or node.attributes.get("data-image")
    if not key:
        return ""
    attributes = {"data-image": key}
    if "alt" in node.attributes:
        attributes["alt"] = " ".join(node.attributes["alt"].split())
    return f"<figure>{opening('img', attributes)}</figure>"

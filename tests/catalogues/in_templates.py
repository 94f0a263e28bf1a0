"""Words of templates that aren't wrapped for translation."""

import re
from html.parser import HTMLParser

from django.template.base import Lexer, TokenType

from tests.catalogues.words import Fault, is_shown, is_text, shorten

# Stands for what Django puts in, so that lines and tags stay where they are.
HOLE = "\ue000"
ATTRIBUTES = {
    *"abbr alt aria-description aria-label aria-placeholder aria-roledescription aria-valuetext".split(),
    *"label placeholder summary title".split(),
}
# What a <meta> says to people elsewhere: in lists of results, on cards.
META = {"description", "og:title", "og:description", "og:image:alt", "twitter:title", "twitter:description"}
CONSTANT = re.compile(r'"((?:[^"\\]|\\.)*)"|\'((?:[^\'\\]|\\.)*)\'')
# Filters and tags whose argument is no text.
FORMATS = re.compile(r"\|\s*(?:date|time)\s*:\s*(?:\"[^\"]*\"|'[^']*')|^now\s+(?:\"[^\"]*\"|'[^']*')")
# The words of the first ones are in the catalogues; the others only compare.
PASSED_OVER = {"translate", "trans", "blocktranslate", "blocktrans", "if", "elif"}
# Tags whose content isn't shown as it stands there, and where it ends.
ENDS = {
    "blocktranslate": "endblocktranslate",
    "blocktrans": "endblocktrans",
    "comment": "endcomment",
}


class Words(HTMLParser):
    """The faults of a page, parsed as far as one may without running it."""

    def __init__(self, path):
        super().__init__(convert_charrefs=True)
        self.path, self.faults, self.unread = path, [], None

    def find(self, text, what):
        if is_text(text.replace(HOLE, "")):
            self.faults.append(Fault(self.path, self.getpos()[0], f"{what}: {shorten(text.replace(HOLE, '…'))}"))

    def handle_starttag(self, tag, attributes):
        found = {name.replace(HOLE, ""): value or "" for name, value in attributes}
        # The names on keys are those of the keyboard.
        if tag in {"script", "style", "kbd"}:
            self.unread = tag
        for name, value in found.items():
            is_button = tag == "input" and found.get("type") in {"submit", "button", "reset"} and name == "value"
            is_meta = tag == "meta" and name == "content" and (found.get("name") or found.get("property")) in META
            is_handed_over = name.startswith("data-") and is_shown(value.replace(HOLE, ""))
            if name in ATTRIBUTES or is_button or is_meta or is_handed_over:
                self.find(value, f"not wrapped, in {name}=")

    def handle_endtag(self, tag):
        if tag == self.unread:
            self.unread = None

    def handle_data(self, data):
        if self.unread or not is_text(data.replace(HOLE, "")):
            return
        before = data[: len(data) - len(data.lstrip())]
        line = self.getpos()[0] + before.count("\n")
        self.faults.append(Fault(self.path, line, f"not wrapped: {shorten(data.replace(HOLE, '…'))}"))


def faults(path, source):
    """Return the faults of a template; one that isn't HTML, a mail, is text from end to end."""
    parts, found, until = [], [], None
    for token in Lexer(source).tokenize():
        contents = token.contents
        name = contents.split(" ")[0]
        is_tag = token.token_type == TokenType.BLOCK
        if token.token_type == TokenType.TEXT:
            parts.append(HOLE + "\n" * contents.count("\n") if until else contents)
            continue
        parts.append(HOLE)
        if until:
            if is_tag and name == until:
                until = None
            continue
        if is_tag:
            # A block of classes stands inside an attribute of the page that it extends.
            is_class = name == "block" and contents.endswith("class")
            until = "endblock" if is_class else ENDS.get(name)
        if token.token_type == TokenType.VAR or (is_tag and name not in PASSED_OVER):
            found += (Fault(path, token.lineno, f"not wrapped, in a tag: {shorten(text)}") for text in _texts(contents))
    page = "".join(parts)
    if path.endswith(".html"):
        words = Words(path)
        words.feed(page)
        words.close()
        return sorted(found + words.faults)
    for number, line in enumerate(page.split("\n"), 1):
        if is_text(line.replace(HOLE, "")):
            found.append(Fault(path, number, f"not wrapped: {shorten(line.replace(HOLE, '…'))}"))
    return sorted(found)


def _texts(contents):
    """Return the literals of a tag that are shown and not marked by _()."""
    contents = FORMATS.sub("", contents)
    for match in CONSTANT.finditer(contents):
        text = match[1] or match[2] or ""
        if not contents[: match.start()].endswith("_(") and is_shown(text):
            yield text

"""Words of Django's templates that aren't wrapped for translation."""

import re

from django.template.base import Lexer, TokenType

from tests.catalogues import in_pages
from tests.catalogues.in_pages import HOLE
from tests.catalogues.words import Fault, is_shown, shorten

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


def faults(path, source):
    """Return the faults of a template."""
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
    return sorted(found + in_pages.faults(path, "".join(parts)))


def _texts(contents):
    """Return the literals of a tag that are shown and not marked by _()."""
    contents = FORMATS.sub("", contents)
    for match in CONSTANT.finditer(contents):
        text = match[1] or match[2] or ""
        if not contents[: match.start()].endswith("_(") and is_shown(text):
            yield text

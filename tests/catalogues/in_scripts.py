"""Words of scripts: they have none of their own, a page hands them over in data attributes."""

import re

from tests.catalogues.words import NOT_SHOWN, Fault, is_sentence, shorten

STRING = re.compile(r"//[^\n]*|/\*.*?\*/|\"(?:\\.|[^\"\\\n])*\"|'(?:\\.|[^'\\\n])*'|`(?:\\.|[^`\\])*`", re.DOTALL)
# A literal in a template literal's ${...} is one more string; a regular expression with a quotation mark in it is rare
# enough to be written another way.
HOLE = re.compile(r"\$\{[^{}]*\}")
WORDS = re.compile(r"[A-Za-z][a-z’']*(?: [A-Za-z][a-z’']*)+[.!?…]?")
# Properties that a reader sees, set to a literal.
SHOWN = re.compile(r"(?:\b(?:textContent|innerText|title|placeholder|ariaLabel|alt)\s*[=:]|\balert\(|\bconfirm\()\s*$")


def faults(path, source):
    """Return the faults of a script."""
    found, lines = [], source.splitlines()
    for match in STRING.finditer(source):
        literal = match[0]
        if literal.startswith(("//", "/*")):
            continue
        number = source.count("\n", 0, match.start()) + 1
        text = HOLE.sub("", literal[1:-1])
        if text == "use strict" or NOT_SHOWN.search(lines[number - 1]):
            continue
        is_set = SHOWN.search(source[: match.start()][-40:]) and re.search("[A-Za-z]", text)
        if is_set or is_sentence(text) or WORDS.fullmatch(text.strip()):
            found.append(Fault(path, number, f"words in a script: {shorten(text)}"))
    return found

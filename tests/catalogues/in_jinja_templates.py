"""Words of Jinja2's templates that aren't wrapped for translation."""

from jinja2 import Environment, nodes

from pressroom.management.commands.makemessages import WRAPPING
from tests.catalogues import in_pages
from tests.catalogues.in_pages import HOLE
from tests.catalogues.words import Fault, is_shown, shorten

# Functions and filters that are told names of templates, of kept pieces, of views and files, or a format, in order;
# what they are told by a keyword may be shown.
NAMING = {"address", "date", "include", "kept", "spoken", "static"}
# The parts of a tag or an expression that are no text: what is compared, asked for or looked up.
UNSEEN = {
    nodes.Compare: ("expr", "ops"),
    nodes.CondExpr: ("test",),
    nodes.Extends: ("template",),
    nodes.For: ("test",),
    nodes.Getitem: ("arg",),
    nodes.If: ("test",),
    nodes.Pair: ("key",),
    nodes.Test: ("node", "args"),
}


def faults(path, source):
    """Return the faults of a template; raise `jinja2.TemplateSyntaxError` for what can't be read."""
    environment = Environment(autoescape=True)
    found = [
        Fault(path, line, f"not wrapped, in a tag: {shorten(text)}")
        for line, text in _literals(environment.parse(source, filename=path))
        if is_shown(text)
    ]
    return sorted(found + in_pages.faults(path, _page(environment.lex(source, filename=path))))


def _page(tokens):
    """Return what stands outside tags and comments, on the lines where it stands, with a hole for each of those."""
    parts, line = [], 1
    for number, kind, text in tokens:
        # A tag has lines of its own, and may take white space away.
        parts.append("\n" * (number - line))
        line = number
        if kind == "data":
            parts.append(text)
            line += text.count("\n")
        elif kind.endswith("_begin"):
            parts.append(HOLE)
    return "".join(parts)


def _literals(node):
    """Yield (line, text) of each literal that may be shown and is not wrapped."""
    if isinstance(node, nodes.Const):
        if isinstance(node.value, str):
            yield node.lineno, node.value
        return
    name = ""
    if isinstance(node, nodes.Call | nodes.Filter):
        name = node.name if isinstance(node, nodes.Filter) else getattr(node.node, "name", "")
    unseen = ("args",) if name in NAMING else UNSEEN.get(type(node), ())
    for child in node.iter_child_nodes(exclude=unseen):
        # What is put together inside a wrapper is in no catalogue.
        if not (name in WRAPPING and isinstance(child, nodes.Const)):
            yield from _literals(child)

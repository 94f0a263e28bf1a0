"""Words of Python modules that aren't wrapped for translation."""

import ast
import re

from tests.catalogues.words import MARKUP, NOT_SHOWN, WORD, Fault, is_sentence, is_shown, shorten

# Functions whose arguments are in the catalogues: under another name (`gettext as _now`) nobody would find them.
WRAPPING = re.compile(r"_|gettext|n?p?gettext_lazy|n?p?gettext|gettext_noop")
# Functions whose arguments nobody but the engineer reads, in a log or a traceback, and errors that a page of ours tells
# in its own words.
UNSEEN = {
    *"BadRequest FieldError Http404 LookupError RuntimeError TypeError ValueError".split(),
    *"cursor.execute logger.debug logger.error logger.exception logger.info logger.warning re.compile".split(),
}
# Functions that show what they are called with.
SHOWING = {
    *"CommandError Conflict ImproperlyConfigured Refused Unusable UnusableError ValidationError".split(),
    *"cleaning.daily input messages.add_message messages.error messages.info messages.success messages.warning".split(),
    *"print self.message_user self.say self.stderr.write self.stdout.write sys.exit".split(),
}
# Keywords and class attributes whose value is shown.
NAMED = {
    *"description empty_label help help_text label short_description title verbose_name verbose_name_plural".split(),
    *"empty_value_display index_title site_header site_title".split(),
}
# `label` of an AppConfig is a name of the machine's.
KEYWORDS_ALONE = {"label"}


def faults(path, source):
    """Return the faults of a module."""
    tree = ast.parse(source)
    parents = {child: node for node in ast.walk(tree) for child in ast.iter_child_nodes(node)}
    lines = source.splitlines()
    found = []
    for node in ast.walk(tree):
        text = _text(node)
        if text is None or isinstance(parents[node], ast.Expr | ast.JoinedStr | ast.FormattedValue):
            continue
        # A list of words is material of the program.
        if isinstance(parents[node], ast.Attribute) and parents[node].attr == "split":
            continue
        if any(NOT_SHOWN.search(line) for line in lines[node.lineno - 1 : node.end_lineno]):
            continue
        place = _place(node, parents)
        # In what is put together, one word is enough.
        is_word = is_shown(text) or (isinstance(node, ast.JoinedStr) and WORD.search(MARKUP.sub("", text)))
        if place != "unseen" and (is_sentence(text) or (place == "shown" and is_word)):
            found.append(Fault(path, node.lineno, f"not wrapped: {shorten(text)}"))
    return sorted(found)


def _text(node):
    """Return the text of a literal, holes for what is put into it, or None for anything else."""
    if isinstance(node, ast.Constant):
        return node.value if isinstance(node.value, str) else None
    if isinstance(node, ast.JoinedStr):
        return "".join(part.value if isinstance(part, ast.Constant) else "…" for part in node.values)
    return None


def _place(node, parents):
    """Return 'unseen' for a literal that is wrapped or that nobody reads, 'shown' where text is shown, else ''."""
    place = ""
    while not isinstance(node, ast.stmt):
        child, node = node, parents[node]
        if isinstance(node, ast.keyword) and node.arg in NAMED:
            place = "shown"
        elif isinstance(node, ast.Call) and child is not node.func:
            name = ast.unparse(node.func)
            if WRAPPING.fullmatch(name.rpartition(".")[2]) or name in UNSEEN:
                return "unseen"
            if name in SHOWING and not isinstance(child, ast.keyword):
                place = "shown"
    if isinstance(node, ast.Assign) and {ast.unparse(target) for target in node.targets} & (NAMED - KEYWORDS_ALONE):
        place = "shown"
    return place

"""What the templates of search need."""

from functools import lru_cache
from html import escape

from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import get_language, ngettext

from articles.templatetags.counters import grouped
from articles.templatetags.site import in_language

# In the place of the marks until the text is escaped, all at once: piece by piece that takes several times as long. No
# text has control characters; one that had would have a mark more.
_BEGIN, _END = "\x02", "\x03"


def marked(pieces):
    """Return `articles.search.extracts.Piece`s as HTML, with a mark on each that was looked for."""
    text = "".join([f"{_BEGIN}{text}{_END}" if is_hit else text for text, is_hit in pieces])
    return SafeString(escape(text).replace(_BEGIN, "<mark>").replace(_END, "</mark>"))


def listed(choices):
    """Return the `articles.views.searching.Choice`s of a group as the items of a list: a page has thirty of them."""
    language = get_language()
    return SafeString("\n".join([_item(choice, language) for choice in choices]))


def _item(choice, language):
    # Put together here, since `format_html` takes ten times as long.
    here = ' aria-current="true"' if choice.is_here else ""
    count = "" if choice.count is None else _counted(choice.count, language)
    words = f"<span{in_language(choice.language, language)}>{escape(choice.text)}</span>"
    return f'<li><a href="{escape(choice.url)}"{here}>{words}{count}</a></li>'


@lru_cache(maxsize=2000)
def _counted(number, language):
    """Return how many releases there are, as figures and, for who hears them, in words; in the active language."""
    figures = grouped(number)
    return format_html(
        ' <span class="periods__count"><span aria-hidden="true">{}</span>'
        '<span class="visually-hidden">{}</span></span>',
        figures,
        ngettext("%(count)s release", "%(count)s releases", number) % {"count": figures},
    )

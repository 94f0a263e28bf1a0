"""What the templates of search need."""

from functools import lru_cache
from html import escape

from django.utils.html import format_html, format_html_join
from django.utils.safestring import mark_safe
from django.utils.translation import get_language, ngettext

from articles.templatetags.counters import grouped
from articles.templatetags.site import in_language

_HERE = mark_safe(' aria-current="true"')


def marked(pieces):
    """Return `articles.search.extracts.Piece`s as HTML, with a mark on each that was looked for."""
    return mark_safe("".join([f"<mark>{escape(text)}</mark>" if is_hit else escape(text) for text, is_hit in pieces]))


def listed(choices):
    """Return the `articles.views.searching.Choice`s of a group as the items of a list: a page has thirty of them."""
    language = get_language()
    return format_html_join(
        "\n",
        '<li><a href="{}"{}><span{}>{}</span>{}</a></li>',
        (
            (
                choice.url,
                _HERE if choice.is_here else "",
                in_language(choice.language, language),
                choice.text,
                "" if choice.count is None else _counted(choice.count, language),
            )
            for choice in choices
        ),
    )


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

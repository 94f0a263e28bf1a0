"""`{% runs %}`: compared words as <del>, <ins> and what is only set otherwise."""

from django import template
from django.utils.html import format_html, format_html_join
from django.utils.safestring import mark_safe
from django.utils.translation import get_language
from django.utils.translation import gettext as _

register = template.Library()

# White space that was removed or added alone would not be seen.
_SEEN = str.maketrans({" ": "␣", "\xa0": "⍽", "\t": "│", "\n": "↵\n"})


@register.simple_tag
def runs(found, language=""):
    """Show `articles.comparison.Run`s; `language` is that of the words, where ours beside them are in another."""
    return format_html_join("", "{}", ((_run(run, _ours(language)),) for run in found))


def _ours(language):
    """Return the attribute that says in which language our own words are."""
    ours = get_language()
    return format_html(' lang="{}"', ours) if language and ours and ours != language else mark_safe("")


def _run(run, ours):
    words = format_html_join("", "{}", ((_piece(run, text, formats, ours),) for text, formats in run.pieces))
    if run.kind == "removed":
        return format_html("<del>{}{}</del>", _said(_("removed:"), ours), words)
    if run.kind == "added":
        return format_html("<ins>{}{}</ins>", _said(_("added:"), ours), words)
    if run.kind == "formatted":
        return format_html('<span class="comparison__formatted">{}</span>{}', words, _note("; ".join(run.notes), ours))
    return words


def _piece(run, text, formats, ours):
    if run.kind in {"removed", "added"}:
        shown = text.translate(_SEEN) if text.isspace() else text.replace("\n", "↵\n")
    else:
        shown = text
    shown = format_html_join(_CELL, "{}", ((cell,) for cell in shown.split("\t")))
    for tag, detail in formats:
        if tag == "a":
            shown = format_html('<span class="comparison__link">{}</span>', shown)
            if run.kind == "added":
                shown = format_html("{}{}", shown, _note(_("link to %(address)s") % {"address": detail}, ours))
        elif tag in _TAGS:
            shown = format_html(_TAGS[tag], shown)
    return shown


_CELL = mark_safe('<span class="comparison__cell"> │ </span>')
_TAGS = {tag: f"<{tag}>{{}}</{tag}>" for tag in ("strong", "em", "sub", "sup", "cite", "q")} | {"th": "<b>{}</b>"}


def _said(word, ours):
    return format_html('<span class="visually-hidden comparison__said"{}>{} </span>', ours, word)


def _note(words, ours):
    return format_html(' <span class="comparison__note"{}>[{}]</span>', ours, words)

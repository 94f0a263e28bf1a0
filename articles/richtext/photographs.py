"""The photographs in rich text: `<figure><img data-image="7"></figure>` in store, with sources and words when shown.

The words belong to the use of a photograph (`EditionImage`), not to the text. Where there is no such record, an `alt`
and a `figcaption` that stand in the text serve.
"""

import re
from html import escape, unescape

from django.apps import apps
from django.utils.html import format_html, mark_safe
from django.utils.translation import gettext

from articles import renditions
from articles.richtext.cleaning import Cleaned, clean, plain_text
from articles.typography import typeset_html
from pressroom import jinja

# `clean` writes figures in exactly this form.
_FIGURE = re.compile(
    r'<figure><img data-image="(?P<key>[0-9]+)"(?: alt="(?P<alt>[^"]*)")?>'
    r"(?P<caption><figcaption>.*?</figcaption>)?</figure>",
    re.DOTALL,
)
_TABLE = re.compile(r"<table>(?:<caption>(?P<caption>.*?)</caption>)?.*?</table>", re.DOTALL)

EDITOR_WIDTH = 960


def image_ids(html):
    """Return the keys of the photographs in cleaned rich text, in order and without repeats."""
    return list(dict.fromkeys(int(match["key"]) for match in _FIGURE.finditer(html)))


def take_in(html):
    """Return what the editor sent as (html, words): the text in stored form, and what it says of its photographs.

    `words` has an entry, as `{7: {"alternative_text": "…", "caption": "…"}}`, for each photograph that came with any;
    one that came bare has none, so that words which are kept elsewhere aren't lost to a text that never had them.
    """
    words = {}

    def stored(match):
        if match["alt"] is not None or match["caption"]:
            said = {
                "alternative_text": unescape(match["alt"] or ""),
                "caption": plain_text(match["caption"] or "").replace("\n", " "),
            }
            earlier = words.setdefault(int(match["key"]), said)
            for name, text in said.items():
                earlier[name] = earlier[name] or text
        return f'<figure><img data-image="{match["key"]}"></figure>'

    return Cleaned(_FIGURE.sub(stored, clean(html))), words


def for_editor(html, uses=None):
    """Return stored rich text as the editor shows it: photographs with a source, alternative text and caption.

    `uses` are `EditionImage`s or `Image`s; without them the photographs are looked up, in one query. A photograph
    that isn't among them keeps its place, so that opening and saving a text loses nothing.
    """
    if uses is None:
        uses = _library(html)
    by_key = _by_key(uses)

    def shown(match):
        key = int(match["key"])
        use = by_key.get(key)
        alternative_text, caption = _words(match, use)
        # Any version in the address answers with the present file; '0' is that of an image that isn't there.
        source = renditions.url(_image(use), "whole", EDITOR_WIDTH, "jpg") if use else f"/media/{key}/0/whole-960.jpg"
        return (
            f'<figure class="image"><img alt="{escape(alternative_text)}" src="{escape(source)}">'
            f"<figcaption>{caption}</figcaption></figure>"
        )

    return _FIGURE.sub(shown, html)


def render(html, uses, language):
    """Return stored rich text for a public page, safe: photographs as pictures with their captions, tables in a box.

    Its words are set by the rules of the `language` that they are in (`articles.typography`).
    `uses` are the `EditionImage`s of the edition, or the `Image`s of a page under /about/, which then speak with their
    own words. Asks nothing of the database. A photograph that isn't among `uses` is left out.
    """
    by_key = _by_key(uses)

    def shown(match):
        use = by_key.get(int(match["key"]))
        if use is None:
            return ""
        alternative_text, caption = _words(match, use)
        context = {"use": use, "alternative_text": alternative_text, "caption": mark_safe(caption)}
        return jinja.render("articles/_figure.html", **context)

    return mark_safe(_TABLE.sub(_boxed, typeset_html(_FIGURE.sub(shown, html), language)))


def _boxed(match):
    """A wide table scrolls in a box of its own, which the keyboard has to be able to reach and a name to announce."""
    name = plain_text(match["caption"] or "") or gettext("Table")
    return format_html(
        '<div class="table" role="group" tabindex="0" aria-label="{}">{}</div>', name, mark_safe(match[0])
    )


def _library(html):
    keys = image_ids(html)
    return apps.get_model("articles", "Image").objects.filter(pk__in=keys) if keys else []


def _image(use):
    return getattr(use, "image", use)


def _by_key(uses):
    """Return the uses by the key of their image; one made for the text goes before the lead photograph's."""
    by_key = {}
    for use in uses:
        key = _image(use).pk
        if key not in by_key or getattr(use, "role", "") == "body":
            by_key[key] = use
    return by_key


def _words(match, use):
    """Return (alternative text, caption as HTML): the edition's record's, else the text's, else the library's."""
    in_text = unescape(match["alt"] or ""), (match["caption"] or "")[len("<figcaption>") : -len("</figcaption>")]
    if use is None:
        return in_text
    if _image(use) is not use:
        return use.alt, escape(use.caption)
    return in_text[0] or use.alt, in_text[1] or escape(use.caption)

"""What a page gives to those who pass it on: links, short addresses, the QR code, and what machines read of it."""

from functools import partial
from html import escape
from operator import itemgetter
from typing import NamedTuple
from urllib.parse import quote

import jinja2
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from articles import cards, renditions, structured_data, surroundings, versions
from articles.addresses import whole
from pressroom import dates, fragments, jinja
from pressroom.language import language_of

# Where a link with an address and a headline is taken up. It is followed by the reader's own hand and not before.
NETWORKS = (
    ("VK", "https://vk.com/share.php?url={url}&title={headline}"),
    ("Telegram", "https://t.me/share/url?url={url}&text={headline}"),
    ("WhatsApp", "https://wa.me/?text={headline}%20{url}"),
    ("X", "https://x.com/intent/post?url={url}&text={headline}"),
    ("Facebook", "https://www.facebook.com/sharer/sharer.php?u={url}"),
)
MAIL = "mailto:?subject={headline}&body={headline}%0D%0A%0D%0A{url}"
# Around a quotation that is copied.
QUOTATION_MARKS = {"ru": "«»", "kk": "«»"}
# In pixels; what the large networks ask for is 1200 or more.
PHOTOGRAPH_WIDTH = 1280


class Shown(NamedTuple):
    """The image that others show beside a link."""

    url: str
    width: int
    height: int
    type: str
    alt: str


def share_links(release, headline):
    """Return the links to each place where a release can be passed on, as list items; email comes last."""
    links = fragments.kept("share-links", get_language(), make=_links)
    # An address in a subject or a text is only one if nothing in it means anything to the link around it, nor to HTML.
    links = links.replace("{url}", quote(whole(release.get_absolute_url()), safe=""))
    return mark_safe(links.replace("{headline}", quote(" ".join(headline.split()), safe="")))


def _links():
    return jinja.render("articles/_share_links.html", links=(*NETWORKS, ("", MAIL)))


def for_paper(address):
    """Return an address as it is printed, and typed from there: without its scheme."""
    return address.partition("://")[2]


def quoted(release):
    """Return the day and the quotation marks that go with what is copied of a release, in its own language."""
    day = dates.in_words(release.date, release.language)
    return {"day": day, "marks": QUOTATION_MARKS.get(release.language, "“”")}


@jinja2.pass_context
def locale(context):
    """Return the language of the page's address as Open Graph has it, e.g. 'ru_RU'."""
    language = language_of(context["request"])
    return versions.LOCALES.get(language, language)


def shown_elsewhere(photograph):
    """Return what others show beside a link to a page: a photograph in use; None where there is none."""
    if not photograph:
        return None
    width, height = renditions.size(photograph.image, "wide", PHOTOGRAPH_WIDTH)
    path = renditions.url(photograph.image, "wide", PHOTOGRAPH_WIDTH, "jpg")
    return Shown(whole(path), width, height, renditions.CONTENT_TYPES["jpg"], photograph.alt)


@jinja2.pass_context
def head_of_release(context):
    """Say of the page of a release what `_head.html` says of others, and what is an article's alone.

    It takes what 'articles/release.html' does. It is no template, since each page has other words in all of its lines.
    """
    around = surroundings.of(context["request"])
    title, headline, short = (context[name] for name in ("title", "headline", "short"))
    edition, ready, beside, categories = (context[name] for name in ("edition", "ready", "beside", "categories"))
    release, changed, publisher = edition.release, beside.last_changed, around.identity
    address = whole(release.get_absolute_url())
    lines = [f'<link rel="canonical" href="{escape(address)}">', f'<link rel="shortlink" href="{escape(short)}">']
    shown = [
        ("og:title", title),
        ("og:type", "article"),
        ("og:url", address),
        ("og:site_name", publisher.name),
        ("og:locale", locale(context)),
        ("og:description", ready.description),
        ("og:image", whole(cards.url(edition, publisher, ready.headline))),
        ("og:image:type", cards.CONTENT_TYPE),
        ("og:image:width", str(cards.WIDTH)),
        ("og:image:height", str(cards.HEIGHT)),
        ("og:image:alt", _("%(headline)s (%(day)s)") % {"headline": headline, "day": dates.in_words(release.date)}),
    ]
    article = [
        ("article:published_time", dates.local(release.published_at).isoformat()),
        ("article:modified_time", dates.local(changed).isoformat() if changed else ""),
        *((f"article:{'tag' if place else 'section'}", category.text) for place, category in enumerate(categories)),
    ]
    lines += map(_property, filter(itemgetter(1), shown))
    lines.append('<meta name="twitter:card" content="summary_large_image">')
    lines += map(_property, filter(itemgetter(1), article))
    nodes = [
        structured_data.written(
            structured_data.article(
                edition,
                publisher,
                title=title,
                ready=ready,
                categories=categories,
                beside=beside,
                family=context["family"],
            )
        ),
        _office(around),
        structured_data.breadcrumbs_of_release(around, release, title),
    ]
    return SafeString("\n".join([*lines, structured_data.script(nodes)]))


def _property(pair):
    name, words = pair
    return f'<meta property="{name}" content="{escape(words)}">'


@jinja2.pass_context
def data(context, category=None, release=None, headline="", before=""):
    """Say in JSON-LD what the page is: the way to it; on the front page the site itself, and its office.

    A page below a release gives the `release` and its `headline`, one of a category that; `before` is the place in a
    list that pages. Where there is nothing to say it says nothing.
    """
    around, match = surroundings.of(context["request"]), context["request"].resolver_match
    nodes = []
    if match.view_name == "articles:front" and not before:
        nodes += [structured_data.written(structured_data.website(around.identity)), _office(around)]
    if trail := structured_data.trail(match, around, category, release, headline):
        nodes.append(structured_data.written(structured_data.breadcrumbs(trail)))
    return structured_data.script(nodes) if nodes else ""


def _office(around):
    make = partial(_written_office, around.identity)
    return fragments.kept("office", around.stamp, make=make)


def _written_office(publisher):
    return structured_data.written(structured_data.office(publisher))

"""What a page gives to those who pass it on: links, short addresses, the QR code, and what machines read of it."""

from functools import lru_cache
from typing import NamedTuple
from urllib.parse import quote

import segno
from django import template
from django.utils import translation
from django.utils.formats import date_format
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _

from articles import cards, renditions, short_addresses, structured_data, surroundings, versions
from articles.addresses import whole
from articles.typography import typeset_plain
from pressroom import identity
from pressroom.language import language_of

register = template.Library()

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


@register.simple_tag
def share_links(release, headline):
    """Return (name, address) of each place where a release can be passed on; email comes last and has no name."""
    encoded = {
        # An address in a subject or a text is only one if nothing in it means anything to the link around it.
        "url": quote(whole(release.get_absolute_url()), safe=""),
        "headline": quote(" ".join(headline.split()), safe=""),
    }
    return [(name, link.format(**encoded)) for name, link in (*NETWORKS, ("", MAIL))]


@register.simple_tag
def short_address(release):
    """Return the whole short address of a release."""
    return short_addresses.address(release)


@register.filter
def for_paper(address):
    """Return an address as it is printed, and typed from there: without its scheme."""
    return address.partition("://")[2]


@register.simple_tag
@lru_cache(maxsize=1024)
def qr_code(address):
    """Return the QR code of an address as SVG, with the quiet border that it needs; a seventh of it may be soiled."""
    code = segno.make_qr(address, error="m")
    return mark_safe(code.svg_inline(svgclass="paper__code", lineclass=None, omitsize=True, border=4))


@register.simple_tag
def source(release):
    """Return the day and the quotation marks that go with what is copied of a release, in its own language."""
    with translation.override(release.language):
        day = date_format(release.date, "DATE_FORMAT")
    return {"day": day, "marks": QUOTATION_MARKS.get(release.language, "“”")}


@register.simple_tag(takes_context=True)
def locale(context):
    """Return the language of the page's address as Open Graph has it, e.g. 'ru_RU'."""
    language = language_of(context.request)
    return versions.LOCALES.get(language, language)


@register.simple_tag(takes_context=True)
def shown_elsewhere(context, edition=None, photograph=None):
    """Return what others show beside a link: the card of a release's edition, else a photograph in use, else None."""
    if edition:
        card = cards.url(edition, identity.of(context.request, edition.release.language))
        headline = typeset_plain(edition.headline, edition.release.language)
        alt = _("%(headline)s (%(day)s)") % {"headline": headline, "day": source(edition.release)["day"]}
        return Shown(whole(card), cards.WIDTH, cards.HEIGHT, cards.CONTENT_TYPE, alt)
    if photograph:
        width, height = renditions.size(photograph.image, "wide", PHOTOGRAPH_WIDTH)
        path = renditions.url(photograph.image, "wide", PHOTOGRAPH_WIDTH, "jpg")
        return Shown(whole(path), width, height, renditions.CONTENT_TYPES["jpg"], photograph.alt)
    return None


@register.simple_tag(takes_context=True, name="structured_data")
def data(context, edition=None, category=None, release=None, headline="", before="", **of_article):
    """Say in JSON-LD what the page is: an article and its office, the way to it; on the front page the site itself.

    The page of a release gives its live `edition` and what else `structured_data.article` takes, a page below one its
    `release` and `headline`, one of a category that; `before` is the place in a list that pages. Where there is nothing
    to say it says nothing.
    """
    around, match = surroundings.of(context.request), context.request.resolver_match
    nodes, publisher = [], around.identity
    if edition:
        release, headline = edition.release, of_article["title"]
        nodes.append(structured_data.article(edition, publisher, **of_article))
    elif match.view_name == "articles:front" and not before:
        nodes.append(structured_data.website(publisher))
    if nodes:
        nodes.append(structured_data.office(publisher))
    if trail := structured_data.trail(match, around, category, release, headline):
        nodes.append(structured_data.breadcrumbs(trail))
    return structured_data.script(nodes) if nodes else ""

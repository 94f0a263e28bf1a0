"""What a page gives to those who pass it on: links, short addresses, the QR code, and what machines read of it."""

from functools import partial
from typing import NamedTuple
from urllib.parse import quote

from django import template
from django.template.loader import render_to_string
from django.utils.safestring import mark_safe
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from articles import cards, renditions, structured_data, surroundings, versions
from articles.addresses import whole
from pressroom import days, fragments, identity
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
    """Return the links to each place where a release can be passed on, as list items; email comes last."""
    links = fragments.kept("share-links", get_language(), make=_links)
    # An address in a subject or a text is only one if nothing in it means anything to the link around it, nor to HTML.
    links = links.replace("{url}", quote(whole(release.get_absolute_url()), safe=""))
    return mark_safe(links.replace("{headline}", quote(" ".join(headline.split()), safe="")))


def _links():
    return render_to_string("articles/_share_links.html", {"links": (*NETWORKS, ("", MAIL))})


@register.filter
def for_paper(address):
    """Return an address as it is printed, and typed from there: without its scheme."""
    return address.partition("://")[2]


@register.simple_tag
def source(release):
    """Return the day and the quotation marks that go with what is copied of a release, in its own language."""
    day = days.in_words(release.date, release.language)
    return {"day": day, "marks": QUOTATION_MARKS.get(release.language, "“”")}


@register.simple_tag(takes_context=True)
def locale(context):
    """Return the language of the page's address as Open Graph has it, e.g. 'ru_RU'."""
    language = language_of(context.request)
    return versions.LOCALES.get(language, language)


@register.simple_tag(takes_context=True)
def shown_elsewhere(context, edition=None, headline="", photograph=None):
    """Return what others show beside a link: the card of a release's edition, else a photograph in use, else None.

    The `headline` of the edition is in ordinary spaces.
    """
    if edition:
        publisher = identity.of(context.request, edition.release.language)
        card = cards.url(edition, publisher, context["ready"].headline)
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
    nodes, publisher, written = [], around.identity, structured_data.written
    if edition:
        nodes.append(written(structured_data.article(edition, publisher, **of_article)))
    elif match.view_name == "articles:front" and not before:
        nodes.append(written(structured_data.website(publisher)))
    if nodes:
        make = partial(_office, publisher)
        nodes.append(fragments.kept("office", around.stamp, make=make))
    if edition:
        nodes.append(structured_data.breadcrumbs_of_release(around, edition.release, of_article["title"]))
    elif trail := structured_data.trail(match, around, category, release, headline):
        nodes.append(written(structured_data.breadcrumbs(trail)))
    return structured_data.script(nodes) if nodes else ""


def _office(publisher):
    return structured_data.written(structured_data.office(publisher))

"""What machines read of a page as JSON-LD, in the words of schema.org: article, way to the page, site and office.

What Google asks of an article: https://developers.google.com/search/docs/appearance/structured-data/article. Names of
types and properties, and of what has an `@id`, are the vocabulary's and never translated.
"""

import datetime
import json

from django.templatetags.static import static
from django.utils.html import format_html
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _

from articles import cards, renditions
from articles.addresses import localized, whole
from articles.models import Edition
from articles.periods import Day, Month, Place, Year
from articles.surroundings import Link
from articles.typography import typeset_plain
from pressroom.dates import with_offset

# Of a photograph: 16:9, 4:3 and 1:1, each in this width, which is more than search engines ask for.
SHAPES, WIDTH = ("wide", "standard", "square"), 1280
# Within a string of JSON, where alone they can be: what could end the script, begin a comment or a line.
_ESCAPES = {ord(character): f"\\u{ord(character):04x}" for character in "<>&\u2028\u2029"}
# Pages below a release, by the names of their addresses.
_BELOW = ("history", "edition", "comparison")
_WITH_TRAIL = {"year", "month", "day", "release", *_BELOW}


def script(nodes):
    """Return nodes as a script of data, which no browser runs, and out of which no words in it lead."""
    text = json.dumps({"@context": "https://schema.org", "@graph": nodes}, ensure_ascii=False)
    return format_html('<script type="application/ld+json">{}</script>', mark_safe(text.translate(_ESCAPES)))


def office(identity):
    """Return who publishes the site; it is the same one in each language."""
    logo = identity.emblem_url or static("img/icon.svg")
    contact = {"telephone": identity.telephone, "email": identity.email}
    node = {
        "@type": ["GovernmentOrganization", "NewsMediaOrganization"],
        **_office_itself(),
        "name": identity.name,
        "url": whole(localized("articles:front", identity.language)),
        "logo": {"@type": "ImageObject", "url": whole(logo)},
        "address": identity.address,
        "sameAs": [network.url for network in identity.networks],
    }
    if any(contact.values()):
        node["contactPoint"] = _said({"@type": "ContactPoint", "contactType": "press office", **contact})
    if identity.website:
        node["parentOrganization"] = {"@type": "GovernmentOrganization", "url": identity.website}
    return _said(node)


def website(identity):
    """Return the site in one language, and how it is searched."""
    front, search = (whole(localized(f"articles:{name}", identity.language)) for name in ("front", "search"))
    return {
        "@type": "WebSite",
        "@id": f"{front}#website",
        "url": front,
        "name": identity.name,
        "inLanguage": identity.language,
        "publisher": _office_itself(),
        "potentialAction": {
            "@type": "SearchAction",
            "target": {"@type": "EntryPoint", "urlTemplate": f"{search}?q={{search_term_string}}"},
            "query-input": "required name=search_term_string",
        },
    }


def article(edition, identity, *, title, description, categories, beside, family):
    """Return a live edition as a NewsArticle.

    `title` and `description` are those of its page, `categories` links; `beside` is its `navigation.Beside`, `family`
    its `translations.Public`. It is modified when readers were last told of a change, as feeds have it. A withdrawal is
    told by the status and by its reason among the corrections: the vocabulary has nothing nearer.
    """
    release = edition.release
    is_withdrawn = edition.kind == Edition.Kind.WITHDRAWAL
    # Of withdrawals the one in force: those before it were taken back.
    notes = [one for one in beside.told if one.kind == Edition.Kind.CORRECTION or (is_withdrawn and one == edition)]
    original = family.original
    return _said(
        {
            "@type": "NewsArticle",
            **_work(release),
            "mainEntityOfPage": whole(release.get_absolute_url()),
            "headline": title,
            "description": description,
            "dateline": typeset_plain(edition.dateline, release.language),
            "image": _images(edition, identity),
            "datePublished": with_offset(release.published_at),
            "dateModified": with_offset(beside.last_changed or release.published_at),
            "author": _office_itself(),
            "publisher": _office_itself(),
            "articleSection": [category.text for category in categories],
            "isAccessibleForFree": True,
            "creativeWorkStatus": "Withdrawn" if is_withdrawn else "",
            "correction": [_correction(note, release) for note in notes],
            "translationOfWork": original and {"@type": "NewsArticle", **_work(original)},
            "workTranslation": [{"@type": "NewsArticle", **_work(one)} for one in family.translations(beside.editions)],
        }
    )


def breadcrumbs(trail):
    """Return the way to a page, given as links, as a BreadcrumbList."""
    return {
        "@type": "BreadcrumbList",
        "itemListElement": [
            {"@type": "ListItem", "position": position, "name": link.text, "item": whole(link.url)}
            for position, link in enumerate(trail, start=1)
        ],
    }


def trail(match, around, category=None, release=None, headline=""):
    """Return the way from the front page to the page at an address, as links; none where the page has no place in it.

    It is the address itself, part by part: a release stands below its day, a month below its year. `match` is the
    request's; the page gives its `category`, a CategoryText, or its `release` with the `headline`, where it is of one.
    """
    name, asked, place = match.url_name, match.kwargs, Place(around.language)
    found = [Link(around.identity.name, around.front_url)]
    if category:
        place = Place(around.language, category.category_id, category.slug)
        found.append(Link(category.name, category.get_absolute_url()))
    elif name not in _WITH_TRAIL:
        return []
    found += [Link(period.title, period.url) for period in _periods(place, **asked)]
    if release:
        found.append(Link(headline, release.get_absolute_url()))
    if name in _BELOW:
        found.append(Link(_("History"), release.url("articles:history")))
    if name == "edition":
        found.append(Link(_("Edition %(number)s") % asked, release.url("articles:edition", number=asked["number"])))
    if name == "comparison":
        sides = {"before": asked["before"], "after": asked["after"]}
        found.append(Link(_("Editions %(before)s and %(after)s") % sides, release.url("articles:comparison", **sides)))
    return found


def _periods(place, year=None, month=None, day=None, **_rest):
    found = []
    if year:
        found.append(Year(place, year, ()))
    if month:
        found.append(Month(place, year, month, 0))
    if day:
        found.append(Day(place, datetime.date(year, month, day), 0))
    return found


def _office_itself():
    return {"@id": whole("/#office")}


def _work(release):
    address = whole(release.get_absolute_url())
    return {"@id": f"{address}#article", "url": address, "inLanguage": release.language}


def _images(edition, identity):
    """Return the addresses of the lead photograph in each shape, or of the card of a release without one."""
    if use := edition.lead_image:
        return [whole(renditions.url(use.image, shape, WIDTH, "jpg")) for shape in SHAPES]
    return [whole(cards.url(edition, identity))]


def _correction(edition, release):
    return {
        "@type": "CorrectionComment",
        "text": typeset_plain(edition.public_note, release.language),
        "datePublished": with_offset(edition.live_from),
        "url": whole(release.url("articles:history")),
    }


def _said(node):
    """Return a node without the properties of which nothing was said."""
    return {name: value for name, value in node.items() if value not in ("", None, [])}

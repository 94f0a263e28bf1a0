"""What machines read of a page as JSON-LD, in the words of schema.org: article, way to the page, site and office.

What Google asks of an article: https://developers.google.com/search/docs/appearance/structured-data/article. Names of
types and properties, and of what has an `@id`, are the vocabulary's and never translated.
"""

import datetime
import json
import re

from django.templatetags.static import static
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _

from articles import cards, renditions
from articles.addresses import localized, whole
from articles.models import Edition
from articles.periods import Day, Month, Place, Year
from articles.surroundings import Link
from articles.typography import NO_BREAK_SPACE, typeset_plain
from pressroom import dates, fragments
from pressroom.dates import with_offset

# Of a photograph: 16:9, 4:3 and 1:1, each in this width, which is more than search engines ask for.
SHAPES, WIDTH = ("wide", "standard", "square"), 1280
# Within a string of JSON, where alone they can be: what could end the script, begin a comment or a line.
_ESCAPES = {character: f"\\u{ord(character):04x}" for character in "<>&\u2028\u2029"}
_UNSAFE = re.compile(f"[{''.join(_ESCAPES)}]")
# Pages below a release, by the names of their addresses.
_BELOW = ("history", "edition", "comparison")
_WITH_TRAIL = {"year", "month", "day", "release", *_BELOW}


def script(nodes):
    """Return nodes, each written by `written`, as a script of data, which no browser runs."""
    graph = f'{{"@context": "https://schema.org", "@graph": [{", ".join(nodes)}]}}'
    return mark_safe(f'<script type="application/ld+json">{graph}</script>')


def written(node):
    """Return a node as JSON that may stand in a script: out of that no words in it lead."""
    return _UNSAFE.sub(lambda found: _ESCAPES[found[0]], json.dumps(node, ensure_ascii=False))


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


def article(edition, identity, *, title, ready, categories, beside, family):
    """Return a live edition as a NewsArticle.

    `title` is that of its page, `ready` its `RenderedEdition`, `categories` links; `beside` is its `navigation.Beside`,
    `family` its `translations.Public`. It is modified when readers were last told of a change, as feeds have it. A
    withdrawal is told by the status and by its reason among the corrections: the vocabulary has nothing nearer.
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
            "description": ready.description,
            "dateline": ready.dateline.replace(NO_BREAK_SPACE, " "),
            # The lead photograph, or the card of a release without one.
            "image": [whole(path) for path in ready.shapes or [cards.url(edition, identity, ready.headline)]],
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


def shapes(image):
    """Return the paths of a lead photograph in each shape."""
    return [renditions.url(image, shape, WIDTH, "jpg") for shape in SHAPES]


def breadcrumbs(trail):
    """Return the way to a page, given as links, as a BreadcrumbList."""
    return {
        "@type": "BreadcrumbList",
        "itemListElement": [_step(position, link) for position, link in enumerate(trail, start=1)],
    }


def breadcrumbs_of_release(around, release, headline):
    """Return the `breadcrumbs` of the page of a release, written; but for their end they are those of its month."""
    date = release.date

    def beginning():
        month = [Link(found.title, found.url) for found in _periods(Place(around.language), date.year, date.month)]
        return written(breadcrumbs([Link(around.identity.name, around.front_url), *month])).removesuffix("]}")

    kept = fragments.kept("breadcrumbs", around.stamp, date.year, date.month, make=beginning)
    day = Link(dates.in_words(date), Place(around.language).url(year=date.year, month=date.month, day=date.day))
    last = written([_step(4, day), _step(5, Link(headline, release.get_absolute_url()))])
    return f"{kept}, {last[1:-1]}]}}"


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


def _step(position, link):
    return {"@type": "ListItem", "position": position, "name": link.text, "item": whole(link.url)}


def _office_itself():
    return {"@id": whole("/#office")}


def _work(release):
    address = whole(release.get_absolute_url())
    return {"@id": f"{address}#article", "url": address, "inLanguage": release.language}


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

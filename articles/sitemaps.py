"""What sitemaps list: the releases by ranges of their keys, the other pages, and the latest news.

A release stands in the same sitemap for ever, whatever is published or removed beside it, so nothing has to be counted
to find it. Each sitemap holds one language, as the addresses do.
"""

import datetime
from collections import defaultdict
from typing import NamedTuple

from django.conf import settings
from django.db.models import CharField, F, Max, Q
from django.db.models.functions import Cast, Substr

from articles import statement, versions
from articles.addresses import localized, of_release, whole
from articles.models import CategoryText, Edition, Page, Release
from articles.periods import Place
from articles.typography import typeset_plain
from pressroom import version

# How many keys a sitemap of releases spans, and so the most addresses that it can hold. The protocol allows 50,000 and
# 50 MB: so many, with the longest slugs and translations of each, take a tenth of that and a fraction of a second.
SPAN = 5000
# What Google takes for news, and how many of them.
NEWS_DAYS, MOST_NEWS = 2, 1000


class Listed(NamedTuple):
    """An address in a sitemap: whole, with the moment of its last change, if known, and `versions.Alternate`s."""

    address: str
    modified: datetime.datetime | None
    alternates: list = ()


class News(NamedTuple):
    """A release as a news sitemap has it."""

    address: str
    published_at: datetime.datetime
    title: str


def state(at):
    """Return a word for all that `every`, `releases` and `pages` tell at the moment, by two short queries.

    It is another one whenever that changes: by hand, which moves the site's version, or by the moment of an edition.
    """
    token = version.current().token
    latest = Edition.objects.on_record(at).order_by("-live_from").values_list("live_from", flat=True).first()
    return f"{settings.SITE_URL} {token} {latest}"


def every(at):
    """Return all sitemaps as `Listed`, each with the moment of the latest thing in it, by two queries.

    There is always one. What is removed moves none of the moments; a crawler learns of it at its address.
    """
    live = Edition.objects.live(at).order_by().values_list("release__language", (F("release_id") - 1) / SPAN)
    releases = sorted(live.annotate(Max("live_from")))
    pages = dict(Page.objects.order_by().values_list("language").annotate(Max("saved_at")))
    for code, _number, moment in releases:
        pages[code] = max(moment, pages.get(code) or moment)
    there = {code for code, *_rest in releases} | {settings.LANGUAGE_CODE}
    found = []
    for code in (code for code in versions.CODES if code in there):
        found.append(Listed(whole(localized("articles:sitemap_of_pages", code)), pages.get(code)))
        found += [
            Listed(whole(localized("articles:sitemap_of_releases", code, number=number + 1)), moment)
            for its_code, number, moment in releases
            if its_code == code
        ]
    return found


def releases(language, number, at):
    """Return the live releases of a sitemap in the order of their keys, by one query; none where there is no such."""
    keys = Q(language=language, pk__gt=(number - 1) * SPAN, pk__lte=number * SPAN)
    family = Release.objects.filter(keys).order_by().values("translation_key")
    rows = Edition.objects.live(at).filter(release__translation_key__in=family).order_by("release_id")
    here, paths = [], defaultdict(dict)
    columns = ("release__translation_key", "release_id", "release__language", "release__date", "release__slug")
    for key, pk, code, date, slug, live_from in rows.values_list(*columns, "live_from"):
        paths[key][code] = of_release(code, date, slug)
        if code == language and (pk - 1) // SPAN + 1 == number:
            here.append((key, live_from))
    return [Listed(whole(paths[key][language]), moment, versions.named(paths[key])) for key, moment in here]


def pages(language, at):
    """Return the front page, categories, years and months with live releases, and the pages under /about/.

    By four queries at most; none where nothing is live in the language, unless it is the site's first. What they are in
    other languages is said in their own heads.
    """
    live = Edition.objects.live(at).in_language(language).order_by()
    # Cut from the date as text, as `articles.periods` has it.
    named = live.annotate(named=Substr(Cast("release__date", CharField()), 1, 7))
    months = sorted(named.values_list("named").annotate(Max("live_from")))
    if not months and language != settings.LANGUAGE_CODE:
        return []
    place, years = Place(language), defaultdict(list)
    for name, moment in months:
        years[int(name[:4])].append(moment)
    categories = dict(live.values_list("categories").annotate(Max("live_from")))
    texts = CategoryText.objects.in_language(language).filter(category__in=categories.keys() - {None})
    about = list(Page.objects.filter(language=language).defer("body"))
    found = [
        (localized("articles:front", language), max((moment for _name, moment in months), default=None)),
        *((text.get_absolute_url(), categories[text.category_id]) for text in texts),
        *((place.url(year=year), max(moments)) for year, moments in years.items()),
        *((place.url(year=int(name[:4]), month=int(name[5:])), moment) for name, moment in months),
        *((page.get_absolute_url(), page.saved_at) for page in about),
    ]
    # It answers on every site.
    if all(page.slug != statement.SLUG for page in about):
        found.append((statement.path(language), None))
    return [Listed(whole(path), moment) for path, moment in found]


def news(language, at):
    """Return the news that was first published in the last days, the latest first, by one query."""
    since = at - datetime.timedelta(days=NEWS_DAYS)
    # The live edition is no older than the first, so its own moment finds the few there are without a look at the rest.
    editions = Edition.objects.live(at).news().in_language(language).filter(live_from__gt=since)
    editions = editions.filter(release__published_at__gt=since).select_related("release").defer("body", "lead")
    return [
        News(whole(edition.get_absolute_url()), edition.release.published_at, typeset_plain(edition.headline, language))
        for edition in editions.order_by("-release__published_at", "-release_id")[:MOST_NEWS]
    ]

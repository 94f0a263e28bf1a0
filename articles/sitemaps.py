"""What sitemaps list: the releases by ranges of their keys, the other pages, and the latest news.

A release stands in the same sitemap for ever, whatever is published or removed beside it, so nothing has to be counted
to find it. Each sitemap holds one language, as the addresses do.
"""

import datetime
import functools
from collections import defaultdict
from dataclasses import dataclass
from typing import NamedTuple

from django.conf import settings
from django.db.models import CharField, F, Max, Q
from django.db.models.functions import Cast, Substr

from articles import counts, statement, versions
from articles.addresses import localized, of_release, whole
from articles.models import CategoryText, Edition, Page, Release
from articles.periods import Place
from articles.typography import typeset_plain
from pressroom import version
from pressroom.statements import Statement
from pressroom.version import Latest, Reading

# How many keys a sitemap of releases spans, and so the most addresses that it can hold. The protocol allows 50,000 and
# 50 MB: so many, with the longest slugs and translations of each, take a tenth of that and a fraction of a second.
SPAN = 5000
# What Google takes for news, and how many of them.
NEWS_DAYS, MOST_NEWS = 2, 1000


_LATEST = Statement(
    lambda at: Edition.objects.on_record(at).order_by("-live_from").values_list("live_from")[:1], at=datetime.datetime
)
_RANGES = Statement(
    lambda at, span: (
        Edition.objects.live(at)
        .order_by()
        .values_list("release__language", (F("release_id") - 1) / span)
        .annotate(Max("live_from"))
    ),
    at=datetime.datetime,
    span=int,
)
_SAVED = Statement(lambda: Page.objects.order_by().values_list("language").annotate(Max("saved_at")))


def _of_families(at, language, after, last):
    keys = Q(language=language, pk__gt=after, pk__lte=last)
    family = Release.objects.filter(keys).order_by().values("translation_key")
    rows = Edition.objects.live(at).filter(release__translation_key__in=family).order_by("release_id")
    columns = ("release__translation_key", "release_id", "release__language", "release__date", "release__slug")
    return rows.values_list(*columns, "live_from")


_FAMILIES = Statement(_of_families, at=datetime.datetime, language=str, after=int, last=int)
_MONTHS = Statement(
    # Cut from the date as text, as `articles.periods` has it.
    lambda at, language: (
        Edition.objects.live(at)
        .in_language(language)
        .order_by()
        .annotate(named=Substr(Cast("release__date", CharField()), 1, 7))
        .values_list("named")
        .annotate(Max("live_from"))
    ),
    at=datetime.datetime,
    language=str,
)
_CATEGORIES = Statement(
    lambda at, language: (
        Edition.objects.live(at).in_language(language).order_by().values_list("categories").annotate(Max("live_from"))
    ),
    at=datetime.datetime,
    language=str,
)
_TEXTS = Statement(lambda language: CategoryText.objects.in_language(language), language=str)
_ABOUT = Statement(lambda language: Page.objects.filter(language=language).defer("body"), language=str)
_NEWS = Statement(
    # The live edition is no older than the first, so its own moment finds the few there are without a look at the rest.
    # The language is cast, or SQLite begins with all releases that are in it.
    lambda at, since, language, most=MOST_NEWS: (
        Edition.objects.live(at)
        .news()
        .annotate(of_language=Cast("release__language", CharField()))
        .filter(of_language=language, live_from__gt=since, release__published_at__gt=since)
        .order_by("-release__published_at", "-release_id")
        .values_list("release__date", "release__slug", "release__published_at", "headline")[:most]
    ),
    at=datetime.datetime,
    since=datetime.datetime,
    language=str,
)


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


def state(at, its_version=None):
    """Return a word for all that `every`, `releases` and `pages` tell at the moment, by two short queries.

    It is another one whenever that changes: by hand, which moves the site's version, or by the moment of an edition.
    The version that somebody has read needn't be asked for.
    """
    token = (its_version or version.current()).around
    latest = next((moment for (moment,) in _LATEST.rows(at=at)), None)
    return f"{settings.SITE_URL} {token} {latest}"


@dataclass(frozen=True)
class _Ranges(Reading):
    """The sitemaps of releases that there are, as (language, number from 0, the moment of the latest thing in it)."""

    rows: list


def _read_ranges(token, at):
    return _Ranges(token, at, counts.of(token, at).until, sorted(_RANGES.rows(at=at, span=SPAN)))


_LATEST_RANGES = Latest(_read_ranges)


def forget():
    """Keep nothing, as a process that has just begun."""
    _LATEST_RANGES.forget()


def every(at, its_version=None):
    """Return all sitemaps as `Listed`, each with the moment of the latest thing in it.

    By one query, and two more after a change. There is always one. What is removed moves none of the moments; a crawler
    learns of it at its address. The version that somebody has read needn't be asked for.
    """
    releases = _LATEST_RANGES.of((its_version or version.current()).around, at).rows
    pages = dict(_SAVED.rows())
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
    here, paths = [], defaultdict(dict)
    rows = _FAMILIES.rows(at=at, language=language, after=(number - 1) * SPAN, last=number * SPAN)
    of_day = functools.cache(_of_day)
    for key, pk, code, date, slug, live_from in rows:
        paths[key][code] = f"{of_day(code, date)}{slug}/"
        if code == language and (pk - 1) // SPAN + 1 == number:
            here.append((key, live_from))
    return [Listed(whole(paths[key][language]), moment, versions.named(paths[key])) for key, moment in here]


def _of_day(language, date):
    """Return the path of a day, below which its releases are (`addresses.RELEASE`)."""
    return localized("articles:day", language, year=date.year, month=date.month, day=date.day)


def pages(language, at):
    """Return the front page, categories, years and months with live releases, and the pages under /about/.

    By four queries at most; none where nothing is live in the language, unless it is the site's first. What they are in
    other languages is said in their own heads.
    """
    months = sorted(_MONTHS.rows(at=at, language=language))
    if not months and language != settings.LANGUAGE_CODE:
        return []
    place, years = Place(language), defaultdict(list)
    for name, moment in months:
        years[int(name[:4])].append(moment)
    categories = dict(_CATEGORIES.rows(at=at, language=language))
    texts = [text for text in _TEXTS.instances(language=language) if text.category_id in categories]
    about = _ABOUT.instances(language=language)
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
    """Return the news that was first published in the last days, the latest first, and when the oldest of it leaves.

    By one query. The moment is None where there is no news.
    """
    days = datetime.timedelta(days=NEWS_DAYS)
    found = [
        News(whole(of_release(language, date, slug)), published_at, typeset_plain(headline, language))
        for date, slug, published_at, headline in _NEWS.rows(at=at, since=at - days, language=language)[:MOST_NEWS]
    ]
    return found, found[-1].published_at + days if found else None

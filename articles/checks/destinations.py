"""Whether the links within the site lead anywhere, for all texts together and in a constant number of queries.

The URL patterns say what an address means; the rule of visibility is `Edition.status`, at the moment at which readers
will have the text.
"""

import calendar
import datetime
from urllib.parse import unquote, urlsplit

from django.conf import settings
from django.db.models import Q
from django.urls import Resolver404, resolve

from articles import lookup, old_addresses, renditions, short_addresses, statement
from articles.models import CategoryText, Edition, Image, OldAddress, Page
from pressroom.refusals import Refused

# What of an address names a release, whatever stands below it.
_RELEASE = ("year", "month", "day", "slug")
# What of an address names editions of that release, which have to be on record.
_EDITIONS = {"number", "before", "after"}
# No page for a reader: the desk, the engineers' page, the links for one person, what pages are made of.
_CLOSED = ("admin:", "healthz", "articles:shared", "articles:card", "theme", "emblem")
# The statuses in which an address answers with a page; 'withdrawn' says so and why.
_ANSWERING = {Edition.Status.LIVE, Edition.Status.WITHDRAWN}
# SQLite takes some 32,000 parameters to a query, and an address is looked for with up to eight above it. Texts with
# more links within the site than this aren't written for readers.
_MOST = 2_000


def mark_broken(texts, at):
    """Give each `Text` the addresses of its links that lead nowhere within the site."""
    paths = {}
    for text in texts:
        for _passage, link in text.links:
            path = _path(link.href)
            if path is not None and link.href not in paths and len(paths) < _MOST:
                paths[link.href] = path
    if not paths:
        return
    matches = {path: _resolved(path) for path in paths.values()}
    site = _Site(matches, {_kept(href) for href, path in paths.items() if matches[path] is None}, at)
    for text in texts:
        hrefs = {link.href for _passage, link in text.links} & paths.keys()
        text.broken = frozenset(href for href in hrefs if not site.answers(href, paths[href], text))


def is_of_this_site(href):
    """Whether a whole address is under `settings.SITE_URL`, by either scheme."""
    return urlsplit(href).netloc.casefold() == urlsplit(settings.SITE_URL).netloc.casefold()


def _path(href):
    """Return the path of a link within the site, or None for any other link."""
    try:
        parts = urlsplit(href.strip())
    except ValueError:
        return None
    is_local = not parts.scheme and not parts.netloc and parts.path.startswith("/")
    if is_local or (parts.scheme in {"http", "https"} and is_of_this_site(href.strip())):
        return unquote(parts.path) or "/"
    return None


def _kept(href):
    """Return an address in the form of `articles.old_addresses`, or '' if it could be none of another system."""
    try:
        return old_addresses.typed(href)
    except Refused:
        return ""


def _resolved(path):
    """Return the `ResolverMatch` of a path, as it is or (`APPEND_SLASH`) with a slash, or None."""
    if "\0" in path:
        # PostgreSQL refuses to be asked for it.
        return None
    for tried in (path, f"{path}/"):
        try:
            return resolve(tried)
        except Resolver404:
            continue
    return None


class _Site:
    """What there is at the addresses that some texts link to; `unlike` are those unlike any of this site's own."""

    def __init__(self, matches, unlike, at):
        self.matches = matches
        found = [match for match in matches.values() if match is not None]
        addresses = {_address(match.kwargs) for match in found if _names_release(match)} - {None}
        self._load_old(matches, unlike)
        codes = {match.kwargs["code"] for match in found if match.view_name == "articles:short"}
        self._load_editions(addresses, {short_addresses.key(code) for code in codes} - {None})
        self.categories = self._loaded(found, "articles:category", CategoryText)
        self.pages = self._loaded(found, "articles:page", Page)
        self._load_images(found)
        self._load_days([_period(match.kwargs) for match in found if _names_period(match)], at)

    def answers(self, href, path, text):
        """Whether a reader of the text, at its moment, gets a page at the address, of which this is the path."""
        match = self.matches[path]
        if match is None:
            return self._is_live(self.foreign.get(_kept(href)), None, text)
        if match.view_name.startswith(_CLOSED):
            return False
        kwargs, name = match.kwargs, match.view_name
        key = (_language(kwargs), kwargs.get("slug"))
        if _names_release(match):
            address = _address(kwargs)
            release = self.by_address.get(address)
            if self._is_live(release, address, text):
                return self._has_on_record(release, {kwargs[part] for part in _EDITIONS & kwargs.keys()}, text)
            return self._has_moved(path, text)
        if name == "articles:short":
            return self._is_live(short_addresses.key(kwargs["code"]), None, text)
        if name.startswith("articles:category"):
            return key in self.categories or self._has_moved(path, text)
        if name == "articles:page":
            return key in self.pages or key[1] == statement.SLUG
        if name == "articles:rendition":
            known = renditions.is_known(kwargs["shape"], kwargs["width"], kwargs["extension"])
            return known and kwargs["pk"] in self.images
        if _names_period(match):
            return self._has_releases(_language(kwargs), _period(kwargs), text)
        return True

    def _is_live(self, release, address, text):
        """Whether a release (its key), or what will be at the address, is there for the text's readers."""
        own = text.release
        if release == own.pk or address == (own.language, text.day, own.slug):
            return not own.is_removed
        return any(edition.status(text.moment) in _ANSWERING for edition in self.editions.get(release, ()))

    def _has_on_record(self, release, numbers, text):
        """Whether the release has editions with these numbers that anybody may look up at the text's moment."""
        editions = self.editions.get(release, ())
        return numbers <= {edition.number for edition in editions if edition.live_from <= text.moment}

    def _has_moved(self, path, text):
        """Whether `lookup.moved` would send a reader on from the path."""
        old = next((self.old[above] for above in lookup.and_above(path) if above in self.old), None)
        if old is None:
            return self._is_live(self.foreign.get(path), None, text)
        return old.category_text_id is not None or self._is_live(old.release_id, None, text)

    def _has_releases(self, language, period, text):
        if period is None:
            return False
        first, last = period
        days = self.days.get(language, ())
        # On its own day, month and year a text won't be alone at all.
        is_its_own = language == text.release.language and first <= text.day <= last
        return is_its_own or any(first <= day <= last for day in days)

    def _load_old(self, paths, unlike):
        wanted = {above for path, match in paths.items() if match for above in lookup.and_above(path)}
        found = list(OldAddress.objects.filter(path__in=wanted | unlike))
        self.old = {old.path: old for old in found if not old.is_foreign}
        # The releases (their keys) that another system had at an address.
        self.foreign = {old.path: old.release_id for old in found if old.is_foreign}

    def _load_editions(self, addresses, releases):
        """Load what is approved at the addresses, or at the present ones of old addresses, or of releases by key."""
        moved = {old.release_id for old in self.old.values() if old.release_id} | releases | {*self.foreign.values()}
        dates, slugs = {date for _language, date, _slug in addresses}, {slug for _language, _date, slug in addresses}
        self.editions, self.by_address = {}, {}
        if not addresses and not moved:
            return
        editions = (
            Edition.objects.filter(stage=Edition.Stage.APPROVED)
            .filter(Q(release__date__in=dates, release__slug__in=slugs) | Q(release__in=moved))
            .select_related("release")
            .defer("body")
        )
        for edition in editions:
            release = edition.release
            self.editions.setdefault(release.pk, []).append(edition)
            self.by_address[release.language, release.date, release.slug] = release.pk

    def _loaded(self, matches, name, model):
        """Return as (language, slug) which rows there are of those that the matches name."""
        slugs = {match.kwargs["slug"] for match in matches if match.view_name.startswith(name)}
        return set(model.objects.filter(slug__in=slugs).values_list("language", "slug")) if slugs else set()

    def _load_images(self, matches):
        # A key beyond the column's range would be an error to the database.
        keys = {match.kwargs["pk"] for match in matches if match.view_name == "articles:rendition"}
        keys = {key for key in keys if key < 2**63}
        self.images = set(Image.objects.filter(pk__in=keys).values_list("pk", flat=True)) if keys else set()

    def _load_days(self, periods, at):
        """Load the days that have live releases, from the first period's beginning to the last one's end."""
        self.days = {}
        periods = [period for period in periods if period]
        if not periods:
            return
        between = min(first for first, _last in periods), max(last for _first, last in periods)
        live = Edition.objects.live(at).filter(release__date__range=between).order_by()
        for language, day in live.values_list("release__language", "release__date").distinct():
            self.days.setdefault(language, []).append(day)


def _language(kwargs):
    return kwargs.get("language", settings.LANGUAGE_CODE)


def _names_release(match):
    return all(name in match.kwargs for name in _RELEASE)


def _names_period(match):
    return match.view_name in {"articles:year", "articles:month", "articles:day"}


def _address(kwargs):
    """Return what is unique to a release, (language, date, slug), or None where there is no such day."""
    year, month, day, slug = (kwargs[name] for name in _RELEASE)
    try:
        return _language(kwargs), datetime.date(year, month, day), slug
    except ValueError:
        return None


def _period(kwargs):
    """Return the first and the last day of a year, month or day, or None where there is none such."""
    year, month, day = kwargs["year"], kwargs.get("month", 1), kwargs.get("day", 1)
    try:
        first = datetime.date(year, month, day)
    except ValueError:
        return None
    if "day" in kwargs:
        return first, first
    last = kwargs.get("month", 12)
    return first, datetime.date(year, last, calendar.monthrange(year, last)[1])

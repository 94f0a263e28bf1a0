"""Addressing: the address of a release, and those of other systems under which it was once found."""

import datetime

from django.conf import settings
from django.db import IntegrityError, transaction
from django.urls import Resolver404, resolve
from django.utils import timezone
from django.utils.translation import gettext as _

from articles import old_addresses
from articles.models import CategoryText, Edition, EditorialEvent, OldAddress, Release
from articles.permissions import AUTHOR, EDITOR
from articles.workflow import ground
from articles.workflow.drafting import check_typed_date
from articles.workflow.keeping import record
from pressroom.refusals import Refused, require

What = EditorialEvent.What
# What answers below these is no URL pattern's, or not one of this project's alone.
RESERVED = (settings.STATIC_URL, "/admin/", "/media/", "/api/")


@transaction.atomic
def readdress(release, *, by, slug, typed_date):
    """Give a release another slug or date. Once it is public, the old address redirects and stays its own for ever.

    An author may do so while it is a draft that was never approved; afterwards an editor. `typed_date` None means the
    day of publication.
    """
    require(by, AUTHOR)
    release, now = ground.lock(release), timezone.now()
    is_public = release.published_at is not None and release.published_at <= now
    if release.published_at is not None or release.editions.filter(stage=Edition.Stage.REVIEW).exists():
        require(by, EDITOR)
    if not slug:
        raise Refused(_("Write a slug; it is the last part of the address."))
    if (slug, typed_date) == (release.slug, release.typed_date):
        return release
    check_typed_date(typed_date)
    old_path = release.get_absolute_url() if is_public else ""
    was = old_path or release.slug
    release.slug, release.typed_date = slug, typed_date
    if release.published_at is not None:
        release.date = release.date_for(release.published_at)
    ground.take_address(release, ["slug", "typed_date", "date"])
    if is_public and release.get_absolute_url() != old_path:
        OldAddress.objects.create(path=old_path, release=release)
    if release.published_at is not None:
        # Before that it is a word that follows the headline, and no part of the story.
        record(release, What.READDRESSED, by, was)
    return release


@transaction.atomic
def add_address(release, *, by, address):
    """Let an address that a release had in another system lead to it, and return its `OldAddress`.

    `address` is a path, perhaps with a query, or a whole http(s) address whose host is left out; it is kept in the form
    that `articles.old_addresses` describes. It leads nowhere before the release is live, and answers for its removal.
    Refused is what no page can have been at, an address of this site, and what leads elsewhere already.
    """
    require(by, EDITOR)
    release = ground.lock(release)
    path = old_addresses.typed(address)
    require_free([(release, path)])
    try:
        # Each release has a lock of its own: of two that are given one address at this moment the constraint refuses
        # one. One that claims it as its own address meanwhile shows its page there, and this leads nowhere.
        with transaction.atomic():
            old = OldAddress.objects.create(path=path, release=release, is_foreign=True)
    except IntegrityError as error:
        raise Refused(_elsewhere(path)) from error
    record(release, What.ADDRESS_ADDED, by, path)
    return old


@transaction.atomic
def drop_address(release, *, by, address):
    """Let an address of another system, as it is kept, lead to a release no longer. Those of this site stay."""
    require(by, EDITOR)
    release = ground.lock(release)
    old = release.old_addresses.filter(path=address).first() if address.isprintable() else None
    if old is None:
        raise Refused(_("%(path)s doesn't lead to this release, or no longer.") % {"path": address})
    if not old.is_foreign:
        raise Refused(
            _("%(path)s was the release's address on this site, and leads to it for ever.") % {"path": address}
        )
    old.delete()
    record(release, What.ADDRESS_DROPPED, by, address)
    return release


def require_free(pairs):
    """Raise `Refused` unless each address may become an old one of its release, asking three questions for all.

    `pairs` are of a release and an address as it is kept.
    """
    matches = {path: _match(path) for _release, path in pairs}
    for path, match in matches.items():
        _require_unlike_ours(path, match)
    ours = {path: _ours(match) for path, match in matches.items()}
    present = _present({address for address in ours.values() if address})
    old = dict(OldAddress.objects.filter(path__in=matches).values_list("path", "release"))
    given = {}
    for release, path in pairs:
        if ours[path] in present:
            raise Refused(
                _("%(path)s is the present address of this release.") % {"path": path}
                if present[ours[path]] == release.pk
                else _("%(path)s is an address of this site, and shows something else.") % {"path": path}
            )
        if path in old or path in given:
            is_own = release.pk in (old.get(path), given.get(path))
            raise Refused(_("%(path)s leads to this release already.") % {"path": path} if is_own else _elsewhere(path))
        given[path] = release.pk


def _match(path):
    """Return what URL pattern an address is of, whatever its query, or None."""
    bare = path.partition("?")[0]
    # A pattern may have no slash at its end.
    for tried in (bare, bare.removesuffix("/")):
        try:
            return resolve(tried)
        except Resolver404:
            continue
    return None


def _require_unlike_ours(path, match):
    """Raise `Refused` for an address at which this site shows, or may come to show, something of its own.

    The front page with a query may be another system's ('/?p=123'). An address like those of our releases or categories
    may be, while none of them has it; a query beside it wouldn't be looked at once one has.
    """
    name, has_query = match.view_name if match else "", "?" in path
    if path.startswith(RESERVED) or name not in {"", "articles:front", "articles:release", "articles:category"}:
        raise Refused(_("%(path)s is kept for pages of this site.") % {"path": path})
    if name == "articles:front" and not has_query:
        raise Refused(_("%(path)s is the front page of this site.") % {"path": path})
    if name in {"articles:release", "articles:category"} and has_query:
        raise Refused(
            _("This site's own addresses look like %(path)s. Leave out the question mark and what follows it.")
            % {"path": path.partition("?")[0]}
        )


def _ours(match):
    """Return what is unique to the release or the category that would be at an address, or None."""
    kwargs = match.kwargs if match else {}
    if "slug" not in kwargs:
        return None
    language = kwargs.get("language", settings.LANGUAGE_CODE)
    if "day" not in kwargs:
        return language, None, kwargs["slug"]
    try:
        return language, datetime.date(kwargs["year"], kwargs["month"], kwargs["day"]), kwargs["slug"]
    except ValueError:
        return None


def _present(addresses):
    """Return those addresses, and perhaps more, that a release (its key) or a category (None) has now."""
    slugs = {slug for _language, _date, slug in addresses}
    releases = Release.objects.filter(slug__in=slugs, date__in={date for _language, date, _slug in addresses if date})
    categories = CategoryText.objects.filter(slug__in=slugs)
    present = {(language, None, slug): None for language, slug in categories.values_list("language", "slug")}
    for key, *address in releases.values_list("pk", "language", "date", "slug"):
        present[tuple(address)] = key
    return present


def _elsewhere(path):
    return _("%(path)s leads to something else already.") % {"path": path}

"""From an address to what is there: the live edition, where it moved to, or that it was taken away.

A page asks for what is live alone, and raises Http404 where nothing is. What was there, and where it is now, is asked
after that, at one place for the whole site: `articles.views.missing`.
"""

import datetime
from functools import wraps

from django.conf import settings
from django.db.models import Exists, OuterRef
from django.http import Http404, HttpResponsePermanentRedirect, HttpResponseRedirect
from django.shortcuts import render
from django.urls import Resolver404, resolve
from django.urls.base import is_valid_path
from django.utils import timezone
from django.utils.encoding import escape_uri_path

from articles import old_addresses, sight
from articles.models import Edition, OldAddress, Release
from articles.old_addresses import LONGEST
from pressroom.language import speaking
from pressroom.refusals import Refused
from pressroom.statements import Several, Statement

_SAFE = {"GET", "HEAD"}
# What the query of the front page may say; anything else may be an address of another system ('/?p=123').
_OWN = {"before", "after", sight.NAME}
# How many parts the path of a release has before the one that ends it, without and with a language.
_DEPTHS = (5, 6)
# So many addresses are looked for by a statement that is written already: what people ask for has fewer parts.
_FEW = 12


# What no page of a release says; each moment that comes along costs as much as a small statement.
_OF_THE_DESK = (
    *("author", "planned_for", "saved_by", "submitted_by", "forced_by", "countersigned_by", "revision", "saved_at"),
    *("release__typed_date", "release__translation_key", "release__pinned_from", "release__pinned_until"),
    *("release__created_at", "release__begun_as", "release__replies_waiting"),
    *("release__removed_reason", "release__removed_to"),
)


def _kept_at(paths):
    return OldAddress.objects.filter(path__in=paths).select_related("release", "category_text")


_KEPT_AT_FEW = Statement(_kept_at, paths=Several(str, _FEW))
_REMOVED_AT = Statement(
    lambda language, date, slug: Release.objects.filter(
        language=language, date=date, slug=slug, removed_at__isnull=False
    ),
    language=str,
    date=datetime.date,
    slug=str,
)
_LIVE = Statement(
    lambda at, release: Edition.objects.live(at).filter(release=release).values_list("pk")[:1],
    at=datetime.datetime,
    release=int,
)


def _at(at, language, date, slug):
    found = Edition.objects.live(at).in_language(language).filter(release__date=date, release__slug=slug)
    return found.select_related("release").defer("lead", "body").order_by()


def _ready_at(**holes):
    same = Release.objects.filter(translation_key=OuterRef("release__translation_key"))
    family = Exists(same.exclude(pk=OuterRef("release_id")).order_by())
    found = _at(**holes).select_related("release", "rendered").annotate(has_family=family)
    return found.defer("lead", "body", *_OF_THE_DESK)


_HOLES = {"at": datetime.datetime, "language": str, "date": datetime.date, "slug": str}
_AT_ADDRESS = Statement(_at, **_HOLES)
_READY_AT_ADDRESS = Statement(_ready_at, **_HOLES)


def at_address(view):
    """Give the view of an address below `addresses.RELEASE` the live edition: `view(request, edition, **rest)`.

    The edition comes with its release, and without its lead and its text. Where none is live the view isn't called, and
    Http404 raised.
    """
    return _given(_AT_ADDRESS, view)


def ready_at_address(view):
    """Do as `at_address`, and let the edition come with what is ready to be sent of it (see `articles.rendered`).

    It comes without what the desk alone shows, and knows whether it `has_family`: releases in other languages.
    """
    return _given(_READY_AT_ADDRESS, view)


def _given(statement, view):
    @wraps(view)
    def found(request, year, month, day, slug, language=settings.LANGUAGE_CODE, **rest):
        try:
            date = datetime.date(year, month, day)
        except ValueError as error:
            raise Http404 from error
        edition = next(iter(statement.instances(at=timezone.now(), language=language, date=date, slug=slug)), None)
        if edition is None:
            raise Http404
        return view(request, edition, **rest)

    return found


def old_queries_first(view):
    """Let the query of a page that exists be another system's address, as in '/?p=123': it leads to its release.

    It is asked for only where the query says what none of this site says.
    """

    @wraps(view)
    def led(request, *args, **kwargs):
        if not set(request.GET) <= _OWN:
            try:
                return moved(request)
            except Http404:
                # Of a release that isn't live it is not told that there will be one.
                pass
        return view(request, *args, **kwargs)

    return led


def gone(request, release):
    """Answer for a removed release: 302 to where it points, else 410 with the public reason."""
    if target := _beyond(release):
        # 302 and not 301, because a removal can be undone.
        return HttpResponseRedirect(target)
    # A short address and one that the release once had don't say its language, or another one.
    with speaking(request, release.language):
        return render(request, "410.html", {"release": release}, status=410)


def moved(request):
    """Answer for an address at which nothing is shown: 301, the removal's 410 or 302, else Http404.

    301 leads from an address that a release or a category once had here, or from below it, to the present one in one
    step, with the query; and from one that a release had in another system, with what of the query was no part of it.
    A POST gets 308, so that the browser sends it again as it was, and a reply that somebody wrote isn't lost; but not
    from another system, of whose forms this site knows none. Where nothing ever was, the database is asked once, or
    twice where a release could have been.
    """
    path, forms = old_addresses.asked(request)
    if path is None:
        raise Http404
    is_read = request.method in _SAFE
    old, removed = _found(path, forms if is_read else [])
    if removed:
        return gone(request, removed)
    if old is None:
        raise Http404
    query = old_addresses.query_beside(request, old.path)
    target = _present(old, path) + (query and f"?{query}")
    return HttpResponsePermanentRedirect(target, preserve_request=not is_read)


def is_live(release):
    """Whether something of a release, given by its key, is live now."""
    return bool(_LIVE.rows(at=timezone.now(), release=release))


def and_above(path):
    """Return the path and those above it, the longest first: what is below an old address moved with it.

    '/a/b/like/' -> ['/a/b/like/', '/a/b/', '/a/', '/']. What is longer than any old address is left out: of a path
    with thousands of slashes the ones above it would fill the memory.
    """
    found = [path[: i + 1] for i in range(min(len(path) - 1, LONGEST) - 1, -1, -1) if path[i] == "/"]
    return [path, *found] if len(path) <= LONGEST else found


def _present(old, path):
    """Return where it is now what was at a path, or below it, by its `OldAddress`; Http404 where nothing is live."""
    if old.release_id and not is_live(old.release_id):
        raise Http404
    present = (old.release or old.category_text).get_absolute_url()
    below = "" if old.is_foreign else path[len(old.path) :]
    if not is_valid_path(present + below):
        raise Http404
    return present + escape_uri_path(below)


def _beyond(release):
    """Return where a removed release points, past what was removed or moved since; '' for nowhere, and for a circle."""
    target, passed = release.removed_to, {release.pk}
    # A path of this site, or a whole address of it; of any other nothing is known.
    while (here := target.removeprefix(settings.SITE_URL)).startswith("/"):
        try:
            asked = old_addresses.typed(here.partition("#")[0])
            path = asked.partition("?")[0]
            old, removed = _found(path, [asked])
            if old and not removed:
                return _present(old, path)
        except (Refused, Http404):
            return target
        if removed and removed.pk in passed:
            return ""
        if removed is None or not removed.removed_to:
            return target
        passed.add(removed.pk)
        target = removed.removed_to
    return target


def _found(path, forms):
    """Return (old address, removed release), each None where there is none: what is known of an address."""
    if old := _old(path, forms):
        return old, old.release if old.release_id and old.release.is_removed else None
    return None, _removed(path)


def _old(path, forms):
    """Return the `OldAddress` that says most of what was asked for, or None.

    What another system had below an address isn't known, so one of its own answers for itself alone.
    """
    above = set(and_above(path))
    paths = [*above.union(forms)]
    found = _KEPT_AT_FEW.instances(paths=paths) if len(paths) <= _FEW else _kept_at(paths)
    found = [old for old in found if old.path in (forms if old.is_foreign else above)]
    return max(found, key=lambda old: (len(old.path), old.path), default=None)


def _removed(path):
    """Return the removed release whose present address is at a path or above it, or None."""
    parts = path.split("/")
    for depth in _DEPTHS:
        try:
            match = resolve("/".join([*parts[:depth], ""]))
        except Resolver404:
            continue
        if match.view_name == "articles:release":
            return _removed_at(**match.kwargs)
    return None


def _removed_at(year, month, day, slug, language=settings.LANGUAGE_CODE):
    try:
        date = datetime.date(year, month, day)
    except ValueError:
        return None
    return next(iter(_REMOVED_AT.instances(language=language, date=date, slug=slug)), None)

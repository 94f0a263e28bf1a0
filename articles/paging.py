"""Lists page by the place where one is, not by number: the 900th page costs what the first one does.

An address names a release, and the page holds those before it in time or after it: `?before=KEY` or `?after=KEY`. What
is published meanwhile moves nothing, so whoever walks from page to page meets every release once.
"""

import datetime
import re
from itertools import groupby
from types import MappingProxyType
from typing import NamedTuple

from django.db.models import Exists, Q, Subquery
from django.http import Http404

from articles.models import Release

PER_PAGE = 20

# '2022-05-28-123': the day and the key of a release.
_KEY = re.compile(r"([0-9]{4}-[0-9]{2}-[0-9]{2})-([1-9][0-9]{0,17})", re.ASCII)


class Page(NamedTuple):
    """Some editions of a list, in order: the latest first."""

    editions: list
    # The keys from which the older and the newer ones go on; empty where there are none.
    older: str = ""
    newer: str = ""
    # The day of the first of them; None for those that the whole list begins with.
    begins: datetime.date | None = None
    # The `before` that shows the same: of the addresses of a page it is the canonical one. Empty: the list's own.
    before: str = ""

    @property
    def days(self):
        """The editions by the day of their releases, as (date, editions)."""
        return by_day(self.editions)


def by_day(editions):
    """Return editions that are in order as a list of (date, editions of that day)."""
    return [(date, list(group)) for date, group in groupby(editions, key=lambda edition: edition.release.date)]


def page(editions, asked=MappingProxyType({}), size=PER_PAGE):
    """Return the `Page` that is `asked` for by `before` or by `after`, or the first one.

    `editions` is a queryset with whatever its cards need; its order is given here. `asked` is a request's GET. Raises
    Http404 for both at once, for what is no key, and where nothing is on that side of it.
    """
    before, after = asked.get("before", ""), asked.get("after", "")
    if before and after:
        raise Http404("A page is before a place or after it.")
    if not before and not after:
        found = list(editions.in_order()[: size + 1])
        shown = found[:size]
        return Page(shown, older=key_of(shown[-1].release) if len(found) > size else "")
    date, pk = _read(before or after)
    side = older_than(editions, date, pk).in_order() if before else newer_than(editions, date, pk).in_order().reverse()
    # The release of the key is on the way back, as long as it is there at all: that costs next to nothing to ask.
    itself = editions.filter(release=pk, release__date=date)
    found = list(side.annotate(has_key=Exists(itself))[: size + 1])
    if not found:
        raise Http404("Nothing is older than that." if before else "Nothing is newer than that.")
    others = newer_than if before else older_than
    has_others = found[0].has_key or others(editions, date, pk).exists()
    shown, has_more = found[:size], len(found) > size
    if after:
        shown.reverse()
        before = key_of(found[size].release) if has_more else ""
    has_older, has_newer = (has_others, has_more) if after else (has_more, has_others)
    return Page(
        shown,
        older=key_of(shown[-1].release) if has_older else "",
        newer=key_of(shown[0].release) if has_newer else "",
        begins=shown[0].release.date,
        before=before,
    )


def key_of(release):
    """Return the key of a release, before which and after which others are."""
    return f"{release.date:%Y-%m-%d}-{release.pk}"


def older_than(editions, date, pk):
    """Return the editions of the releases that follow a release in `in_order`."""
    return editions.filter(_beside(date, pk, "lt"), release__date__lte=date)


def newer_than(editions, date, pk):
    """Return the editions of the releases that precede a release in `in_order`."""
    return editions.filter(_beside(date, pk, "gt"), release__date__gte=date)


def _beside(date, pk, side):
    # The hour isn't in the key: it is read beside the comparison. If the release has none any more, the rest of its
    # day is passed over, and nothing else.
    hour = Subquery(Release.objects.filter(pk=pk).values("published_at"))
    same_day = Q(release__date=date)
    return (
        Q(**{f"release__date__{side}": date})
        | same_day & Q(**{f"release__published_at__{side}": hour})
        | same_day & Q(**{"release__published_at": hour, f"release_id__{side}": pk})
    )


def _read(key):
    match = _KEY.fullmatch(key)
    try:
        return datetime.date.fromisoformat(match[1]), int(match[2])
    except (TypeError, ValueError) as error:
        raise Http404("That is no place in a list.") from error

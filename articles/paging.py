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
    """Some releases of a list, in order: the latest first."""

    # Whatever the list has for each: an `Edition`, or a `list_cards.Listed`. Both know their `release`.
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


class Start(NamedTuple):
    """A place in a list, and the side of it on which the rest is: 'before' or 'after'."""

    side: str
    date: datetime.date
    pk: int

    @property
    def opposite(self):
        """The same place, from the other side."""
        return self._replace(side="after" if self.side == "before" else "before")


def by_day(editions):
    """Return editions that are in order as a list of (date, editions of that day)."""
    return [(date, list(group)) for date, group in groupby(editions, key=lambda edition: edition.release.date)]


def page(editions, asked=MappingProxyType({}), size=PER_PAGE):
    """Return the `Page` that is `asked` for by `before` or by `after`, or the first one.

    `editions` is a queryset with whatever its cards need; its order is given here. For `asked` see `page_of`.
    """
    return page_of(lambda place, most: list(beside(editions, place)[:most]), asked, size)


def page_of(ask, asked=MappingProxyType({}), size=PER_PAGE):
    """Return the `Page` that is `asked` for by `before` or by `after`, or the first one.

    `ask(place, most)` returns up to so many of those that `beside` leaves. `asked` is a request's GET. Raises Http404
    for both at once, for what is no key, and where nothing is on that side of it.
    """
    place = _read(asked.get("before", ""), asked.get("after", ""))
    found = ask(place, size + 1)
    shown, has_more = found[:size], len(found) > size
    if place is None:
        return Page(shown, older=key_of(shown[-1].release) if has_more else "")
    if not found:
        raise Http404("Nothing is older than that." if place.side == "before" else "Nothing is newer than that.")
    has_others = found[0].has_key or bool(ask(place.opposite, 1))
    before = asked.get("before", "")
    if place.side == "after":
        shown.reverse()
        before = key_of(found[size].release) if has_more else ""
    has_older, has_newer = (has_others, has_more) if place.side == "after" else (has_more, has_others)
    return Page(
        shown,
        older=key_of(shown[-1].release) if has_older else "",
        newer=key_of(shown[0].release) if has_newer else "",
        begins=shown[0].release.date,
        before=before,
    )


def beside(editions, place):
    """Return the editions on the side of a `Start`, or all where it is None, beginning with the nearest.

    Each says by `has_key` whether the release of the key is there itself: it is on the way back, as long as it is, and
    that costs next to nothing to ask.
    """
    if place is None:
        return editions.in_order()
    side, date, pk = place
    found = older_than(editions, date, pk).in_order()
    if side == "after":
        found = newer_than(editions, date, pk).in_order().reverse()
    return found.annotate(has_key=Exists(editions.filter(release=pk, release__date=date)))


def key_of(release):
    """Return the key of a release, before which and after which others are."""
    return f"{release.date:%Y-%m-%d}-{release.pk}"


def older_than(editions, date, pk, hour=None):
    """Return the editions of the releases that follow a release in `in_order`; `hour` is its moment, where it is known.

    Otherwise that is read beside the comparison. If the release has none any more, the rest of its day is passed over,
    and nothing else.
    """
    return editions.filter(_beside(date, pk, hour, "lt"), release__date__lte=date)


def newer_than(editions, date, pk, hour=None):
    """Return the editions of the releases that precede a release in `in_order`, as `older_than`."""
    return editions.filter(_beside(date, pk, hour, "gt"), release__date__gte=date)


def _beside(date, pk, hour, side):
    hour = hour or Subquery(Release.objects.filter(pk=pk).values("published_at"))
    same_day = Q(release__date=date)
    return (
        Q(**{f"release__date__{side}": date})
        | same_day & Q(**{f"release__published_at__{side}": hour})
        | same_day & Q(**{"release__published_at": hour, f"release_id__{side}": pk})
    )


def _read(before, after):
    """Return the `Start` that is asked for, None where none is; Http404 for two of them and for what is none."""
    if before and after:
        raise Http404("A page is before a place or after it.")
    if not before and not after:
        return None
    match = _KEY.fullmatch(before or after)
    try:
        return Start("before" if before else "after", datetime.date.fromisoformat(match[1]), int(match[2]))
    except (TypeError, ValueError) as error:
        raise Http404("That is no place in a list.") from error

"""Lists page by the place where the last one ended, not by number: the 900th page costs what the first one does."""

import datetime
import re
from itertools import groupby
from typing import NamedTuple

from django.db.models import Q, Subquery
from django.http import Http404

from articles.models import Release

PER_PAGE = 20

# '2022-05-28-123': the day and the key of the last release shown.
_KEY = re.compile(r"([0-9]{4}-[0-9]{2}-[0-9]{2})-([1-9][0-9]{0,17})", re.ASCII)


class Page(NamedTuple):
    """Some editions of a list, in order."""

    editions: list
    # The key of what follows them; empty if nothing does.
    older: str
    # The day of the first of them; None for those that the whole list begins with.
    begins: datetime.date | None = None

    @property
    def days(self):
        """The editions by the day of their releases, as (date, editions)."""
        return by_day(self.editions)


def by_day(editions):
    """Return editions that are in order as a list of (date, editions of that day)."""
    return [(date, list(group)) for date, group in groupby(editions, key=lambda edition: edition.release.date)]


def page(editions, key="", size=PER_PAGE):
    """Return the `Page` that follows `key`, or the first one; Http404 if the key is none or nothing follows it.

    `editions` is a queryset with whatever its cards need; its order is given here.
    """
    if key:
        editions = after(editions, *_read(key))
    found = list(editions.in_order()[: size + 1])
    if key and not found:
        raise Http404("Nothing is older than that.")
    more = len(found) > size
    found = found[:size]
    return Page(found, key_of(found[-1].release) if more else "", found[0].release.date if key else None)


def key_of(release):
    """Return the key of the list's rest that follows a release."""
    return f"{release.date:%Y-%m-%d}-{release.pk}"


def after(editions, date, pk):
    """Return the editions of the releases that follow a release in `in_order`, which is: the older ones."""
    return editions.filter(release__date__lte=date).filter(_beside(date, pk, "lt"))


def before(editions, date, pk):
    """Return the editions of the releases that precede a release in `in_order`, which is: the newer ones."""
    return editions.filter(release__date__gte=date).filter(_beside(date, pk, "gt"))


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

"""The site's version: it is another one after each change of what the public sees.

What was made of the public records (counts of archives, a sitemap, a page) may be kept for as long as the version stays
the same and no moment has come at which they change by themselves (an edition goes live, say).

A change is a row, and no number that is raised: a row that everybody writes would be locked until the end of each
editorial transaction, and two of them would wait for each other. Transactions end in another order than they get their
keys, so the greatest key alone says nothing; the number of rows, their sum and the latest moment together do.
"""

import datetime
import threading
from dataclasses import dataclass
from typing import NamedTuple

from django.db import transaction
from django.db.models import Count, Max, Sum, Value
from django.utils import timezone

from pressroom.models import PublicChange
from pressroom.statements import Statement

KEPT = datetime.timedelta(days=1)
# How many changes this process has committed: whoever keeps the version asks for it again when the number is another.
commits = 0


class Version(NamedTuple):
    """A token that is equal only where nothing was changed, and the moment of the last change (None: never)."""

    token: str
    changed_at: datetime.datetime | None


@dataclass(frozen=True)
class Reading:
    """What was read of the public records; it holds while the version stays, from one moment until another."""

    # The site's version, as it was read before all else. What was read may then be newer than the version under which
    # it is kept, and is read again under the next one. The other way round, what is old would stay.
    token: str
    since: datetime.datetime
    # None where nothing changes by the clock.
    until: datetime.datetime | None

    def holds(self, token, at):
        """Whether it is true of a version at a moment."""
        return self.token == token and self.since <= at and (self.until is None or at < self.until)


class Latest:
    """The latest `Reading` of a kind, which this process keeps: of an earlier version nobody asks again."""

    def __init__(self, read):
        """Let `read(token, at, …)` make it."""
        self._read, self._found, self._reading = read, None, threading.Lock()

    def of(self, token, at, *more):
        """Return the one that holds for a version at a moment, made now if need be; `read` gets `more` besides."""
        found = self._found
        if found is None or not found.holds(token, at):
            # After a change every thread comes at once: one of them reads, and the others wait for it.
            with self._reading:
                found = self._found
                if found is None or not found.holds(token, at):
                    found = self._found = self._read(token, at, *more)
        return found

    def forget(self):
        """Keep nothing, as a process that has just begun."""
        self._found = None


def changed():
    """Say that the public sees something else once this transaction is committed."""
    PublicChange.objects.create(at=timezone.now())
    transaction.on_commit(_committed)


# All in one group; where nothing was changed there is none.
_CURRENT = Statement(
    lambda: (
        PublicChange.objects.order_by()
        .annotate(all=Value(1))
        .values("all")
        .annotate(rows=Count("pk"), total=Sum("pk"), last=Max("at"))
        .values_list("rows", "total", "last")
    )
)


def current():
    """Return the `Version` as this transaction sees it, by one query of a few rows."""
    return made_of(*next(iter(_CURRENT.rows()), (0, 0, None)))


def made_of(rows, total, last):
    """Return the `Version` of the number of changes, the sum of their keys and the moment of the last one."""
    return Version(f"{rows}-{total or 0}-{last.timestamp() if last else 0}", last)


def _committed():
    global commits
    commits += 1


def forget(at):
    """Delete the changes of more than a day before, but for the latest; return how many there were."""
    latest = PublicChange.objects.order_by("-at", "-pk").values_list("pk", flat=True).first()
    return PublicChange.objects.filter(at__lt=at - KEPT).exclude(pk=latest).delete()[0]

"""The site's version: it is another one after each change of what the public sees.

What was made of the public records (counts of archives, a sitemap, a page) may be kept for as long as the version stays
the same and no moment has come at which they change by themselves (an edition goes live, say).

A change is a row, and no number that is raised: a row that everybody writes would be locked until the end of each
editorial transaction, and two of them would wait for each other. Transactions end in another order than they get their
keys, so the greatest key alone says nothing; the number of rows, their sum and the latest moment together do.

Replies change often, and nothing but the pages of their releases: what costs most to read anew depends on all others.
"""

import datetime
import threading
from dataclasses import dataclass
from typing import NamedTuple

from django.db import transaction
from django.db.models import Count, Max, Q, Sum, Value
from django.utils import timezone

from pressroom.models import PublicChange
from pressroom.statements import Statement

KEPT = datetime.timedelta(days=1)
# In the place of a release: none is live otherwise than before. No release has this key.
NO_RELEASE = 0
# How many changes this process has committed: whoever keeps the version asks for it again when the number is another.
commits = 0


class Version(NamedTuple):
    """A token that is equal only where nothing was changed, and the moment of the last change (None: never)."""

    token: str
    changed_at: datetime.datetime | None
    # A token that is equal only where nothing but replies was changed; '' where it wasn't asked for.
    around: str = ""


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

    def __init__(self, read, renewed=None):
        """Let `read(token, at, …)` make it.

        Where there is one that no longer holds, `renewed(found, token, at)` is asked in its place, if it is given.
        """
        self._read, self._renewed = read, renewed
        self._found, self._reading = None, threading.Lock()

    def of(self, token, at, *more):
        """Return the one that holds for a version at a moment, made now if need be; `read` gets `more` besides."""
        found = self._found
        if found is None or not found.holds(token, at):
            # After a change every thread comes at once: one of them reads, and the others wait for it.
            with self._reading:
                found = self._found
                if found is None or not found.holds(token, at):
                    if found is not None and self._renewed is not None:
                        found = self._found = self._renewed(found, token, at)
                    else:
                        found = self._found = self._read(token, at, *more)
        return found

    def forget(self):
        """Keep nothing, as a process that has just begun."""
        self._found = None


def changed(*, is_of_replies=False, release=None):
    """Say that the public sees something else after this transaction; with `is_of_replies`, of replies alone.

    `release` is the key of the only one that is live, or isn't, otherwise than before; `NO_RELEASE` where none is, and
    None where it may be any: what is live has then to be read anew.
    """
    PublicChange.objects.create(at=timezone.now(), is_of_replies=is_of_replies, release=release)
    transaction.on_commit(_committed)


_OTHERS = Q(is_of_replies=False)
# All in one group; where nothing was changed there is none.
_CURRENT = Statement(
    lambda: (
        PublicChange.objects.order_by()
        .annotate(all=Value(1))
        .values("all")
        .annotate(rows=Count("pk"), total=Sum("pk"), last=Max("at"))
        .annotate(others=Count("pk", filter=_OTHERS), of_others=Sum("pk", filter=_OTHERS))
        .annotate(last_other=Max("at", filter=_OTHERS))
        .values_list("rows", "total", "last", "others", "of_others", "last_other")
    )
)


_LISTED = Statement(lambda: PublicChange.objects.filter(_OTHERS).order_by().values_list("pk", "at", "release"))


def changes():
    """Return the changes on record of other things than replies: {(key, moment): the key of its release, or None}.

    A key alone doesn't stand for one: a restored database gives it once more.
    """
    return {(pk, at): release for pk, at, release in _LISTED.rows()}


def current():
    """Return the `Version` as this transaction sees it, by one query of a few rows."""
    rows, total, last, *others = next(iter(_CURRENT.rows()), (0, 0, None) * 2)
    return made_of(rows, total, last)._replace(around=_token(*others))


def made_of(rows, total, last):
    """Return the `Version` of the number of changes, the sum of their keys and the moment of the last one."""
    return Version(_token(rows, total, last), last)


def _token(rows, total, last):
    return f"{rows}-{total or 0}-{last.timestamp() if last else 0}"


def _committed():
    global commits
    commits += 1


def forget(at):
    """Delete the changes of more than a day before, but for the latest of each kind; return how many there were."""
    # Were none left, the version would be what it was before all of them.
    latest = [
        PublicChange.objects.filter(is_of_replies=kind).order_by("-at", "-pk").values_list("pk", flat=True).first()
        for kind in (True, False)
    ]
    return PublicChange.objects.filter(at__lt=at - KEPT).exclude(pk__in=filter(None, latest)).delete()[0]

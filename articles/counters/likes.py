"""The two counters of a release. Each change is one transaction: the row behind it, the total, and the day's total."""

import contextlib
import datetime

from django.db import IntegrityError, connection, transaction
from django.db.models import F
from django.utils import timezone

from articles.models import DailyCount, Like, Release, View

# So often a like is tried that is given and taken back at the same moment.
ATTEMPTS = 5


def count_view(release, visitor, at):
    """Count one visitor's view on the local day of `at`; return False if it was counted before.

    `visitor` is what `visitors.visitor` returns. Of simultaneous calls for one visitor the unique row lets one count.
    """
    day = timezone.localdate(at)
    with transaction.atomic(savepoint=False):
        _view, is_new = View.objects.get_or_create(release=release, visitor=visitor, day=day)
        if is_new:
            is_first_of_day = _add(release, day, views=1)["views"] == 1
            if is_first_of_day:
                # A visitor has no name that lasts longer than a day, so older rows can't meet their like again; the
                # totals say all that they say. A day is left for requests that come in at midnight.
                View.objects.filter(release=release, day__lt=day - datetime.timedelta(days=1)).delete()
    return is_new


def like(release, token, at):
    """Add the like of the visitor who holds the token; return False if it is there already."""
    for _attempt in range(ATTEMPTS - 1):
        # One that was there when this was written, and taken back before it could be read, raises: then once more.
        with contextlib.suppress(IntegrityError):
            return _like(release, token, at)
    return _like(release, token, at)


def _like(release, token, at):
    with transaction.atomic(savepoint=False):
        _like, is_new = Like.objects.get_or_create(release=release, visitor=token, defaults={"at": at})
        if is_new:
            _add(release, timezone.localdate(at), likes=1)
    return is_new


def unlike(release, token, at):
    """Take back the like of the visitor who holds the token; return False if there is none.

    The day on which it is taken back has one like less, not the day on which it was given: a past day never changes.
    """
    with transaction.atomic(savepoint=False):
        taken_back, _by_model = Like.objects.filter(release=release, visitor=token).delete()
        if taken_back:
            _add(release, timezone.localdate(at), likes=-1)
    return bool(taken_back)


def is_liked(release, token):
    """Return whether the visitor who holds the token likes the release; nobody's if `token` is None."""
    return token is not None and Like.objects.filter(release=release, visitor=token).exists()


def _add(release, day, *, views=0, likes=0):
    """Add to the release's totals and to those of its day; return the day's as a dict."""
    Release.objects.filter(pk=release.pk).update(views=F("views") + views, likes=F("likes") + likes)
    table = connection.ops.quote_name(DailyCount._meta.db_table)
    with connection.cursor() as cursor:
        # The ORM's upsert replaces a column; only SQL adds to what another transaction has just put there.
        cursor.execute(
            f"INSERT INTO {table} (release_id, day, views, likes) VALUES (%s, %s, %s, %s) "  # noqa: S608
            f"ON CONFLICT (release_id, day) DO UPDATE "
            f"SET views = {table}.views + excluded.views, likes = {table}.likes + excluded.likes "
            f"RETURNING views, likes",
            [release.pk, day, views, likes],
        )
        counted = cursor.fetchall()[0]
    return {"views": counted[0], "likes": counted[1]}

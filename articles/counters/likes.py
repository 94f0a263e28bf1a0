"""Likes. Each change is made as a whole: the row behind it, the total, and the day's total."""

import contextlib

from django.db import IntegrityError
from django.utils import timezone

from articles.counters import totals
from articles.counters.totals import Change
from articles.models import Like
from pressroom import together

# So often a like is tried that is given and taken back at the same moment.
ATTEMPTS = 5


def like(release, token, at):
    """Add the like of the visitor who holds the token; return False if it is there already."""
    for _attempt in range(ATTEMPTS - 1):
        # One that was there when this was written, and taken back before it could be read, raises: then once more.
        with contextlib.suppress(IntegrityError):
            return _like(release, token, at)
    return _like(release, token, at)


def unlike(release, token, at):
    """Take back the like of the visitor who holds the token; return False if there is none.

    The day on which it is taken back has one like less, not the day on which it was given: a past day never changes.
    """

    def take_back():
        taken_back, _by_model = Like.objects.filter(release=release, visitor=token).delete()
        if taken_back:
            totals.add([Change(release.pk, timezone.localdate(at), likes=-1)])
        return bool(taken_back)

    return together.write(take_back)


def is_liked(release, token):
    """Return whether the visitor who holds the token likes the release; nobody's if `token` is None."""
    return token is not None and Like.objects.filter(release=release, visitor=token).exists()


def _like(release, token, at):
    def give():
        _like, is_new = Like.objects.get_or_create(release=release, visitor=token, defaults={"at": at})
        if is_new:
            totals.add([Change(release.pk, timezone.localdate(at), likes=1)])
        return is_new

    return together.write(give)

"""The replies under a release as the public reads them: threads, one level deep."""

from django.db.models import Exists, OuterRef, Q

from comments.models import Comment
from pressroom.statements import Statement

PER_PAGE = 100


def heads(release):
    """Return the replies that begin a thread, oldest first.

    One that is no longer shown keeps its place while an answer to it is shown.
    """
    answers = Comment.objects.approved().filter(parent=OuterRef("pk"))
    return (
        Comment.objects.filter(release=release, parent__isnull=True)
        .filter(Q(status=Comment.Status.APPROVED) | Exists(answers))
        .order_by("created_at", "pk")
    )


def latest(release):
    """Return the latest `PER_PAGE` threads of a release, oldest first, in one query: see `with_answers`.

    Where its total says that no reply is shown there is no query: what is no longer shown has a place only above one.
    Hence there are no more threads than replies, either, and where they are few, all are asked for.
    """
    if not release.replies:
        return []
    return _threads((_LATEST if release.replies > PER_PAGE else _ALL).instances(release=release.pk))


def with_answers(heads):
    """Return a slice of `heads` as a list, oldest first, in one query; the approved answers to each in its `thread`."""
    return _threads(_shown(heads))


def _shown(heads):
    keys = heads.values("pk")
    found = Comment.objects.filter(Q(pk__in=keys) | Q(parent__in=keys, status=Comment.Status.APPROVED))
    return found.order_by("created_at", "pk")


def _latest(release):
    return _shown(heads(release).order_by("-created_at", "-pk")[:PER_PAGE])


def _all(release):
    found = Comment.objects.filter(release=release).filter(Q(status=Comment.Status.APPROVED) | Q(pk__in=heads(release)))
    return found.order_by("created_at", "pk")


_LATEST, _ALL = Statement(_latest, release=int), Statement(_all, release=int)


def _threads(rows):
    rows = list(rows)
    threads = {comment.pk: comment for comment in rows if comment.parent_id is None}
    for comment in threads.values():
        comment.thread = []
    for comment in rows:
        if comment.parent_id is not None:
            threads[comment.parent_id].thread.append(comment)
    return list(threads.values())

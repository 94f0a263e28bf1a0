"""The replies under a release as the public reads them: threads, one level deep."""

from django.db.models import Exists, OuterRef, Q

from comments.models import Comment

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
    """Return the latest `PER_PAGE` threads of a release, oldest first, in one query: see `with_answers`."""
    return with_answers(heads(release).order_by("-created_at", "-pk")[:PER_PAGE])


def with_answers(heads):
    """Return a slice of `heads` as a list, oldest first, in one query; the approved answers to each in its `thread`."""
    keys = heads.values("pk")
    found = Comment.objects.filter(Q(pk__in=keys) | Q(parent__in=keys, status=Comment.Status.APPROVED))
    rows = list(found.order_by("created_at", "pk"))
    threads = {comment.pk: comment for comment in rows if comment.parent_id is None}
    for comment in threads.values():
        comment.thread = []
    for comment in rows:
        if comment.parent_id is not None:
            threads[comment.parent_id].thread.append(comment)
    return list(threads.values())

"""What a moderator does with replies. Every door (the queue, its bulk actions, a reply's own page) calls these.

Each checks the permission, changes the replies and their releases' totals in one transaction, and may be repeated: what
is as it was asked for stays untouched. A decision can be revised; the text of a reply never changes.
"""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from articles.models import Release
from comments import texts
from comments.models import Comment
from comments.posting import thread
from comments.totals import count
from pressroom import version
from pressroom.refusals import Refused, require

PERMISSION = "comments.moderate_comment"


def approve(comments, *, by, at=None):
    """Let the public read these replies; return how many were changed."""
    return _decide(comments, Comment.Status.APPROVED, by=by, at=at)


def reject(comments, *, by, reason="", at=None):
    """Refuse these replies, for a reason that their writers are told; return how many were changed."""
    return _decide(comments, Comment.Status.REJECTED, by=by, at=at, reason=texts.one_line(reason))


def mark_spam(comments, *, by, at=None):
    """Put these replies away as spam; return how many were changed."""
    return _decide(comments, Comment.Status.SPAM, by=by, at=at)


def answer(to, *, by, office, text, at=None):
    """Answer a reply, or a release as a whole, in the name of an office; return the answer, which is public at once.

    `to` is a Comment or a Release. A reply that still waits is approved with its answer, as nobody would understand
    the one without the other; one that was rejected can't be answered. The same answer again is the one that is there.
    """
    require(by, PERMISSION)
    at = at or timezone.now()
    office, text = texts.one_line(office), texts.lines(text)
    if not texts.says_something(office) or not texts.says_something(text):
        raise Refused(_("An official answer needs an office and a text."))
    if len(office) > _limit("office") or len(text) > _limit("text"):
        raise Refused(_("The office or the text of the answer is too long."))
    with transaction.atomic():
        release = to if isinstance(to, Release) else to.release
        _lock_releases([release.pk])
        parent = None
        if isinstance(to, Comment):
            parent = thread(Comment.objects.select_related("parent").get(pk=to.pk))
            approve([pk for pk, status in _statuses(parent, to) if status == Comment.Status.WAITING], by=by, at=at)
            if any(status != Comment.Status.APPROVED for _pk, status in _statuses(parent, to)):
                raise Refused(_("This reply was rejected. Approve it before you answer it."))
        digest = texts.digest(release, parent, office, text)
        again = Comment.objects.approved().filter(digest=digest, official_author__isnull=False)
        if there := again.first():
            return there
        made = Comment.objects.create(
            release=release,
            parent=parent,
            text=text,
            name=office[: _limit("name")],
            official_author=by,
            office=office,
            status=Comment.Status.APPROVED,
            created_at=at,
            digest=digest,
            moderated_by=by,
            moderated_at=at,
        )
        count(release.pk)
        version.changed(is_of_replies=True)
    return made


def _limit(field):
    return Comment._meta.get_field(field).max_length


def _statuses(*comments):
    return Comment.objects.filter(pk__in=[comment.pk for comment in comments]).values_list("pk", "status")


def _lock_releases(keys):
    # In one order everywhere, and releases before replies, as in `posting.post`: so nobody waits in a circle.
    list(Release.objects.select_for_update(no_key=True).filter(pk__in=keys).order_by("pk").values_list("pk"))


def _decide(comments, status, *, by, at, reason=""):
    """Give the replies (one, or several, or their keys) a status; return how many were changed."""
    require(by, PERMISSION)
    comments = [comments] if isinstance(comments, Comment) else comments
    keys = [comment.pk if isinstance(comment, Comment) else comment for comment in comments]
    if len(reason) > _limit("moderation_reason"):
        raise Refused(_("The reason is too long: at most %(most)d characters.") % {"most": _limit("moderation_reason")})
    with transaction.atomic():
        chosen = Comment.objects.filter(pk__in=keys)
        _lock_releases(chosen.values_list("release_id", flat=True).distinct())
        changed = {}
        for comment in chosen.select_for_update(no_key=True).order_by("pk"):
            if (comment.status, comment.moderation_reason) != (status, reason):
                changed[comment.pk] = comment.release_id
        Comment.objects.filter(pk__in=changed).update(
            status=status, moderated_by=by, moderated_at=at or timezone.now(), moderation_reason=reason
        )
        count(*changed.values())
        if changed:
            version.changed(is_of_replies=True)
    return len(changed)

"""Taking in a reply. Whatever the door, a reply is posted here, and waits for a moderator."""

import datetime

from django.db.models import Exists
from django.utils.translation import gettext_lazy as _

from articles.models import Edition
from comments import texts
from comments.models import Comment
from comments.totals import one_more_waits
from pressroom import planned, together
from pressroom.ratelimit import exceeded, seconds_left
from pressroom.refusals import Conflict, Refused
from pressroom.statements import Statement, insert

TEN_MINUTES, DAY = 10 * 60, 24 * 60 * 60
# (how many, in how many seconds): for a person in a lively exchange, and for a day.
VISITOR_LIMITS = ((5, TEN_MINUTES), (20, DAY))
# A robot gives its browser a new name each time; a school or an office has many people behind one address.
NETWORK_LIMITS = ((30, TEN_MINUTES), (100, DAY))

# What is live of a release, and whether a reply was sent to it before.
_STANDING = Statement(
    lambda at, release, digest: (
        Edition.objects.live(at)
        .filter(release=release)
        .select_related("release")
        .only("kind", "release", "release__is_open_for_replies")
        # The release is part of the digest; named beside it, SQLite would go through all replies of the release.
        .annotate(is_repeated=Exists(Comment.objects.filter(digest=digest)))
    ),
    at=datetime.datetime,
    release=int,
    digest=str,
)


class Closed(Refused):
    """The release takes no replies (any more)."""


class Duplicate(Conflict):
    """The same words under the same name were sent before."""


class TooMany(Refused):
    """More replies than a person writes; `seconds` is how long to wait."""

    def __init__(self, message, seconds):
        super().__init__(message)
        self.seconds = seconds


def takes_replies(edition):
    """Whether readers of this live edition may reply; its release has to have come with it."""
    return edition.release.is_open_for_replies and edition.kind != Edition.Kind.WITHDRAWAL


def thread(parent):
    """Return the reply to which an answer to `parent` is attached: threads are one level deep."""
    return parent.parent if parent is not None and parent.parent_id else parent


def post(release, data, visitor, at, network=""):
    """Keep a citizen's reply and return it; it waits for a moderator.

    `data` is what `ReplyForm` cleaned: text, name, email, website and parent (an approved reply of this release, or
    None). `visitor` and `network` are those of `pressroom.visitors`, for the rate limit; neither is kept with a reply.
    Raises Closed, Duplicate or TooMany, and then keeps nothing.
    """
    parent = thread(data.get("parent"))
    comment = Comment(
        release=release,
        parent=parent,
        text=data["text"],
        name=data["name"],
        email=data["email"],
        website=data.get("website", ""),
        digest=texts.digest(release, parent, data["name"], data["text"]),
        created_at=at,
    )
    return planned.again(lambda: together.write(lambda: _post(comment, visitor, network, at)))


def _post(comment, visitor, network, at):
    # Under the lock, two sendings of the same reply come one after the other, so the second finds the first. What is
    # live is asked after it, or it would be what was live before somebody was waited for.
    one_more_waits(comment.release_id)
    standing = _STANDING.instances(at=at, release=comment.release_id, digest=comment.digest)
    edition = next(iter(standing), None)
    if edition is None or not takes_replies(edition):
        raise Closed(_("Replies to this release are closed."))
    if edition.is_repeated:
        raise Duplicate(_("You have sent this reply before, and it was received. There is no need to send it again."))
    _allow(visitor, network, at)
    insert(comment)
    return comment


def _allow(visitor, network, at):
    """Count one reply of the visitor; raise TooMany beyond the limits. What is refused isn't counted."""
    senders = ((visitor, VISITOR_LIMITS), (network, NETWORK_LIMITS))
    attempts = [
        (f"reply {sender}", limit, seconds) for sender, limits in senders if sender for limit, seconds in limits
    ]
    if attempts and (seconds := exceeded(attempts, at=at)):
        raise TooMany(
            _("Many replies have come from you in a short time. Nothing is lost: please wait and send it later."),
            seconds_left(seconds, at),
        )

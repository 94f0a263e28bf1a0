"""How many replies a release has, kept on the release for the lists."""

from django.db.models import Count, IntegerField, OuterRef, Subquery
from django.db.models.functions import Coalesce

from articles.models import Release
from comments.models import Comment
from pressroom.statements import ByHand

_ONE_MORE = ByHand(
    f'UPDATE "{Release._meta.db_table}" SET "replies_waiting" = "replies_waiting" + 1 WHERE "id" = %s RETURNING "id"',  # noqa: S608
    int,
    writes=True,
)


def count(*keys):
    """Count the replies of the releases with these keys anew; to be called under the lock of the releases.

    Under that lock a count is as right as adding and subtracting, and mends what went wrong by another door.
    """
    Release.objects.filter(pk__in=set(keys)).update(
        replies=_how_many(Comment.Status.APPROVED), replies_waiting=_how_many(Comment.Status.WAITING)
    )


def one_more_waits(key):
    """Count one more reply that waits, and lock its release until the transaction ends.

    Under that lock adding is exact too, and takes no longer where thousands wait.
    """
    _ONE_MORE.rows(key)


def _how_many(status):
    counted = (
        Comment.objects.filter(release=OuterRef("pk"), status=status)
        .order_by()
        .values("release")
        .annotate(number=Count("pk"))
        .values("number")
    )
    return Coalesce(Subquery(counted, output_field=IntegerField()), 0)

"""How many replies a release has, kept on the release for the lists."""

from django.db import connection
from django.db.models import Count, IntegerField, OuterRef, Subquery
from django.db.models.functions import Coalesce

from articles.models import Release
from comments.models import Comment


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
    quote = connection.ops.quote_name
    table, column = quote(Release._meta.db_table), quote("replies_waiting")
    with connection.cursor() as cursor:
        cursor.execute(f"UPDATE {table} SET {column} = {column} + 1 WHERE {quote('id')} = %s", [key])  # noqa: S608


def _how_many(status):
    counted = (
        Comment.objects.filter(release=OuterRef("pk"), status=status)
        .order_by()
        .values("release")
        .annotate(number=Count("pk"))
        .values("number")
    )
    return Coalesce(Subquery(counted, output_field=IntegerField()), 0)

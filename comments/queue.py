"""What the desk shows of the replies that wait."""

from django.db.models import Count, Min
from django.urls import reverse

from comments.models import Comment
from comments.moderation import PERMISSION

# So many of those that wait are shown on the first page, the oldest ones.
SHOWN = 3


def length(request):
    """Return how many replies wait."""
    return Comment.objects.waiting().count()


def published(since):
    """Return how many of the replies that were written since the moment are public; for the desk's pulse."""
    return Comment.objects.approved().filter(created_at__gte=since).count()


def panel(request, at):
    """Return the panel of the desk's first page: how many replies wait, since when the oldest does, and the oldest."""
    if not request.user.has_perm(PERMISSION):
        return None
    waiting = Comment.objects.waiting()
    return {
        "template": "admin/comments/_panel.html",
        "queue_url": reverse("admin:comments_comment_changelist"),
        "first": list(waiting[:SHOWN]),
        **waiting.order_by().aggregate(count=Count("pk"), oldest=Min("created_at")),
    }

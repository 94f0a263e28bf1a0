"""What the desk shows of the replies that wait."""

from django.db.models import Count, Min
from django.urls import reverse

from comments.models import Comment
from comments.moderation import PERMISSION


def length(request):
    """Return how many replies wait."""
    return Comment.objects.waiting().count()


def panel(request, at):
    """Return the panel of the desk's first page: how many replies wait, and since when the oldest does."""
    if not request.user.has_perm(PERMISSION):
        return None
    waiting = Comment.objects.waiting().order_by().aggregate(count=Count("pk"), oldest=Min("created_at"))
    return {
        "template": "admin/comments/_panel.html",
        "queue_url": reverse("admin:comments_comment_changelist"),
        **waiting,
    }

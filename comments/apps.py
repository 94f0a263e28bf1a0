"""The comments app: 'Leave a Reply', its defences, and moderation."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class CommentsConfig(AppConfig):
    """Replies and their moderation."""

    name = "comments"
    verbose_name = _("Replies")

"""The comments app: 'Leave a Reply', its defences, and moderation."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from articles.demo import extras
from pressroom import cleaning, desk, roles


class CommentsConfig(AppConfig):
    """Replies and their moderation."""

    name = "comments"
    verbose_name = _("Replies")

    def ready(self):
        """Tell the project who moderates, what the desk shows of it, and what the demo has of it."""
        from articles import pulse
        from comments import privacy, queue

        for role in (roles.MODERATORS, roles.EDITORS, roles.ADMINISTRATORS):
            roles.grant(role, "comments.view_comment", "comments.moderate_comment")
        desk.navigation(
            _("Replies"), "admin:comments_comment_changelist", "comments.view_comment", order=40, count=queue.length
        )
        desk.panel(queue.panel, order=50, place=desk.AHEAD)
        pulse.number(_("Replies"), queue.published)
        cleaning.daily(_("emails of those who replied"), privacy.erase_emails)
        extras.also("comments.demo.fill")

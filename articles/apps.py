"""The articles app: releases, what they say and said, and the desk that writes them."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from pressroom import desk, roles

# By role, the next one with all of the ones before it.
AUTHOR = (
    "articles.view_release",
    "articles.add_release",
    "articles.change_release",
    "articles.view_edition",
    "articles.add_edition",
    "articles.change_edition",
    "articles.view_image",
    "articles.add_image",
    "articles.change_image",
    "articles.view_contact",
    "articles.add_contact",
    "articles.change_contact",
    "articles.view_category",
)
EDITOR = (
    *AUTHOR,
    "articles.approve_edition",
    "articles.delete_contact",
    *(
        f"articles.{verb}_{model}"
        for model in ("category", "categorytext", "notice", "page")
        for verb in ("view", "add", "change", "delete")
    ),
)
# Who moderates replies reads what they answer.
MODERATOR = ("articles.view_release", "articles.view_edition")


class ArticlesConfig(AppConfig):
    """Releases, editions, categories, images, counters."""

    name = "articles"
    verbose_name = _("Releases")

    def ready(self):
        """Tell the project who may do what here, and what the desk shows of it."""
        from articles import panels

        roles.grant(roles.AUTHORS, *AUTHOR)
        roles.grant(roles.EDITORS, *EDITOR)
        roles.grant(roles.MODERATORS, *MODERATOR)
        roles.grant(roles.ADMINISTRATORS, *EDITOR)
        for order, label, name in (
            (10, _("Releases"), "release"),
            (20, _("Photographs"), "image"),
            (50, _("Categories"), "category"),
            (60, _("People to call"), "contact"),
            (70, _("Pages"), "page"),
            (80, _("Notices"), "notice"),
        ):
            desk.navigation(label, f"admin:articles_{name}_changelist", f"articles.view_{name}", order=order)
        desk.panel(panels.drafts, order=10)
        desk.panel(panels.scheduled, order=30)
        desk.panel(panels.latest, order=40)
        desk.panel(panels.most_read, order=50)

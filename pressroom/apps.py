"""The project as an app (commands, the visitor's records), the desk, and which static files are collected."""

from django.apps import AppConfig
from django.contrib.admin.apps import AdminConfig
from django.contrib.staticfiles.apps import StaticFilesConfig as BaseStaticFilesConfig
from django.utils.translation import gettext_lazy as _


class PressroomConfig(AppConfig):
    """Commands and records that belong to no one app."""

    name = "pressroom"
    verbose_name = _("Pressroom")


class DeskConfig(AdminConfig):
    """Django's admin with our site in the place of its own."""

    default_site = "pressroom.desk.Desk"


class StaticFilesConfig(BaseStaticFilesConfig):
    """Leaves out what CKEditor ships and the desk never loads."""

    ignore_patterns = [
        "CVS",
        ".*",
        "*~",
        "samples",
        "ckeditor-init.js.map",
        "galleriffic",
        "lang/_translationstatus.txt",
    ]

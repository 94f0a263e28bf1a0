"""The desk: the admin site, its navigation and its first page. Apps register what they show of themselves."""

from django.contrib import admin
from django.utils.translation import gettext_lazy as _


class Desk(admin.AdminSite):
    """The editorial admin. `panel` and `navigation` are how an app adds to its first page and its sidebar."""

    site_title = _("Pressroom")
    site_header = _("Pressroom")
    index_title = _("Desk")

"""People to call."""

from django.contrib import admin

from articles.models import Contact
from pressroom import desk


@admin.register(Contact)
class ContactAdmin(desk.ModelAdmin):
    """The people whom journalists may call; one who stands in a release stays."""

    list_display = ("name", "role", "telephone", "email")
    search_fields = ("name", "role", "telephone", "email")

    def has_delete_permission(self, request, obj=None):
        is_used = obj is not None and obj.editions.exists()
        return super().has_delete_permission(request, obj) and not is_used

"""People to call."""

from django.contrib import admin

from articles.models import Contact
from pressroom import desk
from pressroom.alphabet import Alphabetical


@admin.register(Contact)
class ContactAdmin(desk.ModelAdmin):
    """The people whom journalists may call; one who stands in a release stays."""

    list_display = ("name_in_order", "role", "telephone", "email")
    search_fields = ("name__folds", "role__folds", "telephone", "email")

    def get_ordering(self, request):
        return [Alphabetical("name")]

    @admin.display(description=Contact._meta.get_field("name").verbose_name, ordering=Alphabetical("name"))
    def name_in_order(self, contact):
        """The name; a click orders by it as a dictionary does."""
        return contact.name

    def has_delete_permission(self, request, obj=None):
        is_used = obj is not None and obj.editions.exists()
        return super().has_delete_permission(request, obj) and not is_used

"""Accounts: who may open the desk, and in which role."""

from django import forms
from django.contrib import admin
from django.contrib.auth import admin as auth_admin
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group, Permission
from django.db.models import Count
from django.utils.translation import gettext_lazy as _

from pressroom import desk, roles

User = get_user_model()
# Django's own pages for them, which its app registers.
admin.site.unregister([User, Group])


@admin.register(User)
class UserAdmin(desk.ModelAdmin, auth_admin.UserAdmin):
    """People of the desk. Only a superuser makes one, changes one, or gives somebody a right outside the roles."""

    list_display = ("username", "full_name", "email", "roles", "is_active", "last_login")
    list_filter = ("is_active", "groups")
    filter_horizontal = ()
    add_fieldsets = (
        (None, {"fields": ("username", "first_name", "last_name", "email", "password1", "password2")}),
        (_("Role"), {"fields": ("is_staff", "groups")}),
    )

    def get_queryset(self, request):
        return super().get_queryset(request).prefetch_related("groups")

    @admin.display(description=_("Name"), ordering="last_name")
    def full_name(self, user):
        """First and last name."""
        return user.get_full_name() or "—"

    @admin.display(description=_("Roles"))
    def roles(self, user):
        """The groups of the person."""
        names = [group.name for group in user.groups.all()]
        return ", ".join(([str(_("Superuser"))] if user.is_superuser else []) + names) or "—"

    def get_fieldsets(self, request, obj=None):
        if obj is None:
            return self.add_fieldsets
        rights = ("is_active", "is_staff", "groups")
        if request.user.is_superuser:
            rights = (*rights[:2], "is_superuser", "groups")
        return (
            (None, {"fields": ("username", "password")}),
            (_("Person"), {"fields": ("first_name", "last_name", "email")}),
            (_("Role"), {"fields": rights}),
            (_("Dates"), {"fields": ("last_login", "date_joined")}),
        )

    def get_changeform_initial_data(self, request):
        """Offer a new account the desk: without it, the right password is refused there."""
        return {"is_staff": True} | super().get_changeform_initial_data(request)

    def get_readonly_fields(self, request, obj=None):
        # The last administrator who shut themselves out would have nobody to let them in again.
        own = ("is_active", "is_staff", "is_superuser") if obj == request.user else ()
        return ("last_login", "date_joined", *own) if obj is not None else ()

    def formfield_for_manytomany(self, db_field, request, **kwargs):
        if db_field.name == "groups":
            kwargs["widget"] = forms.CheckboxSelectMultiple
            field = db_field.formfield(**kwargs)
            field.help_text = ""
            return field
        return super().formfield_for_manytomany(db_field, request, **kwargs)

    def has_change_permission(self, request, obj=None):
        is_above = obj is not None and obj.is_superuser and not request.user.is_superuser
        return super().has_change_permission(request, obj) and not is_above

    def has_delete_permission(self, request, obj=None):
        # What a person wrote keeps its writer; one who leaves is made inactive.
        return False


@admin.register(Group)
class GroupAdmin(desk.ModelAdmin):
    """Roles. What a role may do is for a superuser to change: whoever could, could give themselves every right."""

    list_display = ("name", "members")
    search_fields = ("name",)

    def get_queryset(self, request):
        return super().get_queryset(request).annotate(member_count=Count("user"))

    @admin.display(description=_("People"), ordering="member_count")
    def members(self, group):
        """How many have the role."""
        return group.member_count

    def formfield_for_manytomany(self, db_field, request, **kwargs):
        permissions = Permission.objects.filter(content_type__app_label__in=roles.app_labels())
        return forms.ModelMultipleChoiceField(
            permissions.select_related("content_type").order_by(
                "content_type__app_label", "content_type__model", "codename"
            ),
            label=_("Rights"),
            required=False,
            widget=forms.CheckboxSelectMultiple,
        )

    def has_add_permission(self, request):
        return request.user.is_superuser

    def has_change_permission(self, request, obj=None):
        return request.user.is_superuser

    def has_delete_permission(self, request, obj=None):
        return False

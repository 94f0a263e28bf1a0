"""People: who may open the desk, in which role, and from which office."""

from django import forms
from django.contrib import admin, messages
from django.contrib.auth import admin as auth_admin
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group, Permission
from django.db.models import Count, Q
from django.utils.html import format_html, format_html_join
from django.utils.text import capfirst, smart_split
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django_tasks_db.models import DBTaskResult

from pressroom import desk, people, roles
from pressroom.alphabet import Alphabetical
from pressroom.forms import OFFICE, NewPersonForm, PersonForm

User = get_user_model()
# Django's own pages for them, which its app registers; and the queue's, where there is nothing to decide.
admin.site.unregister([User, Group, DBTaskResult])

# Records that no page of the desk shows: nobody needs a right to them.
INNER = ("identitytext", "ratecount", "salt")


class RoleFilter(admin.RelatedFieldListFilter):
    """The roles under the names that people read."""

    def field_choices(self, field, request, model_admin):
        return [(group.pk, roles.label(group)) for group in Group.objects.order_by("name")]


class RightsField(forms.ModelMultipleChoiceField):
    """Rights in words; the database has Django's English ones."""

    verbs = {"view": _("View"), "add": _("Add"), "change": _("Change"), "delete": _("Delete")}

    def label_from_instance(self, permission):
        verb = self.verbs.get(permission.codename.partition("_")[0]) or gettext(permission.name)
        return f"{capfirst(permission.content_type.name)}: {verb}"


@admin.register(User)
class UserAdmin(desk.ModelAdmin, auth_admin.UserAdmin):
    """People of the desk. Only a superuser makes one, changes one, or gives somebody a right outside the roles."""

    list_display = ("username", "full_name", "office", "email", "roles", "state", "last_login")
    list_filter = ("is_active", ("groups", RoleFilter))
    list_select_related = ("profile",)
    search_help_text = _("Name, login, email or office")
    filter_horizontal = ()
    form = PersonForm
    add_form = NewPersonForm
    add_fieldsets = (
        (None, {"fields": ("username", "first_name", "last_name", *OFFICE, "email", "password1", "password2")}),
        (_("Role"), {"fields": ("is_staff", "groups")}),
    )

    def get_queryset(self, request):
        return super().get_queryset(request).prefetch_related("groups")

    def get_search_results(self, request, queryset, search_term):
        """Find each of the words in the names, the email or the office, however it was typed."""
        for word in smart_split(search_term):
            fields = ("username", "first_name", "last_name", "email", "profile__office")
            conditions = ((f"{field}__folds", word.strip("\"'")) for field in fields)
            queryset = queryset.filter(Q(*conditions, _connector=Q.OR))
        return queryset, False

    def changelist_view(self, request, extra_context=None):
        return super().changelist_view(request, {"title": _("People")} | (extra_context or {}))

    def save_model(self, request, obj, form, change):
        """Save the account and its profile; Django has begun the transaction."""
        was_active = change and "is_active" in form.changed_data and form.initial["is_active"]
        super().save_model(request, obj, form, change)
        if hasattr(form, "save_profile"):
            form.save_profile(obj)
        if was_active and not obj.is_active:
            self._tell_what_stays(request, obj)

    def _tell_what_stays(self, request, user):
        """Say what becomes of the work of somebody who was made inactive."""
        name, lines = people.display_name(user), people.at_work_on(user)
        if not lines:
            messages.success(request, _("%(name)s is signed out, and has nothing in hand.") % {"name": name})
            return
        links = format_html_join(", ", "<a href='{}'>{}</a>", ((address, words) for words, address in lines))
        messages.warning(
            request,
            format_html(_("{} is signed out. This stays behind, and needs somebody else: {}"), name, links),
        )

    @admin.display(description=_("Name"), ordering=Alphabetical("last_name"))
    def full_name(self, user):
        """First and last name."""
        return user.get_full_name() or "—"

    @admin.display(description=_("Office"), ordering=Alphabetical("profile__office"))
    def office(self, user):
        """Where the person works."""
        profile = getattr(user, "profile", None)
        return (profile and profile.office) or "—"

    @admin.display(description=_("State"), ordering="is_active")
    def state(self, user):
        """Whether the person may sign in, in a word."""
        if user.is_active:
            return format_html("<span class='pill pill--live'>{}</span>", _("active"))
        return format_html("<span class='pill'>{}</span>", _("has left"))

    @admin.display(description=_("In hand"))
    def in_hand(self, user):
        """What the person is writing, which stays behind when they leave."""
        lines = [(address, words) for words, address in people.at_work_on(user)]
        items = format_html_join("", "<li><a href='{}'>{}</a></li>", lines)
        return format_html("<ul>{}</ul>", items) if lines else _("Nothing.")

    @admin.display(description=_("Roles"))
    def roles(self, user):
        """The groups of the person."""
        names = [roles.label(group) for group in user.groups.all()]
        return ", ".join(([str(_("Superuser"))] if user.is_superuser else []) + names) or "—"

    def get_fieldsets(self, request, obj=None):
        if obj is None:
            return self.add_fieldsets
        rights = ("is_active", "is_staff", "groups")
        if request.user.is_superuser:
            rights = (*rights[:2], "is_superuser", "groups")
        return (
            (None, {"fields": ("username", "password")}),
            (_("Person"), {"fields": ("first_name", "last_name", *OFFICE, "email")}),
            (_("Role"), {"fields": rights}),
            (_("Work"), {"fields": ("in_hand", "last_login", "date_joined")}),
        )

    def get_changeform_initial_data(self, request):
        """Offer a new account the desk: without it, the right password is refused there."""
        return {"is_staff": True} | super().get_changeform_initial_data(request)

    def get_readonly_fields(self, request, obj=None):
        # The last administrator who shut themselves out would have nobody to let them in again.
        own = ("is_active", "is_staff", "is_superuser") if obj == request.user else ()
        return ("in_hand", "last_login", "date_joined", *own) if obj is not None else ()

    def formfield_for_dbfield(self, db_field, request, **kwargs):
        field = super().formfield_for_dbfield(db_field, request, **kwargs)
        if db_field.name == "is_active":
            field.help_text = _(
                "Take this away when somebody leaves: they are signed out at once and can't sign in again. What they "
                "wrote stays, under their name."
            )
        elif db_field.name == "is_staff":
            field.label = _("May open the desk")
            field.help_text = _("Everybody who works here; what they may do is for their groups to say.")
        elif db_field.name == "is_superuser":
            field.label = _("May do everything")
            field.help_text = _("Whatever the groups say, and gives others the same.")
        return field

    def formfield_for_manytomany(self, db_field, request, **kwargs):
        if db_field.name == "groups":
            kwargs["widget"] = forms.CheckboxSelectMultiple
            field = db_field.formfield(**kwargs)
            field.help_text = ""
            field.label_from_instance = roles.label
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

    list_display = ("role", "members")
    search_fields = ("name__folds",)

    def get_queryset(self, request):
        return super().get_queryset(request).annotate(member_count=Count("user"))

    @admin.display(description=_("Role"), ordering="name")
    def role(self, group):
        """Its name, as people read it."""
        return roles.label(group)

    @admin.display(description=_("People"), ordering="member_count")
    def members(self, group):
        """How many have the role."""
        return group.member_count

    def change_view(self, request, object_id, form_url="", extra_context=None):
        return super().change_view(request, object_id, form_url, self._called(request, object_id))

    def history_view(self, request, object_id, extra_context=None):
        called = self._called(request, object_id)
        title = {"title": _("Change history: %s") % called["called"]} if called else {}
        return super().history_view(request, object_id, called | title)

    def _called(self, request, key):
        """Return what the templates call the group instead of by its name in the database."""
        group = self.get_object(request, key)
        return {"called": roles.label(group), "subtitle": roles.label(group)} if group else {}

    def formfield_for_manytomany(self, db_field, request, **kwargs):
        permissions = Permission.objects.filter(content_type__app_label__in=roles.app_labels())
        permissions = permissions.exclude(content_type__app_label="pressroom", content_type__model__in=INNER)
        return RightsField(
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

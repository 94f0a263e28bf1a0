"""The desk: the admin site, its navigation and its first page. Apps register what they show of themselves."""

from dataclasses import dataclass

from django import forms
from django.contrib import admin
from django.contrib.admin.views.main import SEARCH_VAR, ChangeListSearchForm
from django.contrib.admin.views.main import ChangeList as BaseChangeList
from django.contrib.admin.widgets import RelatedFieldWidgetWrapper
from django.core.exceptions import BadRequest, ValidationError
from django.db import models
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import SimpleLazyObject
from django.utils.translation import gettext_lazy as _

_navigation = []
_panels = []


@dataclass(frozen=True)
class Item:
    """A line of the sidebar."""

    label: str
    url_name: str
    permission: str
    order: int = 0
    count: object = None


def navigation(label, url_name, permission, order=0, count=None):
    """Add a line to the sidebar, for those who have the permission; called in an app's `ready()`.

    `count(request)` returns how much waits there, or None; every page of the desk asks it, so it has to be cheap.
    """
    _navigation.append(Item(label, url_name, permission, order, count))
    _navigation.sort(key=lambda item: item.order)


def panel(function, order=0):
    """Add a panel to the desk's first page; called in an app's `ready()`.

    `function(request, at)` returns None where there is nothing to show to this person, else the context of a template
    whose path stands under the key 'template'.
    """
    _panels.append((order, function))
    _panels.sort(key=lambda pair: pair[0])


def sidebar(request):
    """Return the lines of the sidebar that this person may open, as dictionaries."""
    lines = []
    for item in _navigation:
        if not request.user.has_perm(item.permission):
            continue
        url = reverse(item.url_name)
        lines.append(
            {
                "label": item.label,
                "url": url,
                "count": item.count(request) if item.count else None,
                "is_here": request.path.startswith(url),
            }
        )
    return lines


class DateInput(forms.DateInput):
    """The browser's own calendar, for a day."""

    input_type = "date"

    def __init__(self, attrs=None):
        super().__init__(attrs, format="%Y-%m-%d")


class DateTimeInput(forms.DateTimeInput):
    """The browser's own calendar, for a moment in the site's time zone."""

    input_type = "datetime-local"

    def __init__(self, attrs=None):
        super().__init__(attrs, format="%Y-%m-%dT%H:%M")


class MomentField(forms.DateTimeField):
    """A moment in the site's time zone, of a year that every database and every time zone can tell."""

    widget = DateTimeInput

    def to_python(self, value):
        moment = super().to_python(value)
        if moment and not 1900 <= moment.year < 3000:
            raise ValidationError(_("Write a year between 1900 and 2999."), code="year")
        return moment


class SearchForm(ChangeListSearchForm):
    """The search of a list. Each word is a condition more, and SQLite takes no more than a thousand."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields[SEARCH_VAR] = forms.CharField(required=False, strip=False, max_length=200)


class ChangeList(BaseChangeList):
    """A list with that search."""

    search_form_class = SearchForm


class ModelAdmin(admin.ModelAdmin):
    """What every page of the desk has in common: no jQuery, native calendars, one obvious button."""

    formfield_overrides = {
        models.DateField: {"widget": DateInput},
        models.DateTimeField: {"form_class": MomentField, "widget": DateTimeInput},
        models.URLField: {"assume_scheme": "https"},
    }
    show_full_result_count = False
    list_per_page = 50
    view_on_site = False

    def get_changelist(self, request, **kwargs):
        return ChangeList

    def formfield_for_dbfield(self, db_field, request, **kwargs):
        """Leave out the buttons that add and change related records in a window of their own."""
        field = super().formfield_for_dbfield(db_field, request, **kwargs)
        if field and isinstance(field.widget, RelatedFieldWidgetWrapper):
            field.widget = field.widget.widget
        return field

    @property
    def media(self):
        return forms.Media(js=["admin/js/actions.js"])


class Desk(admin.AdminSite):
    """The editorial admin. `panel` and `navigation` are how an app adds to its first page and its sidebar."""

    site_title = _("Pressroom")
    site_header = _("Pressroom")
    index_title = _("Desk")
    enable_nav_sidebar = False

    def __init__(self, name="admin"):
        super().__init__(name)
        # What was written is kept: no list offers to delete what was ticked in it.
        self.disable_action("delete_selected")

    def each_context(self, request):
        # Lazy, because a page that sends the person elsewhere shows no sidebar and should ask for no counts.
        lines = SimpleLazyObject(lambda: sidebar(request) if self.has_permission(request) else [])
        return super().each_context(request) | {
            "sidebar": lines,
            "time_zone_name": timezone.get_current_timezone_name(),
        }

    def index(self, request, extra_context=None):
        """Show what there is to do now."""
        at = timezone.now()
        shown = [context for _order, function in _panels if (context := function(request, at)) is not None]
        panels = [render_to_string(context["template"], context | {"at": at}, request) for context in shown]
        return super().index(request, {"panels": panels} | (extra_context or {}))

    def login(self, request, extra_context=None):
        """Let a person in; see `pressroom.login`."""
        # Here, because apps import this module before their models are loaded, and the form needs the user model.
        from pressroom.login import LoginForm

        self.login_form = LoginForm
        return with_status(super().login(request, extra_context))

    def admin_view(self, view, cacheable=False):
        """Guard a view of the desk, and let a page that shows a form's errors answer 422."""

        def answered(request, *args, **kwargs):
            try:
                response = view(request, *args, **kwargs)
            except OverflowError as error:
                # A key out of an address or a list of choices that is larger than any in SQLite.
                raise BadRequest("A number is too large.") from error
            return with_status(response) if request.method == "POST" else response

        return super().admin_view(answered, cacheable)


def with_status(response):
    """Return the response, its status the one that a refused form has; Django's admin answers 200."""
    context = getattr(response, "context_data", None)
    if context and response.status_code == 200:
        form = context.get("form")
        if context.get("errors") or (form is not None and form.is_bound and form.errors):
            response.status_code = getattr(form, "status_code", 422)
    return response

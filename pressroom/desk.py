"""The desk: the admin site, its navigation and its first page. Apps register what they show of themselves."""

import re
from dataclasses import dataclass

from django import forms
from django.contrib import admin
from django.contrib.admin.helpers import ACTION_CHECKBOX_NAME
from django.contrib.admin.views.main import SEARCH_VAR, ChangeListSearchForm
from django.contrib.admin.views.main import ChangeList as BaseChangeList
from django.contrib.admin.widgets import RelatedFieldWidgetWrapper
from django.core.exceptions import BadRequest, PermissionDenied, ValidationError
from django.db import models
from django.template.loader import render_to_string
from django.urls import path, reverse
from django.utils import timezone
from django.utils.functional import SimpleLazyObject
from django.utils.module_loading import import_string
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

_navigation = []
_pages = []
_panels = []
_banners = []

# Where a panel of the first page stands: what to do, what lies ahead, and below them, over the whole width, the rest.
PLACES = WORK, AHEAD, BELOW = ("work", "ahead", "below")


_KEY = re.compile("[1-9][0-9]{0,17}", re.ASCII)


def key(text):
    """Return the key of a row out of an address or a form, or None for what is none."""
    return int(text) if _KEY.fullmatch(text) else None


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


def page(route, view, name, permission=None, *, is_guarded=True):
    """Add a page that is no model's to the desk, for those who have the permission; called in an app's `ready()`.

    `route` is its path below /admin/, `view` the dotted name of a function of the request, `name` its name in 'admin:'.
    One that isn't guarded says itself who may have it: where a script asks, the form of the login would be no answer.
    """
    _pages.append((route, view, name, permission, is_guarded))


def panel(function, order=0, place=WORK):
    """Add a panel to the desk's first page, at one of the `PLACES`; called in an app's `ready()`.

    `function(request, at)` returns None where there is nothing to show to this person, else the context of a template
    whose path stands under the key 'template'. What stands under 'alert', if anything, is said on top of the page.
    """
    _panels.append((order, place, function))
    _panels.sort(key=lambda panel: panel[0])


def banner(function):
    """Add a banner to every page of the desk but the first, whose panels say more; called in an app's `ready()`.

    `function(request)` returns None, or what is to be done as {'text', 'url'}; every page asks it.
    """
    _banners.append(function)


def banners(request):
    """Return the banners for this person on this page."""
    if request.path == reverse("admin:index"):
        return []
    return [found for function in _banners if (found := function(request)) is not None]


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
    # Whether public pages show these records: then the site has another version once one is saved or deleted.
    is_public = False

    def get_changelist(self, request, **kwargs):
        return ChangeList

    def changelist_view(self, request, extra_context=None):
        """Name the page as its heading does: a sentence made of a model's name is wrong where names are declined."""
        title = {"title": capfirst(self.opts.verbose_name_plural)}
        return super().changelist_view(request, title | (extra_context or {}))

    def render_change_form(self, request, context, *args, obj=None, **kwargs):
        """Name the page for the same reason by its list; Django puts the name of the thing itself before that."""
        names = {"name": self.opts.verbose_name}
        context["title"] = capfirst(self.opts.verbose_name_plural) if obj else _("New: %(name)s") % names
        return super().render_change_form(request, context, *args, obj=obj, **kwargs)

    def save_related(self, request, form, formsets, change):
        super().save_related(request, form, formsets, change)
        self._tell_public(deleted=False)

    def delete_model(self, request, obj):
        super().delete_model(request, obj)
        self._tell_public(deleted=True)

    def _tell_public(self, *, deleted):
        # Here, because apps import this module before their models are loaded.
        from pressroom import version

        if self.is_public:
            # A category that is deleted takes releases out of it. What is saved here is no release.
            version.changed(release=None if deleted else version.NO_RELEASE)

    def response_action(self, request, queryset):
        """Do an action to what was ticked; Django asks the database for the keys, whatever they are."""
        if not all(map(key, request.POST.getlist(ACTION_CHECKBOX_NAME))):
            raise BadRequest("That is no key.")
        return super().response_action(request, queryset)

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
        said = SimpleLazyObject(lambda: banners(request) if self.has_permission(request) else [])
        return super().each_context(request) | {
            "sidebar": lines,
            "banners": said,
            "time_zone_name": timezone.get_current_timezone_name(),
        }

    def index(self, request, extra_context=None):
        """Show what there is to do now."""
        at = timezone.now()
        panels, alerts = {place: [] for place in PLACES}, []
        for _order, place, function in _panels:
            context = function(request, at)
            if context is None:
                continue
            panels[place].append(render_to_string(context["template"], context | {"at": at}, request))
            if context.get("alert"):
                alerts.append(context["alert"])
        places = [(place, found) for place, found in panels.items() if found]
        return super().index(request, {"places": places, "alerts": alerts} | (extra_context or {}))

    def get_urls(self):
        def guarded(view, permission, is_guarded):
            view = import_string(view)
            if not is_guarded:
                return view

            def page(request):
                if permission and not request.user.has_perm(permission):
                    raise PermissionDenied
                return view(request)

            return self.admin_view(page)

        pages = [path(route, guarded(view, *whom), name=name) for route, view, name, *whom in _pages]
        return [*pages, *super().get_urls()]

    def login(self, request, extra_context=None):
        """Let a person in; see `pressroom.login`."""
        # Here, because apps import this module before their models are loaded, and the form needs the user model.
        from pressroom.login import LoginForm, mark

        self.login_form = LoginForm
        response = with_status(super().login(request, extra_context))
        if self.has_permission(request):
            mark(response)
        return response

    def logout(self, request, extra_context=None):
        """Let a person out."""
        from pressroom.login import unmark

        response = super().logout(request, extra_context)
        unmark(response)
        return response

    def admin_view(self, view, cacheable=False):
        """Guard a view of the desk, and let a page that shows a form's errors answer 422."""

        def answered(request, *args, **kwargs):
            try:
                response = view(request, *args, **kwargs)
            except OverflowError as error:
                # A key out of an address or a list of choices that is larger than any in SQLite.
                raise BadRequest("A number is too large.") from error
            except ValueError as error:
                if "NUL" not in str(error):
                    raise
                # The driver of PostgreSQL won't ask for it.
                raise BadRequest("No text holds a NUL.") from error
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

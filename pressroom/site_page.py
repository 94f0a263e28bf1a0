"""The desk's page on which an administrator says who publishes the site, and a panel where too little is said."""

from django.conf import settings
from django.contrib import admin, messages
from django.contrib.admin.models import LogEntry
from django.contrib.contenttypes.models import ContentType
from django.http import HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from pressroom import colours, identity
from pressroom.models import Identity
from pressroom.refusals import Conflict, Refused
from pressroom.site_form import SiteForm

SHOWN_CHANGES = 5
SCHEMES = (
    ("light", gettext_lazy("On light pages"), colours.LIGHT),
    ("dark", gettext_lazy("On dark pages"), colours.DARK),
)


@require_http_methods(["GET", "HEAD", "POST"])
def site(request):
    """Show the form, and save it."""
    is_posted = request.method == "POST"
    stored = identity.stored()
    form = SiteForm(request.POST if is_posted else None, request.FILES if is_posted else None, stored=stored)
    if is_posted and form.is_valid():
        try:
            identity.save(form.values(), by=request.user, seen=form.cleaned_data["seen"])
        except Conflict as error:
            form.overtaken(error, identity.state())
        except Refused as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, _("Saved. Readers see it from now on."))
            if "accent" in form.changed_data and any(swatch["is_mended"] for swatch in _swatches(identity.load())):
                messages.warning(request, _("The colour was mended where it would be hard to read: see under Colour."))
            return HttpResponseRedirect(reverse("admin:site"))
    shown = identity.load()
    context = {
        "title": _("Site"),
        "form": form,
        "shown": shown,
        "built_in_accent": colours.BUILT_IN["light"],
        "swatches": _swatches(shown),
        "changes": LogEntry.objects.filter(content_type=ContentType.objects.get_for_model(Identity)).select_related(
            "user"
        )[:SHOWN_CHANGES],
    }
    return TemplateResponse(request, "admin/site.html", admin.site.each_context(request) | context)


def nowhere_to_complain(request, at):
    """Return a panel for an administrator of a site that says nowhere how the office can be reached, else None."""
    if not request.user.has_perm(identity.PERMISSION) or identity.of(request, settings.LANGUAGE_CODE).has_contact:
        return None
    return {"template": "admin/_nowhere_to_complain.html"}


def _swatches(shown):
    return [_swatch(shown, *scheme) for scheme in SCHEMES]


def _swatch(shown, scheme, label, grounds):
    """Return how the accent looks in a scheme: its colours, its least contrast, and whether it had to be mended."""
    accent = getattr(shown, f"accent_in_{scheme}") or colours.BUILT_IN[scheme]
    return {
        "label": label,
        "paper": grounds[0],
        "accent": accent,
        "contrast": colours.least_contrast(accent, grounds),
        "is_mended": bool(shown.accent) and accent != shown.accent,
    }

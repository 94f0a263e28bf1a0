"""The addresses of a release on its record: the present one, former ones, and those of other systems."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _

from articles import workflow
from articles.admin.record import record_url, record_view
from articles.forms.addresses import AddressForm
from articles.models import Release
from articles.permissions import EDITOR


def card(release, user, form=None):
    """Return what the card on the record shows; `form` is one that came back with errors."""
    old = list(release.old_addresses.order_by("-created_at", "-pk"))
    return {
        "former": [address for address in old if not address.is_foreign],
        "foreign": [address for address in old if address.is_foreign],
        "form": (form or AddressForm()) if user.has_perm(EDITOR) else None,
    }


def add_view(admin, request, pk):
    """Give a release an address that it had in another system; what is refused comes back beside its field."""
    release = _release(request, pk)
    if request.method != "POST":
        return HttpResponseRedirect(record_url(release))
    form = AddressForm(request.POST)
    if form.is_valid():
        try:
            old = workflow.add_address(release, by=request.user, **form.cleaned_data)
        except workflow.Refused as refused:
            form.add_error("address", str(refused))
        else:
            messages.success(request, _("%(path)s leads to this release.") % {"path": old.path})
            return HttpResponseRedirect(record_url(release))
    return record_view(admin, request, release, card(release, request.user, form), status=422)


def drop_view(admin, request, pk):
    """Let such an address, named by what is posted, lead here no longer."""
    release = _release(request, pk)
    if request.method == "POST":
        try:
            workflow.drop_address(release, by=request.user, address=(path := request.POST.get("address", "")))
        except workflow.Refused as refused:
            messages.error(request, str(refused))
        else:
            messages.success(request, _("%(path)s no longer leads to this release.") % {"path": path})
    return HttpResponseRedirect(record_url(release))


def _release(request, pk):
    if not request.user.has_perm(EDITOR):
        raise PermissionDenied
    return get_object_or_404(Release, pk=pk)

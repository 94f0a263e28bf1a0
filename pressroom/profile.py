"""'My profile': what each person of the desk says of themselves, and which letters they want."""

from django.contrib import admin, messages
from django.db import transaction
from django.http import HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from pressroom import language, mail, people
from pressroom.forms import ProfileForm


@require_http_methods(["GET", "HEAD", "POST"])
def profile(request):
    """Show one's own profile and save it."""
    user = request.user
    data = request.POST if request.method == "POST" else None
    form = ProfileForm(data, instance=user, letters=people.letters_of(user))
    if request.method == "POST" and form.is_valid():
        with transaction.atomic():
            form.save_profile(form.save())
        with translation.override(language.of_person(user)):
            messages.success(request, _("Your profile is saved."))
        return HttpResponseRedirect(reverse("admin:profile"))
    context = {
        "title": _("My profile"),
        "form": form,
        "person": user,
        "has_mail_server": mail.has_server(),
    }
    return TemplateResponse(request, "admin/profile.html", admin.site.each_context(request) | context)

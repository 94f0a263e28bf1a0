"""The page of the desk that says what readers search for."""

from django.contrib import admin
from django.http import Http404
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.translation import gettext as _

from articles import searched
from pressroom.language import CODES, own_names

SHOWN = 100


def table(request):
    """Show what was searched for in thirty days and what in vain, in all languages or in one (`?language=ru`)."""
    language = request.GET.get("language", "")
    if language and language not in CODES:
        raise Http404
    context = {
        **admin.site.each_context(request),
        "title": _("What readers search for"),
        "lists": searched.read(timezone.now(), SHOWN, language),
        "days": searched.DAYS,
        "kept": searched.KEPT_DAYS,
        "language": language,
        "languages": own_names(),
        "has_view_permission": True,
    }
    return TemplateResponse(request, "admin/articles/searches.html", context)

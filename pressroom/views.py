"""Pages that belong to no app."""

import logging
from urllib.parse import quote

from django.conf import settings
from django.core.files.storage import default_storage
from django.db import DatabaseError, connection
from django.http import Http404, HttpResponse, HttpResponseBadRequest
from django.template.loader import render_to_string
from django.views.decorators.http import require_safe

from pressroom import colours
from pressroom import emblem as emblems
from pressroom.caching import immutable, private
from pressroom.models import Identity
from pressroom.statements import Statement

logger = logging.getLogger(__name__)

_IS_SET = Statement(lambda emblem: Identity.objects.filter(emblem=emblem).order_by().values_list("pk")[:1], emblem=str)
# Paper is black and white, so it is left out.
THEME = """\
@layer tokens {
  @media not print {
    :root { --accent: %s }
    @media (prefers-color-scheme: dark) { :root { --accent: %s } }
  }
}
"""


@private
@require_safe
def healthz(request):
    """Tell a load balancer whether this process can do its work: 200, or 503 when the database does not answer."""
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except DatabaseError:
        said = "The database does not answer.\n"  # not shown: a program asks
        return HttpResponse(said, content_type="text/plain", status=503)
    return HttpResponse("Well.\n", content_type="text/plain")


def bad_request(request, exception):
    """Answer 400 without a look at what was sent.

    Django's own reads the form for a CSRF token; where the form is what can't be read, that fails once more.
    """
    return HttpResponseBadRequest(render_to_string("400.html"))


@immutable
def theme(request, in_light, in_dark):
    """Answer with the style sheet that sets the accent: any two colours that can be read, which the address names.

    It asks the database nothing: a page that somebody kept finds its colour after another was chosen.
    """
    accents = (f"#{in_light}", f"#{in_dark}")
    for accent, grounds in zip(accents, (colours.LIGHT, colours.DARK), strict=True):
        if not colours.is_colour(accent) or colours.least_contrast(accent, grounds) < colours.LEAST:
            raise Http404
    return HttpResponse(THEME % accents, content_type="text/css; charset=utf-8")


@immutable
def emblem(request, version):
    """Answer with the emblem that is set now, and with no other file."""
    name = emblems.name_of(version)
    if not name or not _IS_SET.rows(emblem=name):
        raise Http404
    headers = {"X-Content-Type-Options": "nosniff"}
    if settings.MEDIA_ACCEL:
        headers["X-Accel-Redirect"] = settings.MEDIA_ACCEL + quote(name)
        return HttpResponse(content_type="image/png", headers=headers)
    try:
        with default_storage.open(name) as file:
            return HttpResponse(file.read(), content_type="image/png", headers=headers)
    except FileNotFoundError:
        logger.exception("The emblem's file is missing.")
        raise Http404 from None

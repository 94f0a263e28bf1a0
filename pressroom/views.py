"""Pages that belong to no app."""

from django.db import DatabaseError, connection
from django.http import HttpResponse, HttpResponseBadRequest
from django.template.loader import render_to_string
from django.views.decorators.http import require_safe

from pressroom.caching import private


@private
@require_safe
def healthz(request):
    """Tell a load balancer whether this process can do its work: 200, or 503 when the database does not answer."""
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except DatabaseError:
        return HttpResponse("The database does not answer.\n", content_type="text/plain", status=503)
    return HttpResponse("Well.\n", content_type="text/plain")


def bad_request(request, exception):
    """Answer 400 without a look at what was sent.

    Django's own reads the form for a CSRF token; where the form is what can't be read, that fails once more.
    """
    return HttpResponseBadRequest(render_to_string("400.html"))

"""The addresses of the API. At /api/v1/ itself people read what it is (`articles.urls`, in each language)."""

from django.conf import settings
from django.urls import include, path, re_path

from articles.addresses import localized
from articles.api import document, records
from articles.api.door import door
from articles.api.endpoints import api
from articles.api.errors import missing
from articles.api.schemas import Parameters

# Those of the list; no other endpoint has any.
PARAMETERS = {"api_releases": [field.alias or name for name, field in Parameters.model_fields.items()]}


def nowhere(request):
    """Answer for every other address below /api/, so that a program is told in its own way."""
    index = records.whole(localized("articles:api", settings.LANGUAGE_CODE))
    raise missing(f"There is nothing at this address. What there is: {index}")  # not shown: for programs


def _through_the_door(pattern):
    pattern.callback = door(pattern.callback, PARAMETERS.get(pattern.name, ()))
    return pattern


# The package has an address of its own among them, for its pages, which are not used.
V1 = [
    *(_through_the_door(pattern) for pattern in api.urls[0] if pattern.name != "api-root"),
    path("openapi.json", door(document.openapi), name="api_openapi"),
]
urlpatterns = [
    path("v1/", include(V1)),
    # Without its last slash the page is led to as others are.
    re_path(r"^(?!v1$)", door(nowhere)),
]

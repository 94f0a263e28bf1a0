"""The addresses of the project; DESIGN's table is their promise."""

from django.contrib import admin
from django.urls import include, path

from pressroom import reset, views

handler400 = "pressroom.views.bad_request"

urlpatterns = [
    path("healthz", views.healthz, name="healthz"),
    # Before the desk, which answers whatever is below /admin/.
    path("admin/", include(reset)),
    path("admin/", admin.site.urls),
    path("", include("comments.urls")),
    path("", include("articles.urls")),
]

"""The addresses of the project; DESIGN's table is their promise."""

from django.contrib import admin
from django.urls import include, path

from pressroom import reset, views

handler400 = "pressroom.views.bad_request"
handler404 = "articles.views.missing.not_found"

urlpatterns = [
    path("healthz", views.healthz, name="healthz"),
    path("theme/<slug:in_light>-<slug:in_dark>.css", views.theme, name="theme"),
    path("emblem/<slug:version>.png", views.emblem, name="emblem"),
    # Before the desk, which answers whatever is below /admin/.
    path("admin/", include(reset)),
    path("admin/", admin.site.urls),
    path("", include("comments.urls")),
    path("", include("articles.urls")),
]

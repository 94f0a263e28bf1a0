"""The addresses of the project; DESIGN's table is their promise."""

from django.contrib import admin
from django.urls import include, path

from pressroom import views

handler400 = "pressroom.views.bad_request"

urlpatterns = [
    path("healthz", views.healthz, name="healthz"),
    path("admin/", admin.site.urls),
    path("", include("comments.urls")),
    path("", include("articles.urls")),
]

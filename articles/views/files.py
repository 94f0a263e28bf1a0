"""Stub."""

from django.http import Http404


def rendition(request, **kwargs):
    raise Http404

"""Stub."""

from django.http import Http404


def page(request, **kwargs):
    raise Http404


def robots(request, **kwargs):
    raise Http404

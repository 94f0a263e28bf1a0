"""Stub."""

from django.http import Http404


def front(request, **kwargs):
    raise Http404


def release(request, **kwargs):
    raise Http404

"""Stub."""

from django.http import Http404


def reply(request, **kwargs):
    raise Http404


def stamp(request, **kwargs):
    raise Http404


def sent(request, **kwargs):
    raise Http404

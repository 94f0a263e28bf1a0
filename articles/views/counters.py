"""Stub."""

from django.http import Http404


def view(request, **kwargs):
    raise Http404


def pixel(request, **kwargs):
    raise Http404


def like(request, **kwargs):
    raise Http404


def state(request, **kwargs):
    raise Http404

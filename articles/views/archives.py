"""Stub."""

from django.http import Http404


def category(request, **kwargs):
    raise Http404


def year(request, **kwargs):
    raise Http404


def month(request, **kwargs):
    raise Http404


def day(request, **kwargs):
    raise Http404

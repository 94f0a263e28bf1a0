"""Addresses in a language: the default one has no prefix, the others have theirs."""

import re

from django.conf import settings
from django.urls import include, path, register_converter, reverse

_TAG = re.compile(r"<[^<>]+>")
_ADDRESS = re.compile(r'\b(src|srcset|href)="([/#][^"]*)"')


def localized(name, language, **kwargs):
    """Return the path of the URL pattern `name` in `language`, e.g. '/ru/category/kultura/'."""
    if language != settings.LANGUAGE_CODE:
        kwargs["language"] = language
    return reverse(name, kwargs=kwargs)


def of_release(language, date, slug, name="articles:release", **rest):
    """Return the path of a release, or of the page `name` that belongs to it, by what makes its address."""
    return localized(name, language, year=date.year, month=date.month, day=date.day, slug=slug, **rest)


def whole(path):
    """Return a path under the address that the public knows, whatever host a request named."""
    return settings.SITE_URL + path


def made_whole(html, page):
    """Return HTML with each address in it whole, those of a `srcset` too; '#' begins a place on the path `page`."""

    def written(found):
        name, value = found.groups()
        value = value.replace(", /", f", {settings.SITE_URL}/")
        return f'{name}="{settings.SITE_URL}{page if value[0] == "#" else ""}{value}"'

    return _TAG.sub(lambda tag: _ADDRESS.sub(written, tag[0]), html)


class LanguageConverter:
    """Matches the prefix of a language other than the default one, e.g. 'ru'."""

    regex = "|".join(code for code, _name in settings.LANGUAGES if code != settings.LANGUAGE_CODE)

    def to_python(self, value):
        return value

    def to_url(self, value):
        return value


# The years that an address can have.
YEARS = range(1000, 3000)


class YearConverter:
    """Matches a year of four digits out of `YEARS`, which no other path begins with."""

    regex = r"[12][0-9]{3}"

    def to_python(self, value):
        return int(value)

    def to_url(self, value):
        return f"{value:04d}"


class TwoDigitConverter:
    """Matches a month or a day of two digits; whether there is such a day, the view decides."""

    regex = r"[0-9]{2}"

    def to_python(self, value):
        return int(value)

    def to_url(self, value):
        return f"{value:02d}"


class OrdinalConverter:
    """Matches a number from one on, written in one way alone."""

    regex = r"[1-9][0-9]{0,9}"

    def to_python(self, value):
        return int(value)

    def to_url(self, value):
        return str(value)


register_converter(LanguageConverter, "language")
register_converter(YearConverter, "year")
register_converter(TwoDigitConverter, "two")
register_converter(OrdinalConverter, "ordinal")

# The address of a release, below which its own pages are ('.../like/').
RELEASE = "<year:year>/<two:month>/<two:day>/<slug:slug>/"


def in_each_language(patterns):
    """Return the URL patterns twice: plain for the default language, and under the prefix of each other one.

    A view of theirs takes `language`, which defaults to `settings.LANGUAGE_CODE`.
    """
    return [*patterns, path("<language:language>/", include(patterns))]

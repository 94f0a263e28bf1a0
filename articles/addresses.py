"""Addresses in a language: the default one has no prefix, the others have theirs."""

import re
from functools import lru_cache

from django.conf import settings
from django.urls import get_resolver, get_script_prefix, include, path, register_converter, reverse

# What stands in a path as it is, with no need of an escape.
_PLAIN = re.compile(r"/(?!/)[A-Za-z0-9._~/-]*", re.ASCII)
_TAG = re.compile(r"<[^<>]+>")
_ADDRESS = re.compile(r'\b(src|srcset|href)="([/#][^"]*)"')


def localized(name, language, /, **kwargs):
    """Return the path of the URL pattern `name` in `language`, e.g. '/ru/category/kultura/'."""
    if language != settings.LANGUAGE_CODE:
        kwargs["language"] = language
    return path_of(name, **kwargs)


def path_of(name, /, **kwargs):
    """Return what `reverse` returns, or raise what it raises, in a fifth of its time: a page has sixty addresses."""
    key = get_script_prefix(), name, *kwargs
    if key not in _shapes:
        _shapes[key] = _shape(*key)
    if shape := _shapes[key]:
        template, pattern, converters = shape
        try:
            found = template % {name: converters[name].to_url(value) for name, value in kwargs.items()}
        except ValueError:
            return reverse(name, kwargs=kwargs)
        if _PLAIN.fullmatch(found) and pattern.match(found):
            return found
    # What it makes of other values, and what it says of wrong ones, only it knows.
    return reverse(name, kwargs=kwargs)


# What makes the address of a release.
_SOME = {"year": 2000, "month": 1, "day": 1, "slug": "a"}

# How a path is filled, by the prefix of the script, a pattern's name and the names of what it takes.
_shapes = {}


def _shape(prefix, name, *parameters):
    """Return a path with holes, the pattern that it fits when they are filled, and the converters of what fills them.

    None where there isn't just one such path, where a namespace has a path of its own, or a hole no converter.
    """
    *namespaces, name = name.split(":")
    resolver = get_resolver()
    for namespace in namespaces:
        beginning, resolver = resolver.namespace_dict.get(namespace, ("", None))
        if resolver is None or beginning:
            return None
    found = [
        (prefix.replace("%", "%%") + template, re.compile(re.escape(prefix) + pattern), converters)
        for possibilities, pattern, defaults, converters in resolver.reverse_dict.getlist(name)
        for template, holes in possibilities
        if set(holes) == set(parameters) and not defaults
    ]
    return found[0] if len(found) == 1 and found[0][2].keys() >= set(parameters) else None


def of_release(language, date, slug, name="articles:release", **rest):
    """Return the path of a release, or of the page `name` that belongs to it, by what makes its address."""
    if rest:
        return localized(name, language, year=date.year, month=date.month, day=date.day, slug=slug, **rest)
    return _path(get_script_prefix(), language, date, slug) + _below(name)


# A page names thirty, of which only the end differs.
@lru_cache(maxsize=256)
def _path(prefix, language, date, slug):
    return f"{_above(prefix, language)}{date.isoformat().replace('-', '/')}/{slug}/"


@lru_cache
def _above(_prefix, language):
    """Return how the path of a release begins before its date, of any release in a language."""
    return localized("articles:release", language, **_SOME).removesuffix("2000/01/01/a/")


@lru_cache
def _below(name):
    """Return how the path of a page goes on after that of its release, of any release."""
    return path_of(name, **_SOME).removeprefix(path_of("articles:release", **_SOME))


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

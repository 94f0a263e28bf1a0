"""The same page in other languages: where the switcher leads, what search engines and readers of another one are told.

A view says where its page is there in other languages (`Versions`); of a page that says nothing, the others' front
pages are offered.
"""

import datetime
from dataclasses import dataclass, field
from typing import NamedTuple

from django.conf import settings

from articles.addresses import localized
from articles.addresses import of_release as address_of_release
from articles.models import Edition, Release
from articles.periods import Place
from pressroom.language import OWN_NAMES
from pressroom.statements import Statement

# Of Open Graph, which wants a country too.
LOCALES = {"en": "en_GB", "ru": "ru_RU", "kk": "kk_KZ"}
# What `hreflang` says of the page for whoever reads none of the languages.
DEFAULT = "x-default"
CODES = [code for code, _name in settings.LANGUAGES]


@dataclass(frozen=True)
class Versions:
    """Where a page is in other languages, as {language: path}."""

    # The very same page, and where there is none, the nearest to it.
    same: dict = field(default_factory=dict)
    near: dict = field(default_factory=dict)
    # Whether somebody would have to translate it: a text, and no list.
    is_text: bool = False

    @property
    def of_a_part(self):
        """Those of a part of the page, such as a list from some place on, which is not the same elsewhere."""
        return Versions(near={**self.near, **self.same}, is_text=self.is_text)


# Of a page whose view says nothing: there may be none at its path.
NOWHERE = Versions()


class Choice(NamedTuple):
    """A language to choose: `is_same` if it is this page in it, `is_missing` if this text isn't translated."""

    code: str
    name: str
    url: str
    is_here: bool
    is_same: bool
    is_missing: bool


class Alternate(NamedTuple):
    """What `hreflang` says: a language, or 'x-default', and a whole address."""

    language: str
    address: str

    @property
    def locale(self):
        """The language as Open Graph has it; '' of 'x-default', which is none."""
        return "" if self.language == DEFAULT else LOCALES.get(self.language, self.language)


def choices(around, versions):
    """Return a `Choice` for each language that has anything live, and the page's own; none where that is all."""
    offered = [code for code in CODES if code in around.years or code == around.language]
    return [_choice(code, around, versions) for code in offered] if len(offered) > 1 else []


def alternates(around, versions):
    """Return the `Alternate`s of a page: itself, the same in other languages, and 'x-default'; none where it is alone.

    'x-default' is the first of the site's languages in which the page is there: each of them names the same one. A
    language with nothing live is named by none, and names none: what isn't said on both sides doesn't count.
    """
    if around.language not in around.years:
        return []
    paths = {code: path for code, path in versions.same.items() if code in around.years}
    return named(paths | {around.language: around.here})


def named(paths):
    """Return the `Alternate`s of all that is the same page, given as {language: path}; none where one is alone."""
    if len(paths) < 2:
        return []
    found = [Alternate(code, settings.SITE_URL + paths[code]) for code in CODES if code in paths]
    return [*found, Alternate(DEFAULT, found[0].address)]


def of_front(language):
    """Return the `Versions` of the front page."""
    return Versions(same={code: localized("articles:front", code) for code in CODES if code != language})


def of_release(translated):
    """Return the `Versions` of the page of a release; `translated` are its live translations by their languages."""
    return Versions(same={code: release.get_absolute_url() for code, release in translated.items()}, is_text=True)


def below_release(release, at, name="articles:release"):
    """Return the `Versions` of a page below a release, by one query: near are the pages `name` of its translations."""
    translated = _TRANSLATED.rows(at=at, release=release.pk)
    return Versions(
        near={code: address_of_release(code, date, slug, name) for code, date, slug in translated}, is_text=True
    )


def of_page(slug, around):
    """Return the `Versions` of a page under /about/."""
    return Versions(same=around.page_elsewhere(slug), is_text=True)


def of_category(pk, around):
    """Return the `Versions` of a category's whole list."""
    return Versions(same=around.category_elsewhere(pk))


def of_period(here, around, languages):
    """Return the `Versions` of the archive of a `periods.Year`, `Month` or `Day`, of a language or of a category in it.

    `languages` are those in which something of it is live, there being a name for its category or not.
    """
    others = [code for code in CODES if code in languages and code != around.language]
    category = here.place.category
    if not category:
        return Versions(same={code: Place(code).url(**here.period) for code in others})
    places = [
        Place(code, category, around.slugs[category, code]) for code in others if (category, code) in around.slugs
    ]
    same = {place.language: place.url(**here.period) for place in places}
    return Versions(same=same, near=around.category_elsewhere(category))


# The live releases in other languages that say the same as a release, by what makes their addresses.
_TRANSLATED = Statement(
    lambda at, release: (
        Edition.objects.live(at)
        .filter(release__translation_key__in=Release.objects.filter(pk=release).values("translation_key"))
        .exclude(release=release)
        .order_by()
        .values_list("release__language", "release__date", "release__slug")
    ),
    at=datetime.datetime,
    release=int,
)


def _choice(code, around, versions):
    is_here, is_same = code == around.language, code in versions.same
    if is_here and versions is not NOWHERE:
        # A search keeps its words there too.
        url = versions.near.get(code, around.here)
    else:
        url = versions.same.get(code) or versions.near.get(code) or localized("articles:front", code)
    is_missing = versions.is_text and not (is_here or is_same or code in versions.near)
    return Choice(code, OWN_NAMES.get(code, code), url, is_here=is_here, is_same=is_same, is_missing=is_missing)

"""The same page in other languages: where the switcher leads, what search engines and readers of another one are told.

A view says where its page is there in other languages (`Versions`); of a page that says nothing, the others' front
pages are offered.
"""

from dataclasses import dataclass, field
from typing import NamedTuple

from django.conf import settings
from django.db.models import Exists, OuterRef, Subquery

from articles import translations
from articles.addresses import localized
from articles.models import CategoryText, Edition, Release
from pressroom.language import OWN_NAMES

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


def choices(around, versions):
    """Return a `Choice` for each language that has anything live, and the page's own; none where that is all."""
    offered = [code for code in CODES if code in around.years or code == around.language]
    return [_choice(code, around, versions) for code in offered] if len(offered) > 1 else []


def alternates(around, versions):
    """Return the `Alternate`s of a page: itself, the same in other languages, and 'x-default'; none where it is alone.

    'x-default' is the first of the site's languages in which the page is there: each of them names the same one.
    """
    paths = {code: path for code, path in versions.same.items() if code in around.years}
    if not paths:
        return []
    paths |= {around.language: around.here}
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
    translated = translations.alternates(release, at)
    return Versions(near={code: other.url(name) for code, other in translated.items()}, is_text=True)


def of_page(slug, around):
    """Return the `Versions` of a page under /about/."""
    return Versions(same=around.page_elsewhere(slug), is_text=True)


def of_category(text, around):
    """Return the `Versions` of a category's whole list."""
    return Versions(same=around.category_elsewhere(text.category_id))


def of_category_period(text, around, at, first, last, **period):
    """Return the `Versions` of a category's releases from one day to another, a year's or a month's, by one query."""
    live = Edition.objects.live(at).in_category(text.category_id).filter(release__date__range=(first, last))
    there = CategoryText.objects.filter(Exists(live.in_language(OuterRef("language"))), category=text.category_id)
    name = "category_month" if "month" in period else "category_year"
    slugs = there.exclude(language=text.language).values_list("language", "slug")
    same = {code: localized(f"articles:{name}", code, slug=slug, **period) for code, slug in slugs}
    return Versions(same=same, near=around.category_elsewhere(text.category_id))


def of_period(language, at, first, last, **period):
    """Return the `Versions` of an archive from one day to another, a year's, a month's or a day's, by one query."""
    name = "day" if "day" in period else "month" if "month" in period else "year"
    there = _with_releases([code for code in CODES if code != language], at, first, last)
    return Versions(same={code: localized(f"articles:{name}", code, **period) for code in there})


def _choice(code, around, versions):
    is_here, is_same = code == around.language, code in versions.same
    if is_here and versions is not NOWHERE:
        url = around.here
    else:
        url = versions.same.get(code) or versions.near.get(code) or localized("articles:front", code)
    is_missing = versions.is_text and not (is_here or is_same or code in versions.near)
    return Choice(code, OWN_NAMES.get(code, code), url, is_here=is_here, is_same=is_same, is_missing=is_missing)


def _with_releases(languages, at, first, last):
    """Return those of the languages that have live releases from one day to another."""
    live = Exists(Edition.objects.live(at).filter(release=OuterRef("pk")))
    # One of each: SQLite allows no limit in a part of a union; in a subquery of one it does.
    found = [
        Release.objects.filter(
            pk=Subquery(
                Release.objects.filter(live, language=language, date__range=(first, last)).order_by().values("pk")[:1]
            )
        )
        .order_by()
        .values_list("language", flat=True)
        for language in languages
    ]
    return list(found[0].union(*found[1:])) if found else []

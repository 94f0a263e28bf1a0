"""What stands around every public page: who publishes it, notices, categories, pages under /about/, other languages.

It is read once after a change of more than replies (`pressroom.version`), and again at the next moment at which
something in it begins or ends by itself. Until then every page of the process has it for nothing but the asking for the
version.
"""

import copy
import datetime
import hashlib
import itertools
from dataclasses import dataclass, field
from operator import attrgetter
from typing import NamedTuple

from django.conf import settings
from django.utils import timezone, translation

from articles import counts, statement, surrounding_rows
from articles.addresses import localized
from articles.counts import Counts
from articles.models import CategoryText
from pressroom import identity, version
from pressroom.front import marks
from pressroom.identity import Identity
from pressroom.language import language_of
from pressroom.version import Latest, Reading, Version


class Link(NamedTuple):
    """Words and where they lead; `url` may be empty."""

    text: str
    url: str
    # Of the words; empty where nothing says that they might be in another one than the page.
    language: str = ""


@dataclass
class Surroundings:
    """What the base template shows in one language at one moment. All but the last three is the same for many pages."""

    language: str
    identity: Identity
    counts: Counts
    # Another text whenever anything here may be another: it stands for the language, the version and the moment.
    stamp: str = ""
    notices: list = field(default_factory=list)
    # The keys of the releases that are pinned, the latest pin first, whatever they are.
    pinned: list = field(default_factory=list)
    # The keys of all categories and their `CategoryText`s, in the order of the categories.
    texts: dict = field(default_factory=dict)
    # The pages under /about/ by their slugs, in their order.
    about: dict = field(default_factory=dict)
    # Titles of the pages by (slug, language), and slugs of the categories by (key, language): of all languages.
    titles: dict = field(default_factory=dict)
    slugs: dict = field(default_factory=dict)

    at: datetime.datetime | None = None
    # The path that was asked for, so that a link to where one is can say so.
    here: str = ""
    # The site's, as it was read.
    version: Version | None = None

    def __post_init__(self):
        # Not one by one when they are asked for: whoever asks has a copy, and the next one would ask again.
        self.names = {pk: text.name for pk, text in self.texts.items()}
        # The links of all categories; one without live releases has no page, and leads nowhere.
        self._links = {pk: Link(name, self._category(pk, self.language)) for pk, name in self.names.items()}
        # The keys of the categories that have live releases in this language, and their links, in order.
        self.categories = {pk: link for pk, link in self._links.items() if link.url}
        # Another text whenever a name, an address or the order of categories is another one.
        self.of_categories = hashlib.sha256(repr(self._links).encode()).hexdigest()[:16]
        built_in = statement.built_in()
        self.about.setdefault(statement.SLUG, Link(built_in.title, statement.path(self.language), built_in.language))
        # The links to the pages under /about/.
        self.pages = list(self.about.values())
        self.front_url = localized("articles:front", self.language)
        # The address of the year of the latest release; empty where there is none.
        latest = self.years.get(self.language)
        self.archive_url = localized("articles:year", self.language, year=latest) if latest else ""
        # The addresses of the RSS and the Atom feed.
        self.feed_urls = localized("articles:feed", self.language), localized("articles:atom", self.language)
        # The address of the page for developers, and of the search.
        self.api_url = localized("articles:api", self.language)
        self.search_url = localized("articles:search", self.language)
        links = [*(link.url for link in self.categories.values()), *(link.url for link in self.pages)]
        self._led_to = sorted([*links, self.api_url, self.search_url], key=len, reverse=True)

    @property
    def years(self):
        """The languages with live releases, and the year of the latest one."""
        return self.counts.years

    @property
    def standing(self):
        """What head and foot mark as where one is: 'page /about/rules/', 'true /category/roads/' if in it, else ''.

        They are the same on all pages that have the same one.
        """
        for url in self._led_to:
            if self.here.startswith(url):
                return f"page {url}" if self.here == url else f"true {url}"
        return ""

    def text_of(self, slug):
        """Return the `CategoryText` with a slug in this language, or None."""
        return next((text for text in self.texts.values() if text.slug == slug), None)

    def categories_of(self, edition):
        """Return the links of an edition's categories, in their order; the edition should have its categories there.

        What isn't live (a draft that is previewed, what was said before) may be the only one of its category: then the
        link is a name alone.
        """
        return self.links({category.pk for category in edition.categories.all()})

    def links(self, keys):
        """Return the links of the categories with these keys, in their order."""
        return [link for pk, link in self._links.items() if pk in keys]

    def page(self, slug):
        """Return the link to one page under /about/, in this language or else in the site's first, or None."""
        if slug in self.about:
            return self.about[slug]
        first = settings.LANGUAGE_CODE
        return _page(self.titles, slug, first) if (slug, first) in self.titles else None

    def page_elsewhere(self, slug):
        """Return the paths of one page under /about/ in the other languages by their codes."""
        if slug == statement.SLUG:
            return {code: statement.path(code) for code, _name in settings.LANGUAGES if code != self.language}
        others = [code for found, code in self.titles if found == slug and code != self.language]
        return {code: _page(self.titles, slug, code).url for code in others}

    def category_elsewhere(self, pk):
        """Return the paths of a category in the other languages in which it has live releases, by their codes."""
        found = {code: self._category(pk, code) for key, code in self.slugs if key == pk and code != self.language}
        return {code: path for code, path in found.items() if path}

    def _category(self, pk, language):
        has_any = (language, pk) in self.counts.months
        return localized("articles:category", language, slug=self.slugs[pk, language]) if has_any else ""


def of(request):
    """Return the `Surroundings` of the page asked for, in its language, the same each time.

    The site's version is what the front says of it, or else asked for, by one small query. All else is asked only after
    a change or at the moment of one, again by one query, and a second one for `counts`.
    """
    if not hasattr(request, "_surroundings"):
        found = load(language_of(request), timezone.now(), request.META.get(marks.VERSION))
        found.here = request.path
        request._surroundings = found
        identity.keep(request, found.identity)
    return request._surroundings


def load(language, at, its_version=None):
    """Return the `Surroundings` in a language at a moment; `its_version` is the site's, where that is known."""
    its_version = its_version or version.current()
    site = _SITE.of(its_version.around, at)
    found = site.languages.get(language)
    if found is None:
        # Two threads may both make them, which does no harm.
        found = site.languages[language] = _made(site, language)
    found = copy.copy(found)
    found.at, found.version = at, its_version
    return found


def forget():
    """Keep nothing, as a process that has just begun."""
    _SITE.forget()


@dataclass(frozen=True)
class _Site(Reading):
    """What was read for all languages."""

    rows: list
    counts: Counts
    # The `Surroundings` by their languages, each made when it is first asked for.
    languages: dict


_stamps = itertools.count()


def _read(token, at):
    counted = counts.of(token, at)
    # SQLite orders no part of a union, and the parts have different orders: they are ordered here.
    rows = sorted(surrounding_rows.at(at), key=attrgetter("rank", "pk"))
    moments = [counted.until, *(row.until for row in rows)]
    return _Site(token, at, min(filter(None, moments), default=None), rows, counted, {})


def _made(site, language):
    texts, about, titles, slugs = {}, {}, {}, {}
    for row in site.rows:
        if row.what == "category":
            slugs[row.pk, row.language] = row.where
            if row.language == language:
                texts[row.pk] = CategoryText(
                    category_id=row.pk, language=language, name=row.text, slug=row.where, description=row.more
                )
        elif row.what == "page":
            titles[row.where, row.language] = row.text
            if row.language == language:
                about[row.where] = _page(titles, row.where, language)
    parts = [(row.language, row.text) for row in site.rows if row.what == "identity"]
    with translation.override(language):
        return Surroundings(
            language,
            identity.made_of(parts, language),
            site.counts,
            f"{language} {next(_stamps)}",
            notices=[
                # What no form let in leads nowhere.
                Link(row.text, row.where if row.where.lower().startswith(("http://", "https://")) else "")
                for row in _latest_first(site, "notice", language)
            ],
            pinned=[row.pk for row in _latest_first(site, "pinned", language)],
            texts=texts,
            about=about,
            titles=titles,
            slugs=slugs,
        )


def _latest_first(site, what, language):
    found = [row for row in site.rows if (row.what, row.language) == (what, language)]
    return sorted(found, key=attrgetter("since", "pk"), reverse=True)


def _page(titles, slug, language):
    return Link(titles[slug, language], localized("articles:page", language, slug=slug), language)


_SITE = Latest(_read)

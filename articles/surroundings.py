"""What stands around every public page: who publishes it, notices, categories, pages under /about/, other languages."""

import datetime
from dataclasses import dataclass, field
from functools import cached_property
from operator import attrgetter
from typing import NamedTuple

from django.conf import settings
from django.db.models import BigIntegerField, Count, DateTimeField, F, Max, Sum, TextField, Value
from django.db.models.functions import Cast, Coalesce, Concat
from django.utils import timezone

from articles import counts, statement
from articles.addresses import localized
from articles.counts import Counts
from articles.models import CategoryText, Notice, Page
from pressroom import identity, version
from pressroom.identity import Identity
from pressroom.language import language_of
from pressroom.models import PublicChange
from pressroom.version import Version


class Row(NamedTuple):
    """One row of the query: a notice, a category, a page, a part of the identity, or the site's version."""

    what: str
    pk: int
    text: str
    where: str
    rank: int
    moment: object


class Link(NamedTuple):
    """Words and where they lead; `url` may be empty."""

    text: str
    url: str
    # Of the words; empty where nothing says that they might be in another one than the page.
    language: str = ""


@dataclass
class Surroundings:
    """What the base template shows in one language at one moment."""

    language: str
    at: datetime.datetime
    identity: Identity
    version: Version
    counts: Counts
    # The path that was asked for, so that a link to where one is can say so.
    here: str = ""
    notices: list = field(default_factory=list)
    # The keys of the categories and their names, in the order of the categories.
    names: dict = field(default_factory=dict)
    # The pages under /about/ by their slugs, in their order.
    about: dict = field(default_factory=dict)
    # Titles of the pages by (slug, language), and slugs of the categories by (key, language): of all languages.
    titles: dict = field(default_factory=dict)
    slugs: dict = field(default_factory=dict)

    @property
    def years(self):
        """The languages with live releases, and the year of the latest one."""
        return self.counts.years

    @cached_property
    def categories(self):
        """The keys of the categories that have live releases in this language, and their links, in order."""
        return {pk: link for pk, link in self._links.items() if link.url}

    @cached_property
    def _links(self):
        """The same of all categories; one without live releases has no page, and leads nowhere."""
        return {pk: Link(name, self._category(pk, self.language)) for pk, name in self.names.items()}

    @property
    def front_url(self):
        """The address of the front page in this language."""
        return localized("articles:front", self.language)

    @property
    def pages(self):
        """The links to the pages under /about/."""
        return list(self.about.values())

    def categories_of(self, edition):
        """Return the links of an edition's categories, in their order; the edition should have its categories there.

        What isn't live (a draft that is previewed, what was said before) may be the only one of its category: then the
        link is a name alone.
        """
        here = {category.pk for category in edition.categories.all()}
        return [link for pk, link in self._links.items() if pk in here]

    def page(self, slug):
        """Return the link to one page under /about/, in this language or else in the site's first, or None."""
        if slug in self.about:
            return self.about[slug]
        first = settings.LANGUAGE_CODE
        return self._page(slug, first) if (slug, first) in self.titles else None

    def page_elsewhere(self, slug):
        """Return the paths of one page under /about/ in the other languages by their codes."""
        if slug == statement.SLUG:
            return {code: statement.path(code) for code, _name in settings.LANGUAGES if code != self.language}
        others = [code for found, code in self.titles if found == slug and code != self.language]
        return {code: self._page(slug, code).url for code in others}

    def category_elsewhere(self, pk):
        """Return the paths of a category in the other languages in which it has live releases, by their codes."""
        found = {code: self._category(pk, code) for key, code in self.slugs if key == pk and code != self.language}
        return {code: path for code, path in found.items() if path}

    @property
    def archive_url(self):
        """The address of the year of the latest release; empty where there is none."""
        if self.language not in self.years:
            return ""
        return localized("articles:year", self.language, year=self.years[self.language])

    @property
    def feed_urls(self):
        """The addresses of the RSS and the Atom feed."""
        return localized("articles:feed", self.language), localized("articles:atom", self.language)

    @property
    def api_url(self):
        """The address of the page for developers."""
        return localized("articles:api", self.language)

    def _category(self, pk, language):
        has_any = (language, pk) in self.counts.months
        return localized("articles:category", language, slug=self.slugs[pk, language]) if has_any else ""

    def _page(self, slug, language):
        return Link(self.titles[slug, language], localized("articles:page", language, slug=slug), language)


def of(request):
    """Return the `Surroundings` of the page asked for, in its language: one query the first time, none after it."""
    if not hasattr(request, "_surroundings"):
        request._surroundings = load(language_of(request), timezone.now())
        request._surroundings.here = request.path
        identity.keep(request, request._surroundings.identity)
    return request._surroundings


def load(language, at):
    """Return the `Surroundings` in a language at a moment, by one query, since every public page pays for it.

    After a change there is another one, for `counts`.
    """
    notices = _rows("notice", Notice.objects.shown(at).in_language(language), "pk", "text", "link", moment="shown_from")
    named = Concat("language", Value("/"), "slug", output_field=TextField())
    others = [
        _rows("category", CategoryText.objects.all(), "category_id", "name", named, "category__position"),
        _rows("page", Page.objects.all(), "pk", "title", named, "position"),
        *(_rows("identity", queryset, "pk", language, values) for queryset, language, values in identity.parts()),
        _version(),
    ]
    # SQLite orders no part of a union, and the parts have different orders: they are ordered here.
    rows = sorted((Row(*row) for row in notices.union(*others, all=True)), key=attrgetter("rank", "pk"))
    of_identity = [(row.text, row.where) for row in rows if row.what == "identity"]
    its_version = next(version.made_of(row.pk, row.rank, row.moment) for row in rows if row.what == "version")
    found = Surroundings(
        language, at, identity.made_of(of_identity, language), its_version, counts.of(its_version.token, at)
    )
    found.notices = [
        # What no form let in leads nowhere.
        Link(row.text, row.where if row.where.lower().startswith(("http://", "https://")) else "")
        for row in sorted((row for row in rows if row.what == "notice"), key=attrgetter("moment", "pk"), reverse=True)
    ]
    for row in rows:
        its_language, _slash, slug = row.where.partition("/")
        if row.what == "category":
            found.slugs[row.pk, its_language] = slug
            if its_language == language:
                found.names[row.pk] = row.text
        elif row.what == "page":
            found.titles[slug, its_language] = row.text
            if its_language == language:
                found.about[slug] = found._page(slug, language)
    built_in = statement.built_in()
    found.about.setdefault(statement.SLUG, Link(built_in.title, statement.path(language), built_in.language))
    return found


def _rows(what, queryset, pk, text, where, rank=None, moment=None):
    """Return a queryset's rows in the columns of `Row`, each given by the name of a field or as an expression."""
    return queryset.order_by().values_list(
        Value(what),
        F(pk),
        F(text) if isinstance(text, str) else text,
        F(where) if isinstance(where, str) else where,
        F(rank) if rank else Value(0),
        F(moment) if moment else Value(None, output_field=DateTimeField()),
    )


def _version():
    """Return the row of the site's version as `version.made_of` takes it: how many changes, their sum, the latest."""
    # The sum as a whole number: PostgreSQL's is a decimal one, and so would be all that stands in the column.
    total = Cast(Coalesce(Sum("pk"), Value(0)), BigIntegerField())
    return (
        PublicChange.objects.order_by()
        .annotate(what=Value("version"))
        .values("what")
        .annotate(rows=Count("pk"), text=Value(""), where=Value(""), total=total, last=Max("at"))
        .values_list("what", "rows", "text", "where", "total", "last")
    )

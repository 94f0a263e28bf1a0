"""What stands around every public page: who publishes it, notices, categories, pages under /about/, other languages."""

from dataclasses import dataclass, field
from operator import attrgetter
from typing import NamedTuple

from django.conf import settings
from django.db.models import DateTimeField, Exists, F, OuterRef, Subquery, TextField, Value
from django.db.models.functions import Concat, ExtractYear
from django.utils import timezone

from articles import statement
from articles.addresses import localized
from articles.models import CategoryText, Edition, Notice, Page, Release
from pressroom import identity
from pressroom.identity import Identity
from pressroom.language import language_of


class Row(NamedTuple):
    """One row of the query: a notice, a category, a page, a language or a part of the identity."""

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
    identity: Identity
    # The path that was asked for, so that a link to where one is can say so.
    here: str = ""
    notices: list = field(default_factory=list)
    # The keys of the categories and their links, in the order of the categories.
    categories: dict = field(default_factory=dict)
    # The pages under /about/ by their slugs, in their order.
    about: dict = field(default_factory=dict)
    # Titles of the pages by (slug, language), and slugs of the categories by (key, language): of all languages.
    titles: dict = field(default_factory=dict)
    slugs: dict = field(default_factory=dict)
    # The languages with live releases, and the year of the latest one.
    years: dict = field(default_factory=dict)

    @property
    def front_url(self):
        """The address of the front page in this language."""
        return localized("articles:front", self.language)

    @property
    def pages(self):
        """The links to the pages under /about/."""
        return list(self.about.values())

    def categories_of(self, edition):
        """Return the links of an edition's categories, in their order; the edition should have its categories there."""
        here = {category.pk for category in edition.categories.all()}
        return [link for pk, link in self.categories.items() if pk in here]

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
        """Return the paths of a category in the other languages by their codes."""
        return {
            code: localized("articles:category", code, slug=slug)
            for (found, code), slug in self.slugs.items()
            if found == pk and code != self.language
        }

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
    """Return the `Surroundings` in a language at a moment, by one query, since every public page pays for it."""
    notices = _rows("notice", Notice.objects.shown(at).in_language(language), "pk", "text", "link", moment="shown_from")
    named = Concat("language", Value("/"), "slug", output_field=TextField())
    others = [
        _rows("category", CategoryText.objects.all(), "category_id", "name", named, "category__position"),
        _rows("page", Page.objects.all(), "pk", "title", named, "position"),
        *(_latest(code, at) for code, _name in settings.LANGUAGES),
        *(_rows("identity", queryset, "pk", language, values) for queryset, language, values in identity.parts()),
    ]
    # SQLite orders no part of a union, and the parts have different orders: they are ordered here.
    rows = sorted((Row(*row) for row in notices.union(*others, all=True)), key=attrgetter("rank", "pk"))
    of_identity = [(row.text, row.where) for row in rows if row.what == "identity"]
    found = Surroundings(language, identity.made_of(of_identity, language))
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
                found.categories[row.pk] = Link(row.text, localized("articles:category", language, slug=slug))
        elif row.what == "page":
            found.titles[slug, its_language] = row.text
            if its_language == language:
                found.about[slug] = found._page(slug, language)
        elif row.what == "language":
            found.years[row.text] = row.rank
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


def _latest(language, at):
    """Return the row of a language that has live releases: its code, and the year of the latest of them."""
    # From the release to its edition: the other way round, SQLite looks at every edition for a language that has none.
    latest = (
        Release.objects.filter(Exists(Edition.objects.live(at).filter(release=OuterRef("pk"))), language=language)
        .order_by("-date", "-published_at", "-pk")
        .values("pk")[:1]
    )
    return (
        Release.objects.filter(pk=Subquery(latest))
        .order_by()
        .values_list(
            Value("language"),
            F("pk"),
            F("language"),
            Value(""),
            ExtractYear("date"),
            Value(None, output_field=DateTimeField()),
        )
    )

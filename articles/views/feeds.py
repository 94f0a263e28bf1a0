"""RSS and Atom: the news of the site and of a category, whole, under names that outlive every address."""

import datetime
from typing import NamedTuple

from django.conf import settings
from django.http import Http404
from django.utils import timezone
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _

from articles import feeds
from articles.addresses import localized, whole
from articles.feeds import heading, items
from pressroom.caching import fresh_until, public

# An answer that lacks a photograph which is just being made holds no longer than this.
LACKING = datetime.timedelta(seconds=5)


class Scope(NamedTuple):
    """What a feed is of: the news in a language, perhaps of one category, at a moment."""

    language: str
    heading: heading.Heading
    items: list
    is_whole: bool
    slug: str = ""


class RssFeed(feeds.Feed):
    """The latest news of the site in one language, by two queries, and by four at most after a change."""

    kind = feeds.Rss
    url_name = "articles:feed"

    @method_decorator(public)
    def __call__(self, request, *args, **kwargs):
        return super().__call__(request, *args, **kwargs)

    def scope(self, request, language=settings.LANGUAGE_CODE, slug=""):
        at = timezone.now()
        found = heading.load(language, at, slug)
        if slug and found.category is None:
            raise Http404("No such category.")
        category = found.category and found.category.pk
        its_items, is_whole = items.latest(self.kind, language, at, found.version.token, category)
        if not is_whole:
            fresh_until(request, at + LACKING)
        return Scope(language, found, its_items, is_whole, slug)

    def changed_at(self, scope):
        # What is lacking comes without a change of the site.
        return scope.heading.changed_at if scope.is_whole else None

    def head(self, scope):
        return {
            "title": self.title(scope),
            "link": whole(self.path(scope)),
            "description": self.description(scope),
            # Atom's word for the same.
            "subtitle": self.description(scope),
            "author_name": scope.heading.identity.name,
            "language": scope.language,
        }

    def title(self, scope):
        """Return what the feed is called."""
        return scope.heading.identity.name

    def description(self, scope):
        """Return what the feed is of, in a sentence."""
        return _("News from %(name)s") % {"name": scope.heading.identity.name}

    def path(self, scope):
        """Return the path of the page that shows the same."""
        return localized("articles:front", scope.language)

    def address(self, scope):
        return whole(localized(self.url_name, scope.language))

    def items(self, scope):
        return scope.items


class AtomFeed(RssFeed):
    """The same in Atom."""

    kind = feeds.Atom
    url_name = "articles:atom"


class CategoryRssFeed(RssFeed):
    """The news of one category."""

    url_name = "articles:category_feed"

    def title(self, scope):
        return f"{scope.heading.identity.name}: {scope.heading.category.name}"

    def description(self, scope):
        return scope.heading.category.description or super().description(scope)

    def path(self, scope):
        return localized("articles:category", scope.language, slug=scope.slug)

    def address(self, scope):
        return whole(localized(self.url_name, scope.language, slug=scope.slug))


class CategoryAtomFeed(CategoryRssFeed):
    """The same in Atom."""

    kind = feeds.Atom
    url_name = "articles:category_atom"

"""RSS and Atom: the news of the site and of a category, whole, under names that outlive every address."""

import datetime
import re
from typing import NamedTuple

from django.conf import settings
from django.core.cache import cache
from django.db.models import Case, OuterRef, Prefetch, Subquery, When
from django.http import Http404
from django.utils import timezone
from django.utils.decorators import method_decorator
from django.utils.feedgenerator import Enclosure
from django.utils.html import escape, format_html
from django.utils.translation import gettext as _

from articles import feeds, renditions, richtext
from articles.addresses import localized, made_whole, whole
from articles.feeds import heading
from articles.models import Category, CategoryText, Edition, EditionImage
from articles.typography import typeset, typeset_plain
from pressroom.caching import public

LENGTH = 30
# The photograph in a reader's column, on a sharp screen; the width is in pixels.
PHOTOGRAPH = ("wide", 1280, "jpg")
# No version tells of an update of this software: after so many seconds it shows.
KEPT_SECONDS = 60 * 60
_TAG = re.compile(r"<[^<>]+>")
# It serves the page's own script, style and keyboard, and validators suspect it.
_OF_THE_PAGE = re.compile(r' (?:class|role|tabindex|aria-[a-z]+|data-[a-z]+)="[^"]*"')


class Scope(NamedTuple):
    """What a feed is of: the news in a language, perhaps of one category, at a moment."""

    language: str
    at: datetime.datetime
    heading: heading.Heading
    slug: str = ""


class RssFeed(feeds.Feed):
    """The latest news of the site in one language.

    It is kept whole with its heading, and made again when that is another one: after a change, or when a moment has
    come. So it costs one query, and four where it has to be made.
    """

    feed_type = feeds.Rss
    url_name = "articles:feed"

    @method_decorator(public)
    def __call__(self, request, *args, **kwargs):
        return super().__call__(request, *args, **kwargs)

    def get_object(self, request, language=settings.LANGUAGE_CODE):
        at = timezone.now()
        return Scope(language, at, heading.load(language, at))

    def content(self, scope, request):
        key, heading_now = f"feed:{self.feed_url(scope)}", repr(scope.heading)
        kept_under, content = cache.get(key, (None, None))
        if kept_under != heading_now:
            content = super().content(scope, request)
            cache.set(key, (heading_now, content), KEPT_SECONDS)
        return content

    def changed_at(self, scope):
        return scope.heading.changed_at

    def language_of(self, scope):
        return scope.language

    def title(self, scope):
        return scope.heading.identity.name

    def description(self, scope):
        return _("News from %(name)s") % {"name": scope.heading.identity.name}

    # Atom's word for the same.
    def subtitle(self, scope):
        return self.description(scope)

    def link(self, scope):
        return whole(localized("articles:front", scope.language))

    def feed_url(self, scope):
        return whole(localized(self.url_name, scope.language))

    def author_name(self, scope):
        return scope.heading.identity.name

    def news(self, scope):
        """Return the editions that the feed is of, in no order yet."""
        return Edition.objects.live(scope.at).news().in_language(scope.language)

    def items(self, scope):
        told = Edition.objects.on_record(scope.at).filter(release=OuterRef("release"), kind__in=Edition.TOLD_KINDS)
        editions = list(
            self.news(scope)
            .select_related("release")
            .prefetch_related(
                Prefetch("categories", _named_in(scope.language)),
                Prefetch("images", EditionImage.objects.select_related("image")),
            )
            .annotate(told_at=Subquery(told.order_by("-live_from").values("live_from")[:1]))
            .in_order()[:LENGTH]
        )
        leads = [edition.lead_image.image for edition in editions if edition.lead_image]
        lengths = renditions.lengths(leads, *PHOTOGRAPH)
        for edition in editions:
            edition.photograph_length = lengths.get(edition.lead_image.image_id) if edition.lead_image else None
        return editions

    def item_title(self, edition):
        return typeset_plain(edition.headline, edition.release.language)

    def item_description(self, edition):
        # Both formats are read as HTML here, and a summary is plain text.
        return escape(typeset(edition.summary, edition.release.language))

    def item_link(self, edition):
        return whole(edition.get_absolute_url())

    def item_guid(self, edition):
        return feeds.tag_uri("release", edition.release_id, edition.release.created_at)

    def item_pubdate(self, edition):
        return edition.release.published_at

    def item_updateddate(self, edition):
        """Return when readers were last told of a change; a minor edition moves nothing."""
        return edition.told_at or edition.release.published_at

    def item_categories(self, edition):
        return [category.shown_name for category in edition.categories.all() if category.shown_name]

    def item_enclosures(self, edition):
        if edition.photograph_length is None:
            return []
        return [Enclosure(_source(edition.lead_image), str(edition.photograph_length), "image/jpeg")]

    def item_extra_kwargs(self, edition):
        enclosures = self.item_enclosures(edition)
        return {
            "content": _content(edition),
            "photograph": enclosures
            and {"url": enclosures[0].url, "fileSize": enclosures[0].length, "type": "image/jpeg", "medium": "image"},
        }


class AtomFeed(RssFeed):
    """The same in Atom."""

    feed_type = feeds.Atom
    url_name = "articles:atom"


class CategoryRssFeed(RssFeed):
    """The news of one category."""

    url_name = "articles:category_feed"

    def get_object(self, request, slug, language=settings.LANGUAGE_CODE):
        at = timezone.now()
        scope = Scope(language, at, heading.load(language, at, slug), slug)
        if scope.heading.category is None:
            raise Http404("No such category.")
        return scope

    def title(self, scope):
        return f"{scope.heading.identity.name}: {scope.heading.category.name}"

    def description(self, scope):
        return scope.heading.category.description or super().description(scope)

    def link(self, scope):
        return whole(localized("articles:category", scope.language, slug=scope.slug))

    def feed_url(self, scope):
        return whole(localized(self.url_name, scope.language, slug=scope.slug))

    def news(self, scope):
        return super().news(scope).in_category(scope.heading.category.pk)


class CategoryAtomFeed(CategoryRssFeed):
    """The same in Atom."""

    feed_type = feeds.Atom
    url_name = "articles:category_atom"


def _named_in(language):
    """Return the categories with what they are named in a language, as `Category.text_in` chooses it."""
    chosen = Case(When(language=language, then=0), When(language=settings.LANGUAGE_CODE, then=1), default=2)
    texts = CategoryText.objects.filter(category=OuterRef("pk")).order_by(chosen, "pk")
    return Category.objects.annotate(shown_name=Subquery(texts.values("name")[:1]))


def _content(edition):
    """Return the whole text of an edition with its lead photograph, as HTML that stands alone."""
    language = edition.release.language
    text = _photograph(edition.lead_image, language) + richtext.render(edition.body, edition.images.all(), language)
    text = _TAG.sub(lambda tag: _OF_THE_PAGE.sub("", tag[0]), text)
    return made_whole(text, edition.get_absolute_url())


def _source(use):
    return whole(renditions.url(use.image, *PHOTOGRAPH))


def _photograph(use, language):
    """Return the lead photograph as a plain figure with its words."""
    if use is None:
        return ""
    words = typeset(" ".join(part for part in (use.caption, use.credit) if part), language)
    caption = format_html("<figcaption>{}</figcaption>", words) if words else ""
    return format_html('<figure><img src="{}" alt="{}">{}</figure>', _source(use), use.alt, caption)

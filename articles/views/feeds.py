"""RSS and Atom: the news of the site and of a category, whole, under names that outlive every address."""

import datetime
import hashlib
import re

from django.conf import settings
from django.contrib.syndication.views import Feed
from django.db.models import OuterRef, Prefetch, Subquery
from django.utils import feedgenerator, timezone
from django.utils.cache import get_conditional_response
from django.utils.decorators import method_decorator
from django.utils.feedgenerator import rfc3339_date
from django.utils.html import escape, format_html
from django.utils.translation import gettext as _

from articles import renditions, richtext
from articles.addresses import localized
from articles.models import CategoryText, Edition, EditionImage
from articles.typography import typeset, typeset_plain
from pressroom import identity
from pressroom.caching import public

LENGTH = 30
# In pixels; it fills a reader's column on a sharp screen.
PHOTOGRAPH_WIDTH = 1280
# What an XML 1.0 document can't hold, escaped or not.
_UNSPEAKABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
_TAG = re.compile(r"<[^<>]+>")
_ADDRESS = re.compile(r'\b(src|srcset|href)="(/[^"]*)"')


class Timeless:
    """Dates a feed without items at the beginning of time, so that asking twice gives the same bytes twice."""

    def latest_post_date(self):
        return super().latest_post_date() if self.items else datetime.datetime(1970, 1, 1, tzinfo=datetime.UTC)


class RssGenerator(Timeless, feedgenerator.Rss201rev2Feed):
    """RSS 2.0 with the whole text, the photograph and the moment of the last change that readers were told of."""

    def rss_attributes(self):
        return {
            **super().rss_attributes(),
            "xmlns:content": "http://purl.org/rss/1.0/modules/content/",
            "xmlns:media": "http://search.yahoo.com/mrss/",
        }

    def add_item_elements(self, handler, item):
        super().add_item_elements(handler, item)
        handler.addQuickElement("atom:updated", rfc3339_date(item["updateddate"]))
        handler.addQuickElement("content:encoded", item["content"])
        # Media RSS and no enclosure, which must have a length, and a rendition has none until it is made.
        if item["photograph"]:
            handler.addQuickElement("media:content", "", item["photograph"])


class AtomGenerator(Timeless, feedgenerator.Atom1Feed):
    """Atom 1.0 with the whole text."""

    def add_item_elements(self, handler, item):
        super().add_item_elements(handler, item)
        handler.addQuickElement("content", item["content"], {"type": "html"})


class RssFeed(Feed):
    """The latest news of the site in one language."""

    feed_type = RssGenerator
    url_name = "articles:feed"
    item_guid_is_permalink = False

    @method_decorator(public)
    def __call__(self, request, *args, **kwargs):
        """Answer with the feed, or 304 to who has the same one.

        It says nothing of `Last-Modified`: a withdrawal and a minor edition change the feed, and move no date in it.
        """
        response = super().__call__(request, *args, **kwargs)
        del response.headers["Last-Modified"]
        response.headers["ETag"] = f'"{hashlib.sha256(response.content).hexdigest()[:32]}"'
        return get_conditional_response(request, response.headers["ETag"], None, response)

    def get_object(self, request, language=settings.LANGUAGE_CODE):
        return {"language": language, "identity": identity.load(language)}

    def get_feed(self, obj, request):
        feed = super().get_feed(obj, request)
        feed.feed["language"] = obj["language"]
        return feed

    def title(self, obj):
        return obj["identity"].name

    def description(self, obj):
        return _("News from %(name)s") % {"name": obj["identity"].name}

    subtitle = description

    def link(self, obj):
        return settings.SITE_URL + localized("articles:front", obj["language"])

    def feed_url(self, obj):
        return settings.SITE_URL + localized(self.url_name, obj["language"])

    def feed_guid(self, obj):
        return self.feed_url(obj)

    def author_name(self, obj):
        return obj["identity"].name

    def news(self, obj, at):
        """Return the editions that the feed is of, in no order yet."""
        return Edition.objects.live(at).news().in_language(obj["language"])

    def items(self, obj):
        at = timezone.now()
        told = Edition.objects.on_record(at).filter(release=OuterRef("release"), kind__in=Edition.TOLD_KINDS)
        return (
            self.news(obj, at)
            .select_related("release")
            .prefetch_related("categories__texts", Prefetch("images", EditionImage.objects.select_related("image")))
            .annotate(told_at=Subquery(told.order_by("-live_from").values("live_from")[:1]))
            .in_order()[:LENGTH]
        )

    def item_title(self, edition):
        return _speakable(typeset_plain(edition.headline, edition.release.language))

    def item_description(self, edition):
        # Both formats are read as HTML here, and a lead is plain text.
        return escape(_speakable(typeset(edition.lead, edition.release.language)))

    def item_link(self, edition):
        return settings.SITE_URL + edition.get_absolute_url()

    def item_guid(self, edition):
        """Return a tag URI (RFC 4151) of what never changes about a release: its key, and the day it was begun."""
        host = settings.SITE_URL.partition("://")[2].partition(":")[0]
        return f"tag:{host},{edition.release.created_at:%Y-%m-%d}:release/{edition.release_id}"

    def item_pubdate(self, edition):
        return edition.release.published_at

    def item_updateddate(self, edition):
        """Return when readers were last told of a change; a minor edition moves nothing."""
        return edition.told_at or edition.release.published_at

    def item_categories(self, edition):
        return [_speakable(text.name) for text in edition.category_texts]

    def item_extra_kwargs(self, edition):
        use = edition.lead_image
        language = edition.release.language
        content = _photograph(use, language) + richtext.render(edition.body, edition.images.all(), language)
        return {
            "content": _speakable(_TAG.sub(_with_whole_addresses, content)),
            "photograph": use and {"url": _source(use), "type": "image/jpeg", "medium": "image"},
        }


class AtomFeed(RssFeed):
    """The same in Atom."""

    feed_type = AtomGenerator
    url_name = "articles:atom"


class CategoryRssFeed(RssFeed):
    """The news of one category."""

    url_name = "articles:category_feed"

    def get_object(self, request, slug, language=settings.LANGUAGE_CODE):
        text = CategoryText.objects.get(language=language, slug=slug)
        return {**super().get_object(request, language), "slug": slug, "text": text}

    def title(self, obj):
        return f"{obj['identity'].name}: {_speakable(obj['text'].name)}"

    def description(self, obj):
        return _speakable(obj["text"].description) or super().description(obj)

    subtitle = description

    def link(self, obj):
        return settings.SITE_URL + obj["text"].get_absolute_url()

    def feed_url(self, obj):
        return settings.SITE_URL + localized(self.url_name, obj["language"], slug=obj["slug"])

    def news(self, obj, at):
        return super().news(obj, at).in_category(obj["text"].category_id)


def _speakable(text):
    return _UNSPEAKABLE.sub("", str(text))


def _source(use):
    return settings.SITE_URL + renditions.url(use.image, "wide", PHOTOGRAPH_WIDTH, "jpg")


def _photograph(use, language):
    """Return the lead photograph as a plain figure with its words."""
    if use is None:
        return ""
    words = typeset(" ".join(part for part in (use.caption, use.credit) if part), language)
    caption = format_html("<figcaption>{}</figcaption>", words) if words else ""
    return format_html('<figure><img src="{}" alt="{}">{}</figure>', _source(use), use.alt, caption)


def _with_whole_addresses(tag):
    """Return a tag with the addresses in it made whole, those of a `srcset` too."""
    return _ADDRESS.sub(
        lambda found: f'{found[1]}="{settings.SITE_URL}{found[2].replace(", /", f", {settings.SITE_URL}/")}"', tag[0]
    )

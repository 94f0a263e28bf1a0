"""RSS and Atom of the replies to a release: what its page shows of them, the newest first."""

import datetime
from typing import NamedTuple

from django.db.models import Max
from django.utils import timezone
from django.utils.decorators import method_decorator
from django.utils.html import format_html, linebreaks
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _

from articles import feeds
from articles.addresses import whole
from articles.feeds import heading
from articles.lookup import at_address
from articles.models import Edition
from articles.typography import typeset_plain
from comments.models import Comment
from comments.threads import PER_PAGE
from pressroom.caching import public


class Scope(NamedTuple):
    """A live edition, whose release the replies are to, and when any of them was last decided on: None for never."""

    edition: Edition
    heading: heading.Heading
    decided_at: datetime.datetime | None
    comments: list


class RssFeed(feeds.Feed):
    """The latest replies to a release and the offices' answers to them."""

    feed_type = feeds.Rss
    url_name = "comments:feed"

    @method_decorator([public, at_address])
    def __call__(self, request, edition):
        return super().__call__(request, edition)

    def get_object(self, request, edition):
        release, at = edition.release, timezone.now()
        found = heading.load(release.language, at)
        # Before the replies, so that none is newer than the date that the feed is given. When a reply was sent that
        # waits is nobody's business; a decision that took one away has no other trace than this.
        decided_at = Comment.objects.filter(release=release).aggregate(last=Max("moderated_at"))["last"]
        comments = Comment.objects.approved().filter(release=release).select_related("parent")
        comments = list(comments.order_by("-created_at", "-pk")[:PER_PAGE])
        for comment in comments:
            comment.release = release
        return Scope(edition, found, decided_at, comments)

    def changed_at(self, scope):
        moments = [scope.heading.changed_at, scope.decided_at, *(comment.created_at for comment in scope.comments[:1])]
        return max(filter(None, moments), default=None)

    def language_of(self, scope):
        return scope.edition.release.language

    def title(self, scope):
        return _("Replies: %(headline)s") % {
            "headline": typeset_plain(scope.edition.headline, scope.edition.release.language)
        }

    def description(self, scope):
        return _("Replies and official answers to a release of %(name)s") % {"name": scope.heading.identity.name}

    # Atom's word for the same.
    def subtitle(self, scope):
        return self.description(scope)

    def link(self, scope):
        return whole(scope.edition.release.url("comments:replies"))

    def feed_url(self, scope):
        return whole(scope.edition.release.url(self.url_name))

    def feed_extra_kwargs(self, scope):
        return {"begun_at": scope.edition.release.published_at}

    def items(self, scope):
        return scope.comments

    def item_title(self, comment):
        if comment.is_official:
            return _("Official answer: %(office)s") % {"office": comment.office}
        # Never the name alone: somebody might call themselves an official answer.
        return _("Reply by %(name)s") % {"name": comment.name}

    def item_description(self, comment):
        return _content(comment)

    def item_author_name(self, comment):
        return comment.shown_name

    def item_link(self, comment):
        return _address(comment)

    def item_guid(self, comment):
        return feeds.tag_uri("reply", comment.pk, comment.created_at)

    def item_pubdate(self, comment):
        return comment.created_at

    # The text of a reply is never changed.
    def item_updateddate(self, comment):
        return comment.created_at


class AtomFeed(RssFeed):
    """The same in Atom, where a whole text is no summary."""

    feed_type = feeds.Atom
    url_name = "comments:atom"

    def item_description(self, comment):
        return None

    def item_extra_kwargs(self, comment):
        return {"content": _content(comment)}


def _address(comment):
    return whole(f"{comment.release.get_absolute_url()}#reply-{comment.pk}")


def _content(comment):
    """Return what was written, as HTML: escaped, with its lines, under the name of whom it answers."""
    text = mark_safe(linebreaks(comment.text, autoescape=True))
    parent = comment.parent
    if parent is None or not parent.is_approved:
        return text
    parent.release = comment.release
    answered = format_html('<a href="{}">{}</a>', _address(parent), parent.shown_name)
    return format_html("<p>{} {}</p>{}", _("In answer to:"), answered, text)

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
from pressroom.statements import Statement


class Scope(NamedTuple):
    """A live edition, whose release the replies are to, and when any of them was last decided on: None for never."""

    edition: Edition
    heading: heading.Heading
    decided_at: datetime.datetime | None
    comments: list


_DECIDED = Statement(
    lambda release: (
        Comment.objects.filter(release=release)
        .order_by()
        .values("release_id")
        .annotate(last=Max("moderated_at"))
        .values_list("last")
    ),
    release=int,
)
_COMMENTS = Statement(
    lambda release: (
        Comment.objects.approved()
        .filter(release=release)
        .select_related("parent")
        .order_by("-created_at", "-pk")[:PER_PAGE]
    ),
    release=int,
)


class RssFeed(feeds.Feed):
    """The latest replies to a release and the offices' answers to them."""

    kind = feeds.Rss
    url_name = "comments:feed"

    @method_decorator([public, at_address])
    def __call__(self, request, edition):
        return super().__call__(request, edition)

    def scope(self, request, edition):
        release, at = edition.release, timezone.now()
        found = heading.load(release.language, at)
        # Before the replies, so that none is newer than the date that the feed is given. When a reply was sent that
        # waits is nobody's business; a decision that took one away has no other trace than this.
        decided_at = next((last for (last,) in _DECIDED.rows(release=release.pk)), None)
        comments = _COMMENTS.instances(release=release.pk)
        for comment in comments:
            comment.release = release
        return Scope(edition, found, decided_at, comments)

    def changed_at(self, scope):
        moments = [scope.heading.changed_at, scope.decided_at, *(comment.created_at for comment in scope.comments[:1])]
        return max(filter(None, moments), default=None)

    def head(self, scope):
        release, name = scope.edition.release, scope.heading.identity.name
        description = _("Replies and official answers to a release of %(name)s") % {"name": name}
        return {
            "title": _("Replies: %(headline)s") % {"headline": typeset_plain(scope.edition.headline, release.language)},
            "link": whole(release.url("comments:replies")),
            "description": description,
            # Atom's word for the same.
            "subtitle": description,
            "language": release.language,
            "begun_at": release.published_at,
        }

    def address(self, scope):
        return whole(scope.edition.release.url(self.url_name))

    def items(self, scope):
        for comment in scope.comments:
            item = self.kind.item(
                _title(comment),
                _address(comment),
                **self.words(comment),
                author_name=comment.shown_name,
                unique_id=feeds.tag_uri("reply", comment.pk, comment.created_at),
                unique_id_is_permalink=False,
                pubdate=comment.created_at,
                # The text of a reply is never changed.
                updateddate=comment.created_at,
            )
            yield item, comment.created_at

    def words(self, comment):
        """Return the text of a reply, as the generator takes it."""
        return {"description": _content(comment)}


class AtomFeed(RssFeed):
    """The same in Atom, where a whole text is no summary."""

    kind = feeds.Atom
    url_name = "comments:atom"

    def words(self, comment):
        return {"description": None, "content": _content(comment)}


def _title(comment):
    if comment.is_official:
        return _("Official answer: %(office)s") % {"office": comment.office}
    # Never the name alone: somebody might call themselves an official answer.
    return _("Reply by %(name)s") % {"name": comment.name}


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

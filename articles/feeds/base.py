"""What every feed does when it is asked for: it is made, or said to be the one that the reader has already.

Readers ask again and again, and mostly for nothing. So a feed has both of what HTTP offers to ask by (RFC 9110, 13.1):
`ETag`, of its bytes, and `Last-Modified`, the moment of the last change that may concern it.
"""

import hashlib
from abc import ABC, abstractmethod

from django.conf import settings
from django.http import HttpResponse
from django.utils import timezone
from django.utils.cache import get_conditional_response
from django.utils.http import http_date

# So many seconds after a change a feed has no date, but its tag alone. The date has no more than seconds, and a
# transaction says its moment before it ends: another change may still hide behind this one.
UNSETTLED = 5


class Feed(ABC):
    """A feed, as a view; its `kind` is one of `articles.feeds.generators`.

    Its addresses are whole and come of `settings.SITE_URL`, whatever host the request named.
    """

    kind = None

    def __call__(self, request, *args, **kwargs):
        """Answer with the feed, or 304 to who has the same one."""
        scope = self.scope(request, *args, **kwargs)
        feed = self.kind(**self.head(scope), feed_url=self.address(scope), feed_guid=self.address(scope))
        for item, updated_at in self.items(scope):
            feed.add(item, updated_at)
        content = feed.writeString("utf-8").encode()
        etag = f'"{hashlib.sha256(content).hexdigest()[:32]}"'
        response = HttpResponse(content, content_type=self.kind.content_type, headers={"ETag": etag})
        changed_at = self.changed_at(scope)
        seconds = int(changed_at.timestamp()) if changed_at else None
        if seconds is not None and seconds >= timezone.now().timestamp() - UNSETTLED:
            seconds = None
        if seconds is not None:
            response.headers["Last-Modified"] = http_date(seconds)
        return get_conditional_response(request, etag, seconds, response)

    @abstractmethod
    def scope(self, request, **kwargs):
        """Return what the feed is of, which the other methods take; raise Http404 where there is no such feed."""

    @abstractmethod
    def head(self, scope):
        """Return what is said of the feed, as the generators take it."""

    @abstractmethod
    def address(self, scope):
        """Return the whole address of the feed, by which it is known for ever, too."""

    @abstractmethod
    def items(self, scope):
        """Return pairs of an item as XML and the moment at which what it is of was last changed."""

    @abstractmethod
    def changed_at(self, scope):
        """Return a moment after which nothing in the feed was changed, or None if there is none such."""


def tag_uri(what, pk, begun_at):
    """Return the name of a thing for ever: a tag URI (RFC 4151) of its key and of the day on which it was begun."""
    host = settings.SITE_URL.partition("://")[2].partition(":")[0]
    return f"tag:{host},{begun_at:%Y-%m-%d}:{what}/{pk}"

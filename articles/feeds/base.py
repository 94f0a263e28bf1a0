"""What every feed does when it is asked for: it is made, or said to be the one that the reader has already.

Readers ask again and again, and mostly for nothing. So a feed has both of what HTTP offers to ask by (RFC 9110, 13.1):
`ETag`, of its bytes, and `Last-Modified`, the moment of the last change that may concern it.
"""

import hashlib

from django.conf import settings
from django.contrib.syndication import views as syndication
from django.http import HttpResponse
from django.utils import timezone
from django.utils.cache import get_conditional_response
from django.utils.http import http_date

# So many seconds after a change a feed has no date, but its tag alone. The date has no more than seconds, and a
# transaction says its moment before it ends: another change may still hide behind this one.
UNSETTLED = 5


class Feed(syndication.Feed):
    """A feed; `get_object` returns what the other methods take, and raises Http404.

    Its addresses are whole and come of `settings.SITE_URL`, whatever host the request named.
    """

    item_guid_is_permalink = False

    def __call__(self, request, *args, **kwargs):
        """Answer with the feed, or 304 to who has the same one."""
        obj = self.get_object(request, *args, **kwargs)
        content = self.content(obj, request)
        etag = f'"{hashlib.sha256(content).hexdigest()[:32]}"'
        response = HttpResponse(content, content_type=self.feed_type.content_type, headers={"ETag": etag})
        changed_at = self.changed_at(obj)
        seconds = int(changed_at.timestamp()) if changed_at else None
        if seconds is not None and seconds >= timezone.now().timestamp() - UNSETTLED:
            seconds = None
        if seconds is not None:
            response.headers["Last-Modified"] = http_date(seconds)
        return get_conditional_response(request, etag, seconds, response)

    def content(self, obj, request):
        """Return the feed's bytes."""
        return self.get_feed(obj, request).writeString("utf-8").encode()

    def changed_at(self, obj):
        """Return a moment after which nothing in the feed was changed, or None if there is none such."""
        raise NotImplementedError

    def get_feed(self, obj, request):
        feed = super().get_feed(obj, request)
        feed.feed["language"] = self.language_of(obj)
        return feed

    def language_of(self, obj):
        """Return the code of the feed's language."""
        raise NotImplementedError

    def feed_guid(self, obj):
        return self.feed_url(obj)


def tag_uri(what, pk, begun_at):
    """Return the name of a thing for ever: a tag URI (RFC 4151) of its key and of the day on which it was begun."""
    host = settings.SITE_URL.partition("://")[2].partition(":")[0]
    return f"tag:{host},{begun_at:%Y-%m-%d}:{what}/{pk}"

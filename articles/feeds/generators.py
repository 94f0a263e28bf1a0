"""RSS 2.0 and Atom 1.0 as files: https://www.rssboard.org/rss-specification and RFC 4287.

Items are made into XML by themselves (`item`), so that one which was made already is only put where it stands (`add`).

Besides what Django's generators know, an item may have `content` (its whole text as HTML, where the description is but
a summary) and `photograph` (the attributes of Media RSS's `content`), and a feed `begun_at`, its date without items.
"""

import datetime
import re
from io import StringIO

from django.utils import feedgenerator
from django.utils.feedgenerator import rfc3339_date
from django.utils.xmlutils import SimplerXMLGenerator

# What an XML 1.0 document can't hold, escaped or not.
_UNSPEAKABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_BEGINNING = datetime.datetime(1970, 1, 1, tzinfo=datetime.UTC)


class _Generator:
    """What both have: words that XML can hold, items that are XML already, and dates that come of the items alone."""

    def __init__(self, title, link, description, **others):
        super().__init__(speakable(title), link, speakable(description), **_all_speakable(others))
        self._latest = None

    @classmethod
    def item(cls, title, link, description, **others):
        """Return an item as XML."""
        alone = cls("", "", "")
        alone.add_item(speakable(title), link, speakable(description), **_all_speakable(others))
        written = StringIO()
        super(_Generator, alone).write_items(SimplerXMLGenerator(written, "utf-8", short_empty_elements=True))
        return written.getvalue()

    def add(self, item, updated_at):
        """Add what `item` returned, of something that was last changed at a moment."""
        self.items.append(item)
        self._latest = max(updated_at, self._latest or updated_at)

    def write_items(self, handler):
        # What a handler is told to write as it is, whatever its method is called.
        handler.ignorableWhitespace("".join(self.items))

    def latest_post_date(self):
        """Return when anything in it was last changed; without items `begun_at`, the same at each moment."""
        return self._latest or self.feed.get("begun_at", _BEGINNING)


class Rss(_Generator, feedgenerator.Rss201rev2Feed):
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
        if item.get("content"):
            handler.addQuickElement("content:encoded", item["content"])
        if item.get("photograph"):
            # Beside the enclosure, which other readers look for.
            handler.addQuickElement("media:content", "", item["photograph"])


class Atom(_Generator, feedgenerator.Atom1Feed):
    """Atom 1.0 with the whole text."""

    def add_item_elements(self, handler, item):
        super().add_item_elements(handler, item)
        if item.get("content"):
            handler.addQuickElement("content", item["content"], {"type": "html"})


def speakable(value):
    """Return a value with its text, or the texts in a list, as XML can hold them."""
    if isinstance(value, str):
        return _UNSPEAKABLE.sub("", value)
    return [speakable(one) for one in value] if isinstance(value, list) else value


def _all_speakable(values):
    return {name: speakable(value) for name, value in values.items()}

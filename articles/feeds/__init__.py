"""Feeds: what every one of them is, whatever it is of. Those of releases are in `articles.views.feeds`."""

from articles.feeds.base import Feed, tag_uri
from articles.feeds.generators import Atom, Rss

__all__ = ["Atom", "Feed", "Rss", "tag_uri"]

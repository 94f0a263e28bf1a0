"""Stub."""

from django.contrib.syndication.views import Feed


class RssFeed(Feed):
    pass


class AtomFeed(RssFeed):
    pass


class CategoryRssFeed(RssFeed):
    pass

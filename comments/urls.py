"""The public addresses of replies, all below their release."""

from django.urls import path

from articles.addresses import RELEASE, in_each_language
from comments import feeds, views

app_name = "comments"

urlpatterns = in_each_language(
    [
        path(RELEASE + "reply/", views.reply, name="reply"),
        path(RELEASE + "reply/stamp/", views.stamp, name="stamp"),
        path(RELEASE + "replies/", views.replies, name="replies"),
        path(RELEASE + "replies/feed/", feeds.RssFeed(), name="feed"),
        path(RELEASE + "replies/feed/atom/", feeds.AtomFeed(), name="atom"),
        path(RELEASE + "reply/<str:signed>/", views.sent, name="sent"),
    ]
)

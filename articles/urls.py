"""The public addresses of the articles app. What is personal or moves is below a release and never cached."""

from django.urls import path

from articles.addresses import RELEASE, in_each_language
from articles.views import archives, counters, feeds, files, pages, releases, shared

app_name = "articles"

RENDITION = "media/<int:pk>/<slug:version>/<slug:shape>-<int:width>.<slug:extension>"

urlpatterns = [
    *in_each_language(
        [
            path("", releases.front, name="front"),
            path("feed/", feeds.RssFeed(), name="feed"),
            path("feed/atom/", feeds.AtomFeed(), name="atom"),
            path("category/<slug:slug>/", archives.category, name="category"),
            path("category/<slug:slug>/feed/", feeds.CategoryRssFeed(), name="category_feed"),
            path("about/<slug:slug>/", pages.page, name="page"),
            path("<year:year>/", archives.year, name="year"),
            path("<year:year>/<two:month>/", archives.month, name="month"),
            path("<year:year>/<two:month>/<two:day>/", archives.day, name="day"),
            path(RELEASE, releases.release, name="release"),
            path(RELEASE + "view/", counters.view, name="view"),
            path(RELEASE + "view.gif", counters.pixel, name="pixel"),
            path(RELEASE + "like/", counters.like, name="like"),
            path(RELEASE + "state/", counters.state, name="state"),
        ]
    ),
    path(RENDITION, files.rendition, name="rendition"),
    path("preview/<str:token>/", shared.shared, name="shared"),
    path("preview/<str:token>/" + RENDITION, files.shared_rendition, name="shared_rendition"),
    path("robots.txt", pages.robots, name="robots"),
]

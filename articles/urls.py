"""The public addresses of the articles app. What is personal or moves is below a release and never cached."""

from django.urls import include, path, re_path

from articles.addresses import RELEASE, in_each_language
from articles.api import document
from articles.views import (
    archives,
    cards,
    counters,
    feeds,
    files,
    front,
    pages,
    record,
    releases,
    searching,
    shared,
    short,
    sitemaps,
)

app_name = "articles"

RENDITION = "media/<int:pk>/<slug:version>/<slug:shape>-<int:width>.<slug:extension>"

urlpatterns = [
    *in_each_language(
        [
            path("", front.front, name="front"),
            path("feed/", feeds.RssFeed(), name="feed"),
            path("feed/atom/", feeds.AtomFeed(), name="atom"),
            path("category/<slug:slug>/", archives.category, name="category"),
            path("category/<slug:slug>/feed/", feeds.CategoryRssFeed(), name="category_feed"),
            path("category/<slug:slug>/feed/atom/", feeds.CategoryAtomFeed(), name="category_atom"),
            path("category/<slug:slug>/<year:year>/", archives.category_year, name="category_year"),
            path("category/<slug:slug>/<year:year>/<two:month>/", archives.category_month, name="category_month"),
            path("category/<slug:slug>/<year:year>/<two:month>/<two:day>/", archives.category_day, name="category_day"),
            path("about/<slug:slug>/", pages.page, name="page"),
            path("api/v1/", document.page, name="api"),
            path("search/", searching.search, name="search"),
            path("search/searched/", searching.searched, name="searched"),
            path("search/searched.gif", searching.pixel, name="searched_pixel"),
            path("news-sitemap.xml", sitemaps.news, name="news_sitemap"),
            path("sitemap-pages.xml", sitemaps.pages, name="sitemap_of_pages"),
            path("sitemap-releases-<ordinal:number>.xml", sitemaps.releases, name="sitemap_of_releases"),
            path("<year:year>/", archives.year, name="year"),
            path("<year:year>/<two:month>/", archives.month, name="month"),
            path("<year:year>/<two:month>/<two:day>/", archives.day, name="day"),
            path(RELEASE, releases.release, name="release"),
            path(RELEASE + "view/", counters.view, name="view"),
            path(RELEASE + "view.gif", counters.pixel, name="pixel"),
            path(RELEASE + "like/", counters.like, name="like"),
            path(RELEASE + "state/", counters.state, name="state"),
            path(RELEASE + "history/", record.history, name="history"),
            path(RELEASE + "history/<int:number>/", record.edition, name="edition"),
            path(RELEASE + "history/<int:before>/<int:after>/", record.comparison, name="comparison"),
            path(RELEASE + "card-<slug:version>.png", cards.card, name="card"),
        ]
    ),
    path("api/", include("articles.api.urls")),
    path(RENDITION, files.rendition, name="rendition"),
    path("preview/<str:token>/", shared.shared, name="shared"),
    path("preview/<str:token>/" + RENDITION, files.shared_rendition, name="shared_rendition"),
    # As it is printed; and as somebody types it, all in capitals or with a slash as every other address has it.
    re_path("^[rR]/(?P<code>[^/]+)/?$", short.short, name="short"),
    path("robots.txt", pages.robots, name="robots"),
    path("sitemap.xml", sitemaps.index, name="sitemap"),
]

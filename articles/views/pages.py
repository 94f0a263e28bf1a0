"""The pages under /about/, and what crawlers are told."""

from django.conf import settings
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from articles import richtext, statement, surroundings, versions
from articles.addresses import localized
from articles.models import Page
from pressroom import fragments
from pressroom.caching import public
from pressroom.statements import Statement

_PAGE = Statement(
    lambda language, slug: Page.objects.filter(language=language, slug=slug).order_by(), language=str, slug=str
)


@public
def page(request, slug, language=settings.LANGUAGE_CODE):
    """Show a page that the desk edits: rules for replies, privacy, accessibility (this even where it wrote none)."""
    found = next(iter(_PAGE.instances(language=language, slug=slug)), None)
    if found is None and slug != statement.SLUG:
        raise Http404
    around = surroundings.of(request)

    def rendered():
        return richtext.render(found.body, found.images.all(), language)

    context = {
        "page": found,
        # It changes with the photographs too, and with every other page of the site: that is seldom.
        "body": fragments.kept("page", slug, found.saved_at, around.stamp, make=rendered) if found else "",
        "versions": versions.of_page(slug, around),
    }
    if slug != statement.SLUG:
        return render(request, "articles/page.html", context)
    publisher = around.identity
    context |= {
        "page": found or statement.built_in(),
        "path": statement.path(language),
        "identity": publisher,
        "complaint": statement.complaint(publisher, language),
        "reviewed": statement.REVIEWED,
    }
    return render(request, "articles/accessibility.html", context)


@public
def robots(request):
    """Keep crawlers from the desk, from what was shown to one reader and from searches, and name the sitemaps."""
    closed = ["/admin/", "/preview/", *(localized("articles:search", code) for code in versions.CODES)]
    maps = [reverse("articles:sitemap"), *(localized("articles:news_sitemap", code) for code in versions.CODES)]
    lines = [
        "User-agent: *",
        *(f"Disallow: {path}" for path in closed),
        "",
        *(f"Sitemap: {settings.SITE_URL}{path}" for path in maps),
    ]
    return HttpResponse("\n".join(lines) + "\n", content_type="text/plain; charset=utf-8")

"""The pages under /about/, and what crawlers are told."""

from django.conf import settings
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render

from articles import richtext
from articles.models import Page
from pressroom.caching import public


@public
def page(request, slug, language=settings.LANGUAGE_CODE):
    """Show a page that the desk edits: rules for replies, privacy, accessibility."""
    found = get_object_or_404(Page.objects.prefetch_related("images"), language=language, slug=slug)
    return render(
        request, "articles/page.html", {"page": found, "body": richtext.render(found.body, found.images.all())}
    )


@public
def robots(request):
    """Keep crawlers from the desk and from what was shown to one reader; all the rest is theirs to read."""
    return HttpResponse(
        "User-agent: *\nDisallow: /admin/\nDisallow: /preview/\n", content_type="text/plain; charset=utf-8"
    )

"""What a preview link opens: an edition that isn't public yet, for one named reader without a login."""

from functools import wraps

from django.http import HttpResponseRedirect
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from articles import preview_links, renditions, timing
from articles.views.preview import ROBOTS, as_published
from pressroom import csp
from pressroom.caching import private
from pressroom.language import speaking


def _confidential(view):
    """Mark an answer whose very address is a secret: no search engine lists it, no other page learns of it."""

    @wraps(view)
    def marked(request, *args, **kwargs):
        response = view(request, *args, **kwargs)
        response.headers["X-Robots-Tag"] = ROBOTS
        response.headers["Referrer-Policy"] = "no-referrer"
        return response

    return marked


@require_safe
@private
@_confidential
@csp.preview
def shared(request, token):
    """Show the edition of an open link as it would be published, marked as a draft, and log that it was opened.

    404 for what was never a link, 410 for one that was; the page is in the language of the release. Once the edition is
    or was public, 302 to the release: it says what holds now, corrections included. That is no longer an opening, and
    isn't logged.
    """
    at = timezone.now()
    link = preview_links.made(token)
    if link is None:
        return render(request, "articles/shared_gone.html", status=404)
    if not preview_links.is_open(link, at):
        with speaking(request, link.edition.release.language):
            return render(request, "articles/shared_gone.html", status=410)
    edition = link.edition
    if preview_links.is_public(edition, at):
        return HttpResponseRedirect(edition.get_absolute_url())
    if request.method == "GET":
        preview_links.log(link, request, at)
    with renditions.opened_by(token), speaking(request, edition.release.language):
        context = as_published(request, edition, at)
        context |= {"link": link, "until": timing.in_words(link.expires_at)}
        return render(request, "articles/shared.html", context)

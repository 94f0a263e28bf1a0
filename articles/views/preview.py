"""An edition as the public would see it, for the desk alone."""

from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.clickjacking import xframe_options_sameorigin

from articles import rendered
from articles.models import Edition
from articles.views.releases import release_context
from pressroom import csp
from pressroom.caching import private
from pressroom.language import language_of, speaking

# A draft is nothing for search engines, by whichever address it is read.
ROBOTS = "noindex, nofollow, noarchive, nosnippet, noimageindex"


@private
@xframe_options_sameorigin
@csp.framed_preview
def preview(request, edition):
    """Show any edition in the page of its release, marked as a preview; nothing is counted, nobody keeps it.

    The page is in the language of the release, and what the desk says of it in the person's. The caller has checked
    that this person may see it.
    """
    at = timezone.now()
    of_desk = {"status": edition.status(at), "is_open": edition.is_open, "desk_language": language_of(request)}
    with speaking(request, edition.release.language):
        response = render(request, "articles/preview.html", as_published(request, edition, at) | of_desk)
    response.headers["X-Robots-Tag"] = ROBOTS
    return response


def as_published(request, edition, at):
    """Return what the template of a release takes for an edition that may not be public: as it would be published.

    What a draft doesn't have yet (a day in its address, the moment of a correction) is given to the objects in memory,
    for this page alone: the moment is the one that is planned, or now. The page has to be `speaking` its language.
    """
    release = edition.release
    moment = edition.live_from or max(at, edition.planned_for or at)
    if release.date is None:
        release.date, release.published_at = release.date_for(moment), moment
    context = release_context(request, edition, at, rendered.made(edition))
    editions = context["beside"].editions
    if edition.kind in Edition.TOLD_KINDS and edition.public_note and edition not in editions:
        edition.live_from = moment
        editions.append(edition)
    return context | {"is_preview": True}

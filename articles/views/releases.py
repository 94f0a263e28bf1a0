"""The page of one release."""

from django.db.models import prefetch_related_objects
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _

from articles import navigation, reading_time, richtext, surroundings, translations, versions
from articles.lookup import at_address
from articles.models import Edition
from articles.related import related
from articles.typography import typeset_plain
from pressroom.caching import public
from pressroom.front import marks


@public
@at_address
def release(request, edition):
    """Show a release as it is live now, with what readers were told of its changes."""
    # The views and numbers below the address need not look for it again.
    marks.about(request, edition.release_id)
    context = release_context(request, edition, timezone.now())
    context["versions"] = versions.of_release(context["family"].alternates)
    return render(request, "articles/release.html", context)


def release_context(request, edition, at):
    """Return what the template of a release takes, for the public page and for the desk's preview alike."""
    prefetch_related_objects([edition], *Edition.objects.parts_of_page(edition.release.language))
    text = richtext.plain_text(edition.body)
    beside = navigation.beside(edition, at)
    neighbours = {other.release_id for other in (beside.earlier, beside.later) if other}
    is_withdrawn = edition.kind == Edition.Kind.WITHDRAWAL
    headline = typeset_plain(edition.headline, edition.release.language)
    return {
        "edition": edition,
        "release": edition.release,
        # Where a link to it is shown, its title is all that is read.
        "title": _("Withdrawn: %(headline)s") % {"headline": headline} if is_withdrawn else headline,
        "description": typeset_plain(edition.summary, edition.release.language),
        "is_withdrawn": is_withdrawn,
        "body": richtext.render(edition.body, edition.images.all(), edition.release.language),
        "categories": surroundings.of(request).categories_of(edition),
        "beside": beside,
        "family": translations.Public(edition, at),
        "minutes": reading_time.minutes(f"{edition.lead} {text}", edition.release.language),
        "related": related(edition, at, without=neighbours),
    }

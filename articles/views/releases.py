"""The page of one release."""

from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _

from articles import navigation, rendered, short_addresses, surroundings, translations, versions
from articles.lookup import ready_at_address
from articles.models import Edition
from articles.typography import NO_BREAK_SPACE
from pressroom.caching import public
from pressroom.front import marks


@public
@ready_at_address
def release(request, edition):
    """Show a release as it is live now, with what readers were told of its changes."""
    # The views and numbers below the address need not look for it again.
    marks.about(request, edition.get_absolute_url(), edition.release_id)
    context = release_context(request, edition, timezone.now(), rendered.of(edition))
    context["versions"] = versions.of_release(context["family"].alternates)
    return render(request, "articles/release.html", context)


def release_context(request, edition, at, ready):
    """Return what the template of a release takes, for the public page and for the desk's preview alike.

    `ready` is the edition's `RenderedEdition`.
    """
    is_withdrawn = edition.kind == Edition.Kind.WITHDRAWAL
    headline = ready.headline.replace(NO_BREAK_SPACE, " ")
    return {
        "edition": edition,
        "release": edition.release,
        "ready": ready,
        # Where a link to it is shown, its title is all that is read.
        "title": _("Withdrawn: %(headline)s") % {"headline": headline} if is_withdrawn else headline,
        "headline": headline,
        "short": short_addresses.address(edition.release),
        "is_withdrawn": is_withdrawn,
        "is_preview": False,
        "categories": surroundings.of(request).links(ready.categories),
        "beside": navigation.beside(edition, at, [key for key, *_likeness in ready.related]),
        "family": translations.Public(edition, at),
    }

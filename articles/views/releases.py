"""The front page and the page of one release."""

from django.conf import settings
from django.db.models import prefetch_related_objects
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _

from articles import navigation, paging, reading_time, richtext, surroundings, translations, versions
from articles.lookup import at_address, old_queries_first
from articles.models import Edition, Release
from articles.related import related
from articles.typography import typeset_plain
from pressroom.caching import public

# How many stories stand under the lead story before the river begins.
FOLLOWING = 3


@public
@old_queries_first
def front(request, language=settings.LANGUAGE_CODE):
    """Show the lead story (the latest pin, else the latest news), three to follow, and a river of days."""
    around = surroundings.of(request)
    at = around.at
    # No list shows the text itself, which is most of an edition.
    news = Edition.objects.live(at).news().select_related("release").defer("body")
    rest = news.in_language(language)
    if request.GET.get("before") or request.GET.get("after"):
        context = {
            "page": paging.page(rest.for_cards(), request.GET),
            "count": around.counts.news.get(language, 0),
            "versions": versions.of_front(language).of_a_part,
        }
        return render(request, "articles/older.html", context)
    # Few are pinned at a time, so their language is looked at here: SQLite would begin with all that are in it.
    pinned = news.filter(release__in=Release.objects.pinned(at).order_by())
    pinned = pinned.order_by("-release__pinned_from", "-release_id")
    lead = next((edition for edition in pinned if edition.release.language == language), None)
    if lead:
        rest = rest.exclude(release=lead.release_id)
    page = paging.page(rest, size=paging.PER_PAGE + FOLLOWING + (not lead))
    editions = page.editions if lead is None else [lead, *page.editions]
    prefetch_related_objects(editions, *Edition.objects.parts_of_cards())
    return render(
        request,
        "articles/front.html",
        {
            "lead": editions[0] if editions else None,
            "following": editions[1 : 1 + FOLLOWING],
            "page": paging.Page(editions[1 + FOLLOWING :], page.older),
            "versions": versions.of_front(language),
        },
    )


@public
@at_address
def release(request, edition):
    """Show a release as it is live now, with what readers were told of its changes."""
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

"""The front page, and its river from any place on."""

from itertools import chain, repeat

from django.conf import settings
from django.shortcuts import render

from articles import list_cards, lists, paging, surroundings, versions
from articles.list_cards import COLUMN, LEAD, ROW
from articles.lookup import old_queries_first
from pressroom.caching import public

# How many stories stand under the lead story before the river begins.
FOLLOWING = 3


@public
@old_queries_first
def front(request, language=settings.LANGUAGE_CODE):
    """Show the lead story (the latest pin, else the latest news), three to follow, and a river of days."""
    around = surroundings.of(request)
    values = {"at": around.at, "language": language}
    if request.GET.get("before") or request.GET.get("after"):
        page = lists.NEWS.page(request.GET, **values)
        list_cards.show([(one, ROW) for one in page.editions], around)
        context = {
            "page": page,
            "count": around.counts.news.get(language, 0),
            "versions": versions.of_front(language).of_a_part,
        }
        return render(request, "articles/older.html", context)
    size = paging.PER_PAGE + FOLLOWING
    if lead := lists.pinned(around):
        page = lists.NEWS_BUT_ONE.page(size=size, lead=lead.release.pk, **values)
        editions = [lead, *page.editions]
    else:
        page = lists.NEWS.page(size=size + 1, **values)
        editions = page.editions
    list_cards.show(list(zip(editions, chain([LEAD], repeat(COLUMN, FOLLOWING), repeat(ROW)), strict=False)), around)
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

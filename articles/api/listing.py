"""The list of live releases as the API asks for it: the SQL of each sort of question is written once."""

import datetime
from functools import lru_cache

from django.db.models import Exists, OuterRef

from articles import paging
from articles.api.schemas import LARGEST, SIZE
from articles.models import Edition, EditionImage
from articles.paging import Start
from pressroom.statements import Several, Statement

# So many sorts of questions are kept as they are written.
_SORTS = 64
# The editions of a list of the usual length, and of any.
_LENGTHS = (SIZE, LARGEST)


def latest(parameters, category, at):
    """Return the `paging.Page` that the `schemas.Parameters` ask for, the category given by its key or None."""
    asked = {"language": parameters.language, "category": category, "since": parameters.since}
    values = {name: value for name, value in asked.items() if value} | {
        "at": at,
        "until": parameters.until or datetime.date.max,
    }

    def ask(place, most):
        where = {"day": place.date, "pk": place.pk} if place else {}
        statement = _statement(frozenset(values), place and place.side, most)
        return statement.instances(**values, **where)

    page = paging.page_of(ask, {"before": parameters.cursor} if parameters.cursor else {}, size=parameters.limit)
    _bring_parts(page.editions)
    return page


_TYPES = {
    "language": str,
    "category": int,
    "since": datetime.date,
    "until": datetime.date,
    "at": datetime.datetime,
    "day": datetime.date,
    "pk": int,
}


@lru_cache(maxsize=_SORTS)
def _statement(names, side, most):
    def build(at, until, language=None, category=None, since=None, day=None, pk=None):
        # Asked in this way, with a last day always, SQLite too goes down the dates and stops when the page is full: of
        # 20,000 releases in all languages it would otherwise sort each one.
        live = Edition.objects.live(at).filter(pk=OuterRef("pk"))
        editions = Edition.objects.filter(Exists(live), release__date__lte=until)
        editions = editions.select_related("release").defer("body")
        if language:
            editions = editions.in_language(language)
        if category:
            editions = editions.in_category(category)
        if since:
            editions = editions.filter(release__date__gte=since)
        return paging.beside(editions, side and Start(side, day, pk))[:most]

    holes = names | ({"day", "pk"} if side else set())
    return Statement(build, **{name: _TYPES[name] for name in sorted(holes)})


def _bring_parts(editions):
    """Give each edition its `category_keys` and its `lead_images`, by two queries."""
    if not editions:
        return
    by_key = {edition.pk: edition for edition in editions}
    for edition in editions:
        edition.category_keys, edition.lead_images = [], []
    length = next(length for length in _LENGTHS if len(editions) <= length)
    for key, category in _CATEGORIES[length].rows(keys=list(by_key)):
        by_key[key].category_keys.append(category)
    for use in _LEADS[length].instances(keys=list(by_key)):
        by_key[use.edition_id].lead_images.append(use)


def _categories(keys):
    named = Edition.categories.through.objects.filter(edition__in=keys).order_by()
    return named.values_list("edition_id", "category_id")


def _leads(keys):
    return EditionImage.objects.filter(edition__in=keys, role=EditionImage.Role.LEAD).select_related("image").order_by()


_CATEGORIES = {length: Statement(_categories, keys=Several(int, length)) for length in _LENGTHS}
_LEADS = {length: Statement(_leads, keys=Several(int, length)) for length in _LENGTHS}

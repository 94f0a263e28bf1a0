"""The lists of the public site: what is live, of a language and perhaps of a category in it, the latest first."""

import datetime

from articles import list_cards, paging
from articles.list_cards import Listed
from articles.models import Edition
from pressroom.statements import Statement, Uneven

_PLACE = {"date": datetime.date, "pk": int}


class List:
    """A list of editions, whose statements are written once: one for each way and each length of a page."""

    def __init__(self, editions, **holes):
        """`editions(**holes)` returns a queryset; see `Statement`. One of the holes is the moment, `at`."""
        self._editions, self._holes = editions, holes
        self._statements = {}

    def page(self, asked=None, *, size=paging.PER_PAGE, **values):
        """Return a `paging.Page` of `Listed`; `asked` is a request's GET, and `values` are those of the holes."""

        def ask(place, most):
            side, where = ("", {}) if place is None else (place.side, {"date": place.date, "pk": place.pk})
            return [Listed(row) for row in self._statement(side, most).rows(**values, **where)]

        return paging.page_of(ask, asked or {}, size)

    def _statement(self, side, most):
        if (side, most) not in self._statements:
            self._statements[side, most] = self._written(side, most)
        return self._statements[side, most]

    def _written(self, side, most):
        def build(date=None, pk=None, **values):
            if not side:
                return list_cards.columns(paging.beside(self._editions(**values), None))[:most]
            place = paging.Start(side, date, pk)
            return list_cards.columns(paging.beside(self._editions(**values), place), "has_key")[:most]

        return Statement(build, **self._holes, **(_PLACE if side else {}))


def _live(at, language):
    return Edition.objects.live(at).in_language(language)


def _of_days(at, language, first, last):
    return _live(at, language).filter(release__date__range=(first, last))


_IN_A_LANGUAGE = {"at": datetime.datetime, "language": str}
_OF_DAYS = {"first": datetime.date, "last": datetime.date}

NEWS = List(lambda at, language: _live(at, language).news(), **_IN_A_LANGUAGE)
# Without the one release that leads the front page.
NEWS_BUT_ONE = List(
    lambda at, language, lead: _live(at, language).news().exclude(release=lead), **_IN_A_LANGUAGE, lead=int
)
OF_DAYS = List(_of_days, **_IN_A_LANGUAGE, **_OF_DAYS)
IN_CATEGORY = List(
    lambda category, **values: _live(**values).in_category(category), **_IN_A_LANGUAGE, category=Uneven(int)
)
IN_CATEGORY_OF_DAYS = List(
    lambda category, **values: _of_days(**values).in_category(category),
    **_IN_A_LANGUAGE,
    **_OF_DAYS,
    category=Uneven(int),
)

_NEWS_OF_RELEASE = Statement(
    lambda at, release: list_cards.columns(Edition.objects.live(at).news().filter(release=release)),
    at=datetime.datetime,
    release=int,
)


def pinned(around):
    """Return the `Listed` that is pinned to lead the front page, or None; a query for each pin until one is news."""
    return next(
        (Listed(row) for release in around.pinned for row in _NEWS_OF_RELEASE.rows(at=around.at, release=release)), None
    )

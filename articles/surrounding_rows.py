"""What `articles.surroundings` is made of, as the rows of one query: each part of it put into the same columns."""

import datetime
from typing import NamedTuple

from django.db.models import DateTimeField, F, Value

from articles.models import CategoryText, Notice, Page, Release
from pressroom import identity
from pressroom.statements import Statement


class Row(NamedTuple):
    """One row of the query: a notice, a category, a page, a part of the identity, a pin, or a moment."""

    what: str
    pk: int
    language: str
    text: str
    # Where it leads: a slug or a whole address.
    where: str
    # What else is said of it.
    more: str
    rank: int
    # When it began, if that is known here, and the moment of its end or of a beginning to come.
    since: object
    until: object


def at(moment):
    """Return the `Row`s of a moment, in no order."""
    return [Row(*row) for row in _ROWS.rows(at=moment)]


def _part(what, queryset, **columns):
    """Return a queryset's rows in the columns of `Row`; each is given as the name of a field or as an expression."""
    empty = {
        "pk": Value(0),
        **dict.fromkeys(("language", "text", "where", "more"), Value("")),
        "rank": Value(0),
        **dict.fromkeys(("since", "until"), Value(None, output_field=DateTimeField())),
    }
    found = [F(column) if isinstance(column, str) else column for column in (empty | columns).values()]
    return queryset.order_by().values_list(Value(what), *found)


def _all_rows(at):
    notices = _part(
        "notice",
        Notice.objects.shown(at),
        pk="pk",
        language="language",
        text="text",
        where="link",
        since="shown_from",
        until="shown_until",
    )
    categories = {"pk": "category_id", "text": "name", "more": "description", "rank": "category__position"}
    others = [
        _part("category", CategoryText.objects.all(), language="language", where="slug", **categories),
        _part("page", Page.objects.all(), pk="pk", language="language", text="title", where="slug", rank="position"),
        *(_part("identity", rows, pk="pk", language=code, text=values) for rows, code, values in identity.parts()),
        _part(
            "pinned",
            Release.objects.pinned(at),
            pk="pk",
            language="language",
            since="pinned_from",
            until="pinned_until",
        ),
        # Of what is to begin nothing but the moment is known.
        _part("moment", Notice.objects.filter(shown_from__gt=at), until="shown_from"),
        _part("moment", Release.objects.filter(pinned_from__gt=at), until="pinned_from"),
    ]
    # The notices come first, since the columns of a union have the types of its first part, and they have all.
    return notices.union(*others, all=True)


_ROWS = Statement(_all_rows, at=datetime.datetime)

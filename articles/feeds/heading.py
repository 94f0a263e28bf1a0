"""What a feed is headed by, and whether it can have changed: by one query, since everybody who asks pays for it."""

import datetime
from typing import NamedTuple

from django.db.models import Count, DateTimeField, F, Max, Subquery, Sum, TextField, Value
from django.db.models.functions import Cast

from articles.models import CategoryText, Edition
from pressroom import identity, version
from pressroom.identity import Identity
from pressroom.models import Identity as IdentityRow
from pressroom.models import PublicChange
from pressroom.statements import Statement
from pressroom.version import Version


class Category(NamedTuple):
    """A category as its feed names it."""

    pk: int
    name: str
    description: str


class Heading(NamedTuple):
    """What is said of a feed before its items. While it is equal, so is the feed, but for what no version tells of."""

    identity: Identity
    version: Version
    # None where there is none such, or none was asked for.
    category: Category | None
    # When the identity was saved, and when anything last went live; None for never.
    saved_at: datetime.datetime | None
    live_at: datetime.datetime | None

    @property
    def changed_at(self):
        """The moment of the last change that may concern the feed, or None."""
        return max(filter(None, (self.version.changed_at, self.saved_at, self.live_at)), default=None)


def load(language, at, slug=""):
    """Return the `Heading` in a language at a moment, with the category whose slug it is, if one is given."""
    rows = _OF_CATEGORY.rows(at=at, language=language, slug=slug) if slug else _OF_SITE.rows(at=at)
    moments, words, its_version, category = {}, [], None, None
    for what, number, text, more, moment in rows:
        if what == "version":
            its_version = version.made_of(number, int(text or 0), moment)
        elif what == "identity":
            words.append((more, text))
        elif what == "category":
            category = Category(number, text, more)
        else:
            moments[what] = moment
    return Heading(identity.made_of(words, language), its_version, category, moments.get("saved"), moments.get("live"))


def _of_site(at, *others):
    """Return all parts of a heading as one query, with some more of them."""
    latest = Edition.objects.on_record(at).order_by("-live_from").values("pk")[:1]
    changes = PublicChange.objects.order_by().values(what=Value("version"))
    # The first part gives all of them their types, and always has its one row.
    first = changes.annotate(
        number=Count("pk"), text=Cast(Sum("pk"), TextField()), more=Value(""), moment=Max("at")
    ).values_list("what", "number", "text", "more", "moment")
    return first.union(
        _part("live", Edition.objects.filter(pk=Subquery(latest)), moment="live_from"),
        _part("saved", IdentityRow.objects.all(), moment="saved_at"),
        *(_part("identity", rows, text=values, more=code) for rows, code, values in identity.parts()),
        *others,
        all=True,
    )


def _of_category(at, language, slug):
    named = CategoryText.objects.filter(language=language, slug=slug)
    return _of_site(at, _part("category", named, number="category_id", text="name", more="description"))


def _part(what, rows, number=None, text=None, more=None, moment=None):
    """Return rows as a part of the query, each column given by the name of a field or as an expression."""
    return rows.order_by().values_list(
        Value(what),
        F(number) if number else Value(0),
        _text(text),
        _text(more),
        F(moment) if moment else Value(None, output_field=DateTimeField()),
    )


def _text(column):
    if column is None:
        return Value("")
    return F(column) if isinstance(column, str) else column


_OF_SITE = Statement(_of_site, at=datetime.datetime)
_OF_CATEGORY = Statement(_of_category, at=datetime.datetime, language=str, slug=str)

"""A release as lists know it: its address, and what its card was made of.

A card is the same wherever it stands, and is kept (`pressroom.fragments`). So a list asks for what tells one card from
another, some bytes of each release; and for what a card shows, by one query more, only where the card isn't there.
"""

import datetime
from typing import NamedTuple

from django.db.models import F, FilteredRelation, Q

from articles.models import Edition, EditionImage, Image, Release
from pressroom import fragments, jinja
from pressroom.statements import Several, Statement

# Cards that are missing are made of one query for so many.
_AT_ONCE = 25


class Address(NamedTuple):
    """What makes the address of a release."""

    pk: int
    language: str
    date: datetime.date
    slug: str


class Look(NamedTuple):
    """How a card looks in its place."""

    # 'lead', 'column' or 'row', and the level of its headline.
    size: str
    level: int
    # Whether its day is said; in a river it stands in the margin.
    with_date: bool = False


LEAD, COLUMN = Look("lead", 2, with_date=True), Look("column", 2, with_date=True)
# In a river; and where all are of one day, which heads the page.
ROW, OF_ONE_DAY = Look("row", 3), Look("row", 2)


class Listed:
    """A live edition in a list, by its row of `columns`."""

    # See `paging.beside`.
    has_key = False
    # The card, once `show` has been here.
    card = ""

    def __init__(self, row):
        self.pk, self._saved_at, pk, language, date, slug, *self._picture = row
        self.release = Address(pk, language, date, slug)
        if len(self._picture) > len(_PICTURE):
            self.has_key = self._picture.pop()
        self._edition, self.categories = None, frozenset()

    @property
    def key(self):
        """What the card is made of, but for the page around it: an edition that is live never changes.

        Its photograph may be cut in another way, though, and its release be moved; and one out of a backup may have the
        number of another.
        """
        return self.pk, self._saved_at, *self.release, *self._picture

    @property
    def is_pictured(self):
        """Whether it has a lead photograph."""
        return self._picture[0] is not None

    @property
    def edition(self):
        """The `Edition`, with what a card shows of it: one query, unless that was there already."""
        if self._edition is None:
            bring([self])
        return self._edition

    def become(self, edition, categories):
        """Have the `edition`, and the keys of its categories."""
        self._edition, self.categories = edition, frozenset(categories)


def columns(editions, *more):
    """Return a queryset of editions as rows for `Listed`; of `more` it takes `has_key`."""
    return _pictured(editions).values_list(
        *("pk", "saved_at", "release_id", "release__language", "release__date", "release__slug"), *_PICTURE, *more
    )


def show(placed, around, without=None):
    """Give each of some `Listed` its `card`: `placed` are (listed, `Look`), `around` is what surrounds the page.

    `without` is the key of the category whose own list it is, which the cards don't name again.
    """
    missing = []
    for listed, look in placed:
        key = ("card", around.language, around.of_categories, without, *look, *listed.key)
        listed.card = fragments.find(*key)
        if listed.card is None:
            missing.append((listed, look, key))
    bring([listed for listed, _look, _key in missing])
    for listed, look, key in missing:
        listed.card = fragments.kept(*key, make=lambda: _rendered(listed, look, around, without))  # noqa: B023


def bring(listed):
    """Let some `Listed` have their editions: one query for `_AT_ONCE` of them."""
    for start in range(0, len(listed), _AT_ONCE):
        some = listed[start : start + _AT_ONCE]
        rows = {}
        for row in _WHOLE.rows(keys=[one.pk for one in some]):
            rows.setdefault(row[0], []).append(row)
        for one in some:
            one.become(_edition(one, rows[one.pk][0]), {row[-1] for row in rows[one.pk]})


def _rendered(listed, look, around, without):
    links = around.links(listed.categories - {without})
    links = [link for link in links if link.url]
    return jinja.render("articles/_story.html", edition=listed.edition, categories=links, **look._asdict())


def _edition(listed, row):
    values = iter(row)
    edition, use, image = (dict(zip(names, values, strict=False)) for names in (_OF_EDITION, _OF_USE, _OF_IMAGE))
    found = Edition(**edition, release=Release(**listed.release._asdict()))
    # As the prefetching of `for_cards` has them.
    found.lead_images = [EditionImage(**use, image=Image(**image))] if listed.is_pictured else []
    return found


def _pictured(editions):
    return editions.annotate(shown=FilteredRelation("images", condition=Q(images__role=EditionImage.Role.LEAD)))


def _names(model, prefix):
    return {field.attname: f"{prefix}{field.attname}" for field in model._meta.concrete_fields}


# What tells one cut of one photograph from another (`renditions.version`).
_PICTURE = ("shown__image__checksum", "shown__image__focal_x", "shown__image__focal_y")
_OF_EDITION = ("pk", "headline", "lead", "kind")
# Of the photograph, and of the edition's words for it, everything.
_OF_USE, _OF_IMAGE = _names(EditionImage, "shown__"), _names(Image, "shown__image__")

# A row for each category of each edition: cheaper than to ask twice.
_WHOLE = Statement(
    lambda keys: (
        _pictured(Edition.objects.filter(pk__in=keys).order_by())
        .annotate(in_category=F("categories"))
        .values_list(*_OF_EDITION, *_OF_USE.values(), *_OF_IMAGE.values(), "in_category")
    ),
    keys=Several(int, _AT_ONCE),
)

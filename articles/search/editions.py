"""What is shown of the editions that were found: whole ones for programs, for the page no more than a result has."""

import datetime
from typing import NamedTuple

from django.db.models import FilteredRelation, Q

from articles import addresses
from articles.models import Edition, EditionImage
from pressroom.statements import Several, Statement

# How many keys the statement takes: those of a page of results.
_MOST = 20


class Place(NamedTuple):
    """An edition in the results: its key, its categories' keys, its tier, and the key of its place."""

    edition: int
    categories: frozenset
    tier: int
    key: str


class Photograph(NamedTuple):
    """What `{% picture %}` takes of a lead photograph, with the text in its place."""

    pk: int
    checksum: str
    width: int
    height: int
    focal_x: int
    focal_y: int
    alt: str


class Shown(NamedTuple):
    """An edition as a result has it; its `text` is that of its search entry."""

    pk: int
    kind: str
    headline: str
    text: str
    language: str
    date: datetime.date
    slug: str
    # Their keys.
    categories: frozenset
    tier: int
    lead_image: Photograph | None

    @property
    def url(self):
        """The path of its release."""
        return addresses.of_release(self.language, self.date, self.slug)


def whole(at, places):
    """Return {key: edition} of the live ones of some `Place`s, as `for_cards`, with `search_entry` and `tier`.

    What has lost its entry since it was found was taken back or replaced by now, and is left out, here and below.
    """
    tiers = {place.edition: place.tier for place in places}
    editions = Edition.objects.live(at).filter(pk__in=tiers, search_entry__isnull=False).for_cards()
    found = {edition.pk: edition for edition in editions.select_related("search_entry").defer("body")}
    for key, edition in found.items():
        edition.tier = tiers[key]
    return found


def shown(at, places):
    """Return the same as `Shown`s, by one statement that is written once."""
    by_key, found = {place.edition: place for place in places}, {}
    keys = list(by_key)
    for begin in range(0, len(keys), _MOST):
        for row in _SHOWN.rows(at=at, keys=keys[begin : begin + _MOST]):
            place = by_key[row[0]]
            *of_edition, alternative_text, is_decorative = row[:9]
            image = Photograph(*row[9:], "" if is_decorative else alternative_text) if row[9] else None
            found[place.edition] = Shown(*of_edition, place.categories, place.tier, image)
    return found


_SHOWN = Statement(
    lambda at, keys: (
        Edition.objects.live(at)
        .filter(pk__in=keys, search_entry__isnull=False)
        .annotate(lead_image=FilteredRelation("images", condition=Q(images__role=EditionImage.Role.LEAD)))
        .order_by()
        .values_list(
            "pk",
            "kind",
            "headline",
            "search_entry__text",
            *(f"release__{name}" for name in ("language", "date", "slug")),
            "lead_image__alternative_text",
            "lead_image__is_decorative",
            *(f"lead_image__image__{name}" for name in Photograph._fields[:-1]),
        )
    ),
    at=datetime.datetime,
    keys=Several(int, _MOST),
)

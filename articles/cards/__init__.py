"""Cards: the image that other sites show beside a link to a release, drawn on this server when it is first asked for.

A card is derived and never edited; the folder 'renditions/' may be deleted at any time. Its address has a version,
which changes with whatever is drawn on it, because the networks keep what they once fetched by its address.
"""

import datetime
import hashlib
from functools import lru_cache

from django.core.files.storage import default_storage
from django.utils import translation
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from articles import renditions
from articles.cards import drawing
from articles.models import Edition
from articles.typography import typeset

CONTENT_TYPE = "image/png"
WIDTH, HEIGHT = drawing.WIDTH, drawing.HEIGHT
# Raised when cards are drawn in another way.
_DRAWING = 1


def words(edition, identity, headline=""):
    """Return the `drawing.Words` of a live edition's card; `headline` is its own as it is set, where that is known."""
    date, language = edition.release.date, edition.release.language
    month, withdrawn = _interface(language, date.month)
    return drawing.Words(
        headline=headline or typeset(edition.headline, language),
        day=str(date.day),
        month=month,
        year=str(date.year),
        state=withdrawn if edition.kind == Edition.Kind.WITHDRAWAL else "",
        office=identity.name,
    )


@lru_cache
def _interface(language, month):
    """Return the name of a month, as a date has it, and of the state of a withdrawn release."""
    with translation.override(language):
        return date_format(datetime.date(2000, month, 1), "E"), _("Withdrawn")


def version(edition, identity, headline=""):
    """Return the token in the address of a live edition's card that changes when the card does."""
    drawn = (_DRAWING, words(edition, identity, headline), identity.accent_in_light, identity.emblem)
    return hashlib.sha256(repr(drawn).encode()).hexdigest()[:10]


def url(edition, identity, headline=""):
    """Return the path of the card of a live edition, e.g. '/2022/05/28/award/card-1f0c6d27ab.png'."""
    return edition.release.url("articles:card", version=version(edition, identity, headline))


def make(edition, identity):
    """Return the storage name of a live edition's card, drawn now if it isn't there.

    Two processes may draw the same one at once; each puts a whole file in place.
    """
    name = f"renditions/cards/{edition.release_id}/{version(edition, identity)}.png"
    if not default_storage.exists(name):
        renditions.keep(name, drawing.png(words(edition, identity), identity))
    return name

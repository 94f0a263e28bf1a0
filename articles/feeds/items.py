"""The items of the feeds of news: which they are at a moment, and each of them as XML, made once and then kept.

An edition never changes. So an item is another one only where its address is, a moment that it tells, a category's
name or the cut of a photograph: all that is in the key under which it is kept. What of this isn't in the list of the
latest itself is the item's `stamp`, which holds until the site's version is another one.
"""

import datetime
import re
from functools import partial
from typing import NamedTuple

from django.conf import settings
from django.db.models import Case, CharField, F, IntegerField, OuterRef, Subquery, Value, When
from django.utils.feedgenerator import Enclosure
from django.utils.functional import cached_property
from django.utils.html import escape, format_html

from articles import renditions, richtext
from articles.addresses import made_whole, of_release, whole
from articles.feeds.base import tag_uri
from articles.models import CategoryText, Edition, EditionImage, Image
from articles.typography import typeset, typeset_plain
from pressroom import fragments
from pressroom.statements import Several, Statement, Uneven

LENGTH = 20
# The photograph in a reader's column, on a sharp screen; the width is in pixels.
PHOTOGRAPH = ("wide", 1280, "jpg")
JPEG = renditions.CONTENT_TYPES["jpg"]

_TAG = re.compile(r"<[^<>]+>")
# It serves the page's own script, style and keyboard, and validators suspect it.
_OF_THE_PAGE = re.compile(r' (?:class|role|tabindex|aria-[a-z]+|data-[a-z]+)="[^"]*"')
# Stands between the parts of a stamp, and in no name: XML couldn't hold it.
_BETWEEN = "\x1f"


class _Latest(NamedTuple):
    """What the list of the latest says of an edition."""

    pk: int
    told_at: datetime.datetime | None
    release: int
    date: datetime.date
    slug: str
    published_at: datetime.datetime
    begun_at: datetime.datetime

    @property
    def updated_at(self):
        """When readers were last told of a change; a minor edition moves nothing."""
        return self.told_at or self.published_at


def _latest(at, language, category=None):
    news = Edition.objects.live(at).news().in_language(language)
    if category is not None:
        news = news.in_category(category)
    told = Edition.objects.on_record(at).filter(release=OuterRef("release"), kind__in=Edition.TOLD_KINDS)
    release = ("release_id", "release__date", "release__slug", "release__published_at", "release__created_at")
    return (
        news.annotate(told_at=Subquery(told.order_by("-live_from").values("live_from")[:1]))
        .in_order()
        .values_list("pk", "told_at", *release)[:LENGTH]
    )


_LATEST = Statement(_latest, at=datetime.datetime, language=str)
_LATEST_OF_CATEGORY = Statement(_latest, at=datetime.datetime, language=str, category=Uneven(int))


def _stamped(keys, language):
    """Return the categories of editions, with their names as `Category.text_in` chooses them, and their photographs."""
    chosen = Case(When(language=language, then=0), When(language=settings.LANGUAGE_CODE, then=1), default=2)
    texts = CategoryText.objects.filter(category=OuterRef("category")).order_by(chosen, "pk").values("name")[:1]
    named = Edition.categories.through.objects.filter(edition__in=keys).order_by()
    uses = EditionImage.objects.filter(edition__in=keys).order_by()
    nothing = Value("", output_field=CharField())
    return named.values_list(
        "edition_id", F("category__position"), "category_id", Value(0, output_field=IntegerField()), Subquery(texts)
    ).union(
        uses.values_list("edition_id", F("image__focal_x"), "image_id", F("image__focal_y") + 1, nothing),
        all=True,
    )


_STAMPED = Statement(_stamped, keys=Several(int, LENGTH), language=str)

# What is said of a photograph where it is used, and what makes its renditions.
_OF_USE = ("pk", "role", "position", "alternative_text", "is_decorative", "caption", "credit")
_OF_IMAGE = ("pk", "file", "width", "height", "checksum", "focal_x", "focal_y")
# An edition in as many rows as it has photographs, but one at least.
_TEXTS = Statement(
    lambda keys: (
        Edition.objects.filter(pk__in=keys)
        .order_by("pk", "images__role", "images__position", "images__pk")
        .values_list(
            "pk",
            "headline",
            "lead",
            "body",
            *(f"images__{name}" for name in _OF_USE),
            *(f"images__image__{name}" for name in _OF_IMAGE),
        )
    ),
    keys=Several(int, LENGTH),
)


def latest(kind, language, at, token, category=None):
    """Return ([(item as XML, when it was last changed)], whether they are whole) of a feed, the latest first.

    `kind` is one of `articles.feeds.generators`, `token` that of the site's version, as it was read before, `category`
    a key. An item isn't whole while its photograph is made, and is then not kept. By one query, by two after a change
    of the site, by one more where an item is new.
    """
    if category is None:
        rows = _LATEST.rows(at=at, language=language)
    else:
        rows = _LATEST_OF_CATEGORY.rows(at=at, language=language, category=category)
    rows = [_Latest(*row) for row in rows]
    batch = _Batch(kind, language, token, [row.pk for row in rows])
    found = [(batch.item(row), row.updated_at) for row in rows]
    return found, not batch.is_lacking


class _Batch:
    """The items of one feed: what any of them lacks is asked for all of them at once."""

    def __init__(self, kind, language, token, keys):
        self.kind, self.language, self.token, self.keys = kind, language, token, keys
        self.is_lacking = False

    def item(self, row):
        """Return the item of a `_Latest` as XML."""
        stamp = fragments.kept("feed's stamp", row.pk, self.language, self.token, make=lambda: self._stamps[row.pk])
        path = of_release(self.language, row.date, row.slug)
        key = (self.kind, row.pk, whole(path), row.published_at, row.told_at, stamp)
        return fragments.keep(key, partial(self._made, row, path, stamp.split(_BETWEEN)[1:]))

    @cached_property
    def _stamps(self):
        cuts, names = {key: [] for key in self.keys}, {key: [] for key in self.keys}
        for edition, first, pk, second, name in _STAMPED.rows(keys=self.keys, language=self.language):
            if second:
                cuts[edition].append(f"{pk} {first} {second}")
            elif name:
                names[edition].append((first, pk, name.replace(_BETWEEN, "")))
        return {
            key: _BETWEEN.join([" ".join(sorted(cuts[key])), *(name for *_place, name in sorted(names[key]))])
            for key in self.keys
        }

    @cached_property
    def _texts(self):
        """The editions with their `EditionImage`s, by their keys."""
        found = {}
        for pk, headline, lead, body, *use in _TEXTS.rows(keys=self.keys):
            _edition, uses = found.setdefault(pk, (Edition(pk=pk, headline=headline, lead=lead, body=body), []))
            if use[0] is not None:
                of_use, of_image = use[: len(_OF_USE)], use[len(_OF_USE) :]
                image = Image(**dict(zip(_OF_IMAGE, of_image, strict=True)))
                uses.append(EditionImage(image=image, **dict(zip(_OF_USE, of_use, strict=True))))
        return found

    @cached_property
    def _lengths(self):
        leads = [lead.image for _edition, uses in self._texts.values() if (lead := _lead(uses))]
        return renditions.lengths(leads, *PHOTOGRAPH)

    def _made(self, row, path, names):
        """Return an item; where its photograph is yet to be made, one that isn't kept."""
        edition, uses = self._texts[row.pk]
        lead = _lead(uses)
        length = self._lengths.get(lead.image.pk) if lead else None
        item = self.kind.item(
            typeset_plain(edition.headline, self.language),
            whole(path),
            # Both formats are read as HTML here, and a summary is plain text.
            escape(typeset(edition.summary, self.language)),
            pubdate=row.published_at,
            updateddate=row.updated_at,
            unique_id=tag_uri("release", row.release, row.begun_at),
            unique_id_is_permalink=False,
            categories=names,
            **_enclosed(lead, length),
            content=_content(edition, uses, self.language, path),
        )
        if lead is None or length:
            return item
        # What can't be used today may be mended tomorrow.
        self.is_lacking = self.is_lacking or length is None
        return fragments.Passing(item)


def _lead(uses):
    return next((use for use in uses if use.role == EditionImage.Role.LEAD), None)


def _enclosed(lead, length):
    """Return what an item says of its photograph: where it is; and if the length is known, by an enclosure as well.

    RSS wants the length of an enclosure, and Media RSS doesn't (https://www.rssboard.org/media-rss). It is 0 where the
    photograph can't be used, of which nothing is said then.
    """
    if lead is None or length == 0:
        return {}
    said = {"url": _source(lead), "type": JPEG, "medium": "image"}
    if length is None:
        return {"photograph": said}
    return {
        "photograph": {**said, "fileSize": str(length)},
        "enclosures": [Enclosure(said["url"], str(length), JPEG)],
    }


def _content(edition, uses, language, path):
    """Return the whole text of an edition with its lead photograph, as HTML that stands alone."""
    text = _photograph(_lead(uses), language) + richtext.render(edition.body, uses, language)
    text = _TAG.sub(lambda tag: _OF_THE_PAGE.sub("", tag[0]), text)
    return made_whole(text, path)


def _source(use):
    return whole(renditions.url(use.image, *PHOTOGRAPH))


def _photograph(use, language):
    """Return the lead photograph as a plain figure with its words."""
    if use is None:
        return ""
    words = typeset(" ".join(part for part in (use.caption, use.credit) if part), language)
    caption = format_html("<figcaption>{}</figcaption>", words) if words else ""
    return format_html('<figure><img src="{}" alt="{}">{}</figure>', _source(use), use.alt, caption)

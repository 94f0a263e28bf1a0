"""The shapes of what the API takes and answers. Their docstrings are its documentation."""

import datetime
import re
from enum import StrEnum
from typing import Annotated

from django.conf import settings
from ninja import Path
from pydantic import BaseModel, BeforeValidator, ConfigDict, Field

from articles.models import Edition, EditionImage
from articles.search import question
from articles.search.results import ORDERS

# The greatest key of a row.
MOST = 2**63 - 1
SIZE, LARGEST = 20, 100

Language = StrEnum("Language", {code: code for code, _name in settings.LANGUAGES})
Kind = StrEnum("Kind", {kind.name: kind.value for kind in Edition.Kind})
Role = StrEnum("Role", {role.name: role.value for role in EditionImage.Role})
Order = StrEnum("Order", {order: order for order in ORDERS})


def _as_written(pattern, words):
    """Return the validator that lets a parameter through to its type if it is written in one way alone."""
    compiled = re.compile(pattern, re.ASCII)

    def check(value):
        if not isinstance(value, str) or compiled.fullmatch(value):
            return value
        raise ValueError(words)

    return BeforeValidator(check)


# By themselves the types would take '5.0' and ' 5' for five, and a number of seconds for a day.
Day = Annotated[datetime.date, _as_written(r"\d{4}-\d{2}-\d{2}", "a day is written 2022-05-28")]
Number = Annotated[int, _as_written(r"0|[1-9]\d{0,8}", "a number is written in digits alone")]
Slug = Annotated[str, Field(max_length=80, pattern="^[-a-zA-Z0-9_]+$")]
Cursor = Annotated[
    str, Field(pattern="^([123]-)?[12][0-9]{3}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])-[1-9][0-9]{0,17}$")
]
Identifier = Annotated[int, Path(ge=1, le=MOST, description="The `id` that a list or a release names.")]  # not shown


class Shape(BaseModel):
    """What all shapes have in common."""

    model_config = ConfigDict(use_attribute_docstrings=True, use_enum_values=True)


class Parameters(Shape):
    """What a list of releases may be narrowed down to. None is what was left out: nobody can write it."""

    language: Language = None
    """The language of the releases."""
    category: Slug = None
    """The slug of a category, in the `language` if one is given, else in any."""
    since: Day = Field(None, alias="from")
    """The first day."""
    until: Day = None
    """The last day, included."""
    q: str = Field(None, min_length=1, max_length=question.LONGEST)
    """Words that must be in a release, "phrases", and -words that must not."""
    sort: Order = None
    """By relevance (the default where `q` is given) or by date, the latest first. Without `q` it is always the date."""
    cursor: Cursor = None
    """Where the page begins. Take it from `next`; its form is nobody's business."""
    limit: Number = Field(SIZE, ge=1, le=LARGEST)
    """How many releases the page has at most."""


class CategoryName(Shape):
    """A category in one language."""

    language: Language
    name: str
    slug: str
    """The last part of its page's address. It may be changed; the `id` never is."""
    page: str
    """The whole address of its page."""
    releases: int
    """How many releases are live in it, in this language."""


class Category(Shape):
    """A category of releases."""

    id: int
    names: list[CategoryName]
    """What it is called, and where its page is, in each language that it has a name in."""


class Categories(Shape):
    """All categories, in their order."""

    categories: list[Category]


class CategoryOfRelease(Shape):
    """A category, named in the release's language if it has a name there."""

    id: int
    language: Language
    name: str
    slug: str
    page: str
    """The whole address of its page."""


class ImageWords(Shape):
    """What is said of a photograph."""

    alternative_text: str
    """What it shows, for those who don't see it."""
    is_decorative: bool
    """Whether it says nothing that the text doesn't: it has no alternative text on purpose."""
    caption: str
    credit: str
    """Who made it, or whose it is."""


class ImageOfEdition(ImageWords):
    """A photograph as one edition shows it, with that edition's words."""

    id: int
    url: str
    """Its address in this API, where its renditions are."""
    role: Role
    jpeg: str
    """The address of a JPEG of the whole of it, for a program that wants just one."""


class Rendition(Shape):
    """A file of a photograph: one cut, one width, one format."""

    shape: str
    """'whole' is the photograph as it is; the others are cut around what matters in it."""
    type: str
    """Its media type, e.g. 'image/avif'."""
    url: str
    width: int
    """In pixels, as the height."""
    height: int


class Image(ImageWords):
    """A photograph, with the words of the latest edition that shows it."""

    id: int
    url: str
    """Its address in this API."""
    width: int
    """Of the photograph as it was taken in, in pixels, as the height."""
    height: int
    renditions: list[Rendition]


class Contact(Shape):
    """A person whom a journalist may call, as the page names them."""

    name: str
    role: str
    telephone: str
    email: str


class EditionOfList(Shape):
    """One wording of a release, and when it was in force."""

    number: int
    """In which order they were begun."""
    kind: Kind
    """What it is to the one before. Of a `minor` change readers aren't told; a `withdrawal` keeps the words."""
    note: str
    """What readers are told of the change: what was wrong, what is new, why it was withdrawn."""
    live_from: datetime.datetime
    live_until: datetime.datetime | None
    """Null while it is in force."""
    page: str
    """The whole address of its permanent page."""


class Contents(Shape):
    """All that an edition says."""

    headline: str
    lead: str
    dateline: str
    """The place, e.g. 'Astrakhan'."""
    body: str
    """The text as HTML, as its page shows it, with whole addresses."""
    text: str
    """The text without markup, as it was written."""
    categories: list[CategoryOfRelease]
    contacts: list[Contact]
    images: list[ImageOfEdition]


class EditionOnRecord(EditionOfList):
    """One wording of a release, with all that it says."""

    contents: Contents


class ReleaseOfList(Shape):
    """A release as a list shows it: what it says now, without its text."""

    id: int
    """It never changes, whatever becomes of the addresses."""
    url: str
    """Its address in this API."""
    page: str
    """The whole address of its page."""
    language: Language
    date: datetime.date
    """The day under which it is filed."""
    published_at: datetime.datetime
    """When its first edition came into force; of one day, it makes the order."""
    is_withdrawn: bool
    """Whether the office no longer stands by it; the `note` of the edition says why."""
    edition: EditionOfList
    """The edition in force."""
    headline: str
    lead: str
    dateline: str
    categories: list[CategoryOfRelease]
    image: ImageOfEdition | None
    """The lead photograph."""


class Releases(Shape):
    """A page of a list of releases."""

    next: str | None
    """The whole address of the next page; null where the list ends."""
    total: int | None
    """How many there are in all, where `q` is given; else null."""
    releases: list[ReleaseOfList]


class Translation(Shape):
    """The same release in another language, where it is a release of its own."""

    id: int
    language: Language
    url: str
    """Its address in this API."""
    page: str
    """The whole address of its page."""


class Release(ReleaseOfList):
    """A release, with its translations and each of its editions on record."""

    translations: list[Translation]
    editions: list[EditionOnRecord]
    """In the order in which they came into force; the last one is in force now."""


class Fault(Shape):
    """What is wrong with one parameter."""

    parameter: str
    detail: str


class Problem(Shape):
    """Why there is no answer (RFC 9457)."""

    type: str
    """Always 'about:blank': the status says it all."""
    title: str
    """The status in words."""
    status: int
    detail: str
    """What is wrong, in a sentence for a person; of a removed release, the public reason."""
    errors: list[Fault]
    """The parameters at fault, if it is theirs."""

"""The four questions that the API answers, each about the moment at which it is asked."""

import datetime
from types import MappingProxyType
from urllib.parse import urlencode

from django.db import OperationalError
from django.db.models import prefetch_related_objects
from django.http import Http404
from django.utils import timezone
from ninja import NinjaAPI, Query
from ninja.errors import HttpError, Throttled, ValidationError
from ninja.renderers import JSONRenderer
from ninja.throttling import BaseThrottle

from articles import counts, library, translations
from articles.api import listing, records, schemas
from articles.api.errors import Refusal, missing
from articles.models import CategoryText, Edition, EditionImage, Image, Release
from articles.search import question, results
from pressroom import ratelimit, version, visitors
from pressroom.database import patience
from pressroom.statements import Statement

# Requests that a network may make in a minute: two a second. Whoever copies the whole of it waits a little.
A_MINUTE, SECONDS = 120, 60
# Seconds for which a request waits to be counted while somebody else writes.
PATIENCE = 1


_TEXTS = Statement(lambda: CategoryText.objects.order_by("category__position", "category_id", "pk"))
_ON_RECORD = Statement(
    lambda at, release: (
        Edition.objects.on_record(at).filter(release=release).select_related("release").order_by("live_from")
    ),
    at=datetime.datetime,
    release=int,
)
_IMAGE = Statement(
    lambda at, pk: Image.objects.filter(library.in_public_use(at), pk=pk).order_by(), at=datetime.datetime, pk=int
)
_LATEST_USE = Statement(
    # By the photograph on both sides, or SQLite would first gather all that is on record.
    lambda at, image: EditionImage.objects.filter(
        image=image, edition__in=Edition.objects.on_record(at).filter(images__image=image)
    ).order_by("-edition__live_from", "role")[:1],
    at=datetime.datetime,
    image=int,
)


class PerNetwork(BaseThrottle):
    """The limit, counted by networks: exactly, whichever process answers. It is one write a request.

    On SQLite a restore, say, keeps all writers waiting. What is only read is then answered without being counted.
    """

    def allow_request(self, request):
        at = timezone.now()
        try:
            with patience(PATIENCE):
                key = f"api {visitors.network(request, at)}"
                return ratelimit.is_allowed(key, limit=A_MINUTE, seconds=SECONDS, at=at)
        except OperationalError:
            return True

    def wait(self):
        return ratelimit.seconds_left(SECONDS, timezone.now())


class Letters(JSONRenderer):
    """Writes Cyrillic as it is: escaped it is three times as long."""

    json_dumps_params = MappingProxyType({"ensure_ascii": False})


api = NinjaAPI(
    title="Pressroom",
    version="1",
    description="The releases of the press service as its public pages show them, to be read by programs.",  # not shown
    openapi_url=None,
    docs_url=None,
    renderer=Letters(),
    throttle=PerNetwork(),
)


def _pass_on(request, error):
    raise error


# The door answers for all of them: each would have a shape of its own here.
for _kind in (Exception, Http404, HttpError, Throttled, ValidationError):
    api.add_exception_handler(_kind, _pass_on)


def _operation(path, name, shape, *statuses):
    problems = dict.fromkeys((400, *statuses, 429), schemas.Problem)
    return api.get(path, response={200: shape, **problems}, operation_id=name, url_name=f"api_{name}")


@_operation("releases/", "releases", schemas.Releases, 404)
def releases(request, parameters: Query[schemas.Parameters]):
    """List the releases that are live now, the latest first.

    Withdrawn ones are among them, and marked. The list pages by place: what is published meanwhile moves nothing, so
    whoever follows `next` meets every release once.
    """
    at, texts = timezone.now(), _texts()
    category = _category(parameters, texts)
    find = _found if parameters.q else _listed
    try:
        editions, older, total = find(parameters, category, at)
    except Http404:
        raise missing("There is nothing behind this place in the list.", "cursor") from None  # not shown: for programs
    given = parameters.model_dump(mode="json", by_alias=True, exclude_unset=True)
    return schemas.Releases(
        next=f"{records.address('releases')}?{urlencode({**given, 'cursor': older})}" if older else None,
        total=total,
        releases=[records.in_list(edition, texts, at) for edition in editions],
    )


@_operation("releases/{int:id}/", "release", schemas.Release, 404, 410)
def release(request, id: schemas.Identifier):
    """Read one release, with each of its editions on record and all that they say.

    One that was removed answers 410 with the public reason.
    """
    at = timezone.now()
    editions = _ON_RECORD.instances(at=at, release=id)
    if not editions:
        raise _nowhere(id)
    live = editions[-1]
    prefetch_related_objects(editions, *Edition.objects.parts_of_page(live.release.language))
    _name_categories(editions)
    others = translations.Public(live, at).alternates
    return records.release(editions, [others[code] for code in sorted(others)], _texts(), at)


@_operation("categories/", "categories", schemas.Categories)
def categories(request):
    """List the categories, with their names in each language and how many releases are live in them."""
    at, token = timezone.now(), version.current().around
    months = counts.of(token, at).months

    def count(text):
        return sum(months.get((text.language, text.category_id), {}).values())

    return schemas.Categories(categories=[records.category(texts, count) for texts in _texts().values()])


@_operation("images/{int:id}/", "image", schemas.Image, 404)
def image(request, id: schemas.Identifier):
    """Read one photograph that a public page shows, with the addresses of all its files."""
    at = timezone.now()
    row = next(iter(_IMAGE.instances(at=at, pk=id)), None)
    if row is None:
        raise missing("There is no such photograph.")  # not shown: for programs
    use = next(iter(_LATEST_USE.instances(at=at, image=id)), None)
    # The library's own words are drafts, but for a page under /about/, which speaks with them.
    return records.image(row, (use or row).words)


def _listed(parameters, category, at):
    page = listing.latest(parameters, category, at)
    return page.editions, page.older, None


def _found(parameters, category, at):
    filters = results.Filters(parameters.language, category, parameters.since, parameters.until)
    order = parameters.sort or results.RELEVANCE
    sought, place = question.read(parameters.q), parameters.cursor or ""
    found = results.find(sought, at, filters, order=order, before=place, size=parameters.limit)
    _name_categories(found.editions)
    return found.editions, found.older, found.total


def _name_categories(editions):
    for edition in editions:
        edition.category_keys = [category.pk for category in edition.categories.all()]


def _texts():
    """Return the `CategoryText`s by category, in the order of the categories."""
    texts = {}
    for text in _TEXTS.instances():
        texts.setdefault(text.category_id, []).append(text)
    return texts


def _category(parameters, texts):
    """Return the key of the category that is asked for, or None."""
    if parameters.category is None:
        return None
    found = [text for of_category in texts.values() for text in of_category if text.slug == parameters.category]
    if not found:
        raise missing("No category has this slug.", "category")  # not shown: for programs
    # The same slug may be another category's in another language.
    found.sort(key=lambda text: text.language != parameters.language)
    return found[0].category_id


def _nowhere(pk):
    """Return the refusal for a release of which nothing is on record: drafts are as if they weren't."""
    removed = Release.objects.filter(pk=pk, removed_at__isnull=False).first()
    if removed is None:
        return missing("There is no such release.")  # not shown: for programs
    if removed.removed_to:
        elsewhere = removed.removed_to if "://" in removed.removed_to else records.whole(removed.removed_to)
        return Refusal(410, f"The release was removed. In its place there is {elsewhere}")  # not shown: for programs
    return Refusal(410, removed.removed_reason)

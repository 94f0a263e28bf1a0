"""Editions as they are sent: made when they are approved, and kept beside them in `RenderedEdition`.

There is a row for each edition that is live or will be. Whoever shows one asks `of`, which makes the same on the fly
where there is no row (a draft, an edition of the past) or other rules made it (an update of the software, until
`manage.py start` has come to it): a row makes a page cheaper, and never another one.
"""

import hashlib
from contextvars import Context
from functools import lru_cache
from itertools import islice
from pathlib import Path

from django.conf import settings
from django.db import transaction
from django.db.models import Prefetch, Q, prefetch_related_objects
from django.utils import timezone, translation
from django.utils.safestring import SafeString
from django.utils.translation import ngettext

from articles import reading_time, related, richtext, short_addresses, structured_data
from articles.models import Edition, EditionImage, Image, Release, RenderedEdition
from articles.typography import typeset, typeset_plain
from pressroom import jinja

# Editions that are made anew at once: who publishes one of them meanwhile waits no longer.
BATCH = 100
HTML = ("photograph", "gallery", "code", "body")
# Beside what is made of them: the files that say how. What the catalogues say of it, a sample shows.
_MADE_BY = (
    "articles/rendered.py",
    "articles/related.py",
    "articles/paging.py",
    "articles/reading_time.py",
    "articles/renditions.py",
    "articles/short_addresses.py",
    "articles/addresses.py",
    "articles/structured_data.py",
    "articles/richtext",
    "articles/typography",
    "articles/templatetags/desk.py",
    "articles/templatetags/pictures.py",
    "articles/templatetags/site.py",
    "pressroom/jinja.py",
    "articles/models/edition.py",
    "articles/models/image.py",
    "articles/models/rendered.py",
    "templates/public/articles/_photograph.html",
    "templates/public/articles/_figure.html",
)
_FIELDS = [field.name for field in RenderedEdition._meta.fields if not field.primary_key]
_PARTS = "categories", "contacts", Prefetch("images", EditionImage.objects.select_related("image"))


def of(edition):
    """Return the `RenderedEdition` of an edition: its row, which should have come with it, else the same made now."""
    found = getattr(edition, "rendered", None)
    return safe(found) if found is not None and found.rules == rules() else made(edition)


def made(edition, *, with_related=True):
    """Return the `RenderedEdition` of an edition, made now and not kept; inside `renditions.opened_by` it is a link's.

    Where the page names no others, `with_related` spares the questions for them.
    """
    prefetch_related_objects([edition], *_PARTS)
    return safe(_made(edition, related.likest([edition])[edition.pk] if with_related else []))


def safe(row):
    """Return a row with its HTML marked as such."""
    for name in HTML:
        setattr(row, name, SafeString(getattr(row, name)))
    return row


def follow(release, at):
    """Let there be the rows of what is live of a release or will be, and no others; the caller has locked it."""
    due = _due(at).filter(release=release)
    RenderedEdition.objects.filter(edition__release=release).exclude(edition__in=due).delete()
    related.introduce(*_write(due))


def follow_image(image, at):
    """Make anew what shows a photograph that is cut otherwise now.

    What is approved at the same moment may keep the address of the former cut, at which the present one is sent too.
    """
    keys = list(_due(at).filter(images__image=image).values_list("pk", flat=True).distinct())
    with transaction.atomic():
        for batch in _in_batches(keys):
            _write(Edition.objects.filter(pk__in=batch))


def add(editions, at):
    """Make the rows of approved editions that have none yet, given with their contents in the database."""
    related.introduce(*_write(_due(at).filter(pk__in=[edition.pk for edition in editions])))


def make(*, only_missing, say):
    """Make what is missing or was made by other rules, or all of it, and say so: for `pressroom.derived`."""
    at = timezone.now()
    due = _due(at)
    if only_missing:
        due = due.exclude(pk__in=RenderedEdition.objects.filter(rules=rules()).values("edition"))
    keys = list(due.order_by("live_from").values_list("pk", flat=True))
    if not keys:
        return
    say(
        ngettext(
            "Making %(count)d edition ready to be sent ...", "Making %(count)d editions ready to be sent ...", len(keys)
        )
        % {"count": len(keys)}
    )
    busy = []
    for batch in _in_batches(keys):
        _renew(batch, at, busy)
    for key in busy:
        _renew([key], at)


def rules():
    """Return the checksum of all that rows are made by."""
    return _rules(settings.SITE_URL)


@lru_cache(maxsize=4)
def _rules(site_url):
    digest = hashlib.sha256(site_url.encode())
    for name in _MADE_BY:
        path = Path(settings.BASE_DIR, name)
        for file in sorted(path.glob("*.py")) if path.is_dir() else [path]:
            digest.update(file.read_bytes())
    # In a context of its own: who asks first may be inside `renditions.opened_by`.
    digest.update(Context().run(_sample).encode())
    return digest.hexdigest()[:40]


def _sample():
    """Return the words that the interface has in what is made, in each language."""
    image = Image(pk=1, width=64, height=64, checksum="", alternative_text="A", caption="C", credit="C")
    use = EditionImage(image=image, **image.words)
    found = []
    for language, _name in settings.LANGUAGES:
        with translation.override(language):
            found += [_photograph(use, size, language) for size in ("lead", "gallery")]
            found.append(richtext.render("<table></table>", [], language))
    return "".join(found)


def _due(at):
    """Return the editions that should have a row: approved, and not over."""
    is_not_over = Q(live_until__isnull=True) | Q(live_until__gt=at)
    return Edition.objects.filter(is_not_over, stage=Edition.Stage.APPROVED)


def _renew(keys, at, busy=None):
    """Make the rows of some editions anew under the locks of their releases, as whoever changes one has them.

    With a list as `busy` nobody is waited for, since who is may be waiting for what is locked here: it gets the keys of
    those whose releases somebody else has locked.
    """
    with transaction.atomic():
        releases = Edition.objects.filter(pk__in=keys).values("release")
        locked = Release.objects.select_for_update(skip_locked=busy is not None).filter(pk__in=releases)
        # What was taken back since the keys were read is left out.
        _write(_due(at).filter(pk__in=keys, release__in=[release.pk for release in locked]))
    if busy is not None:
        others = Edition.objects.filter(pk__in=keys).exclude(release__in=[release.pk for release in locked])
        busy += others.values_list("pk", flat=True)


def _write(editions):
    """Make the rows of editions anew; return the editions, and what goes with each."""
    editions = list(editions.select_related("release").prefetch_related(*_PARTS))
    lists = related.likest(editions)
    rows = [_made(edition, lists[edition.pk]) for edition in editions]
    RenderedEdition.objects.bulk_create(rows, update_conflicts=True, unique_fields=["edition"], update_fields=_FIELDS)
    return editions, lists


def _made(edition, likest):
    language, uses = edition.release.language, edition.images.all()
    lead = edition.lead_image
    with translation.override(language):
        return RenderedEdition(
            edition=edition,
            rules=rules(),
            headline=typeset(edition.headline, language),
            lead=typeset(edition.lead, language),
            dateline=typeset(edition.dateline, language),
            description=typeset_plain(edition.summary, language),
            minutes=reading_time.minutes(f"{edition.lead} {richtext.plain_text(edition.body)}", language),
            categories=[category.pk for category in edition.categories.all()],
            contacts=sorted(contact.pk for contact in edition.contacts.all()),
            related=likest,
            shapes=structured_data.shapes(lead.image) if lead else [],
            photograph=_photograph(lead, "lead", language) if lead else "",
            gallery="".join(_photograph(use, "gallery", language) for use in edition.gallery),
            code=short_addresses.qr_code(short_addresses.address(edition.release)),
            body=richtext.render(edition.body, uses, language),
        )


def _photograph(use, size, language):
    return jinja.render("articles/_photograph.html", use=use, language=language, size=size).strip()


def _in_batches(keys):
    keys = iter(keys)
    while batch := list(islice(keys, BATCH)):
        yield batch

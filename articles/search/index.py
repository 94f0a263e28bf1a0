"""The index follows what is approved: an entry for each edition that is live or will be.

Whether somebody may find it is asked of `Edition.objects.live` when they search, so a scheduled edition has its entry
already, and one that has been superseded may have its entry a while longer.
"""

from itertools import islice

from django.db import transaction
from django.db.models import Prefetch, Q
from django.utils import timezone

from articles import richtext
from articles.models import Contact, Edition, SearchEntry
from articles.search import words
from articles.search.engines import Row, engine

BATCH = 500
# Of a longer edition the rest isn't looked up: PostgreSQL tells no more places of words.
LONGEST = 15_000


def follow(release, at):
    """Let the index have what is live of a release or will be, and nothing else of it; the caller has locked it."""
    due = _due(at).filter(release=release)
    there = SearchEntry.objects.filter(edition__release=release)
    _forget(there.exclude(edition__in=due))
    _write(due.exclude(pk__in=there.values("edition")))


def follow_contact(contact, at):
    """Let the index have the names of a person to call as they are now."""
    with transaction.atomic():
        _write(_due(at).filter(contacts=contact))


def add(editions):
    """Enter approved editions that have no entry yet, given with their contents in the database."""
    _write(Edition.objects.filter(pk__in=[edition.pk for edition in editions]))


def rebuild(at, *, only_missing=False, progress=lambda editions: editions):
    """Make the index anew while the site runs, some editions at a time, and return how many entries were made.

    `only_missing` leaves those alone that were made by the present rules. `progress` is given the list of all keys, and
    returns them one by one.
    """
    due = _due(at)
    if only_missing:
        due = due.exclude(pk__in=SearchEntry.objects.filter(rules=words.RULES).values("edition"))
    else:
        with transaction.atomic():
            _forget(SearchEntry.objects.exclude(edition__in=due))
            # What a restored backup doesn't know.
            if not SearchEntry.objects.exists():
                engine().forget(None)
    keys = iter(progress(list(due.order_by("-live_from").values_list("pk", flat=True))))
    made = 0
    while batch := list(islice(keys, BATCH)):
        # What was taken back since the keys were read is left out.
        with transaction.atomic():
            made += _write(_due(at).filter(pk__in=batch))
    return made


def make(*, only_missing):
    """Make what is missing, or all of it, without a word: for `pressroom.derived`."""
    rebuild(timezone.now(), only_missing=only_missing)


def _due(at):
    """Return the editions that should have an entry: approved, and not over."""
    is_not_over = Q(live_until__isnull=True) | Q(live_until__gt=at)
    return Edition.objects.filter(is_not_over, stage=Edition.Stage.APPROVED)


def _write(editions):
    editions = list(
        editions.select_related("release").prefetch_related(
            "images", Prefetch("contacts", Contact.objects.prefetch_related("texts"))
        )
    )
    entries, rows = [], []
    for edition in editions:
        parts = _parts(edition)
        entries.append(SearchEntry(edition=edition, text="\n".join(filter(None, parts)), rules=words.RULES))
        rows.append(_row(edition, *parts))
    if editions:
        SearchEntry.objects.bulk_create(
            entries, update_conflicts=True, unique_fields=["edition"], update_fields=["text", "rules"]
        )
        engine().write(rows)
    return len(editions)


def _forget(entries):
    keys = list(entries.values_list("pk", flat=True))
    if keys:
        engine().forget(keys)
        SearchEntry.objects.filter(pk__in=keys).delete()


def _parts(edition):
    """Return the plain words of an edition but for the headline: lead, text, captions, people named."""
    captions = [use.caption for use in edition.images.all() if use.caption]
    people = [_name(contact, edition.release.language) for contact in edition.contacts.all()]
    lines = (" ".join(line.split()) for line in richtext.plain_text(edition.body).splitlines())
    return " ".join(edition.lead.split()), "\n".join(filter(None, lines)), "\n".join(captions), "\n".join(people)


def _name(contact, language):
    return next((text.name for text in contact.texts.all() if text.language == language), contact.name)


def _row(edition, lead, *rest):
    language, left, found = edition.release.language, LONGEST, []
    for text in (edition.headline, lead, "\n".join(rest)):
        terms = words.terms(text, language)[:left]
        left -= len(terms)
        found.append(terms)
    return Row(edition.pk, language, *found)

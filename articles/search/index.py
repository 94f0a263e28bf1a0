"""The index follows what is approved: an entry for each edition that is live or will be.

Whether somebody may find it is asked of `Edition.objects.live` when they search, so a scheduled edition has its entry
already, and one that has been superseded may have its entry a while longer.
"""

import time
from collections import Counter
from itertools import islice

from django.db import transaction
from django.db.models import Prefetch, Q
from django.utils import timezone
from django.utils.translation import gettext as _

from articles import richtext
from articles.models import Contact, Edition, Release, SearchEntry
from articles.search import extracts, words
from articles.search.engines import Row, engine

# Editions that are made anew at once: who publishes one of them meanwhile waits no longer.
BATCH = 100
# Of a longer edition the rest isn't looked up: PostgreSQL tells no more places of words.
LONGEST = 15_000
# Characters of a part, too: made of nothing but long words, they would be more than PostgreSQL keeps of one edition.
LONGEST_PART = 150_000
# Nor does it tell where a word stands that was there so often before.
OFTEN = 250


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


def rebuild(at, *, only_missing=False, pause=0, progress=lambda editions: editions):
    """Make the index anew while the site runs, some editions at a time, and return how many entries were made.

    `only_missing` leaves those alone that were made by the present rules. After some editions it waits `pause` seconds.
    `progress` is given the list of all keys, and returns them one by one.
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
    made, busy = 0, []
    while batch := list(islice(keys, BATCH)):
        made += _renew(batch, at, busy)
        time.sleep(pause)
    return made + sum(_renew([key], at) for key in busy)


def tidy(_at):
    """Put the pieces of the index together, daily; return how many steps that took."""
    return engine().tidy()


def make(*, only_missing, say):
    """Make what is missing, or all of it, and say so beforehand: for `pressroom.derived`."""

    def progress(keys):
        if keys:
            say(_("Making the index of search ..."))
        return keys

    rebuild(timezone.now(), only_missing=only_missing, progress=progress)


def _due(at):
    """Return the editions that should have an entry: approved, and not over."""
    is_not_over = Q(live_until__isnull=True) | Q(live_until__gt=at)
    return Edition.objects.filter(is_not_over, stage=Edition.Stage.APPROVED)


def _renew(keys, at, busy=None):
    """Make the entries of some editions anew, and return how many.

    Their releases are locked, as by whoever changes one. With a list as `busy` nobody is waited for, since who is may
    be waiting for what is locked here: it gets the keys of those whose releases somebody else has locked.
    """
    with transaction.atomic():
        releases = Edition.objects.filter(pk__in=keys).values("release")
        locked = Release.objects.select_for_update(skip_locked=busy is not None).filter(pk__in=releases)
        # What was taken back since the keys were read is left out.
        made = _write(_due(at).filter(pk__in=keys, release__in=[release.pk for release in locked]))
    if busy is not None:
        others = Edition.objects.filter(pk__in=keys).exclude(release__in=[release.pk for release in locked])
        busy += others.values_list("pk", flat=True)
    return made


def _write(editions):
    editions = list(
        editions.select_related("release").prefetch_related(
            "images", Prefetch("contacts", Contact.objects.prefetch_related("texts"))
        )
    )
    if editions:
        engine().write([_row(edition, *_parts(edition)) for edition in editions])
    return len(editions)


def _forget(entries):
    keys = list(entries.values_list("pk", flat=True))
    if keys:
        engine().forget(keys)
        SearchEntry.objects.filter(pk__in=keys).delete()


def _parts(edition):
    """Return the plain words of an edition but for the headline: lead, text, each caption, each of the people named."""
    captions = [" ".join(use.caption.split()) for use in edition.images.all()]
    people = [_name(contact, edition.release.language) for contact in edition.contacts.all()]
    lines = (" ".join(line.split()) for line in richtext.plain_text(edition.body).splitlines())
    return " ".join(edition.lead.split()), "\n".join(filter(None, lines)), *captions, *people


def _name(contact, language):
    return next((text.name for text in contact.texts.all() if text.language == language), contact.name)


def _row(edition, lead, *rest):
    language, left, found, times = edition.release.language, LONGEST, [], Counter()
    shown = extracts.BREAK.join(filter(None, (lead, *rest)))
    for text in (edition.headline, lead, "\n".join(rest)):
        terms = words.terms(text[:LONGEST_PART], language)[:left]
        left -= len(terms)
        for place, term in enumerate(terms):
            times[term] += 1
            if times[term] > OFTEN:
                terms[place] = ""
        found.append(terms)
    return Row(SearchEntry(edition=edition, text=shown, rules=words.RULES), language, *found)

"""The public record of a release: its editions, each of them, and any two of them compared.

Whatever the page, it asks the rule for what is on record at the moment; an edition that waits, was discarded or is
being written is no more there than one that never was, and the end of the one in force is told only when it has come.
"""

import hashlib
import json
import re
from itertools import groupby

from django.db.models import prefetch_related_objects
from django.http import HttpResponsePermanentRedirect, HttpResponseRedirect
from django.shortcuts import render
from django.utils import timezone
from django.utils.safestring import SafeString
from django.utils.translation import get_language

from articles import rendered, renditions, surroundings, timing, versions
from articles.comparison import Name, compare, names_in_public
from articles.contents import contents
from articles.lookup import at_address
from articles.models import Edition
from articles.navigation import Beside
from articles.on_record import Record, comparison_url, edition_url
from pressroom import jinja
from pressroom.caching import public
from pressroom.fragments import Pieces

# Compared texts, in so many bytes: some 200 ordinary comparisons. Apart from other pieces, which they would push out.
_kept = Pieces(4_000_000)
_NUMBER = re.compile("[0-9]{1,9}", re.ASCII)


@public
@at_address
def history(request, edition):
    """List the editions on record, the latest first; `?before=2&after=5` leads to the comparison of the two."""
    record = Record(edition, timezone.now())
    chosen = {name: request.GET[name] for name in ("before", "after") if name in request.GET}
    pair = [record.by_number.get(int(text)) for text in chosen.values() if _NUMBER.fullmatch(text)]
    if len(pair) == 2 and None not in pair and pair[0] is not pair[1]:
        return HttpResponseRedirect(comparison_url(*sorted(pair, key=lambda one: one.live_from)))
    latest = record.in_force
    context = _context(record) | {
        "days": [
            (day, list(editions))
            for day, editions in groupby(
                reversed(record.editions), key=lambda one: timezone.localtime(one.live_from).date()
            )
        ],
        "can_compare": len(record.editions) > 2,
        "is_refused": bool(chosen),
        "ticked_before": chosen.get("before", str(latest.previous.number if latest.previous else "")),
        "ticked_after": chosen.get("after", str(latest.number)),
    }
    return render(request, "articles/history.html", context, status=422 if chosen else 200)


@public
@at_address
def edition(request, edition, number):
    """Show one edition on record as it was, with what readers were told by then."""
    record = Record(edition, timezone.now())
    shown = record.numbered(number)
    if request.path != edition_url(shown):
        return HttpResponsePermanentRedirect(edition_url(shown))
    text = record.texts([shown])[shown.pk]
    context = _context(record) | {
        "edition": text,
        "shown": shown,
        "later": record.next_to(shown),
        "is_withdrawal": shown.is_in_force and shown.kind == Edition.Kind.WITHDRAWAL,
        "ready": rendered.made(text, with_related=False),
        "categories": surroundings.of(request).categories_of(text),
        "beside": Beside(editions=record.editions[: record.editions.index(shown) + 1]),
    }
    return render(request, "articles/edition.html", context)


@public
@at_address
def comparison(request, edition, before, after):
    """Show two editions on record against each other, the one that was in force earlier first.

    The other way round leads by 301 to this one, since which was earlier never changes; twice the same, to the edition.
    """
    record = Record(edition, timezone.now())
    one, other = sorted(map(record.numbered, (before, after)), key=lambda found: found.live_from)
    right = edition_url(one) if one is other else comparison_url(one, other)
    if request.path != right:
        return HttpResponsePermanentRedirect(right)
    context = _context(record) | {
        "sides": [one, other],
        "compared": _compared(request, record, one, other),
        "earlier": one.previous,
        "later": record.next_to(other),
    }
    return render(request, "articles/comparison.html", context)


def _context(record):
    """Return what the template of each page of the record takes."""
    return {
        "record": record,
        "release": record.release,
        "in_force": record.in_force,
        "is_withdrawn": record.in_force.kind == Edition.Kind.WITHDRAWAL,
        "zone": _zone(record),
        "versions": versions.below_release(record.release, record.at, "articles:history"),
    }


def _zone(record):
    """Return the time zone of the page's moments: with its offset from UTC where all of them have the same."""
    moments = [edition.live_from for edition in record.editions]
    if len({timezone.localtime(moment).utcoffset() for moment in moments}) == 1:
        return timing.zone_in_words(moments[0])
    return timezone.get_current_timezone_name()


def _compared(request, record, *pair):
    """Return the comparison of two editions as HTML.

    It costs up to a second for the longest texts (seconds for hostile ones), and is always the same for the
    same words and names: so it is kept, under a digest of all that it is made of.
    """
    texts = record.texts(pair)
    both = [texts[one.pk] for one in pair]
    language = record.release.language
    prefetch_related_objects(both, *Edition.objects.parts_of_page(language))
    images = {use.image_id: use.image for one in both for use in one.images.all()}
    names = {
        "categories": {key: Name(name, language) for key, name in surroundings.of(request).names.items()},
        "contacts": {contact.pk: Name.of(contact) for one in both for contact in one.contacts.all()},
    }
    before, after = map(contents, both)
    pictures = sorted((key, renditions.version(image)) for key, image in images.items())
    made_of = json.dumps([before, after, names, pictures, language, get_language()])

    def make():
        found = compare(before, after, language=language, names=names_in_public(before, after, **names, images=images))
        return jinja.render("articles/_comparison.html", comparison=found, is_public=True)

    return SafeString(_kept.get((hashlib.sha256(made_of.encode()).hexdigest(),), make))

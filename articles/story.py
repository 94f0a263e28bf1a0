"""What happened to a release, newest first: the saves and the editorial events of all its editions in one list."""

import datetime
import re
from typing import NamedTuple

from django.db.models import Q
from django.http import Http404

from articles.models import EditionSave, EditorialEvent

_EPOCH = datetime.datetime(1970, 1, 1, tzinfo=datetime.UTC)
_MICROSECOND = datetime.timedelta(microseconds=1)
# Which of two things of one moment came first isn't known; in the list it is always the same one.
_RANKS = {EditionSave: 0, EditorialEvent: 1}
# '2-1786000000000000-1-88': the number of the edition, the moment, the kind and the key of the last thing shown.
_KEY = re.compile(r"([0-9]{1,5})-([0-9]{1,17})-([01])-([1-9][0-9]{0,17})", re.ASCII)


class Page(NamedTuple):
    """Some saves and events, in order, each with its edition; and the key of what is older: empty if nothing is."""

    lines: list
    older: str


def page(editions, key="", *, size):
    """Return the `Page` of what follows `key`, or the first one, in two queries; Http404 if the key is none
    or nothing follows it.

    `editions` is {key: edition}. What belongs to the newest edition comes first, whatever happened to others meanwhile.
    The contents of the saves are not loaded.
    """
    found = []
    for model, rank in _RANKS.items():
        rows = model.objects.filter(edition__in=editions).select_related("by")
        rows = rows.order_by("-edition__number", "-at", "-pk")
        if key:
            rows = rows.filter(_older(rank, *_read(key)))
        if model is EditionSave:
            rows = rows.defer("contents")
        found += rows[: size + 1]
    for line in found:
        line.edition = editions[line.edition_id]
    if key and not found:
        raise Http404("Nothing is older than that.")
    found.sort(key=_place, reverse=True)
    more = len(found) > size
    found = found[:size]
    return Page(found, "-".join(map(str, _place(found[-1]))) if more else "")


def _place(line):
    return line.edition.number, (line.at - _EPOCH) // _MICROSECOND, _RANKS[type(line)], line.pk


def _older(rank, number, moment, other_rank, pk):
    same = Q(edition__number=number)
    older = Q(edition__number__lt=number) | same & Q(at__lt=moment)
    if rank < other_rank:
        older |= same & Q(at=moment)
    elif rank == other_rank:
        older |= same & Q(at=moment, pk__lt=pk)
    return older


def _read(key):
    match = _KEY.fullmatch(key)
    if match is None:
        raise Http404("That is no place in the story.")
    number, moment, rank, pk = (int(part) for part in match.groups())
    return number, _EPOCH + moment * _MICROSECOND, rank, pk

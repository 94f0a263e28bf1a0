"""What stands beside a release: what was changed in it, the ones before and after it in time, others on its matter."""

import datetime
from dataclasses import dataclass, field
from functools import partial
from typing import NamedTuple

from django.db.models import Subquery, Value

from articles import paging, rendered
from articles.addresses import of_release
from articles.models import Edition
from articles.related import KEPT, SHOWN
from articles.typography import typeset
from pressroom.statements import Several, Statement

# Where a row comes from: the neighbours, others on its matter, the release's own editions.
_EARLIER, _LATER, _ALIKE, _OWN = range(4)
# Of another release: what a link to it says; of the release's own editions what a page says of each, in the order of
# the model's fields.
_OF_OTHERS = ("release_id", "release__date", "release__slug", "headline", "rendered__headline", "rendered__rules")
_OF_OWN = ("id", "number", "live_from", "kind", "public_note")
# So many of the likest are asked for at once: of these two may be neighbours, and nearly always all are live.
_ASKED = SHOWN + 2
# What no key of a release is.
_NONE = 0


class Teaser(NamedTuple):
    """A link to another release in the same language: its address and day, and its headline as it is set."""

    url: str
    date: datetime.date
    headline: str


@dataclass
class Beside:
    """The neighbours of a live edition's release, others that go with it, and its own editions on record."""

    # The release's own editions on record in the order of time, without their texts; each knows the `previous` one.
    editions: list = field(default_factory=list)
    earlier: Teaser | None = None
    later: Teaser | None = None
    related: list = field(default_factory=list)

    @property
    def told(self):
        """The editions of which readers were told."""
        return [edition for edition in self.editions if edition.kind in Edition.TOLD_KINDS]

    @property
    def last_changed(self):
        """The moment of the last change that readers were told of, or None."""
        told = self.told
        return told[-1].live_from if told else None


def beside(edition, at, related=()):
    """Return what stands `Beside` a live edition at the moment, by one query, or two where related ones are gone.

    `related` are the keys of the releases that go with its own, the likest first: the first `SHOWN` are shown that are
    live then as news and no neighbours.
    """
    release, related = edition.release, list(related)
    # As long as the first edition is live there is no other on record; most releases are never changed.
    is_first = edition.number == 1 and edition.status(at) == Edition.Status.LIVE
    found, neighbours, alike = Beside([edition] if is_first else []), {}, {}
    for part, *row in (_AROUND if is_first else _AROUND_AND_OWN).rows(
        at=at,
        release=release.pk,
        language=release.language,
        date=release.date,
        hour=release.published_at,
        related=related[:_ASKED] or [_NONE],
    ):
        if part == _OWN:
            found.editions.append(Edition.from_db("default", _OF_OWN, row[len(_OF_OTHERS) :]))
        elif part == _ALIKE:
            alike[row[0]] = row
        else:
            neighbours[part] = row
    named = {row[0] for row in neighbours.values()}
    if len(alike.keys() - named) < SHOWN and (others := related[_ASKED:]):
        alike |= {key: (key, *row) for _part, key, *row in _OTHERS_ALIKE.rows(at=at, related=others)}
    found.editions.sort(key=lambda one: one.live_from)
    for one, previous in zip(found.editions, [None, *found.editions], strict=False):
        one.release, one.previous = release, previous
    found.earlier, found.later = (
        _teaser(release.language, neighbours[part]) if part in neighbours else None for part in (_EARLIER, _LATER)
    )
    shown = [alike[key] for key in related if key in alike and key not in named][:SHOWN]
    found.related = [_teaser(release.language, row) for row in shown]
    return found


def _teaser(language, row):
    _key, date, slug, headline, ready, rules = row[: len(_OF_OTHERS)]
    headline = ready if rules == rendered.rules() else typeset(headline, language)
    return Teaser(of_release(language, date, slug), date, headline)


def _around(at, release, language, date, hour, related, *, with_own=False):
    live = Edition.objects.live(at)
    in_language = live.in_language(language)
    earlier = paging.older_than(in_language, date, release, hour).in_order()
    later = paging.newer_than(in_language, date, release, hour).in_order().reverse()
    parts = {
        # SQLite allows no limit in a part of a union; in a subquery of one it does.
        _EARLIER: Edition.objects.filter(pk=Subquery(earlier.values("pk")[:1])),
        _LATER: Edition.objects.filter(pk=Subquery(later.values("pk")[:1])),
        _ALIKE: _alike(at, related),
    }
    columns = _OF_OTHERS
    if with_own:
        parts[_OWN] = Edition.objects.on_record(at).filter(release=release)
        columns += _OF_OWN
    one, *others = (_columns(part, editions, columns) for part, editions in parts.items())
    return one.union(*others, all=True)


def _alike(at, related):
    # They are in its language: to say so again would let SQLite begin with all that are.
    return Edition.objects.live(at).news().filter(release__in=related)


def _columns(part, editions, columns=_OF_OTHERS):
    return editions.order_by().values_list(Value(part), *columns)


_HOLES = {
    "at": datetime.datetime,
    "release": int,
    "language": str,
    "date": datetime.date,
    "hour": datetime.datetime,
    "related": Several(int, _ASKED),
}
_AROUND = Statement(_around, **_HOLES)
_AROUND_AND_OWN = Statement(partial(_around, with_own=True), **_HOLES)
_OTHERS_ALIKE = Statement(
    lambda at, related: _columns(_ALIKE, _alike(at, related)),
    at=datetime.datetime,
    related=Several(int, KEPT - _ASKED),
)

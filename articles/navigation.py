"""What stands beside a release in time: what was changed in it, and the releases before and after it."""

from dataclasses import dataclass, field

from django.db.models import Q, Subquery

from articles import paging
from articles.models import Edition


@dataclass
class Beside:
    """The neighbours of a live edition's release, and its own editions on record."""

    # The release's own editions on record in the order of time, without their texts; each knows the `previous` one.
    editions: list = field(default_factory=list)
    earlier: Edition | None = None
    later: Edition | None = None

    @property
    def told(self):
        """The editions of which readers were told."""
        return [edition for edition in self.editions if edition.kind in Edition.TOLD_KINDS]

    @property
    def last_changed(self):
        """The moment of the last change that readers were told of, or None."""
        return self.told[-1].live_from if self.told else None


def beside(edition, at):
    """Return what stands `Beside` a live edition at the moment, by one query."""
    release = edition.release
    live = Edition.objects.live(at).in_language(release.language)
    earlier = paging.older_than(live, release.date, release.pk).in_order()
    later = paging.newer_than(live, release.date, release.pk).in_order().reverse()
    found = Beside()
    # Each neighbour is one scalar subquery: as `IN (…)` the three alternatives would cost PostgreSQL a full scan.
    for other in (
        Edition.objects.on_record(at)
        .filter(Q(release=release) | Q(pk=Subquery(earlier.values("pk")[:1])) | Q(pk=Subquery(later.values("pk")[:1])))
        .select_related("release")
        .defer("body", "lead")
        .order_by("live_from")
    ):
        if other.release_id == release.pk:
            other.previous = found.editions[-1] if found.editions else None
            found.editions.append(other)
        elif _place(other.release) < _place(release):
            found.earlier = other
        else:
            found.later = other
    return found


def _place(release):
    return release.date, release.published_at, release.pk

"""When the public pages change by the clock: what `pressroom.moments` is told."""

import datetime

from articles.models import Edition, Notice, Release
from pressroom.statements import Statement


def _soonest(queryset, name):
    """Return the statement of the first moment after `at` in a column of a queryset."""

    def build(at):
        return queryset.filter(**{f"{name}__gt": at}).order_by(name).values_list(name)[:1]

    return Statement(build, at=datetime.datetime)


# Few are pinned, and their index holds no others.
_PINNED = Release.objects.filter(pinned_from__isnull=False)
_SOONEST = [
    # An edition ends where the next one begins, so the beginnings are enough.
    Statement(
        lambda at: Edition.objects.scheduled(at).order_by("live_from").values_list("live_from")[:1],
        at=datetime.datetime,
    ),
    _soonest(_PINNED, "pinned_from"),
    _soonest(_PINNED, "pinned_until"),
    _soonest(Notice.objects.all(), "shown_from"),
    _soonest(Notice.objects.all(), "shown_until"),
]


def following(at):
    """Return the first moment after `at` at which an edition, a pin or a notice begins or ends, or None."""
    return min((row[0] for statement in _SOONEST for row in statement.rows(at=at)), default=None)

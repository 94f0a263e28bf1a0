"""A view, from the request to the node's disk."""

import logging

from articles.counters import folding, spool
from pressroom import visitors

logger = logging.getLogger(__name__)

HOUR = 3600


def acknowledge(release, asked, now):
    """Keep a view of a release (its key) on the node's disk; return False if the day's salt isn't known here yet.

    Asks no database. `asked` is a request or its WSGI environ, `now` seconds since 1970. Raises OSError if it can't be
    kept: the disk is full, say.
    """
    day = visitors.known_day(now)
    if day is not None:
        spool.here.append(_record(release, asked, day, now))
    return day is not None


def see(release, asked, now):
    """Keep a view as `acknowledge` does; where the disk takes none, put it into the database at once."""
    day = visitors.day(now)
    try:
        spool.here.append(_record(release, asked, day, now))
    except OSError as error:
        logger.warning("Views are counted one by one, since %s can't be written: %s", spool.here.folder, error)
        visitor, network = (int.from_bytes(trace, "little", signed=True) for trace in visitors.traces(asked, day))
        folding.count([spool.Seen(day.date.toordinal(), release, visitor, network, int(now) // HOUR)])


def _record(release, asked, day, now):
    return spool.record(day.date.toordinal(), release, *visitors.traces(asked, day), int(now) // HOUR)

"""A view, from the request to the node's disk."""

import logging
from functools import lru_cache

from articles.counters import folding, spool
from pressroom import visitors

logger = logging.getLogger(__name__)

MINUTE, HOUR = 60, 3600


def acknowledge(release, environ, now):
    """Keep a view of a release (its key) on the node's disk; return False if the day's salt isn't known here yet.

    Asks no database. `environ` is the request's (WSGI), `now` seconds since 1970. Raises OSError if it can't be kept:
    the disk is full, say.
    """
    day = visitors.known_day(now)
    if day is None:
        return False
    of_visitor, of_network = visitors.traces(environ, day, release)
    spool.here.append(of_visitor, of_network, release, int(now // HOUR), day.ordinal)
    return True


def see(release, asked, now):
    """Keep a view as `acknowledge` does, of a request or its environ; where the disk takes none, count it at once."""
    day, hour = visitors.day(now), int(now // HOUR)
    traces = visitors.traces(getattr(asked, "META", asked), day, release)
    try:
        spool.here.append(*traces, release, hour, day.ordinal)
    except OSError as error:
        _warn(error.strerror or str(error), int(now // MINUTE))
        folding.count([spool.Seen(*map(spool.number, traces), release, hour, day.ordinal)])


@lru_cache(maxsize=1)
def _warn(why, _minute):
    # Once a minute: a log of each view would fill the same disk. The error itself names another file each time.
    logger.warning("Views are counted one by one, since %s can't be written: %s", spool.here.folder, why)

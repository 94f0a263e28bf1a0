"""How many views of an hour count that come from one network."""

import datetime
from array import array
from collections import Counter
from operator import add

from pressroom import ratelimit

HOUR = 3600
# Behind one address there may be an office or a mobile network, but also a robot that calls itself something else each
# time.
AN_HOUR = 1000
# So many of a network, as a share of the limit, are counted in the process alone. Nearly all networks have fewer, and
# a row for each would cost as much as its views.
UNWRITTEN = 1 / 20
# Networks that a process knows at a time, and those of one batch besides: a few megabytes.
MOST = 20_000
# By so many last bits of their traces networks are put together; each of those together that sent no more than one may
# unwritten is looked at no further.
TOGETHER_BITS = 16


class Limit:
    """Which of the views that are new count. Asked by whoever folds, one at a time."""

    def __init__(self):
        # By the keys of networks and hours: how many views are new by now, of those that may have sent many.
        self._known, self._spent = Counter(), set()
        # How many were new of the networks together in this hour, and in later ones.
        self._together, self._hour = array("I"), None

    def unspent(self, views):
        """Return those of the `Views` of whose network it isn't known that no more of them count in the hour."""
        if not self._spent:
            return views
        return views.at(place for place, key in enumerate(_keys(views)) if key not in self._spent)

    def over(self, views, at):
        """Return the places of those of the new `Views` that don't count: the last ones of a network and an hour.

        And a function to call once the transaction is committed.
        """
        unwritten = int(AN_HOUR * UNWRITTEN)
        places = self._busy(views, unwritten)
        if not places:
            return [], _nothing
        views = views.at(places)
        counts, known, written = Counter(_keys(views)), self._known.get, {}
        for key, count in counts.items():
            before = known(key, 0)
            if before + count > unwritten:
                written[key] = count if before > unwritten else before + count
        excess, spent = Counter(), set()
        for key, count in _counts(_named(written, views), at).items():
            # The database forgets an hour that is over, and what waited may be older.
            total = max(count, known(key, 0) + counts[key])
            excess[key] = min(max(total - AN_HOUR, 0), counts[key])
            if total >= AN_HOUR:
                spent.add(key)

        def remember():
            self._forget(len(counts))
            self._known.update(_keys(views))
            self._spent.update(spent)

        return [places[place] for place in _last(views, +excess)], remember

    def _busy(self, views, most):
        """Count the new `Views`, and return the places of those whose networks together have sent more than so many.

        Nearly all networks have sent one or two, and this takes a fifth of the time of a look at each. A network that
        turns out to send many had up to so many more.
        """
        hour = max(views.hours)
        if self._hour is None or hour > self._hour:
            self._together, self._hour = array("I", bytes(4 << TOGETHER_BITS)), hour
        together, is_any = self._together, False
        numbers = array("H", views.networks.tobytes())[::4]
        for number in numbers:
            together[number] = count = together[number] + 1
            if count > most:
                is_any = True
        if not is_any:
            return []
        return [place for place, number in enumerate(numbers) if together[number] > most]

    def _forget(self, room):
        """Make room for so many networks."""
        if len(self._spent) > MOST:
            self._spent.clear()
        if len(self._known) + room > MOST:
            # Most have one, and it is the others who may reach the limit.
            self._known = Counter({key: count for key, count in self._known.items() if count > 1})
        if len(self._known) > MOST:
            self._known.clear()


def _nothing():
    """Have nothing to remember."""


def _keys(views):
    # A network is a hash: with an hour it makes a number that no other one has with any.
    return map(add, views.networks, views.hours)


def _last(views, excess):
    """Return the last places of each key, as many as are said to be too many."""
    found = []
    if excess:
        keys = list(_keys(views))
        for place in range(len(keys) - 1, -1, -1):
            if excess[key := keys[place]]:
                excess[key] -= 1
                found.append(place)
    return found


def _named(written, views):
    """Return for each key that is written (its network, its hour, how many of it)."""
    if not written:
        return {}
    named = zip(_keys(views), views.networks, views.hours, strict=True)
    return {key: (network, hour, written[key]) for key, network, hour in named if key in written}


def _counts(named, at):
    """Return how many views of each key are known to the database, so many having been added."""
    found = {}
    for hour in sorted({hour for _network, hour, _count in named.values()}):
        keys = {f"view {network}": key for key, (network, its_hour, _count) in named.items() if its_hour == hour}
        begins = datetime.datetime.fromtimestamp(hour * HOUR, datetime.UTC)
        added = {name: named[key][-1] for name, key in keys.items()}
        counts = ratelimit.add(added, seconds=HOUR, window=begins, at=at)
        found |= {keys[name]: count for name, count in counts.items()}
    return found

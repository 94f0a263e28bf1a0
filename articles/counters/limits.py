"""How many views of an hour count that come from one network."""

import datetime
from collections import Counter
from operator import itemgetter

from pressroom import ratelimit

HOUR = 3600
# Behind one address there may be an office or a mobile network, but also a robot that calls itself something else each
# time.
AN_HOUR = 1000
# So many of a network, as a share of the limit, are counted in the process alone. Nearly all networks have fewer, and
# a row for each would cost as much as its views.
UNWRITTEN = 1 / 20
# Networks that a process knows at a time, a few megabytes.
MOST = 20_000
# Of a `Seen`: its network and hour.
_KEY = itemgetter(1, 3)


class Limit:
    """Which of the views that are new count. Asked by whoever folds, one at a time."""

    def __init__(self):
        # By network and hour: how many views are new by now.
        self._known, self._spent = {}, set()

    def unspent(self, seen):
        """Return those of the views (`Seen`) of whose network it isn't known that no more of them count in the hour."""
        return [view for view in seen if _KEY(view) not in self._spent] if self._spent else seen

    def over(self, views, at):
        """Return those of the new views that don't count, and a function to call once the transaction is committed.

        `views` is a dict, each a `Seen`, and the answer a list of its keys.
        """
        counts, written = Counter(map(_KEY, views.values())), {}
        unwritten = int(AN_HOUR * UNWRITTEN)
        for key, count in counts.items():
            known = self._known.get(key, 0)
            if known + count > unwritten:
                written[key] = count if known > unwritten else known + count
        excess, spent = Counter(), set()
        for key, count in _counts(written, at).items():
            # The database forgets an hour that is over, and what waited may be older.
            total = max(count, self._known.get(key, 0) + counts[key])
            excess[key] = min(max(total - AN_HOUR, 0), counts[key])
            if total >= AN_HOUR:
                spent.add(key)
        over = _last(views, +excess)

        def remember():
            self._forget(len(counts))
            for key, count in counts.items():
                self._known[key] = self._known.get(key, 0) + count
            self._spent.update(spent)

        return over, remember

    def _forget(self, room):
        """Make room for so many networks."""
        if len(self._spent) > MOST:
            self._spent.clear()
        if len(self._known) + room > MOST:
            # Most have one, and it is the others who may reach the limit.
            self._known = {key: count for key, count in self._known.items() if count > 1}
        if len(self._known) > MOST:
            self._known.clear()


def _last(views, excess):
    """Return the keys of the last views of each network and hour, as many as are said to be too many."""
    found = []
    if excess:
        for name, view in reversed(views.items()):
            if excess[key := _KEY(view)]:
                excess[key] -= 1
                found.append(name)
    return found


def _counts(written, at):
    """Return how many views of each (network, hour) are known to the database, so many having been added."""
    found = {}
    for hour in sorted({hour for _network, hour in written}):
        names = {f"view {network}": (network, hour) for network, of in written if of == hour}
        begins = datetime.datetime.fromtimestamp(hour * HOUR, datetime.UTC)
        counts = ratelimit.add({name: written[key] for name, key in names.items()}, seconds=HOUR, window=begins, at=at)
        found |= {names[name]: count for name, count in counts.items()}
    return found

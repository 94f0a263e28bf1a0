"""How many views of an hour count that come from one network."""

import datetime
from collections import Counter

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


class Limit:
    """Which of the views that are new count. Asked by whoever folds, one at a time."""

    def __init__(self):
        self._known, self._spent = Counter(), set()

    def is_spent(self, network, hour):
        """Return whether it is known that no more views of the network count in this hour."""
        return (network, hour) in self._spent

    def over(self, new, at):
        """Return those of the new views that don't count, and a function to call once the transaction is committed.

        `new` are pairs of a view and its (network, hour), the earliest first.
        """
        views = {}
        for view, key in new:
            views.setdefault(key, []).append(view)
        over, written, spent = [], {}, set()
        unwritten = int(AN_HOUR * UNWRITTEN)
        for key, of_key in views.items():
            known = self._known[key]
            if known + len(of_key) > unwritten:
                written[key] = len(of_key) if known > unwritten else known + len(of_key)
        for key, count in _counts(written, at).items():
            of_key = views[key]
            # The database forgets an hour that is over, and what waited may be older.
            total = max(count, self._known[key] + len(of_key))
            excess = min(max(total - AN_HOUR, 0), len(of_key))
            if excess:
                over += of_key[-excess:]
            if total >= AN_HOUR:
                spent.add(key)

        def remember():
            if len(self._known) > MOST:
                self._known.clear()
            if len(self._spent) > MOST:
                self._spent.clear()
            self._known.update({key: len(of_key) for key, of_key in views.items()})
            self._spent.update(spent)

        return over, remember


def _counts(written, at):
    """Return how many views of each (network, hour) are known to the database, so many having been added."""
    found = {}
    for hour in sorted({hour for _network, hour in written}):
        names = {f"view {network}": (network, hour) for network, of in written if of == hour}
        begins = datetime.datetime.fromtimestamp(hour * HOUR, datetime.UTC)
        counts = ratelimit.add({name: written[key] for name, key in names.items()}, seconds=HOUR, window=begins, at=at)
        found |= {names[name]: count for name, count in counts.items()}
    return found

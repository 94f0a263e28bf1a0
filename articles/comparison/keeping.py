"""A bounded store for what costs processor time and can't become old, in each process for itself."""

import threading
from collections import OrderedDict


class Kept:
    """The latest texts that were asked for, by key; never more than `size` characters of them, the oldest go first.

    A key has to hold everything that the text is made of: what is kept is never made anew.
    """

    def __init__(self, size):
        self.size, self.taken = size, 0
        self._texts, self._lock = OrderedDict(), threading.Lock()

    def get(self, key, make):
        """Return the text under the key; the first time it is what `make()` returns.

        Two who ask at the same time for what isn't there may both make it: nobody waits for anybody.
        """
        with self._lock:
            if key in self._texts:
                self._texts.move_to_end(key)
                return self._texts[key]
        text = make()
        with self._lock:
            if key not in self._texts and len(text) <= self.size:
                self._texts[key] = text
                self.taken += len(text)
                while self.taken > self.size:
                    _key, oldest = self._texts.popitem(last=False)
                    self.taken -= len(oldest)
        return text

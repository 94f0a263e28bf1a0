"""Rendered pieces of pages, kept in the process: what is the same on the next page isn't rendered again.

A piece is kept for ever, or until there is no room for it; nothing makes it anew. So its key has to hold everything
that it is made of:

- the language of the page, always: every piece has translated words, or a date, or will have one some day;
- the site's version (`pressroom.version`), where it says what the database says;
- the next moment at which the site changes by itself, where it depends on the clock.

The `stamp` of a page's `articles.surroundings` is all three of them in one. A piece that is made of one edition, which
never changes, is better kept under its key, the language and what else it shows: it outlives the changes of others.

    {% call kept("footer", around.stamp) %}…{% endcall %}

    html = fragments.kept("card", edition.pk, language, make=lambda: jinja.render(…))

What differs from reader to reader belongs in no page, and so in no piece. With DEBUG nothing is kept, so that a changed
template shows.
"""

import datetime
import sys
import threading
from types import NoneType

from django.conf import settings
from django.utils.safestring import SafeString

# In bytes, of each process: the pieces of some two thousand stories in lists, say.
MOST = 4_000_000

# What a key may be made of. Anything else might be a lazy object, which holds on to the request that it is to ask.
_PLAIN = {str, SafeString, int, bool, float, NoneType, datetime.date, datetime.datetime}
# What Python takes for an entry beside the text and the parts of its key.
_ENTRY = 200


class Passing(str):
    """What `make` may return for a text that is right this once: nothing of it is kept."""

    __slots__ = ()


class Pieces:
    """Texts by their keys, within so many bytes; what hasn't been asked for lately goes first.

    There are two halves. What is asked for is put into the younger one, and when that is full, the other one is dropped
    and it becomes the other. Hence a text that is there is found without a lock, and without writing anything.
    """

    def __init__(self, most):
        self.most = most
        self._lock = threading.Lock()
        self.forget()

    def forget(self):
        """Keep nothing, as in a process that has just begun."""
        with self._lock:
            self._younger, self._older, self._taken = {}, {}, 0

    def get(self, key, make=None):
        """Return the text under a key, a tuple; where there is none it is what `make()` returns, or None without that.

        Two who ask at the same time for what isn't there may both make it: nobody waits for anybody.
        """
        found = self._younger.get(key)
        if found is None:
            found = self._older.get(key)
            if found is None:
                if make is None:
                    return None
                found = make()
                if isinstance(found, Passing):
                    return found
            self._put(key, found)
        return found

    def size(self):
        """Return how many bytes are taken."""
        with self._lock:
            return sum(_size(key, text) for half in (self._younger, self._older) for key, text in half.items())

    def _put(self, key, text):
        size = _size(key, text)
        half = self.most // 2
        with self._lock:
            if key in self._younger or size > half:
                return
            if self._taken + size > half:
                self._younger, self._older, self._taken = {}, self._younger, 0
            self._younger[key] = text
            self._taken += size


def _size(key, text):
    return _ENTRY + sys.getsizeof(text) + sum(map(sys.getsizeof, key))


_pieces = Pieces(MOST)


def kept(name, *key, make):
    """Return the piece called `name` that is made of what `key` says, by `make()` if it isn't there.

    The parts of the key are text, numbers, days and moments, and tuples of these; TypeError for anything else.
    """
    return keep((name, *key), make)


def find(name, *key):
    """Return the piece that `kept` would return, if it is there, else None."""
    return None if settings.DEBUG else _pieces.get((name, *key))


def keep(key, make):
    """Do as `kept` does, for a key of which the first part may be anything that hashes."""
    if settings.DEBUG:
        return make()

    def checked():
        _check(key[1:])
        return make()

    return _pieces.get(key, checked)


def _check(parts):
    for part in parts:
        if type(part) is tuple:
            _check(part)
        elif type(part) not in _PLAIN:
            raise TypeError(f"{type(part).__name__} is no part of the key of a fragment.")


def forget():
    """Keep nothing, as in a process that has just begun."""
    _pieces.forget()

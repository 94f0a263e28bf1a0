"""What Django keeps for each thread: the language, the prefix of addresses, the connections of the database.

It keeps them in asgiref's `Local`, which also tells coroutines apart, by a lock and five calls each time; a page of a
release asks a hundred times, which is a twelfth of what it costs. A server that has threads and no coroutines needs no
more than Python's own `threading.local`, which the same attributes can hold: they are read, set and deleted alike.
"""

import threading

from asgiref.local import Local
from django.db import connections
from django.urls import base
from django.utils.translation import trans_real

# The names are Django's own, and may be others in a version to come: then nothing is gained and nothing lost.
_KEPT = ((trans_real, "_active"), (base, "_prefixes"), (base, "_urlconfs"), (connections, "_connections"))


def know_no_coroutines():
    """Let a process be for threads alone, from here on; what Django has kept so far is forgotten."""
    for owner, name in _KEPT:
        if isinstance(getattr(owner, name, None), Local):
            setattr(owner, name, threading.local())

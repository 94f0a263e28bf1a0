"""What other apps add to the demo: registered in their `ready()`, called when there are releases to add to."""

import datetime
import random
from typing import NamedTuple

from django.utils.module_loading import import_string

_functions = []


class Made(NamedTuple):
    """What there is when an extra is called: once for the small site, once a batch for the large one."""

    releases: list  # of Release, all published
    people: dict  # of User, by username
    at: datetime.datetime  # the present moment
    chance: random.Random | None  # the large site's source of chance; None for the small site


def also(function):
    """Have the function with this dotted path called with a `Made` after releases were written, in their transaction.

    A path and not the function, so that a process which makes no demo needn't load what makes one.
    """
    if function not in _functions:
        _functions.append(function)


def add_to(made):
    """Call what was registered."""
    for function in _functions:
        import_string(function)(made)

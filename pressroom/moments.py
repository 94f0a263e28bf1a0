"""When the public pages change by the clock alone. Apps say here how to find the next such moment.

An edition goes live, a pin or a notice begins or ends: nothing has to happen at that moment, but what was kept of the
pages before it must not be shown after it.
"""

_finders = []


def add(function):
    """Let `function(at)` name the first moment after `at` at which pages change, or None. Called in `ready()`."""
    _finders.append(function)


def following(at):
    """Return the first moment after `at` at which anything changes, or None."""
    return min(filter(None, (function(at) for function in _finders)), default=None)

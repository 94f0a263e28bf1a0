"""What begins in each process of the production server, once it is forked: threads, say. Elsewhere nothing does."""

_starters = []


def at_start(function):
    """Let `function()` be called in each process of the server before its first request. Called in `ready()`."""
    _starters.append(function)


def start():
    """Begin what was named, in this process."""
    for function in _starters:
        function()

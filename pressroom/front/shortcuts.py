"""Small answers that are given before Django is asked. Apps say here which."""

_shortcuts = {}


def add(method, ending, function):
    """Let `function(environ, about)` answer what is asked by a method at an address that ends so ('/view/').

    `about` is what the page above that address is about, by `marks.about`; None where the process hasn't learned it.
    The function returns (status, headers, body) as '204 No Content', [(name, value)], bytes; or None: then Django
    answers. Called in `ready()`.
    """
    _shortcuts.setdefault(method, []).append((ending, function))


def find(method, path):
    """Return the (ending, function) for an address, or None."""
    for ending, function in _shortcuts.get(method, ()):
        if path.endswith(ending):
            return ending, function
    return None

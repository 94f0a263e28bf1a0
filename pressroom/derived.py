"""What is made of other records and kept beside them, such as an index. Apps say here how to make it anew.

`manage.py start` makes what is missing (after an update whose rules are others, say), `manage.py restore` all of it.
"""

_makers, _models = [], set()


def add(function, *models):
    """Let `function(only_missing=..., say=...)` make the rows of the models (their labels).

    Called in an app's `ready()`. The function may be called at any time while the site runs, and is quick where nothing
    is missing. What takes longer it tells first, by `say(line)`.
    """
    _makers.append(function)
    _models.update(models)


def models():
    """Return the labels of the models whose rows no backup has to keep."""
    return frozenset(_models)


def make(*, only_missing, say):
    """Make what is derived, in the order in which it was added; `say(line)` tells whoever waits."""
    for function in _makers:
        function(only_missing=only_missing, say=say)

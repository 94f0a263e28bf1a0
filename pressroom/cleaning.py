"""What is forgotten or tidied up daily. Apps register it; `manage.py work` does it, and `manage.py forget` at once."""

_daily = []


def daily(label, function):
    """Let `function(at)` be called daily; called in an app's `ready()`.

    It deletes what is no longer to be kept at the moment `at`, or puts together what lies about; it may run any number
    of times, and returns how many there were. `label` names them in the plural, as 'expired preview links'.
    """
    _daily.append((label, function))


def clean(at):
    """Call every function; return (label, count) of each."""
    return [(label, function(at)) for label, function in _daily]

"""People of the desk, as pages and mails speak of them."""

_work = []


def display_name(user):
    """Return the full name of a user, or the login where none is kept."""
    return user.get_full_name() or user.get_username()


def also_at_work(function):
    """Let `function(user)` return what a person has in hand, as (words, address); called in an app's `ready()`."""
    _work.append(function)


def at_work_on(user):
    """Return what a person has in hand, as (words, address): it stays behind when they leave."""
    return [line for function in _work for line in function(user)]

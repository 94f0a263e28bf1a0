"""People of the desk, as pages and mails speak of them."""

_work = []
_letters = {}


def display_name(user):
    """Return the full name of a user, or the login where none is kept."""
    return user.get_full_name() or user.get_username()


def letter(name, permission):
    """Say who gets a letter that the profile's field `name` chooses, in an app's `ready()`: who has the permission."""
    _letters[name] = permission


def letters_of(user):
    """Return the names of the profile's fields about letters that the person could get at all."""
    return [name for name, permission in _letters.items() if user.has_perm(permission)]


def also_at_work(function):
    """Let `function(user)` return what a person has in hand, as (words, address); called in an app's `ready()`."""
    _work.append(function)


def at_work_on(user):
    """Return what a person has in hand, as (words, address): it stays behind when they leave."""
    return [line for function in _work for line in function(user)]

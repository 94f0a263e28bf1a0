"""Why a change was refused. Verbs raise these; every door (desk, command, API) shows their words to the person."""

from django.utils.translation import gettext as _


class Refused(Exception):  # noqa: N818 - it is not an error of the program
    """Says, in words for a person, why a change was refused."""


class Conflict(Refused):
    """The change was refused because something else was changed before it."""


def require(by, permission):
    """Raise `Refused` unless the person is active and has the permission, named as 'articles.change_edition'."""
    if not by.is_active or not by.has_perm(permission):
        raise Refused(_("Your account does not allow this. Ask an administrator for the right to do it."))

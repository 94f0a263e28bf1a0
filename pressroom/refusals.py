"""Why a change was refused. Verbs raise these; every door (desk, command, API) shows their words to the person."""


class Refused(Exception):  # noqa: N818 - it is not an error of the program
    """Says, in words for a person, why a change was refused."""


class Conflict(Refused):
    """The change was refused because something else was changed before it."""
